//! An entry of a pseudo-JSON block: a key, its prose, and what is nested below it.

use super::emphasis::unemphasised;
use serde_json::Value;
use std::ops::Range;

/// A key with its prose, or one of the nameless: the whole block, an element of a list.
#[derive(Debug)]
pub(super) struct Entry {
    /// The key; empty for the nameless.
    pub(super) key: String,
    /// Where key and prose stand, without what is nested below.
    pub(super) head: Range<usize>,
    /// Marks in brackets before the prose, `[Optional]`.
    pub(super) marks: String,
    /// The prose on one line, as written.
    pub(super) prose: String,
    /// What is nested below.
    pub(super) shape: Shape,
}

/// What is nested below an entry.
#[derive(Debug)]
pub(super) enum Shape {
    /// Nothing.
    Scalar,
    /// Entries between braces.
    Object(Vec<Entry>),
    /// What stands between brackets.
    List(List),
}

/// What stands between brackets.
#[derive(Debug, Default)]
pub(super) struct List {
    /// The strings with their quotes, and where they stand.
    pub(super) strings: Vec<Range<usize>>,
    /// What its objects or lists say together.
    pub(super) element: Option<Box<Entry>>,
}

/// What the words after a key turn out to be.
#[derive(Debug, PartialEq)]
pub(super) enum Words {
    /// A description.
    Prose(String),
    /// A value of JSON, `400`.
    Plain(Value),
    /// The description of the values of a map, whose keys are free: `"Key": "Value" - prose`.
    Free(String),
}

impl Entry {
    /// An entry without words.
    pub(super) fn new(key: impl Into<String>, head: Range<usize>, shape: Shape) -> Self {
        Self { key: key.into(), head, marks: String::new(), prose: String::new(), shape }
    }

    /// A block that says nothing.
    pub(super) fn empty() -> Self {
        Self::new("", 0..0, Shape::Object(Vec::new()))
    }

    /// Adds words to the prose, the white space between them folded.
    pub(super) fn say(&mut self, words: &str) {
        for word in words.split_whitespace() {
            self.prose.push_str(if self.prose.is_empty() { "" } else { " " });
            self.prose.push_str(word);
        }
    }

    /// Takes what a nameless entry of the same shape says; `false` when the shapes differ.
    pub(super) fn merge(&mut self, nameless: Self) -> bool {
        self.say(&nameless.prose);
        match (&mut self.shape, nameless.shape) {
            (Shape::Object(children), Shape::Object(more)) => children.extend(more),
            (Shape::List(list), Shape::List(more)) => {
                list.strings.extend(more.strings);
                match (&mut list.element, more.element) {
                    (Some(element), Some(more)) => return element.merge(*more),
                    (element @ None, more) => *element = more,
                    (Some(_), None) => {}
                }
            }
            _ => return false,
        }
        true
    }

    /// The only entry of a block, when it is an object whose key names the whole; else the block itself.
    pub(super) fn unwrapped(mut self, names_whole: impl Fn(&str) -> bool) -> Result<Self, Self> {
        let wraps = match self.children() {
            [only] => self.prose.is_empty() && !only.children().is_empty() && names_whole(&only.key),
            _ => false,
        };
        match self.children_mut().filter(|_| wraps).and_then(Vec::pop) {
            Some(only) => Ok(Self { key: String::new(), ..only }),
            None => Err(self),
        }
    }

    /// The entries of an object; `None` for anything else.
    pub(super) fn properties(&self) -> Option<&[Entry]> {
        match &self.shape {
            Shape::Object(children) => Some(children),
            Shape::Scalar | Shape::List(_) => None,
        }
    }

    /// The entries of an object; of anything else, none.
    pub(super) fn children(&self) -> &[Entry] {
        self.properties().unwrap_or_default()
    }

    /// What stands between brackets.
    pub(super) fn list(&self) -> Option<&List> {
        match &self.shape {
            Shape::List(list) => Some(list),
            Shape::Scalar | Shape::Object(_) => None,
        }
    }

    /// The entries of an object, or of a list's element, to be added to; `None` below a scalar.
    pub(super) fn children_mut(&mut self) -> Option<&mut Vec<Entry>> {
        match &mut self.shape {
            Shape::Scalar => None,
            Shape::Object(children) => Some(children),
            Shape::List(list) => {
                let element = || Box::new(Self::new("", self.head.clone(), Shape::Object(Vec::new())));
                list.element.get_or_insert_with(element).children_mut()
            }
        }
    }

    /// What the words turn out to be; `alone` when no other entry stands beside this one.
    pub(super) fn words(&self, alone: bool) -> Words {
        let text = self.prose.trim().trim_end_matches(',').trim_end();
        let text = &*unemphasised(text);
        if let Some(prose) = self.free(text, alone) {
            return Words::Free(prose.into());
        }
        let literal = text.starts_with(|c: char| c.is_ascii_digit() || "-tfn".contains(c));
        match serde_json::from_str(text).ok().filter(|_| literal) {
            Some(value) => Words::Plain(value),
            None => Words::Prose(unquoted(text)),
        }
    }

    /// What is said of the values of a map, when the entry stands for all of them.
    ///
    /// A dash behind the placeholder value tells it under any key; without one, the key has to be a placeholder too, and
    /// `"Type": "Value"` beside other entries is one property among others.
    fn free<'t>(&self, text: &'t str, alone: bool) -> Option<&'t str> {
        let key = self.key.to_lowercase();
        let value = |value: &str| text.strip_prefix(value).filter(|_| matches!(self.shape, Shape::Scalar));
        let rest = value("\"Value\"").or_else(|| value("\"string\"").filter(|_| key == "string"))?.trim_start();
        if let Some(prose) = rest.strip_prefix(['-', '–', '—', ':']) {
            return Some(prose.trim());
        }
        let said = alone && PLACEHOLDERS.contains(&&*key) && rest.starts_with(char::is_uppercase);
        let bare = rest.is_empty() && matches!(&*key, "key" | "string");
        (said || bare).then_some(rest)
    }

    /// Whether the entry stands for all entries of a map.
    pub(super) fn is_free(&self, alone: bool) -> bool {
        matches!(self.words(alone), Words::Free(_))
    }
}

/// Keys that stand for any key, lower case.
const PLACEHOLDERS: &[&str] = &["key", "type", "name", "string"];

/// Prose without the quotes and the doubled braces around the whole of it; `"Yes" or "No"` has none.
fn unquoted(text: &str) -> String {
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    let inner = inner.filter(|inner| {
        let quote = inner
            .char_indices()
            .find(|(at, c)| *c == '"' && !inner.get(..*at).is_some_and(|before| before.ends_with('\\')));
        quote.is_none_or(|(at, _)| {
            let opens = inner.get(..at).is_some_and(|before| before.ends_with([' ', '(']));
            opens && inner.get(at + 1..).is_some_and(|after| !after.starts_with(' '))
        })
    });
    let text = inner.map_or_else(|| text.to_owned(), |inner| inner.replace("\\\"", "\""));
    let braced = text.strip_prefix("{{").and_then(|text| text.strip_suffix("}}"));
    braced.filter(|inner| !inner.contains("{{")).unwrap_or(&text).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn words_are_prose_a_value_or_the_values_of_a_map() {
        let prose = |text: &str| Words::Prose(text.into());
        for (key, text, expected) in [
            ("A", "How often to ring.", prose("How often to ring.")),
            ("A", "How often to ring,", prose("How often to ring")),
            ("A", "\"Optional. How often.\"", prose("Optional. How often.")),
            ("A", "\"{{How often.}}\"", prose("How often.")),
            ("A", "\"Either \"On\" or \"Off\"\"", prose("Either \"On\" or \"Off\"")),
            ("A", "\"Say \\\"On\\\".\"", prose("Say \"On\".")),
            ("A", "\"On\" or \"Off\"", prose("\"On\" or \"Off\"")),
            ("A", "\"On\" or \"Off\". Static.", prose("\"On\" or \"Off\". Static.")),
            ("A", "\"Value\"", prose("Value")),
            ("A", "\"", prose("\"")),
            ("A", "10 rings at most", prose("10 rings at most")),
            ("A", "true or false", prose("true or false")),
            ("A", "400,", Words::Plain(json!(400))),
            ("A", "-1.5", Words::Plain(json!(-1.5))),
            ("A", "null", Words::Plain(json!(null))),
            ("Key", "\"Value\"", Words::Free(String::new())),
            ("Key", "\"Value\" - the bell to ring.", Words::Free("the bell to ring.".into())),
            ("Name", "\"Value\" – the bell.", Words::Free("the bell.".into())),
            ("Key", "The public key.", prose("The public key.")),
            ("Key", "\"Value\" Both may be computed.", Words::Free("Both may be computed.".into())),
            ("Type", "\"Value\" Both may be computed.", Words::Free("Both may be computed.".into())),
            ("string", "\"string\"", Words::Free(String::new())),
            ("Type", "\"Value\"", prose("Value")),
            ("Type", "\"Value\" or \"Values\"", prose("\"Value\" or \"Values\"")),
            ("Bell", "\"Value\" Both may be computed.", prose("\"Value\" Both may be computed.")),
            ("A", "One. *Must be static*,", prose("One. Must be static")),
        ] {
            let entry = Entry { prose: text.into(), ..Entry::new(key, 0..0, Shape::Scalar) };
            assert_eq!(entry.words(true), expected, "{text}");
        }
        let text = "\"Value\" Both may be computed.";
        let entry = Entry { prose: text.into(), ..Entry::new("Type", 0..0, Shape::Scalar) };
        assert_eq!(entry.words(false), prose(text), "one property among others");
    }
}
