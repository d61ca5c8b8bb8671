//! How does the engine get into a worker? A classic worker from a blob of the page's own glue. The
//! compiled module is posted to it at once, so that it starts while the page is parsed; then, when all
//! of the page is there, what it searches.
//!
//! The same wasm runs there: `main` finds no document and does nothing, then [`search_worker`]
//! opens the engine and answers. Words it says: `alive` when it runs, `ready` when it can answer;
//! the rest are the bytes of calls and replies ([`super::wire`]). Of a packed file it is given the
//! texts of comments, which a browser copies as they are; the worker makes bytes of them, and lets the
//! browser inflate the index.

use std::cell::RefCell;
use std::rc::Rc;

use futures_channel::oneshot::{Receiver, Sender, channel};
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, MessageEvent, Url, Worker};

use super::engine::Engine;
use super::protocol::{Call, Reply};
use super::wire::{self, Wire};
use crate::boot::material::{Material, read_manifest};
use crate::boot::page;
use crate::store::Articles;

/// What a worker's script adds to the glue: the first message carries the program, the second what it
/// searches. What goes wrong is an error event in the page.
const ENTRY: &str = "\n;self.onmessage=({data:module})=>{wasm_bindgen.initSync({module});\
postMessage('alive');self.onmessage=async({data})=>{self.onmessage=null;try{if(data.places){\
const page=self.__backfile={places:data.places},{texts}=data,{index,archive}=data.places;\
addEventListener('message',({data})=>{if(typeof data==='string')texts[archive[0]+1]=data});\
entries(page,()=>({texts}));\
data={manifest:data.manifest,index:new Uint8Array(await page.inflate('index').arrayBuffer())};\
texts[index[0]+1]='';}\
wasm_bindgen.search_worker(data)}catch(error){reportError(error)}}};";

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

/// A worker on its way, which waits for what it is to search.
pub(crate) struct Starting {
    link: WorkerLink,
    said: Rc<Said>,
    is_alive: Receiver<Told>,
    is_ready: Receiver<Told>,
}

/// Starts a worker; the error says why there is none.
pub(crate) fn start(glue: &JsValue, ears: Ears) -> Result<Starting, String> {
    let (alive, is_alive) = channel();
    let (ready, is_ready) = channel();
    let said = Rc::new(Said {
        alive: RefCell::new(Some(alive)),
        ready: RefCell::new(Some(ready)),
        ears,
    });
    let link = spawn(glue).and_then(|worker| {
        let link = listen(worker, &said);
        link.worker.post_message(&wasm_bindgen::module())?;
        Ok(link)
    });
    Ok(Starting {
        link: link.map_err(|error| words(&error))?,
        said,
        is_alive,
        is_ready,
    })
}

impl Starting {
    /// Gives the worker what it searches, and waits until it can answer.
    pub(crate) async fn open(self, material: &Material) -> Result<WorkerLink, String> {
        let worker = &self.link.worker;
        let given = given(material).and_then(|given| {
            worker.post_message(&given.get(0))?;
            worker.post_message(&given.get(1))
        });
        given.map_err(|error| words(&error))?;
        let said = self.said;
        let timeout = gloo::timers::callback::Timeout::new(ALIVE_MILLIS, move || {
            tell(&said.alive, Err("the worker did not start".to_owned()));
        });
        self.is_alive.await.map_err(|error| error.to_string())??;
        timeout.cancel();
        self.is_ready.await.map_err(|error| error.to_string())??;
        Ok(self.link)
    }
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

fn spawn(glue: &JsValue) -> Result<Worker, JsValue> {
    let parts = Array::of2(glue, &JsValue::from_str(ENTRY));
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

/// What a worker searches, as two messages; it passes over an empty one.
fn given(material: &Material) -> Result<Array, JsValue> {
    let (messages, name, bytes) = match material {
        Material::Packed(packed) => (page::texts(), "manifest", &packed.manifest_json),
        #[cfg(feature = "feed")]
        Material::Feed { json, .. } => {
            let message = js_sys::Object::new();
            (Array::of1(&message), "feed", json)
        }
    };
    let bytes = Uint8Array::from(bytes.as_slice());
    Reflect::set(&messages.get(0), &JsValue::from_str(name), &bytes)?;
    Ok(messages)
}

/// The message that an event carries.
fn received<T: Wire>(event: &MessageEvent) -> Option<(u32, T)> {
    let bytes: Uint8Array = event.data().dyn_into().ok()?;
    wire::decode(&bytes.to_vec())
}

fn words(error: &JsValue) -> String {
    error.as_string().unwrap_or_else(|| format!("{error:?}"))
}

/// The entry of the worker: opens the engine from what it is given, then answers calls.
#[cfg_attr(
    any(not(feature = "hosted"), feature = "element"),
    wasm_bindgen::prelude::wasm_bindgen
)]
pub fn search_worker(start: JsValue) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let say = |text: &str| scope.post_message(&JsValue::from_str(text));
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
        value.dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec())
    };
    #[cfg(feature = "feed")]
    if let Ok(feed) = bytes("feed") {
        return Engine::of_feed(&feed).map_err(|failure| failure.details);
    }
    let manifest = read_manifest(&bytes("manifest").unwrap_or_default());
    let engine = manifest.and_then(|manifest| {
        let articles = Rc::new(RefCell::new(Articles::new(&manifest)));
        Engine::of_packed(&manifest, bytes("index").unwrap_or_default(), articles)
    });
    engine.map_err(|failure| failure.details)
}
