//! The citations behind what changed.

use super::{
    both::{Both, When},
    place::Place,
};
use ringback_contract::{
    keyword::SOURCE,
    provenance::{Citation, ProvenanceTable, Source},
    sentence::sentences,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// Sources that are given of one state.
const MOST: usize = 4;

/// What both states say of a place, first of all about some keywords.
pub fn sources(
    places: &Both<Place>,
    provenance: Both<&ProvenanceTable>,
    keywords: &BTreeSet<String>,
) -> [Vec<Source>; 2] {
    [of(&places.before, provenance.before, keywords), of(&places.after, provenance.after, keywords)]
}

/// The same of words that changed without a rule changing: of a description, the sentences that only the one has.
pub fn reworded(
    places: &Both<Place>,
    provenance: Both<&ProvenanceTable>,
    keywords: &BTreeSet<String>,
) -> [Vec<Source>; 2] {
    let mut sources = sources(places, provenance, keywords);
    if keywords.contains("description") {
        let told = Both { before: described(&places.before), after: described(&places.after) };
        for (sources, when) in sources.iter_mut().zip([When::Before, When::After]) {
            let others = told.at(if when == When::Before { When::After } else { When::Before });
            let only: Vec<&str> =
                told.at(when).iter().filter(|told| !others.contains(told)).map(String::as_str).collect();
            sources.truncate(1);
            if let Some(source) = sources.first_mut() {
                source.quote = only.join(" ");
            }
        }
    }
    sources
}

/// The sentences of all descriptions.
fn described(place: &Place) -> Vec<String> {
    place.keyword("description").into_iter().filter_map(Value::as_str).flat_map(sentences).collect()
}

fn of(place: &Place, provenance: &ProvenanceTable, keywords: &BTreeSet<String>) -> Vec<Source> {
    let lists = place.parts.iter().filter_map(|part| part.keywords.get(SOURCE));
    let entries: Vec<(&str, Citation)> = lists.flat_map(|list| provenance.by_keyword(list)).collect();
    let about = |keyword: &str| {
        let first = keyword.split('/').next().unwrap_or_default();
        keywords.contains(first)
    };
    let mut chosen: Vec<Citation> =
        entries.iter().filter(|(keyword, _)| about(keyword)).map(|(_, citation)| *citation).collect();
    if chosen.is_empty() {
        // What declares the place is what is left to show.
        let declares = |(keyword, _): &&(&str, Citation)| keyword.is_empty();
        chosen = entries
            .iter()
            .find(declares)
            .or_else(|| entries.first())
            .map(|(_, citation)| *citation)
            .into_iter()
            .collect();
    }
    chosen.dedup();
    chosen.truncate(MOST);
    chosen.into_iter().map(Source::from).collect()
}
