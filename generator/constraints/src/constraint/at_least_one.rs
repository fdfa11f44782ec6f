//! At least one of several properties is present: "Either queueId or routingData is required."

use super::{
    Broken, Example, Kind, Merged, Presence, Reading, Schema,
    phrase::{Condition, Scope, condition, phrases, unmarked},
};
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// At least one of these properties is present.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtLeastOne {
    /// The properties, in order of mention; at least two.
    pub of: Vec<String>,
}

impl Kind for AtLeastOne {
    const WORDS: &[&str] = &[
        "required", "mandatory", "must", "have to", "has to", "need", "specify", "provide", "supply",
        "least", "exactly",
    ];
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Sentence(_) => said(clue).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        let Some(alternatives) = value.as_array().filter(|_| name == "anyOf") else { return Vec::new() };
        let of: Option<Vec<String>> = alternatives.iter().map(only_required).collect();
        of.filter(|of| of.len() > 1).map(|of| Self { of }).into_iter().collect()
    }

    fn declare(&self, schema: &mut Schema) {
        let alternatives: Vec<Value> = self.of.iter().map(|name| json!({"required": [name]})).collect();
        schema.add("anyOf", json!(alternatives));
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let of = &self.of;
        vec![quote!(Check::AtLeastOneOf(&[#(#of),*]))]
    }

    fn explain(schema: &Map<String, Value>, keyword: &str, _value: &Value) -> Option<String> {
        let group = Self::of_keyword(keyword, schema.get(keyword)?).into_iter().next()?;
        Some(format!("at least one of {} is required", group.of.join(", ")))
    }

    fn presence(&self) -> Presence<'_> {
        Presence { any_of: &self.of, ..Presence::default() }
    }

    fn merge(&self, other: &Self) -> Merged<Self> {
        if same_names(&self.of, &other.of) { Merged::Into(self.clone()) } else { Merged::Apart }
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let Value::Object(object) = valid else { return Vec::new() };
        let mut neither = object.clone();
        neither.retain(|name, _| !self.of.contains(name));
        vec![Broken::new("none", neither)]
    }

    fn examples() -> Vec<Example> {
        let of = || Self { of: vec!["this".into(), "that".into()] };
        let keyword = json!([{"required": ["this"]}, {"required": ["that"]}]);
        vec![
            Example::keyword("anyOf", keyword, Reading::This(of().into()), json!({"that": 1})),
            Example::sentence("Either this or that is required.", Reading::Owner(of().into()), json!({"that": 1})),
            Example::sentence("At least one of this, that must be set.", Reading::Owner(of().into()), json!({"this": 1})),
        ]
    }
}

phrases! {
    /// Such as "Either a or b is required", "At least one of a, b and c must be provided", "One of a or b is required".
    REQUIRED = r"^(?:(?:you\s+must\s+)?(?P<choice>either|at least one of|one or more of|exactly one of|one and only one of|precisely one of|either one of|one of|any of)\s+(?:the\s+following\s*)?(?:(?:fields|properties|parameters|attributes)\s*)?:?\s*)?(?P<names>.+?)\s+(?:(?:is|are)\s+(?:always\s+)?(?:required|mandatory|needed)|(?:must|has to|have to|needs? to)\s+(?:always\s+)?be\s+(?:<GIVEN>)|must have a value)(?:\s*,?\s*(?:but|and)\s+not\s+both|\s*\((?:but\s+)?not both\))?\s*\.?\s*$";
    /// Such as "You must provide either a or b."
    PROVIDE = r"^(?:you\s+|clients?\s+|callers?\s+|the request\s+)?(?:(?:must|have to|has to|needs? to|are required to)\s+(?:specify|provide|supply|include|set|contain|pass|send)\s+(?:either|at least one of|one or more of|exactly one of|one of)|(?-i:Specify|Provide|Supply)\s+(?:at least one of|one or more of|exactly one of))\s+(?P<names>.+?)(?:\s*,?\s*but\s+not\s+both|\s*\((?:but\s+)?not both\))?\s*\.?\s*$";
    /// Such as "Required if a is not specified", "If a is absent, this must be specified".
    UNLESS = r"^(?:(?P<subject>.{0,60}?)\s*\b(?:is|are)\s+)?(?:required|mandatory)\s+(?P<word>if|when|unless)\s+(?P<condition>[^.,;]+?)\s*\.?$";
    IF_ABSENT = r"^(?:if|when)\s+(?P<condition>[^.,;]+?),\s*(?:then\s+)?(?P<subject>.{1,60}?)\s+(?:(?:is|are)\s+(?:required|mandatory)|(?:must|has to)\s+be\s+(?:<GIVEN>))\s*\.?$";
    RESTART = r#"[\w`'")]\s+(?P<again>(?-i:Either|At least one of|Exactly one of)\s)"#;
    NOTED = r"\s*\btype:\s+[a-z]+(?:\s+(?:in|format):\s+\S+)*\s*$";
}

/// The properties of which a sentence requires at least one.
fn said(clue: &Clue) -> Option<Reading> {
    let text = unmarked(clue)?;
    let end = NOTED.parts(text).and_then(|parts| Some(parts.get(0)?.start())).unwrap_or(text.len());
    let text = text.get(..end)?;
    // A description that lost its full stop: "Link this provider Either this or `unlink` must be set."
    let start = RESTART.all(text).filter_map(|parts| Some(parts.name("again")?.start())).last().unwrap_or(0);
    let text = text.get(start..)?;
    if let Some(parts) = REQUIRED.parts(text).filter(|parts| !parts.name("names").is_some_and(|names| names.as_str().contains(" not "))) {
        let names = parts.name("names")?.as_str();
        // "a and b are required" is no choice; "a or b" is one without "either".
        if parts.name("choice").is_some() || names.contains(" or ") {
            return among(clue, names);
        }
    }
    if let Some(names) = PROVIDE.part("names", text) {
        return among(clue, names);
    }
    unless(clue, text)
}

/// The pair of properties in "Required unless a is specified" or "If a is absent, this must be specified".
fn unless(clue: &Clue, text: &str) -> Option<Reading> {
    let (parts, first) = match UNLESS.parts(text) {
        Some(parts) => (parts, false),
        None => (IF_ABSENT.parts(text)?, true),
    };
    let part = |name| parts.name(name).map_or("", |part| part.as_str());
    let (scope, condition) = condition(clue, part("condition"))?;
    let others = match (condition, part("word").eq_ignore_ascii_case("unless")) {
        (Condition::Absent(others), false) | (Condition::AnyGiven(others), true) => others,
        _ => return None,
    };
    let own = scope.resolve(part("subject")).filter(|own| !others.contains(own))?;
    let of = if first { others.into_iter().chain([own]).collect() } else { std::iter::once(own).chain(others).collect() };
    Some(scope.limits(AtLeastOne { of }))
}

fn among(clue: &Clue, names: &str) -> Option<Reading> {
    let (scope, of) = Scope::naming(clue, names)?;
    (of.len() > 1).then(|| scope.limits(AtLeastOne { of }))
}

/// Whether two lists contain the same names, in any order.
pub(super) fn same_names(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().all(|name| other.contains(name))
}

/// The name in `{"required": ["name"]}`.
fn only_required(schema: &Value) -> Option<String> {
    let object = schema.as_object().filter(|object| object.len() == 1)?;
    match object.get("required")?.as_array()?.as_slice() {
        [Value::String(name)] => Some(name.clone()),
        _ => None,
    }
}
