//! Media types, as in `Content-Type`.

pub use ringback_runtime::media_type::JSON;

/// The media type of HTML forms, whose fields are names and texts.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// The media type of forms with files, whose fields are parts of their own.
pub const MULTIPART: &str = "multipart/form-data";

/// A media type without its parameters, in lower case: `application/json` of `Application/JSON; charset=utf-8`.
pub fn essence(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a media type is JSON: `application/json` and `text/json`, or one with the suffix `+json` (RFC 6839, section
/// 3.1), such as `application/problem+json`. Parameters and case are ignored (RFC 9110, section 8.3.1).
pub fn is_json(content_type: &str) -> bool {
    let essence = essence(content_type);
    match essence.split_once('/') {
        Some(("application" | "text", "json")) => true,
        // A suffix, or a name of somebody's own with the version of it: `application/x-acme-json-1.1`.
        Some((kind, subtype)) => {
            let name = subtype.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
            let format = name.strip_suffix("+json").or_else(|| name.strip_suffix("-json"));
            !kind.is_empty() && format.is_some_and(|format| !format.is_empty())
        }
        None => false,
    }
}

/// Whether a media type is that of a form, with or without files: its fields have names.
pub fn is_form(content_type: &str) -> bool {
    let essence = essence(content_type);
    essence == FORM || essence.starts_with("multipart/")
}

/// Whether a range such as `text/*` covers a media type.
pub fn covers(range: &str, media_type: &str) -> bool {
    match range {
        "*/*" | "*" => true,
        range => range.strip_suffix('*').is_some_and(|prefix| media_type.starts_with(prefix)),
    }
}

/// Whether what has this media type is a page of HTML.
pub fn is_html(content_type: &str) -> bool {
    matches!(essence(content_type).as_str(), "text/html" | "application/xhtml+xml")
}

#[cfg(test)]
mod tests {
    use super::{covers, is_json};

    #[test]
    fn a_range_covers_the_media_types_that_it_stands_for_and_is_none_itself() {
        assert!(covers("image/*", "image/png") && covers("*/*", "a/b") && !covers("image/png", "image/png"));
    }

    #[test]
    fn what_is_json_is_told_from_what_only_looks_like_it() {
        for json in [
            "application/json",
            "Application/JSON; charset=utf-8",
            "text/json",
            "application/problem+json",
            " application/vnd.acme.v2+json ;q=1",
            "model/gltf+json",
            "application/x-acme-json-1.1",
        ] {
            assert!(is_json(json), "{json}");
        }
        for other in [
            "",
            "json",
            "application/jsonp",
            "application/json-seq",
            "image/json",
            "text/html",
            "application/+json",
            "/a+json",
            "application/json+xml",
        ] {
            assert!(!is_json(other), "{other}");
        }
    }
}
