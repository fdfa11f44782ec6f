//! References that were not followed: what stands there may have changed, and is not nothing.

use super::remarks::{Remark, Remarks};
use crate::{
    change::{Movement, Side},
    contract::{Contract, ContractEntry},
    pair::Pair,
    references::references,
    rules::Rule,
};
use ringback_contract::uri::{decoded, encode};
use ringback_openapi::{
    read::UNRESOLVED_PREFIX,
    specification::{SpecOperation, Specification, Unresolved},
};
use std::collections::{BTreeMap, BTreeSet};

/// Why nobody knows whether something changed.
const UNKNOWN: &str = "what stands there is unknown, and may have changed";

/// Tells of the references of an operation.
pub fn compare(remarks: &mut Remarks, name: &str, old: &SpecOperation, new: &SpecOperation) {
    // What leads to nothing in the files of both versions is nothing in both.
    let is_within = |lost: &Unresolved| lost.reference.starts_with('#');
    let references = |operation: &SpecOperation| -> BTreeSet<String> {
        unresolved(operation).into_iter().filter(|lost| is_within(lost)).map(|lost| lost.reference.clone()).collect()
    };
    let mut seen: BTreeSet<String> = references(old).intersection(&references(new)).cloned().collect();
    for lost in unresolved(old).into_iter().chain(unresolved(new)) {
        if seen.insert(lost.reference.clone()) {
            add(remarks, name, lost, UNKNOWN);
        }
    }
}

/// Tells of a reference that was not followed.
fn add(remarks: &mut Remarks, owner: &str, lost: &Unresolved, why: &str) {
    let message = format!("$ref {:?} {}", lost.reference, lost.why);
    let remark = Remark::of(Rule::UnresolvedReference, Movement::Undecided, message).undecided(why);
    remarks.add(owner, remark, [Some(&lost.place), Some(&lost.place)]);
}

/// The references of an operation that were not followed.
fn unresolved(operation: &SpecOperation) -> Vec<&Unresolved> {
    let body = operation.body.iter().filter_map(|body| body.unresolved.as_ref());
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    let responses = operation.responses.iter();
    let contents = contents.chain(responses.clone().flat_map(|response| &response.contents));
    let of_responses = responses.flat_map(|response| &response.unresolved);
    operation
        .unresolved
        .iter()
        .chain(body)
        .chain(contents.flat_map(|content| &content.unresolved))
        .chain(of_responses)
        .collect()
}

/// Paths, and maps and lists, whose reference was not followed: what stands there is unknown.
pub fn places(remarks: &mut Remarks, specifications: &Pair<Vec<Specification>>) {
    let mut seen = BTreeSet::new();
    for (place, lost) in
        specifications.before.iter().chain(&specifications.after).flat_map(|specification| &specification.unresolved)
    {
        if seen.insert((place.clone(), lost.reference.clone())) {
            let why = match place.starts_with('/') {
                true => "the operations at this path are unknown, and may have changed",
                false => UNKNOWN,
            };
            add(remarks, place, lost, why);
        }
    }
}

/// Tells of the references in schemas that lead out of the files in both versions, each once with the calls that use it. One
/// that only one version has is a difference of schemas.
pub fn schemas(remarks: &mut Remarks, before: &Contract, after: &Contract) {
    let (olds, news) = (lost_by_message(before), lost_by_message(after));
    let mut lost: BTreeMap<(&str, Side), Vec<&ContractEntry>> = BTreeMap::new();
    for (message, references) in &olds {
        let others = news.iter().find(|(other, _)| other.name == message.name).map(|(_, references)| references);
        for reference in references.iter().filter(|reference| others.is_some_and(|others| others.contains(*reference)))
        {
            for side in &message.sides {
                lost.entry((reference.as_str(), *side)).or_default().push(message);
            }
        }
    }
    for ((reference, side), messages) in lost {
        let Some(first) = messages.first() else { continue };
        let operation = |message: &ContractEntry| message.role.operation(&message.name).to_owned();
        let owner = if messages.len() == 1 { operation(first) } else { reference.to_owned() };
        let message = format!("$ref {reference:?} leads out of the given files");
        remarks.add(
            &owner,
            Remark::of(Rule::UnresolvedReference, Movement::Undecided, message).on(side).undecided(UNKNOWN),
            [None, None],
        );
        if let Some(change) = remarks.changes.last_mut().filter(|_| messages.len() > 1) {
            change.context.calls = messages.iter().map(|message| operation(message)).collect();
        }
    }
}

/// The references out of the files that each message uses, directly or not.
fn lost_by_message(contract: &Contract) -> Vec<(&ContractEntry, BTreeSet<String>)> {
    let by_name: BTreeMap<String, &ContractEntry> =
        contract.entries.iter().map(|entry| (encode(&entry.name), entry)).collect();
    let is_out = |reference: &str| reference.strip_prefix(UNRESOLVED_PREFIX).is_some_and(|rest| !rest.starts_with('#'));
    let has_any = |entry: &ContractEntry| {
        let mut found = false;
        references(&entry.schema, &mut |reference| found |= is_out(reference));
        found
    };
    if !contract.entries.iter().any(has_any) {
        return Vec::new();
    }
    let lost = |message: &ContractEntry| {
        let (mut lost, mut seen, mut waiting) = (BTreeSet::new(), BTreeSet::new(), vec![message]);
        while let Some(entry) = waiting.pop() {
            references(&entry.schema, &mut |reference| {
                if is_out(reference) {
                    lost.insert(decoded(reference.trim_start_matches(UNRESOLVED_PREFIX)));
                } else if seen.insert(reference.to_owned()) {
                    waiting.extend(by_name.get(reference));
                }
            });
        }
        lost
    };
    contract.entries.iter().filter(|entry| entry.role.is_message()).map(|entry| (entry, lost(entry))).collect()
}
