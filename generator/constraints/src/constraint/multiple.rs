//! A number is a multiple of another: "in steps of 5", `"multipleOf": 0.01`.

use super::{
    Broken, Example, Kind, Merged, Reading, Schema, Type, Typing,
    phrase::{Force, Shape, clauses, number, phrases},
};
use crate::clue::{Clue, Content};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value, json};

/// The number is a multiple of `of`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Multiple {
    /// The divisor.
    pub of: Number,
}

/// A number as an expression of the runtime's type `Bound`.
pub fn bound(number: &Number) -> TokenStream {
    let integer = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
    match (integer, number.as_f64()) {
        (Some(integer), _) => {
            let literal = Literal::i128_unsuffixed(integer);
            quote!(Bound::Integer(#literal))
        }
        (None, Some(float)) => {
            let literal = Literal::f64_unsuffixed(float);
            quote!(Bound::Float(#literal))
        }
        (None, None) => quote!(Bound::Integer(0)),
    }
}

impl Kind for Multiple {
    const WORDS: &[&str] = &["multiple", "divisible", "increments", "steps"];
    const AS_WRITTEN: bool = true;

    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Sentence(_) if Shape::of(clue).may_be_numeric() => {
                let must = clauses(clue).into_iter().filter(|clause| clause.force == Force::Must);
                let of = must.filter_map(|clause| number(MULTIPLE.part("of", clause.says)?)).next();
                of.map(|of| Reading::This(Self { of }.into())).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        value.as_number().filter(|_| name == "multipleOf").map(|of| Self { of: of.clone() }).into_iter().collect()
    }

    fn declare(&self, schema: &mut Schema) {
        schema.set("multipleOf", self.of.clone());
    }

    fn typing(&self) -> Typing {
        Typing::Implied(Type::Number)
    }

    fn merge(&self, other: &Self) -> Merged<Self> {
        if self == other { Merged::Into(self.clone()) } else { Merged::Contradiction }
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let of = bound(&self.of);
        vec![quote!(Check::MultipleOf(#of))]
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let Some(valid) = valid.as_f64() else { return Vec::new() };
        match self.of.as_i64() {
            Some(1) | None => Vec::new(),
            Some(_) => vec![Broken::new("between-steps", valid as i64 + 1)],
        }
    }

    fn examples() -> Vec<Example> {
        vec![Example::keyword("multipleOf", json!(5), Reading::This(Self { of: 5.into() }.into()), json!(10))]
    }
}

phrases! {
    MULTIPLE = r"(?:^|,\s+|\band\s+)(?:an?\s+)?(?:(?:exact|integer|integral|whole)\s+)?(?:multiple of|divisible by|in (?:increments|steps) of)\s+(?P<of><N>)\s*(?:$|[,;(]|\.(?:\s|$)|(?:and|but)\b)";
}
