//! The properties that a section of a page describes, however it writes them: in tables, in lists of items, as terms with
//! explanations, as bold names with lines below them.

use super::{
    block::{Block, TextBlock},
    columns::is_heading,
    entry::{details, entry, says_something, tells_types},
    inline::InlineText,
    nesting::FlatRow,
    property_row::{PropertyRow, RowStyle, columns},
    table::{Row, Table},
    turned_table::turned,
};
use indexmap::IndexMap;
use ringback_constraints::clue::Column;
use ringback_contract::line_index::IndexedText;
use std::collections::HashSet;

/// What a section holds.
#[derive(Debug, Default)]
pub struct PropertyList {
    /// Tables of properties.
    pub tables: Vec<Table>,
    /// Properties that are written as entries of a list.
    pub entries: Vec<FlatRow>,
    /// Tables of values, each with the property that has it.
    pub enumerated: Vec<Table>,
    /// Tables of values with their meanings.
    pub values: Vec<Table>,
    /// Tables that are neither.
    pub other_tables: Vec<Table>,
    /// What else stands there.
    pub prose: Vec<TextBlock>,
    /// Examples and other code.
    pub code: Vec<TextBlock>,
}

impl PropertyList {
    /// The contents of a section.
    pub fn of(text: &IndexedText, blocks: &[Block], style: RowStyle) -> Self {
        let mut list = Self::default();
        let mut entries: Vec<Candidate> = Vec::new();
        for block in blocks {
            match block {
                Block::Table(table) => list.table(table),
                Block::Code(code) => list.code.push(code.clone()),
                Block::Heading(_) => {}
                Block::Term(block) | Block::Item(block) | Block::Paragraph(block) | Block::Explanation(block)
                    if block.is_links && block.head == 0 || block.text.is_empty() => {}
                Block::Term(term) => {
                    let marked = TextBlock { head: term.text.len(), ..term.clone() };
                    list.candidate(text, &mut entries, &marked, term, style);
                }
                Block::Item(item) => list.candidate(text, &mut entries, item, item, style),
                // Bars are what is left of a table whose header or line of dashes is missing.
                Block::Paragraph(paragraph) if let Some(table) = barred(paragraph) => list.tables.push(table),
                Block::Paragraph(paragraph) if let Some(marked) = barred_name(paragraph) => {
                    list.candidate(text, &mut entries, &marked, paragraph, style);
                }
                Block::Paragraph(paragraph) if paragraph.head > 0 && !paragraph.has_bars => {
                    list.candidate(text, &mut entries, paragraph, paragraph, style);
                }
                Block::Explanation(block) => match entries.last_mut() {
                    Some(last) => last.add(block),
                    None => list.prose.push(block.clone()),
                },
                Block::Paragraph(block) => match entries.last_mut() {
                    // A line such as "Type: string" goes on about the name above.
                    Some(last) if last.block.depth == 0 && last.takes(block) => last.add(block),
                    _ => list.prose.push(block.clone()),
                },
            }
        }
        list.keep(entries);
        list
    }

    /// Whether it describes properties.
    pub fn has_properties(&self) -> bool {
        !self.tables.is_empty() || !self.entries.is_empty()
    }

    fn table(&mut self, table: &Table) {
        let columns = columns(table);
        if is_enumerated(table) {
            self.enumerated.push(table.clone());
            return;
        }
        if columns.describe_properties() || tells_types(table, columns) {
            self.tables.push(table.clone());
        } else if let Some(turned) = turned(table) {
            self.tables.push(turned);
        } else if is_of_values(table) {
            self.values.push(table.clone());
        } else {
            self.other_tables.push(table.clone());
        }
    }

    fn candidate(
        &mut self,
        text: &IndexedText,
        entries: &mut Vec<Candidate>,
        block: &TextBlock,
        whole: &TextBlock,
        style: RowStyle,
    ) {
        let source = text.lines_source(whole.lines, &*whole.text);
        // "Type: string" below a name is a line about it, and no property called Type.
        if let Some(last) =
            entries.last_mut().filter(|last| block.depth > last.block.depth && begins_with_label(&block.text))
        {
            return last.add(block);
        }
        match entry(block, source, style) {
            Some(flat) => entries.push(Candidate { flat, block: whole.clone(), more: Vec::new() }),
            // A line below an item goes on about it; any other is prose.
            None => match entries.last_mut().filter(|last| block.depth > last.block.depth || last.takes(block)) {
                Some(last) => last.add(block),
                None => self.prose.push(block.clone()),
            },
        }
    }

    /// Keeps the candidates if half of them say more than a name; else all are prose.
    fn keep(&mut self, candidates: Vec<Candidate>) {
        let candidates = with_values(candidates);
        let saying = candidates.iter().filter(|candidate| says_something(&candidate.flat.row)).count();
        let is_list = saying > 0 && saying * 2 >= candidates.len();
        for candidate in candidates {
            if is_list {
                self.entries.push(candidate.flat);
            } else {
                self.prose.push(candidate.block);
                self.prose.extend(candidate.more);
            }
        }
    }
}

/// A block that may be an entry of a list of properties.
struct Candidate {
    flat: FlatRow,
    block: TextBlock,
    more: Vec<TextBlock>,
}

impl Candidate {
    /// Whether a block goes on about the property: a line of it has a label that a column may have, or the entry has
    /// nothing but its name so far, or nothing but such lines.
    fn takes(&self, block: &TextBlock) -> bool {
        // After a bold name with its type comes the paragraph that describes it.
        let undescribed = self.flat.row.description.is_empty();
        let bare = undescribed && (self.flat.row.spelling.is_empty() || !self.more.is_empty() || self.block.head > 0);
        bare || block.text_lines().any(begins_with_label)
    }

    fn add(&mut self, block: &TextBlock) {
        block.text_lines().for_each(|line| details(&mut self.flat.row, line));
        self.more.push(block.clone());
        let lines = &mut self.flat.row.source.lines;
        lines[1] = lines[1].max(block.lines[1]);
    }
}

/// Whether a line begins with a word that may stand at the head of a column, and a colon.
fn begins_with_label(line: &str) -> bool {
    let label = line.split_once(':').map(|(label, _)| label.trim_matches(['*', ' ']));
    label.is_some_and(|label| super::columns::by_label(label).is_some())
}

/// Takes items that only name values, below a property whose description announces them, as its values.
fn with_values(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut kept: Vec<Candidate> = Vec::new();
    let mut values: Vec<Candidate> = Vec::new();
    let flush = |kept: &mut Vec<Candidate>, values: &mut Vec<Candidate>| {
        let all = std::mem::take(values);
        let Some(parent) = kept.last_mut() else { return };
        if announces(&parent.flat.row) && all.len() > 1 {
            let names: Vec<&str> = all.iter().map(|value| value.flat.row.printed.as_str()).collect();
            parent.flat.row.cells.push((Column::Values, names.join(", ")));
        }
        for value in all {
            let said = format!("{} {}", value.flat.row.printed, value.flat.row.description);
            parent.flat.row.describe(said.trim());
            parent.more.push(value.block);
        }
    };
    for candidate in candidates {
        let below = kept
            .last()
            .is_some_and(|parent| candidate.block.depth > parent.block.depth && says_something(&parent.flat.row));
        if below && !says_something(&candidate.flat.row) {
            values.push(candidate);
        } else {
            flush(&mut kept, &mut values);
            kept.push(candidate);
        }
    }
    flush(&mut kept, &mut values);
    kept
}

/// Whether a property's description says that values follow.
fn announces(row: &PropertyRow) -> bool {
    let text = row.description.trim().to_lowercase();
    let says = ["one of", "values", "options", "either", "enum"].iter().any(|word| text.contains(word));
    says || text.ends_with(':') && !row.spelling.to_lowercase().contains("object")
}

/// A line such as "**name** | string | required" as "name (string, required)".
fn barred_name(block: &TextBlock) -> Option<TextBlock> {
    let (name, rest) = block.text.split_at_checked(block.head).filter(|_| block.head > 0 && block.breaks.is_empty())?;
    let rest = rest.trim_start().strip_prefix('|')?;
    let parts: Vec<&str> = rest.split('|').map(str::trim).filter(|part| !part.is_empty()).collect();
    Some(TextBlock { text: format!("{name} ({})", parts.join(", ")), has_bars: false, ..block.clone() })
}

/// The table that lines with bars between their cells make up, if its columns show that it describes properties.
fn barred(block: &TextBlock) -> Option<Table> {
    if !block.has_bars {
        return None;
    }
    let cells = |line: &str| -> Vec<InlineText> {
        // A bar at the end closes the line only if one opens it; else an empty cell is behind it.
        let inner = line.strip_prefix('|').map(|line| line.strip_suffix('|').unwrap_or(line));
        inner.unwrap_or(line).split('|').map(|cell| InlineText::plain(cell.trim())).collect()
    };
    let lines: Vec<Vec<InlineText>> = block.text_lines().map(cells).collect();
    let first = lines.first().filter(|_| lines.len() > 1)?;
    let columns = first.len();
    if columns < 2 || lines.iter().any(|line| line.len() != columns) {
        return None;
    }
    let has_header = first.first().is_some_and(|cell| is_heading(&cell.text));
    let header = if has_header { first.clone() } else { vec![InlineText::default(); columns] };
    let numbers = (0..).map(|at: u32| block.lines[0].saturating_add(at));
    let rows = lines.iter().zip(numbers).skip(usize::from(has_header));
    let rows = rows.map(|(cells, line)| Row { cells: cells.clone(), written: columns, line }).collect();
    let table = Table { header, rows, columns, line: block.lines[0], is_closed: true, ..Table::default() };
    super::property_row::columns(&table).describe_properties().then_some(table)
}

/// Whether a table has two columns, a property and a value that it may have, and properties have several rows.
fn is_enumerated(table: &Table) -> bool {
    let heading = |at: usize| table.header.get(at).map(|cell| cell.text.to_lowercase()).unwrap_or_default();
    let is_list = matches!(&*heading(0), "property" | "parameter" | "field" | "name" | "attribute")
        && matches!(&*heading(1), "value" | "values" | "enum value");
    let names: HashSet<&str> = table.rows.iter().map(|row| row.text(0)).collect();
    is_list && table.header.len() == 2 && names.len() < table.rows.len()
}

/// The values of each property in such a table.
pub fn enumerated_values(table: &Table) -> IndexMap<String, Vec<String>> {
    let mut values: IndexMap<String, Vec<String>> = IndexMap::new();
    for row in &table.rows {
        values.entry(row.text(0).to_owned()).or_default().push(row.text(1).trim_matches(['`', '"']).to_owned());
    }
    values
}

/// Whether a table lists values: its first column is headed so and nothing says of what type they are.
fn is_of_values(table: &Table) -> bool {
    let heading = table.header.first().map(|cell| cell.text.to_lowercase()).unwrap_or_default();
    let heading = heading.trim_matches(['*', ' ', ':']);
    [
        "value",
        "values",
        "enum",
        "enum value",
        "allowed value",
        "possible value",
        "constant",
        "member",
        "enum values",
        "possible values",
    ]
    .contains(&heading)
        && !table.rows.is_empty()
}

/// The values that a table lists in its first column.
pub fn listed_values(table: &Table) -> Vec<String> {
    table
        .rows
        .iter()
        .map(|row| row.text(0).trim_matches(['`', '"', '\'']).to_owned())
        .filter(|value| !value.is_empty())
        .collect()
}
