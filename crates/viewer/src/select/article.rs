//! Where does an article stand among the results, and what comes before and after it?

use backfile_model::{ArticleId, Manifest};

use crate::labels::{fill, labels, number_label};
use crate::state::State;

/// The articles around one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Neighbors {
    /// The one before.
    pub previous: Option<ArticleId>,
    /// The one after.
    pub next: Option<ArticleId>,
    /// "3 of 12", where the place among the results is known.
    pub position: Option<String>,
}

/// The neighbors in the order of the results; in the archive's own order where the article is
/// not among them (it was opened by its address). None before the results are known: what stands
/// beside an article must not change under the reader's hand.
pub fn neighbors(state: &State, manifest: &Manifest, id: ArticleId) -> Neighbors {
    let Some(results) = state.current_results() else {
        return Neighbors::default();
    };
    let hits = &results.response.hits;
    let hit_at = |at: usize| hits.get(at).map(|hit| ArticleId(hit.doc.0));
    let among_results = hits.iter().position(|hit| hit.doc.0 == id.0).map(|at| {
        let place = u64::from(results.offset) + at as u64 + 1;
        let total = u64::from(results.response.total);
        Neighbors {
            previous: at.checked_sub(1).and_then(hit_at),
            next: hit_at(at + 1),
            position: Some(fill(
                labels().position,
                &[("n", &number_label(place)), ("total", &number_label(total))],
            )),
        }
    });
    among_results.unwrap_or_else(|| Neighbors {
        previous: id.0.checked_sub(1).map(ArticleId),
        next: (id.0 + 1 < manifest.article_count).then_some(ArticleId(id.0 + 1)),
        position: None,
    })
}

/// The name of a site for readers: the host of its address, without `www.`.
pub fn host_of(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    if !matches!(scheme, "http" | "https") {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest.get(..end)?;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}
