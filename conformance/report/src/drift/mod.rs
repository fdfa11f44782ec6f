//! Reports of a drift. Each format is a file of this folder and a line of `FORMATS`.

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

use crate::sink::Sink;
use comparison::Comparison;
use ringback_contract::error::Error;

/// A way of telling.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// As it is written on the command line.
    pub name: &'static str,
    /// The page.
    pub render: fn(&Comparison) -> String,
    /// Whether the page is coloured when it goes to a terminal.
    coloured: bool,
}

/// Every format; the first is the one that is meant when none is named.
pub static FORMATS: [Format; 6] =
    [text::FORMAT, json::FORMAT, markdown::FORMAT, github::FORMAT, sarif::FORMAT, notes::FORMAT];

impl Format {
    /// The format of a name.
    ///
    /// # Errors
    ///
    /// When there is none of that name.
    pub fn named(name: &str) -> Result<Self, Error> {
        let format = FORMATS.into_iter().find(|format| format.name == name);
        format.ok_or_else(|| Error::unknown("report format", name, FORMATS.iter().map(|format| format.name)))
    }

    /// Writes the page to standard output. A reader that has seen enough is no error.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn print(self, comparison: &Comparison) -> Result<(), Error> {
        Sink::Stdout.write(&(self.render)(comparison), self.coloured)
    }
}
