//! Pairs of schemas, each with its verdict, which was derived from the rules and confirmed by payloads; and laws that
//! hold for all pairs.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod everything;
mod folders;
mod lines;
mod operations;
mod random;
mod rules_page;
mod unions;

use ringback_drift::{
    CompareOptions, Contract,
    change::{Change, Drift, DriftVerdict, Impact, Movement, Side},
    drift,
    rules::Rule,
};
use serde::Deserialize;
use serde_json::Value;
use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::Path,
};

/// A line in a file of pairs.
#[derive(Deserialize)]
struct Pair {
    id: String,
    side: String,
    before: Value,
    after: Value,
    /// The expected verdict; `any` accepts every one.
    expect: String,
    /// Other verdicts that are not an error.
    #[serde(default)]
    also: Vec<String>,
    why: String,
}

/// All pairs.
fn pairs() -> Vec<Pair> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drift/pairs");
    let files = fs::read_dir(folder).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    let pairs: Vec<Pair> = files
        .flat_map(|text| text.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<_>>())
        .collect();
    assert!(pairs.len() > 1000, "{} pairs", pairs.len());
    pairs
}

/// The pairs, those that ask the same of another side once.
fn distinct_pairs() -> Vec<Pair> {
    let mut seen = HashSet::new();
    let mut all = pairs();
    all.retain(|pair| seen.insert((pair.before.to_string(), pair.after.to_string())));
    all
}

fn contract(schema: &Value) -> Option<Contract> {
    let files = BTreeMap::from([("schema.json".to_owned(), schema.to_string())]);
    Contract::of_schemas(&files).ok().map(|(contract, _)| contract)
}

/// The changes from one schema to another; `None` if one of them is not a schema.
pub fn compared(before: &Value, after: &Value, side: Side, is_strict: bool) -> Option<Drift> {
    Some(drift(
        contract(before)?,
        contract(after)?,
        &CompareOptions { side: Some(side), is_strict, ..CompareOptions::default() },
    ))
}

fn side(name: &str) -> Side {
    Side::ALL.into_iter().find(|side| side.name() == name).unwrap()
}

#[test]
fn every_pair_has_the_verdict_that_was_worked_out_for_it() {
    let mut wrong = Vec::new();
    for pair in pairs() {
        let drift = compared(&pair.before, &pair.after, side(&pair.side), false);
        let Some(drift) = drift else {
            if pair.expect != "any" {
                wrong.push(format!("{}: was not read", pair.id));
            }
            continue;
        };
        let verdict = if drift.verdict == DriftVerdict::None { "compatible" } else { drift.verdict.name() };
        if pair.expect != "any" && verdict != pair.expect && !pair.also.iter().any(|other| other == verdict) {
            wrong.push(format!("{}: {verdict}, but {} because {}", pair.id, pair.expect, pair.why));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A line in the file of specifications.
#[derive(Deserialize)]
struct Specifications {
    id: String,
    before: Value,
    after: Value,
    expect: String,
    why: String,
}

#[test]
fn operations_are_compared_by_what_is_sent_and_what_comes_back() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drift/operations.jsonl");
    let text = fs::read_to_string(path).unwrap();
    assert!(text.lines().count() > 20);
    for line in text.lines() {
        let Specifications { id, before, after, expect, why } = serde_json::from_str(line).unwrap();
        let drift = drift(contract(&before).unwrap(), contract(&after).unwrap(), &CompareOptions::default());
        let verdict = if drift.verdict == DriftVerdict::None { "compatible" } else { drift.verdict.name() };
        assert_eq!(verdict, expect, "{id}: {why}: {:?}", drift.changes);
    }
}

#[test]
fn whatever_breaks_has_a_payload_and_whatever_is_undecided_a_reason() {
    for pair in pairs() {
        let Some(drift) = compared(&pair.before, &pair.after, side(&pair.side), false) else { continue };
        for change in &drift.changes {
            assert_eq!(change.witness.is_some(), change.impact == Impact::Breaking, "{}: {change:?}", pair.id);
            assert_eq!(change.why.is_some(), change.impact == Impact::Undecided, "{}: {change:?}", pair.id);
            assert!(change.movement != Movement::Same && !change.message.is_empty(), "{}: {change:?}", pair.id);
        }
    }
}

#[test]
fn nothing_drifts_from_itself() {
    for pair in distinct_pairs() {
        for schema in [&pair.before, &pair.after] {
            let Some(drift) = compared(schema, schema, side(&pair.side), false) else { continue };
            assert_eq!((drift.verdict, drift.documentation.len()), (DriftVerdict::None, 0), "{}: {schema}", pair.id);
        }
    }
}

#[test]
fn taking_a_change_back_mirrors_it() {
    let mirrored = |movement| match movement {
        Movement::Added => Movement::Removed,
        Movement::Removed => Movement::Added,
        Movement::Widened => Movement::Narrowed,
        Movement::Narrowed => Movement::Widened,
        other => other,
    };
    for pair in distinct_pairs() {
        let there = compared(&pair.before, &pair.after, Side::Request, true);
        let back = compared(&pair.after, &pair.before, Side::Response, true);
        let (Some(there), Some(back)) = (there, back) else { continue };
        // What is asked of one side alone has no mirror image.
        let one_sided = [Rule::OpenEnumValueRemoved, Rule::BecameReadOnly, Rule::BecameWriteOnly, Rule::ObjectClosed];
        let movements = |drift: &Drift| {
            let is_mirrored = |change: &&Change| !change.context.rule.is_some_and(|rule| one_sided.contains(&rule));
            drift
                .changes
                .iter()
                .filter(is_mirrored)
                .map(|change| (change.at.clone(), change.movement, change.impact))
                .collect::<Vec<_>>()
        };
        let expected: Vec<_> =
            movements(&there).into_iter().map(|(at, movement, impact)| (at, mirrored(movement), impact)).collect();
        // What is read from the sender's side alone differs: marks of direction are told apart by side.
        if !pair.id.starts_with("readwrite/") {
            assert_eq!(movements(&back), expected, "{}", pair.id);
        }
    }
}

/// The same question answered by the containment check of the `jsonschema` crate, without formats.
#[test]
fn an_independent_algebra_agrees_wherever_it_knows_an_answer() {
    use jsonschema::canonical::Containment;
    let (mut agreed, mut unknown) = (0, 0);
    for pair in distinct_pairs() {
        let text = format!("{}{}", pair.before, pair.after);
        // It ignores formats and takes long for other things, and draft 4 is told from its keywords by ours alone.
        const STRANGE: [&str; 6] = ["format", "nullable", "readOnly", "writeOnly", "x-", "$schema"];
        // For the crate, objects with their members in another order are others.
        let ordered = pair.id.starts_with("enum/key-order");
        if pair.expect == "any" || ordered || STRANGE.iter().any(|word| text.contains(word)) {
            continue;
        }
        let canonical = |schema: &Value| jsonschema::canonical::options().offline().canonicalize(schema).ok();
        let (Some(before), Some(after)) = (canonical(&pair.before), canonical(&pair.after)) else { continue };
        let Some(drift) = compared(&pair.before, &pair.after, Side::Request, true) else { continue };
        match (after.covers(&before), drift.verdict) {
            (Ok(Containment::Yes), DriftVerdict::Breaking) => panic!("{}: {drift:?}", pair.id),
            (Ok(Containment::No), DriftVerdict::None | DriftVerdict::Compatible) => panic!("{}: {drift:?}", pair.id),
            (Ok(Containment::Yes | Containment::No), _) => agreed += 1,
            _ => unknown += 1,
        }
    }
    println!("{agreed} answers agree, {unknown} are not known to the other");
    assert!(agreed > 500, "{agreed} answers agree, {unknown} are not known to the other");
}
