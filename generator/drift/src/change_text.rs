//! Describes what changed of a value, keyword by keyword: `became required`, `maxLength 10 became 5`.

use super::{assertions::assertions_in, change::Movement, openness::accepts_everything, pair::Pair, site::SchemaSite};
use ringback_contract::{
    keyword::{UNRESOLVED, constrains_nothing},
    width::Width,
};
use serde_json::Value;
use std::collections::{BTreeSet, HashSet};

/// What changed of a value, and the keywords that state it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChangeText {
    /// One phrase for each difference.
    pub phrases: Vec<String>,
    /// The keywords that differ.
    pub keywords: BTreeSet<String>,
}

impl ChangeText {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// Adds the differences of another text.
    pub fn join(&mut self, other: Self) {
        self.phrases.extend(other.phrases);
        self.keywords.extend(other.keywords);
    }

    /// The addition or removal of a property.
    pub fn of_property(movement: Movement, required: Pair<bool>) -> Self {
        let word = |is_required| if is_required { "required" } else { "optional" };
        match movement {
            Movement::Added => Self::one(format!("{} property added", word(required.after)), "properties"),
            _ => Self::one(format!("{} property removed", word(required.before)), "properties"),
        }
    }

    /// A property that became required or optional.
    pub fn of_required(is_required: bool) -> Self {
        Self::one(if is_required { "became required" } else { "became optional" }, "required")
    }

    fn one(phrase: impl Into<String>, keyword: &str) -> Self {
        Self { phrases: vec![phrase.into()], keywords: BTreeSet::from([keyword.to_owned()]) }
    }

    /// Adds a difference.
    pub fn add(&mut self, phrase: String, keyword: &str) {
        self.join(Self::one(phrase, keyword));
    }
}

/// Keywords about the values in a value, or combined from others: their differences are described where they apply.
const DESCRIBED_ELSEWHERE: &[&str] =
    &["$ref", "additionalItems", "allOf", "else", "if", "items", "prefixItems", "properties", "required", "then"];

/// Characters of a value that a phrase shows.
const VALUE_LIMIT: usize = 60;

/// The differences in assertions.
pub fn of_assertions(Pair { before, after }: &Pair<SchemaSite>) -> ChangeText {
    match (before.is_undescribed(), after.is_undescribed()) {
        (false, true) => return ChangeText::one("its type is no longer described", UNRESOLVED),
        (true, false) => return ChangeText::one("its type is now described", UNRESOLVED),
        _ => {}
    }
    let mut text = ChangeText::default();
    let keywords: BTreeSet<&str> = before.keywords().union(&after.keywords()).copied().collect();
    for keyword in keywords {
        if constrains_nothing(keyword) || DESCRIBED_ELSEWHERE.contains(&keyword) {
            continue;
        }
        let (old, new) = (stated(before, keyword), stated(after, keyword));
        let reduced = |values: &[&Value]| values.iter().map(|value| assertions_in(keyword, value)).collect::<Vec<_>>();
        // Whether nothing is said of other properties, or that they may be anything, they may be.
        let is_open = matches!(keyword, "additionalProperties" | "unevaluatedProperties")
            && old.iter().chain(&new).all(|schema| accepts_everything(schema));
        if !is_open && old != new && reduced(&old) != reduced(&new) {
            text.add(phrase(keyword, &old, &new), keyword);
        }
    }
    for keyword in ["if", "then", "else"] {
        if text.keywords.is_disjoint(&BTreeSet::from(["if".into()]))
            && before.keyword(keyword) != after.keyword(keyword)
        {
            text.add("the conditional rule changed".into(), "if");
        }
    }
    if text.is_empty() {
        text.phrases.push("the allowed values changed".into());
    }
    text
}

/// The differences in assertions that allow the same values.
pub fn of_other_words(sites: &Pair<SchemaSite>) -> ChangeText {
    let mut text = of_assertions(sites);
    if text.keywords.is_empty() {
        text.phrases = vec!["written in other words".into()];
    }
    text.phrases.push("the allowed values stay the same".into());
    text
}

/// The values of a keyword, without the bounds that a numeric format implies.
fn stated<'a>(site: &SchemaSite<'a>, keyword: &str) -> Vec<&'a Value> {
    let names = site.keyword("format").into_iter().filter_map(Value::as_str);
    let bounds: Vec<Value> = names
        .filter_map(Width::named)
        .map(Width::bounds)
        .map(|[least, most]| if keyword == "minimum" { least } else { most })
        .collect();
    let is_bound = matches!(keyword, "minimum" | "maximum");
    site.keyword(keyword).into_iter().filter(|value| !is_bound || !bounds.contains(value)).collect()
}

/// How the values of a keyword differ.
pub fn phrase(keyword: &str, old: &[&Value], new: &[&Value]) -> String {
    let label = label(keyword);
    match (keyword, old, new) {
        ("type", [old], [new]) => of_types(old, new),
        ("enum" | "const", [old], [new]) => {
            of_values(&listed(old), &listed(new)).unwrap_or_else(|| "the order of the values changed".into())
        }
        ("additionalProperties" | "unevaluatedProperties", _, _) => of_additional(old, new),
        ("anyOf" | "oneOf", [Value::Array(old), ..], [Value::Array(new), ..]) => {
            of_alternatives(old, new).unwrap_or_else(|| format!("{label} changed"))
        }
        (_, [], [new]) if new.is_object() || new.is_array() => format!("{label} added"),
        (_, [old], []) if old.is_object() || old.is_array() => format!("{label} removed"),
        (_, [], new) => format!("{label} {} added", comma_separated(new)),
        (_, old, []) => format!("{label} {} removed", comma_separated(old)),
        (_, [old], [new]) if !(old.is_object() || old.is_array() || new.is_object() || new.is_array()) => {
            format!("{label} {} became {}", abbreviated(old), abbreviated(new))
        }
        _ => format!("{label} changed"),
    }
}

fn label(keyword: &str) -> &str {
    match keyword {
        "anyOf" | "oneOf" => "the list of alternatives",
        "not" => "the schema of excluded values",
        "dependentRequired" | "dependencies" | "dependentSchemas" => "the dependencies between properties",
        "patternProperties" => "the rule for names that match a pattern",
        "propertyNames" => "the rule for names",
        "contains" => "the rule for contained elements",
        "unevaluatedItems" => "the rule for other elements",
        other => other,
    }
}

fn of_types(old: &Value, new: &Value) -> String {
    let null = Value::from("null");
    let (old_types, new_types) = (listed(old), listed(new));
    let without = |types: &[Value]| types.iter().filter(|kind| **kind != null).cloned().collect::<Vec<_>>();
    if without(&old_types) == without(&new_types) {
        return if new_types.contains(&null) { "became nullable".into() } else { "null is no longer allowed".into() };
    }
    let names = |types: &[Value]| {
        types
            .iter()
            .map(|kind| kind.as_str().map_or_else(|| kind.to_string(), String::from))
            .collect::<Vec<_>>()
            .join(" or ")
    };
    format!("type {} became {}", names(&old_types), names(&new_types))
}

/// The values that were added and removed; `None` if only their order differs.
pub fn of_values(old: &[Value], new: &[Value]) -> Option<String> {
    let only = |these: &[Value], those: &[Value]| {
        let those: HashSet<String> = those.iter().map(Value::to_string).collect();
        let only: Vec<&Value> = these.iter().filter(|value| !those.contains(&value.to_string())).collect();
        comma_separated(&only)
    };
    match (only(new, old), only(old, new)) {
        (added, removed) if added.is_empty() && removed.is_empty() => None,
        (added, removed) if removed.is_empty() => Some(format!("value {added} added")),
        (added, removed) if added.is_empty() => Some(format!("value {removed} removed")),
        (added, removed) => Some(format!("value {removed} removed, {added} added")),
    }
}

/// The differences of alternatives, taken pairwise, if there are few and none was added or removed.
fn of_alternatives(old: &[Value], new: &[Value]) -> Option<String> {
    const MOST: usize = 3;
    let mut phrases = Vec::new();
    for (old, new) in old.iter().zip(new).filter(|_| old.len() == new.len()) {
        let (old, new) = (old.as_object()?, new.as_object()?);
        let keywords: BTreeSet<&String> =
            old.keys().chain(new.keys()).filter(|keyword| !constrains_nothing(keyword)).collect();
        for keyword in keywords {
            let [old, new] = [old, new].map(|schema| schema.get(keyword).map(|value| assertions_in(keyword, value)));
            if old != new {
                let text = phrase(keyword, &old.iter().collect::<Vec<_>>(), &new.iter().collect::<Vec<_>>());
                phrases.push(if text.len() > 2 * VALUE_LIMIT {
                    format!("{} changed", self::label(keyword))
                } else {
                    text
                });
            }
        }
    }
    (1..=MOST).contains(&phrases.len()).then(|| format!("among the alternatives, {}", phrases.join(", ")))
}

fn of_additional(old: &[&Value], new: &[&Value]) -> String {
    let is_closed = |values: &[&Value]| values.contains(&&Value::Bool(false));
    let is_open = |values: &[&Value]| values.iter().all(|schema| accepts_everything(schema));
    match (is_closed(old), is_closed(new)) {
        (false, true) => "other properties are no longer allowed".into(),
        (true, false) => "other properties are now allowed".into(),
        _ if is_open(old) && !is_open(new) => "other properties may no longer be anything".into(),
        _ if is_open(new) && !is_open(old) => "other properties may now be anything".into(),
        _ => "the schema of other properties changed".into(),
    }
}

/// The elements of a list, or the value itself as the only one.
fn listed(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(list) => list.clone(),
        other => vec![other.clone()],
    }
}

fn comma_separated(values: &[&Value]) -> String {
    const MOST: usize = 6;
    let mut texts: Vec<String> = values.iter().take(MOST).map(|value| abbreviated(value)).collect();
    if values.len() > MOST {
        texts.push(format!("{} more", values.len() - MOST));
    }
    texts.join(", ")
}

/// A value as JSON, cut to 60 characters.
pub fn abbreviated(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(VALUE_LIMIT) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}
