//! A property is absent if another has a certain value: "Not allowed if the type is audio".

use super::{
    Broken, Dependent, Effect, Example, Kind, Presence, Reading, Schema,
    phrase::{Condition, Exclusion, exclusion},
};
use crate::clue::{Clue, Content};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// If one property has a value, another is absent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExcludedIf {
    /// The property that is then absent.
    pub property: String,
    /// The property that it depends on.
    pub when: String,
    /// The value of that property for which the rule applies.
    pub is: Value,
}

impl Kind for ExcludedIf {
    const WORDS: &[&str] = &["not ", "n't", "cannot", "omitted", "absent", "unset", "left out", "forbidden", "prohibited"];

    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Sentence(_) => said(clue).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    // What is enforced the emitter reads back from the schema as `if` and `then`.
    fn declare(&self, schema: &mut Schema) {
        schema.add_rule(json!({
            "if": {"properties": {&self.when: {"const": self.is}}, "required": [self.when]},
            "then": {"not": {"required": [self.property]}},
        }));
    }

    fn presence(&self) -> Presence<'_> {
        let (property, when) = (&self.property, &self.when);
        let dependent = Dependent { property, when, is: Some(&self.is), effect: Effect::Excluded };
        Presence { dependent: Some(dependent), ..Presence::default() }
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let Some(object) = valid.as_object().filter(|object| object.contains_key(&self.property)) else {
            return Vec::new();
        };
        let mut both = object.clone();
        both.insert(self.when.clone(), self.is.clone());
        vec![Broken::new("present", both)]
    }

    fn examples() -> Vec<Example> {
        let this = |is: Value| Reading::Owner(Self { property: "this".into(), when: "that".into(), is }.into());
        let valid = json!({"this": 1, "that": "text"});
        vec![
            Example::sentence("Not allowed if that is audio.", this(json!("audio")), valid.clone()),
            Example::sentence("If that is \"audio\", this must be omitted.", this(json!("audio")), valid.clone()),
            Example::sentence("Cannot be used when that is true.", this(json!(true)), valid),
        ]
    }
}

fn said(clue: &Clue) -> Option<Vec<Reading>> {
    let Exclusion { scope, property, condition } = exclusion(clue)?;
    let Condition::Equals(when, values) = condition else { return None };
    let rule = |is| scope.limits(ExcludedIf { property: property.clone(), when: when.clone(), is });
    (when != property).then(|| values.into_iter().map(rule).collect())
}
