//! The async client of a vendor: a trait with a method for each operation, the client that calls it, the double that
//! stands in for it, and the documents in which payloads travel.

mod api;
mod call;
mod double;
mod envelopes;
mod example;
mod extra_files;
mod operations;
mod vendor;

pub use extra_files::extra_files;
