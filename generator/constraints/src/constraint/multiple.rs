//! A number is a multiple of another: "in steps of 5", `"multipleOf": 0.01`.

use super::{
    Broken, Example, Kind, Measure, Merged, Reading, Sample, Schema, Surroundings, Type, Typing,
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

/// How far from a whole number of steps a multiple may be, because decimal fractions are no binary ones.
const NEARLY: f64 = 1e-9;
/// The number of steps below which a part of one shows in a float.
const MOST_STEPS: f64 = 1e6;
/// Multiples that are tried before none is found.
const TRIED: u32 = 200;

impl Multiple {
    /// A number of steps as a value: whole numbers as such, others with as many decimals as a step has.
    fn multiple(&self, steps: f64, step: f64) -> Option<Value> {
        let value = steps * step;
        if value.fract() == 0.0 && value.abs() < 9e15 {
            return Some(json!(value as i64));
        }
        let decimals = self.of.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len());
        serde_json::from_str(&format!("{value:.decimals$}")).ok()
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

    fn allows(&self, value: &Value) -> Option<bool> {
        let steps = value.as_f64()? / self.of.as_f64()?;
        // Of more steps, a float does not say whether they are whole.
        (steps.abs() < MOST_STEPS).then(|| (steps - steps.round()).abs() < NEARLY)
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let (Some(valid), Some(step)) = (valid.as_f64(), self.of.as_f64()) else { return Vec::new() };
        match self.of.as_i64() {
            Some(1) => Vec::new(),
            Some(_) => vec![Broken::new("between-steps", valid as i64 + 1)],
            None => Number::from_f64(valid + step / 2.0)
                .map(|between| Broken::new("between-steps", between))
                .into_iter()
                .collect(),
        }
    }

    /// The first multiple from the least allowed number on, or else from an ordinary one on or below it.
    fn sample(&self, around: &dyn Surroundings) -> Sample {
        const ORDINARY: i64 = 7;
        let Some(step) = self.of.as_f64().filter(|step| *step > 0.0) else { return Sample::Unknown };
        let interval = around.interval(Measure::Number);
        let least = interval.and_then(|interval| interval.least);
        let from = least.unwrap_or_else(|| interval.and_then(|interval| interval.most).map_or(ORDINARY, |most| most.min(ORDINARY)));
        let first = (from as f64 / step).ceil();
        let ways = if least.is_some() { 1.0 } else { -1.0 };
        let tried = (0..TRIED).flat_map(|steps| [1.0, ways].map(|way| first + way * f64::from(steps)));
        let mut multiples = tried.filter_map(|steps| self.multiple(steps, step));
        multiples.find(|value| around.allows(value)).map_or(Sample::Unknown, Sample::Value)
    }

    fn examples() -> Vec<Example> {
        vec![Example::keyword("multipleOf", json!(5), Reading::This(Self { of: 5.into() }.into()), json!(10))]
    }
}

phrases! {
    MULTIPLE = r"(?:^|,\s+|\band\s+)(?:an?\s+)?(?:(?:exact|integer|integral|whole)\s+)?(?:multiple of|divisible by|in (?:increments|steps) of)\s+(?P<of><N>)\s*(?:$|[,;(]|\.(?:\s|$)|(?:and|but)\b)";
}
