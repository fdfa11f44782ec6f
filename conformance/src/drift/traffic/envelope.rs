//! Finds payloads in larger documents: in a container of a vendor, or in the envelope of an event.

use super::{location::RecordedLocation, observer::TrafficObserver, skipped::SkipReason};
use ringback_contract::vendor::{Container, Direction};
use ringback_drift::change::Side;
use ringback_suite::container;
use serde_json::{Map, Value};

impl TrafficObserver<'_> {
    /// Observes the payloads of a body, each with its pointer in it, as values of the named type.
    pub(super) fn observe_all(
        &mut self,
        name: &str,
        side: Side,
        location: &RecordedLocation,
        payloads: Vec<(String, Value)>,
    ) {
        let Some(index) = self.names.type_named(name) else {
            return self.tally.skip(SkipReason::UndocumentedBody);
        };
        if payloads.is_empty() {
            self.tally.skip(SkipReason::NoPayload);
        }
        for (at, payload) in payloads {
            let location = if at.is_empty() { location.clone() } else { location.part(&at) };
            self.observe(index, Some(side), &location, &payload);
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
            for found in container::find(value, contained) {
                is_any_found = true;
                let payload = found.payload.unwrap_or_else(|| Value::Object(Map::new()));
                self.observe(index, None, &location.part(&found.at), &payload);
            }
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
            for operation in vendor.operations.iter().filter(|operation| operation.direction == Direction::Event) {
                let (Some(at), Some(name)) = (&operation.request_at, &operation.request) else { continue };
                let payloads = container::walk(value, &everywhere(at));
                if !at.is_empty() && !payloads.is_empty() {
                    self.observe_all(&format!("{prefix}{name}"), Side::Event, location, payloads);
                    return true;
                }
            }
        }
        false
    }
}

/// A locator with `*` for every index: recordings may have payloads in any element, not only where one is put.
pub(super) fn everywhere(at: &str) -> String {
    let is_index = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    let segments = at.split('/').map(|segment| match segment.strip_suffix("|json") {
        Some(name) if is_index(name) => "*|json",
        None if is_index(segment) => "*",
        _ => segment,
    });
    segments.collect::<Vec<_>>().join("/")
}
