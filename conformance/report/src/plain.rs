//! Makes foreign text harmless on a line: nothing that moves a cursor, turns the reading direction or ends the line.

use std::fmt::Write;

/// The beginning of a text, with a word about the rest.
pub(crate) fn cut(text: &str, bytes: usize) -> String {
    // What was cut before keeps the word about all of it.
    match text.rfind("… (").filter(|_| text.len() > bytes && text.ends_with(" bytes in all)")) {
        Some(word) => format!("{}{}", beginning(text, bytes), text.get(word..).unwrap_or_default()),
        None => cut_of(text, bytes, text.len()),
    }
}

/// The beginning of a text of which no more than a part is given.
pub(crate) fn cut_of(text: &str, bytes: usize, all: usize) -> String {
    match beginning(text, bytes) {
        whole if whole.len() == text.len() && text.len() >= all => whole.to_owned(),
        beginning => format!("{beginning}… ({all} bytes in all)"),
    }
}

/// As much of a text as fits.
pub(crate) fn beginning(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// A text on one line, with what cannot be seen spelt out.
pub(crate) fn line(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => plain.push_str("\\n"),
            '\r' => plain.push_str("\\r"),
            '\t' => plain.push_str("\\t"),
            c if is_unseen(c) => _ = write!(plain, "\\u{{{:x}}}", u32::from(c)),
            c => plain.push(c),
        }
    }
    plain
}

/// The same for several lines, such as a command to be copied.
pub(crate) fn lines(text: &str) -> String {
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Control characters, marks that turn the reading direction, and code points that no document may hold.
pub(crate) fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || u32::from(c) & 0xfffe == 0xfffe
}
