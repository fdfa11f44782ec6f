//! Makes foreign text harmless on a line: nothing that moves a cursor, turns the reading direction or ends the line.

use std::fmt::Write;

/// The beginning of a text, with a word about the rest.
pub(super) fn cut(text: &str, bytes: usize) -> String {
    if text.len() <= bytes {
        return text.to_owned();
    }
    let mut end = bytes;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}… ({} bytes in all)", text.get(..end).unwrap_or_default(), text.len())
}

/// A text on one line, with what cannot be seen spelt out.
pub(super) fn line(text: &str) -> String {
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
pub(super) fn lines(text: &str) -> String {
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Control characters, marks that turn the reading direction, and code points that no document may hold.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || u32::from(c) & 0xfffe == 0xfffe
}
