//! Each layout on small pages: the clues that it yields, their subjects and lines.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test's helper that fails is a failing test"
)]

mod catalogue;
mod flow_action;
mod flow_action_forms;
mod hostile;
mod json_schema;
mod one_model;
mod one_operation;
mod property_page;
mod reference_list;
mod rich_model;
mod sdk_table;
mod varied_tables;

use ringback_constraints::clue::{Clue, Column, Content};
use ringback_contract::document::Document;
use ringback_documents::{
    layouts::{by_name, detect},
    page::{PageClues, ParsedPage},
};

/// Reads a page by a layout; the layout must also detect it.
fn page(name: &str, text: &str) -> PageClues {
    let document = Document { path: "documents/Bell.md", text };
    assert_eq!(detect(&document).map(|layout| layout.name), Some(name), "detected in {text:?}");
    read(name, text)
}

fn read(name: &str, text: &str) -> PageClues {
    let document = Document { path: "documents/Bell.md", text };
    (by_name(name).expect("a layout of this name").read)(ParsedPage::of(document))
}

/// The clues, one a line: `3 Bell/tone: says Low or high.`
fn told(page: &PageClues) -> Vec<String> {
    page.clues.iter().map(line).collect()
}

fn line(clue: &Clue) -> String {
    let lines = match clue.source.lines {
        [first, last] if first == last => first.to_string(),
        [first, last] => format!("{first}-{last}"),
    };
    let content = match &clue.content {
        Content::Declared => "declared".into(),
        Content::Keyword(name, value) => format!("{name} = {value}"),
        Content::Cell(Column::Type, text) => format!("type {text}"),
        Content::Cell(Column::Notes, text) => format!("notes {text:?}"),
        Content::Cell(column, text) => format!("{column:?} {text}").to_lowercase(),
        Content::Values(values) => format!("values {values:?}"),
        Content::Sentence(text) => format!("says {text}"),
        Content::Note(topic, text) => format!("under {topic}: {text}"),
    };
    format!("{lines} {}: {content}", clue.subject)
}

/// The findings, one a line: `2 too-deep/Bell`.
fn found(page: &PageClues) -> Vec<String> {
    page.findings.iter().map(|finding| format!("{} {}", finding.sources[0].lines[0], finding.id)).collect()
}

/// The quotes of the clues about a subject, each once, in order.
fn quotes(page: &PageClues, subject: &str) -> Vec<String> {
    let mut quotes: Vec<String> = Vec::new();
    for clue in page.clues.iter().filter(|clue| clue.subject.to_string() == subject) {
        if quotes.last().map(String::as_str) != Some(&*clue.source.quote) {
            quotes.push(clue.source.quote.to_string());
        }
    }
    quotes
}
