//! Removes the marks of emphasis from prose inside a code block, where Markdown keeps them.

use std::borrow::Cow;

/// Prose without marks of emphasis: `*only* once` is `only once`; `"*"` and `5 * 3` stay as they are.
///
/// Underscores are marks only around more than one word: `_all_` may be a value.
pub fn without_emphasis(text: &str) -> Cow<'_, str> {
    if !text.contains(['*', '_']) {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['*', '_']) {
        let (before, marked) = rest.split_at(at);
        plain.push_str(before);
        let opens = plain.chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '['));
        let mark = marked.chars().next().unwrap_or('*');
        let width = marked.len() - marked.trim_start_matches(mark).len();
        let (marks, inner) = marked.split_at(width);
        match emphasised(inner, mark, width).filter(|_| opens && width <= MAX_MARKS) {
            Some(words) => {
                plain.push_str(words);
                rest = inner.get(words.len() + width..).unwrap_or_default();
            }
            None => {
                plain.push_str(marks);
                rest = inner;
            }
        }
    }
    plain.push_str(rest);
    plain.into()
}

/// More marks in a row are a rule or a mask, `****`.
const MAX_MARKS: usize = 3;

/// The text up to the marks that close an emphasis.
fn emphasised(inner: &str, mark: char, width: usize) -> Option<&str> {
    let (words, closing) = inner.split_at_checked(inner.find(mark)?)?;
    let after = closing.trim_start_matches(mark);
    let closes = closing.len() - after.len() == width
        && after.chars().next().is_none_or(|c| c.is_whitespace() || ".,;:!?)]".contains(c));
    let phrase = words.starts_with(|c: char| c.is_alphanumeric() || "\"'(".contains(c))
        && !words.ends_with(char::is_whitespace)
        && (mark == '*' || words.contains(' '));
    (closes && phrase).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::without_emphasis;

    #[test]
    fn emphasis_is_taken_off_and_other_asterisks_stay() {
        for (text, expected) in [
            ("", ""),
            ("One. *Must be static*, so.", "One. Must be static, so."),
            ("The *first* and **last** bell (_or so_).", "The first and last bell (or so)."),
            ("***All of it.***", "All of it."),
            ("Press \"*\" or *\"#\"*.", "Press \"*\" or \"#\"."),
        ] {
            assert_eq!(without_emphasis(text), expected);
        }
        for text in [
            "\"*\"",
            "'*' or '*'",
            "5 * 3 * 2",
            "*#",
            "* and *",
            "a*b*c",
            "_all_",
            "__init__",
            "*open",
            "**a*",
            "****a****",
        ] {
            assert_eq!(without_emphasis(text), text);
        }
    }
}
