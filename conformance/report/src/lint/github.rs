//! Annotations of a GitHub workflow: each finding at its line.

use super::LintReport;
use crate::{annotation::command, page::Page, plain::line};
use ringback_lint::Level;

/// The format's name on the command line.
pub(super) const NAME: &str = "github";

/// Renders the report.
pub(super) fn render(report: &LintReport) -> Page {
    let mut text = String::new();
    // The runner shows the first few annotations only.
    for level in [Level::Contradiction, Level::Missing] {
        for finding in report.findings.iter().filter(|finding| finding.level == level) {
            let kind = match level {
                Level::Contradiction => "error",
                Level::Missing => "warning",
            };
            let at = finding.line.to_string();
            let (file, title) = (line(&finding.file), format!("{level}: {}", finding.keyword));
            let properties = [("title", title.as_str()), ("file", &file), ("line", &at), ("endLine", &at)];
            let mut message = format!("{}\nat {}", line(&finding.message), line(&finding.pointer));
            if !finding.sentence.is_empty() {
                message.push_str(&format!("\n“{}”", line(&finding.sentence)));
            }
            command(&mut text, kind, &properties, &message);
        }
    }
    command(&mut text, "notice", &[("title", "ringback lint")], &report.summary());
    Page::plain(text)
}
