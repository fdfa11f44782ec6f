//! The values that a section about an enum, or the Notes of a property, lists.

use super::{block::TextBlock, property_row::PropertyRow, table::Table};
use indexmap::IndexSet;
use ringback_constraints::{
    clue::Content,
    spelling::{Spelling, spell},
};
use ringback_contract::{name::fold, subject::Step};
use serde_json::{Number, Value};
use std::collections::{HashMap, HashSet};

/// A section that lists the values of an enum.
#[derive(Debug, Default)]
pub struct EnumSection {
    /// `StateEnum` in `Enum: StateEnum`; empty for the page's own type.
    pub name: String,
    /// Whether its template writes text without quotes, so that numbers and text look alike.
    pub is_unquoted: bool,
    /// The line of its heading, counted from 1.
    pub line: u32,
    /// The tables in it, with columns Name and Value.
    pub tables: Vec<Table>,
    /// The list items in it, ``* `OPEN` (value: `"open"`)``.
    pub items: Vec<TextBlock>,
}

/// Values as a page lists them.
#[derive(Debug, Default, PartialEq)]
pub struct EnumValues {
    /// Each value as written, with its quotes if it has any, in order and without repetitions.
    written: IndexSet<String>,
    /// The rows and items as a reader sees them, one per line.
    pub quote: String,
    /// First and last line.
    pub lines: [u32; 2],
    /// How many items show no value.
    pub without_value: usize,
}

impl EnumValues {
    /// The values of a section.
    pub fn in_section(section: &EnumSection) -> Self {
        let mut listed = Self { lines: [section.line; 2], ..Self::default() };
        let mut quotes = Vec::new();
        for table in &section.tables {
            let value = table.column("value").unwrap_or(1);
            for row in table.rows.iter().filter(|row| row.written > 1) {
                // Some templates write a single row with the name of the enum and all its values.
                let whole = table.rows.len() == 1 && row.text(0).eq_ignore_ascii_case(&section.name);
                let values: Vec<&str> =
                    if whole { row.text(value).split(", ").collect() } else { vec![row.text(value)] };
                values.into_iter().for_each(|value| listed.push(value));
                quotes.push((row.line, row.quote()));
            }
        }
        for item in &section.items {
            match item.text.split_once("(value: ").and_then(|(_, rest)| rest.strip_suffix(')')) {
                Some(value) => listed.push(value),
                None => listed.without_value += 1,
            }
            quotes.push((item.lines[0], item.text.clone()));
        }
        if let (Some((first, _)), Some((last, _))) = (quotes.first(), quotes.last()) {
            listed.lines = [*first, *last];
        }
        listed.quote = quotes.into_iter().map(|(_, quote)| quote).collect::<Vec<_>>().join("\n");
        listed
    }

    /// The marks and the values in Notes such as `[optional] Values: wav ("WAV"), mp3 ("MP3")`; `None` if none are listed.
    pub fn in_notes(notes: &str, line: u32) -> Option<(&str, Self)> {
        let (marks, list) = notes.split_once("Values: ")?;
        let mut listed = Self { quote: format!("Values: {list}"), lines: [line; 2], ..Self::default() };
        for value in list.split(" (\"").skip(1) {
            listed.push(&format!("\"{}\"", value.split_once("\")")?.0));
        }
        (!listed.written.is_empty()).then_some((marks.trim(), listed))
    }

    fn push(&mut self, value: &str) {
        let value = value.trim().trim_matches('`');
        if !value.is_empty() {
            self.written.insert(value.to_owned());
        }
    }

    /// Whether no value is listed.
    pub fn is_empty(&self) -> bool {
        self.written.is_empty()
    }

    /// The values, if all of them are numbers without quotes.
    pub fn numbers(&self) -> Option<Vec<Number>> {
        self.written.iter().map(|value| serde_json::from_str(value).ok()).collect()
    }

    /// The type of the values as an SDK spells it, and the values as the content of a clue.
    pub fn content(&self) -> (&'static str, Content) {
        match self.numbers() {
            Some(numbers) => {
                let spelling = if numbers.iter().all(|number| !number.is_f64()) { "Integer" } else { "Double" };
                (spelling, Content::Keyword("enum".into(), numbers.into_iter().map(Value::Number).collect()))
            }
            None => {
                let values = self.written.iter().map(|value| unquoted(value).to_owned()).collect();
                ("String", Content::Values(values))
            }
        }
    }
}

fn unquoted(value: &str) -> &str {
    let quoted = |quote| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    quoted('"').or_else(|| quoted('\'')).unwrap_or(value)
}

/// The path from a spelled type to the type inside its lists and maps, and that type: `StateEnum` of `List<StateEnum>`.
pub fn innermost(spelling: &str) -> (Vec<Step>, String) {
    let mut steps = Vec::new();
    let mut inner = spelling.to_owned();
    loop {
        inner = match spell(&inner) {
            Spelling::List(element) => {
                steps.push(Step::Items);
                element
            }
            Spelling::Map(value) => {
                steps.push(Step::Values);
                value
            }
            Spelling::Nullable(inner) => inner,
            Spelling::Name(_) | Spelling::Unknown => return (steps, inner),
        };
    }
}

/// Which enum section the type of each property means.
pub struct EnumTargets {
    by_name: HashMap<String, usize>,
    used: HashSet<usize>,
}

impl EnumTargets {
    /// The named sections of a page; of several with one name, the first.
    pub fn new(sections: &[EnumSection]) -> Self {
        let mut by_name = HashMap::new();
        for (index, section) in sections.iter().enumerate().filter(|(_, section)| !section.name.is_empty()) {
            by_name.entry(fold(&section.name)).or_insert(index);
        }
        Self { by_name, used: HashSet::new() }
    }

    /// The index of a property's section: by the link `#StateEnum` or `#Enum--StateEnum`, or without a link by the name of
    /// the property: `state` has `StateEnum`.
    pub fn of(&mut self, property: &PropertyRow) -> Option<usize> {
        let index = match &property.link {
            Some(link) => {
                let anchor = fold(link.strip_prefix('#')?);
                let bare = anchor.strip_prefix("enum").unwrap_or_default();
                self.by_name.get(&anchor).or_else(|| self.by_name.get(bare))
            }
            None => {
                let name = fold(&property.printed);
                self.by_name.get(&format!("{name}enum")).or_else(|| self.by_name.get(&name))
            }
        };
        let index = index.copied()?;
        self.used.insert(index);
        Some(index)
    }

    /// Whether some property means the section.
    pub fn is_used(&self, index: usize) -> bool {
        self.used.contains(&index)
    }
}
