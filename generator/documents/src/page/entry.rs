//! A property as a list writes it: a name, then its type, its marks and labelled parts, then prose.
//!
//! `**queueId** (string, required): The queue.`, `priority: integer – From 0 to 10.`, `**name** — Type: string, Required: no`.

use super::{
    block::TextBlock,
    columns::{Columns, Meaning, by_label},
    nesting::FlatRow,
    property_row::{PropertyRow, RowStyle, is_certain_type, named, typed},
    table::Table,
    type_cell::type_cell,
};
use ringback_constraints::{clue::Column, constraint::cell::presence};
use ringback_contract::{provenance::Source, subject::Step};

/// What may stand between the parts of an entry.
const BETWEEN: &[char] = &[':', '-', '–', '—', ',', ';', '|', '·', '.', '•', '*', '_', ' ', '\u{a0}', '='];
/// The cells of so many rows decide what a column says.
const ROWS_LOOKED_AT: usize = 100;
/// All but one in so many descriptions begin with a type.
const MISFITS_PER: usize = 5;
/// Words with which a condition begins.
const CONDITIONS: &[&str] = &["if", "when", "only", "unless", "for", "depend", "in ", "on ", "see"];
/// An entry has at most so many parts before its prose.
const MAX_PARTS: usize = 16;

/// Reads a block that begins with a name; `None` where it begins with none. `is_marked` says that bold type, code or a term
/// shows where the name ends.
pub fn entry(block: &TextBlock, source: Source, style: RowStyle) -> Option<FlatRow> {
    let mut lines = block.text_lines();
    let first = lines.next()?;
    let (name, rest) = match block.head {
        0 => {
            let end = first.find([':', '(', ' ']).unwrap_or(first.len());
            let (name, rest) = first.split_at_checked(end)?;
            // Without markup only a colon, brackets or a dash show that the first word is a name.
            let after = rest.trim_start();
            if !(after.starts_with([':', '(']) || ["- ", "– ", "— "].iter().any(|dash| after.starts_with(dash))) {
                return None;
            }
            (name, rest)
        }
        head => first.split_at_checked(head.min(first.len()))?,
    };
    let mark = match rest.trim_start().starts_with(['?', '*']) && !rest.starts_with("**") {
        true => rest.trim_start().get(..1).unwrap_or_default(),
        false => "",
    };
    let mut row = PropertyRow::named("", source);
    let (path, _) = named(&mut row, &format!("{}{mark}", name.trim().trim_end_matches(':')), style);
    if row.name.is_empty() && !path.iter().any(|step| matches!(step, Step::Property(name) if !name.is_empty())) {
        return None;
    }
    row.oddities.clear();
    row.printed = name.trim().to_owned();
    details(&mut row, rest.trim_start().trim_start_matches(mark));
    lines.for_each(|line| details(&mut row, line));
    row.without_language();
    Some(FlatRow { row, path, depth: block.depth, indent: 0 })
}

/// Reads a line about a property: its type, marks and labelled parts; the rest is its description.
pub fn details(row: &mut PropertyRow, line: &str) {
    let mut rest = line.trim();
    for _ in 0..MAX_PARTS {
        rest = rest.trim_start_matches(BETWEEN);
        if let Some(after) = coded(row, rest) {
            rest = after;
            continue;
        }
        if rest.is_empty() {
            return;
        }
        match group(row, rest)
            .or_else(|| marked_type(row, rest))
            .or_else(|| labelled(row, rest))
            .or_else(|| bare(row, rest))
        {
            Some(after) => rest = after,
            None => break,
        }
    }
    if !rest.trim().is_empty() {
        row.describe(rest.trim());
    }
}

/// Whether an entry says of what type its property is, or whether it is required: then it describes a property.
pub fn says_something(row: &PropertyRow) -> bool {
    is_certain_type(&type_cell(&row.spelling))
        || row.cells.iter().any(|(column, _)| matches!(column, Column::Required | Column::Optional | Column::Default))
}

/// Whether a table without a column of types tells them at the beginning of its descriptions: "String. The queue."
pub fn tells_types(table: &Table, columns: &Columns) -> bool {
    let (Some(_), Some(at)) = (columns.at(Meaning::Name), columns.at(Meaning::Description)) else { return false };
    let cells: Vec<&str> = table.rows.iter().take(ROWS_LOOKED_AT).map(|row| row.text(at)).collect();
    let told = |cell: &&&str| {
        let mut row = PropertyRow::named("", Source::line("", 1, ""));
        details(&mut row, cell);
        !row.spelling.is_empty()
    };
    let told = cells.iter().filter(told).count();
    told > 0 && (cells.len() - told) * MISFITS_PER <= cells.len()
}

/// Takes code that is a type or a mark; returns what is behind.
fn coded<'t>(row: &mut PropertyRow, text: &'t str) -> Option<&'t str> {
    let (code, rest) = text.strip_prefix('`')?.split_once('`')?;
    let cell = type_cell(code);
    let is_mark = cell.spelling.is_empty() && cell.rest.is_empty() && !cell.cells.is_empty();
    let is_type = row.spelling.is_empty() && cell.rest.is_empty() && is_certain_type(&cell);
    if !(is_mark || is_type) {
        return None;
    }
    typed(row, code);
    Some(rest)
}

/// Takes what stands in brackets, if all of it is a type and marks; returns what is behind.
fn group<'t>(row: &mut PropertyRow, text: &'t str) -> Option<&'t str> {
    let close = match text.chars().next()? {
        '(' => ')',
        '[' => ']',
        '<' => '>',
        '{' => '}',
        _ => return None,
    };
    let open = text.chars().next()?;
    let mut depth = 0usize;
    let end = text.char_indices().find(|(_, c)| {
        depth += usize::from(*c == open);
        depth -= usize::from(*c == close && depth > 0);
        depth == 0
    })?;
    let inner = text.get(1..end.0)?;
    if labels(row, inner) {
        return text.get(end.0 + 1..);
    }
    let cell = type_cell(inner);
    if cell.spelling.is_empty() && cell.cells.is_empty() || !(cell.spelling.is_empty() || is_type_like(&cell.spelling))
    {
        return None;
    }
    typed(row, inner);
    text.get(end.0 + 1..)
}

/// Takes labelled parts in brackets: `(type: String.t, default: 8)`. Says whether there were any.
fn labels(row: &mut PropertyRow, inner: &str) -> bool {
    let Some(mut rest) = labelled(row, inner.trim_start_matches(BETWEEN)) else { return false };
    for _ in 0..MAX_PARTS {
        rest = rest.trim_start_matches(BETWEEN);
        match labelled(row, rest) {
            Some(after) => rest = after,
            None => break,
        }
    }
    if !rest.is_empty() {
        row.describe(rest);
    }
    true
}

/// Whether a spelling is a type, be it one of a page of its own.
fn is_type_like(spelling: &str) -> bool {
    is_certain_type(&type_cell(spelling)) || !spelling.contains(' ') && spelling.starts_with(char::is_uppercase)
}

/// Takes a part with a label, `Required: yes`, up to the next one; returns what is behind.
fn labelled<'t>(row: &mut PropertyRow, text: &'t str) -> Option<&'t str> {
    let (label, value) = text.split_once(':')?;
    let label = label.trim_matches(['*', '_', '`', ' ']);
    if label.split_whitespace().count() > 3 {
        return None;
    }
    let meaning = by_label(label)?;
    let value = value.trim_start_matches(['*', '_', ' ']);
    // "(string) required: The queue." marks the property; "Required: if …" is a condition.
    if matches!(meaning, Meaning::Cell(Column::Required | Column::Optional))
        && presence(value.get(..end_of_part(value))?.trim()).is_none()
        && presence(label).is_some()
        && !CONDITIONS.iter().any(|word| value.to_lowercase().starts_with(word))
    {
        row.cells.push((Column::Required, label.to_lowercase()));
        return Some(value);
    }
    // A description takes the rest of the line.
    let end = if meaning == Meaning::Description { value.len() } else { end_of_part(value) };
    let (part, rest) = value.split_at_checked(end)?;
    let part = part.trim().trim_end_matches(['.', ',', ';', '*', '_']).trim();
    match meaning {
        Meaning::Cell(Column::Type) => typed(row, part),
        Meaning::Cell(Column::Notes) | Meaning::Description => {
            row.describe(part);
        }
        Meaning::Cell(column) if !part.is_empty() => row.cells.push((column, part.trim_matches('`').to_owned())),
        _ => {}
    }
    Some(rest)
}

/// Where a labelled part ends: before the next label, or with the line or sentence.
fn end_of_part(text: &str) -> usize {
    for (at, c) in text.char_indices() {
        let after = text.get(at + c.len_utf8()..).unwrap_or_default();
        let ends = match c {
            '—' | '|' | '·' => true,
            '.' => after.starts_with(' ') && after.trim_start().starts_with(char::is_uppercase),
            ',' | ';' => {
                let next = after.split(':').next().filter(|_| after.contains(':')).unwrap_or_default();
                next.split_whitespace().count() <= 3 && by_label(next.trim_matches(['*', '_', ' '])).is_some()
            }
            _ => false,
        };
        if ends {
            return at;
        }
    }
    text.len()
}

/// Takes a type and a mark in two words of their own, as what is left of `*string* **required**`; returns what is behind.
fn marked_type<'t>(row: &mut PropertyRow, text: &'t str) -> Option<&'t str> {
    let (kind, rest) = text.split_once(' ')?;
    let mark = rest.split(' ').next()?;
    let is_mark = matches!(mark, "required" | "optional" | "mandatory");
    if !is_mark || !row.spelling.is_empty() || !is_certain_type(&type_cell(kind)) {
        return None;
    }
    typed(row, kind);
    typed(row, mark);
    rest.get(mark.len()..)
}

/// Takes a type or a mark without a label up to what separates it from the rest; returns what is behind.
fn bare<'t>(row: &mut PropertyRow, text: &'t str) -> Option<&'t str> {
    let end = text
        .char_indices()
        .find(|(at, c)| {
            let after = text.get(at + c.len_utf8()..).unwrap_or_default();
            match c {
                ',' | ';' | '—' | '–' | '|' | '·' => true,
                ':' | '.' => after.is_empty() || after.starts_with(' '),
                '-' => after.starts_with(' ') && text.get(..*at).is_some_and(|before| before.ends_with(' ')),
                '(' => true,
                _ => false,
            }
        })
        .map_or(text.len(), |(at, _)| at);
    let (part, rest) = text.split_at_checked(end)?;
    let part = part.trim().trim_matches(['*', '_', '`']);
    let cell = type_cell(part);
    let is_mark = cell.spelling.is_empty() && cell.rest.is_empty() && !cell.cells.is_empty();
    let is_type = row.spelling.is_empty() && cell.rest.is_empty() && is_certain_type(&cell);
    if !(is_mark || is_type) {
        return None;
    }
    typed(row, part);
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::name_cell::NameMark;
    use Column::{Default, Required};

    fn read(text: &str, head: usize) -> Option<PropertyRow> {
        let block = TextBlock { text: text.into(), head, ..TextBlock::default() };
        let style = RowStyle { is_sdk: false, star: NameMark::Required };
        entry(&block, Source::line("x", 1, ""), style).map(|flat| flat.row)
    }

    #[test]
    fn an_entry_comes_apart() {
        for (text, head, name, spelling, cells, description) in [
            (
                "queueId (string, required): The queue.",
                7,
                "queueId",
                "string",
                &[(Required, "required")][..],
                "The queue.",
            ),
            ("queueId: string, required. The queue.", 0, "queueId", "string", &[(Required, "required")], "The queue."),
            (
                "queueId — Type: string, Required: yes. The queue.",
                7,
                "queueId",
                "string",
                &[(Required, "yes")],
                "The queue.",
            ),
            ("queueId - string - The queue.", 7, "queueId", "string", &[], "The queue."),
            ("queueId string required The queue.", 7, "queueId", "string", &[(Required, "required")], "The queue."),
            ("queueId string of the queue", 7, "queueId", "", &[], "string of the queue"),
            ("queueId (string) required: The queue.", 7, "queueId", "string", &[(Required, "required")], "The queue."),
            ("queueId (string) Required: if it rings.", 7, "queueId", "string", &[(Required, "if it rings")], ""),
            ("queueId (required) – The queue.", 7, "queueId", "", &[(Required, "required")], "The queue."),
            (
                "priority? (integer, default: 5)",
                8,
                "priority",
                "integer",
                &[(Required, "optional"), (Default, "5")],
                "",
            ),
            (
                "phones (array of strings): Where to call (once).",
                6,
                "phones",
                "List<string>",
                &[],
                "Where to call (once).",
            ),
            ("queueId: The queue.", 7, "queueId", "", &[], "The queue."),
            (
                "`queueId` `string` `required` - The queue.",
                9,
                "queueId",
                "string",
                &[(Required, "required")],
                "The queue.",
            ),
            ("`way` `string` - `a` or `b`.", 5, "way", "string", &[], "`a` or `b`."),
        ] {
            let row = read(text, head).unwrap();
            let cells: Vec<_> =
                cells.iter().map(|(column, text): &(Column, &str)| (*column, (*text).to_owned())).collect();
            assert_eq!(
                (&*row.name, &*row.spelling, row.cells, &*row.description),
                (name, spelling, cells, description),
                "{text}"
            );
        }
        for text in ["The queue. (string)", "Either code or amount is required.", ""] {
            assert_eq!(read(text, 0), None, "{text}");
        }
    }
}
