//! Where it is said that a property became required or optional: at its name in `required`, on the side that has it.

use super::{pairs, side};
use ringback_contract::provenance::Source;
use ringback_drift::{
    CompareOptions, Contract,
    change::{Change, Drift, Movement},
    drift,
};
use serde_json::Value;
use similar::{ChangeTag, TextDiff};
use std::collections::{BTreeMap, BTreeSet};

/// The changes from one schema to another, both with a line for each keyword; `None` if one of them is not read.
fn compared(texts: &[String; 2], on: &str) -> Option<Drift> {
    let contract = |text: &String| Contract::of_schemas(&BTreeMap::from([("s.json".to_owned(), text.clone())])).ok();
    let [(before, _), (after, _)] = [contract(&texts[0])?, contract(&texts[1])?];
    Some(drift(before, after, &CompareOptions { side: Some(side(on)), ..CompareOptions::default() }))
}

/// The numbers of the lines that the other text does not have at that place.
fn differing(own: &str, other: &str) -> BTreeSet<u32> {
    let plain = |text: &str| text.lines().map(|line| line.trim_end_matches(',').to_owned() + "\n").collect::<String>();
    let (own, other) = (plain(own), plain(other));
    let changes = TextDiff::from_lines(&own, &other);
    let lost = changes.iter_all_changes().filter(|change| change.tag() == ChangeTag::Delete);
    lost.filter_map(|change| u32::try_from(change.old_index()? + 1).ok()).collect()
}

/// Pairs in which a change follows from a line elsewhere: a mark that hides a property, a type that refers to others, a
/// keyword that moved and closes the object from there, a rule about names.
const FOLLOWS: [&str; 8] = [
    "readwrite/leaves-ro-rq",
    "readwrite/becomes-wo-rs",
    "refs/three-cycle-",
    "names/names-not-",
    "mixed/n35-2",
    "unevaluated/additional-vs-unevaluated-",
    "unevaluated/if-then-grown-",
    "unevaluated/dependent-lost-",
];

/// Whether a change is stated on a line that differs, in one version at least. A new or lost property may differ in the line
/// of its name only, before its first keyword.
fn is_on_a_differing_line(change: &Change, texts: &[String; 2]) -> bool {
    let sides = [differing(&texts[0], &texts[1]), differing(&texts[1], &texts[0])];
    change.sources.iter().zip(&sides).any(|(sources, lines)| {
        let is_whole = matches!(change.movement, Movement::Added | Movement::Removed);
        let first = |source: &Source| source.lines[0] - u32::from(is_whole);
        sources.iter().any(|source| (first(source)..=source.lines[1]).any(|line| lines.contains(&line)))
    })
}

#[test]
fn whatever_changed_is_stated_on_a_line_that_differs() {
    let (mut elsewhere, mut checked) = (Vec::new(), 0);
    let follows = |id: &str| FOLLOWS.iter().any(|prefix| id.starts_with(prefix));
    for pair in pairs().into_iter().filter(|pair| !follows(&pair.id)) {
        let texts = [&pair.before, &pair.after].map(|schema: &Value| serde_json::to_string_pretty(schema).unwrap());
        let Some(drift) = compared(&texts, &pair.side) else { continue };
        for change in &drift.changes {
            checked += 1;
            if !is_on_a_differing_line(change, &texts) {
                elsewhere.push(format!("{} {} {:?}", pair.id, change.at, change.sources));
            }
        }
    }
    assert!(elsewhere.is_empty(), "{} of {checked}:\n{}", elsewhere.len(), elsewhere.join("\n"));
    assert!(checked > 500, "{checked} changes");
}

/// Pairs that change `required` where the properties are declared, and say nothing of it elsewhere.
const PLAIN: [&str; 5] = ["optional-to-required", "via-allof", "nested", "in-items", "untyped"];

fn is_plain(id: &str) -> bool {
    id.strip_prefix("required/").is_some_and(|name| PLAIN.iter().any(|plain| name.starts_with(plain)))
}

#[test]
fn the_line_of_a_property_that_became_required_is_that_of_its_name_in_required() {
    let mut checked = 0;
    for pair in pairs().into_iter().filter(|pair| is_plain(&pair.id)) {
        let texts = [&pair.before, &pair.after].map(|schema: &Value| serde_json::to_string_pretty(schema).unwrap());
        let Some(drift) = compared(&texts, &pair.side) else { continue };
        for change in &drift.changes {
            if !["became required", "became optional"].contains(&change.message.as_str()) {
                continue;
            }
            let name = change.at.rsplit('/').next().unwrap();
            let [old, new] = &change.sources;
            let (stated, text, other) = match change.message.as_str() {
                "became required" => (new, &texts[1], &texts[0]),
                _ => (old, &texts[0], &texts[1]),
            };
            let source = stated.first().unwrap_or_else(|| panic!("{}: {change:?}", pair.id));
            let line = text.lines().nth(source.lines[0] as usize - 1).unwrap();
            let is_name = |line: &str| line.trim().trim_end_matches(',') == format!("{name:?}");
            assert!(is_name(line), "{}: {line:?} for {name}", pair.id);
            let count = |text: &String| text.lines().filter(|line| is_name(line)).count();
            assert!(count(text) > count(other), "{}: an unchanged line", pair.id);
            checked += 1;
        }
    }
    assert!(checked >= 5, "{checked} changes");
}
