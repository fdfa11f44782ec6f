//! The columns of a table of properties: by which headings they go, and what a cell of each says.

/// Where the columns of one table stand, counted from 0. A new column is a field here and a line in [`Columns::of`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Columns {
    /// The name of the property: Name, Property or Field.
    pub name: usize,
    /// How its type is spelled.
    pub spelling: Option<usize>,
    /// The description of the property.
    pub description: Option<usize>,
    /// Marks such as `[optional]`.
    pub notes: Option<usize>,
    /// Whether it is required: yes or no.
    pub required: Option<usize>,
    /// How many columns the table has.
    pub count: usize,
}

impl Columns {
    /// The columns of a header, whatever their order and case; `None` when no column holds names.
    pub fn of<'c>(header: impl IntoIterator<Item = &'c str>) -> Option<Self> {
        let headings: Vec<String> =
            header.into_iter().map(|heading| heading.trim_matches('*').to_lowercase()).collect();
        let column = |names: &[&str]| headings.iter().position(|heading| names.contains(&heading.as_str()));
        Some(Self {
            name: column(&["name", "property", "field"])?,
            spelling: column(&["type"]),
            description: column(&["description"]),
            notes: column(&["notes"]),
            required: column(&["required"]),
            count: headings.len(),
        })
    }

    /// The notes of a row: its Notes cell, or the mark that stands for its Required cell. `None` when the table has
    /// neither column, or its Required cell is neither yes nor no.
    pub fn notes<'c>(&self, cell: impl Fn(usize) -> &'c str) -> Option<&'c str> {
        match (self.notes, self.required) {
            (Some(notes), _) => Some(cell(notes)),
            (None, Some(required)) => presence(cell(required)),
            (None, None) => None,
        }
    }
}

/// The mark that says the same as "Required: No"; `None` when the text is neither yes nor no.
pub fn presence(required: &str) -> Option<&'static str> {
    match required.trim().trim_end_matches('.').to_lowercase().as_str() {
        "yes" | "true" => Some("[required]"),
        "no" | "false" => Some("[optional]"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_their_headings_in_any_order() {
        let columns = Columns::of(["Type", "**Property**", "Required", "Description"]).unwrap();
        assert_eq!((columns.name, columns.spelling, columns.description), (1, Some(0), Some(3)));
        assert_eq!((columns.notes, columns.required, columns.count), (None, Some(2), 4));
        assert_eq!(Columns::of(["Type", "Description"]), None);
    }

    #[test]
    fn a_required_cell_says_the_same_as_a_mark() {
        let columns = Columns::of(["Name", "Required"]).unwrap();
        for (cell, notes) in [("Yes", Some("[required]")), ("no.", Some("[optional]")), ("", None), ("maybe", None)] {
            assert_eq!(columns.notes(|_| cell), notes, "{cell:?}");
        }
    }
}
