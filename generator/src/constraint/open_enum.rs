//! Values that are documented as examples of more: "such as 'livecall' or 'api'", an enum with an SDK's sentinel.

use super::{Example, Kind, Reading};
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The keyword that carries the documented values.
pub const KEYWORD: &str = "x-ringback-open-enum";

/// These values are documented; others may occur.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenEnum {
    /// The documented values, in order.
    pub values: Vec<String>,
    /// The value that gave it away: one that an SDK adds for values it does not know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentinel: Option<String>,
}

impl Kind for OpenEnum {
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Keyword(name, Value::Array(values)) if name == KEYWORD => {
                let values = values.iter().filter_map(|value| Some(value.as_str()?.into())).collect();
                vec![Reading::This(Self { values, sentinel: None }.into())]
            }
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        schema.insert(KEYWORD.into(), json!(self.values));
        vec![KEYWORD.into()]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        Vec::new() // no text is ruled out
    }

    fn violate(&self, _valid: &Value) -> Vec<Value> {
        Vec::new() // no text is ruled out
    }

    fn examples() -> Vec<Example> {
        let this = || Reading::This(Self { values: vec!["livecall".into(), "api".into()], sentinel: None }.into());
        vec![Example::keyword(KEYWORD, json!(["livecall", "api"]), this(), json!("other"))]
    }
}
