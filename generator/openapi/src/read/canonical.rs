//! Rewrites a schema into canonical form: the newest draft, references by name, the line of every keyword.

use super::{
    file::{DEFINITION_HOLDERS, SchemaFile},
    index::{Index, Schema, elements, members},
    names::SchemaNames,
};
use ringback_contract::{
    dialect::{Dialect, is_schema},
    finding::Finding,
    keyword::{Holds, SOURCE, add, holds},
    modernise::{allow_null, modernise},
    pointer::escape,
    provenance::{ProvenanceTable, Source},
    spanned_json::SpannedJson,
    subject::Subject,
    uri,
};
use serde_json::{Map, Value, json};
use std::rc::Rc;

/// The prefix of a reference without a target, so that it is not taken for a name.
pub const UNRESOLVED_PREFIX: &str = "#?";

/// Rewrites the schemas of one document.
pub struct Canonicalizer<'a, 'b> {
    /// All files.
    pub documents: &'a [SchemaFile<'a>],
    /// The file with the schema.
    pub document: &'a SchemaFile<'a>,
    /// Resolves references.
    pub index: &'b Index<'a>,
    /// The names of schemas; a schema gets its name when it is first referenced.
    pub names: &'b mut SchemaNames,
    /// The name of the schema that is rewritten.
    pub owner: &'b str,
    /// The citations behind the keywords.
    pub provenance: &'b mut ProvenanceTable,
    /// The findings.
    pub findings: &'b mut Vec<Finding>,
}

impl<'a> Canonicalizer<'a, '_> {
    /// The canonical form of a schema.
    pub fn schema(&mut self, schema: &Schema<'a>) -> Value {
        let Value::Object(object) = schema.value else { return schema.value.clone() };
        let base = &schema.base;
        let dialect = self.document.dialect();
        let alone = dialect.reference_stands_alone() && object.get("$ref").is_some_and(Value::is_string);
        let says_something = |keyword: &str, value| {
            let says_nothing = alone && !BESIDE_REFERENCE.contains(&keyword) && !keyword.starts_with("x-");
            !(says_nothing || matches!(holds(keyword, value), Some(Holds::Definitions)) || keyword == "components")
        };
        let said = || {
            let members = members(schema.value, schema.json).zip(schema.json.members());
            members.filter(|((keyword, value, _), _)| says_something(keyword, value))
        };
        let provenance = match object.get(SOURCE) {
            Some(written) => self.provenance.read_list(written),
            None => {
                let list = self.provenance.begin_list();
                said().for_each(|((keyword, ..), member)| {
                    self.provenance.cite(keyword, (&self.document.text.quoted(member.range())).into());
                });
                list
            }
        };
        let mut canonical = Map::with_capacity(object.len() + 1);
        for ((keyword, value, json), _) in said() {
            canonical.insert(keyword.into(), self.value(keyword, value, json, base));
        }
        canonical.insert(SOURCE.into(), provenance);
        self.references(&mut canonical, base, schema);
        self.discriminator(&mut canonical, base, schema);
        // A file of Swagger is its bytes.
        if dialect == Dialect::OpenApi && canonical.get("type") == Some(&Value::from("file")) {
            canonical.insert("type".into(), "string".into());
            canonical.insert("format".into(), "binary".into());
        }
        let ignored = modernise(&mut canonical, dialect);
        for keyword in ignored {
            let message =
                format!("the keyword {keyword:?} is of another draft than the schema and has no effect there");
            self.note("keyword-of-another-draft", message, schema.json, &keyword);
        }
        Value::Object(allow_null(canonical))
    }

    /// The value of a keyword, with the schemas in it in canonical form.
    fn value(&mut self, keyword: &str, value: &'a Value, json: &'a SpannedJson, base: &Rc<str>) -> Value {
        let inner = |value, json| Schema { value, json, base: base.clone() };
        match holds(keyword, value) {
            Some(Holds::Schema) if is_schema(value) => self.inner(&inner(value, json)),
            Some(Holds::List) => {
                elements(value, json).map(|(_, value, json)| self.inner(&inner(value, json))).collect()
            }
            Some(Holds::Map) => {
                let mut schemas = Map::with_capacity(json.members().len());
                for (name, value, json) in members(value, json) {
                    schemas.insert(name.to_owned(), self.inner(&inner(value, json)));
                }
                Value::Object(schemas)
            }
            _ => value.clone(),
        }
    }

    /// A schema inside another. If it gives itself a URI, references in it are relative to that.
    fn inner(&mut self, schema: &Schema<'a>) -> Value {
        match schema.own_address(self.document.dialect()) {
            Some(address) if uri::split(&address).1.is_empty() => {
                self.schema(&Schema { base: address.into(), ..schema.clone() })
            }
            _ => self.schema(schema),
        }
    }

    /// Replaces every reference by the name that it leads to.
    fn references(&mut self, canonical: &mut Map<String, Value>, base: &str, schema: &Schema) {
        for keyword in ["$ref", "$recursiveRef", "$dynamicRef"] {
            let Some(reference) = canonical.get(keyword).and_then(Value::as_str).map(String::from) else { continue };
            let place = match keyword {
                "$ref" => self.index.resolve(base, &reference),
                // With one candidate it is a plain reference; which of several is meant depends on the value.
                _ => match self.index.dynamic(base, &reference, keyword).as_slice() {
                    [] => None,
                    // `#` is the whole specification, which is no schema: what is meant is not known.
                    [place] if self.index.is_specification(place) => continue,
                    [place] => Some(place.clone()),
                    _ => continue,
                },
            };
            let target = match place {
                Some(place) => uri::encode(&self.names.add_target(&place, self.documents)),
                None => {
                    let (kind, why) = self.index.why_unresolved(base, &reference);
                    self.note(kind, format!("$ref {reference:?} {why}"), schema.json, keyword);
                    format!("{UNRESOLVED_PREFIX}{reference}")
                }
            };
            canonical.shift_remove(keyword);
            add(canonical, "$ref", Value::String(target));
        }
    }

    /// Replaces what a discriminator maps to by the names that it leads to.
    fn discriminator(&mut self, canonical: &mut Map<String, Value>, base: &str, schema: &Schema) {
        match canonical.get_mut("discriminator") {
            // As Swagger 2 writes it.
            Some(discriminator @ Value::String(_)) => *discriminator = json!({"propertyName": discriminator}),
            Some(Value::Object(_)) => {}
            _ => return,
        }
        let mapping = canonical.get("discriminator").and_then(|discriminator| discriminator.get("mapping"));
        let Some(mapping) = mapping.and_then(Value::as_object).cloned() else { return };
        let mut named = Map::new();
        for (text, target) in mapping {
            let Some(reference) = target.as_str() else { continue };
            // A value may be a reference, or the name of a schema.
            let holders = || DEFINITION_HOLDERS.iter().map(|holder| format!("#{holder}/{}", escape(reference)));
            let named_schema = || holders().find_map(|reference| self.index.resolve(base, &reference));
            match named_schema().or_else(|| self.index.resolve(base, reference)) {
                Some(place) => {
                    let target = uri::encode(&self.names.add_target(&place, self.documents));
                    named.insert(text, Value::String(target));
                }
                None => {
                    let message =
                        format!("the discriminator maps {text:?} to {reference:?}, which is none of the given");
                    self.note("external-reference", message, schema.json, "discriminator");
                }
            }
        }
        if let Some(Value::Object(discriminator)) = canonical.get_mut("discriminator") {
            discriminator.insert("mapping".into(), Value::Object(named));
        }
    }

    fn note(&mut self, kind: &str, message: String, json: &SpannedJson, keyword: &str) {
        let start = json.member(keyword).map_or(json.range.start, |member| member.key.start);
        let source = Source::line(self.document.path, self.document.text.line(start), keyword);
        self.findings.push(Finding::new(kind, &Subject::of(self.owner), message, vec![source]));
    }
}

/// Keywords that are kept beside a `$ref` although the draft ignores its siblings, because they do not constrain.
const BESIDE_REFERENCE: &[&str] =
    &["$ref", "title", "description", "default", "example", "examples", "nullable", "deprecated"];
