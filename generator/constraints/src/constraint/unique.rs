//! No element occurs twice: `"uniqueItems": true`, "a list of unique …".

use super::{
    Broken, Example, Kind, Reading, Schema, Type, Typing,
    phrase::{Shape, phrases, unconditional},
};
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// No two elements of the list are equal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unique {}

impl Kind for Unique {
    const WORDS: &[&str] = &["duplicate", "unique", "distinct"];
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Sentence(_) if Shape::of(clue) == Shape::List => {
                let said = unconditional(clue).is_some_and(|text| DISTINCT.occurs(text));
                said.then(|| Reading::This(Self {}.into())).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        if name == "uniqueItems" && *value == json!(true) { vec![Self {}] } else { Vec::new() }
    }

    fn declare(&self, schema: &mut Schema) {
        schema.set("uniqueItems", true);
    }

    fn typing(&self) -> Typing {
        Typing::Implied(Type::Array)
    }

    fn allows(&self, value: &Value) -> Option<bool> {
        let list = value.as_array()?;
        Some(list.iter().enumerate().all(|(index, one)| list.iter().skip(index + 1).all(|other| one != other)))
    }

    fn enforce(&self) -> Vec<TokenStream> {
        vec![quote!(Check::UniqueItems)]
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let Some([first, ..]) = valid.as_array().map(Vec::as_slice) else { return Vec::new() };
        vec![Broken::new("twice", json!([first, first]))]
    }

    fn examples() -> Vec<Example> {
        vec![Example::keyword("uniqueItems", json!(true), Reading::This(Self {}.into()), json!(["a", "b"]))]
    }
}

phrases! {
    /// Matches sentences about duplicates in the list itself; "unique" alone may mean unique among all resources.
    DISTINCT = r"(?:^|[.,;]\s+(?:and\s+)?|\band\s+)(?:(?:this|it|the list|the array)\s+)?(?:(?:must|may|can|should)\s*not\s+(?:contain|have|include)\s+(?:any\s+)?duplicates?(?:\s+(?:elements|entries|values|items))?|cannot\s+(?:contain|have|include)\s+(?:any\s+)?duplicates?(?:\s+(?:elements|entries|values|items))?|duplicates?(?:\s+(?:elements|entries|values|items))?\s+are\s+not\s+(?:allowed|permitted)|no\s+duplicates?(?:\s+(?:elements|entries|values|items))?(?:\s+(?:are\s+)?allowed)?|(?:all\s+)?(?:elements|entries|values|items)\s+must\s+be\s+(?:unique|distinct))\s*(?:$|[.,;])|,\s+(?:without|with no)\s+(?:any\s+)?duplicates?(?:\s+(?:elements|entries|values|items))?\s*(?:$|[.;])";
}
