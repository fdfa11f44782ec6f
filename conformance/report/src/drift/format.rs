//! The formats in which drift is reported.

use super::comparison::Comparison;
use crate::page::Page;
use crate::{registry::formats, sink::Sink};
use ringback_contract::error::Error;

formats! {
    /// A format in which drift is reported.
    DriftFormat {
        Text => text,
        Json => json,
        Markdown => markdown,
        Github => github,
        Sarif => sarif,
        Notes => notes,
        Html => html,
    }

    /// Renders the report of a comparison.
    pub fn render(comparison: &Comparison) -> Page;
}

impl DriftFormat {
    /// Writes the report to standard output. A reader that closed the pipe is not an error.
    ///
    /// # Errors
    ///
    /// If standard output cannot be written to.
    pub fn print(self, comparison: &Comparison) -> Result<(), Error> {
        let page = self.render(comparison);
        Sink::Stdout.write(&page.text, page.coloured)
    }
}
