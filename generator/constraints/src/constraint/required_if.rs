//! A property is required if another has a value: "required if and only if StoreInput is True".

use super::{
    Broken, Dependent, Example, Kind, Presence, Reading, Schema,
    phrase::{Condition, Scope, condition, names_subject, phrases, unmarked},
};
use crate::clue::{Clue, Content};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// If one property has a value, another is present; with `only`, it is absent otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequiredIf {
    /// The property that is then required.
    pub property: String,
    /// The property that it depends on.
    pub when: String,
    /// The value of that property for which the rule applies; `None` if its presence is enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<Value>,
    /// Whether the property must be absent otherwise.
    pub only: bool,
}

impl RequiredIf {
    fn test(&self) -> Value {
        match &self.is {
            Some(value) => json!({"properties": {&self.when: {"const": value}}, "required": [self.when]}),
            None => json!({"required": [self.when]}),
        }
    }
}

impl Kind for RequiredIf {
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Sentence(_) => said(clue)
                .map(|(scope, rules)| rules.into_iter().map(|rule| scope.limits(rule)).collect())
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    // What is enforced the emitter reads back from the schema as `if`, `then` and `else`.
    fn declare(&self, schema: &mut Schema) {
        let mut rule = json!({"if": self.test(), "then": {"required": [self.property]}});
        if let (true, Value::Object(rule)) = (self.only, &mut rule) {
            rule.insert("else".into(), json!({"not": {"required": [self.property]}}));
        }
        schema.add_rule(rule);
    }

    fn presence(&self) -> Presence<'_> {
        let dependent = Dependent { property: &self.property, when: &self.when, is: self.is.as_ref(), required: true };
        Presence { dependent: Some(dependent), ..Presence::default() }
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let Value::Object(object) = valid else { return Vec::new() };
        let holds = match (&self.is, object.get(&self.when)) {
            (Some(value), Some(found)) => value == found,
            (None, found) => found.is_some(),
            (Some(_), None) => false,
        };
        let mut broken = object.clone();
        if holds {
            broken.shift_remove(&self.property);
            return vec![Broken::new("absent", broken)];
        }
        Vec::new()
    }

    fn examples() -> Vec<Example> {
        let this = |is: Option<Value>, only| {
            Reading::Owner(Self { property: "this".into(), when: "that".into(), is, only }.into())
        };
        let that = Self { property: "that".into(), when: "this".into(), is: None, only: false };
        let both = json!({"this": 1, "that": "True"});
        vec![
            Example::sentence("Required if and only if that is True.", this(Some(json!("True")), true), both.clone()),
            Example::sentence("Required if that is specified.", this(None, false), both.clone()),
            Example::sentence("If that is \"True\", this must be defined.", this(Some(json!("True")), false), both.clone()),
            Example::sentence("May only be specified if that is provided.", Reading::Owner(that.into()), both),
        ]
    }
}

phrases! {
    /// Such as "…, required if and only if a is b".
    REQUIRED = r#"^(?:(?P<lead>[^.;]*?)[\s,(]+)??(?:only\s+)?(?:required|mandatory|must\s+(?:also\s+)?be\s+(?:<GIVEN>)|has\s+to\s+be\s+(?:<GIVEN>))\s*,?\s+(?P<only>if and only if|only if|only when|if|when|whenever)\s+(?P<condition>[^.;,()]+?(?:,\s+(?:or\s+)?["'`][^.;()]+)?)\)?(?:,?\s*(?:and\s+)?(?:it\s+is\s+)?(?:otherwise,?\s+(?:it\s+is\s+)?optional|optional\s+otherwise))?\s*\.?$"#;
    /// Such as "If a is b, this must be defined."
    IF = r"^(?:if|when|whenever)\s+(?P<condition>[^.;]+?),\s*(?:then\s+)?(?P<subject>[^,;]{1,60}?)\s+(?:(?:is|are)\s+(?:also\s+)?(?:required|mandatory)|(?:must|has to|needs to)\s+(?:also\s+)?be\s+(?:<GIVEN>))\s*\.?$";
    /// Such as "May only be specified if a is provided", "Can only be used together with a".
    ONLY_WITH = r"^(?:(?P<subject>[^.,;]{1,60}?)\s+)?(?:(?:may|can|must|shall)\s+only\s+be\s+(?:<GIVEN>)|(?:is\s+)?only\s+(?:valid|allowed|permitted))\s+(?:(?:if|when)\s+(?P<condition>[^.;,]+?)|(?:together\s+|in combination\s+|in conjunction\s+|along\s+)?with\s+(?P<names>[^.;,]+?))\s*\.?$";
    /// Such as "Cannot be set unless a is set", "May not be used without a".
    WITHOUT = r"^(?:(?P<subject>[^.,;]{1,60}?)\s+)?(?:may not|must not|cannot|can not|can't|shall not)\s+be\s+(?:<GIVEN>)\s+(?:unless\s+(?P<condition>[^.;,]+?)|without\s+(?P<names>[^.;,]+?))\s*\.?$";
    TOGETHER = r"^(?:(?P<subject>[^.,;]{1,60}?)\s+)?(?:must\s+be\s+(?:<GIVEN>)\s+(?:together|in combination|in conjunction|along)\s+with|requires)\s+(?P<names>[^.;,]+?)(?:\s+to\s+(?:also\s+)?be\s+(?:<GIVEN>))?\s*\.?$";
    IS = r"\s*\b(?:is|are|which is|this is)$";
}

/// The dependencies between properties that a sentence states, and the object that has the properties.
fn said(clue: &Clue) -> Option<(Scope<'_>, Vec<RequiredIf>)> {
    let text = unmarked(clue)?;
    if let Some(parts) = IF.parts(text) {
        let (scope, condition) = condition(clue, parts.name("condition")?.as_str())?;
        let property = scope.resolve(parts.name("subject")?.as_str())?;
        return Some((scope, RequiredIf::when(&property, condition, false)));
    }
    if let Some(parts) = REQUIRED.parts(text) {
        let lead = parts.name("lead").map_or("", |lead| lead.as_str());
        let subject = IS.parts(lead).and_then(|is| lead.get(..is.get(0)?.start())).unwrap_or(lead);
        // What goes before a comma or bracket describes; what stands right before the verb is its subject.
        let rest = text.get(lead.len()..).unwrap_or_default().trim_start();
        if !(subject.is_empty() || rest.starts_with([',', '(']) || names_subject(clue, subject)) {
            return None;
        }
        let only = parts.name("only")?.as_str().eq_ignore_ascii_case("if and only if");
        let (scope, condition) = condition(clue, parts.name("condition")?.as_str())?;
        let own = scope.resolve("")?;
        return Some((scope, RequiredIf::when(&own, condition, only)));
    }
    needed(clue, text)
}

/// The dependency in "May only be specified if a is provided" or "Cannot be used without a": if this is present, so is
/// a.
fn needed<'c>(clue: &'c Clue, text: &str) -> Option<(Scope<'c>, Vec<RequiredIf>)> {
    let parts = ONLY_WITH.parts(text).or_else(|| WITHOUT.parts(text)).or_else(|| TOGETHER.parts(text))?;
    let part = |name| parts.name(name).map(|part| part.as_str());
    let (scope, others) = match (part("condition"), part("names")) {
        (Some(given), _) => match condition(clue, given)? {
            (scope, Condition::AllGiven(others)) => (scope, others),
            (scope, Condition::AnyGiven(others)) if others.len() == 1 => (scope, others),
            _ => return None,
        },
        (None, names) => Scope::naming(clue, names?).filter(|(_, names)| names.len() == 1)?,
    };
    let own = scope.resolve(part("subject").unwrap_or_default())?;
    let rule = |other: String| RequiredIf { property: other, when: own.clone(), is: None, only: false };
    let rules = others.into_iter().map(rule).filter(|rule| rule.property != rule.when).collect();
    Some((scope, rules))
}

impl RequiredIf {
    fn when(property: &str, condition: Condition, only: bool) -> Vec<Self> {
        let rule = |when: String, is| Self { property: property.into(), when, is, only };
        let rules: Vec<Self> = match condition {
            Condition::AnyGiven(others) => others.into_iter().map(|other| rule(other, None)).collect(),
            Condition::Equals(other, values) => values.into_iter().map(|value| rule(other.clone(), Some(value))).collect(),
            Condition::AllGiven(_) | Condition::Absent(_) => Vec::new(),
        };
        // "If and only if a is b or c" is more than two rules can say.
        if only && rules.len() > 1 { Vec::new() } else { rules.into_iter().filter(|rule| rule.when != rule.property).collect() }
    }
}
