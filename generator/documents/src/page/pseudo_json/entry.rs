//! An entry of a pseudo-JSON block: a key, its prose, and the entries nested in it.

use super::emphasis::without_emphasis;
use serde_json::Value;
use std::{collections::HashSet, ops::Range};

/// A key with its prose; or the whole block or an element of a list, which have no key.
#[derive(Debug)]
pub struct PseudoEntry {
    /// The key; empty for the whole block and for elements.
    pub key: String,
    /// Where key and prose stand, without nested entries.
    pub head: Range<usize>,
    /// Marks in brackets before the prose, `[Optional]`.
    pub marks: String,
    /// The prose on one line, as written.
    pub prose: String,
    /// The entries nested in it.
    pub shape: EntryShape,
    /// Whether only some of the elements that a list shows have it: they are alternatives.
    pub is_alternative: bool,
}

/// What is nested in an entry.
#[derive(Debug)]
pub enum EntryShape {
    /// Nothing: the value is a string, a number or a boolean.
    Scalar,
    /// The entries between braces.
    Object(Vec<PseudoEntry>),
    /// What stands between brackets.
    List(EntryList),
}

/// What stands between brackets.
#[derive(Debug, Default)]
pub struct EntryList {
    /// The strings with their quotes, and where they stand.
    pub strings: Vec<Range<usize>>,
    /// What its objects or lists say together.
    pub element: Option<Box<PseudoEntry>>,
}

/// What the prose of an entry turns out to be.
#[derive(Debug, PartialEq)]
pub enum EntryText {
    /// A description of the property.
    Description(String),
    /// A JSON value in place of a description, `400`.
    Value(Value),
    /// The description of all values of a map: `"Key": "Value" - prose`.
    MapValue(String),
}

impl PseudoEntry {
    /// An entry without prose.
    pub fn new(key: impl Into<String>, head: Range<usize>, shape: EntryShape) -> Self {
        Self { key: key.into(), head, marks: String::new(), prose: String::new(), shape, is_alternative: false }
    }

    /// A block without entries.
    pub fn empty() -> Self {
        Self::new("", 0..0, EntryShape::Object(Vec::new()))
    }

    /// Appends words to the prose, with single blanks between them.
    pub fn append(&mut self, words: &str) {
        for word in words.split_whitespace() {
            self.prose.push_str(if self.prose.is_empty() { "" } else { " " });
            self.prose.push_str(word);
        }
    }

    /// Adds prose and nested entries of an entry without a key; `false` when the shapes differ.
    pub fn merge(&mut self, other: Self) -> bool {
        self.append(&other.prose);
        match (&mut self.shape, other.shape) {
            (EntryShape::Object(children), EntryShape::Object(more)) => children.extend(more),
            (EntryShape::List(list), EntryShape::List(more)) => {
                list.strings.extend(more.strings);
                match (&mut list.element, more.element) {
                    (Some(element), Some(more)) => return element.merge_element(*more),
                    (element @ None, more) => *element = more,
                    (Some(_), None) => {}
                }
            }
            _ => return false,
        }
        true
    }

    /// Adds another element of the same list: what only one of them has is an alternative.
    pub fn merge_element(&mut self, mut other: Self) -> bool {
        if let (EntryShape::Object(children), EntryShape::Object(more)) = (&mut self.shape, &mut other.shape) {
            mark_alternatives(children, more);
        }
        self.merge(other)
    }

    /// The only entry of a block, if its key is a name for the whole object, and whether it is; else the block itself.
    pub fn unwrap_object(mut self, is_name_of_whole: impl Fn(&str) -> bool) -> (Self, bool) {
        let wraps = match self.children() {
            [only] => self.prose.is_empty() && !only.children().is_empty() && is_name_of_whole(&only.key),
            _ => false,
        };
        match self.children_mut().filter(|_| wraps).and_then(Vec::pop) {
            Some(only) => (Self { key: String::new(), ..only }, true),
            None => (self, false),
        }
    }

    /// The entries of an object; `None` for anything else.
    pub fn properties(&self) -> Option<&[PseudoEntry]> {
        match &self.shape {
            EntryShape::Object(children) => Some(children),
            EntryShape::Scalar | EntryShape::List(_) => None,
        }
    }

    /// The entries of an object; empty for anything else.
    pub fn children(&self) -> &[PseudoEntry] {
        self.properties().unwrap_or_default()
    }

    /// What stands between the brackets of a list; `None` for anything else.
    pub fn list(&self) -> Option<&EntryList> {
        match &self.shape {
            EntryShape::List(list) => Some(list),
            EntryShape::Scalar | EntryShape::Object(_) => None,
        }
    }

    /// The entries of an object, or of the element of a list, which is created; `None` for a scalar.
    pub fn children_mut(&mut self) -> Option<&mut Vec<PseudoEntry>> {
        match &mut self.shape {
            EntryShape::Scalar => None,
            EntryShape::Object(children) => Some(children),
            EntryShape::List(list) => {
                let element = || Box::new(Self::new("", self.head.clone(), EntryShape::Object(Vec::new())));
                list.element.get_or_insert_with(element).children_mut()
            }
        }
    }

    /// What the prose turns out to be; `is_only` when the entry is the only one of its object.
    pub fn text(&self, is_only: bool) -> EntryText {
        let text = self.prose.trim().trim_end_matches(',').trim_end();
        let text = &*without_emphasis(text);
        if let Some(prose) = self.map_value(text, is_only) {
            return EntryText::MapValue(prose.into());
        }
        let literal = text.starts_with(|c: char| c.is_ascii_digit() || "-tfn".contains(c));
        match serde_json::from_str(text).ok().filter(|_| literal) {
            Some(value) => EntryText::Value(value),
            None => EntryText::Description(unquoted(text)),
        }
    }

    /// The description of the values of a map, if the entry stands for all of them.
    ///
    /// A dash behind the placeholder for the value shows it under any key. Without a dash, the key has to be a placeholder
    /// too, and the entry the only one: `"Type": "Value"` beside others is a property.
    fn map_value<'t>(&self, text: &'t str, is_only: bool) -> Option<&'t str> {
        let key = self.key.to_lowercase();
        let value = |value: &str| text.strip_prefix(value).filter(|_| matches!(self.shape, EntryShape::Scalar));
        let rest = value("\"Value\"").or_else(|| value("\"string\"").filter(|_| key == "string"))?.trim_start();
        if let Some(prose) = rest.strip_prefix(['-', '–', '—', ':']) {
            return Some(prose.trim());
        }
        let is_described = is_only && PLACEHOLDERS.contains(&&*key) && rest.starts_with(char::is_uppercase);
        let is_bare = rest.is_empty() && matches!(&*key, "key" | "string");
        (is_described || is_bare).then_some(rest)
    }

    /// Whether the entry stands for all entries of a map.
    pub fn is_map_value(&self, is_only: bool) -> bool {
        matches!(self.text(is_only), EntryText::MapValue(_))
    }
}

/// Objects with more entries than this are not compared: every element of a list is compared with all before it.
const MAX_COMPARED: usize = 100;

/// Marks the entries that only one of two objects has.
fn mark_alternatives(one: &mut [PseudoEntry], other: &mut [PseudoEntry]) {
    if one.len().max(other.len()) > MAX_COMPARED {
        return;
    }
    let keys = |entries: &[PseudoEntry]| entries.iter().map(|entry| entry.key.clone()).collect::<HashSet<String>>();
    let (ones, others) = (keys(one), keys(other));
    one.iter_mut().filter(|entry| !others.contains(&entry.key)).for_each(|entry| entry.is_alternative = true);
    other.iter_mut().filter(|entry| !ones.contains(&entry.key)).for_each(|entry| entry.is_alternative = true);
}

/// Keys, in lower case, that stand for any key.
const PLACEHOLDERS: &[&str] = &["key", "type", "name", "string"];

/// Prose without quotes or doubled braces around the whole of it; `"Yes" or "No"` stays as it is.
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
        let prose = |text: &str| EntryText::Description(text.into());
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
            ("A", "400,", EntryText::Value(json!(400))),
            ("A", "-1.5", EntryText::Value(json!(-1.5))),
            ("A", "null", EntryText::Value(json!(null))),
            ("Key", "\"Value\"", EntryText::MapValue(String::new())),
            ("Key", "\"Value\" - the bell to ring.", EntryText::MapValue("the bell to ring.".into())),
            ("Name", "\"Value\" – the bell.", EntryText::MapValue("the bell.".into())),
            ("Key", "The public key.", prose("The public key.")),
            ("Key", "\"Value\" Both may be computed.", EntryText::MapValue("Both may be computed.".into())),
            ("Type", "\"Value\" Both may be computed.", EntryText::MapValue("Both may be computed.".into())),
            ("string", "\"string\"", EntryText::MapValue(String::new())),
            ("Type", "\"Value\"", prose("Value")),
            ("Type", "\"Value\" or \"Values\"", prose("\"Value\" or \"Values\"")),
            ("Bell", "\"Value\" Both may be computed.", prose("\"Value\" Both may be computed.")),
            ("A", "One. *Must be static*,", prose("One. Must be static")),
        ] {
            let entry = PseudoEntry { prose: text.into(), ..PseudoEntry::new(key, 0..0, EntryShape::Scalar) };
            assert_eq!(entry.text(true), expected, "{text}");
        }
        let text = "\"Value\" Both may be computed.";
        let entry = PseudoEntry { prose: text.into(), ..PseudoEntry::new("Type", 0..0, EntryShape::Scalar) };
        assert_eq!(entry.text(false), prose(text), "one property among others");
    }
}
