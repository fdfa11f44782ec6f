//! Keywords of JSON Schema that no other kind models; they are kept and enforced unchanged.

use super::{Boundary, Broken, Constraint, Example, Kind, Links, Reading, Sample, Schema, Solved, Spot, Surroundings, Typing};
use ringback_contract::keyword::Keyword;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Whether the emitter of Rust checks interprets an asserting keyword itself.
fn is_carried(keyword: Keyword) -> bool {
    use Keyword::*;
    matches!(
        keyword,
        AllOf
            | AnyOf
            | OneOf
            | Not
            | If
            | Then
            | Else
            | Const
            | Contains
            | MinContains
            | MaxContains
            | PrefixItems
            | PatternProperties
            | PropertyNames
            | DependentRequired
            | DependentSchemas
            | UnevaluatedItems
            | UnevaluatedProperties
            | AdditionalProperties
            | Items
    )
}

/// A keyword that is kept unchanged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Raw {
    /// The keyword's name.
    pub keyword: String,
    /// Its value.
    pub value: Value,
    /// What a solver has found about it.
    #[serde(skip)]
    pub solved: Solved,
}

impl Kind for Raw {
    const LIMITS_TEXT: bool = true;
    const AS_WRITTEN: bool = true;
    const LAST_RESORT: bool = true;

    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        // What elements and entries are, layouts say of those places.
        let of_parts = |keyword: &Keyword| {
            matches!(
                (keyword, value),
                (Keyword::AdditionalProperties, Value::Bool(_) | Value::Object(_)) | (Keyword::Items, Value::Object(_))
            )
        };
        if Keyword::of(name).filter(|keyword| is_carried(*keyword) && !of_parts(keyword)).is_none() {
            return Vec::new();
        }
        vec![Self { keyword: name.into(), value: value.clone(), solved: Solved::default() }]
    }

    // What is enforced, and how it is broken, only who walks the schemas in it can tell.
    fn declare(&self, schema: &mut Schema) {
        schema.add(&self.keyword, self.value.clone());
    }

    fn typing(&self) -> Typing {
        Typing::Elsewhere
    }

    fn links(&mut self) -> Links<'_> {
        Links::Carried(&mut self.value)
    }

    fn sample(&self, around: &dyn Surroundings) -> Sample {
        let example = around.examples().first().map(|example| &example.value);
        example.or(self.solved.holds.as_ref()).cloned().into()
    }

    fn violate(&self, _valid: &Value) -> Vec<Broken> {
        self.solved.breaks.iter().map(|value| Broken::new("broken", value.clone())).collect()
    }

    fn boundary_values(&self, _spot: &Spot) -> Vec<Boundary> {
        let numbered = (1..).zip(&self.solved.alternatives);
        numbered.map(|(number, value)| Boundary::new(format!("alternative-{number}"), value.clone())).collect()
    }

    fn unsolved(&self) -> Option<&str> {
        Some(&self.keyword)
    }

    fn solve(&mut self, found: Solved) {
        self.solved = found;
    }

    fn solution(&self) -> Option<&Value> {
        self.solved.holds.as_ref()
    }

    fn examples() -> Vec<Example> {
        let this: Constraint = Self { keyword: "oneOf".into(), value: json!([true]), solved: Solved::default() }.into();
        vec![Example::keyword("oneOf", json!([true]), Reading::This(this), json!(1))]
    }
}
