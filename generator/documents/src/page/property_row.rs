//! The rows of a table of properties: name, type, description and notes of each, whatever the order of the columns.

use super::{
    columns::Columns,
    markdown::{Row, Table},
};
use ringback_contract::{line_index::IndexedText, provenance::Source};

/// A property as one row of a table gives it.
#[derive(Debug, PartialEq)]
pub struct PropertyRow {
    /// The name on the wire, as far as the page shows it.
    pub name: String,
    /// The name as printed.
    pub printed: String,
    /// The type as the page spells it; may be empty.
    pub spelling: String,
    /// Target of the link in the type's cell, `#StateEnum`.
    pub link: Option<String>,
    /// The description; may be empty, and cut short.
    pub description: String,
    /// Marks such as `[optional]`; `None` when the table does not say.
    pub notes: Option<String>,
    /// Where the row stands, quoted as its cells with ` | ` between them.
    pub source: Source,
    /// What is odd about the row: kind and message of a finding.
    pub oddities: Vec<(&'static str, String)>,
}

/// The rows of Markdown tables whose headers name their columns.
pub fn property_rows(text: &IndexedText, tables: &[Table]) -> Vec<PropertyRow> {
    tables.iter().flat_map(|table| rows(text, table)).collect()
}

fn rows(text: &IndexedText, table: &Table) -> Vec<PropertyRow> {
    let Some(columns) = Columns::of(table.header.iter().map(|cell| cell.text.as_str())) else { return Vec::new() };
    table.rows.iter().map(|row| property(text, &columns, row)).collect()
}

fn property(text: &IndexedText, columns: &Columns, row: &Row) -> PropertyRow {
    let cell = |column: Option<usize>| column.map(|column| row.text(column).to_owned()).unwrap_or_default();
    let name = cell(Some(columns.name));
    let mut property = PropertyRow {
        printed: name.clone(),
        name,
        spelling: cell(columns.spelling),
        link: columns.spelling.and_then(|column| row.cells.get(column)?.link.clone()),
        description: cell(columns.description),
        notes: columns.notes(|column| row.text(column)).map(str::to_owned),
        source: text.lines_source([row.line; 2], row.quote()),
        oddities: Vec::new(),
    };
    let message = || format!("{} cells where the table has {} columns", row.written, columns.count);
    if row.written > columns.count {
        property.oddities.push(("too-many-cells", message()));
        rejoin(columns, row, &mut property);
    } else if row.written < columns.count {
        property.oddities.push(("too-few-cells", message()));
        property.notes = property.notes.filter(|notes| !notes.is_empty());
    }
    property
}

/// Puts a description together again that a `|` in it divided into several cells. The notes are then further right, and
/// are believed only where a mark in brackets shows which cell they are.
fn rejoin(columns: &Columns, row: &Row, property: &mut PropertyRow) {
    let Some(notes) = columns.notes else { return };
    let marks = (notes..row.cells.len()).find(|column| row.text(*column).starts_with('['));
    property.notes = marks.map(|column| row.text(column).to_owned());
    if let Some(description) = columns.description.filter(|description| description + 1 == notes) {
        let cells = description..marks.unwrap_or(row.cells.len());
        let parts: Vec<&str> = cells.map(|column| row.text(column)).collect();
        property.description = parts.join(" | ").trim_end_matches([' ', '|']).to_owned();
    }
}
