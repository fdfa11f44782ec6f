//! How the next page of a list is found in a page: by the header `Link` (RFC 8288), by a URL in the body, or by values that
//! become parameters.

use super::{Answer, HeaderMap, header::LINK};
use serde_json::Value;

/// How the next page of a list is found.
#[derive(Clone, Copy, Debug)]
pub enum NextPage {
    /// The header `Link` has its URL, as the relation `next`.
    Link,
    /// The body has its URL at this JSON Pointer.
    Url(&'static str),
    /// The same operation returns it with other parameters.
    Parameters {
        /// The properties of the parameters that get a new value, and where that is. The last page has none of them.
        set: &'static [(&'static str, PageValue)],
        /// The properties that only the first call has.
        first: &'static [&'static str],
    },
}

/// Where a value for the next page is.
#[derive(Clone, Copy, Debug)]
pub enum PageValue {
    /// In the body, at this JSON Pointer.
    Body(&'static str),
    /// In a header of the answer.
    Header(&'static str),
}

/// The limit of pages; a longer list ends with [`Error::Endless`](super::Error::Endless).
pub(super) const MOST_PAGES: u64 = 100_000;

impl PageValue {
    /// The value in an answer; `None` if it has none.
    pub(super) fn of(self, answer: &Answer, body: &Value) -> Option<Value> {
        let found = match self {
            Self::Body(pointer) => body.pointer(pointer)?.clone(),
            Self::Header(name) => Value::from(answer.headers.get(name)?.to_str().ok()?),
        };
        (!found.is_null() && found != "" && found != false).then_some(found)
    }
}

/// The target of the relation `next` in the headers `Link`.
pub(super) fn next_link(headers: &HeaderMap) -> Option<String> {
    headers.get_all(LINK).into_iter().filter_map(|value| value.to_str().ok()).find_map(next_of)
}

/// The target of the relation `next` in the value of a header: `<https://…?page=2>; rel="next", <…>; rel="last"`.
fn next_of(mut text: &str) -> Option<String> {
    while let Some((_, rest)) = text.split_once('<') {
        let (target, rest) = rest.split_once('>')?;
        let mut is_quoted = false;
        let end = rest.find(|c| {
            is_quoted ^= c == '"';
            c == ',' && !is_quoted
        });
        let (parameters, after) = rest.split_at(end.unwrap_or(rest.len()));
        let is_next = parameters.split(';').filter_map(|parameter| parameter.split_once('=')).any(|(name, value)| {
            let mut relations = value.trim().trim_matches('"').split_whitespace();
            name.trim().eq_ignore_ascii_case("rel") && relations.any(|relation| relation.eq_ignore_ascii_case("next"))
        });
        if is_next {
            return Some(target.trim().to_owned());
        }
        text = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::next_of;

    #[test]
    fn the_relation_next_is_found_wherever_it_stands() {
        for (text, next) in [
            ("<https://a.example/?page=2>; rel=\"next\"", Some("https://a.example/?page=2")),
            ("</?page=1,2>; rel=prev, </?p=3>; title=\"a, b; rel=next\"; Rel=\"last NEXT\"", Some("/?p=3")),
            ("</a>; rel=\"last\", </b>; rel=\"nextish\"", None),
            ("</a; rel=next", None),
            ("", None),
        ] {
            assert_eq!(next_of(text).as_deref(), next, "{text}");
        }
    }
}
