//! No property beyond the documented ones: `additionalProperties: false`.

use super::{Broken, Example, Kind, Presence, Reading, Schema};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The object has no properties except those that are documented.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closed {}

impl Kind for Closed {
    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        if name == "additionalProperties" && *value == json!(false) { vec![Self {}] } else { Vec::new() }
    }

    // What is enforced the emitter knows: it knows which properties there are.
    fn declare(&self, schema: &mut Schema) {
        schema.set("additionalProperties", false);
    }

    fn presence(&self) -> Presence<'_> {
        Presence { closed: true, ..Presence::default() }
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let Value::Object(object) = valid else { return Vec::new() };
        let mut more = object.clone();
        more.insert("undocumentedProperty".into(), json!("x"));
        vec![Broken::new("undocumented-property", more).tagged("unknown-property")]
    }

    fn examples() -> Vec<Example> {
        vec![Example::keyword("additionalProperties", json!(false), Reading::This(Self {}.into()), json!({}))]
    }
}
