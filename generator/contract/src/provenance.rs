//! Provenance: the document, lines and quote behind a fact; and a table of the citations behind the keywords of
//! schemas.

use crate::{
    keyword::{Keyword, SOURCE},
    subschema::each_mut,
    vendor_folder::OVERLAY,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{ops::Range, path::Path, sync::Arc};

/// The passage of a document that states a fact.
///
/// For example `documents/CallbackSchedule.txt:58` with the quote `"format": "uuid"`. Lines are counted from 1; both
/// ends are included. Its texts are shared: thousands of facts cite one document, and several one sentence.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Source {
    /// Path of the document, relative to its vendor's folder.
    pub document: Arc<str>,
    /// First and last line.
    pub lines: [u32; 2],
    /// The sentence, table cell or keyword, as it is displayed.
    pub quote: Arc<str>,
}

impl Source {
    /// A source that spans one line.
    pub fn line(document: &str, line: u32, quote: impl Into<Arc<str>>) -> Self {
        Self { document: document.into(), lines: [line, line], quote: quote.into() }
    }

    /// The same place with another quote, such as one sentence of a cell.
    pub fn quoting(&self, quote: impl Into<Arc<str>>) -> Self {
        Self { document: self.document.clone(), lines: self.lines, quote: quote.into() }
    }

    /// Whether the passage is in [`OVERLAY`], and in no document.
    pub fn is_overlay(&self) -> bool {
        Path::new(&*self.document).file_name().is_some_and(|name| name == OVERLAY)
    }

    /// The keyword in the quote, if the document is a schema: see [`Citation::keyword`].
    pub fn keyword(&self) -> Option<&str> {
        Citation::from(self).keyword()
    }
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.document, self.lines[0])
    }
}

/// How certain a fact is: stated, inferred, or corrected by a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A sentence, table cell or keyword states it.
    Stated,
    /// No passage states it, but it follows from what is stated.
    Inferred,
    /// [`OVERLAY`] says so, with a reason and evidence.
    Overlay,
}

/// A value with its basis and sources, which equality ignores.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Whether it is stated, inferred or an overlay.
    pub basis: Basis,
    /// The passages that state it or that it follows from; never empty.
    pub sources: Vec<Source>,
}

impl<T: PartialEq> PartialEq for Sourced<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

/// A [`Source`] with borrowed texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation<'a> {
    /// Path of the document.
    pub document: &'a str,
    /// First and last line, counted from 1.
    pub lines: [u32; 2],
    /// The quoted words.
    pub quote: &'a str,
}

impl<'a> Citation<'a> {
    /// The keyword in the quote, if the document is a schema: `format` of `"format": "uuid"` and of `format: uuid`.
    /// `None` for prose and table cells.
    pub fn keyword(&self) -> Option<&'a str> {
        let Some(quoted) = self.quote.strip_prefix('"') else {
            let (keyword, value) = self.quote.split_once(':')?;
            let is_yaml = value.is_empty() || value.starts_with([' ', '\n', '\r']);
            return Keyword::of(keyword).filter(|_| is_yaml).map(|_| keyword);
        };
        let (keyword, value) = quoted.split_once('"')?;
        value.trim_start().starts_with(':').then_some(keyword)
    }
}

impl<'a> From<&'a Source> for Citation<'a> {
    fn from(source: &'a Source) -> Self {
        Self { document: &source.document, lines: source.lines, quote: &source.quote }
    }
}

impl From<Citation<'_>> for Source {
    fn from(citation: Citation<'_>) -> Self {
        Self { document: citation.document.into(), lines: citation.lines, quote: citation.quote.into() }
    }
}

/// The citations behind the keywords of schemas. A schema contains only an index into this table, under [`SOURCE`], so
/// that schemas stay cheap to build, walk and drop.
///
/// All texts are ranges of one string, so that they need no allocation each.
#[derive(Clone, Debug, Default)]
pub struct ProvenanceTable {
    text: String,
    rows: Vec<Row>,
    /// The citations of each schema.
    lists: Vec<Range<usize>>,
}

/// The citation behind one keyword; texts are ranges of the table's string.
#[derive(Clone, Debug)]
struct Row {
    keyword: Range<usize>,
    document: Range<usize>,
    lines: [u32; 2],
    quote: Range<usize>,
}

/// The form of a citation in a canonical schema on disk, an element of [`SOURCE`].
#[derive(Deserialize)]
struct WrittenSource {
    #[serde(flatten)]
    source: Source,
    #[serde(default)]
    keywords: Vec<String>,
}

impl ProvenanceTable {
    /// Starts the citations of a schema; returns the index that the schema contains under [`SOURCE`].
    pub fn begin_list(&mut self) -> Value {
        self.lists.push(self.rows.len()..self.rows.len());
        Value::from(self.lists.len() - 1)
    }

    /// Adds a citation for a keyword to the schema that was started last. The keyword is `required/name` for one of
    /// several names, and empty for the whole schema.
    pub fn cite(&mut self, keyword: &str, citation: Citation) {
        let last = self.rows.last().map(|row| row.document.clone());
        let document = last.filter(|document| self.text.get(document.clone()) == Some(citation.document));
        let document = document.unwrap_or_else(|| self.push_text(citation.document));
        let (keyword, quote) = (self.push_text(keyword), self.push_text(citation.quote));
        self.rows.push(Row { keyword, document, lines: citation.lines, quote });
        if let Some(list) = self.lists.last_mut() {
            list.end = self.rows.len();
        }
    }

    /// Adds the citations of a canonical schema on disk; returns their index.
    pub fn read_list(&mut self, written: &Value) -> Value {
        let list = self.begin_list();
        for value in written.as_array().into_iter().flatten() {
            let Ok(WrittenSource { source, keywords }) = serde_json::from_value(value.clone()) else { continue };
            // Without keywords it is about the whole schema.
            if keywords.is_empty() {
                self.cite("", (&source).into());
            }
            keywords.iter().for_each(|keyword| self.cite(keyword, (&source).into()));
        }
        list
    }

    /// Moves the citations of a canonical schema and of its subschemas to the table, and leaves their indices.
    pub fn extract(&mut self, schema: &mut Value) {
        for (keyword, value) in schema.as_object_mut().into_iter().flatten() {
            match keyword == SOURCE {
                true => *value = self.read_list(value),
                false => each_mut(keyword, value, &mut |schema| self.extract(schema)),
            }
        }
    }

    /// The citation for a keyword of a schema; if none names it, the schema's first citation.
    pub fn citation_for(&self, list: &Value, keyword: &str) -> Option<Citation<'_>> {
        let rows = self.rows(list);
        let exact = || rows.iter().find(|row| self.keyword(row) == keyword);
        let names = || rows.iter().find(|row| without_name(self.keyword(row)) == without_name(keyword));
        exact().or_else(names).or_else(|| rows.first()).map(|row| self.citation(row))
    }

    /// All citations of a schema, in order.
    pub fn citations(&self, schema: &Value) -> impl Iterator<Item = Citation<'_>> {
        let rows = schema.get(SOURCE).map(|list| self.rows(list)).unwrap_or_default();
        rows.iter().map(|row| self.citation(row))
    }

    /// The citations of a schema, each with its keyword.
    pub fn by_keyword(&self, list: &Value) -> impl Iterator<Item = (&str, Citation<'_>)> {
        self.rows(list).iter().map(|row| (self.keyword(row), self.citation(row)))
    }

    fn rows(&self, list: &Value) -> &[Row] {
        let list = list.as_u64().and_then(|index| self.lists.get(usize::try_from(index).ok()?));
        list.and_then(|list| self.rows.get(list.clone())).unwrap_or_default()
    }

    fn keyword(&self, row: &Row) -> &str {
        self.text.get(row.keyword.clone()).unwrap_or_default()
    }

    fn citation(&self, row: &Row) -> Citation<'_> {
        let text = |range: &Range<usize>| self.text.get(range.clone()).unwrap_or_default();
        Citation { document: text(&row.document), lines: row.lines, quote: text(&row.quote) }
    }

    fn push_text(&mut self, text: &str) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(text);
        start..self.text.len()
    }
}

/// `required` of `required/name`.
fn without_name(keyword: &str) -> Option<&str> {
    keyword.split('/').next()
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn a_quoted_member_of_a_schema_has_a_keyword_and_prose_has_none() {
        for (quote, keyword) in [
            ("\"format\": \"uuid\"", Some("format")),
            ("\"type\" : [\"string\", \"null\"]", Some("type")),
            ("String", None),
            ("\"Home\" or \"Work\"", None),
            ("The \"format\": \"uuid\" is checked.", None),
        ] {
            assert_eq!(Source::line("documents/a.json", 1, quote).keyword(), keyword, "{quote}");
        }
    }
}
