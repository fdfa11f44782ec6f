//! A map from free names to values: `Map<String, String>`, `[String: Int]`, `dict(str, Entry)`.

use super::{
    Broken, Example, Kind, Reading,
    phrase::{Shape, opening, phrases},
};
use crate::{clue::{Clue, Column, Content}, spelling::{Spelling, spell}};
use ringback_contract::subject::Step;
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The value is a map. What holds for its values is said about the subject's [`Step::Values`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Values {}

impl Kind for Values {
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

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        schema.insert("type".into(), json!("object"));
        vec!["type".into()]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        vec![quote!(Check::Types(&[Kind::Object]))]
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
