//! What happened to a subject, in words.

use super::{bare::bare_value, both::Both, change::Movement, place::Place};
use ringback_constraints::constraint::format::Format;
use ringback_contract::keyword::{UNRESOLVED, constrains_nothing};
use serde_json::Value;
use std::collections::{BTreeSet, HashSet};

/// What happened to a subject, and the keywords that say so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// One thing each.
    pub phrases: Vec<String>,
    /// The keywords.
    pub keywords: BTreeSet<String>,
}

impl Words {
    /// Whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// Adds what else happened.
    pub fn join(&mut self, other: Self) {
        self.phrases.extend(other.phrases);
        self.keywords.extend(other.keywords);
    }

    fn one(phrase: impl Into<String>, keyword: &str) -> Self {
        Self { phrases: vec![phrase.into()], keywords: BTreeSet::from([keyword.to_owned()]) }
    }

    fn add(&mut self, phrase: String, keyword: &str) {
        self.join(Self::one(phrase, keyword));
    }
}

/// Keywords that only describe, and are told of when they change.
const DESCRIPTIONS: &[&str] = &[
    "title",
    "description",
    "default",
    "examples",
    "deprecated",
    "x-ringback-open-enum",
    "x-extensible-enum",
    "$comment",
];

/// Those with lists of known values, which have no order.
const LISTS: &[&str] = &["x-ringback-open-enum", "x-extensible-enum"];

/// Keywords that say what parts of the value are; what changed in them is told of the parts.
const PARTS: &[&str] =
    &["$ref", "additionalItems", "allOf", "else", "if", "items", "prefixItems", "properties", "required", "then"];

/// A value is shown so far.
const SHOWN: usize = 60;

/// What changed of what is told of a place without ruling anything out.
pub fn told(Both { before, after }: &Both<Place>) -> Words {
    let mut words = Words::default();
    for keyword in DESCRIPTIONS {
        let (old, new) = (before.keyword(keyword), after.keyword(keyword));
        if old == new {
            continue;
        }
        let phrase = match (old.as_slice(), new.as_slice()) {
            ([], _) => format!("{} added", name(keyword)),
            (_, []) => format!("{} removed", name(keyword)),
            ([old], [new]) if *keyword == "default" => format!("default {} became {}", shown(old), shown(new)),
            ([Value::Array(old)], [Value::Array(new)]) if LISTS.contains(keyword) => match of_values(old, new) {
                Some(what) => format!("known {what}"),
                None => continue,
            },
            _ => format!("{} changed", name(keyword)),
        };
        words.add(phrase, keyword);
    }
    words
}

fn name(keyword: &str) -> &str {
    if LISTS.contains(&keyword) { "list of known values" } else { keyword }
}

/// A property that only one of two states declares.
pub fn came_or_went(movement: Movement, required: Both<bool>) -> Words {
    let word = |required| if required { "required" } else { "optional" };
    match movement {
        Movement::Added => Words::one(format!("{} property added", word(required.after)), "properties"),
        _ => Words::one(format!("{} property removed", word(required.before)), "properties"),
    }
}

/// A property that became required, or is no more.
pub fn presence(required: bool) -> Words {
    Words::one(if required { "became required" } else { "became optional" }, "required")
}

/// What changed of what is demanded of a place.
pub fn changed(Both { before, after }: &Both<Place>) -> Words {
    match (before.is_undescribed(), after.is_undescribed()) {
        (false, true) => return Words::one("its type is not described any more", UNRESOLVED),
        (true, false) => return Words::one("its type is described now", UNRESOLVED),
        _ => {}
    }
    let mut words = Words::default();
    let keywords: BTreeSet<&str> = before.keywords().union(&after.keywords()).copied().collect();
    for keyword in keywords {
        if constrains_nothing(keyword) || PARTS.contains(&keyword) {
            continue;
        }
        let (old, new) = (said(before, keyword), said(after, keyword));
        let bare = |values: &[&Value]| values.iter().map(|value| bare_value(keyword, value)).collect::<Vec<_>>();
        if old != new && bare(&old) != bare(&new) {
            words.add(phrase(keyword, &old, &new), keyword);
        }
    }
    for keyword in ["if", "then", "else"] {
        if words.keywords.is_disjoint(&BTreeSet::from(["if".into()]))
            && before.keyword(keyword) != after.keyword(keyword)
        {
            words.add("the conditional rule changed".into(), "if");
        }
    }
    if words.is_empty() {
        words.phrases.push("what is allowed changed".into());
    }
    words
}

/// The values of a keyword, without bounds that a format brings along.
fn said<'a>(place: &Place<'a>, keyword: &str) -> Vec<&'a Value> {
    let names = place.keyword("format").into_iter().filter_map(Value::as_str);
    let bounds: Vec<Value> = names
        .filter_map(|name| Format::named(name).bounds())
        .map(|[least, most]| if keyword == "minimum" { least } else { most })
        .collect();
    let is_bound = matches!(keyword, "minimum" | "maximum");
    place.keyword(keyword).into_iter().filter(|value| !is_bound || !bounds.contains(value)).collect()
}

fn phrase(keyword: &str, old: &[&Value], new: &[&Value]) -> String {
    let label = label(keyword);
    match (keyword, old, new) {
        ("type", [old], [new]) => of_types(old, new),
        ("enum" | "const", [old], [new]) => {
            of_values(&listed(old), &listed(new)).unwrap_or_else(|| "the order of the values changed".into())
        }
        ("additionalProperties", _, _) => of_others(old, new),
        ("anyOf" | "oneOf", [Value::Array(old), ..], [Value::Array(new), ..]) => {
            of_alternatives(old, new).unwrap_or_else(|| format!("{label} changed"))
        }
        (_, [], [new]) if new.is_object() || new.is_array() => format!("{label} added"),
        (_, [old], []) if old.is_object() || old.is_array() => format!("{label} removed"),
        (_, [], new) => format!("{label} {} added", all(new)),
        (_, old, []) => format!("{label} {} removed", all(old)),
        (_, [old], [new]) if !(old.is_object() || old.is_array() || new.is_object() || new.is_array()) => {
            format!("{label} {} became {}", shown(old), shown(new))
        }
        _ => format!("{label} changed"),
    }
}

fn label(keyword: &str) -> &str {
    match keyword {
        "anyOf" | "oneOf" => "the list of alternatives",
        "not" => "what is ruled out",
        "dependentRequired" | "dependencies" | "dependentSchemas" => "what depends on a property",
        "patternProperties" => "the rule for names by pattern",
        "propertyNames" => "the rule for names",
        "contains" => "what must be contained",
        "unevaluatedProperties" => "the rule for other properties",
        "unevaluatedItems" => "the rule for other elements",
        other => other,
    }
}

fn of_types(old: &Value, new: &Value) -> String {
    let null = Value::from("null");
    let (old_types, new_types) = (listed(old), listed(new));
    let without = |types: &[Value]| types.iter().filter(|kind| **kind != null).cloned().collect::<Vec<_>>();
    if without(&old_types) == without(&new_types) {
        return if new_types.contains(&null) { "became nullable".into() } else { "null is allowed no more".into() };
    }
    let words = |types: &[Value]| {
        types
            .iter()
            .map(|kind| kind.as_str().map_or_else(|| kind.to_string(), String::from))
            .collect::<Vec<_>>()
            .join(" or ")
    };
    format!("type {} became {}", words(&old_types), words(&new_types))
}

/// Which values came and went, if any did.
fn of_values(old: &[Value], new: &[Value]) -> Option<String> {
    let only = |these: &[Value], those: &[Value]| {
        let those: HashSet<String> = those.iter().map(Value::to_string).collect();
        let only: Vec<&Value> = these.iter().filter(|value| !those.contains(&value.to_string())).collect();
        all(&only)
    };
    match (only(new, old), only(old, new)) {
        (added, removed) if added.is_empty() && removed.is_empty() => None,
        (added, removed) if removed.is_empty() => Some(format!("value {added} added")),
        (added, removed) if added.is_empty() => Some(format!("value {removed} removed")),
        (added, removed) => Some(format!("value {removed} removed, {added} added")),
    }
}

/// What happened to alternatives that are as many as before, where little did.
fn of_alternatives(old: &[Value], new: &[Value]) -> Option<String> {
    const MOST: usize = 3;
    let mut phrases = Vec::new();
    for (old, new) in old.iter().zip(new).filter(|_| old.len() == new.len()) {
        let (old, new) = (old.as_object()?, new.as_object()?);
        let keywords: BTreeSet<&String> =
            old.keys().chain(new.keys()).filter(|keyword| !constrains_nothing(keyword)).collect();
        for keyword in keywords {
            let [old, new] = [old, new].map(|schema| schema.get(keyword).map(|value| bare_value(keyword, value)));
            if old != new {
                let told = phrase(keyword, &old.iter().collect::<Vec<_>>(), &new.iter().collect::<Vec<_>>());
                phrases.push(if told.len() > 2 * SHOWN { format!("{} changed", self::label(keyword)) } else { told });
            }
        }
    }
    (1..=MOST).contains(&phrases.len()).then(|| format!("among the alternatives, {}", phrases.join(", ")))
}

fn of_others(old: &[&Value], new: &[&Value]) -> String {
    let closed = |values: &[&Value]| values.contains(&&Value::Bool(false));
    match (closed(old), closed(new)) {
        (false, true) => "other properties are allowed no more".into(),
        (true, false) => "other properties became allowed".into(),
        _ => "what other properties may be changed".into(),
    }
}

/// A list's elements, or the one value.
fn listed(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(list) => list.clone(),
        other => vec![other.clone()],
    }
}

fn all(values: &[&Value]) -> String {
    const MOST: usize = 6;
    let mut words: Vec<String> = values.iter().take(MOST).map(|value| shown(value)).collect();
    if values.len() > MOST {
        words.push(format!("{} more", values.len() - MOST));
    }
    words.join(", ")
}

/// A value in short.
pub fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}
