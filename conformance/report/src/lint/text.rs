//! The lint report for a terminal: each finding with its place, its sentence and what is wrong.

use super::LintReport;
use crate::{
    colour::{BOLD, DIM, GREEN, RED, YELLOW},
    page::Page,
    plain::{cut, line},
};
use ringback_lint::Level;
use std::fmt::Write;

/// The format's name on the command line.
pub(super) const NAME: &str = "text";

/// Sentences are shown up to this many bytes.
const LONGEST: usize = 300;

/// Renders the report.
pub(super) fn render(report: &LintReport) -> Page {
    Page { text: page_text(report), coloured: true }
}

fn page_text(report: &LintReport) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        let style = match finding.level {
            Level::Missing => YELLOW,
            Level::Contradiction => RED,
        };
        let (place, pointer) = (line(&finding.file), line(&finding.pointer));
        let level = finding.level;
        _ = writeln!(
            text,
            "{BOLD}{place}:{}{BOLD:#}: {style}{level}{style:#}: {}",
            finding.line,
            line(&finding.message)
        );
        _ = writeln!(text, "     {DIM}at{DIM:#}        {pointer}");
        if !finding.sentence.is_empty() {
            _ = writeln!(text, "     {DIM}sentence{DIM:#}  “{}”", line(&cut(&finding.sentence, LONGEST)));
        }
    }
    for skipped in &report.skipped {
        _ = writeln!(text, "{DIM}skipped: {}{DIM:#}", line(skipped));
    }
    let style = match (report.count(Level::Contradiction), report.count(Level::Missing)) {
        (0, 0) => GREEN,
        (0, _) => YELLOW,
        _ => RED,
    };
    _ = writeln!(text, "{style}{}{style:#}", report.summary());
    text
}
