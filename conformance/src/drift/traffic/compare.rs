//! Compares documents with recordings: what the traffic shows that the documents do not say.

use super::{
    finding, har, json_lines,
    location::RecordedLocation,
    observed::TypeObservations,
    observer::{DocumentedContract, ObservedType, TrafficObserver},
    recordings::{RecordingFormat, Recordings},
};
use crate::drift::version::ContractVersion;
use ringback_contract::error::Error;
use ringback_drift::{
    ContractEntry, EntryRole, SchemaView,
    change::{Change, Drift, Impact, Movement, Side},
};
use std::{collections::BTreeMap, rc::Rc};

/// What recorded traffic shows that the documents do not say; `None` if no payload of a documented type was recorded.
///
/// # Errors
///
/// If a recording cannot be read, or the type of a line is neither named nor inferred.
pub fn drift(before: ContractVersion, recordings: &Recordings, side: Option<Side>) -> Result<Option<Drift>, Error> {
    let mut contract = before.contract;
    contract.normalize();
    let views: BTreeMap<Side, SchemaView> =
        Side::ALL.into_iter().map(|side| (side, SchemaView::without_marked(&contract, side.hidden()))).collect();
    let contract = DocumentedContract {
        types: contract.entries.iter().filter(|entry| is_payload_type(entry)).collect(),
        views: &views,
        provenance: &contract.provenance,
        vendors: &before.vendors,
        side,
    };
    let mut observer = TrafficObserver::new(&contract);
    recordings.report_others();
    for (format, path) in &recordings.files {
        let file: Rc<str> = path.display().to_string().into();
        match format {
            RecordingFormat::Har => {
                let mut number = 0_u64;
                har::read(path, |line, entry| {
                    number += 1;
                    observer.observe_entry(RecordedLocation::new(&file, line).part(&format!("entry {number}")), &entry);
                })?;
            }
            RecordingFormat::Lines => {
                let target = observer.target_of_file(path);
                json_lines::read(path, |line, value| {
                    observer.observe_line(&RecordedLocation::new(&file, line), value, target)
                })?;
            }
        }
    }
    Ok(changes(&contract, &observer, &recordings.name))
}

/// Whether an entry describes payloads: operations describe calls.
fn is_payload_type(entry: &ContractEntry) -> bool {
    entry.is_root && entry.role == EntryRole::Standalone
}

/// The changes of all observed types; `None` if there are none. Reports what was compared and what was skipped.
fn changes(contract: &DocumentedContract, observer: &TrafficObserver, name: &str) -> Option<Drift> {
    let mut counts: BTreeMap<usize, u64> = BTreeMap::new();
    let mut changes = Vec::new();
    for ((index, side), ObservedType { observations, validator }) in &observer.observed {
        let Some(entry) = contract.types.get(*index).filter(|_| observations.payloads > 0) else { continue };
        *counts.entry(*index).or_default() += observations.payloads;
        changes.extend(finding::changes(observations, &entry.name, *side, &entry.source));
        if validator.is_none() {
            changes.push(not_validated(entry, *side, observations));
        }
    }
    let counts: Vec<(&str, u64)> = counts
        .into_iter()
        .filter_map(|(index, count)| Some((contract.types.get(index)?.name.as_str(), count)))
        .collect();
    observer.tally.report(name, &counts);
    (!counts.is_empty()).then(|| Drift::new(changes, Vec::new()))
}

/// An undecided change for a type whose documented schema does not compile.
fn not_validated(entry: &ContractEntry, side: Side, observations: &TypeObservations) -> Change {
    Change {
        owner: entry.name.clone(),
        at: String::new(),
        side,
        movement: Movement::Undecided,
        impact: Impact::Undecided,
        message: format!("{} could not be validated", observations.payloads),
        why: Some("the documented schema does not compile".into()),
        witness: None,
        lost: None,
        sources: [vec![entry.source.clone()], Vec::new()],
    }
}
