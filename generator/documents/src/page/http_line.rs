//! A method and a path in a line of a page: `POST /callbacks/{id}`, `**GET** /callbacks`, "Wraps DELETE /api/v2/things".

const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

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

#[cfg(test)]
mod tests {
    use super::http_line;

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
