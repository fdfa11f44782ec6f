//! Observes recorded payloads: each is compared with what documents say of its type.

use super::{
    documented::Documented,
    inference::{PropertyNames, TypeInference},
    name::{Meant, Names},
    observed::{Observed, Seen},
    place::Place,
    refusal,
    skipped::{SkipReason, Skipped},
};
use jsonschema::Validator;
use ringback_contract::{provenance::ProvenanceTable, uri::encode, vendor::Vendor};
use ringback_drift::{ContractEntry, SchemaView, change::Side, validator};
use ringback_reference::router::Router;
use serde_json::Value;
use std::collections::BTreeMap;

/// What the documents say, and who is asked about.
pub struct Scene<'a> {
    /// All types that may travel on their own.
    pub types: Vec<&'a ContractEntry>,
    /// The schemas as each side sees them.
    pub views: &'a BTreeMap<Side, SchemaView>,
    /// The words behind them.
    pub provenance: &'a ProvenanceTable,
    /// The vendors, each with what stands before the names of its types.
    pub vendors: &'a [(String, Vendor)],
    /// The only side that is asked about.
    pub side: Option<Side>,
}

/// Observes recorded payloads, each as one of its type.
pub struct TrafficObserver<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) names: Names<'a>,
    pub(super) router: Option<Router>,
    pub(super) inference: TypeInference<'a>,
    /// What was seen, by type and side.
    pub observed: BTreeMap<(usize, Side), ObservedType<'a>>,
    /// What was not judged.
    pub skipped: Skipped,
}

/// All payloads of one type on one side.
pub struct ObservedType<'a> {
    /// What was seen.
    pub observed: Observed<'a>,
    /// What the documents say; `None` where that cannot be run.
    pub validator: Option<Validator>,
}

impl<'a> TrafficObserver<'a> {
    /// An observer that has seen nothing yet.
    pub fn new(scene: &'a Scene<'a>) -> Self {
        let names = scene.types.iter().map(|described| described.name.clone()).collect();
        let candidates = scene.types.iter().map(|described| {
            let Some(view) = scene.views.get(&side_of(described)) else { return PropertyNames::default() };
            let reference = encode(&described.name);
            let documented = Documented::new(view, scene.provenance, &reference);
            PropertyNames { declared: documented.names(0).collect(), required: documented.required(&reference) }
        });
        let has_operations = scene.vendors.iter().any(|(_, vendor)| !vendor.operations.is_empty());
        Self {
            scene,
            names: Names::new(names, scene.vendors),
            router: has_operations.then(|| Router::of(scene.vendors.iter().map(|(_, vendor)| vendor))),
            inference: TypeInference::new(candidates.collect()),
            observed: BTreeMap::new(),
            skipped: Skipped::default(),
        }
    }

    /// What the lines of a file are, by its name.
    pub fn of_file(&self, path: &std::path::Path) -> Option<Meant<'a>> {
        self.names.of_file(path)
    }

    /// Infers the type of a body that has no label, and observes it; the elements of a list each on their own.
    pub(super) fn observe_unlabelled(&mut self, place: &Place, value: &Value, side: Side) {
        match (self.infer(value), value) {
            (Some(meant), _) => self.observe(meant, Some(side), place, value),
            (None, Value::Array(list)) => {
                for (value, number) in list.iter().zip(0..) {
                    match self.infer(value) {
                        Some(meant) => self.observe(meant, Some(side), &place.part(&format!("/{number}")), value),
                        None => self.skipped.skip(SkipReason::Unclear),
                    }
                }
            }
            (None, _) => self.skipped.skip(SkipReason::Unclear),
        }
    }

    /// The one type that a payload is inferred to be of; validation breaks ties.
    pub(super) fn infer(&mut self, payload: &Value) -> Option<usize> {
        let best = self.inference.best_candidates(payload);
        if let [only] = best.as_slice() {
            return Some(*only);
        }
        // The type of what is no object can be known by validation alone.
        let all = if best.is_empty() && !payload.is_object() { (0..self.scene.types.len()).collect() } else { best };
        let mut taking = all.into_iter().filter(|meant| self.takes(*meant, payload));
        let first = taking.next()?;
        taking.next().is_none().then_some(first)
    }

    fn takes(&mut self, meant: usize, payload: &Value) -> bool {
        let Some(side) = self.scene.types.get(meant).map(|described| side_of(described)) else { return false };
        let heard = self.observed_type(meant, side);
        heard.and_then(|heard| heard.validator.as_ref()).is_some_and(|validator| validator.is_valid(payload))
    }

    /// Observes a payload of a type.
    pub(super) fn observe(&mut self, meant: usize, side: Option<Side>, place: &Place, payload: &Value) {
        let asked = self.scene.side;
        if side.is_some() && asked.is_some() && side != asked {
            return self.skipped.skip(SkipReason::OtherSide);
        }
        let Some(described) = self.scene.types.get(meant) else { return };
        let side = side.or(asked).unwrap_or_else(|| side_of(described));
        let Some(ObservedType { observed, validator }) = self.observed_type(meant, side) else { return };
        let seen = Seen { payload, place };
        observed.walk(seen);
        for error in validator.iter().flat_map(|validator| validator.iter_errors(payload)) {
            refusal::note(observed, &error, seen);
        }
    }

    fn observed_type(&mut self, meant: usize, side: Side) -> Option<&mut ObservedType<'a>> {
        let reference = encode(&self.scene.types.get(meant)?.name);
        let view = self.scene.views.get(&side)?;
        let provenance = self.scene.provenance;
        Some(self.observed.entry((meant, side)).or_insert_with(|| ObservedType {
            observed: Observed::new(Documented::new(view, provenance, &reference)),
            validator: validator(view, &reference),
        }))
    }
}

/// Where a type travels when nobody says.
fn side_of(described: &ContractEntry) -> Side {
    described.sides.first().copied().unwrap_or(Side::Response)
}
