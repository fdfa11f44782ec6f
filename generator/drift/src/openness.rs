//! What objects allow of properties that they do not declare: anything on purpose, anything as nothing is said, what a
//! schema allows, or nothing.
//!
//! The solver knows these as sets of values, in which the first two are the same. Senders are assumed to send declared
//! properties only; where that alone makes a change harmless, it matters what the documents say of the others.

use super::{assertions::assertions_in, pair::Pair, path::PathStep, site::SchemaSite, view::SchemaView};
use ringback_contract::{
    keyword::{Keyword, constrains_nothing},
    subschema::applied,
};
use serde_json::Value;
use std::collections::HashSet;

/// Keywords that say which properties may be there beside those of `properties`, and what they may be.
const KEYWORDS: [Keyword; 7] = [
    Keyword::AdditionalProperties,
    Keyword::UnevaluatedProperties,
    Keyword::PatternProperties,
    Keyword::PropertyNames,
    Keyword::DependentSchemas,
    Keyword::DependentRequired,
    Keyword::Dependencies,
];

/// Whether undeclared properties are allowed on purpose, in each version; `None` if both versions say the same of them.
/// The path leads to the value.
pub fn openness_change(path: &[PathStep], sites: &Pair<SchemaSite>, views: &Pair<SchemaView>) -> Option<Pair<bool>> {
    if matches!(path.last(), Some(PathStep::AdditionalProperties(_))) {
        let is_anything = Pair::of(|version| sites.at(version).schemas.iter().all(|schema| accepts_everything(schema)));
        if is_anything.before || is_anything.after {
            return Some(is_anything);
        }
    }
    let statements = Pair::of(|version| Statements::of(sites.at(version), views.at(version)));
    (statements.before.all != statements.after.all)
        .then(|| Pair::of(|version| statements.at(version).is_open_on_purpose))
}

/// What a value's schemas say of undeclared properties, those of alternatives included.
#[derive(Default)]
struct Statements {
    all: HashSet<String>,
    is_open_on_purpose: bool,
}

impl Statements {
    fn of(site: &SchemaSite, view: &SchemaView) -> Self {
        let (mut statements, mut followed) = (Self::default(), HashSet::new());
        for part in &site.parts {
            for (keyword, value) in part.keywords {
                statements.add(keyword, value);
            }
            for keyword in ["anyOf", "oneOf", "then", "else"] {
                let schemas = part.keywords.get(keyword).into_iter().flat_map(|value| match value {
                    Value::Array(schemas) => schemas.as_slice(),
                    schema => std::slice::from_ref(schema),
                });
                schemas.for_each(|schema| statements.add_all(schema, view, &mut followed));
            }
        }
        statements
    }

    /// Adds what a schema and the schemas in it say.
    fn add_all<'a>(&mut self, schema: &'a Value, view: &'a SchemaView, followed: &mut HashSet<&'a str>) {
        for (keyword, value) in schema.as_object().into_iter().flatten() {
            self.add(keyword, value);
        }
        for (_, schema) in applied(schema) {
            self.add_all(schema, view, followed);
        }
        if let Some(name) = schema.get("$ref").and_then(Value::as_str).filter(|name| followed.insert(name))
            && let Some(target) = view.get(name)
        {
            self.add_all(target, view, followed);
        }
    }

    fn add(&mut self, keyword: &str, value: &Value) {
        let Some(known) = Keyword::of(keyword).filter(|keyword| KEYWORDS.contains(keyword)) else { return };
        let is_of_others = matches!(known, Keyword::AdditionalProperties | Keyword::UnevaluatedProperties);
        if is_of_others && accepts_everything(value) {
            self.is_open_on_purpose = true;
        } else {
            self.all.insert(format!("{keyword} {}", assertions_in(keyword, value)));
        }
    }
}

/// Whether a schema says that a value may be anything: it has annotations only.
pub fn accepts_everything(schema: &Value) -> bool {
    match schema {
        Value::Object(keywords) => keywords.keys().all(|keyword| constrains_nothing(keyword)),
        other => *other == Value::Bool(true),
    }
}
