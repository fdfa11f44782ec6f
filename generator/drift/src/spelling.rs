//! Integer widths that only the name of a type in some SDK implies: `Integer` of Java is 32 bits wide, `int` of Python
//! has no width.

use super::contract::Contract;
use ringback_contract::{keyword::SOURCE, provenance::ProvenanceTable, width::Width};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Removes the width of an integer where only the name of its type implies it and the other version has none, so that a
/// document for another language is no change.
pub fn ignore_widths_of_type_names(before: &mut Contract, after: &mut Contract) {
    if !(before.is_documented && after.is_documented) {
        return;
    }
    let mut news: BTreeMap<&str, &mut Value> =
        after.entries.iter_mut().map(|entry| (entry.name.as_str(), &mut entry.schema)).collect();
    for old in &mut before.entries {
        if let Some(new) = news.get_mut(old.name.as_str()) {
            align_schemas(&mut old.schema, &before.provenance, new, &after.provenance);
        }
    }
}

fn align_schemas(old: &mut Value, old_provenance: &ProvenanceTable, new: &mut Value, new_provenance: &ProvenanceTable) {
    let (Value::Object(old), Value::Object(new)) = (old, new) else { return };
    match (implied_width(old, old_provenance), implied_width(new, new_provenance)) {
        (Some(width), None) if !new.contains_key("format") => remove_width(old, width),
        (None, Some(width)) if !old.contains_key("format") => remove_width(new, width),
        _ => {}
    }
    for keyword in ["items", "additionalProperties"] {
        if let (Some(old), Some(new)) = (old.get_mut(keyword), new.get_mut(keyword)) {
            align_schemas(old, old_provenance, new, new_provenance);
        }
    }
    let properties = |schema| Map::get_mut(schema, "properties").and_then(Value::as_object_mut);
    if let (Some(old), Some(new)) = (properties(old), properties(new)) {
        for (name, old) in old {
            if let Some(new) = new.get_mut(name) {
                align_schemas(old, old_provenance, new, new_provenance);
            }
        }
    }
}

/// The format of an integer whose width only the name of its type implies.
fn implied_width(schema: &Map<String, Value>, provenance: &ProvenanceTable) -> Option<&'static Width> {
    let width = Width::named(schema.get("format")?.as_str()?)?;
    let citation = provenance.citation_for(schema.get(SOURCE)?, "format")?;
    let names = citation.quote.split(|c: char| !c.is_alphanumeric());
    let is_keyword = citation.keyword() == Some("format");
    (!is_keyword && names.into_iter().any(|name| width.type_names.contains(&name))).then_some(width)
}

fn remove_width(schema: &mut Map<String, Value>, width: &Width) {
    let [least, most] = width.bounds();
    schema.shift_remove("format");
    for (keyword, bound) in [("minimum", least), ("maximum", most)] {
        if schema.get(keyword) == Some(&bound) {
            schema.shift_remove(keyword);
        }
    }
}
