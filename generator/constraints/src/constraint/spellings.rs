//! Other spellings of documented values that occur on the wire: `connected` for `CONNECTED`. Overlays say so.

use super::{Broken, Example, Kind, Reading};
use crate::clue::{Clue, Content};
use indexmap::IndexMap;
use proc_macro2::TokenStream;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The keyword that carries the spellings.
pub const KEYWORD: &str = "x-ringback-spellings";

/// A reader takes these spellings for the documented values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spellings {
    /// Documented value by spelling.
    pub of: IndexMap<String, String>,
}

impl Kind for Spellings {
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Keyword(name, value) if name == KEYWORD => serde_json::from_value(value.clone())
                .map(|of| Reading::This(Self { of }.into()))
                .into_iter()
                .collect(),
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        schema.insert(KEYWORD.into(), json!(self.of));
        vec![KEYWORD.into()]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        Vec::new() // a permission
    }

    fn violate(&self, _valid: &Value) -> Vec<Broken> {
        Vec::new() // a permission cannot be broken
    }

    fn examples() -> Vec<Example> {
        let of = || IndexMap::from([("connected".to_owned(), "CONNECTED".to_owned())]);
        let this = Reading::This(Self { of: of() }.into());
        vec![Example::keyword(KEYWORD, json!(of()), this, json!("connected"))]
    }
}
