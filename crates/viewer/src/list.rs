//! What does the list show? The reader's words, filters, dates, order and page.
//!
//! A [`ListQuery`] is always canonical: facets in display order, each value once, page from 1.
//! Every change goes back to the first page, since it makes another list.

use backfile_model::PartialDate;
use backfile_search::{DateRange, Filter, Sort};

use crate::indexing::FACETS;

/// Everything that makes one list of articles and not another.
#[derive(Clone, Debug, PartialEq)]
pub struct ListQuery {
    query: String,
    filters: Vec<Filter>,
    from: Option<PartialDate>,
    to: Option<PartialDate>,
    sort: Sort,
    page: u32,
}

impl Default for ListQuery {
    fn default() -> Self {
        ListQuery {
            query: String::new(),
            filters: Vec::new(),
            from: None,
            to: None,
            sort: Sort::Relevance,
            page: 1,
        }
    }
}

impl ListQuery {
    /// What the reader typed.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// True when there is a word to search for.
    pub fn has_words(&self) -> bool {
        !self.query.trim().is_empty()
    }

    /// Chosen facet values, in display order of the facets.
    pub fn filters(&self) -> &[Filter] {
        &self.filters
    }

    /// First date of the chosen range.
    pub fn from(&self) -> Option<&PartialDate> {
        self.from.as_ref()
    }

    /// Last date of the chosen range.
    pub fn to(&self) -> Option<&PartialDate> {
        self.to.as_ref()
    }

    /// Order of the list.
    pub fn sort(&self) -> Sort {
        self.sort
    }

    /// Number of the page, from 1.
    pub fn page(&self) -> u32 {
        self.page
    }

    /// True when words, filters or dates narrow the list.
    pub fn is_narrowed(&self) -> bool {
        self.has_words() || self.has_filters()
    }

    /// True when facet values or dates narrow the list.
    pub fn has_filters(&self) -> bool {
        !self.filters.is_empty() || self.from.is_some() || self.to.is_some()
    }

    /// The chosen values of one facet.
    pub fn chosen(&self, facet: &str) -> &[String] {
        self.filters
            .iter()
            .find(|filter| filter.facet == facet)
            .map_or(&[], |filter| &filter.values)
    }

    /// True when this value of the facet is chosen.
    pub fn has(&self, facet: &str, value: &str) -> bool {
        self.chosen(facet).iter().any(|chosen| chosen == value)
    }

    /// The chosen dates in days, whichever end came first.
    pub fn dates(&self) -> Option<DateRange> {
        if self.from.is_none() && self.to.is_none() {
            return None;
        }
        let first = self
            .from
            .as_ref()
            .map_or(i32::MIN, PartialDate::earliest_day);
        let last = self.to.as_ref().map_or(i32::MAX, PartialDate::latest_day);
        let (first, last) = match (&self.from, &self.to) {
            (Some(from), Some(to)) if first > last => (to.earliest_day(), from.latest_day()),
            _ => (first, last),
        };
        Some(DateRange { first, last })
    }

    /// The list with other words.
    pub fn with_query(mut self, query: &str) -> Self {
        query.clone_into(&mut self.query);
        self.page = 1;
        self
    }

    /// The list with a facet value chosen, or no longer chosen. An unknown facet changes nothing.
    pub fn toggled(mut self, facet: &str, value: &str) -> Self {
        let Some(rank) = facet_rank(facet).filter(|_| !value.is_empty()) else {
            return self;
        };
        self.page = 1;
        let at = self.filters.iter().position(|filter| filter.facet == facet);
        if let Some(at) = at {
            let values = &mut self.filters[at].values;
            match values.iter().position(|chosen| chosen == value) {
                Some(place) => drop(values.remove(place)),
                None => values.push(value.to_owned()),
            }
            if values.is_empty() {
                self.filters.remove(at);
            }
        } else {
            let at = self
                .filters
                .partition_point(|filter| facet_rank(&filter.facet) < Some(rank));
            let filter = Filter {
                facet: facet.to_owned(),
                values: vec![value.to_owned()],
            };
            self.filters.insert(at, filter);
        }
        self
    }

    /// The list with this facet value chosen, whether or not it was.
    pub fn including(self, facet: &str, value: &str) -> Self {
        if self.has(facet, value) {
            self
        } else {
            self.toggled(facet, value)
        }
    }

    /// The list without any choice in one facet.
    pub fn without_facet(mut self, facet: &str) -> Self {
        self.filters.retain(|filter| filter.facet != facet);
        self.page = 1;
        self
    }

    /// The list within other dates.
    pub fn with_dates(mut self, from: Option<PartialDate>, to: Option<PartialDate>) -> Self {
        self.from = from;
        self.to = to;
        self.page = 1;
        self
    }

    /// The list with neither facet values nor dates chosen.
    pub fn without_filters(self) -> Self {
        ListQuery {
            filters: Vec::new(),
            ..self.with_dates(None, None)
        }
    }

    /// The whole archive, in the same order.
    pub fn cleared(self) -> Self {
        ListQuery {
            sort: self.sort,
            ..ListQuery::default()
        }
    }

    /// The list in another order.
    pub fn sorted(mut self, sort: Sort) -> Self {
        self.sort = sort;
        self.page = 1;
        self
    }

    /// Another page of the list.
    pub fn on_page(mut self, page: u32) -> Self {
        self.page = page.max(1);
        self
    }
}

/// Place of a facet in display order; nothing for a name that is no facet.
pub(crate) fn facet_rank(facet: &str) -> Option<usize> {
    FACETS.iter().position(|&name| name == facet)
}
