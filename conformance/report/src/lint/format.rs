//! The formats in which a lint is reported.

use super::LintReport;
use crate::{page::Page, registry::formats, sink::Sink};
use ringback_contract::error::Error;

formats! {
    /// A format in which a lint is reported.
    LintFormat {
        Text => text,
        Json => json,
        Github => github,
        Sarif => sarif,
    }

    /// Renders the report of a lint.
    pub fn render(report: &LintReport) -> Page;
}

impl LintFormat {
    /// Writes the report to standard output. A reader that closed the pipe is not an error.
    ///
    /// # Errors
    ///
    /// If standard output cannot be written to.
    pub fn print(self, report: &LintReport) -> Result<(), Error> {
        let page = self.render(report);
        Sink::Stdout.write(&page.text, page.coloured)
    }
}
