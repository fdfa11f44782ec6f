//! A place in a payload, and all that a schema says of the value there.

use super::contract::View;
use regex::Regex;
use ringback_contract::keyword::TOLERATED;
use ringback_contract::keyword::UNRESOLVED;
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What is said of a place.
#[derive(Clone, Debug, Default)]
pub struct Place<'a> {
    /// The schemas, as they are written.
    pub schemas: Vec<&'a Value>,
    /// Every object of keywords that holds there whatever the value is.
    pub parts: Vec<Part<'a>>,
    /// Whether references lead in circles.
    pub is_circular: bool,
}

/// Keywords that hold of a value.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// The keywords.
    pub keywords: &'a Map<String, Value>,
    /// The keyword that is taken apart already, as the others of its parts stand for it.
    pub apart: Option<&'static str>,
    /// Of which group of parts it is: in every group but the first, null is allowed as well.
    pub group: usize,
}

/// The combinations in which null may be an alternative.
const ALTERNATIVES: [&str; 2] = ["anyOf", "oneOf"];

impl<'a> Place<'a> {
    /// What some schemas say together.
    pub fn of(schemas: impl IntoIterator<Item = &'a Value>, view: &'a View) -> Self {
        let mut place = Self { schemas: schemas.into_iter().collect(), ..Self::default() };
        let mut groups = 1;
        for schema in place.schemas.clone() {
            place.add(schema, 0, &mut groups, &mut HashSet::new(), view);
        }
        place
    }

    fn add(
        &mut self,
        schema: &'a Value,
        group: usize,
        groups: &mut usize,
        open: &mut HashSet<&'a str>,
        view: &'a View,
    ) {
        let Value::Object(keywords) = schema else { return };
        let alternative = ALTERNATIVES.into_iter().find_map(|keyword| {
            let other = or_null(keywords.get(keyword)?)?;
            (keyword == "anyOf" || excludes_null(other, view)).then_some((keyword, other))
        });
        self.parts.push(Part { keywords, apart: alternative.map(|(keyword, _)| keyword), group });
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
            // Where null is allowed already, it stays allowed.
            let group = if group == 0 { *groups } else { group };
            *groups += 1;
            self.add(other, group, groups, open, view);
        }
    }

    /// The names of all properties that are declared or required.
    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        let declared = self.parts.iter().filter_map(|part| part.keywords.get("properties")?.as_object());
        let required = self.parts.iter().filter_map(|part| part.keywords.get("required")?.as_array());
        let declared = declared.flatten().map(|(name, _)| name.as_str());
        declared.chain(required.flatten().filter_map(Value::as_str))
    }

    /// Whether a property is declared.
    pub fn declares(&self, name: &str) -> bool {
        self.parts.iter().any(|part| part.keywords.get("properties").is_some_and(|all| all.get(name).is_some()))
    }

    /// Patterns of names that are taken from others although nobody declares them.
    pub fn tolerated(&self) -> impl Iterator<Item = &'a str> {
        let lists = self.parts.iter().filter_map(|part| part.keywords.get(TOLERATED)?.as_array());
        lists.flatten().filter_map(Value::as_str)
    }

    /// Whether documents name a type here that they do not describe.
    pub fn is_undescribed(&self) -> bool {
        self.parts.iter().any(|part| part.keywords.contains_key(UNRESOLVED))
    }

    /// The properties that are required.
    pub fn required(&self) -> HashSet<&'a str> {
        let lists = self.parts.iter().filter_map(|part| part.keywords.get("required")?.as_array());
        lists.flatten().filter_map(Value::as_str).collect()
    }

    /// What is said of a property: where it is declared, and of those that are not.
    pub fn property(&self, name: &str, patterns: &mut Patterns) -> Vec<&'a Value> {
        self.parts
            .iter()
            .filter_map(|part| {
                let own = part.keywords.get("properties").and_then(|all| all.get(name));
                own.or_else(|| {
                    let others = part.keywords.get("additionalProperties");
                    others.filter(|_| !part.matches_pattern(name, patterns))
                })
            })
            .collect()
    }

    /// What is said of the element at an index, or of all from there on.
    pub fn item(&self, at: usize) -> Vec<&'a Value> {
        self.parts
            .iter()
            .filter_map(|part| match part.keywords.get("items") {
                Some(Value::Array(tuple)) => tuple.get(at).or_else(|| part.keywords.get("additionalItems")),
                rest => part.keywords.get("prefixItems").and_then(|tuple| tuple.get(at)).or(rest),
            })
            .collect()
    }

    /// How many elements something is said of one by one.
    pub fn tuple(&self) -> usize {
        let lists =
            self.parts.iter().flat_map(|part| ["items", "prefixItems"].map(|keyword| part.keywords.get(keyword)));
        lists.flatten().filter_map(Value::as_array).map(Vec::len).max().unwrap_or_default()
    }

    /// Whether anything is said of elements.
    pub fn has_items(&self) -> bool {
        const KEYWORDS: [&str; 3] = ["items", "prefixItems", "additionalItems"];
        self.parts.iter().any(|part| KEYWORDS.iter().any(|keyword| part.keywords.contains_key(*keyword)))
    }

    /// What is said of properties that are not declared, if it is a schema wherever anything is said.
    pub fn values(&self) -> Option<Vec<&'a Value>> {
        let all: Vec<&Value> = self.parts.iter().filter_map(|part| part.keywords.get("additionalProperties")).collect();
        (!all.is_empty() && all.iter().all(|schema| schema.is_object())).then_some(all)
    }

    /// A keyword's values, wherever it is given.
    pub fn keyword(&self, keyword: &str) -> Vec<&'a Value> {
        let mut values: Vec<&Value> = Vec::new();
        for value in self.parts.iter().filter_map(|part| part.keywords.get(keyword)) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }

    /// All keywords that are given.
    pub fn keywords(&self) -> BTreeSet<&'a str> {
        self.parts.iter().flat_map(|part| part.keywords.keys().map(String::as_str)).collect()
    }
}

/// Patterns of names, each compiled once, and to what takes no longer than the name is.
#[derive(Debug, Default)]
pub struct Patterns(HashMap<String, Option<Regex>>);

impl Patterns {
    /// Whether a name may match; what is no regular expression in the strict sense may match any.
    fn may_match(&mut self, pattern: &str, name: &str) -> bool {
        let compile = || Regex::new(&jsonschema_regex::to_rust_regex(pattern).ok()?).ok();
        let compiled = match self.0.get(pattern) {
            Some(compiled) => compiled,
            None => self.0.entry(pattern.to_owned()).or_insert_with(compile),
        };
        compiled.as_ref().is_none_or(|regex| regex.is_match(name))
    }
}

impl Part<'_> {
    /// Whether a property of this name may be spoken of by pattern, and not as one of the others.
    fn matches_pattern(&self, name: &str, patterns: &mut Patterns) -> bool {
        let own = self.keywords.get("patternProperties").and_then(Value::as_object).into_iter().flatten();
        let tolerated = self.keywords.get(TOLERATED).and_then(Value::as_array).into_iter().flatten();
        let mut all = own.map(|(pattern, _)| pattern.as_str()).chain(tolerated.filter_map(Value::as_str));
        all.any(|pattern| patterns.may_match(pattern, name))
    }
}

/// The other one of two alternatives of which one is null.
fn or_null(alternatives: &Value) -> Option<&Value> {
    let is_null = |schema: &&Value| schema.get("type") == Some(&Value::from("null"));
    match alternatives.as_array()?.as_slice() {
        [null, other] | [other, null] if is_null(&null) && !is_null(&other) => Some(other),
        _ => None,
    }
}

/// Whether a schema certainly does not allow null.
fn excludes_null(schema: &Value, view: &View) -> bool {
    let target = schema.get("$ref").and_then(Value::as_str).and_then(|name| view.get(name));
    [Some(schema), target].into_iter().flatten().any(|schema| match schema.get("type") {
        Some(Value::String(name)) => name != "null",
        Some(Value::Array(names)) => !names.contains(&Value::from("null")),
        _ => false,
    })
}
