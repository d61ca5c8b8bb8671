//! The search index is damaged: what can still be found?
//!
//! Everything, by date; and by words, what has all of them in its title or at its start. Filters
//! need the index: the page says that they do nothing.

use std::cmp::Reverse;
use std::rc::Rc;

use backfile_model::{PartialDate, Row};
use backfile_search::{DocId, Hit, Request, Response, Sort};
use backfile_text::fold;

/// Rows, newest first, undated ones last.
pub(crate) struct Titles(Vec<Rc<Row>>);

impl Titles {
    /// Puts rows in order.
    pub(crate) fn new(mut rows: Vec<Rc<Row>>) -> Titles {
        rows.sort_by_key(|row| {
            let latest = row.date.as_ref().map(PartialDate::latest_day);
            (Reverse(latest), row.id)
        });
        Titles(rows)
    }

    /// The rows that have all words, a page of them.
    pub(crate) fn search(&self, request: &Request) -> Response {
        // Folded as the index would be, so that Zuniga finds Zúñiga here too.
        let query = fold(&request.query);
        let words: Vec<&str> = query
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let has_all = |row: &&Rc<Row>| {
            let text = fold(&format!("{} {}", row.title, row.lead));
            words.iter().all(|word| text.contains(word))
        };
        let mut found: Vec<&Rc<Row>> = self.0.iter().filter(has_all).collect();
        if request.sort == Sort::Oldest {
            let dated = found.partition_point(|row| row.date.is_some());
            found[..dated].reverse();
        }
        let hit = |row: &&Rc<Row>| Hit {
            doc: DocId(row.id),
            score: 0.0,
        };
        let page = found.iter().skip(request.offset as usize);
        Response {
            total: found.len() as u32,
            hits: page.take(request.limit as usize).map(hit).collect(),
            ..Response::default()
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn found(query: &str, sort: Sort) -> Vec<u32> {
        let row = |(id, title, date): (u32, &str, &str)| {
            Rc::new(Row {
                id,
                title: title.to_owned(),
                lead: "In Lima".to_owned(),
                date: (!date.is_empty()).then(|| date.parse().unwrap()),
                ..Row::default()
            })
        };
        let rows = [(0, "One", ""), (1, "Two", "2020"), (2, "Thrée", "2023")];
        let titles = Titles::new(rows.map(row).to_vec());
        let request = Request {
            query: query.to_owned(),
            sort,
            limit: 9,
            ..Request::default()
        };
        let response = titles.search(&request);
        assert_eq!(response.total as usize, response.hits.len());
        response.hits.iter().map(|hit| hit.doc.0).collect()
    }

    #[test]
    fn all_rows_are_listed_by_date() {
        assert_eq!(found("", Sort::Relevance), [2, 1, 0]);
        assert_eq!(found("", Sort::Oldest), [1, 2, 0]);
    }

    #[test]
    fn words_are_looked_for_in_titles_and_starts() {
        assert_eq!(found("LIMA, t", Sort::Newest), [2, 1]);
        assert_eq!(found("threé", Sort::Newest), [2], "whatever the accents");
        assert_eq!(found("lima four", Sort::Newest), [0; 0]);
    }
}
