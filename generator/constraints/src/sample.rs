//! Valid values of a type, made from its constraints: minimal, full, and with a value at a given place.

use super::meaning::Meaning;
use crate::{
    constraint::{Effect, Measure, Presence, Sample, Spot, Type as JsonType, Typing},
    model::{Node, Type},
};
use indexmap::IndexMap;
use ringback_contract::subject::Step;
use serde_json::{Map, Value, json};

/// The nesting depth below which only required properties are included: types may contain themselves.
const DEEPEST: usize = 6;

/// Generates valid values.
pub struct Samples<'a> {
    types: &'a IndexMap<String, Type>,
}

impl<'a> Samples<'a> {
    /// Samples for the types of a model.
    pub fn new(types: &'a IndexMap<String, Type>) -> Self {
        Self { types }
    }

    /// The minimal valid value; `None` if a constraint is not understood well enough to satisfy it.
    pub fn minimal(&self, node: &Node) -> Option<Value> {
        self.value("", node, &[], false, 0)
    }

    /// A valid value with as many properties as may be present together.
    pub fn full(&self, node: &Node) -> Option<Value> {
        self.value("", node, &[], true, 0)
    }

    /// The minimal valid value that has a value at the given place.
    pub fn with(&self, node: &Node, place: &[Step]) -> Option<Value> {
        self.value("", node, place, false, 0)
    }

    /// `name` is that of the property that contains the value, if there is one.
    fn value(&self, name: &str, node: &Node, place: &[Step], full: bool, depth: usize) -> Option<Value> {
        let full = full && depth < DEEPEST;
        if depth > 2 * DEEPEST {
            return None;
        }
        if let Some(target) = node.target() {
            return self.value(name, &self.types.get(target)?.node, place, full, depth + 1);
        }
        let solution = node.constraints.iter().find_map(|constraint| constraint.value.solution());
        if !node.properties.is_empty() && solution.is_none_or(Value::is_object) {
            return self.object(node, place, full, depth).map(Value::Object);
        }
        if let Some(solution) = solution.filter(|_| place.is_empty()) {
            return Some(solution.clone());
        }
        if let Some(items) = &node.items {
            let rest = place.split_first().filter(|(step, _)| **step == Step::Items).map(|(_, rest)| rest);
            let element = self.value(name, items, rest.unwrap_or_default(), full, depth + 1);
            // Elements that contain such a list in turn come to an end where it is empty.
            return match element {
                Some(element) => Some(Value::Array(vec![element; counted(node, Measure::Elements)])),
                None => (rest.is_none() && least(node, Measure::Elements) == 0).then(|| json!([])),
            };
        }
        if let Some(values) = &node.values {
            let rest = place.split_first().filter(|(step, _)| **step == Step::Values).map(|(_, rest)| rest);
            let value = self.value("", values, rest.unwrap_or_default(), full, depth + 1)?;
            let names = (0..counted(node, Measure::Entries)).map(|index| format!("key{index}"));
            return Some(Value::Object(names.map(|name| (name, value.clone())).collect()));
        }
        leaf(name, node)
    }

    fn object(&self, node: &Node, place: &[Step], full: bool, depth: usize) -> Option<Map<String, Value>> {
        let forced = match place.first() {
            Some(Step::Property(name)) => Some(name.as_str()),
            _ => None,
        };
        let rules: Vec<Presence> = node.constraints.iter().map(|constraint| constraint.value.presence()).collect();
        let solution = node.constraints.iter().find_map(|constraint| constraint.value.solution()?.as_object());
        let mut required: Vec<&str> = rules.iter().filter_map(|rule| rule.required).collect();
        required.extend(solution.into_iter().flatten().map(|(name, _)| name.as_str()));
        let mut names: Vec<&str> = node
            .properties
            .keys()
            .map(String::as_str)
            .filter(|name| full || required.contains(name) || Some(*name) == forced)
            .collect();
        let kept = |name: &str| Some(name) == forced || required.contains(&name);
        let mut fixed = choose(&rules, &mut names, &kept);
        separate(node, &rules, &mut names, &kept, &mut fixed);
        names.extend(fixed.keys().filter(|name| !names.contains(name)).copied().collect::<Vec<_>>());
        let mut object = Map::new();
        for (name, property) in node.properties.iter().filter(|(name, _)| names.contains(&name.as_str())) {
            let rest = if forced == Some(name) { place.get(1..).unwrap_or_default() } else { &[] };
            let solved = solution.and_then(|solution| solution.get(name)).filter(|_| rest.is_empty());
            let value = fixed.get(name.as_str()).or(solved).cloned();
            match value.or_else(|| self.value(name, property, rest, full, depth + 1)) {
                Some(value) => _ = object.insert(name.clone(), value),
                None if required.contains(&name.as_str()) || forced == Some(name) => return None,
                None => {}
            }
        }
        let others = solution.into_iter().flatten().filter(|(name, _)| !node.properties.contains_key(*name));
        object.extend(others.map(|(name, value)| (name.clone(), value.clone())));
        Some(object)
    }
}

/// Changes a set of properties until it satisfies the rules about their presence, without removing those in `kept`;
/// returns the values that some of them must have.
fn choose<'a>(
    rules: &[Presence<'a>],
    names: &mut Vec<&'a str>,
    kept: &dyn Fn(&str) -> bool,
) -> IndexMap<&'a str, Value> {
    let mut fixed: IndexMap<&str, Value> = IndexMap::new();
    for rule in rules {
        if !rule.any_of.iter().any(|name| names.contains(&name.as_str())) {
            names.extend(rule.any_of.first().map(String::as_str));
        }
        let all = rule.not_together.iter().all(|name| names.contains(&name.as_str()));
        if let Some(given_up) = rule.not_together.iter().rev().find(|name| all && !kept(name)) {
            names.retain(|name| name != given_up);
        }
        let Some(rule) = rule.dependent else { continue };
        match rule.effect {
            Effect::Required(Some(value)) | Effect::Fixed(value) if names.contains(&rule.when) => {
                // Two properties that are for different values are not for one sample.
                match fixed.get(rule.property) {
                    Some(other) if other != value && !kept(rule.when) => names.retain(|name| *name != rule.when),
                    _ if rule.effect == Effect::Fixed(value) && !names.contains(&rule.property) => {}
                    _ => _ = fixed.insert(rule.property, value.clone()),
                }
            }
            Effect::Required(_) | Effect::Formed if names.contains(&rule.property) => {
                fixed.extend(rule.is.map(|value| (rule.when, value.clone())));
            }
            _ => {}
        }
    }
    fixed
}

/// Gives each property under some values of which another is absent a value beside those, or drops the other.
fn separate<'a>(
    node: &Node,
    rules: &[Presence<'a>],
    names: &mut Vec<&'a str>,
    kept: &dyn Fn(&str) -> bool,
    fixed: &mut IndexMap<&'a str, Value>,
) {
    let excluding = || rules.iter().filter_map(|rule| rule.dependent).filter(|rule| rule.effect == Effect::Excluded);
    for rule in excluding() {
        if !names.contains(&rule.property) || !names.contains(&rule.when) {
            continue;
        }
        let barred: Vec<&Value> =
            excluding().filter(|other| other.when == rule.when).filter_map(|other| other.is).collect();
        match fixed.get(rule.when) {
            Some(value) if barred.contains(&value) && !kept(rule.property) => {
                names.retain(|name| *name != rule.property)
            }
            Some(_) => {}
            None => {
                let other = node.properties.get(rule.when).and_then(|when| allowed_beside(when, &barred));
                fixed.extend(other.map(|other| (rule.when, other)));
            }
        }
    }
}

/// A value that a property lists, or the other truth value, beside those under which another property is absent.
fn allowed_beside(node: &Node, barred: &[&Value]) -> Option<Value> {
    let flag = |value: &Value| value.as_bool().map(|flag| json!(!flag));
    if let [Some(other)] = barred.iter().map(|value| flag(value)).collect::<Vec<_>>().as_slice() {
        return Some(other.clone());
    }
    let ordinary = Value::Null;
    let spot = Spot { name: "", ordinary: &ordinary, around: node.around() };
    let mut listed = node
        .constraints
        .iter()
        .filter(|constraint| constraint.value.is_choice())
        .flat_map(|constraint| constraint.value.boundary_values(&spot));
    listed
        .find(|boundary| !barred.contains(&&boundary.value) && node.around().allows(&boundary.value))
        .map(|boundary| boundary.value)
}

/// The number of elements or entries: at least one, so that the sample shows one.
fn counted(node: &Node, of: Measure) -> usize {
    least(node, of).clamp(1, 100)
}

/// The least number of elements or entries.
fn least(node: &Node, of: Measure) -> usize {
    let least = node.interval(of).and_then(|interval| interval.least);
    least.and_then(|least| usize::try_from(least).ok()).unwrap_or_default()
}

/// A scalar. Phone numbers come from ranges reserved for fiction.
fn leaf(name: &str, node: &Node) -> Option<Value> {
    for constraint in &node.constraints {
        match constraint.value.sample(node.around()) {
            Sample::Open => {}
            Sample::Value(value) => return Some(value),
            Sample::Unknown => return None,
        }
    }
    if node.unresolved.is_some() {
        return Some(json!({}));
    }
    Some(match kind(node) {
        None | Some(JsonType::String) => json!(text(name, node)),
        Some(JsonType::Integer | JsonType::Number) => number(node),
        Some(JsonType::Boolean) => json!(true),
        Some(JsonType::Array) => json!([]),
        Some(JsonType::Object) => json!({}),
        Some(JsonType::Null) => Value::Null,
    })
}

/// The type of a place: the one that is stated first, else the first that is implied.
fn kind(node: &Node) -> Option<JsonType> {
    let said = node.typed().and_then(|typed| match typed.value.typing() {
        Typing::Says(types) => types.first().copied(),
        _ => None,
    });
    said.or_else(|| {
        node.constraints.iter().find_map(|constraint| match constraint.value.typing() {
            Typing::Stated(kind) | Typing::Implied(kind) => Some(kind),
            _ => None,
        })
    })
}

/// A number within bounds; without bounds, the document's own example.
fn number(node: &Node) -> Value {
    const ORDINARY: i64 = 7;
    let interval = node.interval(Measure::Number);
    let (least, most) = (interval.and_then(|interval| interval.least), interval.and_then(|interval| interval.most));
    let example = || node.examples.iter().find_map(|example| example.value.as_i64());
    let free = (least, most) == (None, None);
    json!(example().filter(|_| free).or(least).unwrap_or_else(|| most.unwrap_or(ORDINARY).min(ORDINARY)))
}

/// A string without constraints: by the meaning of its name, or the document's own example.
fn text<'n>(name: &str, node: &'n Node) -> &'n str {
    match Meaning::of(name, &node.doc()) {
        Meaning::Words => node.around().documented_text().unwrap_or(Meaning::Words.example()),
        meaning => meaning.example(),
    }
}
