//! An article to read.

use std::rc::Rc;

use backfile_markup::Document;
use backfile_model::{Article, ArticleId, Row};
use backfile_viewer::article_hash;
use backfile_viewer::labels::labels;
use backfile_viewer::select::article::neighbors as neighbors_of;
use yew::prelude::*;

use crate::app::{AppContext, StateRef};
use crate::components::{
    Element, Marking, ProseProps, attributes, content, copy_button, finder, link, many, neighbors,
    prose, tag, text, texts, words,
};
use crate::hooks::{self, Copying, document_of};
use crate::search::Marks;
use crate::store::Store;

mod facts;
use facts::{article_head, related};

/// The title is known before the text.
pub fn loading(store: &Store, slug: &str) -> Html {
    let row = store.find_slug(slug).and_then(|id| store.row(id));
    let status = attributes! { "role": "status", "class": "loading" };
    let parts = many([
        Element::new("p", status).holding(text(labels().loading_article)),
        row.map_or_else(Html::default, |row| {
            words("h1", "article-title", &row.title)
        }),
    ]);
    let parts = Element::new("div", attributes! { "aria-busy": "true" }).holding(parts);
    content("article-view", None, parts)
}

/// See [`ArticlePage`].
#[derive(Clone, Properties)]
pub struct ArticlePageProps {
    /// The state.
    pub state: StateRef,
    /// Archive and search.
    pub app: AppContext,
    /// Number of the article.
    pub id: u32,
    /// The article.
    pub article: Rc<Article>,
    /// The page's element.
    pub root: NodeRef,
}

impl PartialEq for ArticlePageProps {
    fn eq(&self, other: &ArticlePageProps) -> bool {
        // The same article is the same object: comparing its text would only take time.
        let is_same = Rc::ptr_eq(&self.article, &other.article);
        is_same && self.state == other.state && self.app == other.app && self.root == other.root
    }
}

/// What follows from the article: its tree, its matches, its neighbors.
#[component]
pub fn ArticlePage(props: &ArticlePageProps) -> Html {
    let ArticlePageProps {
        state,
        app,
        article,
        root,
        ..
    } = props;
    let id = ArticleId(props.id);
    let document = use_memo(id, |_| document_of(article));
    let marks = use_memo((id, state.list.query().to_owned()), |(_, query)| {
        marks_of(article, &document, query)
    });
    let ranges = hooks::use_marks(&app.search, id, marks, state.trials);
    let related = hooks::use_related(app, Some(id), state.trials);
    let copying = hooks::use_copy(address(article));
    let current = hooks::use_kept(|| None::<(Rc<Vec<_>>, usize)>);
    let here = current.get().filter(|(of, _)| Rc::ptr_eq(of, &ranges));
    let here = here.map(|(_, at)| at);
    let on_go = {
        let (root, current, ranges) = (root.clone(), current, Rc::clone(&ranges));
        Callback::from(move |to: usize| {
            current.set(Some((Rc::clone(&ranges), to)));
            if let Some(root) = root.cast::<web_sys::Element>() {
                hooks::go_to_match(&root, to);
            }
        })
    };
    article_view(&ArticleView {
        store: &app.store,
        state,
        id,
        article,
        document: &document,
        ranges: &ranges,
        current: here,
        on_go: &on_go,
        related: &related,
        copying: &copying,
        root,
    })
}

fn marks_of(article: &Article, document: &Document, query: &str) -> Marks {
    let mut all = vec![
        article.title.clone(),
        article.summary.clone().unwrap_or_default(),
    ];
    all.extend(texts(document));
    Marks {
        query: query.to_owned(),
        texts: if query.trim().is_empty() {
            Vec::new()
        } else {
            all
        },
    }
}

/// What the view of an article is made of.
pub struct ArticleView<'a> {
    /// The archive.
    pub store: &'a Store,
    /// The state.
    pub state: &'a StateRef,
    /// Number of the article.
    pub id: ArticleId,
    /// The article.
    pub article: &'a Article,
    /// The tree of its body.
    pub document: &'a Rc<Document>,
    /// Matches in title, summary, and the texts of the tree.
    pub ranges: &'a Rc<Vec<Vec<(u32, u32)>>>,
    /// The match that the reader is at.
    pub current: Option<usize>,
    /// Goes to a match.
    pub on_go: &'a Callback<usize>,
    /// Articles like it.
    pub related: &'a [Rc<Row>],
    /// The button that copies the article's address.
    pub copying: &'a Copying,
    /// The page's element.
    pub root: &'a NodeRef,
}

/// An article with everything around it.
pub fn article_view(view: &ArticleView<'_>) -> Html {
    let ArticleView {
        store,
        state,
        article,
        ranges,
        ..
    } = *view;
    let manifest = store.manifest();
    let around = neighbors_of(state, manifest, view.id);
    let marking = |skipped| Marking {
        ranges: Rc::clone(ranges),
        skipped,
        current: view.current,
    };
    let count = ranges.iter().map(Vec::len).sum::<usize>();
    let language = article.language.clone();
    let position = around.position.as_deref();
    let position = position.map(|position| words("span", "position", position));
    let nav = many([
        link(
            "text-link back",
            state.list.to_hash(),
            text(back_label(state)),
        ),
        position.unwrap_or_default(),
        finder(count, view.current, view.on_go),
    ]);
    let attributes = attributes! {
        "lang": language.clone(),
        "dir": language.map(|_| "auto"),
        "class": "prose",
    };
    let parts = many([
        article_head(article, &marking(0)),
        Element::new("div", attributes).holding(body(view, marking(2))),
        facts::attachments(article),
        facts::original(article, manifest),
    ]);
    let copy = copy_button(view.copying, labels().copy_link, labels().link_copied);
    let parts = many([
        tag("nav", "article-nav", nav),
        tag("article", "", parts),
        tag("div", "article-tools", copy),
        neighbors(&around, |id| store.row(id)),
        related(view.related),
    ]);
    content("article-view", Some(view.root), parts)
}

fn back_label(state: &StateRef) -> &'static str {
    if state.list.is_narrowed() {
        labels().back_to_results
    } else {
        labels().back_to_list
    }
}

fn body(view: &ArticleView<'_>, marking: Marking) -> Html {
    let document = Rc::clone(view.document);
    if document.is_empty() {
        return match &view.article.summary {
            _ if view.article.id.is_empty() => words("p", "hint", labels().lost_text),
            Some(_) => Html::default(),
            None => words("p", "hint", labels().no_text),
        };
    }
    let has_top = document.headings().iter().any(|heading| heading.level == 1);
    prose(&ProseProps {
        document,
        slug: AttrValue::from(view.article.slug.clone()),
        marking,
        heading_shift: u8::from(has_top),
    })
}

fn address(article: &Article) -> String {
    format!("{}{}", hooks::page_address(), article_hash(&article.slug))
}
