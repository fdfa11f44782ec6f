//! The values in a list that is written as one string: "A comma-separated list. Valid values: …". That the string is a list
//! constrains nothing by itself; see [`crate::fact::Mark`].

use super::{
    Broken, Example, Kind, Merged, Reading, Sample, Schema, Surroundings, Type, Typing,
    phrase::{Separator, Shape, parts_listed, separator},
};
use crate::{
    clue::{Clue, Content},
    fact::SEPARATED,
};
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The string is a list of parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Separated {
    /// What stands between two parts.
    pub by: String,
    /// The values that a part may have; at least one.
    pub values: Vec<String>,
}

impl Separated {
    /// A regular expression for lists of the documented values; blanks after a separator are nobody's fault.
    fn pattern(&self) -> String {
        // No other characters may be escaped where Unicode is understood.
        let special = |c: char| r"\^$.|?*+()[]{}/".contains(c);
        let escape = |c: char| special(c).then_some('\\').into_iter().chain([c]);
        let escaped = |text: &String| text.chars().flat_map(escape).collect::<String>();
        let values: Vec<String> = self.values.iter().map(escaped).collect();
        let any = format!("(?:{})", values.join("|"));
        let by = escaped(&self.by);
        format!("^{any}(?:{by} *{any})*$")
    }
}

impl Kind for Separated {
    const WORDS: &[&str] = &["valid", "allowed", "possible", "supported", "accepted", "available", "permitted", " of "];
    const IS_CHOICE: bool = true;
    const LIMITS_TEXT: bool = true;

    fn read(clue: &Clue) -> Vec<Reading> {
        let Content::Sentence(text) = &clue.content else { return Vec::new() };
        if !matches!(Shape::of(clue), Shape::Text | Shape::Unknown) {
            return Vec::new();
        }
        let Some(Separator { by, here: false }) = separator(clue) else { return Vec::new() };
        // "In any combination of `this` and `that`" is about properties.
        let are_properties = |values: &Vec<String>| values.iter().any(|value| clue.around.sibling(value).is_some());
        let listed = parts_listed(text).filter(|values| !are_properties(values));
        let said = listed.map(|values| Self { by: by.into(), values });
        said.map(|said| Reading::This(said.into())).into_iter().collect()
    }

    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        let said = (name == SEPARATED).then(|| serde_json::from_value(value.clone()).ok()).flatten();
        said.into_iter().collect()
    }

    fn declare(&self, schema: &mut Schema) {
        schema.add("pattern", json!(self.pattern()));
        schema.set(SEPARATED, json!(self));
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let pattern = self.pattern();
        vec![quote!(Check::Pattern(#pattern))]
    }

    fn typing(&self) -> Typing {
        Typing::Implied(Type::String)
    }

    fn allows(&self, value: &Value) -> Option<bool> {
        let part = |part: &str| self.values.iter().any(|value| value == part.trim_start_matches(' '));
        let text = value.as_str()?;
        Some(!text.starts_with(' ') && text.split(self.by.as_str()).all(part))
    }

    fn merge(&self, other: &Self) -> Merged<Self> {
        if self == other { Merged::Into(self.clone()) } else { Merged::Contradiction }
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let Some(text) = valid.as_str() else { return Vec::new() };
        vec![
            Broken::new("undocumented-part", format!("{text}{}UNDOCUMENTED_VALUE", self.by)),
            Broken::new("undocumented", "UNDOCUMENTED_VALUE"),
        ]
    }

    fn sample(&self, _around: &dyn Surroundings) -> Sample {
        self.values.first().map(|value| json!(value)).into()
    }

    fn examples() -> Vec<Example> {
        let values = Self { by: ';'.into(), values: vec!["low".into(), "high".into()] };
        vec![
            Example::keyword(SEPARATED, json!({"by": ";", "values": ["low", "high"]}), Reading::This(values.into()), json!("low;high")),
        ]
    }
}
