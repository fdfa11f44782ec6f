//! The async client of a vendor: a trait with a method for each operation, the client that implements it, its test
//! double, and the envelopes of payloads.

mod api;
mod client_method;
mod double;
mod envelopes;
mod example;
mod extra_files;
mod operations;
mod vendor_client;

pub use extra_files::extra_files;
