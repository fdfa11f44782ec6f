//! The rows of a property table: name, type, description and notes of each, whatever the order of the columns.

use super::{
    table::{Row, Table},
    wire_name::unescaped,
};
use std::collections::HashSet;

/// A row of a property table.
#[derive(Debug)]
pub(super) struct Property {
    /// The name on the wire, as far as the page tells.
    pub(super) name: String,
    /// The name as printed.
    pub(super) printed: String,
    /// How the page spells the type.
    pub(super) spelling: String,
    /// Where the type leads: `#StateEnum`.
    pub(super) link: Option<String>,
    /// The description, which may be empty.
    pub(super) description: String,
    /// The marks; `None` when the page says nothing.
    pub(super) notes: Option<String>,
    /// The row as a reader sees it.
    pub(super) quote: String,
    /// Its line.
    pub(super) line: u32,
    /// What is odd about it: kind and message.
    pub(super) oddities: Vec<(&'static str, String)>,
}

/// The rows of a page's property tables.
pub(super) fn properties(tables: &[Table]) -> Vec<Property> {
    let mut properties: Vec<Property> = tables.iter().flat_map(rows).collect();
    let printed: HashSet<String> = properties.iter().map(|property| property.printed.clone()).collect();
    let printed: HashSet<&str> = printed.iter().map(String::as_str).collect();
    for property in &mut properties {
        if let Some(name) = unescaped(&property.printed, &printed) {
            property.name = name.into_owned();
            let message =
                format!("`{}` escapes a reserved word; on the wire it is `{}`", property.printed, property.name);
            property.oddities.push(("escaped-name", message));
        }
    }
    properties
}

fn rows(table: &Table) -> impl Iterator<Item = Property> {
    let columns = Columns {
        name: table.column("name").unwrap_or(0),
        spelling: table.column("type").unwrap_or(1),
        description: table.column("description"),
        notes: table.column("notes"),
        count: table.columns,
    };
    table.rows.iter().map(move |row| columns.property(row))
}

#[derive(Clone, Copy)]
struct Columns {
    name: usize,
    spelling: usize,
    description: Option<usize>,
    notes: Option<usize>,
    count: usize,
}

impl Columns {
    fn property(&self, row: &Row) -> Property {
        let name = row.words(self.name).to_owned();
        let spelling = row.cells.get(self.spelling).cloned().unwrap_or_default();
        let mut property = Property {
            printed: name.clone(),
            name,
            spelling: spelling.words,
            link: spelling.link,
            description: self.description.map(|column| row.words(column).to_owned()).unwrap_or_default(),
            notes: self.notes.map(|column| row.words(column).to_owned()),
            quote: row.quote(),
            line: row.line,
            oddities: Vec::new(),
        };
        if row.written > self.count {
            self.crowded(row, &mut property);
        } else if row.written < self.count {
            let message = format!("{} cells where the table has {} columns", row.written, self.count);
            property.oddities.push(("too-few-cells", message));
            property.notes = property.notes.filter(|notes| !notes.is_empty());
        }
        property
    }

    /// A bar in a description parts it into several cells; the notes are then further right, and are only believed
    /// where a mark in brackets shows which cell they are.
    fn crowded(&self, row: &Row, property: &mut Property) {
        let message = format!("{} cells where the table has {} columns", row.written, self.count);
        property.oddities.push(("too-many-cells", message));
        let Some(notes) = self.notes else { return };
        let marks = (notes..row.cells.len()).find(|column| row.words(*column).starts_with('['));
        property.notes = marks.map(|column| row.words(column).to_owned());
        if let Some(description) = self.description.filter(|description| description + 1 == notes) {
            let cells = description..marks.unwrap_or(row.cells.len());
            let parts: Vec<&str> = cells.map(|column| row.words(column)).collect();
            property.description = parts.join(" | ").trim_end_matches([' ', '|']).to_owned();
        }
    }
}
