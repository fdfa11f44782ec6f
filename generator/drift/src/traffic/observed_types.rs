//! What recordings show of each type that the documents do not say.

use super::{
    deviation::RecordedPayload,
    documented::DocumentedType,
    exchange::RecordedExchange,
    inference::TypeIndex,
    observed::TypeObservations,
    observer::{DocumentedContract, usual_side},
    sink::{Called, PayloadSink, TypedPayload},
    violations,
};
use crate::{change::Side, validator};
use jsonschema::Validator;
use ringback_contract::{error::Error, uri::encode};
use serde_json::Value;
use std::collections::BTreeMap;

/// What was observed, by type and side.
pub struct ObservedTypes<'a> {
    contract: &'a DocumentedContract<'a>,
    /// The types of which payloads were recorded, or tried.
    pub types: BTreeMap<(TypeIndex, Side), ObservedType<'a>>,
}

/// What was observed of a type on one side.
pub struct ObservedType<'a> {
    /// The deviations from the documents.
    pub observations: TypeObservations<'a>,
    /// The validator of the documented schema; `None` if the schema does not compile.
    pub validator: Option<Validator>,
}

impl<'a> ObservedTypes<'a> {
    /// Nothing observed yet.
    pub fn new(contract: &'a DocumentedContract<'a>) -> Self {
        Self { contract, types: BTreeMap::new() }
    }

    fn get(&mut self, index: TypeIndex, side: Side) -> Option<&mut ObservedType<'a>> {
        let reference = encode(&self.contract.types.get(index)?.name);
        let view = self.contract.views.get(&side)?;
        let provenance = self.contract.provenance;
        Some(self.types.entry((index, side)).or_insert_with(|| ObservedType {
            observations: TypeObservations::new(DocumentedType::new(view, provenance, &reference)),
            validator: validator(view, &reference),
        }))
    }
}

impl PayloadSink for ObservedTypes<'_> {
    fn accepts(&mut self, type_index: TypeIndex, payload: &Value) -> bool {
        let Some(side) = self.contract.types.get(type_index).map(|entry| usual_side(entry)) else { return false };
        let observed = self.get(type_index, side);
        observed.and_then(|observed| observed.validator.as_ref()).is_some_and(|validator| validator.is_valid(payload))
    }

    fn take(&mut self, typed: TypedPayload) {
        let Some(ObservedType { observations, validator }) = self.get(typed.type_index, typed.side) else { return };
        let recorded = RecordedPayload { payload: typed.payload, location: typed.location };
        observations.add(recorded);
        for error in validator.iter().flat_map(|validator| validator.iter_errors(typed.payload)) {
            violations::note(observations, &error, recorded);
        }
    }

    /// What is left out may be what changed.
    fn unreadable(&mut self, error: Error) -> Result<(), Error> {
        Err(error)
    }

    /// Operations of specifications are compared with those of another version, and not with recordings.
    fn whole_request(&self, _: &Called, _: &RecordedExchange) -> Option<Value> {
        None
    }
}
