//! Finds payloads in larger documents: in a container of a vendor, or in the envelope of an event.

use super::{
    inference::TypeIndex,
    location::RecordedLocation,
    observer::{Origin, TrafficObserver},
    sink::PayloadSink,
    skipped::SkipReason,
};
use crate::change::Side;
use ringback_contract::{
    operation::{
        Container, FoundPayload,
        nested::{self, NestedPayload},
    },
    pointer::JsonPointer,
};
use serde_json::{Map, Value};

impl<S: PayloadSink> TrafficObserver<'_, S> {
    /// Observes the payloads of a body, each with its pointer in it, as values of the named type.
    pub(super) fn observe_all(
        &mut self,
        name: &str,
        origin: Origin,
        location: &RecordedLocation,
        payloads: Vec<(JsonPointer, Value)>,
    ) {
        let Some(index) = self.names.type_named(name) else {
            return self.tally.skip(SkipReason::UndocumentedBody);
        };
        if payloads.is_empty() {
            self.tally.skip(SkipReason::NoPayload);
        }
        for (at, payload) in payloads {
            let location = if at.is_whole() { location.clone() } else { location.part(at.as_str()) };
            self.observe(index, origin, &location, &payload);
        }
    }

    /// Observes the payloads in a container; false if there is none. `prefix` stands before the names of its types.
    pub(super) fn observe_container(
        &mut self,
        location: &RecordedLocation,
        prefix: &str,
        container: &Container,
        value: &Value,
    ) -> bool {
        let mut is_any_found = false;
        for contained in &container.payloads {
            let Some(index) = self.names.type_named(&format!("{prefix}{}", contained.type_name)) else { continue };
            for FoundPayload { at, payload } in contained.find(value) {
                is_any_found = true;
                self.observe_contained(index, &location.part(at.as_str()), payload);
            }
        }
        is_any_found
    }

    /// Observes a payload in a container; one that is missing altogether is observed like an empty one.
    fn observe_contained(&mut self, index: TypeIndex, location: &RecordedLocation, payload: Option<Value>) {
        let payload = payload.unwrap_or_else(|| Value::Object(Map::new()));
        self.observe(index, Origin::default(), location, &payload);
    }

    /// Observes the payloads in containers at any depth of a document, such as an export of several flows; false if there is
    /// none. `place` is where a pointer in the document leads.
    pub(super) fn observe_within(
        &mut self,
        place: &dyn Fn(&str) -> RecordedLocation,
        prefix: &str,
        container: &Container,
        value: &Value,
    ) -> bool {
        let nested = nested::find(container, value);
        for _ in &nested.older {
            self.tally.skip(SkipReason::OlderFormat);
        }
        let is_any_found = !(nested.payloads.is_empty() && nested.older.is_empty());
        for NestedPayload { kind, outer, found } in nested.payloads {
            let Some(contained) = container.payloads.get(kind) else { continue };
            let Some(index) = self.names.type_named(&format!("{prefix}{}", contained.type_name)) else { continue };
            let at = format!("{outer}{}", found.at.as_str());
            self.observe_contained(index, &place(&outer).part(&at), found.payload);
        }
        is_any_found
    }

    /// Observes the payloads of a container or of an event's envelope; false if the value is neither.
    pub(super) fn observe_enveloped(&mut self, location: &RecordedLocation, value: &Value) -> bool {
        for (prefix, vendor) in self.contract.vendors {
            for container in &vendor.containers {
                if self.observe_container(location, prefix, container, value) {
                    return true;
                }
            }
            for operation in vendor.operations.iter().filter(|operation| operation.is_event()) {
                let (Some(at), Some(name)) = (&operation.request_at, &operation.request) else { continue };
                let payloads = at.everywhere().values(value);
                if !at.is_whole() && !payloads.is_empty() {
                    let origin = Origin { side: Some(Side::Event), operation: Some(&operation.name) };
                    self.observe_all(&format!("{prefix}{name}"), origin, location, payloads);
                    return true;
                }
            }
        }
        false
    }
}
