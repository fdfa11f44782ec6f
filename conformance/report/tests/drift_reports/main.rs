//! Reports of hand-made drifts. Expected pages are in this folder; `RINGBACK_BLESS=1` writes them anew.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

mod accept;
mod drifts;
mod formats;
mod hostile;
mod sarif;
