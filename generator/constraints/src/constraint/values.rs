//! A map from free names to values: `Map<String, String>`, `[String: Int]`, `dict(str, Entry)`.

use super::{
    Boundary, Broken, Example, Kind, Measure, Reading, Schema, Spot, Type, Typing,
    phrase::{Shape, opening, phrases},
    types::type_faults,
};
use crate::{clue::{Clue, Column, Content}, spelling::{Spelling, spell}};
use ringback_contract::subject::Step;
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The value is a map. Constraints on its values are stated for the subject's [`Step::Values`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Values {}

impl Kind for Values {
    const WORDS: &[&str] = &["map", "dictionary"];
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Cell(Column::Type, text) => match spell(text) {
                Spelling::Map(inner) => vec![
                    Reading::This(Self {}.into()),
                    Reading::Part(Step::Values, Content::Cell(Column::Type, inner)),
                ],
                _ => Vec::new(),
            },
            Content::Sentence(_) => {
                let shape = Shape::of(clue);
                // Braces around nothing but prose show an object; what its entries are, only the prose can tell.
                let bare = matches!(spell(&clue.around.spelling), Spelling::Name(_)) && clue.around.children.is_empty();
                let open = shape == Shape::Unknown || shape == Shape::Object && bare;
                let said = open && opening(clue).is_some_and(|text| MAP.occurs(text));
                said.then(|| Reading::This(Self {}.into())).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Schema) {
        schema.set("type", "object");
    }

    fn enforce(&self) -> Vec<TokenStream> {
        vec![quote!(Check::Types(&[Kind::Object]))]
    }

    fn typing(&self) -> Typing {
        Typing::Says(vec![Type::Object])
    }

    fn allows(&self, value: &Value) -> Option<bool> {
        Some(value.is_object())
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let entries = valid.as_object().map(|map| map.iter().map(|(k, v)| json!({"key": k, "value": v})).collect());
        vec![
            Broken::new("text", "text"),
            Broken::new("integer", 7),
            Broken::new("boolean", true),
            Broken::new("list-of-entries", entries.unwrap_or_else(|| json!([]))),
        ]
    }

    fn faults(&self, _rule: &str, violations: Vec<Broken>) -> Vec<(String, Broken)> {
        type_faults(violations)
    }

    /// Boundary maps: with several entries, without any, with a name that is not an identifier.
    fn boundary_values(&self, spot: &Spot) -> Vec<Boundary> {
        let counted = spot.around.interval(Measure::Entries).is_some();
        let entries = spot.ordinary.as_object().filter(|_| !counted);
        let Some(value) = entries.and_then(|map| map.values().next()) else { return Vec::new() };
        let mut edges = vec![
            Boundary::new("empty", json!({})),
            Boundary::new("unusual-names", json!({"with blank": value, "a.b/c~d": value, "Zoë 東京": value})),
        ];
        let free = spot.around.entries().is_some_and(|values| !values.limits_text());
        if value.is_string() && free {
            edges.push(Boundary::new("several", json!({"first": "one", "second": "two", "third": "three"})));
            edges.push(Boundary::new("empty-text", json!({"nothing": "", "something": value})));
            let distinct = json!({"a": "Yes", "b": "yes", "c": " yes ", "d": "5", "e": "<b>\"&amp;'</b>"});
            edges.push(Boundary::new("distinct-texts", distinct));
        } else {
            edges.push(Boundary::new("several", json!({"first": value, "second": value, "third": value})));
        }
        edges
    }

    fn examples() -> Vec<Example> {
        let this = || Reading::This(Self {}.into());
        vec![
            Example::cell(Column::Type, "Map<String, String>", this(), json!({"a": "b"})),
            Example::sentence("A map of key-value pairs.", this(), json!({"a": "b"})),
        ]
    }
}

phrases! {
    MAP = r"^(?:an?\s+)?(?:optional\s+|json\s+)*(?:map|dictionary)\s+(?:of\s+(?:key|string|name|data|attribute|entries|values|additional|custom|[a-z]{4,}\s+(?:attributes|entries|key-value pairs))|from\s+\S+\s+to\b)";
}
