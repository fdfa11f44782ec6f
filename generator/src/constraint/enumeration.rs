//! The documented values: an enum table, `"enum": […]`, "one of A, B or C", `"True" or "False"`.

use super::{Example, Kind, Reading, open_enum::OpenEnum};
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The value is one of these.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Enumeration {
    /// The values, in documented order.
    pub values: Vec<Value>,
}

/// Whether a documented value is one that an SDK adds for values it does not know. It never stands on the wire, and
/// where it occurs the enum is open.
pub fn is_sentinel(value: &str) -> bool {
    let folded = crate::clue::fold(value);
    folded.contains("sdkversion") || matches!(folded.as_str(), "unknowndefaultopenapi" | "unrecognized" | "unknownenumvalue")
}

/// A JSON value as an expression of type `Literal`.
pub fn literal(value: &Value) -> TokenStream {
    match value {
        Value::String(text) => quote!(Literal::Text(#text)),
        other => {
            let json = other.to_string();
            quote!(Literal::Json(#json))
        }
    }
}

impl Kind for Enumeration {
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Keyword(name, Value::Array(values)) if name == "enum" => {
                vec![Reading::This(Self { values: values.clone() }.into())]
            }
            Content::Values(values) => {
                let (sentinels, known): (Vec<_>, Vec<_>) = values.iter().cloned().partition(|value| is_sentinel(value));
                if let Some(sentinel) = sentinels.into_iter().next() {
                    return vec![Reading::This(OpenEnum { values: known, sentinel: Some(sentinel) }.into())];
                }
                vec![Reading::This(Self { values: known.into_iter().map(Value::String).collect() }.into())]
            }
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        schema.insert("enum".into(), json!(self.values));
        vec!["enum".into()]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let values = self.values.iter().map(literal);
        vec![quote!(Check::Values(&[#(#values),*]))]
    }

    fn violate(&self, valid: &Value) -> Vec<Value> {
        let Some(text) = valid.as_str() else { return Vec::new() };
        let swapped: String = text.chars().map(|c| if c.is_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }).collect();
        [swapped, format!(" {text}"), format!("{text} "), "UNDOCUMENTED_VALUE".into(), String::new()]
            .into_iter()
            .map(|text| json!(text))
            .filter(|value| !self.values.contains(value))
            .collect()
    }

    fn examples() -> Vec<Example> {
        let this = || Reading::This(Self { values: vec![json!("Local"), json!("E164")] }.into());
        vec![Example::keyword("enum", json!(["Local", "E164"]), this(), json!("Local"))]
    }
}
