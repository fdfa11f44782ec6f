//! A switch that makes the receiver validate another property: "Whether or not to validate the numbers for phone number
//! format."

use super::{
    Boundary, Broken, Dependent, Effect, Example, Kind, Presence, Reading, Schema, Spot,
    phrase::{names_in, phrases, unmarked},
};
use crate::clue::{Clue, Content};
use ringback_runtime::format::Format;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// If the switch is on, the strings of the other property have a format; of a list, each element.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValidatedIf {
    /// The switch, a boolean property.
    pub switch: String,
    /// The property that is validated.
    pub property: String,
    /// A pattern that every string of the format matches. The sentence states no more of the format.
    pub pattern: String,
}

impl Kind for ValidatedIf {
    const WORDS: &[&str] = &["valid", "check", "verif"];
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Sentence(_) => said(clue).map(|this| Reading::Owner(this.into())).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    // What is enforced the emitter reads back from the schema as `if` and `then`.
    fn declare(&self, schema: &mut Schema) {
        let text = json!({"pattern": self.pattern, "items": {"pattern": self.pattern}});
        schema.add_rule(json!({
            "if": {"properties": {&self.switch: {"const": true}}, "required": [self.switch]},
            "then": {"properties": {&self.property: text}},
        }));
    }

    fn presence(&self) -> Presence<'_> {
        let dependent = Dependent { property: &self.property, when: &self.switch, is: None, effect: Effect::Formed };
        Presence { dependent: Some(dependent), ..Presence::default() }
    }

    /// What is not to be validated is taken as it is, if nothing else is said about it.
    fn boundary_values(&self, spot: &Spot) -> Vec<Boundary> {
        let (Value::Object(object), Some(property)) = (spot.ordinary, spot.around.property(&self.property)) else {
            return Vec::new();
        };
        let texts = property.elements().unwrap_or(property);
        let value = match object.get(&self.property) {
            Some(Value::Array(_)) => json!([INVALID]),
            _ => json!(INVALID),
        };
        if texts.limits_text() || !texts.allows(&json!(INVALID)) || !property.allows(&value) {
            return Vec::new();
        }
        let mut free = object.clone();
        free.insert(self.switch.clone(), json!(false));
        free.insert(self.property.clone(), value);
        vec![Boundary::new(format!("{}-not-asked-for", self.switch), free)]
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let Value::Object(object) = valid else { return Vec::new() };
        let with = |value: Value| {
            let mut broken = object.clone();
            broken.insert(self.switch.clone(), json!(true));
            broken.insert(self.property.clone(), value);
            broken
        };
        match object.get(&self.property).and_then(Value::as_array).and_then(|list| list.first()) {
            Some(first) => {
                let last = |way, list: Value, last| Broken::new(way, with(list)).at(&self.property, Some(last));
                vec![
                    last("asked-for", json!([INVALID]), 0),
                    last("asked-for-empty", json!([""]), 0),
                    last("asked-for-later", json!([first, INVALID]), 1),
                ]
            }
            None => vec![
                Broken::new("asked-for", with(json!(INVALID))).at(&self.property, None),
                Broken::new("asked-for-empty", with(json!(""))).at(&self.property, None),
            ],
        }
    }

    fn examples() -> Vec<Example> {
        let this = |pattern: &str| {
            Reading::Owner(
                Self { switch: "this".into(), property: "that".into(), pattern: pattern.into() }.into(),
            )
        };
        vec![
            Example::sentence(
                "Whether or not to validate the that for phone number format.",
                this(PHONE),
                json!({"this": true, "that": ["+12025550100"]}),
            ),
            Example::sentence(
                "Whether to check that for E.164 format.",
                this(&Format::E164.pattern().unwrap_or_default()),
                json!({"this": true, "that": "+12025550100"}),
            ),
            Example::sentence("If true, validates that as an email address.", this(EMAIL), json!({"this": true, "that": "a@b"})),
        ]
    }
}

/// A text that is no number and no address.
const INVALID: &str = "none of that format";

/// Every phone number contains a digit.
const PHONE: &str = "[0-9]";
const EMAIL: &str = "@";

phrases! {
    /// Such as "Whether or not to validate the numbers for phone number format."
    WHETHER = r"^(?:(?:indicates|determines|specifies|controls|defines|flag for|set to true)\s+)?(?:whether(?:\s+or\s+not)?\s+to|if true,?)\s+(?:validates?|checks?|verify|verifies)\s+(?P<names>[^.,;]{1,80}?)\s+(?:for|against|as|to be)\s+(?:(?:an?|the|being|valid|correct|proper)\s+)*(?:(?P<phone>(?:phone|telephone)\s+numbers?)|(?P<e164>e\.?164)|(?P<email>e-?mail(?:\s+address(?:es)?)?))(?:\s+formats?)?\s*\.?$";
}

fn said(clue: &Clue) -> Option<ValidatedIf> {
    let parts = WHETHER.parts(unmarked(clue)?)?;
    let switch = clue.subject.name()?.to_owned();
    let names = names_in(&clue.around, parts.name("names")?.as_str())?;
    let [property] = names.as_slice() else { return None };
    let formats = [("phone", Some(PHONE.into())), ("e164", Format::E164.pattern()), ("email", Some(EMAIL.into()))];
    let (_, pattern) = formats.into_iter().find(|(name, _)| parts.name(name).is_some())?;
    let pattern = pattern?;
    (*property != switch).then(|| ValidatedIf { switch, property: property.clone(), pattern })
}
