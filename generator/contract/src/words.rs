//! The words behind the keywords of schemas, beside the schemas: in a schema itself stands, under [`SOURCE`], only the
//! number of its list, so that it costs little to make, to look through and to throw away.

use crate::{keyword::SOURCE, source::Source, subschema::each_mut};
use serde::Deserialize;
use serde_json::Value;
use std::ops::Range;

/// The words behind schemas, in one text.
#[derive(Clone, Debug, Default)]
pub struct Words {
    text: String,
    entries: Vec<Entry>,
    lists: Vec<Range<usize>>,
}

/// The words behind one keyword, as stretches of the text.
#[derive(Clone, Debug)]
struct Entry {
    keyword: Range<usize>,
    document: Range<usize>,
    lines: [u32; 2],
    quote: Range<usize>,
}

/// Words of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// The document.
    pub document: &'a str,
    /// The first line and the last.
    pub lines: [u32; 2],
    /// The words.
    pub quote: &'a str,
}

impl<'a> From<&'a Source> for Said<'a> {
    fn from(source: &'a Source) -> Self {
        Self { document: &source.document, lines: source.lines, quote: &source.quote }
    }
}

/// An element of [`SOURCE`] as canonical schemas have it.
#[derive(Deserialize)]
struct Written {
    #[serde(flatten)]
    source: Source,
    #[serde(default)]
    keywords: Vec<String>,
}

impl Words {
    /// Begins the list of a schema; returns what stands in the schema for it.
    pub fn begin(&mut self) -> Value {
        self.lists.push(self.entries.len()..self.entries.len());
        Value::from(self.lists.len() - 1)
    }

    /// Adds the words behind a keyword to the list that was begun last.
    pub fn add(&mut self, keyword: &str, said: Said) {
        let last = self.entries.last().map(|entry| entry.document.clone());
        let document = last.filter(|document| self.text.get(document.clone()) == Some(said.document));
        let document = document.unwrap_or_else(|| self.noted(said.document));
        let (keyword, quote) = (self.noted(keyword), self.noted(said.quote));
        self.entries.push(Entry { keyword, document, lines: said.lines, quote });
        if let Some(list) = self.lists.last_mut() {
            list.end = self.entries.len();
        }
    }

    /// A list from a canonical schema.
    pub fn read(&mut self, written: &Value) -> Value {
        let list = self.begin();
        for value in written.as_array().into_iter().flatten() {
            let Ok(Written { source, keywords }) = serde_json::from_value(value.clone()) else { continue };
            // Words without a keyword are those of the whole schema.
            if keywords.is_empty() {
                self.add("", (&source).into());
            }
            keywords.iter().for_each(|keyword| self.add(keyword, (&source).into()));
        }
        list
    }

    /// Takes the lists out of a canonical schema and the schemas in it.
    pub fn take(&mut self, schema: &mut Value) {
        for (keyword, value) in schema.as_object_mut().into_iter().flatten() {
            match keyword == SOURCE {
                true => *value = self.read(value),
                false => each_mut(keyword, value, &mut |schema| self.take(schema)),
            }
        }
    }

    /// The words of a list behind a keyword: those that name it, else those of the whole schema.
    pub fn behind(&self, list: &Value, keyword: &str) -> Option<Said<'_>> {
        let entries = self.list(list);
        let exact = || entries.iter().find(|entry| self.keyword(entry) == keyword);
        let names = || entries.iter().find(|entry| step(self.keyword(entry)) == step(keyword));
        exact().or_else(names).or_else(|| entries.first()).map(|entry| self.said(entry))
    }

    /// All words behind a schema, in order.
    pub fn all(&self, schema: &Value) -> impl Iterator<Item = Said<'_>> {
        let entries = schema.get(SOURCE).map(|list| self.list(list)).unwrap_or_default();
        entries.iter().map(|entry| self.said(entry))
    }

    /// The words of a list, each with the keyword that it is about.
    pub fn about(&self, list: &Value) -> impl Iterator<Item = (&str, Said<'_>)> {
        self.list(list).iter().map(|entry| (self.keyword(entry), self.said(entry)))
    }

    fn list(&self, number: &Value) -> &[Entry] {
        let list = number.as_u64().and_then(|number| self.lists.get(usize::try_from(number).ok()?));
        list.and_then(|list| self.entries.get(list.clone())).unwrap_or_default()
    }

    fn keyword(&self, entry: &Entry) -> &str {
        self.text.get(entry.keyword.clone()).unwrap_or_default()
    }

    fn said(&self, entry: &Entry) -> Said<'_> {
        let text = |range: &Range<usize>| self.text.get(range.clone()).unwrap_or_default();
        Said { document: text(&entry.document), lines: entry.lines, quote: text(&entry.quote) }
    }

    fn noted(&mut self, text: &str) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(text);
        start..self.text.len()
    }
}

/// The keyword itself, without what follows it in `required/name`.
fn step(keyword: &str) -> Option<&str> {
    keyword.split('/').next()
}
