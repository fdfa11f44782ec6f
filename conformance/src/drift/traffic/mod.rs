//! What recorded traffic does that the documents do not say.
//!
//! Payloads state facts, each of one subject: which property is there, what type and value it has. Facts that the
//! documents refuse are found by the validator of the documented schema, payload by payload, so that each comes with a
//! witness; facts that they leave open (a property that no document tells of, a value beside those listed) by walking
//! through payload and schema side by side.

mod compare;
mod documented;
mod envelope;
mod exchange;
mod finding;
mod har;
mod inference;
mod line;
mod lines;
mod name;
mod observed;
mod observer;
mod place;
mod recordings;
mod redact;
mod refusal;
mod routed;
mod skipped;
mod spelling;

pub use compare::drift;
pub use recordings::Recordings;
