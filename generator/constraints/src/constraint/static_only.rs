//! A value that must be static, not computed: "Must be defined statically."

use super::{
    Broken, Constraint, Example, Kind, Reading, Remark, Schema, Type, Typing, Yields, json_path,
    phrase::{names_subject, opening, phrases},
};
use crate::clue::{Clue, Content};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The value contains no JSONPath.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaticOnly {}

impl Kind for StaticOnly {
    const WORDS: &[&str] = &["static", "dynamic"];
    const IS_CHOICE: bool = true;
    const LIMITS_TEXT: bool = true;

    fn read(clue: &Clue) -> Vec<Reading> {
        let Content::Sentence(_) = &clue.content else { return Vec::new() };
        let Some(text) = opening(clue) else { return Vec::new() };
        let about = |found: &str| found.trim().is_empty() || names_subject(clue, found);
        let said = STATIC.parts(text).is_some_and(|parts| {
            parts.name("dynamic").is_some() || parts.name("subject").is_some_and(|subject| about(subject.as_str()))
        });
        said.then(|| Reading::This(Self {}.into())).into_iter().collect()
    }

    // What is enforced the emitter reads back from the schema as `not`.
    fn declare(&self, schema: &mut Schema) {
        // A number cannot hold a JSONPath; only text needs the rule.
        if schema.is_text() && !schema.keywords().contains_key("enum") {
            schema.add("not", json!({"pattern": json_path::FRAGMENT}));
        } else {
            schema.cite("type");
        }
    }

    fn typing(&self) -> Typing {
        Typing::Implied(Type::String)
    }

    fn allows(&self, value: &Value) -> Option<bool> {
        value.as_str().map(|text| !json_path::is_in(text))
    }

    /// "Must be defined statically" contradicts "or as a JSONPath".
    fn yields_to(&self, other: &Constraint) -> Option<Yields> {
        let message = "said to be static only and to allow a JSONPath; the JSONPath is allowed".into();
        let remark = Remark { kind: "contradicting-static", message };
        other.admits(&json!("$.Attributes.value")).then_some(Yields::With(remark))
    }

    fn violate(&self, _valid: &Value) -> Vec<Broken> {
        vec![
            Broken::new("json-path", "$.Attributes.value"),
            Broken::new("external-json-path", "$.External.result"),
            Broken::new("bracketed-json-path", "$['Attributes']['value']"),
        ]
    }

    fn examples() -> Vec<Example> {
        let this = || Reading::This(Self {}.into());
        vec![
            Example::sentence("Must be defined statically.", this(), json!("a")),
            Example::sentence("Can only be set statically.", this(), json!("a")),
            Example::sentence("Cannot be set dynamically.", this(), json!("a")),
        ]
    }
}

phrases! {
    STATIC = r"^(?P<dynamic>dynamic\s+values\s+are\s+not\s+(?:supported|allowed|permitted)|only\s+static\s+values\s+are\s+(?:supported|allowed|permitted|accepted)|(?:(?:it|this|this value)\s+)?(?:cannot|can not|can't|must not|may not)\s+be\s+(?:(?:set|defined|specified|given|provided)\s+dynamically|dynamic(?:ally\s+(?:<GIVEN>))?))\s*\.?$|(?:^|[.,;]\s+(?:and\s+|but\s+)?|\band\s+)(?P<subject>[^.,;]{0,60}?)\s*\b(?:must|can only|may only|has to|have to|needs? to|shall)\s+(?:only\s+|always\s+|also\s+)?be\s+(?:(?:fully|entirely|completely)\s+)?(?:statically\s+(?:<GIVEN>)|(?:<GIVEN>)\s+(?:(?:fully|entirely|only)\s+)?statically|static|a\s+static\s+(?:value|string|number|list))\s*(?:$|[.,;]|and\s|but\s)";
}
