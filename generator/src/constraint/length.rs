//! How long a string is, in code points: "up to 50 characters", `"minLength": 1`.

use super::{Example, Kind, Reading};
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// Bounds of a string's length; at least one is given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Length {
    /// At least so many code points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<u64>,
    /// At most so many code points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<u64>,
}

impl Kind for Length {
    fn read(clue: &Clue) -> Vec<Reading> {
        let Content::Keyword(name, value) = &clue.content else { return Vec::new() };
        match (name.as_str(), value.as_u64()) {
            ("minLength", Some(least)) => vec![Reading::This(Self { least: Some(least), most: None }.into())],
            ("maxLength", Some(most)) => vec![Reading::This(Self { least: None, most: Some(most) }.into())],
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        let mut written = Vec::new();
        for (keyword, value) in [("minLength", self.least), ("maxLength", self.most)] {
            if let Some(value) = value {
                schema.insert(keyword.into(), json!(value));
                written.push(keyword.into());
            }
        }
        written
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let least = self.least.map(|least| quote!(Check::MinLength(#least)));
        let most = self.most.map(|most| quote!(Check::MaxLength(#most)));
        least.into_iter().chain(most).collect()
    }

    fn violate(&self, valid: &Value) -> Vec<Value> {
        let Some(valid) = valid.as_str() else { return Vec::new() };
        let stretch = |length: u64| -> Value {
            let filler = valid.chars().last().unwrap_or('x');
            json!(valid.chars().chain(std::iter::repeat(filler)).take(length as usize).collect::<String>())
        };
        let shorter = self.least.and_then(|least| least.checked_sub(1)).map(stretch);
        let longer = self.most.map(|most| stretch(most.saturating_add(1)));
        shorter.into_iter().chain(longer).collect()
    }

    fn examples() -> Vec<Example> {
        vec![
            Example::keyword("minLength", json!(2), Reading::This(Self { least: Some(2), most: None }.into()), json!("ab")),
            Example::keyword("maxLength", json!(3), Reading::This(Self { least: None, most: Some(3) }.into()), json!("äöü")),
        ]
    }
}
