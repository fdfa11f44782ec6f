//! A value that is static or contains JSONPaths: "May be defined statically or dynamically."

use super::{
    Broken, Example, Kind, Reading, json_path,
    phrase::{Shape, opening, phrases},
};
use crate::clue::{Clue, Content};
use ringback_contract::subject::Step;
use proc_macro2::TokenStream;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The value may be computed: any text with a JSONPath in it may stand in its place. Other rules hold for static values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dynamic {}

impl Kind for Dynamic {
    fn read(clue: &Clue) -> Vec<Reading> {
        let Content::Sentence(_) = &clue.content else { return Vec::new() };
        let Some(text) = opening(clue).filter(|text| EITHER.occurs(text)) else { return Vec::new() };
        // Of a map whose entries no page lists, the values are computed, and so they are text.
        let unlisted = clue.subject.name().is_some() && clue.around.children.is_empty();
        match ENTRIES.strip(text).filter(|_| unlisted && Shape::of(clue) == Shape::Object) {
            Some(rest) => vec![Reading::Part(Step::Values, Content::Sentence(format!("Values {rest}")))],
            None => vec![Reading::This(Self {}.into())],
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        if json_path::is_plain_text(schema) || schema.get("type").is_some_and(|kind| kind == "object" || kind == "array") {
            return vec!["type".into()]; // any text is allowed anyway; an object's values are computed one by one
        }
        let fixed = json_path::take_restrictions(schema);
        let computed = json!({"type": "string", "pattern": json_path::FRAGMENT});
        vec![super::raw::add(schema, "anyOf", json!([fixed, computed]))]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        Vec::new() // read back from the schema as `anyOf`
    }

    fn violate(&self, _valid: &Value) -> Vec<Broken> {
        Vec::new() // a permission cannot be broken
    }

    fn examples() -> Vec<Example> {
        let this = || Reading::This(Self {}.into());
        vec![
            Example::sentence("May be defined statically or dynamically.", this(), json!("Hello $.Attributes.name")),
            Example::sentence("Can be set dynamically or statically.", this(), json!("a")),
        ]
    }
}

phrases! {
    EITHER = r"^(?:[^.,;]{0,60}?\s)?(?:may|can|could)\s+be\s+(?:either\s+)?(?:(?:<GIVEN>)\s+)?(?:either\s+)?(?:static(?:ally)?(?:\s+(?:<GIVEN>))?\s+or\s+dynamic(?:ally)?|dynamic(?:ally)?(?:\s+(?:<GIVEN>))?\s+or\s+static(?:ally)?)(?:\s+(?:<GIVEN>))?\s*(?:\.?$|,\s+(?:but|and)\s+(?:must|has|is|if|when|cannot|may not)\b)";
    /// What a sentence about a map's entries is about.
    ENTRIES = r"^(?:both\s+)?(?:the\s+|its\s+)?keys?\s+and\s+(?:the\s+)?values?\s+";
}
