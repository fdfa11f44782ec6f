//! (to be written)
use super::{Document, Page};

/// Whether a document looks like one.
pub(super) fn detect(document: &Document) -> bool {
    let _ = document;
    false
}

/// The clues of a page.
pub(super) fn read(document: &Document) -> Page {
    let _ = document;
    Page::default()
}
