//! The members of an object that its description lists, one a line: `1.1 - "name" (string) - what it is called. Required.`

use super::{
    block::TextBlock,
    entry::{entry, says_something},
    enum_values::innermost,
    nesting::{FlatRow, nest},
    property_row::{PropertyRow, RowStyle},
};

/// Takes the members out of the description of a property that is an object or a list of objects. Numbers before their
/// names, `2.1`, tell in which other they are nested.
pub fn take_members(property: &mut PropertyRow, style: RowStyle) {
    if !innermost(&property.spelling).1.eq_ignore_ascii_case("object") {
        return;
    }
    let mut members = Vec::new();
    let mut rest = Vec::new();
    for line in property.description.lines() {
        match member(property, line.trim(), style) {
            Some(member) => members.push(member),
            None => rest.push(line),
        }
    }
    if !members.is_empty() {
        property.description = rest.join("\n");
        property.children.extend(nest(members));
    }
}

/// Reads a line as a member: a name in quotation marks with its type in brackets.
fn member(owner: &PropertyRow, line: &str, style: RowStyle) -> Option<FlatRow> {
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = line.strip_suffix(numbered)?.trim_end_matches('.');
    let (name, after) = numbered.trim_start_matches([' ', '-', '–']).strip_prefix('"')?.split_once('"')?;
    if !after.trim_start().starts_with('(') {
        return None;
    }
    let block = TextBlock {
        text: format!("{name}{after}"),
        head: name.len(),
        depth: number.matches('.').count(),
        ..TextBlock::default()
    };
    entry(&block, owner.source.quoting(line), style).filter(|flat| says_something(&flat.row))
}

#[cfg(test)]
mod tests {
    use super::{PropertyRow, RowStyle, take_members};
    use ringback_contract::provenance::Source;

    /// The members of a property with this type and description, `outer.inner type [required]: description`, and what is
    /// left.
    fn members(spelling: &str, description: &str) -> (Vec<String>, String) {
        fn list(rows: &[PropertyRow], outer: &str, into: &mut Vec<String>) {
            for row in rows {
                let name = format!("{outer}{}", row.name);
                let said = format!("{name} {} {}: {}", row.spelling, row.presence_mark(), row.description);
                into.push(said.replace(" :", ":").trim_end_matches([':', ' ']).into());
                list(&row.children, &format!("{name}."), into);
            }
        }
        let mut property = PropertyRow::named("owner", Source::line("page.md", 1, ""));
        property.spelling = spelling.into();
        property.description = description.into();
        take_members(&mut property, RowStyle::default());
        let mut found = Vec::new();
        list(&property.children, "", &mut found);
        (found, property.description)
    }

    #[test]
    fn members_in_a_description_are_read_with_their_own_rules_and_nested_by_their_numbers() {
        let links = "Subdivides into:\n\n1 - \"self\" (object) - this page. Required.\n1.1 - \"href\" (string) - its address.\n\n2 - \"next\" (object)";
        let (found, rest) = members("object", links);
        assert_eq!(found, ["self object: this page. Required.", "self.href string: its address.", "next object"]);
        assert_eq!(rest.trim(), "Subdivides into:");
        let (found, _) = members("array[object]", "Made of:\n\"ring_group\" (string). Required.");
        assert_eq!(found, ["ring_group string [required]"]);
    }

    #[test]
    fn what_only_looks_like_a_member_stays_in_the_description() {
        for (spelling, description) in [
            ("string", "One of:\n\"a\" (string) - the first"),
            ("object", "Says \"hello\" (string) where it stands."),
            ("object", "1 - \"time\" (string - when it was"),
            ("object", "\"time\" (see below)"),
        ] {
            assert_eq!(members(spelling, description), (vec![], description.into()));
        }
    }
}
