//! The JSON lint report: every finding with all its details.

use super::LintReport;
use crate::{page::Page, plain_json::page};
use ringback_lint::Level;
use serde_json::json;

/// The format's name on the command line.
pub(super) const NAME: &str = "json";

/// Renders the report.
pub(super) fn render(report: &LintReport) -> Page {
    Page::plain(page(&json!({
        "files": report.files,
        "missing": report.count(Level::Missing),
        "contradictions": report.count(Level::Contradiction),
        "written": report.written,
        "skipped": report.skipped,
        "findings": report.findings,
    })))
}
