//! The values that an enum section, or the Notes of a property, lists.

use super::layout::EnumSection;
use indexmap::IndexSet;
use ringback_constraints::{
    clue::Content,
    spelling::{Spelling, spell},
};
use ringback_contract::subject::Step;
use serde_json::{Number, Value};

/// Values as a page lists them.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Listed {
    /// Each value with or without its quotes, in order, none twice.
    written: IndexSet<String>,
    /// The rows and items as a reader sees them, one a line.
    pub(super) quote: String,
    /// First and last line.
    pub(super) lines: [u32; 2],
    /// Items of the list that show no value.
    pub(super) unread: usize,
}

impl Listed {
    /// The values of a section.
    pub(super) fn in_section(section: &EnumSection) -> Self {
        let mut listed = Self { lines: [section.line; 2], ..Self::default() };
        let mut quotes = Vec::new();
        for table in &section.tables {
            let value = table.column("value").unwrap_or(1);
            for row in table.rows.iter().filter(|row| row.written > 1) {
                // Some templates write a single row with the name of the enum and all its values.
                let whole = table.rows.len() == 1 && row.words(0).eq_ignore_ascii_case(&section.name);
                let values: Vec<&str> =
                    if whole { row.words(value).split(", ").collect() } else { vec![row.words(value)] };
                values.into_iter().for_each(|value| listed.push(value));
                quotes.push((row.line, row.quote()));
            }
        }
        for item in &section.items {
            match item.text.split_once("(value: ").and_then(|(_, rest)| rest.strip_suffix(')')) {
                Some(value) => listed.push(value),
                None => listed.unread += 1,
            }
            quotes.push((item.lines[0], item.text.clone()));
        }
        if let (Some((first, _)), Some((last, _))) = (quotes.first(), quotes.last()) {
            listed.lines = [*first, *last];
        }
        listed.quote = quotes.into_iter().map(|(_, quote)| quote).collect::<Vec<_>>().join("\n");
        listed
    }

    /// The values in Notes such as `[optional] Values: wav ("WAV"), mp3 ("MP3")`, and the Notes without them.
    pub(super) fn in_notes(notes: &str, line: u32) -> Option<(&str, Self)> {
        let (marks, list) = notes.split_once("Values: ")?;
        let mut listed = Self { quote: format!("Values: {list}"), lines: [line; 2], ..Self::default() };
        for value in list.split(" (\"").skip(1) {
            listed.push(&format!("\"{}\"", value.split_once("\")")?.0));
        }
        (!listed.written.is_empty()).then_some((marks.trim(), listed))
    }

    fn push(&mut self, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            self.written.insert(value.to_owned());
        }
    }

    /// Whether no value is listed.
    pub(super) fn is_empty(&self) -> bool {
        self.written.is_empty()
    }

    /// The values when all are numbers without quotes.
    pub(super) fn numbers(&self) -> Option<Vec<Number>> {
        self.written.iter().map(|value| serde_json::from_str(value).ok()).collect()
    }

    /// How an SDK would spell the type of the values, and the values as a clue.
    pub(super) fn content(&self) -> (&'static str, Content) {
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

/// The way from a spelled type to the type inside its lists and maps: `StateEnum` of `List<StateEnum>`.
pub(super) fn innermost(spelling: &str) -> (Vec<Step>, String) {
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
