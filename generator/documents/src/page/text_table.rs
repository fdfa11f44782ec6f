//! A property table as text copied from a page: with pipes, or with nothing but blanks or tabs between its columns.

use super::{
    columns::{Columns, Meaning},
    property_row::PropertyRow,
};
use ringback_constraints::clue::Column;
use ringback_contract::line_index::IndexedText;
use std::ops::Range;

/// A row whose source is not made yet: lines below may continue its description.
#[derive(Debug, PartialEq)]
struct TextRow {
    name: String,
    spelling: String,
    description: String,
    cells: Vec<(Column, String)>,
    range: Range<usize>,
}

impl TextRow {
    fn into_property(self, text: &IndexedText) -> PropertyRow {
        let quote = [&*self.name, &self.spelling, &self.description].join(" | ");
        let mut cells = self.cells;
        let notes = cells.iter().position(|(column, _)| *column == Column::Notes).map(|at| cells.remove(at).1);
        PropertyRow {
            spelling: self.spelling,
            description: self.description,
            notes,
            cells,
            ..PropertyRow::named(self.name, text.source(self.range, quote))
        }
    }
}

/// What separates the cells of a line.
#[derive(Clone, Copy)]
enum Separator {
    Pipes,
    Tabs,
    /// Two blanks or more.
    Gaps,
    /// One blank: the last column takes what is left.
    Blanks,
}

/// The columns of a table and what separates them.
struct Header {
    separator: Separator,
    columns: Columns,
}

/// The rows of the table in a range of a text. An indented line without a row of its own continues the one above.
pub fn text_table(text: &IndexedText, range: Range<usize>) -> Vec<PropertyRow> {
    rows(text.text, range).into_iter().map(|row| row.into_property(text)).collect()
}

fn rows(text: &str, range: Range<usize>) -> Vec<TextRow> {
    let mut rows: Vec<TextRow> = Vec::new();
    let mut header: Option<Header> = None;
    let mut at = range.start;
    for line in text.get(range).unwrap_or_default().split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        let range = start..start + line.len();
        match &header {
            _ if line.trim().is_empty() || is_ruler(line) => {}
            None => header = Header::read(line),
            Some(header) => match (header.continues(line), rows.last_mut()) {
                (true, Some(row)) => {
                    row.description = format!("{} {}", row.description, line.trim());
                    row.range.end = range.end;
                }
                _ => rows.extend(header.row(line, range)),
            },
        }
    }
    rows
}

/// Whether a line separates header and rows: `|---|:--|`.
fn is_ruler(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | '+' | '=') || c.is_whitespace())
}

impl Header {
    fn read(line: &str) -> Option<Self> {
        let separator = match line.trim() {
            line if line.contains('|') => Separator::Pipes,
            line if line.contains('\t') => Separator::Tabs,
            line if line.contains("  ") => Separator::Gaps,
            _ => Separator::Blanks,
        };
        let cells = cells(separator, line, usize::MAX);
        let columns = Columns::of(&cells.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
        columns.at(Meaning::Name).is_some().then_some(Self { separator, columns })
    }

    fn continues(&self, line: &str) -> bool {
        let indented = line.starts_with([' ', '\t']);
        match self.separator {
            Separator::Pipes => !line.contains('|'),
            Separator::Tabs | Separator::Gaps => {
                indented && cells(self.separator, line, self.columns.uses.len()).len() < 2
            }
            Separator::Blanks => indented,
        }
    }

    fn row(&self, line: &str, range: Range<usize>) -> Option<TextRow> {
        let cells = cells(self.separator, line, self.columns.uses.len());
        let cell = |column: Option<usize>| column.and_then(|column| cells.get(column)).cloned().unwrap_or_default();
        let name = cell(self.columns.at(Meaning::Name)).trim_matches(['`', '*']).to_owned();
        // A line of prose between table and schema is no row: it has no cell for the type, or none that spells one.
        let types = self.columns.at(Meaning::Cell(Column::Type));
        let spelling = cell(types);
        let is_row = match self.separator {
            Separator::Pipes => true,
            Separator::Tabs | Separator::Gaps => cells.len() > 1 || self.columns.uses.len() == 1,
            Separator::Blanks => types.is_none() || spelling.starts_with(|c: char| c.is_lowercase()),
        };
        let further = self.columns.cells().filter(|(_, column)| *column != Column::Type);
        let further = further.map(|(at, column)| (column, cell(Some(at))));
        let further = further.filter(|(column, text)| *column == Column::Notes || !text.is_empty()).collect();
        (!name.is_empty() && is_row).then(|| TextRow {
            name,
            spelling,
            description: cell(self.columns.at(Meaning::Description)),
            cells: further,
            range,
        })
    }
}

/// The cells of a line, at most this many; the last one takes the rest of the line.
fn cells(separator: Separator, line: &str, most: usize) -> Vec<String> {
    let line = line.trim();
    match separator {
        Separator::Pipes => piped(line),
        Separator::Tabs => line.splitn(most, '\t').map(|cell| cell.trim().to_owned()).collect(),
        Separator::Gaps => split(line, most, |rest| rest.find("  ")),
        Separator::Blanks => split(line, most, |rest| rest.find(char::is_whitespace)),
    }
}

fn split(mut rest: &str, most: usize, gap: fn(&str) -> Option<usize>) -> Vec<String> {
    let mut cells = Vec::new();
    while cells.len() + 1 < most {
        let Some((cell, more)) = gap(rest).and_then(|at| rest.split_at_checked(at)) else { break };
        cells.push(cell.trim().to_owned());
        rest = more.trim_start();
    }
    cells.push(rest.to_owned());
    cells
}

/// The cells between pipes; `\|` is a pipe in a cell.
fn piped(line: &str) -> Vec<String> {
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        let mut push = |c| cells.last_mut().map(|cell| cell.push(c)).unwrap_or_default();
        match c {
            '\\' => match chars.next() {
                Some(escaped @ ('|' | '\\' | '*' | '_' | '`' | '<' | '>' | '[' | ']')) => push(escaped),
                other => std::iter::once('\\').chain(other).for_each(push),
            },
            '|' => cells.push(String::new()),
            c => push(c),
        }
    }
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_table_is_read_with_pipes_tabs_gaps_and_blanks() {
        for text in [
            "| Name | Type | Description |\n|---|---|---|\n| id | string | One of a kind. |\n| n | integer | |\n",
            "Name|Type|Description\n---|---|---\nid|string|One of a kind.\nn|integer|",
            "Name\tType\tDescription\nid\tstring\tOne of a kind.\nn\tinteger\t\n",
            "Name  Type     Description\nid    string   One of a kind.\nn     integer\n",
            "Name Type Description\r\nid string One of a kind.\r\nn integer\r\n",
            "Name Type Description\n\nid string One of\n  a kind.\nn integer",
        ] {
            let rows: Vec<_> =
                rows(text, 0..text.len()).into_iter().map(|row| [row.name, row.spelling, row.description]).collect();
            assert_eq!(rows, [["id", "string", "One of a kind."], ["n", "integer", ""]], "{text}");
        }
    }

    #[test]
    fn columns_are_found_by_their_names() {
        let text = "| Type | Description | Name |\n|---|---|---|\n| string \\| null | Either \\| or. | id |";
        let [row] = &rows(text, 0..text.len())[..] else { panic!("one row") };
        assert_eq!([&*row.name, &row.spelling, &row.description], ["id", "string | null", "Either | or."]);
    }

    #[test]
    fn lines_before_a_header_are_no_rows() {
        let text = "id string One of a kind.\n";
        assert_eq!(rows(text, 0..text.len()), []);
    }
}
