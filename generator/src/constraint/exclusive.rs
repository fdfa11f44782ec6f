//! Properties that must not be given together: "If QueueId is specified, this may not be specified."

use super::{Example, Kind, Reading};
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// These properties are not all present at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exclusive {
    /// The properties, the one that the sentence is about last; at least two.
    pub of: Vec<String>,
}

impl Kind for Exclusive {
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Keyword(name, Value::Object(schema)) if name == "not" && schema.len() == 1 => {
                let Some(Value::Array(names)) = schema.get("required") else { return Vec::new() };
                let of: Vec<String> = names.iter().filter_map(|name| Some(name.as_str()?.into())).collect();
                if of.len() < 2 { Vec::new() } else { vec![Reading::This(Self { of }.into())] }
            }
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        vec![super::raw::add(schema, "not", json!({"required": self.of}))]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let of = &self.of;
        vec![quote!(Check::NotTogether(&[#(#of),*]))]
    }

    fn violate(&self, valid: &Value) -> Vec<Value> {
        // The missing property is given the value of the one that is present: they are alternatives of one kind.
        let Value::Object(object) = valid else { return Vec::new() };
        let Some(value) = self.of.iter().find_map(|name| object.get(name)) else { return Vec::new() };
        let mut both = object.clone();
        for name in &self.of {
            both.entry(name.clone()).or_insert_with(|| value.clone());
        }
        vec![Value::Object(both)]
    }

    fn examples() -> Vec<Example> {
        let of = || Self { of: vec!["that".into(), "this".into()] };
        let keyword = json!({"required": ["that", "this"]});
        vec![Example::keyword("not", keyword, Reading::This(of().into()), json!({"this": 1}))]
    }
}
