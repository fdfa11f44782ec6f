//! Runs the suite against servers with one fault each: every one gets a clear verdict, and the run neither hangs nor
//! panics.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

mod config;
mod fairness;
mod observed;
mod records;
mod test_run;
mod vices;
