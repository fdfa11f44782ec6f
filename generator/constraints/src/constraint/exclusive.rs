//! Properties that must not be given together: "If QueueId is specified, this may not be specified."

use super::{
    Broken, Example, Kind, Merged, Presence, Reading, Schema, Surroundings, at_least_one::same_names,
    phrase::{Condition, Exclusion, Scope, exclusion, is_limited, phrases, unmarked},
};
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// These properties are not all present at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusive {
    /// The properties, the subject of the sentence last; at least two.
    pub of: Vec<String>,
}

impl Kind for Exclusive {
    const WORDS: &[&str] = &[
        "exclusive", "not ", "n't", "cannot", "only", "one of", "both", "omitted", "absent", "incompatible",
        "unset", "left out", "most one", "exactly", "precisely",
    ];
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Sentence(_) => said(clue).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        let Some(schema) = value.as_object().filter(|schema| name == "not" && schema.len() == 1) else { return Vec::new() };
        let Some(Value::Array(names)) = schema.get("required") else { return Vec::new() };
        let of: Vec<String> = names.iter().filter_map(|name| Some(name.as_str()?.into())).collect();
        if of.len() < 2 { Vec::new() } else { vec![Self { of }] }
    }

    fn declare(&self, schema: &mut Schema) {
        schema.add("not", json!({"required": self.of}));
    }

    fn explain(schema: &Map<String, Value>, keyword: &str, _value: &Value) -> Option<String> {
        let group = Self::of_keyword(keyword, schema.get(keyword)?).into_iter().next()?;
        Some(format!("{} must not be given together", group.of.join(" and ")))
    }

    fn presence(&self) -> Presence<'_> {
        Presence { not_together: &self.of, ..Presence::default() }
    }

    fn merge(&self, other: &Self) -> Merged<Self> {
        if same_names(&self.of, &other.of) { Merged::Into(self.clone()) } else { Merged::Apart }
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let of = &self.of;
        vec![quote!(Check::NotTogether(&[#(#of),*]))]
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        // The missing property is given the value of the one that is present: they are alternatives of one kind.
        let Value::Object(object) = valid else { return Vec::new() };
        let Some(value) = self.of.iter().find_map(|name| object.get(name)) else { return Vec::new() };
        let mut both = object.clone();
        for name in &self.of {
            both.entry(name.clone()).or_insert_with(|| value.clone());
        }
        vec![Broken::new("together", both)]
    }

    /// A property counts as present even if its value is a JSONPath.
    fn violate_around(&self, valid: &Value, around: &dyn Surroundings) -> Vec<Broken> {
        let path = json!("$.Attributes.value");
        let by_path = |name: &String| around.property(name).is_some_and(|property| property.admits(&path));
        let Some(object) = valid.as_object().filter(|_| self.of.iter().all(by_path)) else { return Vec::new() };
        let paths = self.of.iter().map(|name| (name.clone(), path.clone()));
        let both: Map<String, Value> = object.clone().into_iter().chain(paths).collect();
        vec![Broken::new("together-as-json-paths", both)]
    }

    fn examples() -> Vec<Example> {
        let of = || Self { of: vec!["that".into(), "this".into()] };
        let keyword = json!({"required": ["that", "this"]});
        vec![
            Example::keyword("not", keyword, Reading::This(of().into()), json!({"this": 1})),
            Example::sentence("If that is specified, this may not be specified.", Reading::Owner(of().into()), json!({"this": 1})),
            Example::sentence("Cannot be used together with that.", Reading::Owner(of().into()), json!({"this": 1})),
            Example::sentence("Mutually exclusive with that.", Reading::Owner(of().into()), json!({"that": 1})),
        ]
    }
}

phrases! {
    /// Such as "Cannot be used together with a", "mutually exclusive with a".
    WITH = r"^(?P<lead>[^.;]{2,80},\s+(?:and\s+|but\s+)?)?(?:(?P<subject>[^.,;]{1,60}?)\s+)?(?:(?:may not|must not|cannot|can not|can't|shall not|mustn't)\s+be\s+(?:<GIVEN>|combined|mixed)\s+(?:(?:together|along|in combination|in conjunction|simultaneously|at the same time)\s+)?(?:with|alongside)|(?:(?:is|are)\s+)?(?:mutually exclusive|incompatible|not compatible)\s+(?:with|to))\s+(?P<names>[^.;]+?)\s*\.?$";
    /// Such as "a and b are mutually exclusive", "a and b cannot both be set", "Only one of a and b may be given".
    BETWEEN = r"^(?:(?P<a>.+?)\s+are\s+mutually exclusive|(?P<b>.+?)\s+(?:may not|must not|cannot|can not|can't|shall not)\s+(?:both\s+be\s+(?:<GIVEN>)|be\s+(?:both\s+)?(?:<GIVEN>|combined)\s+(?:together|at the same time|simultaneously|in the same request|at once))|(?:only|at most|no more than|exactly|precisely|one and only)\s+one\s+of\s+(?P<c>.+?)\s+(?:(?:may|can|must|shall|has to|needs to)\s+be\s+(?:<GIVEN>)|is\s+(?:allowed|permitted|required|accepted))(?:\s+at (?:a|the same) time)?|(?:(?:you\s+)?(?:must\s+|can\s+|may\s+)?(?:specify|provide|supply|use|set)\s+)?(?:either\s+)?(?P<d>.+?)(?:\s+(?:(?:can|may|must|has to|will)\s+be\s+(?:<GIVEN>|returned|sent)|(?:is|are)\s+(?:required|returned|sent|<GIVEN>)))?(?:,?\s+but\s+not\s+both|,\s+(?:and\s+)?not\s+both|\s*\((?:but\s+)?not both\))|(?:you\s+)?(?:do not|don't|must not|cannot|can't|may not)\s+(?:specify|provide|supply|use|set)\s+both\s+(?P<e>.+?)(?:\s+(?:together|at the same time|in the same request))?|(?:you\s+(?:must|can|may)\s+)?(?:only\s+)?(?:specify|provide|supply|use|set)\s+(?:only|exactly|at most|no more than)\s+one\s+of\s+(?P<f>.+?))\s*\.?$";
}

/// The properties that a sentence excludes from each other.
fn said(clue: &Clue) -> Option<Vec<Reading>> {
    let text = unmarked(clue)?;
    let with = |scope: &Scope<'_>, others: &[String], own: &String| {
        let of = others.iter().chain([own]).cloned().collect();
        (!others.contains(own)).then(|| scope.limits(Exclusive { of }))
    };
    if let Some(Exclusion { scope, property, condition }) = exclusion(clue) {
        return match condition {
            Condition::AnyGiven(others) => others.chunks(1).map(|other| with(&scope, other, &property)).collect(),
            Condition::AllGiven(others) => Some(vec![with(&scope, &others, &property)?]),
            Condition::Absent(_) | Condition::Equals(..) => None,
        };
    }
    if let Some(parts) = WITH.parts(text) {
        let part = |name| parts.name(name).map_or("", |part| part.as_str());
        if is_limited(part("lead")) {
            return None;
        }
        let (scope, others) = Scope::naming(clue, part("names"))?;
        let own = scope.resolve(part("subject"))?;
        return others.chunks(1).map(|other| with(&scope, other, &own)).collect();
    }
    let parts = BETWEEN.parts(text)?;
    let names = ["a", "b", "c", "d", "e", "f"].into_iter().find_map(|name| parts.name(name))?.as_str();
    // "Either a and b or c" is no choice between three.
    if names.contains(" and ") && names.contains(" or ") {
        return None;
    }
    let (scope, of) = Scope::naming(clue, names)?;
    let pairs = of.iter().enumerate().flat_map(|(at, one)| of.iter().skip(at + 1).map(move |other| vec![one.clone(), other.clone()]));
    Some(pairs.map(|of| scope.limits(Exclusive { of })).collect())
}
