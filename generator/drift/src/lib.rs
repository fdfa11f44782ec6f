//! What changed between two states of a contract, whom it breaks, and the payload that proves it.
//!
//! Both states are taken apart side by side into rules of single subjects ([`walk`]); what the whole demands is what
//! all of them demand together. A rule breaks somebody if the algebra finds a payload that the one side sends and that
//! breaks the rule of the other ([`examine`]), and the `jsonschema` crate agrees ([`verify`]). It breaks nobody if the
//! algebra proves that there is no such payload. Else it is undecided.

mod bare;
mod both;
pub mod change;
mod compare;
mod contract;
mod examine;
mod lost;
mod operations;
mod path;
mod place;
mod references;
mod sources;
mod spelling;
mod state;
mod unchanged;
mod verify;
mod walk;
mod words;

pub use compare::{Options, drift};
pub use contract::{Contract, Described, Presence, View};
pub use verify::validator;
