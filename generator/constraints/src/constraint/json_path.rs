//! A value that is static or one JSONPath: "Must be specified fully statically or with a single valid JSONPath identifier."

use super::{
    Broken, Example, Kind, Reading,
    phrase::{names_subject, opening, phrases},
};
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// What gives a JSONPath away inside a text: `$.x` or `$[`; `5$.` at the end of a sentence is none.
pub const FRAGMENT: &str = r"\$(?:\.\S|\[)";
/// A text that is one JSONPath from its first to its last character: `$.Attributes.queue`, `$['Attributes']['my queue']`.
pub const WHOLE: &str = r#"^\$(?:\.[^\s.$\[\]'"]+|\[(?:'[^']+'|"[^"]+"|[0-9]+)\])+$"#;

/// The value contains no JSONPath, or is one and nothing else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JsonPath {}

/// Whether a text may stand here.
pub fn is_text(schema: &Map<String, Value>) -> bool {
    match schema.get("type") {
        Some(Value::String(kind)) => kind == "string",
        Some(Value::Array(kinds)) => kinds.contains(&json!("string")),
        _ => false,
    }
}

/// Whether a schema allows every text and nothing else.
pub fn is_plain_text(schema: &Map<String, Value>) -> bool {
    schema.get("type").is_some_and(|kind| kind == "string")
        && !["enum", "format", "pattern", "minLength", "maxLength"].iter().any(|keyword| schema.contains_key(*keyword))
}

/// Takes out what holds for a static value alone.
pub fn take_restrictions(schema: &mut Map<String, Value>) -> Map<String, Value> {
    let taken = RESTRICTING.iter().filter_map(|keyword| schema.shift_remove_entry(*keyword));
    taken.collect()
}

impl Kind for JsonPath {
    fn read(clue: &Clue) -> Vec<Reading> {
        let Content::Sentence(_) = &clue.content else { return Vec::new() };
        let about = |found: &str| found.trim().is_empty() || names_subject(clue, found);
        let said = opening(clue).is_some_and(|text| {
            let turned = || TURNED.parts(text).map(|parts| parts.name("subject").map_or("", |subject| subject.as_str()));
            EITHER.part("subject", text).or_else(turned).is_some_and(about)
        });
        said.then(|| Reading::This(Self {}.into())).into_iter().collect()
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        let path = json!({"type": "string", "pattern": WHOLE});
        // Plain text needs no more than the alternative; any other rule holds for the static value alone.
        let fixed = if is_plain_text(schema) {
            json!({"not": {"pattern": FRAGMENT}})
        } else {
            let mut fixed = take_restrictions(schema);
            if is_text(&fixed) {
                fixed.insert("not".into(), json!({"pattern": FRAGMENT}));
            }
            Value::Object(fixed)
        };
        vec![super::raw::add(schema, "anyOf", json!([fixed, path]))]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        Vec::new() // read back from the schema as `anyOf`
    }

    fn violate(&self, _valid: &Value) -> Vec<Broken> {
        [
            ("text-before", "queue $.Attributes.queue"),
            ("text-after", "$.Attributes.queue and more"),
            ("two-adjacent", "$.Attributes.a$.Attributes.b"),
            ("two-apart", "$.Attributes.a $.Attributes.b"),
            ("unfinished", "$.Attributes."),
        ]
        .map(|(way, text)| Broken::new(way, text))
        .into()
    }

    fn examples() -> Vec<Example> {
        let this = || Reading::This(Self {}.into());
        vec![
            Example::sentence("Must be specified fully statically or with a single valid JSONPath identifier.", this(), json!("a")),
            Example::sentence(
                "This can be either statically defined, or a single valid JSONPath identifier.",
                this(),
                json!("$.Attributes.queue"),
            ),
        ]
    }
}

phrases! {
    EITHER = r"(?:^|[.,;]\s+(?:and\s+|but\s+)?|\band\s+)(?P<subject>[^.,;]{0,60}?)\s*(?:\b(?:must|can|may|should|shall|has to|needs to|is)\s+(?:only\s+)?)?(?:either\s+)?(?:be\s+)?(?:either\s+)?(?:(?:a|an)\s+)?(?:(?:<GIVEN>)\s+)?(?:either\s+)?(?:(?:fully|entirely|completely)\s+)?static(?:ally)?(?:\s+(?:<GIVEN>))?(?:\s+(?:value|string|text|number))?,?\s+or\s+(?:(?:be|set|specified|provided|dynamically|with|as|by|via|through|using|from)\s+)*(?:an?\s+)?(?:single\s+|one\s+)?(?:valid\s+)?json ?path\b(?:\s+(?:identifier|expression|reference|path|value|string))?\s*(?:$|[.,;(]|and\s)";
    TURNED = r"^(?:(?P<subject>[^.,;]{0,60}?)\s*\b(?:must|can|may|shall|has to)\s+(?:only\s+)?(?:either\s+)?be\s+)?(?:either\s+)?(?:(?:<GIVEN>)\s+(?:with|as|by|via)\s+)?(?:an?\s+)?(?:single\s+)?(?:valid\s+)?json ?path\b(?:\s+(?:identifier|expression|reference))?\s+or\s+(?:be\s+)?(?:(?:<GIVEN>)\s+)?(?:a\s+)?(?:(?:fully|entirely)\s+)?static(?:ally)?(?:\s+(?:<GIVEN>|value))?\s*\.?$";
}

/// The keywords that hold for the static value alone once a JSONPath may stand in its place.
const RESTRICTING: &[&str] = &[
    "type", "enum", "format", "pattern", "minLength", "maxLength", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum",
    "multipleOf", "anyOf",
];
