//! The least and the greatest number: "larger than 0", "between 1 and 50 (inclusive)", `"maximum": 10`.

use super::{Example, Kind, Reading};
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value, json};

/// Bounds of a number; at least one is given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Bounds {
    /// The number is at least this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Number>,
    /// The number is greater than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive_minimum: Option<Number>,
    /// The number is at most this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Number>,
    /// The number is less than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive_maximum: Option<Number>,
}

impl Bounds {
    fn parts(&self) -> impl Iterator<Item = (&'static str, &Number)> {
        [
            ("minimum", &self.minimum),
            ("exclusiveMinimum", &self.exclusive_minimum),
            ("maximum", &self.maximum),
            ("exclusiveMaximum", &self.exclusive_maximum),
        ]
        .into_iter()
        .filter_map(|(keyword, bound)| Some((keyword, bound.as_ref()?)))
    }
}

impl Kind for Bounds {
    fn read(clue: &Clue) -> Vec<Reading> {
        let Content::Keyword(name, Value::Number(bound)) = &clue.content else { return Vec::new() };
        let bound = Some(bound.clone());
        let bounds = match name.as_str() {
            "minimum" => Self { minimum: bound, ..Self::default() },
            "exclusiveMinimum" => Self { exclusive_minimum: bound, ..Self::default() },
            "maximum" => Self { maximum: bound, ..Self::default() },
            "exclusiveMaximum" => Self { exclusive_maximum: bound, ..Self::default() },
            _ => return Vec::new(),
        };
        vec![Reading::This(bounds.into())]
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        self.parts()
            .map(|(keyword, bound)| {
                schema.insert(keyword.into(), json!(bound));
                keyword.into()
            })
            .collect()
    }

    fn enforce(&self) -> Vec<TokenStream> {
        self.parts()
            .map(|(keyword, bound)| {
                let bound = super::multiple::bound(bound);
                match keyword {
                    "minimum" => quote!(Check::Minimum(#bound)),
                    "maximum" => quote!(Check::Maximum(#bound)),
                    "exclusiveMinimum" => quote!(Check::ExclusiveMinimum(#bound)),
                    _ => quote!(Check::ExclusiveMaximum(#bound)),
                }
            })
            .collect()
    }

    fn violate(&self, valid: &Value) -> Vec<Value> {
        let whole = valid.as_f64().is_none_or(|number| number.fract() == 0.0);
        let shift = |bound: &Number, by: i64| match (bound.as_i64().and_then(|b| b.checked_add(by)), bound.as_f64()) {
            (Some(shifted), _) => json!(shifted),
            (None, Some(bound)) if !whole => json!(bound + by as f64 / 2.0),
            _ => json!(bound),
        };
        self.parts()
            .flat_map(|(keyword, bound)| match keyword {
                "minimum" => vec![shift(bound, -1), shift(bound, -1_000_000)],
                "exclusiveMinimum" => vec![json!(bound), shift(bound, -1)],
                "maximum" => vec![shift(bound, 1), shift(bound, 1_000_000)],
                _ => vec![json!(bound), shift(bound, 1)],
            })
            .collect()
    }

    fn examples() -> Vec<Example> {
        let least = Self { minimum: Some(1.into()), ..Self::default() };
        let most = Self { exclusive_maximum: Some(10.into()), ..Self::default() };
        vec![
            Example::keyword("minimum", json!(1), Reading::This(least.into()), json!(1)),
            Example::keyword("exclusiveMaximum", json!(10), Reading::This(most.into()), json!(9)),
        ]
    }
}
