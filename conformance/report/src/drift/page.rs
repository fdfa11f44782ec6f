//! A rendered page.

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
    pub(super) fn plain(text: String) -> Self {
        Self { text, coloured: false }
    }
}
