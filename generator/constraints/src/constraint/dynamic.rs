//! A value that is static or contains JSONPaths: "May be defined statically or dynamically."

use super::{
    Example, Kind, Reading, Schema, Type, Typing, json_path,
    phrase::{Shape, opening, phrases},
};
use crate::clue::{Clue, Content};
use ringback_contract::subject::Step;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The value may be computed: any string that contains a JSONPath is also valid. Other constraints apply to static
/// values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dynamic {}

impl Kind for Dynamic {
    const WORDS: &[&str] = &["static", "dynamic", "json"];
    const IS_CHOICE: bool = true;
    const PERMITS: bool = true;

    fn read(clue: &Clue) -> Vec<Reading> {
        let Content::Sentence(_) = &clue.content else { return Vec::new() };
        let Some(text) = opening(clue).filter(|text| EITHER.occurs(text) || MAY.occurs(text)) else { return Vec::new() };
        // Of a map whose entries no page lists, the values are computed, and so they are text.
        let unlisted = clue.subject.name().is_some() && clue.around.children.is_empty();
        match ENTRIES.strip(text).filter(|_| unlisted && Shape::of(clue) == Shape::Object) {
            Some(rest) => vec![Reading::Part(Step::Values, Content::Sentence(format!("Values {rest}")))],
            None => vec![Reading::This(Self {}.into())],
        }
    }

    // What is enforced the emitter reads back from the schema as `anyOf`.
    fn declare(&self, schema: &mut Schema) {
        let whole = schema.keywords().get("type").is_some_and(|kind| kind == "object" || kind == "array");
        if whole || schema.is_plain_text() {
            schema.cite("type"); // any text is allowed anyway; an object's values are computed one by one
        } else {
            schema.offer(|_| json!({"type": "string", "pattern": json_path::FRAGMENT}), None);
        }
    }

    /// A computed value is a string, which is replaced when the flow runs.
    fn typing(&self) -> Typing {
        Typing::Implied(Type::String)
    }

    fn admits(&self, value: &Value) -> bool {
        value.as_str().is_some_and(json_path::is_in)
    }

    fn examples() -> Vec<Example> {
        let this = || Reading::This(Self {}.into());
        vec![
            Example::sentence("May be defined statically or dynamically.", this(), json!("Hello $.Attributes.name")),
            Example::sentence("Can be set dynamically or statically.", this(), json!("a")),
            Example::sentence("Can be set dynamically.", this(), json!("a")),
        ]
    }
}

phrases! {
    /// Such as "Can be set dynamically": a static value is allowed all the same.
    MAY = r"^dynamic\s+values\s+are\s+(?:also\s+)?(?:supported|allowed|permitted)\s*\.?$|^(?:[^.,;]{0,60}?\s)?(?:may|can|could)\s+(?:also\s+)?be\s+(?:(?:<GIVEN>)\s+dynamically|dynamically\s+(?:<GIVEN>)|(?:fully\s+)?dynamic)\s*\.?$";
    EITHER = r"^(?:[^.,;]{0,60}?\s)?(?:may|can|could)\s+be\s+(?:either\s+)?(?:(?:<GIVEN>)\s+)?(?:either\s+)?(?:static(?:ally)?(?:\s+(?:<GIVEN>))?\s+or\s+dynamic(?:ally)?|dynamic(?:ally)?(?:\s+(?:<GIVEN>))?\s+or\s+static(?:ally)?)(?:\s+(?:<GIVEN>))?\s*(?:\.?$|,\s+(?:but|and)\s+(?:must|has|is|if|when|cannot|may not)\b)";
    /// Matches a sentence about a map that in fact describes its entries.
    ENTRIES = r"^(?:both\s+)?(?:the\s+|its\s+)?keys?\s+and\s+(?:the\s+)?values?\s+";
}
