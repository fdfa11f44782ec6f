//! Valid values of a type, made from its constraints: the smallest, the fullest, and those that hold a given place.

use super::meaning::Meaning;
use crate::{
    constraint::{
        Constraint,
        types::{Type as JsonType, Types},
    },
    model::{Node, Type},
};
use indexmap::IndexMap;
use ringback_contract::subject::Step;
use ringback_runtime::format::Denotes;
use serde_json::{Map, Value, json};

/// Types may contain themselves; deeper than this only what is required is given.
const DEEPEST: usize = 6;

/// Makes valid values.
pub struct Samples<'a> {
    types: &'a IndexMap<String, Type>,
}

impl<'a> Samples<'a> {
    /// Samples of the types of a model.
    pub fn new(types: &'a IndexMap<String, Type>) -> Self {
        Self { types }
    }

    /// The smallest valid value; `None` when a constraint is not understood well enough to satisfy it.
    pub fn minimal(&self, node: &Node) -> Option<Value> {
        self.value("", node, &[], false, 0)
    }

    /// A valid value with every property that may be given with the others.
    pub fn full(&self, node: &Node) -> Option<Value> {
        self.value("", node, &[], true, 0)
    }

    /// The smallest valid value in which there is a value at the given place.
    pub fn with(&self, node: &Node, place: &[Step]) -> Option<Value> {
        self.value("", node, place, false, 0)
    }

    /// The name is that of the property around the value, if there is one.
    fn value(&self, name: &str, node: &Node, place: &[Step], full: bool, depth: usize) -> Option<Value> {
        let full = full && depth < DEEPEST;
        if depth > 2 * DEEPEST {
            return None;
        }
        if let Some(target) = reference(node) {
            return self.value(name, &self.types.get(target)?.node, place, full, depth + 1);
        }
        if !node.properties.is_empty() {
            return self.object(node, place, full, depth).map(Value::Object);
        }
        if let Some(items) = &node.items {
            let rest = place.split_first().filter(|(step, _)| **step == Step::Items).map(|(_, rest)| rest);
            let element = self.value(name, items, rest.unwrap_or_default(), full, depth + 1)?;
            return Some(Value::Array(vec![element; counted(node).max(1)]));
        }
        if let Some(values) = &node.values {
            let rest = place.split_first().filter(|(step, _)| **step == Step::Values).map(|(_, rest)| rest);
            let value = self.value("", values, rest.unwrap_or_default(), full, depth + 1)?;
            let names = (0..counted(node).max(1)).map(|index| format!("key{index}"));
            return Some(Value::Object(names.map(|name| (name, value.clone())).collect()));
        }
        leaf(name, node)
    }

    fn object(&self, node: &Node, place: &[Step], full: bool, depth: usize) -> Option<Map<String, Value>> {
        let forced = match place.first() {
            Some(Step::Property(name)) => Some(name.as_str()),
            _ => None,
        };
        let required: Vec<&str> = node
            .constraints
            .iter()
            .filter_map(|constraint| match &constraint.value {
                Constraint::Required(required) => Some(required.property.as_str()),
                _ => None,
            })
            .collect();
        let mut names: Vec<&str> = node
            .properties
            .keys()
            .map(String::as_str)
            .filter(|name| full || required.contains(name) || Some(*name) == forced)
            .collect();
        let mut fixed: IndexMap<&str, &Value> = IndexMap::new();
        for constraint in &node.constraints {
            match &constraint.value {
                Constraint::AtLeastOne(group) if !group.of.iter().any(|name| names.contains(&name.as_str())) => {
                    names.extend(group.of.first().map(String::as_str));
                }
                Constraint::Exclusive(group) if group.of.iter().all(|name| names.contains(&name.as_str())) => {
                    let given_up = group
                        .of
                        .iter()
                        .rev()
                        .find(|name| Some(name.as_str()) != forced && !required.contains(&name.as_str()));
                    names.retain(|name| given_up.is_none_or(|given_up| name != given_up));
                }
                Constraint::RequiredIf(rule) if names.contains(&rule.property.as_str()) => {
                    fixed.extend(rule.is.as_ref().map(|value| (rule.when.as_str(), value)));
                }
                _ => {}
            }
        }
        names.extend(fixed.keys().filter(|name| !names.contains(name)).copied().collect::<Vec<_>>());
        let mut object = Map::new();
        for (name, property) in node.properties.iter().filter(|(name, _)| names.contains(&name.as_str())) {
            let rest = if forced == Some(name) { place.get(1..).unwrap_or_default() } else { &[] };
            let value = fixed.get(name.as_str()).map(|value| (*value).clone());
            match value.or_else(|| self.value(name, property, rest, full, depth + 1)) {
                Some(value) => _ = object.insert(name.clone(), value),
                None if required.contains(&name.as_str()) || forced == Some(name) => return None,
                None => {}
            }
        }
        Some(object)
    }
}

fn reference(node: &Node) -> Option<&String> {
    node.constraints.iter().find_map(|constraint| match &constraint.value {
        Constraint::Reference(reference) => Some(&reference.target),
        _ => None,
    })
}

/// How many elements or entries there must be.
fn counted(node: &Node) -> usize {
    let least = node.constraints.iter().find_map(|constraint| match &constraint.value {
        Constraint::Count(count) => count.least,
        _ => None,
    });
    least.and_then(|least| usize::try_from(least).ok()).unwrap_or_default().min(100)
}

/// A value without parts. Phone numbers come from ranges that are reserved for fiction.
fn leaf(name: &str, node: &Node) -> Option<Value> {
    let mut kind: Option<&Types> = None;
    let (mut least, mut most, mut whole) = (None, None, false);
    for constraint in &node.constraints {
        match &constraint.value {
            Constraint::Enumeration(values) => return values.values.first().cloned(),
            Constraint::OpenEnum(open) => return open.values.first().map(|value| json!(value)),
            Constraint::Format(format) if format.width().is_none() => {
                let format = format.text()?;
                let is_as_good = |text: &&str| format.profile().denotes == Denotes::TimeOfDay && format.matches(text);
                return Some(json!(documented(node).filter(is_as_good).unwrap_or_else(|| format.sample())));
            }
            Constraint::Format(_) => whole = true,
            Constraint::Pattern(pattern) => return matching(&pattern.regex, node),
            Constraint::Raw(_) => return node.examples.first().map(|example| example.value.clone()),
            Constraint::Types(types) => kind = Some(types),
            Constraint::Bounds(bounds) => {
                let number = |bound: &Option<serde_json::Number>| bound.as_ref().and_then(serde_json::Number::as_i64);
                least = number(&bounds.minimum).or(number(&bounds.exclusive_minimum).map(|bound| bound + 1));
                most = number(&bounds.maximum).or(number(&bounds.exclusive_maximum).map(|bound| bound - 1));
            }
            Constraint::Length(length) => {
                let count = length.least.unwrap_or(4).min(length.most.unwrap_or(u64::MAX)).min(10_000);
                return Some(json!(
                    "text".chars().cycle().take(usize::try_from(count).unwrap_or(4)).collect::<String>()
                ));
            }
            _ => {}
        }
    }
    let example =
        || node.examples.iter().find_map(|example| example.value.as_i64()).filter(|_| (least, most) == (None, None));
    let number = || json!(example().or(least).unwrap_or_else(|| most.unwrap_or(7).min(7)));
    if whole {
        return Some(number());
    }
    if node.unresolved.is_some() {
        return Some(json!({}));
    }
    Some(match kind.and_then(|kind| kind.any_of.first()) {
        None if node.has("items") => json!([]),
        None if node.has("values") => json!({}),
        None | Some(JsonType::String) => json!(text(name, node)),
        Some(JsonType::Integer | JsonType::Number) => number(),
        Some(JsonType::Boolean) => json!(true),
        Some(JsonType::Array) => json!([]),
        Some(JsonType::Object) => json!({}),
        Some(JsonType::Null) => Value::Null,
    })
}

/// A text that nothing constrains: what the name asks for, or the words of the document's own example.
fn text<'n>(name: &str, node: &'n Node) -> &'n str {
    match Meaning::of(name, node) {
        Meaning::Words => documented(node).unwrap_or(Meaning::Words.example()),
        meaning => meaning.example(),
    }
}

/// The first example of the documents, unless it may be the number of a real phone.
fn documented(node: &Node) -> Option<&str> {
    let mut texts = node.examples.iter().filter_map(|example| example.value.as_str());
    texts.find(|text| text.chars().filter(char::is_ascii_digit).count() < FEWEST_DIALLED)
}

/// The shortest numbers that ring a phone anywhere have seven digits.
const FEWEST_DIALLED: usize = 7;

/// A text that matches a pattern: one of the document's examples, or one of a few that often do.
fn matching(pattern: &str, node: &Node) -> Option<Value> {
    let regex = ringback_runtime::pattern::compile(pattern)?;
    let examples = node.examples.iter().filter_map(|example| example.value.as_str());
    let usual = [
        "text",
        "TEXT",
        "Text",
        "a",
        "A",
        "1",
        "12",
        "123",
        "1.0",
        "a1",
        "A1",
        "en",
        "en-US",
        "US",
        "UTC",
        "2027-02-03",
    ];
    examples.chain(usual).find(|text| regex.find(text).is_some()).map(|text| json!(text))
}
