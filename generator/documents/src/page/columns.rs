//! The columns of a table: what each means is decided by its heading and by the cells below it, over the whole table.

mod headings;

pub use headings::{by_heading as by_label, is_heading};
use headings::{by_heading, may_mean};
use ringback_constraints::{
    clue::Column,
    constraint::{
        cell::{cardinality, is_blank, presence, range, yes_or_no},
        is_format,
    },
    spelling::{Spelling, spell},
};

/// What a column of a table means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The name of the property.
    Name,
    /// A description.
    Description,
    /// Where in a request a parameter stands: query, path, header, body.
    Place,
    /// Something that kinds of constraints read.
    Cell(Column),
    /// Numbers of rows and other things that say nothing of the property.
    Nothing,
    /// It was not understood.
    Unknown,
}

/// One column: its heading, its meaning, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnUse {
    /// The heading as written.
    pub heading: String,
    /// The meaning.
    pub meaning: Meaning,
    /// Why: by its heading, or by how many of its cells.
    pub why: String,
}

/// The columns of one table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// The columns in order.
    pub uses: Vec<ColumnUse>,
}

/// Of so many cells with text in a column of an undecided heading, all but one in five must fit a meaning.
const MISFITS_PER: usize = 5;
/// A table with more columns describes no properties.
const MAX_COLUMNS: usize = 64;
/// The cells of so many rows decide; more say nothing new.
const ROWS_LOOKED_AT: usize = 100;

impl Columns {
    /// The columns of a table with these headings and rows.
    pub fn of(headings: &[&str], rows: &[Vec<&str>]) -> Self {
        let rows = rows.get(..ROWS_LOOKED_AT).unwrap_or(rows);
        let mut columns = Self::default();
        if headings.len() > MAX_COLUMNS {
            return columns;
        }
        for (at, heading) in headings.iter().enumerate() {
            let cells: Vec<&str> = rows.iter().filter_map(|row| row.get(at).copied()).collect();
            let (meaning, why) = columns.decide(heading, &cells);
            columns.uses.push(ColumnUse { heading: (*heading).into(), meaning, why });
        }
        columns.find_names(rows);
        columns.describe_by_notes(rows);
        columns.type_by_format(rows);
        columns
    }

    /// The first column with a meaning.
    pub fn at(&self, meaning: Meaning) -> Option<usize> {
        self.uses.iter().position(|column| column.meaning == meaning)
    }

    /// The columns with a meaning.
    pub fn all(&self, meaning: Meaning) -> impl Iterator<Item = usize> {
        self.uses.iter().enumerate().filter(move |(_, column)| column.meaning == meaning).map(|(at, _)| at)
    }

    /// The columns that kinds of constraints read.
    pub fn cells(&self) -> impl Iterator<Item = (usize, Column)> {
        self.uses.iter().enumerate().filter_map(|(at, column)| match column.meaning {
            Meaning::Cell(cell) => Some((at, cell)),
            _ => None,
        })
    }

    /// Whether a column says which properties are required.
    pub fn has_presence(&self) -> bool {
        self.cells().any(|(_, cell)| matches!(cell, Column::Required | Column::Optional | Column::Cardinality))
    }

    /// Whether the table describes properties: it names them, and says of what type they are or another rule.
    pub fn describe_properties(&self) -> bool {
        let says = self.cells().any(|(_, cell)| !matches!(cell, Column::Notes | Column::Since));
        self.at(Meaning::Name).is_some() && says
    }

    /// How the meaning of each column was found, on one line.
    pub fn told(&self) -> String {
        let column = |column: &ColumnUse| {
            let meaning = match column.meaning {
                Meaning::Cell(cell) => format!("{cell:?}").to_lowercase(),
                meaning => format!("{meaning:?}").to_lowercase(),
            };
            format!("{:?} = {meaning} ({})", column.heading, column.why)
        };
        self.uses.iter().map(column).collect::<Vec<_>>().join(", ")
    }

    fn decide(&self, heading: &str, cells: &[&str]) -> (Meaning, String) {
        if let Some(meaning) = by_heading(heading) {
            let meaning = refined(meaning, cells);
            let is_free = self.at(meaning).is_none() || matches!(meaning, Meaning::Description | Meaning::Nothing);
            if is_free {
                return (meaning, "by its heading".into());
            }
            return match meaning {
                Meaning::Name => (Meaning::Description, "another column has the names".into()),
                _ => (Meaning::Unknown, "another column means the same".into()),
            };
        }
        for meaning in may_mean(heading) {
            if let Some(why) = fitting(*meaning, cells).filter(|_| self.at(*meaning).is_none()) {
                return (refined(*meaning, cells), why);
            }
        }
        // Of a heading that nobody knows only what cannot be mistaken is believed: "yes" may answer any question.
        let says = |cell: &&str| cell.trim().len() > 3 && yes_or_no(cell).is_none() && presence(cell).is_some();
        let presence_words = cells.iter().filter(|cell| says(cell)).count();
        let written = cells.iter().filter(|cell| !is_blank(cell)).count();
        if written > 0 && presence_words == written && !self.has_presence() {
            let why = format!("{presence_words} of {written} cells say required or optional");
            return (Meaning::Cell(Column::Required), why);
        }
        if written == 0 {
            return (Meaning::Nothing, "it is empty".into());
        }
        let is_prose = cells.iter().any(|cell| cell.split_whitespace().count() > 1);
        if heading.trim().is_empty() && is_prose && self.at(Meaning::Description).is_none() {
            return (Meaning::Description, "it has no heading, and its cells are prose".into());
        }
        (Meaning::Unknown, "neither its heading nor its cells are understood".into())
    }

    /// Where no heading says that a column has the names, takes the first column of names beside one of types.
    fn find_names(&mut self, rows: &[Vec<&str>]) {
        let cells = |at: usize| -> Vec<&str> { rows.iter().filter_map(|row| row.get(at).copied()).collect() };
        if self.at(Meaning::Name).is_none() {
            let mut unknown = self.all(Meaning::Unknown);
            let first = unknown.find(|at| fitting(Meaning::Name, &cells(*at)).is_some());
            drop(unknown);
            let Some(first) = first else { return };
            let has_type =
                || (0..self.uses.len()).find(|at| fitting(Meaning::Cell(Column::Type), &cells(*at)).is_some());
            if self.at(Meaning::Cell(Column::Type)).is_none() && has_type().is_none() {
                return;
            }
            let why = fitting(Meaning::Name, &cells(first)).unwrap_or_default();
            self.set(first, Meaning::Name, why);
        }
        if self.at(Meaning::Cell(Column::Type)).is_none() {
            let unknown: Vec<usize> = self.all(Meaning::Unknown).collect();
            let found =
                unknown.into_iter().find_map(|at| Some((at, fitting(Meaning::Cell(Column::Type), &cells(at))?)));
            if let Some((at, why)) = found {
                self.set(at, Meaning::Cell(Column::Type), why);
            }
        }
    }

    /// Takes notes for descriptions where nothing else describes and they are prose, not marks such as `[optional]`.
    fn describe_by_notes(&mut self, rows: &[Vec<&str>]) {
        let notes = self.at(Meaning::Cell(Column::Notes)).filter(|_| self.at(Meaning::Description).is_none());
        let prose = |at: &usize| {
            let mut cells = rows.iter().filter_map(|row| row.get(*at));
            cells.any(|cell| !cell.starts_with('[') && cell.split_whitespace().count() > 2)
        };
        if let Some(at) = notes.filter(prose) {
            self.set(at, Meaning::Description, "by its heading, as nothing else describes".into());
        }
    }

    /// Takes formats for types where no other column has them and all are: `string` under "Format".
    fn type_by_format(&mut self, rows: &[Vec<&str>]) {
        let format = self.at(Meaning::Cell(Column::Format));
        let Some(at) = format.filter(|_| self.at(Meaning::Cell(Column::Type)).is_none()) else { return };
        let mut cells = rows.iter().filter_map(|row| row.get(at)).filter(|cell| !is_blank(cell)).peekable();
        if cells.peek().is_some() && cells.all(|cell| is_type(cell) && !is_format(&cell.trim().to_lowercase())) {
            self.set(at, Meaning::Cell(Column::Type), "its cells are types, as no other column has them".into());
        }
    }

    fn set(&mut self, at: usize, meaning: Meaning, why: String) {
        if let Some(column) = self.uses.get_mut(at) {
            (column.meaning, column.why) = (meaning, why);
        }
    }
}

/// The narrower meaning that cells prove: a cardinality under a heading of presence, regular expressions under "Format".
fn refined(meaning: Meaning, cells: &[&str]) -> Meaning {
    let written: Vec<&str> = cells.iter().copied().filter(|cell| !is_blank(cell)).collect();
    let all = |fits: fn(&str) -> bool| !written.is_empty() && written.iter().all(|cell| fits(cell));
    match meaning {
        Meaning::Cell(Column::Required)
            if all(|cell| cardinality(cell).is_some() || cell.parse::<u64>().is_ok())
                && written.iter().any(|cell| cardinality(cell).is_some()) =>
        {
            Meaning::Cell(Column::Cardinality)
        }
        Meaning::Cell(Column::Cardinality) if all(|cell| cardinality(cell).is_none()) => {
            Meaning::Cell(Column::Required)
        }
        Meaning::Cell(Column::Optional) if all(|cell| yes_or_no(cell).is_none()) => Meaning::Cell(Column::Required),
        Meaning::Cell(Column::Format) if all(|cell| cell.trim_matches('`').starts_with('^')) => {
            Meaning::Cell(Column::Pattern)
        }
        meaning => meaning,
    }
}

/// Why the cells of a column fit a meaning; `None` if they do not.
fn fitting(meaning: Meaning, cells: &[&str]) -> Option<String> {
    let (fits, what): (fn(&str) -> bool, &str) = match meaning {
        Meaning::Name => (is_name, "are names"),
        Meaning::Cell(Column::Type) => (is_type, "are types"),
        Meaning::Cell(Column::Required | Column::Cardinality) => {
            (|cell| presence(cell).is_some(), "say required or optional")
        }
        Meaning::Cell(Column::Access) => (is_access, "say who writes it"),
        Meaning::Cell(Column::ReadOnly | Column::Nullable | Column::Deprecated) => {
            (|cell| yes_or_no(cell).is_some(), "say yes or no")
        }
        Meaning::Cell(Column::Range) => (|cell| range(cell).is_some(), "are ranges"),
        Meaning::Place => (is_place, "are places in a request"),
        Meaning::Nothing => (|cell| cell.trim().trim_end_matches('.').parse::<u32>().is_ok(), "are numbers"),
        _ => (|_| true, "have text"),
    };
    let has_text = |cell: &&str| match meaning {
        Meaning::Cell(Column::Range) => !is_blank(cell),
        _ => !cell.trim().is_empty(),
    };
    let written: Vec<&str> = cells.iter().copied().filter(has_text).collect();
    let count = written.iter().filter(|cell| fits(cell)).count();
    // A capital word may be the name of a type or of anything else; one type that is known must be among them.
    let is_known = meaning != Meaning::Cell(Column::Type)
        || written.iter().any(|cell| super::property_row::is_certain_type(&super::type_cell::type_cell(cell)));
    let is_enough = is_known && count > 0 && (written.len() - count) * MISFITS_PER <= written.len();
    is_enough.then(|| format!("{count} of {} cells {what}", written.len()))
}

/// Whether a text can be the name of a property, whatever marks stand around it.
pub fn is_name(text: &str) -> bool {
    let text = text.trim().trim_matches('`');
    let text =
        text.trim().trim_start_matches(['»', '›', '>', '↳', '└', '─', '├', '│', '→', '•', '.', '-', ' ', '\u{a0}']);
    let name = text.split_whitespace().next().unwrap_or_default().trim_end_matches(['*', '?', ':', '`']);
    let few = text.split_whitespace().count() <= 2;
    let plain = name.chars().all(|c| c.is_alphanumeric() || "_-.$[]{}@:".contains(c));
    few && plain && name.chars().any(char::is_alphabetic)
}

/// Whether a text spells a type: one that is known, or one built of known brackets.
pub fn is_type(text: &str) -> bool {
    let cell = super::type_cell::type_cell(text);
    match spell(&cell.spelling) {
        Spelling::Name(name) => {
            let words = text.split_whitespace().count();
            ringback_constraints::spelling::is_known(&name) || words == 1 && name.starts_with(char::is_uppercase)
        }
        Spelling::Unknown => false,
        Spelling::List(_) | Spelling::Map(_) | Spelling::Nullable(_) => true,
    }
}

fn is_access(text: &str) -> bool {
    let folded: String = text.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    matches!(
        &*folded,
        "r" | "w" | "rw" | "ro" | "wo" | "readonly" | "writeonly" | "readwrite" | "read" | "write" | "none" | ""
    )
}

fn is_place(text: &str) -> bool {
    matches!(
        &*text.trim().to_lowercase(),
        "query" | "path" | "header" | "cookie" | "body" | "formdata" | "form" | "url" | "json" | "uri" | "querystring"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meanings(headings: &str, rows: &[&str]) -> Vec<Meaning> {
        let split = |line: &'static str| line.split('|').map(str::trim).collect::<Vec<_>>();
        let headings: Vec<&str> = headings.split('|').map(str::trim).collect();
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| split(Box::leak(row.to_string().into_boxed_str()))).collect();
        Columns::of(&headings, &rows).uses.into_iter().map(|column| column.meaning).collect()
    }

    #[test]
    fn columns_are_understood_by_heading_and_cells() {
        use Column::{Cardinality, Default, Maximum, Minimum, Notes, Required, Type};
        use Meaning::{Cell, Description, Name, Nothing, Unknown};
        for (headings, rows, expected) in [
            (
                "Name | Type | Description | Notes",
                &["a | string | x | "][..],
                vec![Name, Cell(Type), Description, Cell(Notes)],
            ),
            (
                "Field | Data Type | M/O | Meaning",
                &["a | string | M | x"],
                vec![Name, Cell(Type), Cell(Required), Description],
            ),
            (
                "Type | **Property** | Required? | Default",
                &["string | a | yes | 1"],
                vec![Cell(Type), Name, Cell(Required), Cell(Default)],
            ),
            (
                "Key | Value | Occurs | Min | Max",
                &["a | string | 0..1 | 1 | 2"],
                vec![Name, Cell(Type), Cell(Cardinality), Cell(Minimum), Cell(Maximum)],
            ),
            ("Attribute | Schema | P", &["a | string | M", "b | int | O"], vec![Name, Cell(Type), Cell(Required)]),
            ("# | Element | Type | Colour", &["1 | a | string | red"], vec![Nothing, Name, Cell(Type), Unknown]),
            (" |  | ", &["queueId | string | The queue."], vec![Name, Cell(Type), Description]),
            ("Name | Type | Sortable", &["a | string | yes"], vec![Name, Cell(Type), Unknown]),
            ("Name | Type | Obligation", &["a | string | mandatory"], vec![Name, Cell(Type), Cell(Required)]),
            (
                "Name | Type | Obligatory | Notes",
                &["a | string | :x: | It is so. See b."],
                vec![Name, Cell(Type), Cell(Required), Description],
            ),
            (
                "Name | Type | Limits | Description",
                &["a | integer | 0 to 10 | x", "b | string | - | y"],
                vec![Name, Cell(Type), Cell(Column::Range), Description],
            ),
            ("City | Country", &["Bern | Switzerland"], vec![Unknown, Unknown]),
        ] {
            assert_eq!(meanings(headings, rows), expected, "{headings}");
        }
    }
}
