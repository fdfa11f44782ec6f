//! The property table of a catalogue page, with pipes or with nothing but blanks or tabs between its columns.

use super::super::Page;
use ringback_constraints::clue::{Around, Column, Content};
use ringback_contract::line_index::IndexedText;
use ringback_contract::{source::Source, subject::Subject};
use std::{ops::Range, sync::Arc};

/// One property.
#[derive(Debug, PartialEq)]
pub(super) struct Row {
    /// The property's name.
    pub(super) name: String,
    /// Its type as the table spells it.
    pub(super) kind: String,
    /// Its description, perhaps cut.
    pub(super) description: String,
    /// Where the row stands.
    pub(super) range: Range<usize>,
}

impl Row {
    /// The row as a reader sees it.
    pub(super) fn source(&self, numbered: &IndexedText) -> Source {
        numbered.source(self.range.clone(), [&*self.name, &self.kind, &self.description].join(" | "))
    }

    /// What the row says when nothing else says it better.
    pub(super) fn tell(&self, page: &mut Page, numbered: &IndexedText, owner: &Subject, around: &Arc<Around>) {
        let subject = owner.property(&self.name);
        let source = self.source(numbered);
        page.clue(&subject, Content::Declared, source.clone(), around);
        if !self.kind.is_empty() {
            page.clue(&subject, Content::Cell(Column::Type, self.kind.clone()), source.quoting(&*self.kind), around);
        }
        page.prose(&subject, &self.description, &source, around);
    }
}

/// What separates the cells of a table.
#[derive(Clone, Copy)]
enum Layout {
    Pipes,
    Tabs,
    /// Two blanks or more.
    Gaps,
    /// One blank: the last column takes what is left.
    Blanks,
}

/// Where the columns stand.
struct Header {
    layout: Layout,
    name: usize,
    kind: Option<usize>,
    description: Option<usize>,
    width: usize,
}

/// The rows between two offsets; an indented line without a row of its own continues the one above.
pub(super) fn rows(text: &str, range: Range<usize>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut header: Option<Header> = None;
    let mut at = range.start;
    for line in text.get(range).unwrap_or_default().split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        let range = start..start + line.len();
        match &header {
            _ if line.trim().is_empty() || ruler(line) => {}
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

/// The line between header and rows: `|---|:--|`.
fn ruler(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | '+' | '=') || c.is_whitespace())
}

impl Header {
    fn read(line: &str) -> Option<Self> {
        let layout = match line.trim() {
            line if line.contains('|') => Layout::Pipes,
            line if line.contains('\t') => Layout::Tabs,
            line if line.contains("  ") => Layout::Gaps,
            _ => Layout::Blanks,
        };
        let cells: Vec<String> = cells(layout, line, usize::MAX).iter().map(|cell| cell.to_lowercase()).collect();
        let column = |names: &[&str]| cells.iter().position(|cell| names.contains(&cell.as_str()));
        Some(Self {
            layout,
            name: column(&["name", "property", "field"])?,
            kind: column(&["type"]),
            description: column(&["description"]),
            width: cells.len(),
        })
    }

    fn continues(&self, line: &str) -> bool {
        let indented = line.starts_with([' ', '\t']);
        match self.layout {
            Layout::Pipes => !line.contains('|'),
            Layout::Tabs | Layout::Gaps => indented && cells(self.layout, line, self.width).len() < 2,
            Layout::Blanks => indented,
        }
    }

    fn row(&self, line: &str, range: Range<usize>) -> Option<Row> {
        let cells = cells(self.layout, line, self.width);
        let cell = |column: Option<usize>| column.and_then(|column| cells.get(column)).cloned().unwrap_or_default();
        let name = cell(Some(self.name)).trim_matches(['`', '*']).to_owned();
        // A line of prose between table and schema is no row: it has no cell for the type, or none that spells one.
        let kind = cell(self.kind);
        let fits = match self.layout {
            Layout::Pipes => true,
            Layout::Tabs | Layout::Gaps => cells.len() > 1 || self.width == 1,
            Layout::Blanks => self.kind.is_none() || kind.starts_with(|c: char| c.is_lowercase()),
        };
        (!name.is_empty() && fits).then(|| Row {
            name,
            kind: cell(self.kind),
            description: cell(self.description),
            range,
        })
    }
}

/// The cells of a line, at most so many; the last one keeps what is left.
fn cells(layout: Layout, line: &str, most: usize) -> Vec<String> {
    let line = line.trim();
    match layout {
        Layout::Pipes => piped(line),
        Layout::Tabs => line.splitn(most, '\t').map(|cell| cell.trim().to_owned()).collect(),
        Layout::Gaps => split(line, most, |rest| rest.find("  ")),
        Layout::Blanks => split(line, most, |rest| rest.find(char::is_whitespace)),
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
                rows(text, 0..text.len()).into_iter().map(|row| [row.name, row.kind, row.description]).collect();
            assert_eq!(rows, [["id", "string", "One of a kind."], ["n", "integer", ""]], "{text}");
        }
    }

    #[test]
    fn columns_are_found_by_their_names() {
        let text = "| Type | Description | Name |\n|---|---|---|\n| string \\| null | Either \\| or. | id |";
        let [row] = &rows(text, 0..text.len())[..] else { panic!("one row") };
        assert_eq!([&*row.name, &row.kind, &row.description], ["id", "string | null", "Either | or."]);
    }

    #[test]
    fn lines_before_a_header_are_no_rows() {
        let text = "id string One of a kind.\n";
        assert_eq!(rows(text, 0..text.len()), []);
    }
}
