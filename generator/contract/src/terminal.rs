//! Makes untrusted text safe for a terminal: no escape sequences, and no change of the reading direction.

use std::io::{IsTerminal, Write};

/// Replaces control characters (except line breaks and tabs) and bidirectional marks by U+FFFD.
pub fn strip_control(text: &str) -> String {
    let commands = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    let turns =
        |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    // Line breaks that JavaScript and some terminals know, and invisible tags.
    let hidden = |c: char| matches!(c, '\u{2028}' | '\u{2029}' | '\u{e0000}'..='\u{e007f}');
    text.chars().map(|c| if commands(c) || turns(c) || hidden(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// Writes a message and a line break to standard error, safe for a terminal. Where nobody can read it any more (a closed
/// pipe, a full disk), it is lost: the exit code still tells the outcome.
pub fn say(message: impl std::fmt::Display) {
    let line = strip_control(&format!("{message}\n"));
    _ = std::io::stderr().lock().write_all(line.as_bytes());
}

/// Says why a command failed, marked as clap marks its own errors: in colour where standard error is a terminal.
pub fn say_error(error: &impl std::fmt::Display) {
    let in_colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty());
    let mark = if in_colour { "\u{1b}[1m\u{1b}[31merror:\u{1b}[0m" } else { "error:" };
    let line = format!("{mark} {}\n", strip_control(&error.to_string()));
    _ = std::io::stderr().lock().write_all(line.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::strip_control;

    #[test]
    fn no_character_reaches_a_terminal_that_does_more_than_stand_there() {
        for hostile in
            ["\u{1b}[2J", "\r", "\u{8}", "\u{9b}31m", "\u{202e}", "\u{2066}", "\u{200f}", "\u{2028}", "\u{7f}"]
        {
            let stripped = strip_control(&format!("a{hostile}b"));
            assert!(stripped.contains(char::REPLACEMENT_CHARACTER) && !stripped.contains(hostile), "{hostile:?}");
        }
        assert_eq!(strip_control("a\tb\nä – 電話 ✓"), "a\tb\nä – 電話 ✓");
    }
}
