//! Which `$id`s are legal in JSON Schema 2020-12, and which `$ref`s stay inside the vendor's own documents.

/// Why an `$id` is illegal: it is neither an absolute URI nor a relative reference, or has a fragment.
pub fn problem(id: &str) -> Option<&'static str> {
    let (before, fragment) = id.split_once('#').unwrap_or((id, ""));
    if !fragment.is_empty() {
        return Some("it has a fragment, which 2020-12 forbids");
    }
    let odd = |c: char| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}');
    if before.chars().any(odd) {
        return Some("it has a character that is not allowed in a URI");
    }
    let escapes = before.split('%').skip(1);
    if escapes
        .into_iter()
        .any(|rest| !rest.as_bytes().get(..2).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit)))
    {
        return Some("it has a percent sign that starts no escape");
    }
    let first = before.split('/').next().unwrap_or_default();
    let scheme = first.split_once(':').map(|(scheme, _)| scheme)?;
    let legal = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    (!legal).then_some("the part before its colon is not a scheme")
}

/// Whether a `$ref` stays inside the document, or leads to a canonical schema beside it (`Segment.schema.json`).
pub fn is_internal(reference: &str) -> bool {
    reference.starts_with('#')
        || reference
            .strip_suffix(".schema.json")
            .is_some_and(|name| !name.contains(['/', '\\', ':', '#']) && !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_an_absolute_uri_or_a_relative_reference_without_a_fragment() {
        for legal in [
            "https://example.com/bell.json",
            "urn:example:bell",
            "bell.schema.json",
            "/a/b",
            "",
            "http://example.com/a#",
            "a%20b",
        ] {
            assert_eq!(problem(legal), None, "{legal}");
        }
        for bad in
            ["#/components/schemas/Bell", "https://example.com/a#b", "a b", "a%2", "1a:b", "{id}", "glöckchen", "%🔔"]
        {
            assert!(problem(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn a_reference_stays_inside_when_nothing_need_be_fetched() {
        for near in ["#", "#/$defs/Bell", "Bell.schema.json"] {
            assert!(is_internal(near), "{near}");
        }
        for far in [
            "https://example.com/Bell.schema.json",
            "../Bell.schema.json",
            "bell.json",
            "file:///etc/x",
            "a\\b.schema.json",
        ] {
            assert!(!is_internal(far), "{far}");
        }
    }
}
