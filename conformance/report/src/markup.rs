//! Escapes untrusted text for Markdown, so that none of it is read as markup, a mention or a link.

use super::plain::line;
use std::fmt::Write;

/// Bytes that a report may use: a comment on GitHub holds 65,536 characters. What does not fit is only counted.
pub(crate) const ROOM: usize = 60_000;

/// Escapes text for Markdown.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in line(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // Mentions and references are looked for in what is shown, links in what is written.
            '@' | '#' => _ = write!(escaped, "{c}<!-- -->"),
            ':' => escaped.push_str("&#58;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '(' | ')' | '!' | '|' | '~' | '$' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    // A link needs no scheme where it begins like this.
    escaped.replace("www.", "www&#46;")
}

/// A code span for a cell of a table.
pub(crate) fn cell(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

/// A code element for HTML, inside which Markdown is not read.
pub(crate) fn html_code(text: &str) -> String {
    let text = line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<code>{text}</code>")
}

/// A code span. Inside a table use [`cell`]: there `|` would end the cell even within code.
pub(crate) fn code(text: &str) -> String {
    let text = line(text);
    let fence = "`".repeat(longest_run(&text) + 1);
    format!("{fence} {text} {fence}")
}

/// The length of the longest run of backticks.
pub(crate) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
