//! The body of a request or response: the document around a payload, and the place of the payload in it.

use ringback_constraints::meaning::Meaning;
use ringback_contract::{
    operation::{
        Contained, Operation, Part, PayloadLocator, Step,
        envelope::{self, Placeholder},
        media_type,
    },
    pointer::JsonPointer,
};
use ringback_runtime::format::Format;
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// A body, with the place of the payload.
pub struct BodyTemplate {
    at: PayloadLocator,
    /// The envelope of `vendor.toml`, with `null` in place of the payload.
    document: Value,
    /// Whether the payload is required, as it is in a request.
    required: bool,
    condition: Option<ElementCondition>,
}

/// The condition for elements of a list that contain a payload.
struct ElementCondition {
    /// The index of the step that leads to the element.
    depth: usize,
    /// Pointers into the element, and the values required there.
    when: Vec<(JsonPointer, String)>,
}

impl BodyTemplate {
    /// The body of a request or an event. If a container has the same payload, its condition applies to list elements.
    pub fn of_request(operation: &Operation, containers: impl Iterator<Item = Contained>) -> Self {
        let at = operation.request_at.clone().unwrap_or_default();
        let kind = operation.request.as_deref().unwrap_or_default();
        let condition = containers
            .filter(|contained| contained.type_name == kind)
            .find_map(|contained| ElementCondition::of(&contained, &at));
        let mut document = operation.envelope.clone().unwrap_or_default();
        envelope::fill(&mut document, &|placeholder| match placeholder {
            Placeholder::Parameter(name) => Some(Meaning::of(name, "").example().to_owned()),
            Placeholder::NewUuid => Some(Format::Uuid.sample().to_owned()),
        });
        at.put(&mut document, Value::Null);
        Self { document, at, required: !operation.is_event(), condition }
    }

    /// The body that is the payload itself.
    pub fn whole() -> Self {
        Self { document: Value::Null, at: PayloadLocator::default(), required: false, condition: None }
    }

    /// The body of a response.
    pub fn of_response(operation: &Operation) -> Self {
        let at = operation.response_at.clone().unwrap_or_default();
        let mut document = Value::Null;
        at.put(&mut document, Value::Null);
        Self { document, at, required: false, condition: None }
    }

    /// The schema of the body, given that of the payload.
    pub fn schema(&self, payload: &Value) -> Value {
        self.around(0, &self.document, payload)
    }

    /// The body with a payload.
    pub fn example(&self, payload: Value) -> Value {
        let mut document = self.document.clone();
        self.at.put(&mut document, payload);
        document
    }

    fn around(&self, depth: usize, literal: &Value, payload: &Value) -> Value {
        let Some(step) = self.at.steps().get(depth) else { return payload.clone() };
        let inner = self.around(depth + 1, &part(literal, step), payload);
        let inner = if step.holds_json { holding_json(inner) } else { inner };
        if let Value::Array(list) = literal {
            return self.list(depth, list, inner, payload);
        }
        let siblings = literal.as_object().into_iter().flatten();
        let mut properties: Map<_, _> = siblings.map(|(name, value)| (name.clone(), like(value))).collect();
        properties.insert(step.name().into(), inner);
        let mut schema = json!({"type": "object", "properties": properties});
        if let (true, Value::Object(schema)) = (self.required, &mut schema) {
            schema.insert("required".into(), json!([step.name()]));
        }
        schema
    }

    /// The schema of a list. With one example element, all elements have its schema. With several, those that meet the
    /// condition contain a payload; without a condition, only the one that the locator names.
    fn list(&self, depth: usize, list: &[Value], inner: Value, payload: &Value) -> Value {
        if list.len() < 2 {
            return json!({"type": "array", "items": inner});
        }
        if let Some(condition) = self.condition.as_ref().filter(|condition| condition.depth == depth) {
            // Of a property that several elements have, the first shows the value.
            let mut all = Map::new();
            for (name, value) in list.iter().filter_map(Value::as_object).flatten() {
                all.entry(name).or_insert_with(|| value.clone());
            }
            let mut element = like(&Value::Object(all));
            if let Value::Object(element) = &mut element {
                element.insert("if".into(), condition.schema());
                element.insert("then".into(), self.required_at(depth + 1, payload));
            }
            return json!({"type": "array", "items": element});
        }
        let index = self.at.steps().get(depth).and_then(Step::index).unwrap_or_default();
        let mut elements: Vec<Value> = list.iter().take(index).map(like).collect();
        elements.push(inner);
        json!({"type": "array", "prefixItems": elements})
    }

    /// A schema that requires the payload and the path to it, and nothing else.
    fn required_at(&self, depth: usize, payload: &Value) -> Value {
        let Some(step) = self.at.steps().get(depth) else { return payload.clone() };
        let inner = self.required_at(depth + 1, payload);
        let inner = if step.holds_json { holding_json(inner) } else { inner };
        json!({"properties": {step.name(): inner}, "required": [step.name()]})
    }
}

impl ElementCondition {
    /// The container's condition, if its payloads are at the locator, in every element of a list.
    fn of(contained: &Contained, at: &PayloadLocator) -> Option<Self> {
        let list = contained.at.steps();
        let depth = list.len().checked_sub(1)?;
        let payload = PayloadLocator::from(&contained.payload);
        let known: Vec<&Step> = list.iter().chain(payload.steps()).collect();
        let same = |(known, step): (&&Step, &Step)| {
            known.holds_json == step.holds_json && (known.part == step.part || known.part == Part::Every)
        };
        let steps = at.steps();
        let fits = known.len() == steps.len()
            && known.iter().zip(steps).all(same)
            && list.get(depth).is_some_and(|step| step.part == Part::Every);
        let when: Vec<_> = contained.when.iter().map(|(at, value)| (at.clone(), value.clone())).collect();
        (fits && !when.is_empty()).then_some(Self { depth, when })
    }

    fn schema(&self) -> Value {
        let conditions: Vec<Value> = self
            .when
            .iter()
            .map(|(at, value)| {
                let names: Vec<String> = at.tokens().map(Cow::into_owned).collect();
                let end = json!({"const": value});
                names.iter().rev().fold(end, |inner, name| json!({"properties": {name: inner}, "required": [name]}))
            })
            .collect();
        match conditions.as_slice() {
            [one] => one.clone(),
            all => json!({"allOf": all}),
        }
    }
}

/// The part of a value that a step selects, with JSON in strings parsed; null if it does not exist.
fn part(value: &Value, step: &Step) -> Value {
    let found = match value {
        Value::Array(list) => step.index().and_then(|index| list.get(index)),
        value => value.get(step.name()),
    };
    match found {
        Some(Value::String(text)) if step.holds_json => serde_json::from_str(text).unwrap_or_default(),
        found => found.cloned().unwrap_or_default(),
    }
}

fn holding_json(schema: Value) -> Value {
    json!({"type": "string", "contentMediaType": media_type::JSON, "contentSchema": schema})
}

/// A schema for a value beside the payload: its JSON type, with the value as an example.
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
