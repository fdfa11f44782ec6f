//! Assigns every recorded payload to a documented type, and notes what the documents do not say of it.

use super::{
    deviation::RecordedPayload,
    documented::DocumentedType,
    inference::{PropertyNames, TypeIndex, TypeInference},
    location::RecordedLocation,
    names::{NameIndex, NamedTarget},
    observed::TypeObservations,
    skipped::{SkipReason, TrafficTally},
    violations,
};
use crate::{ContractEntry, SchemaView, change::Side, validator};
use jsonschema::Validator;
use ringback_contract::operation::router::Router;
use ringback_contract::{provenance::ProvenanceTable, uri::encode, vendor::Vendor};
use serde_json::Value;
use std::{collections::BTreeMap, path::Path};

/// What recordings are compared with.
pub struct DocumentedContract<'a> {
    /// The types that travel as payloads.
    pub types: Vec<&'a ContractEntry>,
    /// The schemas as each side sees them.
    pub views: &'a BTreeMap<Side, SchemaView>,
    /// The sentences and keywords behind the schemas.
    pub provenance: &'a ProvenanceTable,
    /// The vendors, each with the prefix of its types' names: empty or `name/`.
    pub vendors: &'a [(String, Vendor)],
    /// The only side to compare; by default all.
    pub side: Option<Side>,
}

/// Reads recordings, and keeps what they show of each type.
pub struct TrafficObserver<'a> {
    pub(super) contract: &'a DocumentedContract<'a>,
    pub(super) names: NameIndex<'a>,
    /// Finds the operation of a call; `None` if no operations are documented.
    pub(super) router: Option<Router>,
    pub(super) inference: TypeInference<'a>,
    /// What was observed, by type and side.
    pub observed: BTreeMap<(TypeIndex, Side), ObservedType<'a>>,
    /// What was skipped.
    pub tally: TrafficTally,
}

/// What was observed of a type on one side.
pub struct ObservedType<'a> {
    /// The deviations from the documents.
    pub observations: TypeObservations<'a>,
    /// The validator of the documented schema; `None` if the schema does not compile.
    pub validator: Option<Validator>,
}

impl<'a> TrafficObserver<'a> {
    /// An observer that has seen no traffic yet.
    pub fn new(contract: &'a DocumentedContract<'a>) -> Self {
        let names = contract.types.iter().map(|entry| entry.name.clone()).collect();
        let candidates = contract.types.iter().map(|entry| {
            let Some(view) = contract.views.get(&default_side(entry)) else { return PropertyNames::default() };
            let reference = encode(&entry.name);
            let documented = DocumentedType::new(view, contract.provenance, &reference);
            PropertyNames { declared: documented.names(0).collect(), required: documented.required(&reference) }
        });
        let has_operations = contract.vendors.iter().any(|(_, vendor)| !vendor.operations.is_empty());
        Self {
            contract,
            names: NameIndex::new(names, contract.vendors),
            router: has_operations.then(|| Router::new(contract.vendors.iter().map(|(_, vendor)| vendor))),
            inference: TypeInference::new(candidates.collect()),
            observed: BTreeMap::new(),
            tally: TrafficTally::default(),
        }
    }

    /// What the lines of a file are, if its name says so.
    pub fn target_of_file(&self, path: &Path) -> Option<NamedTarget<'a>> {
        self.names.of_file(path)
    }

    /// Observes a body that has no label, if its type can be inferred; if it is a list, its elements one by one.
    pub(super) fn observe_unlabelled(&mut self, location: &RecordedLocation, value: &Value, side: Side) {
        match (self.infer(value), value) {
            (Some(index), _) => self.observe(index, Some(side), location, value),
            (None, Value::Array(list)) => {
                for (value, number) in list.iter().zip(0..) {
                    match self.infer(value) {
                        Some(index) => self.observe(index, Some(side), &location.part(&format!("/{number}")), value),
                        None => self.tally.skip(SkipReason::UnclearType),
                    }
                }
            }
            (None, _) => self.tally.skip(SkipReason::UnclearType),
        }
    }

    /// The type of an unlabelled payload, by its property names; validation decides between candidates that tie.
    pub(super) fn infer(&mut self, payload: &Value) -> Option<TypeIndex> {
        let best = self.inference.best_candidates(payload);
        if let [only] = best.as_slice() {
            return Some(*only);
        }
        // Values that are no objects have no property names: every type is a candidate.
        let is_any = best.is_empty() && !payload.is_object();
        let candidates = if is_any { (0..self.contract.types.len()).collect() } else { best };
        let mut accepting = candidates.into_iter().filter(|index| self.accepts(*index, payload));
        let first = accepting.next()?;
        accepting.next().is_none().then_some(first)
    }

    fn accepts(&mut self, index: TypeIndex, payload: &Value) -> bool {
        let Some(side) = self.contract.types.get(index).map(|entry| default_side(entry)) else { return false };
        let observed = self.observed_type(index, side);
        observed.and_then(|observed| observed.validator.as_ref()).is_some_and(|validator| validator.is_valid(payload))
    }

    /// Observes a payload of a type.
    pub(super) fn observe(
        &mut self,
        index: TypeIndex,
        side: Option<Side>,
        location: &RecordedLocation,
        payload: &Value,
    ) {
        let only = self.contract.side;
        if side.is_some() && only.is_some() && side != only {
            return self.tally.skip(SkipReason::OtherSide);
        }
        let Some(entry) = self.contract.types.get(index) else { return };
        let side = side.or(only).unwrap_or_else(|| default_side(entry));
        let Some(ObservedType { observations, validator }) = self.observed_type(index, side) else { return };
        let recorded = RecordedPayload { payload, location };
        observations.add(recorded);
        for error in validator.iter().flat_map(|validator| validator.iter_errors(payload)) {
            violations::note(observations, &error, recorded);
        }
    }

    fn observed_type(&mut self, index: TypeIndex, side: Side) -> Option<&mut ObservedType<'a>> {
        let reference = encode(&self.contract.types.get(index)?.name);
        let view = self.contract.views.get(&side)?;
        let provenance = self.contract.provenance;
        Some(self.observed.entry((index, side)).or_insert_with(|| ObservedType {
            observations: TypeObservations::new(DocumentedType::new(view, provenance, &reference)),
            validator: validator(view, &reference),
        }))
    }
}

/// The side of a payload whose direction was not recorded: the first on which its type is used, else the response.
fn default_side(entry: &ContractEntry) -> Side {
    entry.sides.first().copied().unwrap_or(Side::Response)
}
