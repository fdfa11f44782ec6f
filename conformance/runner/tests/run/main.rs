//! The suite is run against servers with one vice each: every one gets a clear verdict, and none a hang or a panic.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

mod config;
mod firing;
mod records;
mod vices;
