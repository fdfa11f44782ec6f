//! Changes of which no schema says whether they break: unknown properties that are refused from now on, known values that
//! disappear, encodings, and properties that only travel in the other direction.

use super::{
    change::Side,
    pair::Pair,
    path::{PathStep, pointer},
    rules::Rule,
    site::SchemaSite,
};
use ringback_contract::keyword::{HIDDEN, OPEN_ENUMS, constrains_nothing};
use serde_json::Value;
use std::collections::BTreeSet;

/// A change of which it is not known whether it breaks.
#[derive(Clone, Debug)]
pub struct SoftChange<'a> {
    /// The location, as a JSON pointer with `*`.
    pub at: String,
    /// The rule.
    pub rule: Rule,
    /// What happened.
    pub message: String,
    /// Why it is not known whether it breaks.
    pub why: &'static str,
    /// The sides on which it matters.
    pub sides: Vec<Side>,
    /// The keywords that state it.
    pub keyword: &'static str,
    /// Its schemas in each version.
    pub sites: Pair<SchemaSite<'a>>,
    /// The path to the value.
    pub path: Vec<PathStep>,
    /// Whether the sender says that undeclared properties may be sent, so that a payload with one breaks.
    pub is_stated: bool,
}

/// The soft changes of a value. `loses` and `gains` say whether values are no longer or newly allowed, by the letter.
pub fn soft_changes<'a>(
    path: &[PathStep],
    sites: &Pair<SchemaSite<'a>>,
    loses: bool,
    gains: bool,
) -> Vec<SoftChange<'a>> {
    let mut found = Vec::new();
    let Pair { before, after } = sites;
    let is_stated = is_stated_open(before) && is_closed(after);
    let mut add = |rule, message: String, why, sides: &[Side], keyword| {
        found.push(SoftChange {
            at: pointer(path),
            rule,
            message,
            why,
            sides: sides.to_vec(),
            keyword,
            sites: sites.clone(),
            path: path.to_vec(),
            is_stated: is_stated && rule == Rule::ObjectClosed,
        });
    };
    if is_object(before) && is_object(after) {
        const WHY: &str = "it is not known whether the other side sends properties that are not declared";
        match (is_closed(before), is_closed(after)) {
            (false, true) if loses => {
                let message = "undeclared properties are no longer allowed".into();
                add(Rule::ObjectClosed, message, WHY, &[Side::Request], "additionalProperties");
            }
            (true, false) if gains => {
                let message = "undeclared properties are now allowed".into();
                add(Rule::ObjectClosed, message, WHY, &[Side::Response, Side::Event], "additionalProperties");
            }
            _ => {}
        }
    }
    for keyword in OPEN_ENUMS {
        let lost = lost_values(before, after, keyword);
        if !lost.is_empty() && !after.keyword(keyword).is_empty() {
            let message = format!("known value {} removed", lost.join(", "));
            let why = "the list is open, so whether the value is still understood is not known";
            add(Rule::OpenEnumValueRemoved, message, why, &[Side::Request], keyword);
        }
    }
    for keyword in ["contentEncoding", "contentMediaType"] {
        let [old, new] = [before, after].map(|site| site.keyword(keyword));
        if old != new {
            let shown = |values: &[&Value]| values.first().map_or_else(|| "none".into(), |value| value.to_string());
            let message = format!("{keyword} {} became {}", shown(&old), shown(&new));
            let why = "no validator looks into the text, but whoever decodes it does";
            add(Rule::EncodingChanged, message, why, &Side::ALL, keyword);
        }
    }
    for name in hidden_names(after).difference(&hidden_names(before)).filter(|name| before.declares(name)) {
        let path: Vec<PathStep> = path.iter().cloned().chain([PathStep::Property(name.as_str().into())]).collect();
        for (rule, message, why, sides, keyword) in [
            (
                Rule::BecameReadOnly,
                "became readOnly",
                "it is not known whether the server ignores or refuses what is only read",
                vec![Side::Request],
                "readOnly",
            ),
            (
                Rule::BecameWriteOnly,
                "became writeOnly",
                "it is not known whether readers rely on it",
                vec![Side::Response, Side::Event],
                "writeOnly",
            ),
        ] {
            let (at, message, sites) = (pointer(&path), message.into(), sites.clone());
            let path = path.clone();
            found.push(SoftChange { at, rule, message, why, sides, keyword, sites, path, is_stated: false });
        }
    }
    found
}

impl SoftChange<'_> {
    /// Whether it matters on a side.
    pub fn matters_on(&self, side: Side) -> bool {
        self.sides.contains(&side)
    }
}

fn lost_values(before: &SchemaSite, after: &SchemaSite, keyword: &str) -> Vec<String> {
    let values = |site: &SchemaSite| -> Vec<Value> {
        site.keyword(keyword).into_iter().filter_map(Value::as_array).flatten().cloned().collect()
    };
    let kept = values(after);
    values(before).iter().filter(|value| !kept.contains(value)).map(Value::to_string).collect()
}

fn is_object(site: &SchemaSite) -> bool {
    site.names().next().is_some() || site.keyword("type").contains(&&Value::from("object"))
}

/// The names of properties that do not travel in the direction at hand.
fn hidden_names(site: &SchemaSite) -> BTreeSet<String> {
    let lists = site.keyword(HIDDEN).into_iter().filter_map(Value::as_array);
    lists.flatten().filter_map(Value::as_str).map(String::from).collect()
}

/// Whether a site says of undeclared properties that they may be anything.
fn is_stated_open(site: &SchemaSite) -> bool {
    let stated = site.keyword("additionalProperties");
    !stated.is_empty()
        && stated.iter().all(|schema| **schema == Value::Bool(true) || schema.as_object().is_some_and(is_empty))
}

/// Whether a schema has no keyword but annotations.
fn is_empty(schema: &serde_json::Map<String, Value>) -> bool {
    schema.keys().all(|keyword| constrains_nothing(keyword))
}

/// Whether a site accepts declared properties only.
pub fn is_closed(site: &SchemaSite) -> bool {
    ["additionalProperties", "unevaluatedProperties"]
        .iter()
        .any(|keyword| site.keyword(keyword).contains(&&Value::Bool(false)))
}
