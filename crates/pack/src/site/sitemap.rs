//! Which pages may a search engine read? A site map (sitemaps.org, 0.9) and `robots.txt`.
//!
//! Both need whole addresses, so there is neither site map nor its address without a base. A map
//! holds at most [`MOST`] pages; where there are more, `sitemap.xml` lists the maps. Articles
//! stand in them from the oldest on, so that full maps stay as they are.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::address::BaseUrl;
use super::article::{day, published};
use super::{Out, Site};
use crate::Error;

/// Pages in one map, at most; the protocol says so.
const MOST: usize = 50_000;
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// A page in a map: its path, and the day of its last change.
type Entry = (String, Option<String>);

/// Writes the map and `robots.txt`.
pub(crate) fn write(site: &Site<'_>, out: &mut Out<'_>) -> Result<(), Error> {
    let Some(base) = &site.options.base_url else {
        return out.put("robots.txt", b"User-agent: *\nAllow: /\n");
    };
    let map = base.join("sitemap.xml");
    let robots = format!("User-agent: *\nAllow: /\n\nSitemap: {map}\n");
    out.put("robots.txt", robots.as_bytes())?;
    for (path, xml) in maps(base, &entries(site), MOST).map_err(failed)? {
        out.put(&path, &xml)?;
    }
    Ok(())
}

fn failed(source: io::Error) -> Error {
    Error::Put {
        path: "sitemap.xml".to_owned(),
        source,
    }
}

fn entries(site: &Site<'_>) -> Vec<Entry> {
    let order = site.plan.all.articles.iter().rev();
    let articles = order.map(|&at| {
        let article = &site.archive.articles[at];
        let changed = article.date_modified.as_deref().and_then(day);
        (
            site.plan.articles[at].clone(),
            changed.or(published(article)),
        )
    });
    let lists = site.plan.paths().into_iter().map(|path| (path, None));
    articles.chain(lists).collect()
}

fn maps(base: &BaseUrl, entries: &[Entry], most: usize) -> io::Result<Vec<(String, Vec<u8>)>> {
    let first = "sitemap.xml".to_owned();
    if entries.len() <= most {
        return Ok(vec![(first, document(base, ["urlset", "url"], entries)?)]);
    }
    let mut maps = Vec::new();
    for (at, part) in entries.chunks(most).enumerate() {
        let path = format!("sitemap-{}.xml", at + 1);
        maps.push((path, document(base, ["urlset", "url"], part)?));
    }
    let listed: Vec<Entry> = maps.iter().map(|(path, _)| (path.clone(), None)).collect();
    maps.push((first, document(base, ["sitemapindex", "sitemap"], &listed)?));
    Ok(maps)
}

fn document(base: &BaseUrl, [root, each]: [&str; 2], entries: &[Entry]) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let root = xml
        .create_element(root)
        .with_attribute(("xmlns", NAMESPACE));
    root.write_inner_content(|xml| {
        for (path, changed) in entries {
            xml.create_element(each).write_inner_content(|xml| {
                let address = base.join(path);
                xml.create_element("loc")
                    .write_text_content(BytesText::new(&address))?;
                if let Some(day) = changed {
                    xml.create_element("lastmod")
                        .write_text_content(BytesText::new(day))?;
                }
                Ok(())
            })?;
        }
        Ok(())
    })?;
    xml.write_event(Event::Text(BytesText::from_escaped("\n")))?;
    Ok(xml.into_inner())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_large_map_is_split_and_listed() {
        let base = BaseUrl::parse("https://a.example/x/").unwrap();
        let entry = |number: usize| (format!("a/{number}&.html"), Some("2023-07-26".to_owned()));
        let entries: Vec<Entry> = (0..5).map(entry).collect();
        let maps = maps(&base, &entries, 2).unwrap();
        let names: Vec<&str> = maps.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(
            names,
            [
                "sitemap-1.xml",
                "sitemap-2.xml",
                "sitemap-3.xml",
                "sitemap.xml"
            ]
        );
        let text = |at: usize| String::from_utf8(maps[at].1.clone()).unwrap();
        assert!(
            text(0).contains("<loc>https://a.example/x/a/1%26.html</loc>"),
            "{}",
            text(0)
        );
        assert_eq!(text(2).matches("<url>").count(), 1);
        assert_eq!(text(3).matches("<sitemap>").count(), 3);
        assert!(text(3).contains("<loc>https://a.example/x/sitemap-3.xml</loc>"));
    }
}
