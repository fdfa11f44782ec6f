//! The words behind what changed.

use super::place::Place;
use crate::{emit::schema::SOURCE, source::Source};
use serde_json::Value;
use std::collections::BTreeSet;

/// Sources that are given of one state.
const MOST: usize = 4;

/// What both states say of a place, first of all about some keywords.
pub fn sources(places: &[Place; 2], keywords: &BTreeSet<String>) -> [Vec<Source>; 2] {
    places.each_ref().map(|place| of(place, keywords))
}

fn of(place: &Place, keywords: &BTreeSet<String>) -> Vec<Source> {
    let entries: Vec<(&Value, Source)> = place
        .parts
        .iter()
        .filter_map(|part| part.keywords.get(SOURCE)?.as_array())
        .flatten()
        .filter_map(|entry| Some((entry, serde_json::from_value(entry.clone()).ok()?)))
        .collect();
    let about = |entry: &Value| {
        let named = entry.get("keywords").and_then(Value::as_array).into_iter().flatten();
        named.filter_map(Value::as_str).any(|named| keywords.iter().any(|keyword| named.split('/').next() == Some(keyword)))
    };
    let mut chosen: Vec<Source> =
        entries.iter().filter(|(entry, _)| about(entry)).map(|(_, source)| source.clone()).collect();
    if chosen.is_empty() {
        // What declares the place is what is left to show.
        chosen = entries.into_iter().map(|(_, source)| source).take(1).collect();
    }
    chosen.dedup();
    chosen.truncate(MOST);
    chosen
}
