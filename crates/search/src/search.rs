//! How does a request become a response?

use crate::dates::year_of;
use crate::eval::{Matches, evaluate};
use crate::index::{Index, View};
use crate::query::Clause;
use crate::suggest::{completions, correct};
use crate::tuning::{few, long_query};
use crate::{DateRange, DocId, FacetCounts, Hit, Notice, Request, Response, Sort};

impl<B: AsRef<[u8]>> Index<B> {
    /// Answers any request. Every text is a query; nothing here can fail.
    pub fn search(&self, request: &Request) -> Response {
        let view = self.view();
        let (clause, mut notice) = correct(&request.query, request.live, &view);
        let mut plan = crate::plan::plan(&clause, &view);
        let mut matches = evaluate(&plan, &view, None);
        if let Some(partial) = partial(&clause, matches.docs.len()) {
            let wider = crate::plan::plan(&partial, &view);
            let found = evaluate(&wider, &view, None);
            if found.docs.len() > matches.docs.len() {
                matches = found;
                matches = crate::rank::with_feedback(&wider, &view, matches);
                plan = wider;
                notice = notice.or(Some(Notice::Partial));
            }
        }
        crate::rank::nearness(&plan, &view, &mut matches);
        let mut response = Response {
            notice,
            ..Response::default()
        };
        count(&view, request, &mut matches, &mut response);
        let browsing = matches!(clause, Clause::Everything);
        response.hits = page(&view, request, &matches, browsing);
        if request.live {
            response.completions = completions(&clause, &view);
        }
        response
    }
}

/// The same query with any of its words instead of all, where too few documents hold all.
fn partial(clause: &Clause, found: usize) -> Option<Clause> {
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
    let enough = found > 0 && (words.len() < long_query() as usize || found >= few() as usize);
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
        let Some(facet) = number.filter(|&facet| facet < view.facets.len()) else {
            tests.push(Test::Never(None));
            continue;
        };
        let values: Vec<u32> = filter
            .values
            .iter()
            .filter_map(|value| view.facets[facet].find(value))
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

/// Takes away what the filters leave out, and counts facets and years: each under all filters
/// but its own.
fn count(view: &View<'_>, request: &Request, matches: &mut Matches, response: &mut Response) {
    let tests = tests(view, request);
    let mut counts: Vec<Vec<u32>> = view
        .facets
        .iter()
        .map(|facet| vec![0; facet.value_count as usize])
        .collect();
    let mut years = Years::default();
    matches.retain(|_, doc| {
        let mut failed = tests.iter().filter(|test| !test.passes(view, doc));
        let (first, more) = (failed.next(), failed.next());
        if more.is_some() {
            return None;
        }
        let only = first.map(Test::facet);
        for (facet, counts) in counts.iter_mut().enumerate() {
            if only.is_none_or(|only| only == Some(facet)) {
                for value in view.facets[facet].values(doc) {
                    if let Some(count) = counts.get_mut(value as usize) {
                        *count += 1;
                    }
                }
            }
        }
        if first.is_none_or(|test| matches!(test, Test::Dates(_))) {
            years.add(view.dates.get(doc));
        }
        first.is_none().then_some(0.0)
    });
    response.total = matches.docs.len() as u32;
    response.years = years.finish();
    for (facet, counts) in counts.iter().enumerate() {
        let chosen = request
            .filters
            .iter()
            .filter(|filter| filter.facet == view.meta.schema.facets[facet]);
        let chosen: Vec<&String> = chosen.flat_map(|filter| &filter.values).collect();
        response
            .facets
            .push(facet_counts(view, facet, counts, &chosen));
    }
}

fn facet_counts(view: &View<'_>, facet: usize, counts: &[u32], chosen: &[&String]) -> FacetCounts {
    let mut values: Vec<(String, u32)> = Vec::new();
    for (value, &count) in (0..).zip(counts) {
        let text = view.facets[facet].text(value);
        if count > 0 || chosen.iter().any(|chosen| *chosen == text) {
            values.push((text.to_owned(), count));
        }
    }
    for value in chosen {
        if !values.iter().any(|(text, _)| text == *value) {
            values.push(((*value).clone(), 0));
        }
    }
    let order = crate::order::positions(values.len(), &|a, b| {
        let (a, b) = (&values[a], &values[b]);
        b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0))
    });
    let values = crate::order::pick(&values, &order);
    FacetCounts {
        facet: view.meta.schema.facets[facet].clone(),
        values,
    }
}

/// Documents per year; most fall in a few years near each other.
#[derive(Default)]
struct Years {
    /// Years, ascending, with their counts.
    counts: Vec<(i32, u32)>,
    /// Days of the last year seen, and its count.
    last: (i32, i32, u32),
}

impl Years {
    fn add(&mut self, date: Option<DateRange>) {
        let Some(date) = date else { return };
        if date.first < self.last.0 || date.first >= self.last.1 || self.last.2 == 0 {
            self.flush();
            let year = year_of(date.first);
            self.last = (
                crate::dates::day_of(year, 1, 1),
                crate::dates::day_of(year + 1, 1, 1),
                0,
            );
        }
        self.last.2 += 1;
    }

    fn flush(&mut self) {
        if self.last.2 > 0 {
            let year = year_of(self.last.0);
            let at = self.counts.partition_point(|&(other, _)| other < year);
            match self.counts.get_mut(at).filter(|(other, _)| *other == year) {
                Some((_, count)) => *count += self.last.2,
                None => self.counts.insert(at, (year, self.last.2)),
            }
        }
    }

    fn finish(mut self) -> Vec<(i32, u32)> {
        self.flush();
        self.counts
    }
}

/// Orders the matches and takes the page asked for.
fn page(view: &View<'_>, request: &Request, matches: &Matches, browsing: bool) -> Vec<Hit> {
    let newest = request.sort == Sort::Newest || (request.sort == Sort::Relevance && browsing);
    // Days as numbers in their order; the undated come last either way.
    let day = |day: i32| day as u32 ^ 1 << 31;
    let key = |(&doc, &score): (&u32, &f32)| {
        let date = view.dates.get(doc);
        let key = if newest {
            date.map_or(u32::MAX, |date| !day(date.last).max(1))
        } else if request.sort == Sort::Oldest {
            date.map_or(u32::MAX, |date| day(date.first).min(u32::MAX - 1))
        } else {
            crate::order::descending(score)
        };
        u64::from(key) << 32 | u64::from(doc)
    };
    let mut order: Vec<u64> = matches.docs.iter().zip(&matches.scores).map(key).collect();
    let end = (request.offset as usize)
        .saturating_add(request.limit as usize)
        .min(order.len());
    crate::order::least(&mut order, end);
    let hit = |&key: &u64| {
        let doc = key as u32;
        let at = matches.docs.binary_search(&doc).unwrap_or(0);
        Hit {
            doc: DocId(doc),
            score: matches.scores.get(at).copied().unwrap_or(0.0),
        }
    };
    order
        .iter()
        .skip(request.offset as usize)
        .map(hit)
        .collect()
}
