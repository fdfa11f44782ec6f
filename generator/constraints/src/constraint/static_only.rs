//! A value that must be written out, not computed: "Must be defined statically."

use super::{
    Broken, Example, Kind, Reading, json_path,
    phrase::{names_subject, opening, phrases},
};
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The value contains no JSONPath.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StaticOnly {}

impl Kind for StaticOnly {
    fn read(clue: &Clue) -> Vec<Reading> {
        let Content::Sentence(_) = &clue.content else { return Vec::new() };
        let Some(text) = opening(clue) else { return Vec::new() };
        let about = |found: &str| found.trim().is_empty() || names_subject(clue, found);
        let said = STATIC.part("subject", text).is_some_and(about);
        said.then(|| Reading::This(Self {}.into())).into_iter().collect()
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        // A number cannot hold a JSONPath; only text needs the rule.
        if json_path::is_text(schema) && !schema.contains_key("enum") {
            return vec![super::raw::add(schema, "not", json!({"pattern": json_path::FRAGMENT}))];
        }
        vec!["type".into()]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        Vec::new() // read back from the schema as `not`
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
        ]
    }
}

phrases! {
    STATIC = r"(?:^|[.,;]\s+(?:and\s+|but\s+)?|\band\s+)(?P<subject>[^.,;]{0,60}?)\s*\b(?:must|can only|may only|has to|have to|needs? to|shall)\s+(?:only\s+|always\s+|also\s+)?be\s+(?:(?:fully|entirely|completely)\s+)?(?:statically\s+(?:<GIVEN>)|(?:<GIVEN>)\s+(?:(?:fully|entirely|only)\s+)?statically|static|a\s+static\s+(?:value|string|number|list))\s*(?:$|[.,;]|and\s|but\s)";
}
