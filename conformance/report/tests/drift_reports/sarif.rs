//! SARIF as a library reads it whose types are made from the official schema, and what tools make of it.

use crate::drifts::*;
use ringback_drift::change::{Drift, Impact, Movement, Side};
use serde_json::{Value, json};
use serde_sarif::sarif::{Location, Region, ReportingDescriptor, ResultLevel, Run, Sarif, Version};
use std::collections::{BTreeMap, BTreeSet};

/// The one run of a report that is SARIF and keeps what the types do not say.
pub fn page(drift: &Drift, accept: &str) -> Run {
    let mut comparison = compared(drift);
    accepted(accept).apply(&mut comparison).unwrap();
    let run = read(&serde_json::from_str(&told("sarif", &comparison)).unwrap()).unwrap();
    for result in run.results.iter().flatten() {
        assert!(result.message.text.as_ref().is_some_and(|text| !text.is_empty()), "{result:?}");
        assert!(result.level.is_some_and(|level| level != ResultLevel::None), "{result:?}");
        let places = result.locations.iter().chain(&result.related_locations).flatten();
        for place in places.filter_map(|place| place.physical_location.as_ref()) {
            let uri = place.artifact_location.as_ref().and_then(|file| file.uri.as_deref()).unwrap();
            assert!(!uri.is_empty() && !uri.contains([' ', ':', '?', '#', '\\']), "{uri:?} is no relative reference");
            let Some(region) = &place.region else { continue };
            assert!((1..=region.end_line.unwrap()).contains(&region.start_line.unwrap()), "{region:?}");
        }
    }
    run
}

/// Reads a report; what SARIF does not know is an error.
fn read(page: &Value) -> Result<Run, String> {
    let sarif: Sarif = serde_json::from_value(page.clone()).map_err(|error| error.to_string())?;
    let version: Version = serde_json::from_value(sarif.version.clone()).map_err(|error| error.to_string())?;
    assert_eq!(version.to_string(), "2.1.0");
    if serde_json::to_value(&sarif).unwrap() != *page {
        return Err("something is lost where it is read and written".into());
    }
    let [run] = <[Run; 1]>::try_from(sarif.runs).map_err(|runs| format!("{} runs", runs.len()))?;
    Ok(run)
}

fn rules(run: &Run) -> &[ReportingDescriptor] {
    run.tool.driver.rules.as_deref().unwrap()
}

fn region(location: &Location) -> &Region {
    location.physical_location.as_ref().unwrap().region.as_ref().unwrap()
}

#[test]
fn the_report_is_read_and_a_broken_one_is_not() {
    page(&nothing(), "");
    page(&little(), ACCEPT);
    let whole: Value = serde_json::from_str(&told("sarif", &compared(&little()))).unwrap();
    for (pointer, broken) in [
        ("/version", json!("2.0.0")),
        ("/runs/0/results/0/level", json!("fatal")),
        ("/runs/0/results/0/message", json!({"texts": "x"})),
        ("/runs/0/results/0/locations/0/physicalLocation/region/startLine", json!("1")),
        ("/runs/0/tool/driver", json!({"version": "1"})),
    ] {
        let mut page = whole.clone();
        *page.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = broken;
        assert!(read(&page).is_err(), "{pointer}");
    }
}

#[test]
fn every_result_names_its_rule_and_both_sentences() {
    let run = page(&little(), ACCEPT);
    let results = run.results.as_ref().unwrap();
    for result in results {
        let rule = &rules(&run)[usize::try_from(result.rule_index.unwrap()).unwrap()];
        assert_eq!(Some(&rule.id), result.rule_id.as_ref());
        assert!(rule.help.as_ref().unwrap().text.len() > 20, "{rule:?}");
    }
    let properties = |result: &serde_sarif::sarif::Result| result.properties.clone().unwrap().additional_properties;
    let result = |at: &str| results.iter().find(|result| properties(result)["at"] == at).unwrap();
    let line = |locations: &Option<Vec<Location>>| region(&locations.as_ref().unwrap()[0]).start_line;
    assert_eq!(line(&result("/numbers").locations), Some(18), "the line of after");
    assert_eq!(line(&result("/numbers").related_locations), Some(16), "the line of before");
    assert_eq!(line(&result("").locations), Some(16), "the line of before where after says nothing");
    assert_eq!(result("/numbers").level, Some(ResultLevel::Error));
    assert_eq!(properties(result("/numbers"))["witness"], json!({"queueId": "q", "note": "a | `b`"}));
    let suppressed = result("/parties/*/reason").suppressions.as_ref().unwrap();
    assert_eq!(suppressed[0].justification.as_deref(), Some("no client of ours reads it (until 2027-01-31)"));
    assert!(result("/name").suppressions.is_none(), "an expired entry accepts nothing");
}

#[test]
fn every_movement_on_every_side_has_a_rule_of_its_own() {
    let pairs = Side::ALL.into_iter().flat_map(|side| Movement::ALL.map(|movement| (side, movement)));
    let changes = pairs.map(|(side, movement)| change("/a", side, movement, Impact::Compatible, "x")).collect();
    let run = page(&Drift::new(changes, Vec::new()), "");
    let distinct = |name: fn(&ReportingDescriptor) -> Option<&String>| {
        rules(&run).iter().map(|rule| name(rule).unwrap()).collect::<BTreeSet<_>>().len()
    };
    assert_eq!(distinct(|rule| Some(&rule.id)), 21);
    assert_eq!(distinct(|rule| rule.name.as_ref()), 21);
    assert_eq!(distinct(|rule| rule.short_description.as_ref().map(|description| &description.text)), 21);
}

#[test]
fn a_fingerprint_outlives_other_words_lines_and_witnesses() {
    let fingerprints = |drift: &Drift| -> Vec<BTreeMap<String, String>> {
        let results = page(drift, "").results.unwrap();
        results.into_iter().map(|result| result.partial_fingerprints.unwrap()).collect()
    };
    let mut other = little();
    for change in &mut other.changes {
        change.message.push('!');
        change.witness = Some(json!(1));
        change.sources.iter_mut().flatten().for_each(|source| source.lines = [7, 7]);
    }
    assert_eq!(fingerprints(&little()), fingerprints(&other));
    let distinct: BTreeSet<_> = fingerprints(&other).into_iter().collect();
    assert_eq!(distinct.len(), other.changes.len());
}

#[test]
fn a_message_holds_no_placeholder_and_no_link_and_a_region_does_not_end_before_it_begins() {
    let mut drift = lived_with();
    drift.changes[0].message = "enum {0} became [a](1)".into();
    drift.changes[0].sources[1][0].lines = [9, 3];
    let run = page(&drift, "");
    let result = &run.results.as_ref().unwrap()[0];
    let message = "Order /parties/*/reason (response): enum {{0}} became [a] (1)";
    assert_eq!(result.message.text.as_deref(), Some(message));
    let region = region(&result.locations.as_ref().unwrap()[0]);
    assert_eq!((region.start_line, region.end_line), (Some(9), Some(9)));
}
