//! Builds the object schemas that stand for the messages of operations.

use serde_json::{Map, Value, json};

/// An object schema under construction.
#[derive(Default)]
pub struct ObjectSchema {
    /// The properties so far.
    pub properties: Map<String, Value>,
    /// The names of required properties, without duplicates.
    pub required: Vec<Value>,
    /// The names of properties that are never an empty text.
    pub never_empty: Vec<String>,
}

impl ObjectSchema {
    /// Adds a property; a later one of the same name replaces an earlier one.
    pub fn add(&mut self, name: String, schema: Value, is_required: bool) {
        let required = Value::from(name.as_str());
        self.required.retain(|known| *known != required);
        self.required.extend(is_required.then_some(required));
        self.properties.insert(name, schema);
    }

    /// The finished schema.
    pub fn build(self) -> Value {
        let mut schema = json!({"type": "object", "properties": self.properties, "required": self.required});
        if let (Some(object), false) = (schema.as_object_mut(), self.never_empty.is_empty()) {
            let empty =
                self.never_empty.iter().map(|name| json!({"properties": {name: {"const": ""}}, "required": [name]}));
            object.insert("not".into(), json!({"anyOf": empty.collect::<Vec<_>>()}));
        }
        schema
    }
}
