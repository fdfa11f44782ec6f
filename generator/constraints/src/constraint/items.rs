//! A list, and the type of its elements: `List<String>`, `[Segment]`, "An array of …".

use super::{
    Boundary, Broken, Example, Kind, Measure, Reading, Schema, Spot, Type, Typing,
    phrase::{Shape, opening, phrases},
    types::type_faults,
};
use crate::{clue::{Clue, Column, Content}, spelling::{Spelling, spell}};
use ringback_contract::subject::Step;
use proc_macro2::TokenStream;
use quote::quote;
use ringback_runtime::format::Format;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The value is a list. Constraints on its elements are stated for the subject's [`Step::Items`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Items {}

impl Kind for Items {
    const WORDS: &[&str] = &["array", "list"];
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Cell(Column::Type, text) => match spell(text) {
                Spelling::List(inner) => vec![
                    Reading::This(Self {}.into()),
                    Reading::Part(Step::Items, Content::Cell(Column::Type, inner)),
                ],
                _ => Vec::new(),
            },
            Content::Sentence(_) => {
                let said = Shape::of(clue) == Shape::Unknown && opening(clue).is_some_and(|text| ARRAY.occurs(text) && !PAIRS.occurs(text));
                said.then(|| Reading::This(Self {}.into())).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Schema) {
        schema.set("type", "array");
    }

    fn enforce(&self) -> Vec<TokenStream> {
        vec![quote!(Check::Types(&[Kind::Array]))]
    }

    fn typing(&self) -> Typing {
        Typing::Says(vec![Type::Array])
    }

    fn allows(&self, value: &Value) -> Option<bool> {
        Some(value.is_array())
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let element = valid.as_array().and_then(|list| list.first().cloned()).filter(|element| !element.is_array());
        [
            Broken::new("text", "text"),
            Broken::new("integer", 7),
            Broken::new("boolean", true),
            Broken::new("object", json!({})),
            Broken::new("indexed-object", json!({"0": "a"})),
        ]
        .into_iter()
        .chain(element.map(|element| Broken::new("bare-element", element)))
        .collect()
    }

    fn faults(&self, _rule: &str, violations: Vec<Broken>) -> Vec<(String, Broken)> {
        type_faults(violations)
    }

    /// Boundary lists if no constraint counts the elements: an empty one, of which no document says whether it is valid, and
    /// one with several elements, if no constraint compares them.
    fn boundary_values(&self, spot: &Spot) -> Vec<Boundary> {
        if spot.around.interval(Measure::Elements).is_some() {
            return Vec::new();
        }
        let empty = spot.around.allows(&json!([])).then(|| Boundary::unsure("empty", json!([])));
        empty.into_iter().chain(several(spot)).collect()
    }

    fn examples() -> Vec<Example> {
        vec![
            Example::cell(Column::Type, "List<String>", Reading::This(Self {}.into()), json!(["a"])),
            Example::sentence("An array of the tags.", Reading::This(Self {}.into()), json!(["a"])),
        ]
    }
}

/// A list with several elements, if no constraint compares them.
fn several(spot: &Spot) -> Option<Boundary> {
    let element = spot.ordinary.get(0)?;
    let format = Format::ALL.iter().find(|format| element == format.sample()).map(|format| format.profile());
    let several = match format.map(|format| format.more_samples) {
        Some([second, third, ..]) => json!([element, second, third]),
        _ => json!([element, element, element]),
    };
    spot.around.allows(&several).then(|| Boundary::new("several", several))
}

phrases! {
    /// A "list" of pairs may be an object.
    PAIRS = r"^\W*(?:an?\s+)?(?:[a-z]+\s+)?list of (?:key[- /]?value|name[- /]?value)\b";
    ARRAY = r"^(?:an?\s+)?(?:optional\s+|non-?empty\s+|json\s+|ordered\s+)*(?:array|list)\s+(?:of|that|which|containing)\b";
}
