//! Alternative spellings of documented values: `connected` for `CONNECTED`. Only overlays state them.

use super::{Boundary, Example, Kind, Reading, Schema, Spot};
use indexmap::IndexMap;
use ringback_contract::keyword::Keyword;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The keyword that carries the spellings.
const KEYWORD: &str = Keyword::Spellings.name();

/// Readers accept these spellings of documented values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spellings {
    /// The documented value of each spelling.
    pub of: IndexMap<String, String>,
}

impl Kind for Spellings {
    const PERMITS: bool = true;

    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        let of = || serde_json::from_value(value.clone()).ok().map(|of| Self { of });
        if name == KEYWORD { of().into_iter().collect() } else { Vec::new() }
    }

    fn declare(&self, schema: &mut Schema) {
        schema.set(KEYWORD, json!(self.of));
    }

    fn boundary_values(&self, _spot: &Spot) -> Vec<Boundary> {
        self.of.keys().map(|spelling| Boundary::new(format!("spelling-{spelling}"), spelling.clone())).collect()
    }

    fn examples() -> Vec<Example> {
        let of = || IndexMap::from([("connected".to_owned(), "CONNECTED".to_owned())]);
        let this = Reading::This(Self { of: of() }.into());
        vec![Example::keyword(KEYWORD, json!(of()), this, json!("connected"))]
    }
}
