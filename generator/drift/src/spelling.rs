//! What SDKs of different languages make of one type: `Integer` is of 32 bits, `int` is not said to be.

use super::contract::Contract;
use ringback_constraints::constraint::format::Format;
use ringback_contract::{keyword::SOURCE, provenance::ProvenanceTable};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Takes widths away that only the name of a type in one of two states gives, where the other state gives none.
pub fn align(before: &mut Contract, after: &mut Contract) {
    if !(before.is_documented && after.is_documented) {
        return;
    }
    let mut news: BTreeMap<&str, &mut Value> =
        after.types.iter_mut().map(|described| (described.name.as_str(), &mut described.schema)).collect();
    for old in &mut before.types {
        if let Some(new) = news.get_mut(old.name.as_str()) {
            schemas(&mut old.schema, &before.provenance, new, &after.provenance);
        }
    }
}

fn schemas(old: &mut Value, old_provenance: &ProvenanceTable, new: &mut Value, new_provenance: &ProvenanceTable) {
    let (Value::Object(old), Value::Object(new)) = (old, new) else { return };
    match (spelt_width(old, old_provenance), spelt_width(new, new_provenance)) {
        (Some(format), None) if !new.contains_key("format") => forget(old, &format),
        (None, Some(format)) if !old.contains_key("format") => forget(new, &format),
        _ => {}
    }
    for keyword in ["items", "additionalProperties"] {
        if let (Some(old), Some(new)) = (old.get_mut(keyword), new.get_mut(keyword)) {
            schemas(old, old_provenance, new, new_provenance);
        }
    }
    let properties = |schema| Map::get_mut(schema, "properties").and_then(Value::as_object_mut);
    if let (Some(old), Some(new)) = (properties(old), properties(new)) {
        for (name, old) in old {
            if let Some(new) = new.get_mut(name) {
                schemas(old, old_provenance, new, new_provenance);
            }
        }
    }
}

/// The width of an integer, if nothing says so but what its type is called.
fn spelt_width(schema: &Map<String, Value>, provenance: &ProvenanceTable) -> Option<Format> {
    let format = Format::named(schema.get("format")?.as_str()?);
    format.integers()?;
    let citation = provenance.citation_for(schema.get(SOURCE)?, "format")?;
    let names = citation.quote.split(|c: char| !c.is_alphanumeric());
    let is_keyword = citation.keyword() == Some("format");
    (!is_keyword && names.into_iter().any(|name| Format::is_spelt(name, &format))).then_some(format)
}

fn forget(schema: &mut Map<String, Value>, format: &Format) {
    let Some([least, most]) = format.bounds() else { return };
    schema.shift_remove("format");
    for (keyword, bound) in [("minimum", least), ("maximum", most)] {
        if schema.get(keyword) == Some(&bound) {
            schema.shift_remove(keyword);
        }
    }
}
