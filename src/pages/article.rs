//! An article to read.

use std::rc::Rc;

use backfile_markup::Document;
use backfile_model::{Article, ArticleId};
use backfile_viewer::labels::labels;
use backfile_viewer::select::article::neighbors as neighbors_of;
use backfile_viewer::select::list::page_title;
use backfile_viewer::{Failure, Route, article_hash};
use yew::prelude::*;

use super::{FailurePage, NotFoundPage};
use crate::app::StateRef;
use crate::components::{CopyButton, Finder, Marking, Prose, neighbors, texts};
use crate::hooks::{self, Reading, document_of, use_place, use_title};
use crate::search::Marks;
use crate::search::SearchHost;
use crate::store::Store;

mod facts;
use facts::{ArticleHead, related};

/// See [`ArticlePage`].
#[derive(Clone, PartialEq, Properties)]
pub struct ArticlePageProps {
    /// The state.
    pub state: StateRef,
    /// The readable id of the article.
    pub slug: String,
    /// Id of the element in it to go to.
    pub at: Option<String>,
}

/// Loads an article and shows it.
#[component]
pub fn ArticlePage(props: &ArticlePageProps) -> Html {
    let store = use_context::<Store>();
    let Some(store) = store else {
        return Html::default();
    };
    html! { <Loaded store={store} page={props.clone()} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct LoadedProps {
    store: Store,
    page: ArticlePageProps,
}

#[component]
fn Loaded(props: &LoadedProps) -> Html {
    let LoadedProps { store, page } = props;
    let state = &page.state;
    match hooks::use_reading(store, &page.slug, state.phase) {
        Reading::Loading => loading(store, &page.slug),
        Reading::Missing => {
            let route = Route::Article {
                slug: page.slug.clone(),
                at: None,
            };
            html! { <NotFoundPage state={state.clone()} {route} /> }
        }
        Reading::Failed(failure) => failed(failure),
        Reading::Ready(id, article) => {
            let at = page.at.clone();
            html! { <Shown store={store.clone()} state={state.clone()} id={id.0} {article} {at} /> }
        }
    }
}

/// The title is known before the text.
fn loading(store: &Store, slug: &str) -> Html {
    let row = store.find_slug(slug).and_then(|id| store.row(id));
    html! {
        <main id="content" class="article-view" tabindex="-1" aria-busy="true">
            <p class="loading" role="status">{ labels().loading_article }</p>
            if let Some(row) = row {
                <h1 class="article-title">{ row.title.clone() }</h1>
            }
        </main>
    }
}

fn failed(failure: Failure) -> Html {
    html! { <FailurePage {failure} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct ShownProps {
    store: Store,
    state: StateRef,
    id: u32,
    article: Rc<Article>,
    at: Option<String>,
}

/// What follows from the article: its tree, its matches, its neighbors.
#[component]
fn Shown(props: &ShownProps) -> Html {
    let ShownProps {
        store,
        state,
        article,
        ..
    } = props;
    let id = ArticleId(props.id);
    let search = use_context::<SearchHost>().unwrap_or_else(SearchHost::starting);
    let root = use_node_ref();
    let document = use_memo(id, |_| document_of(article));
    let marks = use_memo((id, state.list.query().to_owned()), |(_, query)| {
        marks_of(article, &document, store, query)
    });
    let ranges = hooks::use_marks(&search, marks);
    let related = hooks::use_related(store, &search, Some(id));
    use_title(page_title(state, store.manifest(), Some(&article.title)));
    use_place(state, true, &root, props.at.as_deref());
    html! {
        <ArticleView store={store.clone()} state={state.clone()} id={props.id} article={article.clone()}
            {document} {ranges} {related} {root} />
    }
}

fn marks_of(article: &Article, document: &Document, store: &Store, query: &str) -> Marks {
    let language = article.language.clone();
    let mut all = vec![
        article.title.clone(),
        article.summary.clone().unwrap_or_default(),
    ];
    all.extend(texts(document));
    Marks {
        query: query.to_owned(),
        language: language.or_else(|| store.manifest().language.clone()),
        texts: if query.trim().is_empty() {
            Vec::new()
        } else {
            all
        },
    }
}

/// See [`ArticleView`].
#[derive(Clone, PartialEq, Properties)]
pub struct ArticleViewProps {
    /// The archive.
    pub store: Store,
    /// The state.
    pub state: StateRef,
    /// Number of the article.
    pub id: u32,
    /// The article.
    pub article: Rc<Article>,
    /// The tree of its body.
    pub document: Rc<Document>,
    /// Matches in title, summary, and the texts of the tree.
    #[prop_or_default]
    pub ranges: Rc<Vec<Vec<(u32, u32)>>>,
    /// Articles like it.
    #[prop_or_default]
    pub related: Vec<Rc<backfile_model::Row>>,
    /// The page's element.
    #[prop_or_default]
    pub root: NodeRef,
}

/// An article with everything around it.
#[component]
pub fn ArticleView(props: &ArticleViewProps) -> Html {
    let ArticleViewProps {
        store,
        state,
        article,
        ranges,
        ..
    } = props;
    let current = use_state_eq(|| None::<(Rc<Vec<_>>, usize)>);
    let here = current.as_ref().filter(|(of, _)| Rc::ptr_eq(of, ranges));
    let here = here.map(|(_, at)| *at);
    let on_go = {
        let (root, current, ranges) = (props.root.clone(), current.setter(), Rc::clone(ranges));
        Callback::from(move |to: usize| {
            current.set(Some((Rc::clone(&ranges), to)));
            if let Some(root) = root.cast::<web_sys::Element>() {
                hooks::go_to_match(&root, to);
            }
        })
    };
    let manifest = store.manifest();
    let around = neighbors_of(state, manifest, ArticleId(props.id));
    let marking = |skipped| Marking {
        ranges: Rc::clone(ranges),
        skipped,
        current: here,
    };
    let count = ranges.iter().map(Vec::len).sum::<usize>();
    let language = article.language.clone();
    html! {
        <main id="content" class="article-view" tabindex="-1" ref={&props.root}>
            <nav class="article-nav">
                <a class="text-link back" href={state.list.to_hash()}>{ back_label(state) }</a>
                if let Some(position) = around.position.clone() {
                    <span class="position">{ position }</span>
                }
                <Finder {count} current={here} {on_go} />
            </nav>
            <article>
                <ArticleHead article={article.clone()} marking={marking(0)} />
                <div class="prose" lang={language.clone()} dir={language.map(|_| "auto")}>
                    { body(props, marking(2)) }
                </div>
                { facts::attachments(article) }
                { facts::original(article, manifest) }
            </article>
            <div class="article-tools">
                <CopyButton text={link(article)} label={labels().copy_link} done={labels().link_copied} />
            </div>
            { neighbors(&around, |id| store.row(id)) }
            { related(&props.related) }
        </main>
    }
}

fn back_label(state: &StateRef) -> &'static str {
    if state.list.is_narrowed() {
        labels().back_to_results
    } else {
        labels().back_to_list
    }
}

fn body(props: &ArticleViewProps, marking: Marking) -> Html {
    let document = &props.document;
    if document.is_empty() {
        return match &props.article.summary {
            Some(_) => Html::default(),
            None => html! { <p class="hint">{ labels().no_text }</p> },
        };
    }
    let slug = AttrValue::from(props.article.slug.clone());
    let has_top = document.headings().iter().any(|heading| heading.level == 1);
    html! { <Prose document={document.clone()} {slug} {marking} heading_shift={u8::from(has_top)} /> }
}

fn link(article: &Article) -> String {
    format!("{}{}", hooks::page_address(), article_hash(&article.slug))
}
