//! Reports of runs and of drifts. Of a run events come in, and one page goes out at the end; of a drift a comparison comes
//! in. Each format is a file of its own and one line: of [`format::RunFormat`] for runs, of [`drift::DriftFormat`] for
//! drifts.

mod annotation;
mod colour;
pub mod drift;
pub mod format;
mod github;
mod html;
pub mod json;
mod junit;
mod markdown;
mod markup;
pub mod merge;
mod plain;
pub mod record;
mod recording;
mod registry;
mod report;
pub mod sink;
mod spool;
mod story;
mod text;
mod whole;

pub use format::{open, open_all};
pub use report::{Report, Reports};
