//! Payloads that travel in larger documents: in a container of a vendor, in the envelope of an event.

use super::{observer::TrafficObserver, place::Place, skipped::SkipReason};
use ringback_contract::vendor::{Container, Direction};
use ringback_drift::change::Side;
use ringback_suite::container;
use serde_json::{Map, Value};

impl TrafficObserver<'_> {
    /// Observes the payloads of a body.
    pub(super) fn observe_all(&mut self, name: &str, side: Side, place: &Place, payloads: Vec<(String, Value)>) {
        let Some(meant) = self.names.named(name) else { return self.skipped.skip(SkipReason::NoType) };
        if payloads.is_empty() {
            self.skipped.skip(SkipReason::NoPayload);
        }
        for (at, payload) in payloads {
            let place = if at.is_empty() { place.clone() } else { place.part(&at) };
            self.observe(meant, Some(side), &place, &payload);
        }
    }

    /// Observes the payloads of a larger document; false if there is none.
    pub(super) fn observe_contained(
        &mut self,
        place: &Place,
        before: &str,
        container: &Container,
        value: &Value,
    ) -> bool {
        let mut is_any = false;
        for contained in &container.payloads {
            let Some(meant) = self.names.named(&format!("{before}{}", contained.type_name)) else { continue };
            for found in container::find(value, contained) {
                is_any = true;
                let payload = found.payload.unwrap_or_else(|| Value::Object(Map::new()));
                self.observe(meant, None, &place.part(&found.at), &payload);
            }
        }
        is_any
    }

    /// Observes what travels in an envelope of an event, or in a container; false if it is none.
    pub(super) fn observe_enveloped(&mut self, place: &Place, value: &Value) -> bool {
        for (before, vendor) in self.scene.vendors {
            for container in &vendor.containers {
                if self.observe_contained(place, before, container, value) {
                    return true;
                }
            }
            for operation in vendor.operations.iter().filter(|operation| operation.direction == Direction::Event) {
                let (Some(at), Some(name)) = (&operation.request_at, &operation.request) else { continue };
                let payloads = container::walk(value, &everywhere(at));
                if !at.is_empty() && !payloads.is_empty() {
                    self.observe_all(&format!("{before}{name}"), Side::Event, place, payloads);
                    return true;
                }
            }
        }
        false
    }
}

/// Where the payloads are of which one was meant: not in the first element only.
pub(super) fn everywhere(at: &str) -> String {
    let is_index = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    let segments = at.split('/').map(|segment| match segment.strip_suffix("|json") {
        Some(name) if is_index(name) => "*|json",
        None if is_index(segment) => "*",
        _ => segment,
    });
    segments.collect::<Vec<_>>().join("/")
}
