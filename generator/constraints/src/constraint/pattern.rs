//! A string matches a regular expression (ECMA-262): `"pattern": "^[a-z]+$"`, "Pattern: ^[a-z]+$".

use super::{
    Broken, Example, Kind, Reading, Sample, Schema, Surroundings,
    phrase::{Shape, phrases, sentence},
};
use crate::clue::{Clue, Column, Content};
use ringback_contract::subject::Step;
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The string contains a match of a regular expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pattern {
    /// The regular expression.
    pub regex: String,
}

/// Strings that match common patterns, tried as samples.
const USUAL: &[&str] = &[
    "text", "TEXT", "Text", "a", "A", "1", "12", "123", "1.0", "a1", "A1", "en", "en-US", "US", "UTC", "2027-02-03",
];

impl Kind for Pattern {
    const LIMITS_TEXT: bool = true;
    const AS_WRITTEN: bool = true;

    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Cell(Column::Pattern, text) => expression(clue, text.trim().trim_matches('`')).into_iter().collect(),
            Content::Sentence(_) => said(clue).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        value.as_str().filter(|_| name == "pattern").map(|regex| Self { regex: regex.into() }).into_iter().collect()
    }

    fn declare(&self, schema: &mut Schema) {
        schema.add("pattern", json!(self.regex));
    }

    fn allows(&self, value: &Value) -> Option<bool> {
        Some(ringback_runtime::pattern::compile(&self.regex)?.find(value.as_str()?).is_some())
    }

    /// A string that matches: an example of the document, or one of the common strings.
    fn sample(&self, around: &dyn Surroundings) -> Sample {
        let Some(regex) = ringback_runtime::pattern::compile(&self.regex) else { return Sample::Unknown };
        let examples = around.examples().iter().filter_map(|example| example.value.as_str());
        let fitting = examples.chain(USUAL.iter().copied()).find(|text| regex.find(text).is_some());
        fitting.map(|text| json!(text)).into()
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let regex = &self.regex;
        vec![quote!(Check::Pattern(#regex))]
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let Some(regex) = ringback_runtime::pattern::compile(&self.regex) else { return Vec::new() };
        let valid = valid.as_str().unwrap_or_default();
        let tries = [
            Broken::new("trailing-blank", format!("{valid} ")),
            Broken::new("leading-blank", format!(" {valid}")),
            Broken::new("trailing-mark", format!("{valid}!")),
            Broken::new("other-text", "§"),
            Broken::new("empty", ""),
        ];
        tries.into_iter().filter(|broken| broken.value.as_str().is_some_and(|text| regex.find(text).is_none())).collect()
    }

    fn examples() -> Vec<Example> {
        let this = || Reading::This(Self { regex: "^[a-z]+$".into() }.into());
        vec![
            Example::keyword("pattern", json!("^[a-z]+$"), this(), json!("abc")),
            Example::sentence("Pattern: ^[a-z]+$", this(), json!("abc")),
        ]
    }
}

phrases! {
    LABEL = r"^pattern:\s*`?(?P<regex>[\^\[(\\.].*?)`?\s*$";
    /// Characters that only regular expressions have: an anchor, a class, a quantifier, a range. Prose in brackets has
    /// none.
    REGULAR = r"^(?:\S*[\^$\\*+{|-]\S*|\^.*\$)$";
}

/// The regular expression after a label such as `Pattern:`; of a list, it applies to each element.
fn said(clue: &Clue) -> Option<Reading> {
    let regex = LABEL.part("regex", sentence(clue)?).filter(|regex| REGULAR.occurs(regex))?;
    expression(clue, regex)
}

/// A regular expression about the subject, or about each element of a list.
fn expression(clue: &Clue, regex: &str) -> Option<Reading> {
    let regex = regex.strip_prefix('/').and_then(|regex| regex.strip_suffix('/')).unwrap_or(regex);
    // Only what is a pattern by the strict grammar is taken for one.
    regress::Regex::with_flags(regex, "u").ok()?;
    match Shape::of(clue) {
        Shape::List => Some(Reading::Part(Step::Items, Content::Keyword("pattern".into(), json!(regex)))),
        shape if shape.may_be_text() => Some(Reading::This(Pattern { regex: regex.into() }.into())),
        _ => None,
    }
}
