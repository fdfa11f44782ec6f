//! Makes untrusted text safe to print on one line: escapes control characters, line breaks and bidirectional marks.

use std::fmt::Write;

/// The text, shortened to `bytes` and then followed by `… (N bytes in all)`.
pub(crate) fn cut(text: &str, bytes: usize) -> String {
    // What was cut before keeps the word about all of it.
    match text.rfind("… (").filter(|_| text.len() > bytes && text.ends_with(" bytes in all)")) {
        Some(word) => format!("{}{}", beginning(text, bytes), text.get(word..).unwrap_or_default()),
        None => cut_of(text, bytes, text.len()),
    }
}

/// The same for the beginning of a text that had `all` bytes.
pub(crate) fn cut_of(text: &str, bytes: usize, all: usize) -> String {
    match beginning(text, bytes) {
        whole if whole.len() == text.len() && text.len() >= all => whole.to_owned(),
        beginning => format!("{beginning}… ({all} bytes in all)"),
    }
}

/// The longest prefix of at most `bytes` bytes that ends at a character boundary.
pub(crate) fn beginning(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Seconds rounded to milliseconds: a run is not timed more precisely.
pub(crate) fn to_milliseconds(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}

/// A text on one line, with invisible characters escaped.
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

/// The same for a text that keeps its line breaks, such as a command to be copied.
pub(crate) fn lines(text: &str) -> String {
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The same with every line break kept, one at the end included.
pub(crate) fn lines_verbatim(text: &str) -> String {
    text.split('\n').map(|text| line(text.trim_end_matches('\r'))).collect::<Vec<_>>().join("\n")
}

/// Whether a character is invisible: a control character, a bidirectional mark, or a code point that Unicode reserves.
pub(crate) fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || u32::from(c) & 0xfffe == 0xfffe
}
