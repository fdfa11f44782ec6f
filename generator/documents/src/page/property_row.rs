//! The rows of a table of properties: name, type, description and marks of each, whatever the order of the columns; rows
//! that are nested in others are their children.

use super::{
    columns::{Columns, Meaning, is_heading},
    entry::details,
    members::take_members,
    name_cell::{NameMark, name_cell},
    nesting::{FlatRow, nest},
    presence_marks::{complete_marks, marked_type},
    table::{Row, Table},
    turned_table::group_mark,
    type_cell::{TypeCell, type_cell},
};
use ringback_constraints::{
    clue::Column,
    constraint::cell::{Presence, cardinality, is_blank, presence, yes_or_no},
    spelling::{Spelling, is_known, spell},
};
use ringback_contract::{line_index::IndexedText, provenance::Source, subject::Step};

/// A property as one row of a table gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct PropertyRow {
    /// The name on the wire, as far as the page shows it.
    pub name: String,
    /// The name as printed.
    pub printed: String,
    /// The type as an SDK would spell it; may be empty.
    pub spelling: String,
    /// Target of the link in the type's cell, `#StateEnum`.
    pub link: Option<String>,
    /// The description; may be empty, and cut short.
    pub description: String,
    /// Marks such as `[optional]`; `None` when the table does not say.
    pub notes: Option<String>,
    /// What further columns say.
    pub cells: Vec<(Column, String)>,
    /// Where in a request it stands, if a column says so: `query`, `body`.
    pub place: String,
    /// The steps from the value to the object whose properties the children are: [`Step::Items`] for a list.
    pub steps: Vec<Step>,
    /// The properties nested in it.
    pub children: Vec<PropertyRow>,
    /// Where the row stands, quoted as its cells with ` | ` between them.
    pub source: Source,
    /// What is odd about the row: kind and message of a finding.
    pub oddities: Vec<(&'static str, String)>,
}

impl PropertyRow {
    /// A row of which only the place and the name are known.
    pub fn named(name: impl Into<String>, source: Source) -> Self {
        let name = name.into();
        Self {
            printed: name.clone(),
            name,
            spelling: String::new(),
            link: None,
            description: String::new(),
            notes: None,
            cells: Vec::new(),
            place: String::new(),
            steps: Vec::new(),
            children: Vec::new(),
            source,
            oddities: Vec::new(),
        }
    }

    /// What the page says about its presence, as a mark in brackets; empty if nothing.
    pub fn presence_mark(&self) -> &str {
        let said = self.cells.iter().find_map(|(column, text)| match column {
            Column::Required | Column::Cardinality => presence(text),
            Column::Optional => yes_or_no(text).map(|yes| if yes { Presence::Optional } else { Presence::Required }),
            _ => None,
        });
        match said {
            Some(Presence::Optional) => "[optional]",
            Some(Presence::Required) => "[required]",
            Some(Presence::Conditional) | None => self.notes.as_deref().unwrap_or_default(),
        }
    }

    /// Whether the page says whether it is required.
    pub(super) fn has_mark(&self) -> bool {
        self.cells.iter().any(|(column, text)| *column == Column::Required && presence(text).is_some())
    }

    /// Takes a type in words for what it means everywhere: outside of an SDK an `Integer` is any, not one of 32 bits.
    pub fn without_language(&mut self) {
        if self.spelling == "Integer" {
            self.spelling = "integer".into();
        }
    }

    /// Adds prose to the description.
    pub fn describe(&mut self, text: &str) {
        if !self.description.is_empty() && !text.is_empty() {
            self.description.push_str("\n\n");
        }
        self.description.push_str(text);
    }

    /// Adds a cell that says something.
    fn add_cell(&mut self, column: Column, text: &str) {
        self.cells.push((column, text.to_owned()));
    }
}

/// The cells of so many rows decide what columns mean.
const LOOKED_AT: usize = 100;

/// How names in a table are read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowStyle {
    /// Whether the table is an SDK's, in which any text in the first column is a name.
    pub is_sdk: bool,
    /// What a star beside a name means.
    pub star: NameMark,
}

impl Default for RowStyle {
    fn default() -> Self {
        Self { is_sdk: false, star: NameMark::Required }
    }
}

/// The rows of tables of properties.
pub fn property_rows<'t>(
    text: &IndexedText,
    tables: impl IntoIterator<Item = &'t Table>,
    style: RowStyle,
) -> Vec<PropertyRow> {
    let mut rows: Vec<FlatRow> = tables.into_iter().flat_map(|table| rows(text, table, style)).collect();
    complete_marks(rows.iter_mut().map(|row| &mut row.row));
    nest(rows)
}

/// The columns of a table.
pub fn columns(table: &Table) -> &Columns {
    table.meanings.0.get_or_init(|| find_columns(table))
}

fn find_columns(table: &Table) -> Columns {
    let headings: Vec<&str> = match !is_header(table) {
        true => vec![""; table.header.len()],
        false => table.header.iter().map(|cell| cell.text.as_str()).collect(),
    };
    let row = |row: &'_ Row| -> Vec<String> { texts(table, row) };
    let first = Row { cells: table.header.clone(), written: table.columns, line: table.line };
    let first = (!is_header(table)).then_some(&first);
    let rows: Vec<Vec<String>> = first.into_iter().chain(&table.rows).take(LOOKED_AT).map(row).collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    Columns::of(&headings, &rows)
}

/// Whether the first row of a table is a header: so many of its cells are headings by their words, or all are empty.
fn is_header(table: &Table) -> bool {
    let words = table.header.iter().filter(|cell| is_heading(&cell.text)).count();
    let is_empty = table.header.iter().all(|cell| cell.text.trim().is_empty());
    is_empty || words > usize::from(table.is_headless)
}

fn rows(text: &IndexedText, table: &Table, style: RowStyle) -> Vec<FlatRow> {
    let columns = columns(table);
    let Some(names) = columns.at(Meaning::Name) else { return Vec::new() };
    let first = Row { cells: table.header.clone(), written: table.columns, line: table.line };
    let first = (!is_header(table)).then_some(&first);
    let blank_means_no = only_positive(table, columns);
    let rows = first.into_iter().chain(&table.rows);
    let mut group = None;
    let mut found = Vec::new();
    for row in rows {
        if let Some(mark) = group_mark(row) {
            group = Some(mark);
            continue;
        }
        let mut flat = flat_row(text, table, columns, names, row, style, blank_means_no);
        if let Some(mark) = group.filter(|_| flat.row.presence_mark().is_empty()) {
            flat.row.add_cell(Column::Required, mark);
        }
        found.push(flat);
    }
    found
}

/// Whether a column of presence marks only what is required, so that an empty cell means that it is not.
fn only_positive(table: &Table, columns: &Columns) -> bool {
    let column = columns.cells().find(|(_, cell)| *cell == Column::Required);
    column.is_some_and(|(at, _)| {
        let said = table.rows.iter().map(|row| row.text(at).trim()).filter(|text| !text.is_empty());
        let mut said = said.peekable();
        said.peek().is_some() && said.all(|text| presence(text) == Some(Presence::Required))
    })
}

/// The texts of a row's cells, with a type put together again that a `|` divided: `string | null`.
fn texts(table: &Table, row: &Row) -> Vec<String> {
    let mut texts: Vec<String> = row.cells.iter().map(|cell| cell.text.clone()).collect();
    let mut at = 0;
    while row.written > table.columns && texts.len() > table.columns && at + 1 < texts.len() && at < table.columns {
        let is_part = |text: Option<&String>| {
            let word = text.map(|text| text.trim().trim_matches(['*', '`']).to_lowercase()).unwrap_or_default();
            matches!(&*word, "null" | "nil") || is_known(&word)
        };
        if is_part(texts.get(at)) && is_part(texts.get(at + 1)) {
            let next = texts.remove(at + 1);
            texts.get_mut(at).into_iter().for_each(|text| {
                *text = format!("{} | {}", text.trim().trim_matches(['*', '`']), next.trim().trim_matches(['*', '`']));
            });
        } else {
            at += 1;
        }
    }
    texts
}

fn flat_row(
    text: &IndexedText,
    table: &Table,
    columns: &Columns,
    names: usize,
    row: &Row,
    style: RowStyle,
    blank_means_no: bool,
) -> FlatRow {
    let mut texts = texts(table, row);
    let written = if texts.len() < row.cells.len() { texts.len() } else { row.written };
    let mut property = PropertyRow::named("", text.lines_source([row.line; 2], row.quote()));
    let message = || format!("{written} cells where the table has {} columns", table.columns);
    let notes = columns.at(Meaning::Cell(Column::Notes));
    if written > table.columns {
        property.oddities.push(("too-many-cells", message()));
        rejoin(columns, &mut texts, table.columns);
    } else if written < table.columns {
        property.oddities.push(("too-few-cells", message()));
    }
    let cell = |at: usize| texts.get(at).map(|text| text.trim()).unwrap_or_default();
    let (path, depth) = named(&mut property, cell(names), style);
    let indent = row.cells.get(names).map_or(0, |cell| cell.indent);
    if table.header.iter().zip(&texts).all(|(heading, text)| heading.text == *text) {
        property.oddities.push(("template-row", "the header again; it is no property".into()));
        property.name.clear();
    }
    let types = columns.at(Meaning::Cell(Column::Type));
    property.link = types.and_then(|column| row.cells.get(column)?.link.clone());
    let kind = types.map(cell).unwrap_or_default();
    match marked_type(kind).filter(|_| !style.is_sdk) {
        Some((kind, mark)) => {
            typed(&mut property, &kind);
            if !columns.has_presence() {
                property.add_cell(Column::Required, mark);
            }
        }
        None => typed(&mut property, kind),
    }
    let descriptions: Vec<&str> = columns.all(Meaning::Description).map(cell).filter(|text| !text.is_empty()).collect();
    // Without a column of types, the description may begin with one.
    let describe = |text: &str| if types.is_none() { details(&mut property, text) } else { property.describe(text) };
    descriptions.into_iter().filter(|text| !is_blank(text)).for_each(describe);
    if !style.is_sdk {
        property.without_language();
    }
    property.place = columns.at(Meaning::Place).map(cell).unwrap_or_default().to_lowercase();
    let is_short = written < table.columns;
    // Beside a column that says what is required, notes are prose, and none say nothing.
    property.notes =
        notes.map(|at| cell(at).to_owned()).filter(|notes| !(notes.is_empty() && (is_short || columns.has_presence())));
    if written > table.columns && notes.is_some() {
        property.notes = property.notes.filter(|notes| notes.starts_with('['));
    }
    for (at, column) in columns.cells() {
        let text = cell(at);
        match column {
            Column::Type | Column::Notes => {}
            Column::Values => property.add_cell(column, text),
            Column::Required if text.is_empty() && blank_means_no => property.add_cell(column, "no"),
            _ if is_blank(text) && !matches!(column, Column::Required | Column::Optional) => {}
            _ if text.is_empty() => {}
            _ => property.add_cell(column, text.trim_matches('`')),
        }
    }
    let many = property.cells.iter().any(|(column, text)| {
        *column == Column::Cardinality && cardinality(text).is_some_and(|(_, most)| most.is_none_or(|most| most > 1))
    });
    if many && !matches!(spell(&property.spelling), Spelling::List(_)) && !is_list_word(&property.spelling) {
        property.spelling =
            if property.spelling.is_empty() { "List".into() } else { format!("List<{}>", property.spelling) };
    }
    for nested in row.cells.iter().flat_map(|cell| &cell.tables) {
        let inner = property_rows(text, [nested], style);
        if inner.is_empty() {
            let header = nested.header.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" | ");
            property.oddities.push(("unread-table", format!("a table in a cell is not understood: {header}")));
        }
        property.children.extend(inner);
    }
    take_members(&mut property, style);
    FlatRow { row: property, path, depth, indent }
}

/// Reads the cell with the name; what stands beside it goes to the row. Returns the steps that the name writes, and how
/// many marks of nesting stand before it.
pub fn named(property: &mut PropertyRow, text: &str, style: RowStyle) -> (Vec<Step>, usize) {
    property.printed = text.replace('`', "");
    let text = if style.is_sdk { property.printed.clone() } else { text.to_owned() };
    let text = text.as_str();
    let (mut path, mut depth) = (Vec::new(), 0);
    let cell = name_cell(text);
    let nests = cell.as_ref().is_some_and(|cell| cell.depth > 0 || cell.mark.is_some() || cell.path.len() > 1);
    match cell {
        // In a table of an SDK any text is a name, unless marks show that it is more.
        Some(cell) if !style.is_sdk || nests => {
            property.name = cell.name().unwrap_or_default().to_owned();
            depth = cell.depth;
            path.clone_from(&cell.path);
            let mark = match cell.mark {
                Some(NameMark::Star) => Some(style.star),
                mark => mark,
            };
            match mark {
                Some(NameMark::Required | NameMark::Star) => property.add_cell(Column::Required, "required"),
                Some(NameMark::Optional) => property.add_cell(Column::Required, "optional"),
                None => {}
            }
            beside(property, &cell.rest);
        }
        _ if style.is_sdk => property.name = text.to_owned(),
        _ if text.is_empty() => {}
        _ => property.oddities.push(("not-a-name", format!("`{text}` is no name of a property; the row was left out"))),
    }
    if path.is_empty() {
        path = vec![Step::Property(property.name.clone())];
    }
    (path, depth)
}

/// Reads what a cell writes behind a name: a type, a mark, or prose.
fn beside(property: &mut PropertyRow, rest: &str) {
    if rest.is_empty() {
        return;
    }
    let cell = type_cell(rest.trim_matches(['(', ')', '[', ']']));
    if is_certain_type(&cell) {
        typed(property, rest.trim_matches(['(', ')', '[', ']']));
    } else if cell.spelling.is_empty() && cell.rest.is_empty() {
        property.cells.extend(cell.cells);
    } else {
        property.description = rest.to_owned();
    }
}

/// Whether a cell's type is one that cannot be prose.
pub fn is_certain_type(cell: &TypeCell) -> bool {
    match spell(&cell.spelling) {
        Spelling::Name(name) => is_known(&name),
        Spelling::Unknown => false,
        Spelling::List(_) | Spelling::Map(_) | Spelling::Nullable(_) => true,
    }
}

/// Adds what the cell of the type says.
pub fn typed(property: &mut PropertyRow, text: &str) {
    let cell = type_cell(text);
    if !cell.spelling.is_empty() {
        property.spelling = cell.spelling;
    }
    for (column, text) in cell.cells {
        property.add_cell(column, &text);
    }
    for rest in cell.rest {
        property.describe(&rest);
    }
}

fn is_list_word(spelling: &str) -> bool {
    matches!(&*spelling.to_lowercase(), "list" | "array" | "set")
}

/// Puts a description together again that a `|` in it divided into several cells. The notes are then further right, and
/// are believed only where a mark in brackets shows which cell they are.
fn rejoin(columns: &Columns, texts: &mut Vec<String>, count: usize) {
    let notes = columns.at(Meaning::Cell(Column::Notes));
    let description = columns.at(Meaning::Description);
    let (Some(notes), Some(description)) = (notes, description) else { return };
    if description + 1 != notes {
        return;
    }
    let marks = (notes..texts.len()).find(|at| texts.get(*at).is_some_and(|text| text.starts_with('[')));
    let end = marks.unwrap_or(texts.len());
    let parts: Vec<String> = texts.drain(description..end).collect();
    texts.insert(description, parts.join(" | ").trim_end_matches([' ', '|']).to_owned());
    texts.truncate(count.max(description + 1));
}
