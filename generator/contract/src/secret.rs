//! Removes credentials from reports.

use regex::{Captures, Regex};
use std::sync::LazyLock;

/// The text that replaces a credential.
pub const HIDDEN: &str = "•••";

/// `Bearer` or `Basic` with the credential after it.
static TOKEN: LazyLock<Regex> = LazyLock::new(|| expression(r"(?i)\b(bearer|basic)(\s+)([A-Za-z0-9._~+/=-]{8,})"));

/// A header that holds credentials, in a command or a message.
static HEADER: LazyLock<Regex> = LazyLock::new(|| {
    let name = "(?:proxy-)?authorization|(?:set-)?cookie|[a-z]+-(?:api-)?(?:key|token|secret|password|signature)";
    expression(&format!(r#"(?i)\b({name})(\s*:\s*)([^'"\r\n]+)"#))
});

/// A query parameter or form field that holds credentials.
static PARAMETER: LazyLock<Regex> = LazyLock::new(|| {
    expression(r#"(?i)\b([a-z_-]*(?:api[_-]?key|token|secret|password|signature)[a-z_-]*)(=)([^\s'"&#]+)"#)
});

/// A property that holds credentials, in JSON that cannot be parsed because it is cut or broken.
static PROPERTY: LazyLock<Regex> = LazyLock::new(|| {
    let name = r#"[^"\\]*(?:authorization|cookie|api[_-]?key|token|secret|password|signature)[^"\\]*"#;
    expression(&format!(r#"(?i)("{name}")(\s*:\s*")((?:[^"\\]|\\.)+)"#))
});

/// The user and password in a URL.
static USER: LazyLock<Regex> = LazyLock::new(|| expression(r"://[^/@\s]+@"));

/// Replaces credentials in a text: tokens, passwords in URLs, values of private headers. `$VARIABLES` stay.
pub fn secrets(text: &str) -> String {
    let keep = |value: &str| value.contains('$') || value.contains(HIDDEN);
    let text = replace(&TOKEN, text, |found| {
        let token = group(found, 3);
        let word = token.len() < 20 && token.chars().all(|c| c.is_ascii_lowercase());
        if word { group(found, 0).to_owned() } else { format!("{}{}{HIDDEN}", group(found, 1), group(found, 2)) }
    });
    let text = [&HEADER, &PARAMETER, &PROPERTY].into_iter().fold(text, |text, regex| {
        replace(regex, &text, |found| match keep(group(found, 3)) {
            true => group(found, 0).to_owned(),
            false => format!("{}{}{HIDDEN}", group(found, 1), group(found, 2)),
        })
    });
    replace(&USER, &text, |_| "://".into())
}

/// Whether a header, property or parameter with this name holds credentials.
pub fn is_secret(name: &str) -> bool {
    let name = name.to_lowercase().replace(['_', '-'], "");
    ["authorization", "cookie", "apikey", "token", "secret", "password", "signature", "session", "credential"]
        .iter()
        .any(|word| name.contains(word))
}

/// A constant regular expression. If it did not compile, nothing would be hidden, so the tests use each.
#[expect(clippy::expect_used, reason = "the pattern is a constant")]
pub fn expression(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

/// A named group of a match.
pub fn group<'t>(found: &Captures<'t>, number: usize) -> &'t str {
    found.get(number).map_or("", |group| group.as_str())
}

/// A text with every match replaced.
pub fn replace(regex: &LazyLock<Regex>, text: &str, with: impl Fn(&Captures) -> String) -> String {
    regex.replace_all(text, |found: &Captures| with(found)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{is_secret, secrets};

    #[test]
    fn what_proves_who_calls_is_hidden_and_variables_stay() {
        for (text, hidden) in [
            ("Bearer abc123def456", "Bearer •••"),
            ("curl -H 'Authorization: Bearer $TOKEN' x", "curl -H 'Authorization: Bearer $TOKEN' x"),
            ("curl -H 'Cookie: a=b' x", "curl -H 'Cookie: •••' x"),
            ("http://u:p@host/x?api_key=k1&y=2", "http://host/x?api_key=•••&y=2"),
            ("basic information", "basic information"),
            ("unexpected token: <", "unexpected token: <"),
            ("x-tenant-key: abc", "x-tenant-key: •••"),
            ("{\"access_token\": \"abc\", \"a\": \"b", "{\"access_token\": \"•••\", \"a\": \"b"),
        ] {
            assert_eq!(secrets(text), hidden, "{text}");
        }
        assert!(is_secret("X-Api-Key") && is_secret("Set-Cookie") && !is_secret("content-type"));
    }
}
