//! Tables that are written in another way than a row for each property: a column for each property, and rows that only
//! head the rows below them.

use super::{
    columns::{Meaning, by_label, is_heading},
    inline::InlineText,
    table::{Row, Table},
};
use ringback_constraints::clue::Column;
use ringback_contract::name::fold;

/// The table with a row for each property, if it has a column for each: names at the head of the columns, and what is said of
/// them (Type, Required, Description) at the head of the rows.
pub fn turned(table: &Table) -> Option<Table> {
    let (corner, names) = table.header.split_first()?;
    let headings = names.iter().filter(|name| is_heading(&name.text)).count();
    let is_corner = corner.text.trim().is_empty() || by_label(&corner.text) == Some(Meaning::Name);
    let labels: Vec<Meaning> = table.rows.iter().map(|row| by_label(row.text(0))).collect::<Option<_>>()?;
    let says_types = labels.contains(&Meaning::Cell(Column::Type));
    if !is_corner || !says_types || names.len() < 2 || headings * 2 >= names.len() {
        return None;
    }
    let mut first = InlineText::default();
    first.text.push_str("Name");
    let header: Vec<InlineText> =
        std::iter::once(first).chain(table.rows.iter().filter_map(|row| row.cells.first().cloned())).collect();
    let column = |(at, name): (usize, &InlineText)| {
        let cells = table.rows.iter().map(|row| row.cells.get(at + 1).cloned().unwrap_or_default());
        let cells: Vec<InlineText> = std::iter::once(name.clone()).chain(cells).collect();
        Row { written: cells.len(), cells, line: table.line }
    };
    let rows = names.iter().enumerate().map(column).collect();
    Some(Table { columns: header.len(), header, rows, ..table.clone() })
}

/// What a row says of the rows below it, if it heads a group: "Required parameters" across all columns.
pub fn group_mark(row: &Row) -> Option<&'static str> {
    const NOUNS: &[&str] = &[
        "parameters",
        "parameter",
        "fields",
        "properties",
        "attributes",
        "arguments",
        "elements",
        "body",
        "request",
        "the",
        "input",
        "params",
        "query",
    ];
    let mut texts = row.cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty());
    let text = texts.next().filter(|_| texts.next().is_none())?;
    let words: Vec<String> = text.split_whitespace().map(|word| fold(word.trim_matches(['*', ':', '_']))).collect();
    let (marks, nouns): (Vec<&str>, Vec<&str>) =
        words.iter().map(String::as_str).partition(|word| matches!(*word, "required" | "mandatory" | "optional"));
    let [mark] = marks.as_slice() else { return None };
    let is_group = !nouns.is_empty() && nouns.iter().all(|noun| NOUNS.contains(noun));
    is_group.then_some(if *mark == "optional" { "optional" } else { "required" })
}
