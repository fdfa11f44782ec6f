//! A value that is static or one JSONPath: "Must be specified fully statically or with a single valid JSONPath identifier."

use super::{
    Boundary, Broken, Example, Kind, Reading, Sample, Schema, Spot, Surroundings, Type, Typing,
    phrase::{names_subject, opening, phrases},
};
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use quote::quote;
use regex::Regex;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// Matches the beginning of a JSONPath inside a text, `$.x` or `$[`, but not `5$.` at the end of a sentence.
pub(super) const FRAGMENT: &str = r"\$(?:\.\S|\[)";
/// Matches a text that is one JSONPath as a whole: `$.Attributes.queue`, `$['Attributes']['my queue']`.
const WHOLE: &str = r#"^\$(?:\.[^\s.$\[\]'"]+|\[(?:'[^']+'|"[^"]+"|[0-9]+)\])+$"#;

/// The value either contains no JSONPath, or is exactly one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JsonPath {
    /// Whether it must be one: a static value is not allowed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub only: bool,
}

/// Whether a text contains a JSONPath.
pub(super) fn is_in(text: &str) -> bool {
    static PATH: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(FRAGMENT).ok());
    PATH.as_ref().is_some_and(|path| path.is_match(text))
}

/// Whether a text is exactly one JSONPath.
fn is_path(text: &str) -> bool {
    static PATH: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(WHOLE).ok());
    PATH.as_ref().is_some_and(|path| path.is_match(text))
}

impl Kind for JsonPath {
    const WORDS: &[&str] = &["json", "dynamic", "static"];
    const IS_CHOICE: bool = true;
    const LIMITS_TEXT: bool = true;

    fn read(clue: &Clue) -> Vec<Reading> {
        let Content::Sentence(_) = &clue.content else { return Vec::new() };
        let about = |found: &str| found.trim().is_empty() || names_subject(clue, found);
        let said = opening(clue).is_some_and(|text| {
            let turned = || TURNED.parts(text).map(|parts| parts.name("subject").map_or("", |subject| subject.as_str()));
            EITHER.part("subject", text).or_else(turned).is_some_and(about)
        });
        let only = opening(clue).is_some_and(|text| {
            let found = ONLY.parts(text);
            found.is_some_and(|parts| parts.name("subject").is_none_or(|subject| about(subject.as_str()))) && !STATIC.occurs(text)
        });
        (said || only).then(|| Reading::This(Self { only: only && !said }.into())).into_iter().collect()
    }

    // What is enforced the emitter reads back from the schema as `anyOf`.
    fn declare(&self, schema: &mut Schema) {
        if self.only {
            return schema.add("pattern", json!(WHOLE));
        }
        schema.offer(|_| json!({"type": "string", "pattern": WHOLE}), Some(FRAGMENT));
    }

    fn enforce(&self) -> Vec<TokenStream> {
        if self.only { vec![quote!(Check::Pattern(#WHOLE))] } else { Vec::new() }
    }

    fn allows(&self, value: &Value) -> Option<bool> {
        if self.only { value.as_str().map(is_path) } else { None }
    }

    fn sample(&self, _around: &dyn Surroundings) -> Sample {
        if self.only { Sample::Value(json!("$.Attributes.value")) } else { Sample::Open }
    }

    fn explain(schema: &Map<String, Value>, keyword: &str, value: &Value) -> Option<String> {
        let forms = schema.get("anyOf").filter(|_| keyword == "anyOf")?.as_array()?;
        forms.last().filter(|form| form.get("pattern").is_some_and(|pattern| pattern == WHOLE))?;
        Some(format!("{value} is neither what is allowed as a static value nor one single JSONPath"))
    }

    /// A computed value is a string, which is replaced when the flow runs.
    fn typing(&self) -> Typing {
        Typing::Implied(Type::String)
    }

    fn admits(&self, value: &Value) -> bool {
        !self.only && value.as_str().is_some_and(is_path)
    }

    fn violate(&self, _valid: &Value) -> Vec<Broken> {
        [
            ("text-before", "queue $.Attributes.queue"),
            ("text-after", "$.Attributes.queue and more"),
            ("two-adjacent", "$.Attributes.a$.Attributes.b"),
            ("two-apart", "$.Attributes.a $.Attributes.b"),
        ]
        .map(|(way, text)| Broken::new(way, text))
        .into_iter()
        .chain(self.only.then(|| Broken::new("static-text", "queue")))
        // A reader may take it for plain text.
        .chain([Broken::new("unfinished", "$.Attributes.").disputed()])
        .collect()
    }

    fn boundary_values(&self, _spot: &Spot) -> Vec<Boundary> {
        vec![
            Boundary::new("json-path", "$.Attributes.queue"),
            // What the syntax of an identifier is, no document says: the brackets are RFC 9535's.
            Boundary::unsure("bracketed-json-path", "$['Attributes']['my queue']"),
        ]
    }

    fn examples() -> Vec<Example> {
        let this = || Reading::This(Self::default().into());
        vec![
            Example::sentence(
                "Must be a single, valid JSONPath reference.",
                Reading::This(Self { only: true }.into()),
                json!("$.Attributes.queue"),
            ),
            Example::sentence("Must be fully dynamic.", Reading::This(Self { only: true }.into()), json!("$.Attributes.queue")),
            Example::sentence(
                "Must be either fully statically defined or a single, valid JSONPath identifier.",
                this(),
                json!("a"),
            ),
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
    EITHER = r"(?:^|[.,;]\s+(?:and\s+|but\s+)?|\band\s+)(?P<subject>[^.,;]{0,60}?)\s*(?:\b(?:must|can|may|should|shall|has to|needs to|is)\s+(?:only\s+)?)?(?:either\s+)?(?:be\s+)?(?:either\s+)?(?:(?:a|an)\s+)?(?:(?:<GIVEN>)\s+)?(?:either\s+)?(?:(?:fully|entirely|completely)\s+)?static(?:ally)?(?:\s+(?:<GIVEN>))?(?:\s+(?:value|string|text|number))?,?\s+or\s+(?:(?:be|set|specified|provided|dynamically|with|as|by|via|through|using|from)\s+)*(?:an?\s+)?(?:(?:single,?\s+|one\s+)?(?:valid,?\s+)?json ?path\b(?:\s+(?:identifier|expression|reference|path|value|string))?|(?:fully|entirely|completely)\s+dynamic(?:ally)?(?:\s+(?:<GIVEN>))?)\s*(?:$|[.,;(]|and\s)";
    /// Such as "Must be a single valid JSONPath reference": nothing else is allowed.
    ONLY = r"^any\s+(?:single,?\s+|one\s+)?(?:valid,?\s+)?json ?path\s+(?:identifier|expression|reference|path)\b[^,;]*$|^(?P<subject>[^.,;]{0,60}?)\s*\b(?:must|has to|needs to|shall)\s+(?:always\s+)?be\s+(?:(?:<GIVEN>)\s+(?:with|as|by|via|using)\s+)?(?:an?\s+)?(?:single,?\s+|one\s+)?(?:valid,?\s+)?json ?path\b(?:\s+(?:identifier|expression|reference|path))?\s*(?:$|[.;]|,?\s+and\s+(?:can ?not|must not|may not)\s+be\s+(?:(?:<GIVEN>)\s+statically|static(?:ally\s+(?:<GIVEN>))?))|^(?:(?:it|this|this value)\s+)?(?:must|can only|may only|has to)\s+(?:always\s+)?be\s+(?:(?:<GIVEN>)\s+(?:fully\s+)?dynamically|(?:fully|entirely)\s+dynamic|dynamic(?:ally\s+(?:<GIVEN>))?)\s*\.?$|^(?:(?:it|this|this value)\s+)?(?:cannot|can not|can't|must not|may not)\s+be\s+(?:(?:<GIVEN>)\s+statically|static(?:ally\s+(?:<GIVEN>))?)\s*\.?$";
    STATIC = r"\bor\s+(?:[a-z]+\s+){0,3}static";
    TURNED = r"^(?:(?P<subject>[^.,;]{0,60}?)\s*\b(?:must|can|may|shall|has to)\s+(?:only\s+)?(?:either\s+)?be\s+)?(?:either\s+)?(?:(?:<GIVEN>)\s+(?:with|as|by|via)\s+)?(?:an?\s+)?(?:single,?\s+)?(?:valid,?\s+)?json ?path\b(?:\s+(?:identifier|expression|reference))?\s+or\s+(?:be\s+)?(?:(?:<GIVEN>)\s+)?(?:a\s+)?(?:(?:fully|entirely)\s+)?static(?:ally)?(?:\s+(?:<GIVEN>|value))?\s*\.?$";
}
