//! Reports of a drift. Each format is a file of this folder and a line of [`DriftFormat`].

pub mod accept;
pub mod comparison;
mod github;
mod json;
mod markdown;
mod notes;
mod plain_json;
mod rule;
mod sarif;
mod story;
mod text;

use crate::{registry::formats, sink::Sink};
use comparison::Comparison;
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

/// A rendered page.
#[derive(Debug)]
pub struct Page {
    /// The text, with escape sequences of colours if it is coloured.
    pub text: String,
    /// Whether it is coloured when it goes to a terminal.
    pub coloured: bool,
}

impl Page {
    /// A page without colours.
    fn plain(text: String) -> Self {
        Self { text, coloured: false }
    }
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
