//! What recorded traffic does that the documents do not say.
//!
//! Payloads state facts, each of one subject: which property is there, what type and value it has. Facts that the
//! documents refuse are found by the validator of the documented schema, payload by payload, so that each comes with a
//! witness; facts that they leave open (a property that no document tells of, a value beside those listed) by walking
//! through payload and schema side by side.

mod compare;
mod discreet;
mod documented;
mod envelope;
mod exchange;
mod finding;
mod fit;
mod har;
mod line;
mod lines;
mod name;
mod observed;
mod place;
mod recordings;
mod refusal;
mod routed;
mod spelling;
mod tally;
mod wire;

pub use compare::drift;
pub use recordings::Recordings;
