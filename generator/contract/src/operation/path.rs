//! The path of an operation: `/conversations/{conversationId}/callbacks`.

use crate::uri::decoded;
use indexmap::IndexMap;
use ringback_runtime::template::{Segment, Template, encode};
use serde::{Deserialize, Serialize};
use std::{convert::Infallible, fmt};

/// The path of an operation below the base URL, with `{placeholders}`; a query may follow it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(transparent)]
pub struct PathTemplate(String);

impl PathTemplate {
    /// Parses a path.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The documented path with its query.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path without the query.
    pub fn path(&self) -> &str {
        self.0.split('?').next().unwrap_or_default()
    }

    /// The query without the `?`; empty if there is none.
    pub fn query(&self) -> &str {
        self.0.split_once('?').map_or("", |(_, query)| query)
    }

    /// The names of all placeholders, in order, including those of the query.
    pub fn placeholders(&self) -> impl Iterator<Item = &str> {
        Template::new(&self.0).placeholders()
    }

    /// The placeholders of the path without those of the query.
    pub fn path_placeholders(&self) -> impl Iterator<Item = &str> {
        Template::new(self.path()).placeholders()
    }

    /// The path with values for its placeholders, percent-encoded; a placeholder without a value is kept.
    pub fn fill<'v>(&self, value: impl Fn(&str) -> Option<&'v str>) -> String {
        let write = |name: &str, text: &mut String| {
            match value(name) {
                // Dots alone would be taken for steps in the path, and are encoded by no one.
                Some(dots @ ("." | "..")) => text.push_str(&dots.replace('.', "%2E")),
                Some(value) => text.extend(encode(value)),
                None => text.extend(["{", name, "}"]),
            }
            Ok::<(), Infallible>(())
        };
        Template::new(&self.0).fill(write).unwrap_or_else(|never| match never {})
    }

    /// The values of the placeholders in a requested path, given as decoded segments (see [`segments`]); `None` if the
    /// path does not match.
    pub fn read(&self, segments: &[String]) -> Option<IndexMap<String, String>> {
        let own: Vec<&str> = self.segments().collect();
        if own.len() != segments.len() {
            return None;
        }
        let mut values = IndexMap::new();
        for (own, segment) in own.into_iter().zip(segments) {
            let parts: Vec<Segment> = Template::new(own).segments().collect();
            values.extend(read(&parts, segment)?);
        }
        Some(values)
    }

    /// The documented segments of the path, without empty ones.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.path().split('/').filter(|segment| !segment.is_empty())
    }

    /// The number of segments with placeholders.
    pub fn variable_segments(&self) -> usize {
        self.segments().filter(|segment| is_variable(segment)).count()
    }

    /// Whether every segment contains a placeholder.
    pub fn is_all_variable(&self) -> bool {
        self.segments().all(is_variable)
    }

    /// The placeholder at the end of the path, which identifies one record: `id` in `/callbacks/{id}`.
    pub fn item(&self) -> Option<&str> {
        Template::new(self.segments().next_back()?).placeholders().next()
    }

    /// Whether the path ends with this placeholder.
    pub fn ends_with(&self, name: &str) -> bool {
        let last = self.segments().next_back().and_then(|segment| Template::new(segment).segments().last());
        last == Some(Segment::Placeholder(name))
    }

    /// Whether it is another path or below it, such as `/callbacks/{id}/notes` below `/callbacks/{id}`.
    pub fn is_at_or_below(&self, other: &Self) -> bool {
        let rest = self.path().strip_prefix(other.path().trim_end_matches('/'));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The collection that contains the records, without a leading slash: `callbacks` for `/callbacks` and for `/callbacks/{id}`.
    pub fn collection(&self) -> String {
        let mut segments: Vec<&str> = self.segments().collect();
        if self.item().is_some() {
            segments.pop();
        }
        segments.join("/")
    }

    /// The placeholder that identifies a record of a collection: `id` if this is `/callbacks/{id}` and `collection` is
    /// `/callbacks`.
    pub fn item_of(&self, collection: &Self) -> Option<&str> {
        let rest = self.0.strip_prefix(&collection.0)?.strip_prefix('/')?;
        let mut parts = Template::new(rest).segments();
        match (parts.next(), parts.next()) {
            (Some(Segment::Placeholder(name)), None) => Some(name),
            _ => None,
        }
    }
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The names of the placeholders in a text, in order.
pub fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    Template::new(text).placeholders()
}

/// A text with its placeholders renamed.
pub fn renamed(text: &str, mut rename: impl FnMut(&str) -> String) -> String {
    let write = |name: &str, text: &mut String| {
        text.extend(["{", &rename(name), "}"]);
        Ok::<(), Infallible>(())
    };
    Template::new(text).fill(write).unwrap_or_else(|never| match never {})
}

/// A text with the names of its placeholders removed, so that texts that differ only in these become equal: `GET
/// /callbacks/{}`.
pub fn without_names(text: &str) -> String {
    renamed(text, |_| String::new())
}

/// The segments of a requested path, percent-decoded, without its query.
pub fn segments(path: &str) -> Vec<String> {
    let path = path.split('?').next().unwrap_or_default();
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    segments.map(decoded).collect()
}

fn is_variable(segment: &str) -> bool {
    Template::new(segment).placeholders().next().is_some()
}

/// The values of placeholders in one segment, given its literal parts. No value is empty; earlier values are as long as
/// possible.
fn read(parts: &[Segment], text: &str) -> Option<Vec<(String, String)>> {
    let Some((part, rest)) = parts.split_first() else { return text.is_empty().then(Vec::new) };
    match part {
        Segment::Literal(literal) => read(rest, text.strip_prefix(literal)?),
        Segment::Placeholder(name) => {
            let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
            let mut split = ends.filter_map(|end| text.split_at_checked(end));
            split.find_map(|(value, after)| {
                let mut values = read(rest, after)?;
                values.insert(0, ((*name).to_owned(), value.to_owned()));
                Some(values)
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PathTemplate, segments, without_names};

    fn path(text: &str) -> PathTemplate {
        PathTemplate::new(text)
    }

    #[test]
    fn placeholders_are_filled_and_encoded() {
        let value = |name: &str| {
            [("a", "x/y é"), ("b", ".."), ("c", "{a}")].iter().find(|known| known.0 == name).map(|known| known.1)
        };
        assert_eq!(path("/{a}/{b}:go?c={c}&d={d}").fill(value), "/x%2Fy%20%C3%A9/%2E%2E:go?c=%7Ba%7D&d={d}");
        assert_eq!(path("/{a}?b={b}").placeholders().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(path("/{a}?b={b}").path_placeholders().collect::<Vec<_>>(), ["a"]);
        assert_eq!((path("/a?b").path().to_owned(), path("/a?b").query().to_owned()), ("/a".into(), "b".into()));
    }

    #[test]
    fn a_path_that_was_requested_is_read() {
        let read = |template: &str, requested: &str| {
            let values = path(template).read(&segments(requested))?;
            Some(values.into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" "))
        };
        for (template, requested, expected) in [
            ("/c", "/c/", Some("")),
            ("/c/{id}?x={x}", "/c/7%208?y=1", Some("id=7 8")),
            ("/c/{id}:cancel", "/c/7:cancel", Some("id=7")),
            ("/c/{id}:cancel", "/c/:cancel", None),
            ("/c/{from}-{to}", "/c/1-2-3", Some("from=1-2 to=3")),
            ("/c/{id}", "/c", None),
            ("/c/{id}", "/d/7", None),
        ] {
            assert_eq!(read(template, requested).as_deref(), expected, "{template} of {requested}");
        }
    }

    #[test]
    fn records_and_their_collections_are_told_apart() {
        assert_eq!(path("/c/{id}").item(), Some("id"));
        assert_eq!(path("/c/{id}/d").item(), None);
        assert_eq!(path("/c/{id}?x").collection(), path("c/").collection());
        assert_eq!(path("/c/{id}").item_of(&path("/c")), Some("id"));
        for (item, collection) in [("/c/{id}/d", "/c"), ("/c/{id}:go", "/c"), ("/c", "/c"), ("/d/{id}", "/c")] {
            assert_eq!(path(item).item_of(&path(collection)), None, "{item}");
        }
        for (below, other, expected) in [
            ("/c/{id}", "/c/{id}?x", true),
            ("/c/{id}/d", "/c/{id}", true),
            ("/c/{id}:go", "/c/{id}", false),
            ("/c", "/c/{id}", false),
        ] {
            assert_eq!(path(below).is_at_or_below(&path(other)), expected, "{below} of {other}");
        }
        assert_eq!(without_names("GET /c/{id}/{"), "GET /c/{}/{");
        assert!(path("/{a}/{b}").is_all_variable() && !path("/{a}/b").is_all_variable());
        assert_eq!(path("/{a}/b/{c}").variable_segments(), 2);
    }
}
