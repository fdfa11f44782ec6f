//! A list that is written as one string: "A comma-separated list of tags", "Separate several with `;`".

use super::{
    Broken, Example, Kind, Merged, Reading, Sample, Schema, Surroundings, Type, Typing,
    phrase::{Separator, Shape, parts_listed, separator},
};
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The keyword that says how the parts are separated and which values they have.
const KEYWORD: &str = "x-ringback-separated";

/// The string is a list of parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Separated {
    /// What stands between two parts.
    pub by: String,
    /// The values that a part may have; empty if any text is one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
}

impl Separated {
    /// A regular expression for lists of the documented values; blanks after a separator are nobody's fault.
    fn pattern(&self) -> Option<String> {
        // No other characters may be escaped where Unicode is understood.
        let special = |c: char| r"\^$.|?*+()[]{}/".contains(c);
        let escape = |c: char| special(c).then_some('\\').into_iter().chain([c]);
        let escaped = |text: &String| text.chars().flat_map(escape).collect::<String>();
        let values: Vec<String> = self.values.iter().map(escaped).collect();
        let any = format!("(?:{})", values.join("|"));
        let by = escaped(&self.by);
        (!values.is_empty()).then(|| format!("^{any}(?:{by} *{any})*$"))
    }
}

impl Kind for Separated {
    const IS_CHOICE: bool = true;
    const LIMITS_TEXT: bool = true;

    fn read(clue: &Clue) -> Vec<Reading> {
        let Content::Sentence(text) = &clue.content else { return Vec::new() };
        if !matches!(Shape::of(clue), Shape::Text | Shape::Unknown | Shape::List) {
            return Vec::new();
        }
        let said = match separator(clue) {
            Some(Separator { by, here: true }) => Some(Self { by, values: Vec::new() }),
            Some(Separator { by, here: false }) if Shape::of(clue) != Shape::List => parts_listed(clue, text).map(|values| Self { by, values }),
            _ => None,
        };
        said.map(|said| Reading::This(said.into())).into_iter().collect()
    }

    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        let said = (name == KEYWORD).then(|| serde_json::from_value(value.clone()).ok()).flatten();
        said.into_iter().collect()
    }

    fn declare(&self, schema: &mut Schema) {
        if let Some(pattern) = self.pattern() {
            schema.add("pattern", json!(pattern));
        }
        schema.set(KEYWORD, json!(self));
    }

    fn enforce(&self) -> Vec<TokenStream> {
        self.pattern().map(|pattern| quote!(Check::Pattern(#pattern))).into_iter().collect()
    }

    fn permits(&self) -> bool {
        self.values.is_empty()
    }

    fn typing(&self) -> Typing {
        Typing::Implied(Type::String)
    }

    fn allows(&self, value: &Value) -> Option<bool> {
        let part = |part: &str| self.values.iter().any(|value| value == part.trim_start_matches(' '));
        let text = value.as_str().filter(|_| !self.values.is_empty())?;
        Some(!text.starts_with(' ') && text.split(self.by.as_str()).all(part))
    }

    /// What two sentences say of one list: how it is separated, and what its parts may be.
    fn merge(&self, other: &Self) -> Merged<Self> {
        match (self.by == other.by, self.values.is_empty(), other.values.is_empty()) {
            (true, _, true) => Merged::Into(self.clone()),
            (true, true, _) => Merged::Into(other.clone()),
            _ if self == other => Merged::Into(self.clone()),
            _ => Merged::Contradiction,
        }
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let Some(text) = valid.as_str().filter(|_| !self.values.is_empty()) else { return Vec::new() };
        vec![
            Broken::new("undocumented-part", format!("{text}{}UNDOCUMENTED_VALUE", self.by)),
            Broken::new("undocumented", "UNDOCUMENTED_VALUE"),
        ]
    }

    fn sample(&self, _around: &dyn Surroundings) -> Sample {
        self.values.first().map_or(Sample::Open, |value| Sample::Value(json!(value)))
    }

    fn examples() -> Vec<Example> {
        let this = || Reading::This(Self { by: ",".into(), values: Vec::new() }.into());
        let values = Self { by: ";".into(), values: vec!["low".into(), "high".into()] };
        vec![
            Example::keyword(KEYWORD, json!({"by": ";", "values": ["low", "high"]}), Reading::This(values.into()), json!("low;high")),
            Example::sentence("A comma-separated list of tones.", this(), json!("a,b")),
        ]
    }
}
