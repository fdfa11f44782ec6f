//! The tables of an HTML page while they are read: tables in cells of tables, rows and cells that nobody closes.

use super::{
    inline::InlineText,
    table::{Row, Table},
};

/// Tables inside cells of tables deeper than this are read as text.
const MAX_TABLES: usize = 8;

/// The open tables, the innermost last.
#[derive(Default)]
pub(super) struct HtmlTables(Vec<OpenTable>);

#[derive(Default)]
struct OpenTable {
    table: Table,
    has_header: bool,
    in_head: bool,
    row: Option<OpenRow>,
}

#[derive(Default)]
struct OpenRow {
    cells: Vec<InlineText>,
    /// How many of the cells are headings.
    headings: usize,
    line: u32,
    cell: Option<InlineText>,
}

impl HtmlTables {
    /// Whether no table is open.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether no further table is read as one.
    pub(super) fn is_full(&self) -> bool {
        self.0.len() >= MAX_TABLES
    }

    /// The text of the innermost open cell.
    pub(super) fn cell(&mut self) -> Option<&mut InlineText> {
        self.0.last_mut()?.row.as_mut()?.cell.as_mut()
    }

    /// Opens a table on a line.
    pub(super) fn start(&mut self, line: u32) {
        let table = Table { line, is_closed: true, ..Table::default() };
        self.0.push(OpenTable { table, ..OpenTable::default() });
    }

    /// Says whether the rows that follow are those of a header.
    pub(super) fn head(&mut self, in_head: bool) {
        self.0.last_mut().into_iter().for_each(|table| table.in_head = in_head);
    }

    /// Opens a row; one that is open ends.
    pub(super) fn start_row(&mut self, line: u32) {
        self.end_row();
        if let Some(table) = self.0.last_mut() {
            table.row = Some(OpenRow { line, ..OpenRow::default() });
        }
    }

    /// Opens a cell, `td` or `th`; one that is open ends.
    pub(super) fn start_cell(&mut self, name: &str, style: Option<&str>, line: u32) {
        self.end_cell();
        let Some(table) = self.0.last_mut() else { return };
        let row = table.row.get_or_insert_with(|| OpenRow { line, ..OpenRow::default() });
        row.headings += usize::from(name == "th");
        let mut cell = InlineText::default();
        cell.indent = style.map_or(0, indent);
        row.cell = Some(cell);
    }

    /// Ends the open cell.
    pub(super) fn end_cell(&mut self) {
        let row = self.0.last_mut().and_then(|table| table.row.as_mut());
        if let Some(row) = row
            && let Some(cell) = row.cell.take()
        {
            row.cells.push(cell.trimmed());
        }
    }

    /// Ends the open row.
    pub(super) fn end_row(&mut self) {
        self.end_cell();
        let Some(table) = self.0.last_mut() else { return };
        let Some(row) = table.row.take().filter(|row| !row.cells.is_empty()) else { return };
        let is_header = table.in_head || row.headings == row.cells.len();
        if is_header && !table.has_header && table.table.rows.is_empty() {
            table.has_header = true;
            table.table.columns = row.cells.len();
            table.table.line = row.line;
            table.table.header = row.cells;
        } else {
            table.table.rows.push(Row { written: row.cells.len(), cells: row.cells, line: row.line });
        }
    }

    /// Ends the innermost table and returns it, unless it is empty or belongs to a cell.
    pub(super) fn end(&mut self) -> Option<Table> {
        self.end_row();
        let mut open = self.0.pop()?;
        if !open.has_header && !open.table.rows.is_empty() {
            let first = open.table.rows.remove(0);
            open.table.line = first.line;
            open.table.columns = first.cells.len();
            open.table.header = first.cells;
            open.table.is_headless = true;
        }
        if open.table.header.is_empty() {
            return None;
        }
        match self.cell() {
            Some(cell) => {
                cell.tables.push(open.table);
                None
            }
            None => Some(open.table),
        }
    }
}

/// The pixels by which a style moves text to the right.
fn indent(style: &str) -> usize {
    let rest =
        ["padding-left:", "margin-left:", "text-indent:"].iter().find_map(|name| Some(style.split_once(name)?.1));
    let digits: String = rest.unwrap_or_default().trim_start().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}
