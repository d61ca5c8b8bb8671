//! What do feed readers get? The newest articles as Atom (RFC 4287) and as JSON Feed.

mod entry;

use std::io;

use backfile_model::Archive;
use backfile_viewer::select::card::card;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::address::encoded;
use super::frame::sound;
use super::prose::{OldAddresses, prose};
use super::{Out, Site};
use crate::Error;
use entry::{NO_TIME, entry_id, time, updated, urn};

/// Articles in a feed.
const NEWEST: usize = 50;

type Xml = Writer<Vec<u8>>;

/// Writes both feeds.
pub(crate) fn write(site: &Site<'_>, old: &OldAddresses, out: &mut Out<'_>) -> Result<(), Error> {
    let path = "atom.xml";
    let feed = atom(site, old).map_err(|source| Error::Put {
        path: path.to_owned(),
        source,
    })?;
    out.put(path, &feed)?;
    out.put("feed.json", &json_feed(site, old))
}

fn newest(site: &Site<'_>) -> impl Iterator<Item = usize> {
    site.plan.all.articles.iter().take(NEWEST).copied()
}

/// Where a file of the site is, for a feed that lies beside the first page.
fn href(site: &Site<'_>, path: &str) -> String {
    match &site.options.base_url {
        Some(base) => base.join(path),
        None => encoded(path),
    }
}

fn atom(site: &Site<'_>, old: &OldAddresses) -> io::Result<Vec<u8>> {
    let archive = site.archive;
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let language = archive.language.as_deref().unwrap_or("en");
    let feed = xml
        .create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xml:lang", &*sound(language)));
    feed.write_inner_content(|xml| {
        let name = archive.home_page_url.as_deref().unwrap_or(&archive.title);
        text(xml, "id", &urn(&["feed", name]))?;
        text(xml, "title", &archive.title)?;
        if let Some(description) = &archive.description {
            text(xml, "subtitle", description)?;
        }
        link(xml, "self", "application/atom+xml", &href(site, "atom.xml"))?;
        link(xml, "alternate", "text/html", &href(site, "index.html"))?;
        let times = newest(site).map(|at| updated(&archive.articles[at]));
        text(
            xml,
            "updated",
            &times.max().unwrap_or_else(|| NO_TIME.to_owned()),
        )?;
        let source = archive.source.as_ref().map(|source| &*source.name);
        let authors = archive
            .authors
            .iter()
            .filter_map(|author| author.name.as_deref());
        // A feed must name an author, for entries that name none.
        let author = authors.chain(source).next().unwrap_or(&archive.title);
        person(xml, author)?;
        if let Some(licence) = &archive.licence {
            text(xml, "rights", licence)?;
        }
        for at in newest(site) {
            entry(site, old, at, xml)?;
        }
        Ok(())
    })?;
    xml.write_event(Event::Text(BytesText::from_escaped("\n")))?;
    Ok(xml.into_inner())
}

fn entry(site: &Site<'_>, old: &OldAddresses, at: usize, xml: &mut Xml) -> io::Result<()> {
    let article = &site.archive.articles[at];
    let language = article.language.as_deref().map(sound);
    let language = language.as_deref().map(|language| ("xml:lang", language));
    let entry = xml.create_element("entry").with_attributes(language);
    entry.write_inner_content(|xml| {
        text(xml, "id", &entry_id(site.archive, article))?;
        text(xml, "title", &card(&site.rows[at], None).title.text)?;
        let page = href(site, &site.plan.articles[at]);
        link(xml, "alternate", "text/html", &page)?;
        if let Some(url) = article.url.as_deref().filter(|url| is_web(url)) {
            link(xml, "via", "text/html", url)?;
        }
        text(xml, "updated", &updated(article))?;
        if let Some(time) = article.date_published.as_deref().and_then(time) {
            text(xml, "published", &time)?;
        }
        for author in article
            .authors
            .iter()
            .filter_map(|author| author.name.as_deref())
        {
            person(xml, author)?;
        }
        for term in article.categories.iter().chain(&article.tags) {
            let category = xml.create_element("category");
            category
                .with_attribute(("term", &*sound(term)))
                .write_empty()?;
        }
        let lead = &site.rows[at].lead;
        if !lead.is_empty() {
            text(xml, "summary", lead)?;
        }
        let prose = prose(article, old, &|page| href(site, page));
        if !prose.is_empty() {
            let content = xml
                .create_element("content")
                .with_attribute(("type", "html"));
            content.write_text_content(BytesText::new(&prose))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn text(xml: &mut Xml, name: &str, content: &str) -> io::Result<()> {
    let content = sound(content);
    let element = xml.create_element(name);
    element.write_text_content(BytesText::new(&content))?;
    Ok(())
}

fn link(xml: &mut Xml, rel: &str, kind: &str, href: &str) -> io::Result<()> {
    let attributes = [("rel", rel), ("type", kind), ("href", &sound(href))];
    xml.create_element("link")
        .with_attributes(attributes)
        .write_empty()?;
    Ok(())
}

fn person(xml: &mut Xml, name: &str) -> io::Result<()> {
    let author = xml.create_element("author");
    author.write_inner_content(|xml| text(xml, "name", name))?;
    Ok(())
}

/// The newest articles, with their pages as their addresses where these are known.
fn json_feed(site: &Site<'_>, old: &OldAddresses) -> Vec<u8> {
    let base = site.options.base_url.as_ref();
    let articles = newest(site).map(|at| {
        let mut article = site.archive.articles[at].clone();
        if let Some(base) = base {
            let page = base.join(&site.plan.articles[at]);
            let original = article.url.replace(page);
            article.external_url = article.external_url.or(original);
        }
        if article.body.html.is_some() {
            let prose = prose(&site.archive.articles[at], old, &|page| href(site, page));
            article.body.html = Some(prose);
        }
        article
    });
    let mut feed = Archive {
        title: site.archive.title.clone(),
        description: site.archive.description.clone(),
        home_page_url: site.archive.home_page_url.clone(),
        icon: site.archive.icon.clone(),
        language: site.archive.language.clone(),
        authors: site.archive.authors.clone(),
        source: site.archive.source.clone(),
        licence: site.archive.licence.clone(),
        articles: articles.collect(),
        ..Archive::default()
    };
    if let Some(base) = base {
        feed.home_page_url = Some(base.join("index.html"));
        feed.feed_url = Some(base.join("feed.json"));
    }
    backfile_model::write(&feed)
}

fn is_web(address: &str) -> bool {
    backfile_viewer::select::article::host_of(address).is_some()
}
