//! Snapshots: expected texts in files. `RINGBACK_BLESS=1 cargo test` rewrites them all; review the difference before
//! you commit it.

use std::{env, fs, path::Path};

/// Compares a text with a file; with `RINGBACK_BLESS` set, writes the file.
///
/// # Panics
///
/// If they differ, or the file cannot be read or written.
#[track_caller]
#[expect(clippy::panic, reason = "so fails a test")]
pub fn assert(path: impl AsRef<Path>, text: &str) {
    let path = path.as_ref();
    let shown = path.display();
    if blesses() {
        return fs::write(path, text).unwrap_or_else(|error| panic!("{shown}: {error}"));
    }
    let expected = fs::read_to_string(path).unwrap_or_else(|error| panic!("{shown}: {error}{}", hint()));
    if let Some(difference) = difference(&expected, text) {
        panic!("{shown}:{difference}{}", hint());
    }
}

/// Whether snapshots are rewritten instead of compared.
pub fn blesses() -> bool {
    env::var_os("RINGBACK_BLESS").is_some()
}

/// The advice in a failure: how to rewrite the snapshot.
pub fn hint() -> &'static str {
    "\nRINGBACK_BLESS=1 writes it anew"
}

/// The first line that differs: its number, the expected and the actual text.
fn difference(expected: &str, found: &str) -> Option<String> {
    if expected == found {
        return None;
    }
    let (mut expected, mut found) = (expected.split('\n'), found.split('\n'));
    let mut number = 0;
    loop {
        number += 1;
        let (expected, found) = (expected.next(), found.next());
        if expected != found {
            let shown = |line: Option<&str>| line.map_or("the end".into(), |line| format!("{line:?}"));
            return Some(format!("{number}: expected {}, found {}", shown(expected), shown(found)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn the_first_line_that_differs_is_shown() {
        assert_eq!(difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(difference("a\nb\n", "a\nc\n"), Some(r#"2: expected "b", found "c""#.into()));
        assert_eq!(difference("a\n", "a\nb\n"), Some(r#"2: expected "", found "b""#.into()));
        assert_eq!(difference("a\nb", "a"), Some(r#"2: expected "b", found the end"#.into()));
    }
}
