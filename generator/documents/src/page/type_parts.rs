//! The types of a page while its sections are read, and the properties that later sections are about.

use super::{block::TextBlock, enum_values::innermost, property_row::PropertyRow};
use indexmap::IndexMap;
use ringback_contract::name::fold;

/// The types of a page by their names, in order.
pub type Types = IndexMap<String, TypeParts>;

/// A type as the page describes it.
#[derive(Default)]
pub struct TypeParts {
    /// Its heading.
    pub heading: TextBlock,
    /// Its properties.
    pub rows: Vec<PropertyRow>,
    /// Prose about it.
    pub about: Vec<TextBlock>,
}

/// The row of a property of a type, or of any type if that one has none.
pub fn find_last<'t>(types: &'t mut Types, owner: &str, name: &str) -> Option<&'t mut PropertyRow> {
    let has = |parts: &TypeParts| parts.rows.iter().any(|row| row.name == name);
    let owner = match types.get(owner).is_some_and(has) {
        true => owner.to_owned(),
        false => types.iter().rev().find(|(_, parts)| has(parts)).map(|(owner, _)| owner.clone())?,
    };
    types.get_mut(&owner)?.rows.iter_mut().find(|row| row.name == name)
}

/// The row of a property by its name, or by the anchor that its type links to; nested ones as well.
pub fn find<'t>(types: &'t mut Types, name: &str, anchors: &[String]) -> Option<&'t mut PropertyRow> {
    types.values_mut().find_map(|parts| find_row(&mut parts.rows, name, anchors))
}

fn find_row<'t>(rows: &'t mut [PropertyRow], name: &str, anchors: &[String]) -> Option<&'t mut PropertyRow> {
    let path: Vec<&str> = name.split('.').collect();
    let is_it = |row: &PropertyRow| {
        let linked = row
            .link
            .as_deref()
            .and_then(|link| link.strip_prefix('#'))
            .is_some_and(|anchor| anchors.iter().any(|other| other == anchor) || fold(anchor) == fold(name));
        !row.name.is_empty() && (row.name == name || linked && !is_named_type(row, name))
    };
    for row in rows {
        if is_it(row) {
            return Some(row);
        }
        if let [first, rest @ ..] = path.as_slice()
            && !rest.is_empty()
            && (row.name == first.trim_end_matches("[]"))
        {
            return find_row(&mut row.children, &rest.join("."), anchors);
        }
        if let Some(found) = find_row(&mut row.children, name, anchors) {
            return Some(found);
        }
    }
    None
}

/// Whether a row's type is the one that a heading names: then the section describes a type of its own.
fn is_named_type(row: &PropertyRow, name: &str) -> bool {
    let (_, inner) = innermost(&row.spelling);
    fold(&inner) == fold(name)
}

/// A description with the prose that goes on about it.
pub fn join(description: &str, prose: &[TextBlock]) -> String {
    let prose = prose.iter().map(|block| block.text.as_str());
    std::iter::once(description).chain(prose).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}
