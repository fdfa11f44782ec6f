//! Reports of runs and of drift. A run report takes events and writes its output at the end; a drift report renders a
//! comparison. Each format is a file of its own and one line in [`format::RunFormat`] or [`drift::DriftFormat`].

mod annotation;
mod case_summary;
mod cause;
mod colour;
pub mod drift;
mod embedded_json;
pub mod format;
mod github;
mod har;
mod har_entry;
mod html;
mod html_data;
pub mod json;
mod junit;
mod markdown;
mod markup;
mod matrix;
pub mod merge;
pub mod options;
mod passage;
mod plain;
pub mod record;
mod recording;
mod registry;
mod report;
pub mod sink;
mod spool;
mod summary;
mod text;
mod whole;

pub use format::{open, open_all};
pub use options::ReportOptions;
pub use report::{Report, Reports};
