//! How does a request become a response?

use crate::complete::completions;
use crate::eval::{Matches, evaluate_best};
use crate::index::{Index, View};
use crate::order::Best;
use crate::periods::Periods;
use crate::query::Clause;
use crate::rank::with_feedback;
use crate::suggest::{correct, did_you_mean};
use crate::tuning::{feedback_docs, few, long_query, near_depth};
use crate::{DateRange, DocId, FacetCounts, Hit, Notice, Request, Response, Sort};

impl<B: AsRef<[u8]>> Index<B> {
    /// Answers any request. Every text is a query; nothing here can fail.
    pub fn search(&self, request: &Request) -> Response {
        let view = self.view();
        let (clause, mut notice) = correct(&request.query, request.live, &view);
        let best = best_wanted(request, &clause);
        let mut plan = crate::plan::plan(&clause, &view);
        let mut matches = evaluate_best(&plan, &view, best);
        if let Some(partial) = partial(&clause, matches.docs.len(), request.widen) {
            let wider = crate::plan::plan(&partial, &view);
            let found = evaluate_best(&wider, &view, best);
            if found.docs.len() > matches.docs.len() {
                let is_none = matches.docs.is_empty();
                matches = found;
                if is_long(&clause) || request.widen {
                    matches = with_feedback(&wider, &view, matches, request.widen);
                }
                plan = wider;
                notice = notice.or(is_none.then_some(Notice::Partial));
            }
        }
        // A correction that leads to nothing is none.
        if matches.docs.is_empty() && matches!(notice, Some(Notice::Corrected { .. })) {
            notice = None;
        }
        let end = best.map(|_| request.offset.saturating_add(request.limit) as usize);
        crate::rank::nearness(&plan, &view, &mut matches, end);
        let notice = notice.or_else(|| {
            let few = matches.docs.len() <= FEW_FOR_DOUBT;
            few.then(|| did_you_mean(&request.query, &clause, &view))?
        });
        let mut response = Response {
            notice,
            ..Response::default()
        };
        let all = matches.docs.len();
        count(&view, request, &mut matches, &mut response);
        let browsing = matches!(clause, Clause::Everything);
        response.hits = page(&view, request, &matches, browsing);
        if request.live {
            let typed = match &response.notice {
                Some(Notice::Corrected { searched }) => searched,
                _ => &request.query,
            };
            response.completions = completions(typed, &clause, (&matches.docs, all), &view);
        }
        response
    }
}

/// A query that finds no more than this is doubted (see [`did_you_mean`]).
const FEW_FOR_DOUBT: usize = 3;

/// How many of the best need their scores; `None` where all do, as filters choose among them or
/// another order does.
fn best_wanted(request: &Request, clause: &Clause) -> Option<usize> {
    let narrowed = request.dates.is_some() || !request.filters.is_empty();
    if narrowed || request.sort != Sort::Relevance || *clause == Clause::Everything {
        return None;
    }
    let page = (request.offset as usize).checked_add(request.limit as usize)?;
    let looked_at = near_depth().max(feedback_docs()) as usize;
    Some(page.max(looked_at))
}

/// A query in more than a few words, as people ask in sentences.
fn is_long(clause: &Clause) -> bool {
    matches!(clause, Clause::All(clauses) if clauses.len() >= long_query() as usize)
}

/// The same query with any of its words instead of all, where no document holds all, or too few for
/// a long query that is to be widened.
fn partial(clause: &Clause, found: usize, widen: bool) -> Option<Clause> {
    let Clause::All(clauses) = clause else {
        return None;
    };
    let is_word = |clause: &&Clause| {
        matches!(
            clause,
            Clause::Word(_) | Clause::Phrase { .. } | Clause::Any(_)
        )
    };
    let words: Vec<Clause> = clauses.iter().filter(is_word).cloned().collect();
    let is_long = words.len() >= long_query() as usize;
    let enough = found > 0 && !(widen && is_long && found < few() as usize);
    if enough || words.len() < 2 {
        return None;
    }
    let mut rest: Vec<Clause> = clauses
        .iter()
        .filter(|clause| !is_word(clause))
        .cloned()
        .collect();
    rest.push(Clause::Any(words));
    Some(Clause::All(rest))
}

/// One filter of a request, ready to test documents.
enum Test {
    Facet {
        facet: usize,
        values: Vec<u32>,
    },
    Dates(DateRange),
    /// A facet or values that the index does not have.
    Never(Option<usize>),
}

impl Test {
    fn passes(&self, view: &View<'_>, doc: u32) -> bool {
        match self {
            Self::Facet { facet, values } => view.facets[*facet]
                .values(doc)
                .any(|value| values.contains(&value)),
            Self::Dates(range) => view
                .dates
                .get(doc)
                .is_some_and(|date| date.first <= range.last && date.last >= range.first),
            Self::Never(_) => false,
        }
    }

    fn facet(&self) -> Option<usize> {
        match self {
            Self::Facet { facet, .. } => Some(*facet),
            Self::Dates(_) => None,
            Self::Never(facet) => *facet,
        }
    }
}

fn tests(view: &View<'_>, request: &Request) -> Vec<Test> {
    let mut tests = Vec::new();
    for filter in request
        .filters
        .iter()
        .filter(|filter| !filter.values.is_empty())
    {
        let number = view
            .meta
            .schema
            .facets
            .iter()
            .position(|facet| *facet == filter.facet);
        let found = number.and_then(|number| Some((number, view.facet(number)?)));
        let Some((facet, values_of)) = found else {
            tests.push(Test::Never(None));
            continue;
        };
        let values: Vec<u32> = filter
            .values
            .iter()
            .filter_map(|value| values_of.find(value))
            .collect();
        tests.push(if values.is_empty() {
            Test::Never(Some(facet))
        } else {
            Test::Facet { facet, values }
        });
    }
    tests.extend(request.dates.map(Test::Dates));
    tests
}

/// Counts values of a facet.
fn add(counts: &mut [u32], values: impl Iterator<Item = u32>) {
    for value in values {
        if let Some(count) = counts.get_mut(value as usize) {
            *count += 1;
        }
    }
}

/// Takes away what the filters leave out, and counts the rest.
fn narrow(
    view: &View<'_>,
    tests: &[Test],
    matches: &mut Matches,
    (counts, periods): (&mut [Vec<u32>], &mut Periods),
) {
    matches.retain(|_, doc| {
        let mut failed = tests.iter().filter(|test| !test.passes(view, doc));
        let (first, more) = (failed.next(), failed.next());
        if more.is_some() {
            return None;
        }
        let only = first.map(Test::facet);
        for (facet, counts) in counts.iter_mut().enumerate() {
            if only.is_none_or(|only| only == Some(facet)) {
                add(counts, view.facets[facet].values(doc));
            }
        }
        if first.is_none_or(|test| matches!(test, Test::Dates(_))) {
            periods.add(view.dates.get(doc));
        }
        first.is_none().then_some(0.0)
    });
}

/// Takes away what the filters leave out, and counts facets and periods: each under all filters
/// but its own.
fn count(view: &View<'_>, request: &Request, matches: &mut Matches, response: &mut Response) {
    let tests = tests(view, request);
    let mut counts: Vec<Vec<u32>> = view
        .facets
        .iter()
        .map(|facet| vec![0; facet.value_count as usize])
        .collect();
    let mut periods = Periods::new(request.step);
    if tests.is_empty() {
        for (facet, counts) in view.facets.iter().zip(&mut counts) {
            for &doc in &matches.docs {
                add(counts, facet.values(doc));
            }
        }
        for &doc in &matches.docs {
            periods.add(view.dates.get(doc));
        }
    } else {
        narrow(view, &tests, matches, (&mut counts, &mut periods));
    }
    response.total = matches.docs.len() as u32;
    response.periods = periods.finish();
    for (facet, counts) in counts.iter().enumerate() {
        // What was not counted is left out.
        if !view.has_facet(facet) {
            continue;
        }
        let counts = facet_counts(view, facet, counts, request);
        response.facets.push(counts);
    }
}

fn facet_counts(view: &View<'_>, facet: usize, counts: &[u32], request: &Request) -> FacetCounts {
    let (name, of) = (&view.meta.schema.facets[facet], &view.facets[facet]);
    let filters = request.filters.iter();
    let chosen = filters.filter(|filter| filter.facet == *name);
    let chosen: Vec<&String> = chosen.flat_map(|filter| &filter.values).collect();
    let limit = match request.value_limit {
        0 => usize::MAX,
        limit => limit as usize,
    };
    // Values are numbered in their order.
    let mut best = Best::new(limit);
    let mut value_count = 0;
    for (value, &count) in (0..).zip(counts) {
        if count > 0 {
            value_count += 1;
            best.push(u64::from(!count) << 32 | value);
        }
    }
    let mut values: Vec<(String, u32)> = Vec::new();
    for key in best.finish() {
        values.push((of.text(key as u32).to_owned(), !((key >> 32) as u32)));
    }
    for value in chosen {
        if !values.iter().any(|(text, _)| text == value) {
            let count = of.find(value).map_or(0, |number| counts[number as usize]);
            value_count += u32::from(count == 0);
            values.push((value.clone(), count));
        }
    }
    FacetCounts {
        facet: name.clone(),
        values,
        value_count,
    }
}

/// Orders the matches and takes the page asked for.
fn page(view: &View<'_>, request: &Request, matches: &Matches, browsing: bool) -> Vec<Hit> {
    let newest = request.sort == Sort::Newest || (request.sort == Sort::Relevance && browsing);
    let end = (request.offset as usize).saturating_add(request.limit as usize);
    let mut best = Best::new(end.min(matches.docs.len()));
    // Days as numbers in their order; the undated come last either way.
    let day = |day: i32| day as u32 ^ 1 << 31;
    for (&doc, &score) in matches.docs.iter().zip(&matches.scores) {
        let key = if newest {
            let date = view.dates.get(doc);
            date.map_or(u32::MAX, |date| !day(date.last).max(1))
        } else if request.sort == Sort::Oldest {
            let date = view.dates.get(doc);
            date.map_or(u32::MAX, |date| day(date.first).min(u32::MAX - 1))
        } else {
            crate::order::descending(score)
        };
        best.push(u64::from(key) << 32 | u64::from(view.outer(doc)));
    }
    let hit = |&key: &u64| {
        let doc = key as u32;
        let at = matches.docs.binary_search(&view.inner(doc)).unwrap_or(0);
        Hit {
            doc: DocId(doc),
            score: matches.scores.get(at).copied().unwrap_or(0.0),
        }
    };
    best.finish()
        .iter()
        .skip(request.offset as usize)
        .map(hit)
        .collect()
}
