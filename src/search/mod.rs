//! Here is a question: give me the answer, from a worker where one can run, else from here.
//!
//! [`SearchHost`] is what the app sees. The newest question wins: at most one is with the engine
//! and one waits; a question that was overtaken gets `None`, never a stale answer. [`engine`]
//! answers, the same code in the worker and inline; [`protocol`] is what crosses the border.

mod engine;
mod host;
mod protocol;
#[cfg(feature = "hosted")]
mod site;
mod titles;
mod wire;
pub mod worker;

pub use engine::Engine;
pub use host::{HostKind, SearchHost};
pub use protocol::{Answer, HitText, Marks, Question};
#[cfg(feature = "hosted")]
pub(crate) use site::SiteEngine;
