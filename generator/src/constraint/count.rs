//! How many elements or entries: "only one entry", `"minItems": 1`, `"maxProperties": 5`.

use super::{Example, Kind, Reading};
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// Bounds of how many elements a list, or properties an object, has; at least one is given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Count {
    /// At least so many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<u64>,
    /// At most so many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<u64>,
    /// Whether properties of an object are counted, not elements of a list.
    pub entries: bool,
}

impl Count {
    fn keywords(&self) -> [(&'static str, Option<u64>); 2] {
        match self.entries {
            false => [("minItems", self.least), ("maxItems", self.most)],
            true => [("minProperties", self.least), ("maxProperties", self.most)],
        }
    }
}

impl Kind for Count {
    fn read(clue: &Clue) -> Vec<Reading> {
        let Content::Keyword(name, value) = &clue.content else { return Vec::new() };
        let Some(count) = value.as_u64() else { return Vec::new() };
        let (least, most, entries) = match name.as_str() {
            "minItems" => (Some(count), None, false),
            "maxItems" => (None, Some(count), false),
            "minProperties" => (Some(count), None, true),
            "maxProperties" => (None, Some(count), true),
            _ => return Vec::new(),
        };
        vec![Reading::This(Self { least, most, entries }.into())]
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        let mut written = Vec::new();
        for (keyword, value) in self.keywords() {
            if let Some(value) = value {
                schema.insert(keyword.into(), json!(value));
                written.push(keyword.into());
            }
        }
        written
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let check = |(keyword, value): (&str, Option<u64>)| {
            let value = value?;
            Some(match keyword {
                "minItems" => quote!(Check::MinItems(#value)),
                "maxItems" => quote!(Check::MaxItems(#value)),
                "minProperties" => quote!(Check::MinProperties(#value)),
                _ => quote!(Check::MaxProperties(#value)),
            })
        };
        self.keywords().into_iter().filter_map(check).collect()
    }

    fn violate(&self, valid: &Value) -> Vec<Value> {
        let sizes = [self.least.and_then(|least| least.checked_sub(1)), self.most.and_then(|most| most.checked_add(1))];
        sizes.into_iter().flatten().filter_map(|size| resize(valid, size as usize)).collect()
    }

    fn examples() -> Vec<Example> {
        let this = |least, most, entries| Reading::This(Self { least, most, entries }.into());
        vec![
            Example::keyword("minItems", json!(1), this(Some(1), None, false), json!(["a"])),
            Example::keyword("maxProperties", json!(1), this(None, Some(1), true), json!({"a": 1})),
        ]
    }
}

/// The same value with so many elements or entries; `None` when there is nothing to repeat.
fn resize(valid: &Value, size: usize) -> Option<Value> {
    const LARGEST: usize = 10_000;
    if size > LARGEST {
        return None;
    }
    match valid {
        Value::Array(list) => {
            let filler = list.last();
            let mut list = list.clone();
            while list.len() > size {
                list.pop();
            }
            while list.len() < size {
                list.push(filler?.clone());
            }
            Some(Value::Array(list))
        }
        Value::Object(object) => {
            let filler = object.values().next_back().cloned();
            let mut object: Map<String, Value> = object.clone().into_iter().take(size).collect();
            let mut extra = 0;
            while object.len() < size {
                extra += 1;
                object.insert(format!("extra{extra}"), filler.clone()?);
            }
            Some(Value::Object(object))
        }
        _ => None,
    }
}
