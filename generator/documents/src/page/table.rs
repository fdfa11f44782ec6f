//! A table as it is written: its columns by name, and rows that may have more or fewer cells than columns.

use super::{columns::Columns, inline::InlineText};
use std::cell::OnceCell;

/// A table with the texts of its cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The cells of the header.
    pub header: Vec<InlineText>,
    /// The rows, without a trailing line of attributes such as `{: class="table"}`.
    pub rows: Vec<Row>,
    /// The number of columns.
    pub columns: usize,
    /// The line of the header, counted from 1.
    pub line: u32,
    /// Whether the header ends with a bar.
    pub is_closed: bool,
    /// Whether a header marked as one is there; without it the first row stands in its place.
    pub is_headless: bool,
    /// What its columns mean, once somebody asked.
    pub meanings: Meanings,
}

/// What the columns of a table mean: found once, and no part of what makes two tables equal. Copies find it anew, since
/// they are made to be changed.
#[derive(Debug, Default)]
pub struct Meanings(pub OnceCell<Columns>);

impl Clone for Meanings {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Meanings {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// A row of a table, with as many cells as are written.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its cells; a row that is too short may lack the last ones.
    pub cells: Vec<InlineText>,
    /// How many cells are written; Markdown itself pads and cuts rows to the width of the table.
    pub written: usize,
    /// Its line, counted from 1.
    pub line: u32,
}

impl Table {
    /// The index of the column with this heading, whatever its case.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|cell| cell.text.trim_matches(['*', '`']).eq_ignore_ascii_case(name))
    }

    /// Whether its header has all these columns.
    pub fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.column(name).is_some())
    }
}

impl Row {
    /// The text of a cell; empty when the row is too short.
    pub fn text(&self, column: usize) -> &str {
        self.cells.get(column).map(|cell| cell.text.as_str()).unwrap_or_default()
    }

    /// The row as a reader sees it: its cells with ` | ` between them.
    pub fn quote(&self) -> String {
        let seen = |cell: &InlineText| cell.text.replace('`', "").replace('\n', " ");
        self.cells.iter().map(seen).collect::<Vec<_>>().join(" | ")
    }
}

/// The number of cells in a line. `a | b |` has a third, empty one when it neither opens with a bar nor belongs to a table
/// whose lines close with one: templates write it for a property without notes.
pub fn written_cells(line: &str, closed: bool) -> usize {
    let line = line.trim();
    let mut bars = 0;
    let mut escaped = false;
    let mut last_is_bar = false;
    for byte in line.bytes() {
        last_is_bar = byte == b'|' && !escaped;
        bars += usize::from(last_is_bar);
        escaped = byte == b'\\' && !escaped;
    }
    let opens = line.starts_with('|');
    let closes = last_is_bar && bars > usize::from(opens) && (opens || closed);
    bars + 1 - usize::from(opens) - usize::from(closes)
}

#[cfg(test)]
mod tests {
    use super::written_cells;

    #[test]
    fn cells_are_counted_as_a_template_writes_them() {
        for (line, closed, expected) in [
            ("| a | b |", true, 2),
            ("|a|b|", false, 2),
            ("| a | b", true, 2),
            ("a | b", false, 2),
            ("a | b | ", false, 3),
            ("a | b | ", true, 2),
            (r"| a \| b | c |", true, 2),
            ("| a | b | |", true, 3),
            ("no bars", true, 1),
            ("|", true, 1),
            ("", false, 1),
        ] {
            assert_eq!(written_cells(line, closed), expected, "{line:?}");
        }
    }
}
