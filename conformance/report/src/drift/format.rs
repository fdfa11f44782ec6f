//! The formats in which a drift is reported.

use super::{comparison::Comparison, page::Page};
use crate::{registry::formats, sink::Sink};
use ringback_contract::error::Error;

formats! {
    /// A format in which a drift is reported.
    DriftFormat {
        Text => text,
        Json => json,
        Markdown => markdown,
        Github => github,
        Sarif => sarif,
        Notes => notes,
    }

    /// The page that reports a comparison.
    pub fn render(comparison: &Comparison) -> Page;
}

impl DriftFormat {
    /// Writes the page to standard output. A reader that has seen enough is no error.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn print(self, comparison: &Comparison) -> Result<(), Error> {
        let page = self.render(comparison);
        Sink::Stdout.write(&page.text, page.coloured)
    }
}
