//! Files of data: JSON and YAML, told apart by name and content, read into one tree with ranges.

use crate::{
    error::Error,
    line_index::line_at,
    spanned_json::{self, ParsedJson},
    spanned_yaml,
};

/// The endings of files of data.
pub const ENDINGS: [&str; 3] = ["json", "yaml", "yml"];

/// Whether a file of data is expected by its name.
pub fn is_named_as_data(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// Whether a text is read as YAML: by the ending of its file, or else because it does not begin as JSON does.
pub fn is_yaml(path: &str, text: &str) -> bool {
    let path = path.to_ascii_lowercase();
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("yaml" | "yml") => true,
        Some("json") => false,
        _ => !text.trim_start().starts_with(['{', '[', '"']),
    }
}

/// Parses a whole file.
///
/// # Errors
///
/// If it is neither JSON nor YAML, with the line at which it goes wrong.
pub fn parse(path: &str, text: &str) -> Result<ParsedJson, Error> {
    if is_yaml(path, text) {
        return spanned_yaml::parse(text)
            .map_err(|error| Error::input(path, line_at(text, error.at), format!("not YAML: {}", error.message)));
    }
    let broken = |at: usize, message: String| Error::input(path, line_at(text, at), format!("not JSON: {message}"));
    let start = text.find(|c: char| !c.is_whitespace()).unwrap_or_default();
    let parsed = spanned_json::parse(text, start).map_err(|error| broken(error.at, error.message(text)))?;
    let end = parsed.root.range.end;
    let rest = text.get(end..).unwrap_or_default();
    match rest.find(|c: char| !c.is_whitespace()) {
        Some(at) => Err(broken(end + at, "text follows the value".into())),
        None => Ok(parsed),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use serde_json::json;

    #[test]
    fn the_same_content_is_read_from_both() {
        let expected = json!({"openapi": "3.1.0", "paths": {}});
        for (path, text) in [
            ("a.json", "{\"openapi\": \"3.1.0\", \"paths\": {}}\n"),
            ("a.yaml", "openapi: 3.1.0\npaths: {}\n"),
            ("a.YML", "{\"openapi\": \"3.1.0\", \"paths\": {}}"),
            ("-", "openapi: 3.1.0\npaths: {}\n"),
        ] {
            assert_eq!(parse(path, text).unwrap().root.value(), expected, "{path}");
        }
    }

    #[test]
    fn what_is_neither_is_refused_with_its_line() {
        for (path, text, message) in [
            ("a.json", "{\n\"a\": 1,\n}", "a.json:3: not JSON: expected a key in double quotes, found `}`"),
            ("a.json", "{}\n{}", "a.json:2: not JSON: text follows the value"),
            ("a.yaml", "a: 1\nb: [", "a.yaml:2: not YAML"),
        ] {
            let error = parse(path, text).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
    }
}
