//! How does the page start? Manifest, first paint, rows, search; or a failure view that says why
//! not.
//!
//! Three sources: entries in the page's comments (a packed file); the parts of a hosted archive
//! (feature `hosted`), whose manifest the page's script names; or a feed by request, named by
//! `<meta name="backfile-source" content="data/coups.json">` (a hosted page; feature `feed`, which
//! the shell of packed files leaves out, with the reader and indexer it needs). In a page of others
//! (feature `element`) the script says which of them it is. `boot/failure.js`
//! is there before us and shows what breaks before we run; we tell it how far we are through
//! [`page`], which is also what end-to-end tests wait on.

pub(crate) mod material;
pub(crate) mod page;

use std::rc::Rc;

use backfile_model::{Archive, Manifest, Row};
use backfile_viewer::overview as viewer_overview;

use crate::app::{App, AppProps};
use crate::blocks::damaged;
use crate::failure::{Failure, failure};
use crate::plain_text;
#[cfg(feature = "hosted")]
use crate::search::SiteEngine;
use crate::search::worker::Ears;
use crate::search::{Engine, HostKind, SearchHost, worker};
#[cfg(feature = "hosted")]
use crate::store::Site;
use crate::store::{Packed, Phase, Store};
#[cfg(feature = "feed")]
use material::read_feed;
use material::{Material, PackedMaterial, read_manifest};

/// Blocks that are handled before the browser gets its turn.
const TURN: usize = 16;

/// Starts the app when there is a page; does nothing in a worker.
pub fn start() {
    if !page::is_here() {
        return;
    }
    // In the shell a panic says nothing: `boot/failure.js` hears of it from the browser.
    #[cfg(feature = "feed")]
    std::panic::set_hook(Box::new(|info| {
        page::fail(&failure(
            "Something in this page broke.",
            "Reload the page; if it happens again, send the details to the project.",
            info,
        ));
    }));
    wasm_bindgen_futures::spawn_local(async {
        if let Err(failure) = open().await {
            page::fail(&failure);
        }
    });
}

async fn open() -> Result<(), Failure> {
    #[cfg(feature = "feed")]
    if let Some(address) = page::source_address() {
        return start_hosted(&address).await;
    }
    #[cfg(feature = "hosted")]
    if let Some(address) = page::manifest_address() {
        return start_site(&address).await;
    }
    // The program of hosted archives leaves this out.
    #[cfg(all(feature = "hosted", not(feature = "element")))]
    return Err(damaged("no manifest is named"));
    #[cfg(any(not(feature = "hosted"), feature = "element"))]
    start_packed().await
}

/// The manifest and the rows of a whole archive.
pub fn overview(archive: &Archive) -> (Manifest, Vec<Row>) {
    viewer_overview::overview(archive, |article| {
        plain_text::of_body(&article.body).into_owned()
    })
}

async fn start_packed() -> Result<(), Failure> {
    let manifest_json = page::manifest().ok_or_else(|| damaged("manifest"))?;
    let manifest = read_manifest(&manifest_json)?;
    let store = Store::of_manifest(manifest);
    let host = SearchHost::starting();
    let packed = Packed::new(store.manifest());
    let material = Rc::new(Material::Packed(PackedMaterial {
        manifest_json,
        articles: packed.articles(),
    }));
    let worker = start_worker(&host, &material).await;
    page::dress();
    mount(&store, &host)?;
    page::until_drawn().await;
    let searching = Searching {
        host: &host,
        material,
        worker,
    };
    unpack(&store, packed, searching).await;
    Ok(())
}

/// Learns the slugs, opens the search. What is damaged is told; the rest is used.
async fn unpack(store: &Store, mut packed: Packed, searching: Searching<'_>) {
    let slugs = packed.read_slugs(store.manifest());
    store.unpack(packed);
    if !page::is_whole() {
        store.set_damage(damaged("the end of the page is missing"));
    } else if let Err(damage) = slugs {
        store.set_damage(damage);
    }
    reach(store, Phase::Rows, "rows");
    let host = searching.host;
    if let Err(failure) = open_search(store, searching).await {
        store.set_damage(without_index(failure));
        host.use_inline(Engine::of_rows(store.rows()));
        note_host(host);
        reach(store, Phase::Search, "search");
    }
    check_rows(store).await;
}

/// Looks through the rows, so that damage is told before they are wanted.
async fn check_rows(store: &Store) {
    for number in 0.. {
        if !store.check_rows(number) {
            break;
        }
        if number % TURN == TURN - 1 {
            page::turn().await;
        }
    }
}

/// Opens a hosted archive: its manifest, then the head of its index; all else when it is wanted.
#[cfg(feature = "hosted")]
async fn start_site(address: &str) -> Result<(), Failure> {
    let json = page::load_source(address).await?;
    let (site, manifest) = Site::read(address, &json)?;
    let store = Store::of_manifest(manifest);
    let host = SearchHost::starting();
    store.load_from(site.clone());
    mount(&store, &host)?;
    reach(&store, Phase::Rows, "rows");
    match SiteEngine::open(&site, &store).await {
        Ok(engine) => host.use_site(engine),
        Err(failure) => {
            store.set_damage(without_index(failure));
            let all = 0..store.manifest().article_count;
            let all: Vec<_> = all.map(backfile_model::ArticleId).collect();
            store.bring_rows(&all).await;
            store.bring_leads(&all).await;
            host.use_inline(Engine::of_rows(store.rows()));
        }
    }
    note_host(&host);
    reach(&store, Phase::Search, "search");
    Ok(())
}

/// What is told where the index cannot be had.
fn without_index(failure: Failure) -> Failure {
    Failure {
        cause: "The search index of this file is damaged: words are looked for in titles only, \
                and filters do nothing."
            .to_owned(),
        ..failure
    }
}

#[cfg(feature = "feed")]
async fn start_hosted(address: &str) -> Result<(), Failure> {
    let json = page::load_source(address).await?;
    let archive = read_feed(&json)?;
    let language = archive.language.clone();
    let store = Store::of_archive(archive);
    let host = SearchHost::starting();
    mount(&store, &host)?;
    reach(&store, Phase::Rows, "rows");
    let material = Material::Feed {
        json,
        articles: store.whole_articles(),
        language,
    };
    let material = Rc::new(material);
    let worker = start_worker(&host, &material).await;
    let searching = Searching {
        host: &host,
        material,
        worker,
    };
    if let Err(failure) = open_search(&store, searching).await {
        page::note_phase("failed");
        host.fail();
        store.set_phase(Phase::Failed(failure));
    }
    Ok(())
}

fn mount(store: &Store, host: &SearchHost) -> Result<(), Failure> {
    let root = page::root().ok_or_else(|| {
        failure(
            "This page has no place for the archive.",
            "The page needs an element with the id `app`.",
            "no #app",
        )
    })?;
    let props = AppProps {
        store: store.clone(),
        search: host.clone(),
    };
    let app = yew::Renderer::<App>::with_root_and_props(root, props).render();
    #[cfg(feature = "element")]
    crate::surroundings::keep(app, host.clone());
    #[cfg(not(feature = "element"))]
    drop(app);
    page::note_archive(store.manifest());
    page::note_phase("manifest");
    Ok(())
}

fn reach(store: &Store, phase: Phase, name: &str) {
    page::note_phase(name);
    store.set_phase(phase);
}

/// A search on its way.
struct Searching<'a> {
    host: &'a SearchHost,
    material: Rc<Material>,
    /// None where it is not wanted or cannot be had.
    worker: Option<worker::Starting>,
}

/// Starts the worker, so that it comes while the page is drawn.
async fn start_worker(host: &SearchHost, material: &Rc<Material>) -> Option<worker::Starting> {
    let glue = page::wanted_glue().await?;
    worker::start(&glue, ears(host, material)).ok()
}

/// Opens the engine in the worker; where there is none, or when it dies later, it runs in the page.
async fn open_search(store: &Store, searching: Searching<'_>) -> Result<(), Failure> {
    let Searching {
        host,
        material,
        worker,
    } = searching;
    let link = match worker {
        Some(worker) => worker.open(&material).await.ok(),
        None => None,
    };
    match link {
        Some(link) => host.use_worker(link),
        None => host.use_inline(material.engine()?),
    }
    note_host(host);
    reach(store, Phase::Search, "search");
    Ok(())
}

fn ears(host: &SearchHost, material: &Rc<Material>) -> Ears {
    let (replies, deaths) = (host.clone(), host.clone());
    let material = Rc::clone(material);
    Ears {
        on_reply: Box::new(move |serial, reply| replies.receive(serial, reply)),
        on_death: Box::new(move || {
            let (host, material) = (deaths.clone(), Rc::clone(&material));
            // In a task of its own: the worker's own listener is running, and will be dropped.
            wasm_bindgen_futures::spawn_local(async move {
                host.lose_worker();
                match material.engine() {
                    Ok(engine) => host.use_inline(engine),
                    Err(_) => host.fail(),
                }
                note_host(&host);
            });
        }),
    }
}

fn note_host(host: &SearchHost) {
    page::note_host(match host.kind() {
        HostKind::Starting => "starting",
        HostKind::Worker => "worker",
        HostKind::Inline => "inline",
        HostKind::Failed => "failed",
    });
}
