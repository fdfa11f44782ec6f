//! A location in payloads, with all schemas that apply to the value there.

use super::{listed_names, view::SchemaView};
use regex::Regex;
use ringback_algebra::NameSet;
use ringback_contract::keyword::{TOLERATED, UNRESOLVED, WRITTEN};
use serde_json::{Map, Value};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    rc::Rc,
};

/// The schemas that apply to one value, taken apart.
#[derive(Clone, Debug, Default)]
pub struct SchemaSite<'a> {
    /// The schemas themselves.
    pub schemas: Vec<&'a Value>,
    /// Every object of keywords that applies to each value, through `allOf`, references and alternatives of null.
    pub parts: Vec<SitePart<'a>>,
    /// Whether a reference leads back to itself.
    pub is_circular: bool,
}

/// An object of keywords that applies to the value of a site.
#[derive(Clone, Debug)]
pub struct SitePart<'a> {
    /// The keywords.
    pub keywords: &'a Map<String, Value>,
    /// A keyword to pass over, as other parts of the site stand for it: an `anyOf` of a schema and null.
    pub expanded: Option<&'static str>,
    /// The group of parts it belongs to: all parts of a group apply, and in every group but group 0, null is allowed
    /// as well.
    pub group: usize,
}

/// The schema that no value satisfies.
static NOTHING: Value = Value::Bool(false);

/// Keywords in which null may be one of two alternatives.
const ALTERNATIVES: [&str; 2] = ["anyOf", "oneOf"];

impl<'a> SchemaSite<'a> {
    /// The site of a value to which all of these schemas apply.
    pub fn of(schemas: impl IntoIterator<Item = &'a Value>, view: &'a SchemaView) -> Self {
        let mut site = Self { schemas: schemas.into_iter().collect(), ..Self::default() };
        let mut groups = 1;
        for schema in site.schemas.clone() {
            site.add(schema, 0, &mut groups, &mut HashSet::new(), view);
        }
        site
    }

    fn add(
        &mut self,
        schema: &'a Value,
        group: usize,
        groups: &mut usize,
        open: &mut HashSet<&'a str>,
        view: &'a SchemaView,
    ) {
        let Value::Object(keywords) = schema else { return };
        let alternative = ALTERNATIVES.into_iter().find_map(|keyword| {
            let other = or_null(keywords.get(keyword)?)?;
            (keyword == "anyOf" || excludes_null(other, view)).then_some((keyword, other))
        });
        self.parts.push(SitePart { keywords, expanded: alternative.map(|(keyword, _)| keyword), group });
        for part in keywords.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            self.add(part, group, groups, open, view);
        }
        if let Some(name) = keywords.get("$ref").and_then(Value::as_str)
            && let Some(target) = view.get(name)
        {
            if open.insert(name) {
                self.add(target, group, groups, open, view);
                open.remove(name);
            } else {
                self.is_circular = true;
            }
        }
        if let Some((_, other)) = alternative {
            // A group in which null is allowed keeps allowing it.
            let group = if group == 0 { *groups } else { group };
            *groups += 1;
            self.add(other, group, groups, open, view);
        }
    }

    /// The site of the schemas whose values are written as the texts of this one; this one, if it stands for no others.
    pub fn as_stated(&self, view: &'a SchemaView) -> Self {
        match self.keyword(WRITTEN).as_slice() {
            [] => self.clone(),
            schemas => Self::of(schemas.iter().copied(), view),
        }
    }

    /// The names of all declared and all required properties.
    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        let declared = self.parts.iter().filter_map(|part| part.keywords.get("properties")?.as_object());
        let required = self.parts.iter().filter_map(|part| part.keywords.get("required")?.as_array());
        let declared = declared.flatten().map(|(name, _)| name.as_str());
        declared.chain(required.flatten().filter_map(Value::as_str))
    }

    /// Whether `properties` declares a name.
    pub fn declares(&self, name: &str) -> bool {
        self.parts.iter().any(|part| part.keywords.get("properties").is_some_and(|all| all.get(name).is_some()))
    }

    /// Patterns of names that a receiver accepts although no schema declares them.
    pub fn tolerated(&self) -> impl Iterator<Item = &'a str> {
        let lists = self.parts.iter().filter_map(|part| part.keywords.get(TOLERATED)?.as_array());
        lists.flatten().filter_map(Value::as_str)
    }

    /// Whether the documents name a type here without describing it.
    pub fn is_undescribed(&self) -> bool {
        self.parts.iter().any(|part| part.keywords.contains_key(UNRESOLVED))
    }

    /// The names of all required properties.
    pub fn required(&self) -> HashSet<&'a str> {
        let lists = self.parts.iter().filter_map(|part| part.keywords.get("required")?.as_array());
        lists.flatten().filter_map(Value::as_str).collect()
    }

    /// The schemas of a property: from `properties`, else from `additionalProperties`. No value is one where names are listed and
    /// this one is not.
    pub fn property(&self, name: &str, patterns: &mut NamePatterns) -> Vec<&'a Value> {
        self.parts
            .iter()
            .filter_map(|part| {
                if listed_names::are_without(part.keywords, name, patterns) {
                    return Some(&NOTHING);
                }
                let own = part.keywords.get("properties").and_then(|all| all.get(name));
                own.or_else(|| {
                    let others = part.keywords.get("additionalProperties");
                    others.filter(|_| !part.matches_pattern(name, patterns))
                })
            })
            .collect()
    }

    /// The schemas of the element at an index.
    pub fn item(&self, at: usize) -> Vec<&'a Value> {
        self.parts
            .iter()
            .filter_map(|part| match part.keywords.get("items") {
                Some(Value::Array(tuple)) => tuple.get(at).or_else(|| part.keywords.get("additionalItems")),
                rest => part.keywords.get("prefixItems").and_then(|tuple| tuple.get(at)).or(rest),
            })
            .collect()
    }

    /// How many elements at the start of a list have schemas of their own.
    pub fn tuple_length(&self) -> usize {
        let lists =
            self.parts.iter().flat_map(|part| ["items", "prefixItems"].map(|keyword| part.keywords.get(keyword)));
        lists.flatten().filter_map(Value::as_array).map(Vec::len).max().unwrap_or_default()
    }

    /// Whether any keyword has a schema for elements.
    pub fn has_items(&self) -> bool {
        const KEYWORDS: [&str; 3] = ["items", "prefixItems", "additionalItems"];
        self.parts.iter().any(|part| KEYWORDS.iter().any(|keyword| part.keywords.contains_key(*keyword)))
    }

    /// The schemas of undeclared properties, if every `additionalProperties` is an object.
    pub fn additional(&self) -> Option<Vec<&'a Value>> {
        let all: Vec<&Value> = self.parts.iter().filter_map(|part| part.keywords.get("additionalProperties")).collect();
        (!all.is_empty() && all.iter().all(|schema| schema.is_object())).then_some(all)
    }

    /// The names that this site or another declares or requires, and the patterns of this one: a property outside them
    /// is additional in both.
    pub fn names_declared_with(&self, other: &Self) -> Rc<NameSet> {
        let patterns = self.parts.iter().filter_map(|part| part.keywords.get("patternProperties")?.as_object());
        let patterns = patterns.flatten().map(|(pattern, _)| pattern.as_str());
        let declared = NameSet {
            names: self.names().chain(other.names()).map(Rc::from).collect(),
            patterns: patterns.chain(self.tolerated()).map(Rc::from).collect(),
        };
        declared.normalized().into()
    }

    /// The different values of a keyword.
    pub fn keyword(&self, keyword: &str) -> Vec<&'a Value> {
        let mut values: Vec<&Value> = Vec::new();
        for value in self.parts.iter().filter_map(|part| part.keywords.get(keyword)) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }

    /// The values of a keyword, without alternatives of null, whose other schema is among the parts.
    pub fn unexpanded(&self, keyword: &str) -> Vec<&'a Value> {
        let parts = self.parts.iter().filter(|part| part.expanded != Some(keyword));
        parts.filter_map(|part| part.keywords.get(keyword)).collect()
    }

    /// The names of all keywords.
    pub fn keywords(&self) -> BTreeSet<&'a str> {
        self.parts.iter().flat_map(|part| part.keywords.keys().map(String::as_str)).collect()
    }
}

/// Patterns of property names, each compiled once, to automata that match in linear time.
#[derive(Debug, Default)]
pub struct NamePatterns(HashMap<String, Option<Regex>>);

impl NamePatterns {
    /// Whether a name may match; a pattern that is not regular, such as one with lookaheads, may match any.
    pub fn may_match(&mut self, pattern: &str, name: &str) -> bool {
        let compile = || Regex::new(&jsonschema_regex::to_rust_regex(pattern).ok()?).ok();
        let compiled = match self.0.get(pattern) {
            Some(compiled) => compiled,
            None => self.0.entry(pattern.to_owned()).or_insert_with(compile),
        };
        compiled.as_ref().is_none_or(|regex| regex.is_match(name))
    }
}

impl SitePart<'_> {
    /// Whether `patternProperties` or a tolerated pattern may match a name, so that `additionalProperties` does not apply.
    fn matches_pattern(&self, name: &str, patterns: &mut NamePatterns) -> bool {
        let declared = self.keywords.get("patternProperties").and_then(Value::as_object).into_iter().flatten();
        let tolerated = self.keywords.get(TOLERATED).and_then(Value::as_array).into_iter().flatten();
        let mut all = declared.map(|(pattern, _)| pattern.as_str()).chain(tolerated.filter_map(Value::as_str));
        all.any(|pattern| patterns.may_match(pattern, name))
    }
}

/// The other alternative, if there are two and one is null.
fn or_null(alternatives: &Value) -> Option<&Value> {
    let is_null = |schema: &&Value| schema.get("type") == Some(&Value::from("null"));
    match alternatives.as_array()?.as_slice() {
        [null, other] | [other, null] if is_null(&null) && !is_null(&other) => Some(other),
        _ => None,
    }
}

/// Whether a schema rejects null for certain.
fn excludes_null(schema: &Value, view: &SchemaView) -> bool {
    let target = schema.get("$ref").and_then(Value::as_str).and_then(|name| view.get(name));
    [Some(schema), target].into_iter().flatten().any(|schema| match schema.get("type") {
        Some(Value::String(name)) => name != "null",
        Some(Value::Array(names)) => !names.contains(&Value::from("null")),
        _ => false,
    })
}
