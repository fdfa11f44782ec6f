//! Resolves references between schemas as RFC 3986 defines; nothing is ever fetched.

use percent_encoding::percent_decode_str;
use ringback_runtime::template;

/// The absolute form of a reference, from the address of the schema it stands in.
///
/// The crate `referencing` resolves as well, but refuses what is no URI, such as a name of a file with a blank or `#/$defs/A[B]`;
/// documents have those, and they lead to something.
pub fn join(base: &str, reference: &str) -> String {
    let (reference, fragment) = split(reference);
    let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
    if reference.is_empty() {
        return format!("{}{fragment}", split(base).0);
    }
    if has_scheme(reference) {
        return format!("{reference}{fragment}");
    }
    let base = split(base).0;
    let (scheme, rest) = base.split_once(':').unwrap_or(("", base));
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", rest),
    };
    let slashes = if rest.starts_with("//") { "//" } else { "" };
    let path = match reference.strip_prefix("//") {
        Some(_) => return format!("{scheme}:{reference}{fragment}"),
        None if reference.starts_with('/') => reference.to_owned(),
        None => format!("{}/{reference}", path.rsplit_once('/').map_or("", |(folder, _)| folder)),
    };
    format!("{scheme}:{slashes}{authority}{}{fragment}", without_dots(&path))
}

/// A URI divided into the part before the fragment, and the fragment.
pub fn split(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// The last segment of a path.
pub fn file_name(reference: &str) -> &str {
    let path = split(reference).0;
    path.rsplit(['/', '\\', ':']).next().unwrap_or(path)
}

/// A percent-decoded text.
pub fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// A name, percent-encoded as one segment of a URI.
pub fn encode(name: &str) -> String {
    template::encode(name).to_string()
}

fn has_scheme(reference: &str) -> bool {
    let scheme = reference.split_once(':').map_or("", |(scheme, _)| scheme);
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "." => {}
            ".." => _ = kept.pop().filter(|_| kept.len() > 1),
            segment => kept.push(segment),
        }
    }
    kept.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_from_where_they_stand() {
        let base = "https://example.com/a/b.json";
        for (reference, expected) in [
            ("c.json", "https://example.com/a/c.json"),
            ("./c.json#/x", "https://example.com/a/c.json#/x"),
            ("../c.json", "https://example.com/c.json"),
            ("/c.json", "https://example.com/c.json"),
            ("//other.example/c", "https://other.example/c"),
            ("urn:example:c", "urn:example:c"),
            ("#/$defs/x", "https://example.com/a/b.json#/$defs/x"),
            ("", "https://example.com/a/b.json"),
        ] {
            assert_eq!(join(base, reference), expected, "{reference}");
        }
        assert_eq!(join("file:///a/b.json", "c.json"), "file:///a/c.json");
        assert_eq!(join("urn:x:y", "#z"), "urn:x:y#z");
        assert_eq!(join("https://example.com", "c"), "https://example.com/c");
    }

    #[test]
    fn escapes_are_undone_and_what_only_looks_like_one_is_kept() {
        assert_eq!(decoded("a%20b%C3%A9%zz%4"), "a bé%zz%4");
    }
}
