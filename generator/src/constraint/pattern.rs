//! A string matches a regular expression (ECMA-262): `"pattern": "^[a-z]+$"`.

use super::{Broken, Example, Kind, Reading};
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The string matches somewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pattern {
    /// The regular expression.
    pub regex: String,
}

impl Kind for Pattern {
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Keyword(name, Value::String(regex)) if name == "pattern" => {
                vec![Reading::This(Self { regex: regex.clone() }.into())]
            }
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        vec![super::raw::add(schema, "pattern", json!(self.regex))]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let regex = &self.regex;
        vec![quote!(Check::Pattern(#regex))]
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let Ok(regex) = regress::Regex::with_flags(&self.regex, "u") else { return Vec::new() };
        let valid = valid.as_str().unwrap_or_default();
        let tries = [
            Broken::new("trailing-blank", format!("{valid} ")),
            Broken::new("leading-blank", format!(" {valid}")),
            Broken::new("trailing-mark", format!("{valid}!")),
            Broken::new("other-text", "§"),
            Broken::new("empty", ""),
        ];
        tries.into_iter().filter(|broken| broken.value.as_str().is_some_and(|text| regex.find(text).is_none())).collect()
    }

    fn examples() -> Vec<Example> {
        let this = Reading::This(Self { regex: "^[a-z]+$".into() }.into());
        vec![Example::keyword("pattern", json!("^[a-z]+$"), this, json!("abc"))]
    }
}
