//! Documents and recordings in, what the observer does that the documents do not say out.

use super::{
    finding, har, lines,
    observed::Observed,
    observer::{ObservedType, Scene, TrafficObserver},
    place::Place,
    recordings::{Kind, Recordings},
};
use crate::drift::state::Read;
use ringback_contract::error::Error;
use ringback_drift::{
    ContractEntry, EntryRole, SchemaView,
    change::{Change, Drift, Impact, Movement, Side},
};
use std::{collections::BTreeMap, rc::Rc};

/// What recorded traffic does that the documents do not say; `None` if nothing in it could be judged.
///
/// # Errors
///
/// When a recording cannot be read, or it cannot be told what a line of it is.
pub fn drift(before: Read, recordings: &Recordings, side: Option<Side>) -> Result<Option<Drift>, Error> {
    let mut contract = before.contract;
    contract.normalize();
    let views: BTreeMap<Side, SchemaView> =
        Side::ALL.into_iter().map(|side| (side, SchemaView::without_marked(&contract, side.hidden()))).collect();
    let scene = Scene {
        types: contract.entries.iter().filter(|described| is_payload(described)).collect(),
        views: &views,
        provenance: &contract.provenance,
        vendors: &before.vendors,
        side,
    };
    let mut observer = TrafficObserver::new(&scene);
    recordings.tell_others();
    for (kind, path) in &recordings.files {
        let file: Rc<str> = path.display().to_string().into();
        match kind {
            Kind::Har => {
                let mut number = 0_u64;
                har::read(path, |line, entry| {
                    number += 1;
                    observer.entry(Place::new(&file, line).part(&format!("entry {number}")), &entry);
                })?;
            }
            Kind::Lines => {
                let meant = observer.of_file(path);
                lines::read(path, |line, value| observer.line(&Place::new(&file, line), value, meant))?;
            }
        }
    }
    Ok(told(&scene, &observer, &recordings.name))
}

/// Whether a type may travel on its own: calls are no payloads.
fn is_payload(described: &ContractEntry) -> bool {
    described.is_root && described.role == EntryRole::Standalone
}

fn told(scene: &Scene, observer: &TrafficObserver, name: &str) -> Option<Drift> {
    let mut counts: BTreeMap<usize, u64> = BTreeMap::new();
    let mut changes = Vec::new();
    for ((meant, side), ObservedType { observed, validator }) in &observer.observed {
        let Some(described) = scene.types.get(*meant).filter(|_| observed.payloads > 0) else { continue };
        *counts.entry(*meant).or_default() += observed.payloads;
        changes.extend(finding::changes(observed, &described.name, *side, &described.source));
        if validator.is_none() {
            changes.push(unjudged(described, *side, observed));
        }
    }
    let counts: Vec<(&str, u64)> =
        counts.into_iter().filter_map(|(meant, count)| Some((scene.types.get(meant)?.name.as_str(), count))).collect();
    observer.skipped.tell(name, &counts);
    (!counts.is_empty()).then(|| Drift::new(changes, Vec::new()))
}

/// Payloads of a type whose schema cannot be run.
fn unjudged(described: &ContractEntry, side: Side, observed: &Observed) -> Change {
    Change {
        owner: described.name.clone(),
        at: String::new(),
        side,
        movement: Movement::Undecided,
        impact: Impact::Undecided,
        message: format!("{} could not be judged", observed.payloads),
        why: Some("the documented schema cannot be run as a whole".into()),
        witness: None,
        lost: None,
        sources: [vec![described.source.clone()], Vec::new()],
    }
}
