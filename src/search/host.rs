//! Where does the engine run, and whose turn is it? The page's side of the search.
//!
//! Starts as [`HostKind::Starting`] (questions wait), becomes a worker or inline. A worker that
//! cannot start, crashes or falls silent is replaced by the inline engine without a word to the
//! reader; the call that it held is asked again.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use backfile_model::ArticleId;
use backfile_search::{DocId, Hit};
use futures_channel::oneshot::{Receiver, Sender, channel};

use super::engine::Engine;
use super::protocol::{Answer, Call, Marks, Question, Reply};
#[cfg(feature = "hosted")]
use super::site::SiteEngine;
use super::worker::WorkerLink;

/// Where the engine runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HostKind {
    /// Not known yet; questions wait.
    #[default]
    Starting,
    /// In a worker.
    Worker,
    /// In the page.
    Inline,
    /// Nowhere: the index cannot be read.
    Failed,
}

/// Asks the engine, wherever it runs. Cloning is cheap, equality is identity.
#[derive(Clone, Default)]
pub struct SearchHost(Rc<Inner>);

impl PartialEq for SearchHost {
    fn eq(&self, other: &SearchHost) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Default)]
struct Inner {
    place: RefCell<Place>,
    kind: Cell<HostKind>,
    queue: RefCell<Queue>,
}

#[derive(Default)]
enum Place {
    #[default]
    Starting,
    Worker(WorkerLink),
    Inline(Rc<Engine>),
    #[cfg(feature = "hosted")]
    Site(Rc<SiteEngine>),
    Failed,
}

impl SearchHost {
    /// A host whose engine is not there yet.
    pub fn starting() -> SearchHost {
        SearchHost::default()
    }

    /// A host with its engine in the page.
    pub fn inline(engine: Engine) -> SearchHost {
        let host = SearchHost::starting();
        host.use_inline(engine);
        host
    }

    /// Where the engine runs.
    pub fn kind(&self) -> HostKind {
        self.0.kind.get()
    }

    /// Asks; `None` when a newer question overtook this one, or when the index cannot be read.
    pub async fn ask(&self, question: Question) -> Option<Answer> {
        match self.submit(Call::Ask(question)).await {
            Ok(Reply::Answer(answer)) => Some(answer),
            _ => None,
        }
    }

    /// Articles like this one, best first.
    pub async fn related(&self, article: ArticleId, limit: u32) -> Vec<Hit> {
        match self.submit(Call::Related(DocId(article.0), limit)).await {
            Ok(Reply::Related(hits)) => hits,
            _ => Vec::new(),
        }
    }

    /// Where to mark the query's matches in texts: ascending byte ranges for each text.
    pub async fn marks(&self, marks: Marks) -> Vec<Vec<(u32, u32)>> {
        match self.submit(Call::Mark(marks)).await {
            Ok(Reply::Marks(ranges)) => ranges,
            _ => Vec::new(),
        }
    }

    /// From now on the engine in the page answers.
    pub fn use_inline(&self, engine: Engine) {
        self.set(Place::Inline(Rc::new(engine)), HostKind::Inline);
    }

    /// From now on the engine in the page answers, which loads what it needs.
    #[cfg(feature = "hosted")]
    pub(crate) fn use_site(&self, engine: SiteEngine) {
        self.set(Place::Site(Rc::new(engine)), HostKind::Inline);
    }

    /// Whether that engine answers, and not one that knows titles only.
    #[cfg(feature = "hosted")]
    pub(crate) fn is_site(&self) -> bool {
        matches!(*self.0.place.borrow(), Place::Site(_))
    }

    /// From now on a worker answers.
    pub(crate) fn use_worker(&self, worker: WorkerLink) {
        self.set(Place::Worker(worker), HostKind::Worker);
    }

    /// The worker is gone: calls wait until [`SearchHost::use_inline`].
    pub(crate) fn lose_worker(&self) {
        self.set(Place::Starting, HostKind::Starting);
    }

    /// Nothing can answer: all questions get nothing.
    pub(crate) fn fail(&self) {
        self.set(Place::Failed, HostKind::Failed);
    }

    /// The worker answered a call.
    pub(crate) fn receive(&self, serial: u32, reply: Reply) {
        self.0.queue.borrow_mut().finish(serial, reply);
        self.pump();
    }

    fn set(&self, place: Place, kind: HostKind) {
        // Dropping the old place ends its worker.
        let old = self.0.place.replace(place);
        drop(old);
        self.0.kind.set(kind);
        self.0.queue.borrow_mut().retry();
        self.pump();
    }

    fn submit(&self, call: Call) -> Receiver<Reply> {
        let receiver = self.0.queue.borrow_mut().push(call);
        self.pump();
        receiver
    }

    /// Gives the next call to the engine, if it is free.
    fn pump(&self) {
        if matches!(*self.0.place.borrow(), Place::Starting) {
            return;
        }
        let Some((serial, call)) = self.0.queue.borrow_mut().next() else {
            return;
        };
        match &*self.0.place.borrow() {
            Place::Worker(worker) => worker.send(serial, &call),
            Place::Inline(engine) => self.answer_soon(Rc::clone(engine), serial, call),
            #[cfg(feature = "hosted")]
            Place::Site(engine) => self.answer_when_there(Rc::clone(engine), serial, call),
            Place::Starting | Place::Failed => self.0.queue.borrow_mut().drop_all(),
        }
    }

    /// Answers in a task of its own, so that what was typed is painted first.
    fn answer_soon(&self, engine: Rc<Engine>, serial: u32, call: Call) {
        let host = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            gloo::timers::future::TimeoutFuture::new(0).await;
            if host.0.queue.borrow().is_wanted(serial) {
                host.receive(serial, engine.answer(call));
            } else {
                host.0.queue.borrow_mut().skip(serial);
                host.pump();
            }
        });
    }
}

#[cfg(feature = "hosted")]
impl SearchHost {
    /// Answers when all that the answer needs was loaded.
    fn answer_when_there(&self, engine: Rc<SiteEngine>, serial: u32, call: Call) {
        let host = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            gloo::timers::future::TimeoutFuture::new(0).await;
            let is_wanted = || host.0.queue.borrow().is_wanted(serial);
            let reply = engine.answer(&call, is_wanted).await;
            host.receive(serial, reply);
        });
    }
}

/// One call at a time; of questions only the newest.
#[derive(Default)]
struct Queue {
    last_serial: u32,
    running: Option<Job>,
    question: Option<Job>,
    others: std::collections::VecDeque<Job>,
}

struct Job {
    serial: u32,
    call: Call,
    /// Gone when a newer question overtook this one.
    reply: Option<Sender<Reply>>,
}

impl Queue {
    fn push(&mut self, call: Call) -> Receiver<Reply> {
        let (sender, receiver) = channel();
        self.last_serial = self.last_serial.wrapping_add(1);
        let job = Job {
            serial: self.last_serial,
            call,
            reply: Some(sender),
        };
        if matches!(job.call, Call::Ask(_)) {
            self.question = Some(job);
            if let Some(running) = self.running.as_mut()
                && matches!(running.call, Call::Ask(_))
            {
                running.reply = None;
            }
        } else {
            self.others.push_back(job);
        }
        receiver
    }

    fn next(&mut self) -> Option<(u32, Call)> {
        if self.running.is_some() {
            return None;
        }
        let job = self.question.take().or_else(|| self.others.pop_front())?;
        let next = (job.serial, job.call.clone());
        self.running = Some(job);
        Some(next)
    }

    fn finish(&mut self, serial: u32, reply: Reply) {
        if self.running.as_ref().is_none_or(|job| job.serial != serial) {
            return; // of a worker that was given up
        }
        if let Some(sender) = self.running.take().and_then(|job| job.reply) {
            // The asker may be gone with its component; then nobody misses the answer.
            let _ = sender.send(reply);
        }
    }

    fn is_wanted(&self, serial: u32) -> bool {
        let running = self.running.as_ref().filter(|job| job.serial == serial);
        running.is_some_and(|job| job.reply.as_ref().is_some_and(|reply| !reply.is_canceled()))
    }

    fn skip(&mut self, serial: u32) {
        if self
            .running
            .as_ref()
            .is_some_and(|job| job.serial == serial)
        {
            self.running = None;
        }
    }

    /// The engine changed: what it held is asked again, first, unless it was overtaken.
    fn retry(&mut self) {
        let Some(job) = self.running.take().filter(|job| job.reply.is_some()) else {
            return;
        };
        match job.call {
            Call::Ask(_) => {
                self.question.get_or_insert(job);
            }
            _ => self.others.push_front(job),
        }
    }

    fn drop_all(&mut self) {
        self.running = None;
        self.question = None;
        self.others.clear();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn ask(id: u32) -> Call {
        Call::Ask(Question {
            id,
            ..Question::default()
        })
    }

    fn answer(id: u32) -> Reply {
        Reply::Answer(Answer {
            id,
            ..Answer::default()
        })
    }

    #[test]
    fn the_newest_question_wins_and_one_waits() {
        let mut queue = Queue::default();
        let mut first = queue.push(ask(1));
        let (serial, _) = queue.next().unwrap();
        let mut second = queue.push(ask(2));
        let mut third = queue.push(ask(3));
        assert!(queue.next().is_none(), "one at a time");
        queue.finish(serial, answer(1));
        let (serial, call) = queue.next().unwrap();
        assert_eq!(call, ask(3));
        queue.finish(serial, answer(3));
        assert!(first.try_recv().is_err(), "overtaken while running");
        assert!(second.try_recv().is_err(), "overtaken while waiting");
        assert_eq!(third.try_recv().unwrap(), Some(answer(3)));
        assert!(queue.next().is_none());
    }

    #[test]
    fn a_lost_engine_is_asked_again_and_its_late_reply_is_dropped() {
        let mut queue = Queue::default();
        let mut related = queue.push(Call::Related(DocId(7), 3));
        let (serial, call) = queue.next().unwrap();
        queue.retry();
        let (again, same) = queue.next().unwrap();
        assert_eq!((again, &same), (serial, &call));
        queue.finish(serial, Reply::Related(Vec::new()));
        queue.finish(serial, Reply::Related(Vec::new()));
        assert_eq!(
            related.try_recv().unwrap(),
            Some(Reply::Related(Vec::new()))
        );
    }

    #[test]
    fn an_overtaken_question_is_not_asked_again() {
        let mut queue = Queue::default();
        let _first = queue.push(ask(1));
        queue.next().unwrap();
        let _second = queue.push(ask(2));
        queue.retry();
        assert_eq!(queue.next().unwrap().1, ask(2));
        assert!(queue.question.is_none());
    }

    #[test]
    fn other_calls_wait_for_questions_but_are_all_answered() {
        let mut queue = Queue::default();
        let mut related = queue.push(Call::Related(DocId(1), 1));
        let _question = queue.push(ask(1));
        let (serial, call) = queue.next().unwrap();
        assert_eq!(call, ask(1));
        queue.finish(serial, answer(1));
        let (serial, call) = queue.next().unwrap();
        assert_eq!(call, Call::Related(DocId(1), 1));
        queue.finish(serial, Reply::Related(Vec::new()));
        assert!(related.try_recv().unwrap().is_some());
    }
}
