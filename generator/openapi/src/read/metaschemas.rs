//! The metaschemas of the drafts, for files that refer to them.

use super::file::SchemaFile;
use referencing::meta;
use serde_json::{Map, Value};
use std::{collections::BTreeMap, sync::Arc};

/// A draft: what its URIs have in common, the URI of its metaschema, and that with the vocabularies that it refers to.
struct Draft {
    marker: &'static str,
    root: &'static str,
    parts: Vec<(&'static str, Arc<Value>)>,
}

/// The metaschemas that files refer to, by file name.
///
/// A metaschema refers to itself dynamically, so that others can extend it. If one of the files has a dynamic anchor it is
/// left out, because its meaning then depends on the root schema. Otherwise those references lead to the metaschema itself.
pub fn referred(documents: &[SchemaFile]) -> BTreeMap<String, String> {
    let says = |marker: &str| documents.iter().any(|document| document.text.text.contains(marker));
    let extends = says("\"$dynamicAnchor\"") || says("\"$recursiveAnchor\"");
    let wanted = |draft: &Draft| {
        let refers = |document: &SchemaFile| refers_to(&document.value, draft.root);
        says(draft.marker) && !(extends && draft.parts.len() > 1) && documents.iter().any(refers)
    };
    let mut found = BTreeMap::new();
    for draft in drafts().iter().filter(|draft| wanted(draft)) {
        for (part, schema) in &draft.parts {
            let name = format!("json-schema-{}{part}.json", draft.marker.replace('/', "-"));
            found.insert(name, format!("{:#}", fixed(schema, draft.root)));
        }
    }
    found
}

/// Whether a value has a `$ref` to a URI or into the schema there.
fn refers_to(value: &Value, address: &str) -> bool {
    match value {
        Value::Object(object) => {
            let leads = |target: &str| target.split('#').next() == Some(address);
            object.get("$ref").and_then(Value::as_str).is_some_and(leads)
                || object.values().any(|value| refers_to(value, address))
        }
        Value::Array(list) => list.iter().any(|value| refers_to(value, address)),
        _ => false,
    }
}

/// The schema with its dynamic references replaced by references to the root.
fn fixed(schema: &Value, root: &str) -> Value {
    match schema {
        Value::Object(object) => {
            let mut fixed_object = Map::new();
            for (keyword, value) in object {
                match (keyword.as_str(), value) {
                    ("$dynamicRef" | "$recursiveRef", Value::String(_)) => {
                        fixed_object.insert("$ref".into(), root.into());
                    }
                    ("$dynamicAnchor", Value::String(_)) | ("$recursiveAnchor", Value::Bool(_)) => {}
                    (keyword, value) => _ = fixed_object.insert(keyword.into(), fixed(value, root)),
                }
            }
            Value::Object(fixed_object)
        }
        Value::Array(list) => list.iter().map(|value| fixed(value, root)).collect(),
        value => value.clone(),
    }
}

fn drafts() -> [Draft; 5] {
    let one = |marker, root, schema: &Arc<Value>| Draft { marker, root, parts: vec![("", schema.clone())] };
    let several = |marker, root, parts: &[(&'static str, &Arc<Value>)]| {
        let parts = parts.iter().map(|(part, schema)| (*part, Arc::clone(schema))).collect();
        Draft { marker, root, parts }
    };
    [
        one("draft-04", "http://json-schema.org/draft-04/schema", &meta::DRAFT4),
        one("draft-06", "http://json-schema.org/draft-06/schema", &meta::DRAFT6),
        one("draft-07", "http://json-schema.org/draft-07/schema", &meta::DRAFT7),
        several(
            "draft/2019-09",
            "https://json-schema.org/draft/2019-09/schema",
            &[
                ("", &meta::DRAFT201909),
                ("-applicator", &meta::DRAFT201909_APPLICATOR),
                ("-content", &meta::DRAFT201909_CONTENT),
                ("-core", &meta::DRAFT201909_CORE),
                ("-format", &meta::DRAFT201909_FORMAT),
                ("-meta-data", &meta::DRAFT201909_META_DATA),
                ("-validation", &meta::DRAFT201909_VALIDATION),
            ],
        ),
        several(
            "draft/2020-12",
            "https://json-schema.org/draft/2020-12/schema",
            &[
                ("", &meta::DRAFT202012),
                ("-applicator", &meta::DRAFT202012_APPLICATOR),
                ("-content", &meta::DRAFT202012_CONTENT),
                ("-core", &meta::DRAFT202012_CORE),
                ("-format-annotation", &meta::DRAFT202012_FORMAT_ANNOTATION),
                ("-meta-data", &meta::DRAFT202012_META_DATA),
                ("-unevaluated", &meta::DRAFT202012_UNEVALUATED),
                ("-validation", &meta::DRAFT202012_VALIDATION),
            ],
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::definitions;
    use serde_json::json;

    fn files(schema: Value) -> BTreeMap<String, String> {
        BTreeMap::from([("own.json".into(), schema.to_string())])
    }

    #[test]
    fn every_reference_in_a_metaschema_leads_somewhere() {
        for draft in drafts() {
            let (definitions, _, findings) = definitions(&files(json!({"items": {"$ref": draft.root}}))).unwrap();
            assert!(definitions.len() > draft.parts.len(), "{}", draft.root);
            let lost: Vec<_> = findings.iter().filter(|finding| finding.kind() == "external-reference").collect();
            assert!(lost.is_empty(), "{lost:?}");
        }
    }

    #[test]
    fn a_metaschema_is_there_for_whoever_refers_to_it() {
        let newest = "https://json-schema.org/draft/2020-12/schema";
        let referred = |schema: Value| {
            let text = schema.to_string();
            referred(&[SchemaFile::read("own.json", &text).unwrap()]).len()
        };
        assert_eq!(referred(json!({"$schema": newest, "items": {"description": newest}})), 0);
        assert_eq!(referred(json!({"items": {"$ref": format!("{newest}#/properties/$defs")}})), 8);
        assert_eq!(referred(json!({"$dynamicAnchor": "meta", "allOf": [{"$ref": newest}]})), 0);
    }
}
