//! What recorded traffic shows that the documents do not say.
//!
//! Every payload is assigned to a documented type (`observer`) and goes to a `sink`: a judge, or the comparison
//! (`observed_types`). There the validator of its schema finds what the documents refuse (`violations`), each with the
//! payload as a witness; a walk through payload and schema side by side finds what they leave open (`observed`):
//! undocumented properties and values. What was seen becomes changes (`finding`), with personal data hidden ([`redact`]).

mod compare;
mod deviation;
mod document;
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
mod observed_types;
mod observer;
mod operations;
mod prepared;
mod read;
mod recordings;
mod redact;
mod respelling;
mod sink;
mod skipped;
mod violations;

pub use compare::{TrafficDrift, drift};
pub use exchange::RecordedExchange;
pub use inference::TypeIndex;
pub use location::RecordedLocation;
pub use observer::DocumentedContract;
pub use prepared::PreparedContract;
pub use read::read;
pub use recordings::{ALL_EXTENSIONS, Recordings};
pub use redact::{redact, redact_pointer};
pub use sink::{Called, PayloadSink, TypedPayload};
pub use skipped::TrafficTally;
