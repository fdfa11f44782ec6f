//! Reports of runs, of drift and of lints. A run report takes events and writes its output at the end, or, as JSON lines, at once;
//! the others render what was found. Each format is a file of its own and one line in [`format::RunFormat`], [`drift::DriftFormat`] or
//! [`lint::LintFormat`].
//!
//! ```
//! // What `--report` of the command takes: a format, or a format and a file.
//! assert!(ringback_report::open("text").is_ok());
//! let refused = ringback_report::open("txet").err().map(|error| error.to_string()).unwrap();
//! assert!(refused.contains("unknown") && refused.contains("text"), "{refused}");
//! ```

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
mod json_lines;
mod junit;
pub mod lint;
mod markdown;
mod markup;
mod matrix;
pub mod merge;
pub mod options;
mod page;
mod passage;
mod plain;
mod plain_json;
pub mod progress;
pub mod record;
mod recording;
mod registry;
mod report;
mod sarif;
pub mod sink;
mod spool;
mod summary;
mod test_result;
mod text;
mod whole;

pub use format::{open, open_all};
pub use options::ReportOptions;
pub use report::{Report, Reports};
