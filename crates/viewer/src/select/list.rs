//! What stands around the results: what is asked, how many there are, chips, pages, the title.

use backfile_model::Manifest;
use backfile_search::{Filter, Notice, Request, Step};

use crate::dates::date_label;
use crate::labels::{facet_label, fill, labels, number_label};
use crate::state::{PAGE_SIZE, Phase, Results, State, View};
use crate::{ListQuery, Route};

/// What to ask the engine for this list: the page, and one article on either side of it, so that
/// an article at its border has its neighbors. The last word always matches as a prefix too, so
/// that the same address shows the same list whether it was typed or opened.
pub fn request(list: &ListQuery) -> Request {
    let offset = offset(list);
    let end = list.page().saturating_mul(PAGE_SIZE).saturating_add(1);
    Request {
        query: list.query().to_owned(),
        live: true,
        filters: list.filters().to_vec(),
        dates: list.dates(),
        sort: list.sort(),
        offset,
        step: Step::Year,
        limit: end - offset,
        widen: false,
        value_limit: super::facets::MOST_VALUES as u32,
    }
}

/// Number of the first hit that [`request`] asks for.
pub fn offset(list: &ListQuery) -> u32 {
    let first = (list.page() - 1).saturating_mul(PAGE_SIZE);
    first.saturating_sub(1)
}

/// What the middle of the list view shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown<'a> {
    /// The first articles of the whole archive, known before the engine answers.
    Head,
    /// Nothing yet: the engine is loading or has not answered for the first time.
    Waiting,
    /// Articles.
    Found(&'a Results),
    /// The engine found nothing.
    Nothing(&'a Results),
    /// The archive is empty.
    NoArticles,
}

/// What the middle of the list view shows now. Loading is never taken for finding nothing, and
/// an older answer stays until the new one is there.
pub fn shown<'a>(state: &'a State, manifest: &Manifest) -> Shown<'a> {
    match &state.results {
        _ if manifest.article_count == 0 => Shown::NoArticles,
        Some(results) if results.response.total > 0 => Shown::Found(results),
        Some(results) => Shown::Nothing(results),
        None if state.list.cleared_order() => Shown::Head,
        None => Shown::Waiting,
    }
}

impl ListQuery {
    /// True for the first page of the whole archive, newest first: the manifest's first rows.
    fn cleared_order(&self) -> bool {
        let is_newest = self.sort() != backfile_search::Sort::Oldest;
        !self.is_narrowed() && is_newest && self.page() == 1
    }
}

/// Completions shown at most: what fits on a phone above its keyboard.
const MOST_COMPLETIONS: usize = 6;

/// How the query may go on while it is typed: other queries, each with the number of articles that
/// hold its last word. Those of an older answer stay until the next one is there.
pub fn completions(state: &State) -> &[(String, u32)] {
    let results = state.results.as_deref().filter(|_| state.is_typing);
    let all = results.map_or(&[][..], |results| &results.response.completions);
    &all[..all.len().min(MOST_COMPLETIONS)]
}

/// True while the list on the screen is not yet the one that is asked for.
pub fn is_busy(state: &State) -> bool {
    state.current_results().is_none()
}

/// The count over the list: "12 of 30 articles".
pub fn heading(state: &State, manifest: &Manifest) -> String {
    let labels = labels();
    let all = u64::from(manifest.article_count);
    match shown(state, manifest) {
        Shown::NoArticles | Shown::Head => labels.articles.of(all),
        Shown::Waiting if state.phase < Phase::Ready => labels.loading_search.to_owned(),
        Shown::Waiting => labels.searching.to_owned(),
        Shown::Nothing(_) => labels.nothing_found.to_owned(),
        Shown::Found(results) if u64::from(results.response.total) == all => {
            labels.articles.of(all)
        }
        Shown::Found(results) => {
            let shown = number_label(u64::from(results.response.total));
            fill(&labels.some_articles.of(all), &[("shown", &shown)])
        }
    }
}

/// What a screen reader is told after the list has changed; nothing while an answer is awaited.
pub fn announcement(state: &State, manifest: &Manifest) -> Option<String> {
    let results = state.current_results()?;
    let is_told = state.view == View::List && state.list.is_narrowed();
    is_told.then(|| match notice(results) {
        Some(notice) => format!("{}. {}", heading(state, manifest), notice.text),
        None => heading(state, manifest),
    })
}

/// How the query was taken, and another query to offer.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeView {
    /// What to say.
    pub text: String,
    /// A list to go to, with the words of its link where they differ from the text.
    pub link: Option<(Option<String>, ListQuery)>,
}

/// The notice over the results.
pub fn notice(results: &Results) -> Option<NoticeView> {
    let labels = labels();
    let query = |text, query: &str| fill(text, &[("query", query)]);
    Some(match results.response.notice.as_ref()? {
        Notice::Partial => NoticeView {
            text: labels.notice_partial.to_owned(),
            link: None,
        },
        Notice::Corrected { searched } => NoticeView {
            text: query(labels.notice_corrected, searched),
            link: None,
        },
        Notice::DidYouMean { query: other } => NoticeView {
            text: query(labels.notice_did_you_mean, other),
            link: Some((None, results.list.clone().with_query(other))),
        },
    })
}

/// A chosen filter that can be taken away.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// What it is a value of.
    pub kind: String,
    /// The value for readers.
    pub label: String,
    /// The list without it.
    pub without: ListQuery,
}

/// The chosen filters and dates.
pub fn chips(list: &ListQuery) -> Vec<Chip> {
    let of_filter = |filter: &Filter| {
        let facet = filter.facet.clone();
        let chip = move |value: &String| Chip {
            kind: facet_label(&facet).to_owned(),
            label: value.clone(),
            without: list.clone().toggled(&facet, value),
        };
        filter.values.iter().map(chip).collect::<Vec<_>>()
    };
    let mut chips: Vec<Chip> = list.filters().iter().flat_map(of_filter).collect();
    let labels = labels();
    let label = match (list.from(), list.to()) {
        (Some(from), Some(to)) if from == to => Some(date_label(from)),
        (Some(from), Some(to)) => Some(fill(
            labels.date_range,
            &[("from", &date_label(from)), ("to", &date_label(to))],
        )),
        (Some(from), None) => Some(fill(labels.since_date, &[("date", &date_label(from))])),
        (None, Some(to)) => Some(fill(labels.until_date, &[("date", &date_label(to))])),
        (None, None) => None,
    };
    chips.extend(label.map(|label| Chip {
        kind: labels.dates.to_owned(),
        label,
        without: list.clone().with_dates(None, None),
    }));
    chips
}

/// The pages of a list that has more than one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pager {
    /// The page on the screen.
    pub page: u32,
    /// Number of pages.
    pub last: u32,
    /// Pages to link to, ascending; a gap is where the difference is more than one.
    pub links: Vec<u32>,
}

/// First, last, and the pages around the present one.
pub fn pager(results: &Results) -> Option<Pager> {
    let last = results.response.total.div_ceil(PAGE_SIZE);
    let page = results.list.page();
    let near = page.saturating_sub(2)..=page.saturating_add(2);
    let near = near.filter(|link| (2..last).contains(link));
    let mut links: Vec<u32> = std::iter::once(1).chain(near).collect();
    if last > 1 {
        links.push(last);
    }
    (last > 1 || page > last).then_some(Pager { page, last, links })
}

/// The title of the page: what is on the screen, then the archive.
pub fn page_title(state: &State, manifest: &Manifest, article_title: Option<&str>) -> String {
    let labels = labels();
    let here = match (&state.view, article_title) {
        _ if state.failure.is_some() => Some(labels.failure_title.to_owned()),
        (View::Article { .. }, Some("")) => Some(labels.untitled.to_owned()),
        (View::Article { .. }, title) => title.map(ToOwned::to_owned),
        (View::NotFound { .. }, _) => Some(labels.not_found_title.to_owned()),
        (View::List, _) if state.list.has_words() => Some(state.list.query().trim().to_owned()),
        (View::List, _) => chips(&state.list).into_iter().next().map(|chip| chip.label),
    };
    match here {
        Some(here) => format!("{here} · {}", manifest.title),
        None => manifest.title.clone(),
    }
}

/// Words to search for instead of an address that leads nowhere.
pub fn words_of_address(route: &Route) -> String {
    let given = match route {
        Route::NotFound { given } => crate::percent::decode_segment(given),
        Route::Article { slug, .. } => slug.clone(),
        Route::List(_) => String::new(),
    };
    let words = given.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| word.chars().count() > 1).collect();
    words.join(" ")
}
