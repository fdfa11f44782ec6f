//! The output of a report of drift or of a lint.

/// The output of a report.
#[derive(Debug)]
pub struct Page {
    /// The text; it contains ANSI escape sequences if `coloured` is set.
    pub text: String,
    /// Whether the text contains colours, which are removed unless it goes to a terminal.
    pub coloured: bool,
}

impl Page {
    /// Output without colours.
    pub(crate) fn plain(text: String) -> Self {
        Self { text, coloured: false }
    }
}
