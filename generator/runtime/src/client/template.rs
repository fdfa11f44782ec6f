//! Templates with `{placeholders}`, such as the path of an operation: `/conversations/{conversationId}/callbacks`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

/// A text with `{placeholders}`. A brace without its counterpart is literal text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template<'a>(&'a str);

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment<'a> {
    /// Literal text.
    Literal(&'a str),
    /// The name of a placeholder, without braces.
    Placeholder(&'a str),
}

impl<'a> Template<'a> {
    /// Parses a template.
    pub const fn new(text: &'a str) -> Self {
        Self(text)
    }

    /// The parts of the template, in order.
    pub fn segments(self) -> impl Iterator<Item = Segment<'a>> {
        let mut rest = self.0;
        let mut next = None;
        std::iter::from_fn(move || {
            if let Some(name) = next.take() {
                return Some(Segment::Placeholder(name));
            }
            let (literal, name, after) = split(rest)?;
            rest = after;
            if literal.is_empty() && name.is_some() {
                return name.map(Segment::Placeholder);
            }
            next = name;
            Some(Segment::Literal(literal))
        })
    }

    /// The names of the placeholders in order, with repetitions.
    pub fn placeholders(self) -> impl Iterator<Item = &'a str> {
        self.segments().filter_map(|segment| match segment {
            Segment::Placeholder(name) => Some(name),
            Segment::Literal(_) => None,
        })
    }

    /// The text with a value for every placeholder: `write` gets the name, and appends the value to the text.
    ///
    /// # Errors
    ///
    /// The first error of `write`.
    pub fn fill<E>(self, mut write: impl FnMut(&'a str, &mut String) -> Result<(), E>) -> Result<String, E> {
        let mut filled = String::new();
        for segment in self.segments() {
            match segment {
                Segment::Literal(text) => filled.push_str(text),
                Segment::Placeholder(name) => write(name, &mut filled)?,
            }
        }
        Ok(filled)
    }
}

/// The text before the first placeholder, its name, and the rest; `None` for an empty text.
fn split(text: &str) -> Option<(&str, Option<&str>, &str)> {
    if text.is_empty() {
        return None;
    }
    // Of several braces that open, the last one before the one that closes is meant.
    let found = text.match_indices('}').find_map(|(end, _)| {
        let (before, after) = (text.get(..end)?, text.get(end + 1..)?);
        let (literal, name) = before.rsplit_once('{').filter(|(_, name)| !name.contains('}'))?;
        Some((literal, name, after))
    });
    Some(found.map_or((text, None, ""), |(literal, name, after)| (literal, Some(name), after)))
}

/// The characters that are never percent-encoded: the unreserved characters of RFC 3986.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A text percent-encoded as one path segment of a URI.
pub fn encode(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, UNRESERVED)
}
