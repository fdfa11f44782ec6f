//! The document around a payload: what stands beside it, and where in it the payload is.

use ringback_constraints::meaning::Meaning;
use ringback_contract::vendor::{Contained, Direction, Operation};
use serde_json::{Map, Value, json};

/// A document with a place for a payload.
pub struct Frame {
    steps: Vec<Step>,
    /// The document as `vendor.toml` gives it, strings that hold JSON taken apart.
    document: Value,
    /// Whether the payload must be there: a request without one is none.
    required: bool,
    guard: Option<Guard>,
}

/// One step to the payload.
#[derive(Clone)]
struct Step {
    /// A property, an index, or `*`.
    name: String,
    /// What is found there is a string that holds JSON.
    json: bool,
}

/// By what the elements of a list are known that hold a payload, where others do not.
struct Guard {
    /// The step that leads to the element.
    depth: usize,
    /// Pointers in the element and what is found there.
    when: Vec<(String, String)>,
}

impl Frame {
    /// What is around the payload of a request or an event; a container that knows the same place tells by what it is known.
    pub fn sent(operation: &Operation, containers: impl Iterator<Item = Contained>) -> Self {
        let envelope = operation.envelope.as_ref().and_then(|envelope| serde_json::to_value(envelope).ok());
        let steps = steps(operation.request_at.as_deref());
        let kind = operation.request.as_deref().unwrap_or_default();
        let guard = containers
            .filter(|contained| contained.type_name == kind)
            .find_map(|contained| Guard::of(&contained, &steps));
        let required = operation.direction != Direction::Event;
        let mut document = made(envelope.unwrap_or_default(), &steps);
        fill(&mut document);
        Self { document, steps, required, guard }
    }

    /// Nothing is around the payload.
    pub fn whole() -> Self {
        Self { document: Value::Null, steps: Vec::new(), required: false, guard: None }
    }

    /// What is around the payload of an answer.
    pub fn answered(operation: &Operation) -> Self {
        let steps = steps(operation.response_at.as_deref());
        Self { document: made(Value::Null, &steps), steps, required: false, guard: None }
    }

    /// The schema of the document in which the payload has a schema.
    pub fn schema(&self, payload: &Value) -> Value {
        self.around(0, &self.document, payload)
    }

    /// The document with a payload.
    pub fn example(&self, payload: Value) -> Value {
        put(&self.document, &self.steps, payload)
    }

    fn around(&self, depth: usize, literal: &Value, payload: &Value) -> Value {
        let Some(step) = self.steps.get(depth) else { return payload.clone() };
        let inner = self.around(depth + 1, step.of(literal).unwrap_or(&Value::Null), payload);
        let inner = if step.json { holding_json(inner) } else { inner };
        if let Value::Array(list) = literal {
            return self.list(depth, list, inner, payload);
        }
        let siblings = literal.as_object().into_iter().flatten();
        let mut properties: Map<_, _> = siblings.map(|(name, value)| (name.clone(), like(value))).collect();
        properties.insert(step.name.clone(), inner);
        let mut schema = json!({"type": "object", "properties": properties});
        if let (true, Value::Object(schema)) = (self.required, &mut schema) {
            schema.insert("required".into(), json!([step.name]));
        }
        schema
    }

    /// A list of one element is a list of such elements. Where several differ, only those hold a payload that the guard
    /// knows, or else the one at the place that is named.
    fn list(&self, depth: usize, list: &[Value], inner: Value, payload: &Value) -> Value {
        if list.len() < 2 {
            return json!({"type": "array", "items": inner});
        }
        if let Some(guard) = self.guard.as_ref().filter(|guard| guard.depth == depth) {
            // What several elements have is shown as the first has it.
            let mut all = Map::new();
            for (name, value) in list.iter().filter_map(Value::as_object).flatten() {
                all.entry(name).or_insert_with(|| value.clone());
            }
            let mut element = like(&Value::Object(all));
            if let Value::Object(element) = &mut element {
                element.insert("if".into(), guard.condition());
                element.insert("then".into(), self.required_at(depth + 1, payload));
            }
            return json!({"type": "array", "items": element});
        }
        let index = self.steps.get(depth).and_then(Step::index).unwrap_or_default();
        let mut elements: Vec<Value> = list.iter().take(index).map(like).collect();
        elements.push(inner);
        json!({"type": "array", "prefixItems": elements})
    }

    /// The way to the payload and nothing beside it.
    fn required_at(&self, depth: usize, payload: &Value) -> Value {
        let Some(step) = self.steps.get(depth) else { return payload.clone() };
        let inner = self.required_at(depth + 1, payload);
        let inner = if step.json { holding_json(inner) } else { inner };
        json!({"properties": {step.name.as_str(): inner}, "required": [step.name]})
    }
}

impl Step {
    fn index(&self) -> Option<usize> {
        if self.name == "*" { Some(0) } else { self.name.parse().ok() }
    }

    fn of<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        match value {
            Value::Array(list) => list.get(self.index()?),
            value => value.get(&self.name),
        }
    }
}

impl Guard {
    /// The guard of a container's payloads, when they stand where the steps lead, and in every element.
    fn of(contained: &Contained, steps: &[Step]) -> Option<Self> {
        let at = self::steps(Some(&contained.at));
        let depth = at.len().checked_sub(1)?;
        let payload = self::steps(Some(&contained.payload));
        let known: Vec<&Step> = at.iter().chain(&payload).collect();
        let same =
            |(known, step): (&&Step, &Step)| known.json == step.json && (known.name == step.name || known.name == "*");
        let fits = known.len() == steps.len() && known.iter().zip(steps).all(same) && at.get(depth)?.name == "*";
        let when: Vec<_> = contained.when.iter().map(|(pointer, value)| (pointer.clone(), value.clone())).collect();
        (fits && !when.is_empty()).then_some(Self { depth, when })
    }

    fn condition(&self) -> Value {
        let conditions: Vec<Value> = self
            .when
            .iter()
            .map(|(pointer, value)| {
                let end = json!({"const": value});
                steps(Some(pointer)).iter().rev().fold(
                    end,
                    |inner, step| json!({"properties": {step.name.as_str(): inner}, "required": [step.name]}),
                )
            })
            .collect();
        match conditions.as_slice() {
            [one] => one.clone(),
            all => json!({"allOf": all}),
        }
    }
}

/// A pointer's steps; none for the whole.
fn steps(at: Option<&str>) -> Vec<Step> {
    let step = |segment: &str| {
        let (name, json) = segment.strip_suffix("|json").map_or((segment, false), |name| (name, true));
        Step { name: name.replace("~1", "/").replace("~0", "~"), json }
    };
    at.unwrap_or_default().split('/').skip(1).map(step).collect()
}

/// A document in which the steps lead somewhere; nothing is there yet.
fn made(literal: Value, steps: &[Step]) -> Value {
    let Some((step, rest)) = steps.split_first() else { return Value::Null };
    let inner = |found: Value| match found {
        Value::String(text) if step.json => made(serde_json::from_str(&text).unwrap_or_default(), rest),
        found => made(found, rest),
    };
    match (literal, step.index()) {
        (Value::Array(mut list), Some(index)) => {
            list.resize(list.len().max(index.min(MOST) + 1), Value::Null);
            if let Some(element) = list.get_mut(index) {
                *element = inner(element.take());
            }
            Value::Array(list)
        }
        (Value::Object(mut object), _) => {
            let found = object.get(&step.name).cloned().unwrap_or_default();
            object.insert(step.name.clone(), inner(found));
            Value::Object(object)
        }
        (_, Some(_)) => made(json!([]), steps),
        (_, None) => made(json!({}), steps),
    }
}

/// Nobody documents the payload as an element behind more than these.
const MOST: usize = 100;

fn put(literal: &Value, steps: &[Step], payload: Value) -> Value {
    let Some((step, rest)) = steps.split_first() else { return payload };
    let inner = put(step.of(literal).unwrap_or(&Value::Null), rest, payload);
    let inner = if step.json { Value::String(inner.to_string()) } else { inner };
    let mut document = literal.clone();
    match (&mut document, step.index()) {
        (Value::Array(list), Some(index)) => {
            list.get_mut(index).into_iter().for_each(|element| *element = inner.clone())
        }
        (Value::Object(object), _) => _ = object.insert(step.name.clone(), inner),
        _ => {}
    }
    document
}

fn holding_json(schema: Value) -> Value {
    json!({"type": "string", "contentMediaType": "application/json", "contentSchema": schema})
}

/// What stands beside a payload is only ever shown once: its type is told, its value an example.
fn like(value: &Value) -> Value {
    match value {
        Value::Null => json!({}),
        Value::Bool(_) => json!({"type": "boolean", "examples": [value]}),
        Value::Number(_) => json!({"type": "number", "examples": [value]}),
        Value::String(_) => json!({"type": "string", "examples": [value]}),
        Value::Array(list) => match list.as_slice() {
            [one] => json!({"type": "array", "items": like(one)}),
            _ => json!({"type": "array"}),
        },
        Value::Object(object) if object.is_empty() => json!({"type": "object"}),
        Value::Object(object) => {
            let properties: Map<_, _> = object.iter().map(|(name, value)| (name.clone(), like(value))).collect();
            json!({"type": "object", "properties": properties})
        }
    }
}

/// Gives the `{placeholders}` of the strings what a person would put there.
fn fill(value: &mut Value) {
    match value {
        Value::String(text) => {
            let names: Vec<String> = super::path::placeholders(text).map(String::from).collect();
            let is_name =
                |name: &&String| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c));
            for name in names.iter().filter(is_name) {
                *text = text.replace(&format!("{{{name}}}"), Meaning::of(name, "").example());
            }
        }
        Value::Array(list) => list.iter_mut().for_each(fill),
        Value::Object(object) => object.values_mut().for_each(fill),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
