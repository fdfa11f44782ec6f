//! Marks of presence beside types, and what the marks of some properties tell of the others.

use super::property_row::PropertyRow;
use ringback_constraints::{
    clue::Column,
    constraint::cell::{Presence, presence},
    spelling::is_known,
};

/// Says of unmarked properties what the marks of the others tell: where only what is optional is marked, the rest is
/// required by silence; where what is required is marked, the rest is not.
pub fn complete_marks<'r>(rows: impl Iterator<Item = &'r mut PropertyRow>) {
    let rows: Vec<&mut PropertyRow> = rows.collect();
    let is = |row: &PropertyRow, said: Presence| {
        row.cells.iter().any(|(column, text)| *column == Column::Required && presence(text) == Some(said))
    };
    let marks_optional = rows.iter().any(|row| is(row, Presence::Optional));
    let marks_required = rows.iter().any(|row| is(row, Presence::Required));
    let says_notes = rows.iter().any(|row| row.notes.is_some());
    let is_marked = |row: &PropertyRow| {
        row.has_mark()
            || row
                .cells
                .iter()
                .any(|(column, _)| matches!(column, Column::Required | Column::Optional | Column::Cardinality))
    };
    if marks_optional && !marks_required && !says_notes {
        for row in rows.into_iter().filter(|row| !is_marked(row)) {
            row.notes = Some(String::new());
        }
    }
}

/// The type in a cell such as `string?` or `[String!]!` without its marks, and what they say: `optional`, `required`. `None`
/// for a type without such a mark, or one that nobody knows.
pub fn marked_type(text: &str) -> Option<(String, &'static str)> {
    let text = text.trim().trim_matches('`');
    let known = |kind: &str| is_known(kind.trim_matches(['[', ']'])) || kind.trim_matches(['[', ']']) == "ID";
    if let Some(kind) = text.strip_suffix('?').filter(|kind| known(kind)) {
        return Some((kind.to_owned(), "optional"));
    }
    let kind = text.strip_suffix('!')?.replace('!', "");
    // An identifier is a text.
    let kind = if kind.trim_matches(['[', ']']) == "ID" { kind.replace("ID", "String") } else { kind };
    let is_one = kind.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '[' | ']' | '_'));
    is_one.then_some((kind, "required"))
}

#[cfg(test)]
mod tests {
    use super::marked_type;

    #[test]
    fn marks_behind_types_say_what_is_required() {
        for (text, expected) in [
            ("string?", Some(("string", "optional"))),
            ("`integer?`", Some(("integer", "optional"))),
            ("string[]?", Some(("string[]", "optional"))),
            ("String!", Some(("String", "required"))),
            ("[ID!]!", Some(("[String]", "required"))),
            ("GRID!", Some(("GRID", "required"))),
            ("Bell!", Some(("Bell", "required"))),
            ("string", None),
            ("Is it?", None),
            ("Stop it!", None),
        ] {
            let found = marked_type(text);
            assert_eq!(found.as_ref().map(|(kind, mark)| (kind.as_str(), *mark)), expected, "{text}");
        }
    }
}
