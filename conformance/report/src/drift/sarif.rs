//! SARIF 2.1.0, the format of static analysis results: findings at lines of files.

use super::level::Level;
use super::{change_summary::counts, rule};
use crate::drift::comparison::{Acceptance, Comparison, Judged, State};
use crate::{
    page::Page,
    plain_json::page,
    sarif::{SCHEMA, message, uri},
};
use ringback_contract::provenance::Source;
use ringback_drift::{
    change::{Change, Movement, Side},
    rules::Rule,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The format's name on the command line.
pub(super) const NAME: &str = "sarif";

/// Renders the report.
pub(super) fn render(comparison: &Comparison) -> Page {
    Page::plain(page_text(comparison))
}

fn page_text(comparison: &Comparison) -> String {
    let used: BTreeSet<RuleKey> = comparison.changes.iter().map(|judged| RuleKey::of(judged.change)).collect();
    let used: Vec<RuleKey> = used.into_iter().collect();
    let results: Vec<Value> = comparison.changes.iter().map(|judged| result(comparison, &used, judged)).collect();
    page(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "ringback",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": used.iter().copied().map(described).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
            "properties": {
                "verdict": comparison.verdict(),
                "before": comparison.before.name,
                "after": comparison.after.name,
                "summary": counts(comparison),
            },
        }],
    }))
}

/// What a result is reported under.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum RuleKey {
    /// A rule of the comparison of two versions.
    Rule(Rule),
    /// Side and movement, where payloads were recorded.
    Recorded(Side, Movement),
}

impl RuleKey {
    fn of(change: &Change) -> Self {
        change.context.rule.map_or(Self::Recorded(change.side, change.movement), Self::Rule)
    }

    fn id(self) -> String {
        match self {
            Self::Rule(rule) => rule.id().to_owned(),
            Self::Recorded(side, movement) => rule::id(side, movement),
        }
    }
}

fn described(key: RuleKey) -> Value {
    let (name, meaning, why) = match key {
        RuleKey::Rule(rule) => (format!("{rule:?}"), rule.what().to_owned(), rule.why()),
        RuleKey::Recorded(side, movement) => {
            (rule::name(side, movement), rule::meaning(side, movement), rule::consequence(side, movement))
        }
    };
    let help = format!("{meaning} {why}");
    json!({
        "id": key.id(),
        "name": name,
        "shortDescription": { "text": meaning },
        "fullDescription": { "text": help },
        "help": { "text": help },
        "properties": { "tags": ["drift"] },
    })
}

fn result(comparison: &Comparison, rules: &[RuleKey], judged: &Judged) -> Value {
    let change = judged.change;
    let level = match judged.rule_level.unwrap_or_else(|| change.impact.into()) {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
        Level::Off => "none",
    };
    let place = if change.context.place.is_empty() { &change.at } else { &change.context.place };
    let subject = format!("{} {place}", change.owner);
    let subject = subject.trim_end();
    let why = change.why.iter().map(|why| format!(" ({why})")).collect::<String>();
    let mut result = json!({
        "ruleId": RuleKey::of(change).id(),
        "ruleIndex": rules.iter().position(|rule| *rule == RuleKey::of(change)),
        "level": level,
        "message": { "text": message(&format!("{subject} ({}): {}{why}", change.side, change.message)) },
        "locations": [location(comparison, change)],
        "relatedLocations": related(comparison, change),
        // What is the same change in the next report, wherever the documents say it then.
        "partialFingerprints": { "change/v1": format!("{subject} {} {}", change.side, change.movement) },
    });
    if let (Some(acceptance), Some(result)) = (judged.accepted(), result.as_object_mut()) {
        result.insert("suppressions".into(), json!([suppression(acceptance)]));
    }
    if let Some(result) = result.as_object_mut() {
        result.insert("properties".into(), properties(change));
    }
    result
}

fn suppression(acceptance: &Acceptance) -> Value {
    let until = acceptance.until.map(|until| format!(" (until {until})")).unwrap_or_default();
    json!({ "kind": "external", "status": "accepted", "justification": format!("{}{until}", acceptance.reason) })
}

/// The property bag of a result: facts for which SARIF has no field of its own, such as the witness.
fn properties(change: &Change) -> Value {
    let mut properties = json!({ "type": change.owner, "at": change.at, "impact": change.impact });
    for (name, value) in [("witness", &change.witness), ("lost", &change.lost)] {
        if let (Some(value), Some(properties)) = (value, properties.as_object_mut()) {
            properties.insert(name.into(), value.clone());
        }
    }
    properties
}

fn location(comparison: &Comparison, change: &Change) -> Value {
    let physical = match comparison.line_of(change) {
        Some((state, source)) => physical(state, source),
        None => json!({ "artifactLocation": { "uri": uri(comparison.after.place()) } }),
    };
    json!({
        "physicalLocation": physical,
        "logicalLocations": [{ "fullyQualifiedName": format!("{}#{}", change.owner, change.at) }],
    })
}

/// The related locations: all sources before and after, except the one that is the result's location.
fn related(comparison: &Comparison, change: &Change) -> Vec<Value> {
    let [before, after] = &change.sources;
    let shown = comparison.line_of(change).map(|(_, source)| source);
    let before = before.iter().map(|source| ("before", &comparison.before, source));
    let after = after.iter().map(|source| ("after", &comparison.after, source));
    before
        .chain(after)
        .filter(|(_, _, source)| !shown.is_some_and(|shown| std::ptr::eq(shown, *source)))
        .enumerate()
        .map(|(index, (when, state, source))| {
            let text = message(&format!("{when}: {}", source.quote));
            json!({ "id": index + 1, "physicalLocation": physical(state, source), "message": { "text": text } })
        })
        .collect()
}

fn physical(state: &State, source: &Source) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(&state.path(source)) } });
    let [first, last] = source.lines;
    if let (1.., Some(physical)) = (first, physical.as_object_mut()) {
        let region = json!({ "startLine": first, "endLine": last.max(first), "snippet": { "text": source.quote } });
        physical.insert("region".into(), region);
    }
    physical
}
