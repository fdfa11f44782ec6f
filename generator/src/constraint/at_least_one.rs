//! At least one of several properties is present: "Either queueId or routingData is required."

use super::{Example, Kind, Reading};
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// At least one of these properties is present.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AtLeastOne {
    /// The properties, in order of mention; at least two.
    pub of: Vec<String>,
}

impl Kind for AtLeastOne {
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Keyword(name, Value::Array(alternatives)) if name == "anyOf" => {
                let of: Option<Vec<String>> = alternatives.iter().map(only_required).collect();
                of.filter(|of| of.len() > 1).map(|of| Reading::This(Self { of }.into())).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        let alternatives: Vec<Value> = self.of.iter().map(|name| json!({"required": [name]})).collect();
        vec![super::raw::add(schema, "anyOf", json!(alternatives))]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let of = &self.of;
        vec![quote!(Check::AtLeastOneOf(&[#(#of),*]))]
    }

    fn violate(&self, valid: &Value) -> Vec<Value> {
        let Value::Object(object) = valid else { return Vec::new() };
        let mut neither = object.clone();
        neither.retain(|name, _| !self.of.contains(name));
        vec![Value::Object(neither)]
    }

    fn examples() -> Vec<Example> {
        let of = || Self { of: vec!["this".into(), "that".into()] };
        let keyword = json!([{"required": ["this"]}, {"required": ["that"]}]);
        vec![Example::keyword("anyOf", keyword, Reading::This(of().into()), json!({"that": 1}))]
    }
}

/// The name in `{"required": ["name"]}`.
fn only_required(schema: &Value) -> Option<String> {
    let object = schema.as_object().filter(|object| object.len() == 1)?;
    match object.get("required")?.as_array()?.as_slice() {
        [Value::String(name)] => Some(name.clone()),
        _ => None,
    }
}
