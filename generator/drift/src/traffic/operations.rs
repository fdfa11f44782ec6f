//! Assigns recorded exchanges to documented operations, by method and path, and their bodies to the types of these.

use super::{
    exchange::{RecordedBody, RecordedExchange},
    location::RecordedLocation,
    observer::{Origin, TrafficObserver},
    sink::{Called, PayloadSink},
    skipped::SkipReason,
};
use crate::change::Side;
use ringback_contract::{
    operation::{Operation, PayloadLocator, StatusClass, status},
    pointer::JsonPointer,
    vendor::Vendor,
};
use serde_json::{Map, Value};

impl<S: PayloadSink> TrafficObserver<'_, S> {
    /// Observes an entry of an HTTP archive.
    pub fn observe_entry(&mut self, location: RecordedLocation, entry: &Value) {
        match RecordedExchange::of_entry(location, entry) {
            Some(exchange) => self.observe_exchange(exchange),
            None => self.tally.skip(SkipReason::NoRequest),
        }
    }

    /// Observes the bodies of an exchange.
    pub(super) fn observe_exchange(&mut self, exchange: RecordedExchange) {
        self.observe_delivered(&exchange);
        let Some(router) = self.router.clone() else { return self.observe_unrouted(&exchange) };
        let Some((route, parameters)) = router.find_below(&exchange.method, &exchange.path) else {
            // The call that opened a socket is accounted for by its messages.
            if exchange.delivered.is_empty() {
                self.tally.count_unmatched(&exchange.method, &exchange.path);
            }
            return;
        };
        let Some((prefix, vendor)) = self.contract.vendors.get(route.vendor) else { return };
        let called = Called { route, parameters };
        self.observe_request(prefix, vendor, &called, &exchange);
        self.observe_response(prefix, &route.operation, &exchange);
    }

    /// Observes the messages that a socket delivered.
    fn observe_delivered(&mut self, exchange: &RecordedExchange) {
        for (body, number) in exchange.delivered.iter().zip(1..) {
            let location = exchange.location.part(&format!("message {number}"));
            match body {
                RecordedBody::Json(value) if self.observe_enveloped(&location, value) => {}
                RecordedBody::Json(value) => self.observe_unlabelled(&location, value, Side::Event),
                RecordedBody::None => {}
                RecordedBody::Other => self.tally.skip(SkipReason::NotJson),
            }
        }
    }

    /// Observes both bodies where no operations are documented.
    fn observe_unrouted(&mut self, exchange: &RecordedExchange) {
        for (body, part, side) in
            [(&exchange.request, "request", Side::Request), (&exchange.response, "response", Side::Response)]
        {
            match body {
                RecordedBody::Json(value) => self.observe_unlabelled(&exchange.location.part(part), value, side),
                RecordedBody::None => {}
                RecordedBody::Other => self.tally.skip(SkipReason::NotJson),
            }
        }
    }

    fn observe_request(&mut self, prefix: &str, vendor: &Vendor, called: &Called, exchange: &RecordedExchange) {
        let operation = &called.route.operation;
        let is_rejected_request = exchange.status.is_some_and(status::is_error);
        let side = if operation.is_event() { Side::Event } else { Side::Request };
        let origin = Origin { side: Some(side), operation: Some(&operation.name) };
        let location = exchange.location.part("request");
        let is_whole = operation.specified.is_some();
        match (&exchange.request, &operation.request) {
            (_, Some(_)) if is_whole && is_rejected_request => self.tally.skip(SkipReason::RejectedRequest),
            (_, Some(name)) if is_whole => match self.sink.whole_request(called, exchange) {
                Some(request) => {
                    let whole = vec![(JsonPointer::default(), request)];
                    self.observe_all(&format!("{prefix}{name}"), origin, &location, whole);
                }
                None => self.tally.skip(SkipReason::PartialRequest),
            },
            (RecordedBody::None, _) => {}
            _ if is_rejected_request => self.tally.skip(SkipReason::RejectedRequest),
            (_, None) => self.tally.skip(SkipReason::UndocumentedBody),
            (RecordedBody::Other, _) => self.tally.skip(SkipReason::NotJson),
            (RecordedBody::Json(body), Some(name)) => {
                let payloads = request_payloads(vendor, operation, name, body);
                self.observe_all(&format!("{prefix}{name}"), origin, &location, payloads);
            }
        }
    }

    fn observe_response(&mut self, prefix: &str, operation: &Operation, exchange: &RecordedExchange) {
        // Where no status was recorded, the response is taken for a success.
        let class = exchange.status.map_or(StatusClass::Accepted, |status| operation.statuses().class(status));
        let (name, at) = match (class, exchange.status.filter(|_| operation.specified.is_some())) {
            (_, Some(status)) => (operation.response_type(status), None),
            (StatusClass::Accepted, None) => (operation.response.as_deref(), operation.response_at.clone()),
            (StatusClass::Refused, None) => (operation.error.as_deref(), None),
            (StatusClass::Neither, None) if matches!(exchange.response, RecordedBody::None) => return,
            (StatusClass::Neither, None) => return self.tally.skip(SkipReason::UndocumentedStatus),
        };
        let origin = Origin { side: Some(Side::Response), operation: Some(&operation.name) };
        match (&exchange.response, name) {
            (RecordedBody::None, _) => {}
            (_, None) => self.tally.skip(SkipReason::UndocumentedBody),
            (RecordedBody::Other, _) => self.tally.skip(SkipReason::NotJson),
            (RecordedBody::Json(body), Some(name)) => {
                let payloads = at.unwrap_or_default().values(body);
                self.observe_all(&format!("{prefix}{name}"), origin, &exchange.location.part("response"), payloads);
            }
        }
    }
}

/// The payloads of a request body, each with its pointer: those in a container of the vendor, else those where the
/// operation has them.
fn request_payloads(vendor: &Vendor, operation: &Operation, name: &str, body: &Value) -> Vec<(JsonPointer, Value)> {
    let contained = vendor.containers.iter().flat_map(|container| &container.payloads);
    let found: Vec<(JsonPointer, Value)> = contained
        .filter(|contained| contained.type_name == name)
        .flat_map(|contained| contained.find(body))
        .map(|found| (found.at, found.payload.unwrap_or_else(|| Value::Object(Map::new()))))
        .collect();
    if !found.is_empty() {
        return found;
    }
    operation.request_at.as_ref().map(PayloadLocator::everywhere).unwrap_or_default().values(body)
}
