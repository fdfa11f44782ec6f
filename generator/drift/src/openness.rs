//! What objects allow of properties that they do not declare: anything on purpose, anything as nothing is said, what a
//! schema allows, or nothing.
//!
//! The solver knows these as sets of values, in which the first two are the same. Senders are assumed to send declared
//! properties only; where that alone makes a change harmless, it matters what the documents say of the others.

use super::{assertions::assertions_in, pair::Pair, path::PathStep, site::SchemaSite, view::SchemaView};
use ringback_contract::{
    keyword::{Keyword, applies_in_place, constrains_nothing},
    pointer::escape,
};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Keywords that say which properties may be there beside those of `properties`, and what they may be. `not` names properties
/// that it declares for nobody: `{not: {required: [a]}}`.
const KEYWORDS: [Keyword; 8] = [
    Keyword::AdditionalProperties,
    Keyword::UnevaluatedProperties,
    Keyword::PatternProperties,
    Keyword::PropertyNames,
    Keyword::DependentSchemas,
    Keyword::DependentRequired,
    Keyword::Dependencies,
    Keyword::Not,
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
    let mut both =
        statements.before.by_place.iter().filter_map(|(at, old)| Some((old, statements.after.by_place.get(at)?)));
    both.any(|(old, new)| old != new).then(|| Pair::of(|version| statements.at(version).is_open_on_purpose))
}

/// What the schemas of a value say of undeclared properties, and those of values in its alternatives.
#[derive(Default)]
struct Statements {
    /// By the place in the value: one that only one version describes is a new property, and no new rule.
    by_place: BTreeMap<String, BTreeSet<String>>,
    is_open_on_purpose: bool,
}

impl Statements {
    fn of(site: &SchemaSite, view: &SchemaView) -> Self {
        let (mut statements, mut followed) = (Self::default(), HashSet::new());
        for part in &site.parts {
            statements.add_own("", part.keywords);
            for keyword in ["anyOf", "oneOf", "then", "else"] {
                let schemas = part.keywords.get(keyword).into_iter().flat_map(|value| match value {
                    Value::Array(schemas) => schemas.as_slice(),
                    schema => std::slice::from_ref(schema),
                });
                schemas.for_each(|schema| statements.add_all("", schema, view, &mut followed));
            }
        }
        statements
    }

    /// Adds what a schema and the schemas in it say.
    fn add_all<'a>(&mut self, at: &str, schema: &'a Value, view: &'a SchemaView, followed: &mut HashSet<&'a str>) {
        let Value::Object(keywords) = schema else { return };
        self.add_own(at, keywords);
        for (keyword, value) in keywords {
            match (keyword.as_str(), value) {
                ("properties", Value::Object(properties)) => {
                    for (name, schema) in properties {
                        self.add_all(&format!("{at}/{}", escape(name)), schema, view, followed);
                    }
                }
                ("$ref", Value::String(name)) => {
                    if let Some(target) = view.get(name).filter(|_| followed.insert(name)) {
                        self.add_all(at, target, view, followed);
                    }
                }
                (keyword, _) if !applies_in_place(keyword) && Keyword::of(keyword) != Some(Keyword::Items) => {}
                (_, Value::Array(schemas)) => {
                    schemas.iter().for_each(|schema| self.add_all(at, schema, view, followed));
                }
                ("items", schema) => self.add_all(&format!("{at}/*"), schema, view, followed),
                (_, schema) => self.add_all(at, schema, view, followed),
            }
        }
    }

    /// Adds what the keywords of one schema say.
    fn add_own(&mut self, at: &str, keywords: &Map<String, Value>) {
        let said = self.by_place.entry(at.to_owned()).or_default();
        for (keyword, value) in keywords {
            let Some(known) = Keyword::of(keyword).filter(|keyword| KEYWORDS.contains(keyword)) else { continue };
            let is_of_others = matches!(known, Keyword::AdditionalProperties | Keyword::UnevaluatedProperties);
            if is_of_others && accepts_everything(value) {
                self.is_open_on_purpose = true;
            } else {
                said.insert(format!("{keyword} {}", assertions_in(keyword, value)));
            }
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
