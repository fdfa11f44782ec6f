//! The values of a property depend on that of another: "Must be `fast` if the type is video".

use super::{
    Broken, Dependent, Effect, Example, Kind, Presence, Reading, Schema,
    phrase::{Condition, condition, is_limited, phrases, typed_values, unmarked},
};
use crate::clue::{Clue, Content};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// If one property has a value, another has one of these values, or is absent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedIf {
    /// The property whose values are then limited.
    pub property: String,
    /// The property that they depend on.
    pub when: String,
    /// The value of the latter for which the rule applies.
    pub is: Value,
    /// The values that are then allowed, at least one.
    pub to: Vec<Value>,
}

impl Kind for FixedIf {
    const WORDS: &[&str] = &["must", "has to", "needs to", "always", "only"];

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
            "then": {"properties": {&self.property: {"enum": self.to}}},
        }));
    }

    fn presence(&self) -> Presence<'_> {
        let effect = self.to.first().map_or(Effect::Formed, Effect::Fixed);
        let dependent = Dependent { property: &self.property, when: &self.when, is: Some(&self.is), effect };
        Presence { dependent: Some(dependent), ..Presence::default() }
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let Some(object) = valid.as_object() else { return Vec::new() };
        let other = match self.to.first() {
            Some(Value::String(_)) => json!("UNDOCUMENTED_VALUE"),
            Some(Value::Bool(flag)) => json!(!flag),
            Some(Value::Number(_)) => {
                let highest = self.to.iter().filter_map(Value::as_i64).max();
                match highest.and_then(|highest| highest.checked_add(1)) {
                    Some(other) => json!(other),
                    None => return Vec::new(),
                }
            }
            _ => return Vec::new(),
        };
        if self.to.contains(&other) {
            return Vec::new();
        }
        let mut broken = object.clone();
        broken.insert(self.when.clone(), self.is.clone());
        broken.insert(self.property.clone(), other);
        vec![Broken::new("other-value", broken)]
    }

    fn examples() -> Vec<Example> {
        let this = |to: &[Value]| {
            Reading::Owner(
                Self { property: "this".into(), when: "that".into(), is: json!("video"), to: to.to_vec() }.into(),
            )
        };
        let valid = json!({"this": "fast", "that": "video"});
        vec![
            Example::sentence("Must be `fast` if that is video.", this(&[json!("fast")]), valid.clone()),
            Example::sentence("If that is `video`, this must be `fast` or `slow`.", this(&[json!("fast"), json!("slow")]), valid.clone()),
            Example::sentence("Always `fast` when that is `video`.", this(&[json!("fast")]), valid),
        ]
    }
}

phrases! {
    /// Such as "Must be `fast` if the type is video".
    FIXED_IF = r#"^(?P<lead>[^.;]*?[,;(]\s*(?:and\s+|but\s+|which\s+|it\s+)?)?(?:(?P<subject>[^.,;(]{1,60}?)\s+)?(?:(?:must|has to|needs to)\s+(?:always\s+)?be\s+(?:either\s+|one of\s+)?|(?:is\s+)?always\s+)(?P<value>["'`\d].*?)\s*,?\s+(?:if|when|whenever)\s+(?P<condition>[^.;,]+?)\s*\)?\s*\.?$"#;
    /// Such as "If the type is video, this must be `fast`".
    IF_FIXED = r#"^(?:if|when|whenever)\s+(?P<condition>[^.;]+?),\s*(?:then\s+)?(?:(?P<subject>[^,;]{1,60}?)\s+)?(?:(?:must|has to|needs to)\s+(?:always\s+)?be\s+(?:set\s+to\s+)?(?:either\s+|one of\s+)?|(?:is\s+)?always\s+|the only (?:allowed|valid|permitted|supported|possible|accepted) value is\s+)(?P<value>["'`\d].*?)\s*\.?$"#;
}

/// The values that a sentence demands of its subject where another property has a certain value.
fn said(clue: &Clue) -> Option<Vec<Reading>> {
    let text = unmarked(clue)?;
    let parts = IF_FIXED.parts(text).or_else(|| FIXED_IF.parts(text))?;
    if parts.name("lead").is_some_and(|lead| is_limited(lead.as_str())) {
        return None;
    }
    let part = |name| parts.name(name).map_or("", |part| part.as_str());
    let (scope, condition) = condition(clue, part("condition"))?;
    let Condition::Equals(when, values) = condition else { return None };
    let property = scope.resolve(part("subject"))?;
    let to = typed_values(clue, part("value"))?;
    let rule = |is| scope.limits(FixedIf { property: property.clone(), when: when.clone(), is, to: to.clone() });
    (when != property).then(|| values.into_iter().map(rule).collect())
}
