//! A stack that is large enough for parsing TOML. The parser calls itself for each bracket in a value that is not closed where it should
//! be, without a limit, so that a hostile file would end the process.

use std::{io, thread};

/// Brackets in values for which the stack of any thread is large enough.
const FEW: usize = 200;

/// Brackets in values that are parsed at most; no file that people write has so many.
const MOST: usize = 20_000;

/// Bytes of the stack for a bracket: about three times what one takes.
const BRACKET: usize = 16 * 1024;

/// Parses a text on a stack that is large enough for its brackets.
///
/// # Errors
///
/// If there are more brackets than are parsed, or the system has no thread to parse them.
pub fn with_stack<R: Send>(text: &str, parse: impl FnOnce() -> R + Send) -> Result<R, String> {
    let brackets = brackets(text);
    if brackets <= FEW {
        return Ok(parse());
    }
    if brackets > MOST {
        return Err(format!("{brackets} brackets in values; at most {MOST} are read"));
    }
    let builder = thread::Builder::new().stack_size(brackets * BRACKET);
    let parsed = thread::scope(|scope| Ok(builder.spawn_scoped(scope, parse)?.join().ok()));
    let parsed: io::Result<Option<R>> = parsed;
    parsed.map_err(|error| error.to_string())?.ok_or_else(|| "the parser gave up".into())
}

/// The opening brackets in a text, without those around the name of a table.
fn brackets(text: &str) -> usize {
    let of_line = |line: &str| {
        let line = line.trim();
        let name =
            ["[[", "["].iter().zip(["]]", "]"]).find_map(|(open, close)| line.strip_prefix(open)?.strip_suffix(close));
        name.unwrap_or(line).matches(['{', '[']).count()
    };
    text.lines().map(of_line).sum()
}

#[cfg(test)]
mod tests {
    use super::{MOST, with_stack};

    #[test]
    fn brackets_that_are_never_closed_are_parsed_to_an_error() {
        for opened in ["{[]a=", "{{}a=", "[[", "{a="] {
            for count in [1_000, MOST / 2, 10 * MOST] {
                let text = format!("x = {}", opened.repeat(count));
                let parsed = with_stack(&text, || toml::from_str::<toml::Table>(&text).is_err());
                assert_ne!(parsed, Ok(false), "{opened} {count} times");
            }
        }
    }

    #[test]
    fn names_of_tables_do_not_count() {
        let text = "[[a]]\nb = 1\n".repeat(2 * MOST);
        assert_eq!(with_stack(&text, || 1), Ok(1));
    }
}
