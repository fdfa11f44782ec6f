//! What recorded traffic shows that the documents do not say.
//!
//! Every payload is assigned to a documented type ([`observer`]). The validator of its schema finds what the documents
//! refuse ([`violations`]), each with the payload as a witness; a walk through payload and schema side by side finds what
//! they leave open ([`observed`]): undocumented properties and values. What was seen becomes changes ([`finding`]), with
//! personal data hidden ([`redact`]).

mod compare;
mod deviation;
mod documented;
mod envelope;
mod exchange;
mod finding;
mod har;
mod inference;
mod json_lines;
mod line;
mod location;
mod names;
mod observed;
mod observer;
mod operations;
mod recordings;
mod redact;
mod respelling;
mod skipped;
mod violations;

pub use compare::{TrafficDrift, drift};
pub use recordings::Recordings;
