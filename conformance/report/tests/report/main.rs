//! Reports of hand-made runs. Expected pages are in `tests/reports`; `RINGBACK_BLESS=1` writes them anew.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

mod causes;
mod formats;
mod har;
mod known;
mod runs;
