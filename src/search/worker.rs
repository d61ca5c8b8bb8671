//! How does the engine get into a worker? A classic worker from a blob of the page's own glue; the
//! compiled module and the archive's bytes are posted to it.
//!
//! The same wasm runs there: `main` finds no document and does nothing, then [`search_worker`]
//! opens the engine and answers. Words it says: `alive` when it runs, `ready` when it can answer;
//! the rest are the bytes of calls and replies ([`super::wire`]).

use std::cell::RefCell;
use std::rc::Rc;

use futures_channel::oneshot::{Sender, channel};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, MessageEvent, Url, Worker};

use super::engine::Engine;
use super::protocol::{Call, Reply};
use super::wire::{self, Wire};
use crate::blocks::Source;
use crate::boot::material::{Material, read_manifest};
use crate::boot::page;
use crate::store::Articles;

/// What a worker's script adds to the glue: the first message carries everything.
const ENTRY: &str = "\n;self.onmessage=function(event){self.onmessage=null;\
wasm_bindgen.initSync({module:event.data.module});wasm_bindgen.search_worker(event.data)};";

/// How long a worker may take until it runs at all; opening a large archive comes after.
const ALIVE_MILLIS: u32 = 8_000;

/// A running worker; dropping it ends the worker.
pub(crate) struct WorkerLink {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

impl WorkerLink {
    /// Sends a call. A worker that cannot be reached raises its own error event.
    pub(crate) fn send(&self, serial: u32, call: &Call) {
        let message = Uint8Array::from(wire::encode(serial, call).as_slice());
        let _ = self.worker.post_message(&message);
    }
}

impl Drop for WorkerLink {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// What the page does with what a worker says.
pub(crate) struct Ears {
    /// A reply to a call.
    pub(crate) on_reply: Box<dyn Fn(u32, Reply)>,
    /// The worker died after it was ready.
    pub(crate) on_death: Box<dyn Fn()>,
}

/// Starts a worker and waits until it can answer; the error says why there is none.
pub(crate) async fn start(
    glue: &str,
    material: &Material,
    ears: Ears,
) -> Result<WorkerLink, String> {
    let worker = spawn(glue).map_err(|error| words(&error))?;
    let (alive, is_alive) = channel();
    let (ready, is_ready) = channel();
    let said = Rc::new(Said {
        alive: RefCell::new(Some(alive)),
        ready: RefCell::new(Some(ready)),
        ears,
    });
    let link = listen(worker, &said);
    let (start, given) = start_message(material).map_err(|error| words(&error))?;
    link.worker
        .post_message_with_transfer(&start, &given)
        .map_err(|error| words(&error))?;
    let patience = Rc::clone(&said);
    let timeout = gloo::timers::callback::Timeout::new(ALIVE_MILLIS, move || {
        tell(&patience.alive, Err("the worker did not start".to_owned()));
    });
    is_alive.await.map_err(|error| error.to_string())??;
    timeout.cancel();
    is_ready.await.map_err(|error| error.to_string())??;
    Ok(link)
}

type Told = Result<(), String>;

struct Said {
    alive: RefCell<Option<Sender<Told>>>,
    ready: RefCell<Option<Sender<Told>>>,
    ears: Ears,
}

impl Said {
    fn message(&self, event: &MessageEvent) {
        match event.data().as_string().as_deref() {
            Some("alive") => {
                tell(&self.alive, Ok(()));
            }
            Some("ready") => {
                tell(&self.ready, Ok(()));
            }
            Some(_) => {}
            None => {
                if let Some((serial, reply)) = received(event) {
                    (self.ears.on_reply)(serial, reply);
                }
            }
        }
    }

    fn error(&self, event: &web_sys::Event) {
        event.prevent_default();
        let event: &JsValue = event.as_ref();
        let message = Reflect::get(event, &JsValue::from_str("message"));
        let message = message.ok().and_then(|message| message.as_string());
        let told = Err(message.unwrap_or_else(|| "the worker was refused".to_owned()));
        let starting = tell(&self.alive, told.clone()) | tell(&self.ready, told);
        if !starting {
            (self.ears.on_death)();
        }
    }
}

/// Tells who waits; false when it was told before, or when the start was given up.
fn tell(to: &RefCell<Option<Sender<Told>>>, told: Told) -> bool {
    let sender = to.borrow_mut().take();
    sender.is_some_and(|sender| sender.send(told).is_ok())
}

fn spawn(glue: &str) -> Result<Worker, JsValue> {
    let parts = Array::of2(&JsValue::from_str(glue), &JsValue::from_str(ENTRY));
    let options = BlobPropertyBag::new();
    options.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let worker = Worker::new(&url);
    // The worker keeps what it loads; the address may go as soon as loading has begun, but
    // WebKit reads it late.
    gloo::timers::callback::Timeout::new(ALIVE_MILLIS, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    worker
}

fn listen(worker: Worker, said: &Rc<Said>) -> WorkerLink {
    let on_message = {
        let said = Rc::clone(said);
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| said.message(&event))
    };
    let on_error = {
        let said = Rc::clone(said);
        Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| said.error(&event))
    };
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    WorkerLink {
        worker,
        _on_message: on_message,
        _on_error: on_error,
    }
}

/// The first message, and the buffers in it that the worker is given for good.
fn start_message(material: &Material) -> Result<(JsValue, Array), JsValue> {
    let message = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&message, &JsValue::from_str(name), value);
    let given = Array::new();
    set("module", &wasm_bindgen::module())?;
    match material {
        Material::Packed(packed) => {
            set(
                "manifest",
                &Uint8Array::from(packed.manifest_json.as_slice()),
            )?;
            for name in ["index", "archive"] {
                let stored = page::whole(name).unwrap_or_default();
                given.push(&stored.buffer());
                set(name, &stored)?;
            }
        }
        #[cfg(feature = "feed")]
        Material::Feed { json, .. } => {
            set("feed", &Uint8Array::from(json.as_slice()))?;
        }
    }
    Ok((message.into(), given))
}

/// The message that an event carries.
fn received<T: Wire>(event: &MessageEvent) -> Option<(u32, T)> {
    let bytes: Uint8Array = event.data().dyn_into().ok()?;
    wire::decode(&bytes.to_vec())
}

fn words(error: &JsValue) -> String {
    error.as_string().unwrap_or_else(|| format!("{error:?}"))
}

/// The entry of the worker: opens the engine from the first message, then answers calls.
#[cfg_attr(
    any(not(feature = "hosted"), feature = "element"),
    wasm_bindgen::prelude::wasm_bindgen
)]
pub fn search_worker(start: JsValue) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let say = |text: &str| scope.post_message(&JsValue::from_str(text));
    let _ = say("alive");
    let engine = match open(&start) {
        Ok(engine) => engine,
        Err(details) => wasm_bindgen::throw_str(&details),
    };
    drop(start);
    let replies = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some((serial, call)) = received::<Call>(&event) {
            let reply = wire::encode(serial, &engine.answer(call));
            let _ = replies.post_message(&Uint8Array::from(reply.as_slice()));
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget(); // lives as long as the worker
    let _ = say("ready");
}

fn open(start: &JsValue) -> Result<Engine, String> {
    let bytes = |name: &str| {
        let value = Reflect::get(start, &JsValue::from_str(name)).unwrap_or_default();
        value.dyn_into::<Uint8Array>()
    };
    #[cfg(feature = "feed")]
    if let Ok(feed) = bytes("feed") {
        return Engine::of_feed(&feed.to_vec()).map_err(|failure| failure.details);
    }
    let source = |name| Source::Array(bytes(name).unwrap_or_default());
    let engine =
        read_manifest(&bytes("manifest").unwrap_or_default().to_vec()).and_then(|manifest| {
            let articles = Articles::new(&manifest, source("archive"));
            let articles = Rc::new(RefCell::new(articles));
            Engine::of_packed(&manifest, source("index"), articles)
        });
    engine.map_err(|failure| failure.details)
}
