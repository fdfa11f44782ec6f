//! An exchange, put to the documented operation that its method and path are of.

use super::{
    envelope::everywhere,
    exchange::{Body, Exchange},
    observer::TrafficObserver,
    place::Place,
    skipped::SkipReason,
};
use ringback_contract::vendor::{Direction, Operation, Vendor};
use ringback_drift::change::Side;
use ringback_suite::container;
use serde_json::{Map, Value};

impl TrafficObserver<'_> {
    /// Observes an entry of an archive.
    pub fn entry(&mut self, place: Place, entry: &Value) {
        match Exchange::of_entry(place, entry) {
            Some(exchange) => self.exchange(exchange),
            None => self.skipped.skip(SkipReason::NoRequest),
        }
    }

    /// Observes a request and the response to it.
    pub(super) fn exchange(&mut self, exchange: Exchange) {
        self.delivered(&exchange);
        let Some(router) = &self.router else { return self.unrouted(&exchange) };
        let Some(route) = router.find_below(&exchange.method, &exchange.path) else {
            // What a socket delivers is told of with its messages.
            if exchange.delivered.is_empty() {
                self.skipped.unmatched(&exchange.method, &exchange.path);
            }
            return;
        };
        let Some((before, vendor)) = self.scene.vendors.get(route.model) else { return };
        let operation = route.operation.clone();
        self.request(before, vendor, &operation, &exchange);
        self.response(before, &operation, &exchange);
    }

    /// Observes what a socket delivered.
    fn delivered(&mut self, exchange: &Exchange) {
        for (body, number) in exchange.delivered.iter().zip(1..) {
            let place = exchange.place.part(&format!("message {number}"));
            match body {
                Body::Json(value) if self.observe_enveloped(&place, value) => {}
                Body::Json(value) => self.observe_unlabelled(&place, value, Side::Event),
                Body::None => {}
                Body::Other => self.skipped.skip(SkipReason::NoJson),
            }
        }
    }

    /// Observes both bodies where no operations are documented.
    fn unrouted(&mut self, exchange: &Exchange) {
        for (body, part, side) in
            [(&exchange.request, "request", Side::Request), (&exchange.response, "response", Side::Response)]
        {
            match body {
                Body::Json(value) => self.observe_unlabelled(&exchange.place.part(part), value, side),
                Body::None => {}
                Body::Other => self.skipped.skip(SkipReason::NoJson),
            }
        }
    }

    fn request(&mut self, before: &str, vendor: &Vendor, operation: &Operation, exchange: &Exchange) {
        let is_refused = exchange.status.is_some_and(|status| status >= 400);
        let side = if operation.direction == Direction::Event { Side::Event } else { Side::Request };
        match (&exchange.request, &operation.request) {
            (Body::None, _) => {}
            _ if is_refused => self.skipped.skip(SkipReason::Refused),
            (_, None) => self.skipped.skip(SkipReason::NoType),
            (Body::Other, _) => self.skipped.skip(SkipReason::NoJson),
            (Body::Json(body), Some(name)) => {
                let payloads = sent(vendor, operation, name, body);
                self.observe_all(&format!("{before}{name}"), side, &exchange.place.part("request"), payloads);
            }
        }
    }

    fn response(&mut self, before: &str, operation: &Operation, exchange: &Exchange) {
        let (name, at) = match exchange.status {
            Some(status) if succeeds(operation, status) => (&operation.response, operation.response_at.as_deref()),
            None => (&operation.response, operation.response_at.as_deref()),
            Some(status) if is_rejected(operation, status) => (&operation.error, None),
            Some(_) if matches!(exchange.response, Body::None) => return,
            Some(_) => return self.skipped.skip(SkipReason::Status),
        };
        match (&exchange.response, name) {
            (Body::None, _) => {}
            (_, None) => self.skipped.skip(SkipReason::NoType),
            (Body::Other, _) => self.skipped.skip(SkipReason::NoJson),
            (Body::Json(body), Some(name)) => {
                let payloads = container::walk(body, at.unwrap_or_default());
                self.observe_all(
                    &format!("{before}{name}"),
                    Side::Response,
                    &exchange.place.part("response"),
                    payloads,
                );
            }
        }
    }
}

/// The payloads of what was sent: those that a container of the vendor finds, else those where the operation has them.
fn sent(vendor: &Vendor, operation: &Operation, name: &str, body: &Value) -> Vec<(String, Value)> {
    let contained = vendor.containers.iter().flat_map(|container| &container.payloads);
    let found: Vec<(String, Value)> = contained
        .filter(|contained| contained.type_name == name)
        .flat_map(|contained| container::find(body, contained))
        .map(|found| (found.at, found.payload.unwrap_or_else(|| Value::Object(Map::new()))))
        .collect();
    if !found.is_empty() {
        return found;
    }
    container::walk(body, &everywhere(operation.request_at.as_deref().unwrap_or_default()))
}

fn succeeds(operation: &Operation, status: u16) -> bool {
    if operation.success.is_empty() { (200..300).contains(&status) } else { operation.success.contains(&status) }
}

fn is_rejected(operation: &Operation, status: u16) -> bool {
    if operation.rejection.is_empty() { (400..500).contains(&status) } else { operation.rejection.contains(&status) }
}
