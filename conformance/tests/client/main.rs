//! The generated clients, against the reference and its saboteurs, against hostile servers, and without any server:
//! whatever comes back, nothing panics or hangs, and what came is decoded or kept to the byte.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

mod calls;
mod doubles;
mod envelopes;
mod hostile;
mod pages;
mod reference;
mod retries;
mod server;
