//! Changes of which no schema says whether they break: known values that disappear, encodings, and properties that only
//! travel in the other direction.

use super::{
    change::Side,
    pair::Pair,
    path::{PathStep, pointer},
    rules::Rule,
    site::SchemaSite,
};
use ringback_contract::keyword::{HIDDEN, OPEN_ENUMS};
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
}

/// The soft changes of a value.
pub fn soft_changes<'a>(path: &[PathStep], sites: &Pair<SchemaSite<'a>>) -> Vec<SoftChange<'a>> {
    let mut found = Vec::new();
    let Pair { before, after } = sites;
    let mut add = |rule, message: String, why, sides: &[Side], keyword| {
        let (at, sides, sites) = (pointer(path), sides.to_vec(), sites.clone());
        found.push(SoftChange { at, rule, message, why, sides, keyword, sites });
    };
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
            found.push(SoftChange { at, rule, message, why, sides, keyword, sites });
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

/// The names of properties that do not travel in the direction at hand.
fn hidden_names(site: &SchemaSite) -> BTreeSet<String> {
    let lists = site.keyword(HIDDEN).into_iter().filter_map(Value::as_array);
    lists.flatten().filter_map(Value::as_str).map(String::from).collect()
}
