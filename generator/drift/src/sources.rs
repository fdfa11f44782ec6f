//! The words behind what changed.

use super::{
    both::{Both, When},
    place::Place,
};
use ringback_contract::{
    keyword::SOURCE,
    sentence::sentences,
    source::Source,
    words::{Said, Words},
};
use serde_json::Value;
use std::collections::BTreeSet;

/// Sources that are given of one state.
const MOST: usize = 4;

/// What both states say of a place, first of all about some keywords.
pub fn sources(places: &Both<Place>, words: Both<&Words>, keywords: &BTreeSet<String>) -> [Vec<Source>; 2] {
    [of(&places.before, words.before, keywords), of(&places.after, words.after, keywords)]
}

/// The same of words that changed without a rule changing: of a description, the sentences that only the one has.
pub fn reworded(places: &Both<Place>, words: Both<&Words>, keywords: &BTreeSet<String>) -> [Vec<Source>; 2] {
    let mut sources = sources(places, words, keywords);
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

fn of(place: &Place, words: &Words, keywords: &BTreeSet<String>) -> Vec<Source> {
    let lists = place.parts.iter().filter_map(|part| part.keywords.get(SOURCE));
    let entries: Vec<(&str, Said)> = lists.flat_map(|list| words.about(list)).collect();
    let about = |keyword: &str| {
        let first = keyword.split('/').next().unwrap_or_default();
        keywords.contains(first)
    };
    let mut chosen: Vec<Said> = entries.iter().filter(|(keyword, _)| about(keyword)).map(|(_, said)| *said).collect();
    if chosen.is_empty() {
        // What declares the place is what is left to show.
        let declares = |(keyword, _): &&(&str, Said)| keyword.is_empty();
        chosen = entries.iter().find(declares).or_else(|| entries.first()).map(|(_, said)| *said).into_iter().collect();
    }
    chosen.dedup();
    chosen.truncate(MOST);
    let source = |said: Said| Source { document: said.document.into(), lines: said.lines, quote: said.quote.into() };
    chosen.into_iter().map(source).collect()
}
