//! Reaches targets as a configuration file says, each against a real counterpart on this machine.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

mod again;
mod auth;
mod counterpart;
mod overrides;
mod sigv4;
mod transport;
