//! Makes untrusted text safe for a terminal: no escape sequences, and no change of the reading direction.

/// Replaces control characters (except line breaks and tabs) and bidirectional marks by U+FFFD.
pub fn strip_control(text: &str) -> String {
    let commands = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    let turns =
        |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if commands(c) || turns(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}
