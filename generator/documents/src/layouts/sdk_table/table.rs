//! A table as it is written: its columns by name, and rows that may have more or fewer cells than columns.

use super::text::Text;

/// A table.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// The header's cells.
    pub(super) header: Vec<Text>,
    /// The rows, without a trailing line of attributes such as `{: class="table"}`.
    pub(super) rows: Vec<Row>,
    /// The number of columns.
    pub(super) columns: usize,
    /// The header's line.
    pub(super) line: u32,
    /// Whether the header ends with a bar.
    pub(super) closed: bool,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Its cells; missing ones may be empty.
    pub(super) cells: Vec<Text>,
    /// How many cells are written.
    pub(super) written: usize,
    /// Its line.
    pub(super) line: u32,
}

impl Table {
    /// The place of the column of this name, whatever its case.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|cell| cell.words.trim_matches('*').eq_ignore_ascii_case(name))
    }

    /// Whether its header has all these columns.
    pub(super) fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.column(name).is_some())
    }
}

impl Row {
    /// The words of a cell; none when the row is too short.
    pub(super) fn words(&self, column: usize) -> &str {
        self.cells.get(column).map(|cell| cell.words.as_str()).unwrap_or_default()
    }

    /// The row as a reader sees it.
    pub(super) fn quote(&self) -> String {
        let cells: Vec<&str> = self.cells.iter().map(|cell| cell.words.as_str()).collect();
        cells.join(" | ")
    }
}

/// How many cells a line is written with. `a | b |` has a third, empty one when it neither opens with a bar nor
/// belongs to a table whose lines close with one: templates leave it for a property without notes.
pub(super) fn written_cells(line: &str, closed: bool) -> usize {
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
