//! The base of a case that must be refused: a case of the same operation that sends the payload without the fault.

use super::{negative::Negative, positive, subject::CaseSubject};
use crate::case::{Case, Payload};
use std::collections::{HashMap, HashSet, hash_map::Entry};

/// Names the base of every negative case. A valid payload that no positive case sends yet becomes a positive case.
pub fn with_bases(subject: &CaseSubject, positives: &mut Vec<Case>, negatives: Vec<Negative>) -> Vec<Case> {
    let mut names: HashSet<String> = positives.iter().map(|case| case.name.clone()).collect();
    // The first positive case that sends a payload, by the payload as text.
    let mut senders: HashMap<String, String> = HashMap::new();
    for case in positives.iter() {
        if let Payload::Json(payload) = &case.payload {
            senders.entry(payload.to_string()).or_insert_with(|| case.name.clone());
        }
    }
    let mut cases = Vec::with_capacity(negatives.len());
    for Negative { mut case, place, base } in negatives {
        let name = match senders.entry(base.to_string()) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(unsent) => {
                let mut given = positive::given(subject, &place, base);
                given.name = free_name(&mut names, given.name);
                let name = unsent.insert(given.name.clone()).clone();
                positives.push(given);
                name
            }
        };
        case.base = Some(name);
        cases.push(case);
    }
    cases
}

/// The name, or the name with the first number that makes it unique; it is taken from now on.
fn free_name(names: &mut HashSet<String>, name: String) -> String {
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let free = std::iter::once(name.clone()).chain(numbered).find(|name| !names.contains(name)).unwrap_or(name);
    names.insert(free.clone());
    free
}
