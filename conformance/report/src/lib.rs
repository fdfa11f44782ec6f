//! Reports of runs and of drift. A run report takes events and writes its output at the end; a drift report renders a
//! comparison. Each format is a file of its own and one line in [`format::RunFormat`] or [`drift::DriftFormat`].

mod annotation;
mod case_summary;
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
mod text;
mod whole;

pub use format::{open, open_all};
pub use report::{Report, Reports};
