//! Assigns every recorded payload to a documented type, and hands it on.

use super::{
    documented::DocumentedType,
    inference::{PropertyNames, TypeIndex, TypeInference},
    location::RecordedLocation,
    names::NameIndex,
    sink::{PayloadSink, TypedPayload},
    skipped::{SkipReason, TrafficTally},
};
use crate::{ContractEntry, SchemaView, change::Side};
use ringback_contract::operation::router::Router;
use ringback_contract::{provenance::ProvenanceTable, uri::encode, vendor::Vendor};
use serde_json::Value;
use std::{collections::BTreeMap, rc::Rc};

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

/// Reads recordings, and hands every payload of a documented type to a sink.
pub struct TrafficObserver<'a, S> {
    pub(super) contract: &'a DocumentedContract<'a>,
    pub(super) names: NameIndex<'a>,
    /// Finds the operation of a call; `None` if no operations are documented.
    pub(super) router: Option<Rc<Router>>,
    pub(super) inference: TypeInference<'a>,
    pub(super) sink: S,
    /// What was skipped.
    pub(super) tally: TrafficTally,
}

/// What is known of a payload beside itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Origin<'o> {
    /// Where it travelled; `None` if that was not recorded.
    pub side: Option<Side>,
    /// The operation that it travelled with.
    pub operation: Option<&'o str>,
}

impl Origin<'_> {
    /// On a side, with no known operation.
    pub fn on(side: Side) -> Self {
        Self { side: Some(side), operation: None }
    }
}

impl<'a, S: PayloadSink> TrafficObserver<'a, S> {
    /// An observer that has seen no traffic yet.
    pub fn new(contract: &'a DocumentedContract<'a>, sink: S) -> Self {
        let names = contract.types.iter().map(|entry| entry.name.clone()).collect();
        let candidates = contract.types.iter().map(|entry| {
            let Some(view) = contract.views.get(&usual_side(entry)) else { return PropertyNames::default() };
            let reference = encode(&entry.name);
            let documented = DocumentedType::new(view, contract.provenance, &reference);
            PropertyNames { declared: documented.names(0).collect(), required: documented.required(&reference) }
        });
        let has_operations = contract.vendors.iter().any(|(_, vendor)| !vendor.operations.is_empty());
        Self {
            contract,
            names: NameIndex::new(names, contract.vendors),
            router: has_operations.then(|| Rc::new(Router::new(contract.vendors.iter().map(|(_, vendor)| vendor)))),
            inference: TypeInference::new(candidates.collect()),
            sink,
            tally: TrafficTally::default(),
        }
    }

    /// Observes a body that has no label, if its type can be inferred; if it is a list, its elements one by one.
    pub(super) fn observe_unlabelled(&mut self, location: &RecordedLocation, value: &Value, side: Side) {
        match (self.infer(value), value) {
            (Some(index), _) => self.observe(index, Origin::on(side), location, value),
            (None, Value::Array(list)) => {
                for (value, number) in list.iter().zip(0..) {
                    match self.infer(value) {
                        Some(index) => {
                            self.observe(index, Origin::on(side), &location.part(&format!("/{number}")), value)
                        }
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
        let mut accepting = candidates.into_iter().filter(|index| self.sink.accepts(*index, payload));
        let first = accepting.next()?;
        accepting.next().is_none().then_some(first)
    }

    /// Hands on a payload of a type.
    pub(super) fn observe(
        &mut self,
        type_index: TypeIndex,
        origin: Origin,
        location: &RecordedLocation,
        payload: &Value,
    ) {
        let only = self.contract.side;
        if origin.side.is_some() && only.is_some() && origin.side != only {
            return self.tally.skip(SkipReason::OtherSide);
        }
        let Some(entry) = self.contract.types.get(type_index) else { return };
        let side = origin.side.or(only).unwrap_or_else(|| usual_side(entry));
        self.sink.take(TypedPayload { type_index, side, operation: origin.operation, location, payload });
    }
}

/// The side of a payload whose direction was not recorded: the first on which its type is used, else the response.
pub(super) fn usual_side(entry: &ContractEntry) -> Side {
    entry.sides.first().copied().unwrap_or(Side::Response)
}
