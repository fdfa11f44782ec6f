//! Foreign text in Markdown: nothing in it is markup, a mention or a link.

use super::plain::line;
use std::fmt::Write;

/// A comment on GitHub holds 65536 characters; what would not fit is only counted.
pub(crate) const ROOM: usize = 60_000;

/// Text in which nothing is markup, a mention or a link.
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

/// Text in the type of code, in a cell of a table.
pub(crate) fn cell(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

/// Code inside HTML, where Markdown is not read.
pub(crate) fn html_code(text: &str) -> String {
    let text = line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<code>{text}</code>")
}

/// Text as it is, in a span of code. In a table `|` would end the cell even there: [`cell`] is for those.
pub(crate) fn code(text: &str) -> String {
    let text = line(text);
    let fence = "`".repeat(longest_run(&text) + 1);
    format!("{fence} {text} {fence}")
}

/// How many backticks stand in a row at most.
pub(crate) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
