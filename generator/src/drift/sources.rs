//! The words behind what changed.

use super::{both::Both, place::Place};
use crate::{
    emit::{
        rust::{Said, Words},
        schema::SOURCE,
    },
    source::Source,
};
use std::collections::BTreeSet;

/// Sources that are given of one state.
const MOST: usize = 4;

/// What both states say of a place, first of all about some keywords.
pub fn sources(places: &Both<Place>, words: Both<&Words>, keywords: &BTreeSet<String>) -> [Vec<Source>; 2] {
    [of(&places.before, words.before, keywords), of(&places.after, words.after, keywords)]
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
