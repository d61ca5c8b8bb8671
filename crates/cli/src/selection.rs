//! `backfile pack --where`: which of the articles are packed? Those that a search finds.

use anyhow::{Result, anyhow, bail};
use backfile_import::Imported;
use backfile_search::{Index, Notice, Request};

use crate::args::Pack;
use crate::search;

/// Leaves the articles that are asked for, in their order; all where nothing is asked. The title
/// says what was chosen, unless one was given.
pub(crate) fn narrow(args: &Pack, imported: &mut Imported) -> Result<()> {
    let query = args.matching.clone().unwrap_or_default();
    if query.trim().is_empty() && args.filter.is_empty() {
        return Ok(());
    }
    let archive = &mut imported.archive;
    let bytes = backfile_pack::index_bytes(archive, &mut |_| {})?;
    let index = Index::open(bytes).map_err(|error| anyhow!("{error}"))?;
    let mut request = Request {
        query,
        filters: search::filters(&args.filter)?,
        limit: index.doc_count(),
        ..Request::default()
    };
    search::ensure_facets(&request, &index)?;
    if let Some(unknown) = search::take_values(&mut request, &index).first() {
        bail!("{unknown}");
    }
    search::tell_dates(&request.query, index.schema());
    let response = index.search(&request);
    if response.hits.is_empty() {
        bail!("no article is found by --where and --filter; try them with `backfile search`");
    }
    let notice = response.notice.as_ref();
    if let Some(notice) = notice.filter(|notice| !matches!(notice, Notice::DidYouMean { .. })) {
        // What is packed must be what was asked for, not what is near it.
        let how = search::notice(notice);
        bail!("--where finds nothing as it is written ({how}); try it with `backfile search`");
    }
    let mut is_kept = vec![false; archive.articles.len()];
    for hit in &response.hits {
        is_kept[hit.doc.0 as usize] = true;
    }
    let mut is_kept = is_kept.into_iter();
    archive
        .articles
        .retain(|_| is_kept.next().unwrap_or_default());
    if args.inputs.title.is_none() {
        let words = Some(request.query.trim()).filter(|words| !words.is_empty());
        let values = request.filters.iter().flat_map(|filter| &filter.values);
        let chosen = words.into_iter().chain(values.map(String::as_str));
        let chosen = chosen.collect::<Vec<_>>().join(", ");
        archive.title = format!("{chosen} · {}", archive.title);
    }
    Ok(())
}
