//! Where it is said that a property became required or optional: at its name in `required`, on the side that has it.

use super::{pairs, side};
use ringback_drift::{CompareOptions, Contract, drift};
use serde_json::Value;
use std::collections::BTreeMap;

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
        let contract = |text: &String| Contract::of_schemas(&BTreeMap::from([("s.json".to_owned(), text.clone())]));
        let [Ok((before, _)), Ok((after, _))] = [contract(&texts[0]), contract(&texts[1])] else { continue };
        let options = CompareOptions { side: Some(side(&pair.side)), ..CompareOptions::default() };
        let drift = drift(before, after, &options);
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
