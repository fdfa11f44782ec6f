//! Workflow commands of GitHub Actions, which show a message at a line of a file.

use std::fmt::Write;

/// Appends a workflow command, escaped as GitHub's runner expects: `::error title=…,file=…::message`.
pub(crate) fn command(text: &mut String, level: &str, properties: &[(&str, &str)], message: &str) {
    let escaped = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let properties: Vec<String> = properties
        .iter()
        .map(|(name, value)| format!("{name}={}", escaped(value).replace(':', "%3A").replace(',', "%2C")))
        .collect();
    _ = writeln!(text, "::{level} {}::{}", properties.join(","), escaped(message));
}
