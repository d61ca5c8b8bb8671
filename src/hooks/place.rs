//! Where the reader was in a view: scroll position and focus, brought back on the way back.
//!
//! Positions are kept by address while the page lives, and the last one for a reload where the
//! browser allows. A move to something new starts at its top with the focus on its heading, so
//! that a screen reader reads it; changing filters moves nothing.

use std::cell::RefCell;
use std::rc::Rc;

use backfile_viewer::{State, Step, View, article_hash};
use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::dom::window;
use super::effect::{Cause, letting_go, nothing, use_cause};
use crate::app::StateRef;

const RELOAD_KEY: &str = "backfile-place";

/// Scroll positions by address; equal only to itself.
#[derive(Clone, Default)]
pub struct Places(Rc<RefCell<Known>>);

impl PartialEq for Places {
    fn eq(&self, other: &Places) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Default)]
struct Known {
    /// Newest last; the few that Back can reach soon.
    positions: Vec<(String, i32)>,
    /// What is on the screen.
    here: Option<Here>,
    /// True from leaving a view until the next one is in its place: scroll events in between tell
    /// of neither (WebKit sends them late, after the page has changed under them).
    is_moving: bool,
}

#[derive(Clone, PartialEq)]
struct Here {
    hash: String,
    visit: u32,
    is_list: bool,
    page: u32,
    slug: Option<String>,
}

const KEPT: usize = 60;

impl Places {
    /// Called before the page is drawn: where this state leaves what is on the screen, its
    /// position is noted while it is still there.
    pub(crate) fn leave_for(&self, state: &State) {
        let hash = state.route().to_hash();
        let is_leaving = {
            let known = self.0.borrow();
            let here = known.here.as_ref().filter(|_| !known.is_moving);
            here.is_some_and(|here| here.hash != hash || here.visit != state.visit)
        };
        if is_leaving {
            self.note(scroll_y());
            self.0.borrow_mut().is_moving = true;
        }
    }

    fn note(&self, y: i32) {
        let mut known = self.0.borrow_mut();
        if known.is_moving {
            return;
        }
        let Some(hash) = known.here.as_ref().map(|here| here.hash.clone()) else {
            return;
        };
        known.positions.retain(|(other, _)| *other != hash);
        known.positions.push((hash, y));
        if known.positions.len() > KEPT {
            known.positions.remove(0);
        }
    }

    fn position(&self, hash: &str) -> Option<i32> {
        let known = self.0.borrow();
        let found = known.positions.iter().find(|(other, _)| other == hash);
        found.map(|(_, y)| *y)
    }
}

/// The state, and where the reader was before.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The state.
    pub state: &'a StateRef,
    /// Earlier positions.
    pub places: &'a Places,
}

/// Brings the reader to the right place of a page, once it `is_ready` to be read. `root` is the
/// page's element, `anchor` the id of the element in it to go to.
#[hook]
pub fn use_place(at: Place<'_>, is_ready: bool, root: &NodeRef, anchor: Option<&str>) {
    let Place { state, places } = at;
    {
        let places = places.clone();
        let listen = move || letting_go(window().map(|window| listen(&window, &places)));
        use_cause(Cause::once(), Box::new(listen));
    }
    let places = places.clone();
    let cause = Cause {
        number: state.visit * 2 + u32::from(is_ready),
        text: Some(state.route().to_hash()),
    };
    let (state, root) = (state.clone(), root.clone());
    let anchor = anchor.map(ToOwned::to_owned);
    let arrive = move || {
        if is_ready {
            settle(&places, &state, &root, anchor.as_deref());
            #[cfg(feature = "hosted")]
            if state.trials > 0 {
                refocus(&root);
            }
        }
        nothing()
    };
    use_cause(cause, Box::new(arrive));
}

fn listen(window: &web_sys::Window, places: &Places) -> [EventListener; 2] {
    let noted = places.clone();
    let on_scroll = EventListener::new(window, "scroll", move |_| noted.note(scroll_y()));
    let leaving = places.clone();
    let on_leave = EventListener::new(window, "pagehide", move |_| {
        if let Some(here) = &leaving.0.borrow().here {
            keep_for_reload(&format!("{} {}", scroll_y(), here.hash));
        }
    });
    [on_scroll, on_leave]
}

fn settle(places: &Places, state: &State, root: &NodeRef, anchor: Option<&str>) {
    let here = Here {
        hash: state.route().to_hash(),
        visit: state.visit,
        is_list: state.view == View::List,
        page: state.list.page(),
        slug: match &state.view {
            View::Article { slug, .. } => Some(slug.clone()),
            _ => None,
        },
    };
    let before = {
        let mut known = places.0.borrow_mut();
        known.is_moving = false;
        known.here.replace(here.clone())
    };
    let Some(before) = before else {
        first_place(&here, anchor.map(|id| (root, id)));
        return;
    };
    if before == here {
        return;
    }
    let is_known = places.position(&here.hash).is_some();
    // Also to where one was: an article that was left before it came was no place in between.
    let is_return = state.step == Step::Stay || here.is_list && !before.is_list && is_known;
    if let Some(id) = anchor.filter(|_| !is_return || !is_known) {
        go_to_anchor(root, id);
    } else if is_return {
        focus_link(root, before.slug.as_deref().filter(|_| here.is_list));
        scroll_to(places.position(&here.hash).unwrap_or(0));
    } else if here.is_list && (state.is_typing || before.is_list && before.page == here.page) {
        if !before.is_list {
            scroll_to(0);
        }
    } else if !(before.slug.is_some() && before.slug == here.slug) {
        focus_heading(root);
        scroll_to(0);
    }
}

/// A page opened anew keeps the focus where the browser put it; a reload also its position.
fn first_place(here: &Here, anchor: Option<(&NodeRef, &str)>) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        // Positions are brought back here, once there is something to scroll.
        let manual = wasm_bindgen::JsValue::from_str("manual");
        let _ = js_sys::Reflect::set(&history, &"scrollRestoration".into(), &manual);
    }
    let kept = kept_for_reload();
    let kept = kept.as_deref().and_then(|kept| kept.split_once(' '));
    match (kept, anchor) {
        (Some((y, hash)), _) if hash == here.hash => scroll_to(y.parse().unwrap_or(0)),
        (_, Some((root, id))) => go_to_anchor(root, id),
        _ => {}
    }
}

/// A button that asked again goes when all is there; the focus that it had goes to the heading.
#[cfg(feature = "hosted")]
fn refocus(root: &NodeRef) {
    let view = root.cast::<HtmlElement>();
    let app = view.and_then(|view| view.closest(".backfile").ok()?);
    let focused = app.map(|app| app.query_selector(":focus"));
    if matches!(focused, Some(Ok(None))) {
        focus_heading(root);
    }
}

fn go_to_anchor(root: &NodeRef, id: &str) {
    let Some(root) = root.cast::<HtmlElement>() else {
        return;
    };
    // Looked for one by one: an id may hold anything, a selector may not.
    let marked = root.query_selector_all("[id]").ok();
    let found = marked.and_then(|marked| {
        (0..marked.length())
            .filter_map(|at| marked.get(at)?.dyn_into::<HtmlElement>().ok())
            .find(|element| element.id() == id)
    });
    if let Some(element) = found {
        if !element.has_attribute("tabindex") {
            element.set_tab_index(-1);
        }
        focus(&element);
        element.scroll_into_view();
    }
}

fn focus_link(root: &NodeRef, slug: Option<&str>) {
    let link = slug.and_then(|slug| {
        let root = root.cast::<HtmlElement>()?;
        let selector = format!("a[href=\"{}\"]", article_hash(slug));
        let link = root.query_selector(&selector).ok()??;
        link.dyn_into::<HtmlElement>().ok()
    });
    match link {
        Some(link) => focus(&link),
        None => focus_heading(root),
    }
}

fn focus_heading(root: &NodeRef) {
    let heading = root
        .cast::<HtmlElement>()
        .and_then(|root| root.query_selector("[data-heading]").ok()?)
        .and_then(|heading| heading.dyn_into::<HtmlElement>().ok());
    if let Some(heading) = heading {
        focus(&heading);
    }
}

fn focus(element: &HtmlElement) {
    #[cfg(feature = "element")]
    if !crate::surroundings::may_focus() {
        return;
    }
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    // An element that cannot take the focus leaves it where it is.
    let _ = element.focus_with_options(&options);
}

/// In whole pixels: reading and writing fractions would cost the page some kilobytes.
fn scroll_y() -> i32 {
    let y = window().and_then(|window| window.scroll_y().ok());
    y.map_or(0, |y| y as i32)
}

fn scroll_to(y: i32) {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, f64::from(y));
    }
}

fn keep_for_reload(place: &str) {
    if let Some(Ok(Some(storage))) = window().map(|window| window.session_storage()) {
        // Refused in a sandbox: a reload then starts at the top.
        let _ = storage.set_item(RELOAD_KEY, place);
    }
}

fn kept_for_reload() -> Option<String> {
    let storage = window()?.session_storage().ok()??;
    let kept = storage.get_item(RELOAD_KEY).ok()?;
    let _ = storage.remove_item(RELOAD_KEY);
    kept
}
