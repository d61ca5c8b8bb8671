//! What is in a page? Pages are read with the parsers that readers of HTML and XML use.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use backfile_model::{Archive, Article, Attachment, Author, Body, Place, Source};
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ExpandedName, ParseOpts, QualName, local_name, ns, parse_document};
use quick_xml::events::Event;

use crate::site::{Options, pages};

/// The files of a site.
pub(super) type Files = BTreeMap<String, Content>;

/// The content of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Content(Vec<u8>);

impl Content {
    pub(super) fn as_text(&self) -> String {
        String::from_utf8(self.0.clone()).unwrap()
    }
}

impl std::ops::Deref for Content {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

pub(super) fn pages_of(archive: &Archive, options: &Options) -> Files {
    let mut files = Files::new();
    let mut put = |path: &str, bytes: &[u8]| {
        let old = files.insert(path.to_owned(), Content(bytes.to_vec()));
        assert!(old.is_none(), "{path} is written twice");
        Ok(())
    };
    pages(archive, options, &mut put, &mut |_, _| {}).unwrap();
    files
}

pub(super) fn coups() -> Archive {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/coups.json");
    backfile_model::read(&std::fs::read(path).unwrap())
        .unwrap()
        .archive
}

/// Articles with dates from the year 2000 on, the newest last.
pub(super) fn numbered(count: usize) -> Archive {
    let article = |number: usize| Article {
        id: format!("id-{number}"),
        slug: format!("title-{number}"),
        title: format!("Title {number}"),
        url: Some(format!("https://old.example/{number}/")),
        date: Some(
            format!("{}-{:02}", 2000 + number / 12, number % 12 + 1)
                .parse()
                .unwrap(),
        ),
        places: vec![Place {
            name: format!("Place {}", number % 9),
            country: None,
        }],
        body: Body {
            text: Some(format!("The text of {number}.")),
            html: None,
        },
        ..Article::default()
    };
    Archive {
        title: "Numbers".to_owned(),
        language: Some("en".to_owned()),
        articles: (0..count).map(article).collect(),
        ..Archive::default()
    }
}

/// Each title in every place that an article has, once with a slug of its own and once not.
pub(super) fn hostile(titles: &[&str]) -> Archive {
    let article = |title: &str, slug: &str| Article {
        id: format!("{slug} {title}"),
        slug: slug.to_owned(),
        title: title.to_owned(),
        url: Some(format!("https://a.example/{title}")),
        external_url: Some("javascript:alert(1)".to_owned()),
        summary: Some(title.to_owned()),
        image: Some(title.to_owned()),
        body: Body {
            html: Some(format!(
                "<h1>{title}</h1><p onclick=x>{title}<a href='javascript:x'>x</a>"
            )),
            text: None,
        },
        authors: vec![Author {
            name: Some(title.to_owned()),
            url: Some(title.to_owned()),
            avatar: None,
        }],
        tags: vec![title.to_owned()],
        categories: vec![title.to_owned()],
        places: vec![Place {
            name: title.to_owned(),
            country: None,
        }],
        source: Some(Source {
            name: title.to_owned(),
            url: Some("javascript:x".to_owned()),
        }),
        language: Some(title.to_owned()),
        licence: Some(title.to_owned()),
        date_published: Some(title.to_owned()),
        attachments: vec![Attachment {
            url: format!("https://a.example/{title}"),
            mime_type: title.to_owned(),
            title: Some(title.to_owned()),
            ..Attachment::default()
        }],
        ..Article::default()
    };
    let own = titles.iter().map(|title| article(title, title));
    let shared = titles.iter().map(|title| article(title, "same"));
    Archive {
        title: "Hostile".to_owned(),
        articles: own.chain(shared).collect(),
        ..Archive::default()
    }
}

/// The end of a file's name.
pub(super) fn end(path: &str) -> &str {
    path.rsplit('.').next().unwrap()
}

/// The name of a start tag, and its attributes.
pub(super) type Tag = (String, Vec<(String, String)>);

/// Every start tag with its attributes, as a browser's parser reads them.
pub(super) fn tags(html: &str) -> Vec<Tag> {
    parse(html).tags.into_inner()
}

/// What a browser's parser finds wrong.
pub(super) fn html_errors(html: &str) -> Vec<String> {
    parse(html).errors.into_inner()
}

/// The texts of the tags of linked data.
pub(super) fn linked_data(html: &str) -> Vec<String> {
    parse(html).scripts.into_inner()
}

pub(super) fn links(html: &str) -> Vec<String> {
    let attributes = tags(html)
        .into_iter()
        .flat_map(|(_, attributes)| attributes);
    let links = attributes.filter(|(name, _)| name == "href" || name == "src");
    links.map(|(_, value)| value).collect()
}

/// Every link that does not leave the site leads to a file of it.
#[track_caller]
pub(super) fn links_resolve(files: &Files) {
    let mut count = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| end(path) == "html") {
        for link in links(&bytes.as_text()) {
            let is_away = ["http:", "https:", "data:", "mailto:", "#"];
            if is_away.iter().any(|start| link.starts_with(start)) {
                continue;
            }
            let mut folders: Vec<&str> = path.split('/').collect();
            folders.pop();
            let mut parts = link.split('#').next().unwrap().split('/').peekable();
            while let Some(part) = parts.next() {
                match part {
                    ".." => assert!(folders.pop().is_some(), "{path}: {link} leaves the site"),
                    "." => {}
                    "" if parts.peek().is_none() => folders.push("index.html"),
                    part => folders.push(part),
                }
            }
            let target = percent_decoded(&folders.join("/"));
            assert!(
                files.contains_key(&target),
                "{path}: {link} leads to {target}, which is not there"
            );
            count += 1;
        }
    }
    assert!(count > 0, "there are links");
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let hex = [rest.next().unwrap(), rest.next().unwrap()];
            u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap()
        } else {
            byte
        });
    }
    String::from_utf8(bytes).unwrap()
}

/// The number of texts of a document; fails where it is not well formed.
#[track_caller]
pub(super) fn xml_texts(xml: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut texts, mut depth) = (0, 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                assert!(start.attributes().all(|attribute| attribute.is_ok()));
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            Event::Text(_) | Event::GeneralRef(_) => texts += 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    let is_allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    assert!(xml.chars().all(is_allowed), "a character that XML has not");
    texts
}

fn parse(html: &str) -> Found {
    parse_document(Sink::default(), ParseOpts::default()).one(html)
}

/// What the parser tells.
#[derive(Default)]
struct Found {
    errors: RefCell<Vec<String>>,
    tags: RefCell<Vec<Tag>>,
    scripts: RefCell<Vec<String>>,
}

#[derive(Clone)]
struct Handle {
    number: usize,
    name: Rc<QualName>,
}

/// Notes what the parser tells, and builds no tree.
#[derive(Default)]
struct Sink {
    found: Found,
    handles: RefCell<usize>,
}

impl Sink {
    fn handle(&self, name: QualName) -> Handle {
        *self.handles.borrow_mut() += 1;
        Handle {
            number: *self.handles.borrow(),
            name: Rc::new(name),
        }
    }

    fn unnamed(&self) -> Handle {
        self.handle(QualName::new(None, ns!(), local_name!("")))
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Found;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Found {
        self.found
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        self.found.errors.borrow_mut().push(message.into_owned());
    }

    fn get_document(&self) -> Handle {
        Handle {
            number: 0,
            name: Rc::new(QualName::new(None, ns!(), local_name!(""))),
        }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _: ElementFlags,
    ) -> Handle {
        let pairs = attributes
            .iter()
            .map(|a| (a.name.local.to_string(), a.value.to_string()));
        let tag = (name.local.to_string(), pairs.collect());
        if tag.0 == "script" {
            self.found.scripts.borrow_mut().push(String::new());
        }
        self.found.tags.borrow_mut().push(tag);
        self.handle(name)
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.unnamed()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.unnamed()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let NodeOrText::AppendText(text) = child else {
            return;
        };
        if parent.name.local == local_name!("script") {
            let mut scripts = self.found.scripts.borrow_mut();
            scripts.last_mut().unwrap().push_str(&text);
        }
    }

    fn append_based_on_parent_node(&self, _: &Handle, _: &Handle, _: NodeOrText<Handle>) {}

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.number == y.number
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, _: &Handle, _: NodeOrText<Handle>) {}

    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, _: &Handle) {}

    fn reparent_children(&self, _: &Handle, _: &Handle) {}
}
