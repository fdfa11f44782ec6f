//! JSON that is safe to print on a terminal: invisible characters are escaped.

use crate::plain::is_unseen;
use serde_json::Value;
use std::fmt::Write;

/// Serializes a value, with `\u…` for invisible characters, which JSON would allow as they are.
pub(crate) fn page(value: &Value) -> String {
    let text = format!("{value:#}\n");
    let mut page = String::with_capacity(text.len());
    // Outside of strings JSON is plain, and in them no line ends: every such character is part of a string.
    for c in text.chars() {
        if c != '\n' && is_unseen(c) {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| _ = write!(page, "\\u{unit:04x}"));
        } else {
            page.push(c);
        }
    }
    page
}
