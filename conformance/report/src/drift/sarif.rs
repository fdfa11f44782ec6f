//! SARIF 2.1.0, the format of static analysis results: findings at lines of files.

use super::{change_summary::counts, rule};
use crate::drift::comparison::{Acceptance, Comparison, Judged, State};
use crate::{
    page::Page,
    plain_json::page,
    sarif::{SCHEMA, message, uri},
};
use ringback_contract::provenance::Source;
use ringback_drift::change::{Change, Impact, Movement, Side};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The format's name on the command line.
pub(super) const NAME: &str = "sarif";

/// Renders the report.
pub(super) fn render(comparison: &Comparison) -> Page {
    Page::plain(page_text(comparison))
}

fn page_text(comparison: &Comparison) -> String {
    let used: BTreeSet<_> =
        comparison.changes.iter().map(|judged| (judged.change.side, judged.change.movement)).collect();
    let used: Vec<(Side, Movement)> = used.into_iter().collect();
    let results: Vec<Value> = comparison.changes.iter().map(|judged| result(comparison, &used, judged)).collect();
    page(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "ringback",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": used.iter().map(|(side, movement)| described(*side, *movement)).collect::<Vec<_>>(),
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

fn described(side: Side, movement: Movement) -> Value {
    let meaning = rule::meaning(side, movement);
    let help = format!("{meaning} {}", rule::consequence(side, movement));
    json!({
        "id": rule::id(side, movement),
        "name": rule::name(side, movement),
        "shortDescription": { "text": meaning },
        "fullDescription": { "text": help },
        "help": { "text": help },
        "properties": { "tags": ["drift", side] },
    })
}

fn result(comparison: &Comparison, rules: &[(Side, Movement)], judged: &Judged) -> Value {
    let change = judged.change;
    let level = match change.impact {
        Impact::Breaking => "error",
        Impact::Undecided => "warning",
        Impact::Compatible => "note",
    };
    let subject = format!("{} {}", change.owner, change.at);
    let subject = subject.trim_end();
    let why = change.why.iter().map(|why| format!(" ({why})")).collect::<String>();
    let mut result = json!({
        "ruleId": rule::id(change.side, change.movement),
        "ruleIndex": rules.iter().position(|rule| *rule == (change.side, change.movement)),
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
