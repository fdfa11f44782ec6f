//! Compares documents with recordings: what the traffic shows that the documents do not say.

use super::{
    finding,
    observed::TypeObservations,
    observed_types::{ObservedType, ObservedTypes},
    observer::DocumentedContract,
    prepared::PreparedContract,
    read::read,
    recordings::Recordings,
    skipped::TrafficTally,
};
use crate::{
    Contract, ContractEntry,
    change::{Change, ChangeContext, Drift, Impact, Movement, Side},
};
use ringback_contract::{error::Error, vendor::Vendor};
use std::collections::BTreeMap;

/// What a comparison with recorded traffic found.
#[derive(Debug)]
pub struct TrafficDrift {
    /// What the traffic shows that the documents do not say; `None` if no payload of a documented type was recorded.
    pub drift: Option<Drift>,
    /// What was compared and what was skipped, each a line for the user.
    pub notes: Vec<String>,
}

/// Compares a contract with recorded traffic. `vendors` are those whose operations calls are assigned to, each with the
/// prefix of its types' names: empty or `name/`. With a `side`, only what travels there is compared.
///
/// # Errors
///
/// If a recording cannot be read, or the type of a line is neither named nor inferred.
pub fn drift(
    contract: Contract,
    vendors: &[(String, Vendor)],
    recordings: &Recordings,
    side: Option<Side>,
) -> Result<TrafficDrift, Error> {
    let prepared = PreparedContract::new(contract, vendors, side);
    let contract = prepared.documented();
    let (observed, tally) = read(&contract, recordings, ObservedTypes::new(&contract))?;
    Ok(traffic_drift(&contract, &observed, &tally, recordings))
}

/// The changes of all observed types, and notes on what was compared and what was skipped.
fn traffic_drift(
    contract: &DocumentedContract,
    observed: &ObservedTypes,
    tally: &TrafficTally,
    recordings: &Recordings,
) -> TrafficDrift {
    let mut counts: BTreeMap<usize, u64> = BTreeMap::new();
    let mut changes = Vec::new();
    for ((index, side), ObservedType { observations, validator }) in &observed.types {
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
    let notes = tally.notes(&counts).into_iter().map(|note| format!("{}: {note}", recordings.name));
    TrafficDrift {
        drift: (!counts.is_empty()).then(|| Drift::new(changes, Vec::new())),
        notes: recordings.others_note().into_iter().chain(notes).collect(),
    }
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
        context: ChangeContext::default(),
    }
}
