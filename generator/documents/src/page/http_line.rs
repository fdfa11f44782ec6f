//! A method and a path in a line of a page: `POST /callbacks/{id}`, `**GET** /callbacks`, "Wraps DELETE /api/v2/things".

/// The methods of operations.
pub const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// Whether calls with a method usually have a body.
pub fn sends_body(method: &str) -> bool {
    matches!(method, "POST" | "PUT" | "PATCH")
}

/// The first method with the path behind it; `None` where the text has none.
pub fn http_line(text: &str) -> Option<(&'static str, String)> {
    let mut words = text.split(|c: char| c.is_whitespace() || "`*|\"<>()".contains(c)).filter(|word| !word.is_empty());
    let mut method: Option<&'static str> = None;
    words.find_map(|word| {
        let path = word.trim_end_matches([',', '.', ';']);
        let is_path = path.starts_with('/') || path.starts_with("https://") || path.starts_with("http://");
        let found = method.filter(|_| is_path && path.len() > 1).map(|method| (method, path.to_owned()));
        method = METHODS.iter().copied().find(|other| *other == word.trim_end_matches(':'));
        found
    })
}

/// The method and path of a cell that holds nothing else, whatever the case of the method: `**Get** /callbacks`.
pub fn http_cell(text: &str) -> Option<(&'static str, String)> {
    let mut words = text.split(|c: char| c.is_whitespace() || "`*|".contains(c)).filter(|word| !word.is_empty());
    let word = words.next()?;
    let method = METHODS.iter().copied().find(|other| other.eq_ignore_ascii_case(word))?;
    let path = words.next().filter(|path| path.starts_with('/') || path.starts_with("http"))?;
    words.next().is_none().then(|| (method, path.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{http_cell, http_line};

    #[test]
    fn a_cell_may_write_its_method_in_any_case() {
        let call = |path: &str| Some(("GET", path.to_owned()));
        for (text, expected) in [
            ("**Get** /a/{b}", call("/a/{b}")),
            ("get https://example.com/a", call("https://example.com/a")),
            ("Get /a of it", None),
            ("Get a", None),
        ] {
            assert_eq!(http_cell(text), expected, "{text}");
        }
    }

    #[test]
    fn a_method_stands_before_its_path() {
        for (text, expected) in [
            ("POST /callbacks", Some(("POST", "/callbacks"))),
            ("`GET /callbacks/{id}`", Some(("GET", "/callbacks/{id}"))),
            ("**DELETE** /a/{b}.", Some(("DELETE", "/a/{b}"))),
            ("Wraps PUT /api/v2/x  ", Some(("PUT", "/api/v2/x"))),
            ("POST a callback to /callbacks", None),
            ("and/or", None),
            ("GET", None),
        ] {
            assert_eq!(http_line(text), expected.map(|(method, path)| (method, path.to_owned())), "{text}");
        }
    }
}
