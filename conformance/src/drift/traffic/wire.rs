//! Everything that was recorded, put where it belongs: each payload to what was seen of its type.

use super::{
    documented::Documented,
    exchange::{Body, Exchange},
    fit::Fits,
    name::{Meant, Names},
    observed::{Observed, Seen},
    place::Place,
    refusal,
    tally::{Left, Tally},
};
use crate::{container, serve::router::Router};
use jsonschema::Validator;
use ringback_generator::{
    drift::{Described, View, change::Side, validator},
    emit::{rust::Words, schema::encode},
    error::Error,
    vendor::{Container, Direction, Operation, Vendor},
};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashSet};

/// What the documents say, and who is asked about.
pub struct Scene<'a> {
    /// All types that may travel on their own.
    pub types: Vec<&'a Described>,
    /// The schemas as each side sees them.
    pub views: &'a BTreeMap<Side, View>,
    /// The words behind them.
    pub words: &'a Words,
    /// The vendors, each with what stands before the names of its types.
    pub vendors: &'a [(String, Vendor)],
    /// The only side that is asked about.
    pub side: Option<Side>,
}

/// What was heard so far.
pub struct Wire<'a> {
    scene: &'a Scene<'a>,
    names: Names<'a>,
    router: Option<Router>,
    fits: Fits<'a>,
    /// What was seen, by type and side.
    pub heard: BTreeMap<(usize, Side), Heard<'a>>,
    /// What was not judged.
    pub tally: Tally,
}

/// What was heard of a type.
pub struct Heard<'a> {
    /// What was seen.
    pub observed: Observed<'a>,
    /// What the documents say; `None` where that cannot be run.
    pub validator: Option<Validator>,
}

impl<'a> Wire<'a> {
    /// Nothing heard yet.
    pub fn new(scene: &'a Scene<'a>) -> Self {
        let names = scene.types.iter().map(|described| described.name.clone()).collect();
        let known = scene.types.iter().map(|described| match scene.views.get(&side_of(described)) {
            Some(view) => Documented::new(view, scene.words, &encode(&described.name)).names(0).collect(),
            None => HashSet::new(),
        });
        let has_operations = scene.vendors.iter().any(|(_, vendor)| !vendor.operations.is_empty());
        Self {
            scene,
            names: Names::new(names, scene.vendors),
            router: has_operations.then(|| Router::of(scene.vendors.iter().map(|(_, vendor)| vendor))),
            fits: Fits::new(known.collect()),
            heard: BTreeMap::new(),
            tally: Tally::default(),
        }
    }

    /// What the lines of a file are, by its name.
    pub fn of_file(&self, path: &std::path::Path) -> Option<Meant<'a>> {
        self.names.of_file(path)
    }

    /// Hears an entry of an archive.
    pub fn entry(&mut self, place: Place, entry: &Value) {
        match Exchange::of_entry(place, entry) {
            Some(exchange) => self.exchange(exchange),
            None => self.tally.leave(Left::NoRequest),
        }
    }

    /// Hears a line: a payload, one with its type, or an exchange.
    ///
    /// # Errors
    ///
    /// When it cannot be told of which type it is.
    pub fn line(&mut self, place: &Place, line: Value, file: Option<Meant<'a>>) -> Result<(), Error> {
        let mistake = |message: String| Error::input(&*place.file, place.line, message);
        if let (Some(named), Some(payload)) = (line.get("type").and_then(Value::as_str), line.get("payload")) {
            match self.names.find(named) {
                Some(meant) => {
                    self.meant(place, payload, meant);
                    return Ok(());
                }
                None if file.is_none() => {
                    return Err(mistake(format!(
                        "no documented type has the name that is given (one of {})",
                        self.names.all()
                    )));
                }
                None => {}
            }
        }
        if let Some(exchange) = Exchange::of_line(place, &line) {
            self.exchange(exchange);
            return Ok(());
        }
        if let Some(meant) = file {
            self.meant(place, &line, meant);
            return Ok(());
        }
        if self.enveloped(place, &line) {
            return Ok(());
        }
        let meant = match self.scene.types.as_slice() {
            [_] => Some(0),
            _ => self.fitting(&line),
        };
        match meant {
            Some(meant) => self.hear(meant, None, place, &line),
            None => {
                let named = "name the file TYPE.jsonl, or write {\"type\": \"TYPE\", \"payload\": …}";
                return Err(mistake(format!(
                    "which type this payload is of is not clear: {named} (one of {})",
                    self.names.all()
                )));
            }
        }
        Ok(())
    }

    fn exchange(&mut self, exchange: Exchange) {
        for (body, number) in exchange.delivered.iter().zip(1..) {
            let place = exchange.place.part(&format!("message {number}"));
            match body {
                Body::Json(value) if self.enveloped(&place, value) => {}
                Body::Json(value) => self.fitted(&place, value, Side::Event),
                Body::None => {}
                Body::Other => self.tally.leave(Left::NoJson),
            }
        }
        let (requested, returned) = (exchange.place.part("request"), exchange.place.part("response"));
        let Some(router) = &self.router else {
            for (body, place, side) in
                [(&exchange.request, requested, Side::Request), (&exchange.response, returned, Side::Response)]
            {
                match body {
                    Body::Json(value) => self.fitted(&place, value, side),
                    Body::None => {}
                    Body::Other => self.tally.leave(Left::NoJson),
                }
            }
            return;
        };
        let Some(route) = router.find_below(&exchange.method, &exchange.path) else {
            // What a socket delivers is told of with its messages.
            if exchange.delivered.is_empty() {
                self.tally.unmatched(&exchange.method, &exchange.path);
            }
            return;
        };
        let Some((before, vendor)) = self.scene.vendors.get(route.model) else { return };
        let operation = route.operation.clone();
        let is_refused = exchange.status.is_some_and(|status| status >= 400);
        let side = if operation.direction == Direction::Event { Side::Event } else { Side::Request };
        match (&exchange.request, &operation.request) {
            (Body::None, _) => {}
            _ if is_refused => self.tally.leave(Left::Refused),
            (_, None) => self.tally.leave(Left::NoType),
            (Body::Other, _) => self.tally.leave(Left::NoJson),
            (Body::Json(body), Some(name)) => {
                let payloads = sent(vendor, &operation, name, body);
                self.all(&format!("{before}{name}"), side, &requested, payloads);
            }
        }
        let (name, at) = match exchange.status {
            Some(status) if !succeeds(&operation, status) => {
                let documented = is_rejected(&operation, status);
                if !documented && !matches!(exchange.response, Body::None) {
                    self.tally.leave(Left::Status);
                    return;
                }
                (&operation.error, None)
            }
            _ => (&operation.response, operation.response_at.as_deref()),
        };
        match (&exchange.response, name) {
            (Body::None, _) => {}
            (_, None) => self.tally.leave(Left::NoType),
            (Body::Other, _) => self.tally.leave(Left::NoJson),
            (Body::Json(body), Some(name)) => {
                let payloads = container::walk(body, at.unwrap_or_default());
                self.all(&format!("{before}{name}"), Side::Response, &returned, payloads);
            }
        }
    }

    /// Hears the payloads of a body.
    fn all(&mut self, name: &str, side: Side, place: &Place, payloads: Vec<(String, Value)>) {
        let Some(meant) = self.names.named(name) else { return self.tally.leave(Left::NoType) };
        if payloads.is_empty() {
            self.tally.leave(Left::NoPayload);
        }
        for (at, payload) in payloads {
            let place = if at.is_empty() { place.clone() } else { place.part(&at) };
            self.hear(meant, Some(side), &place, &payload);
        }
    }

    /// Hears what is known by name.
    fn meant(&mut self, place: &Place, value: &Value, meant: Meant) {
        match meant {
            Meant::Type(meant) => self.hear(meant, None, place, value),
            Meant::Container(before, container) => {
                if !self.contained(place, before, container, value) {
                    self.tally.leave(Left::NoPayload);
                }
            }
        }
    }

    /// Hears the payloads of a larger document; false if there is none.
    fn contained(&mut self, place: &Place, before: &str, container: &Container, value: &Value) -> bool {
        let mut is_any = false;
        for contained in &container.payloads {
            let Some(meant) = self.names.named(&format!("{before}{}", contained.type_name)) else { continue };
            for found in container::find(value, contained) {
                is_any = true;
                let payload = found.payload.unwrap_or_else(|| Value::Object(Map::new()));
                self.hear(meant, None, &place.part(&found.at), &payload);
            }
        }
        is_any
    }

    /// Hears what travels in an envelope of an event, or in a container; false if it is none.
    fn enveloped(&mut self, place: &Place, value: &Value) -> bool {
        for (before, vendor) in self.scene.vendors {
            for container in &vendor.containers {
                if self.contained(place, before, container, value) {
                    return true;
                }
            }
            for operation in vendor.operations.iter().filter(|operation| operation.direction == Direction::Event) {
                let (Some(at), Some(name)) = (&operation.request_at, &operation.request) else { continue };
                let payloads = container::walk(value, &everywhere(at));
                if !at.is_empty() && !payloads.is_empty() {
                    self.all(&format!("{before}{name}"), Side::Event, place, payloads);
                    return true;
                }
            }
        }
        false
    }

    /// Hears a body of which nobody says what it is, if that is clear; the elements of a list each on their own.
    fn fitted(&mut self, place: &Place, value: &Value, side: Side) {
        match (self.fitting(value), value) {
            (Some(meant), _) => self.hear(meant, Some(side), place, value),
            (None, Value::Array(list)) => {
                for (value, number) in list.iter().zip(0..) {
                    match self.fitting(value) {
                        Some(meant) => self.hear(meant, Some(side), &place.part(&format!("/{number}")), value),
                        None => self.tally.leave(Left::Unclear),
                    }
                }
            }
            (None, _) => self.tally.leave(Left::Unclear),
        }
    }

    /// The type that a payload fits best, and alone; of several that fit alike, the one that takes it.
    fn fitting(&mut self, payload: &Value) -> Option<usize> {
        let best = self.fits.best(payload);
        if let [only] = best.as_slice() {
            return Some(*only);
        }
        // What is no object can only be known by who takes it.
        let all = if best.is_empty() && !payload.is_object() { (0..self.scene.types.len()).collect() } else { best };
        let mut taking = all.into_iter().filter(|meant| self.takes(*meant, payload));
        let first = taking.next()?;
        taking.next().is_none().then_some(first)
    }

    fn takes(&mut self, meant: usize, payload: &Value) -> bool {
        let Some(side) = self.scene.types.get(meant).map(|described| side_of(described)) else { return false };
        let heard = self.heard_of(meant, side);
        heard.and_then(|heard| heard.validator.as_ref()).is_some_and(|validator| validator.is_valid(payload))
    }

    /// Hears a payload.
    fn hear(&mut self, meant: usize, side: Option<Side>, place: &Place, payload: &Value) {
        let asked = self.scene.side;
        if side.is_some() && asked.is_some() && side != asked {
            return self.tally.leave(Left::OtherSide);
        }
        let Some(described) = self.scene.types.get(meant) else { return };
        let side = side.or(asked).unwrap_or_else(|| side_of(described));
        let Some(Heard { observed, validator }) = self.heard_of(meant, side) else { return };
        let seen = Seen { payload, place };
        observed.walk(seen);
        if let Some(validator) = validator.as_ref().filter(|validator| !validator.is_valid(payload)) {
            validator.iter_errors(payload).for_each(|error| refusal::note(observed, &error, seen));
        }
    }

    fn heard_of(&mut self, meant: usize, side: Side) -> Option<&mut Heard<'a>> {
        let reference = encode(&self.scene.types.get(meant)?.name);
        let view = self.scene.views.get(&side)?;
        let words = self.scene.words;
        Some(self.heard.entry((meant, side)).or_insert_with(|| Heard {
            observed: Observed::new(Documented::new(view, words, &reference)),
            validator: validator(view, &reference),
        }))
    }
}

/// Where a type travels when nobody says.
fn side_of(described: &Described) -> Side {
    described.sides.first().copied().unwrap_or(Side::Response)
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

/// Where the payloads are of which one was meant: not in the first element only.
fn everywhere(at: &str) -> String {
    let is_index = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    let segments = at.split('/').map(|segment| match segment.strip_suffix("|json") {
        Some(name) if is_index(name) => "*|json",
        None if is_index(segment) => "*",
        _ => segment,
    });
    segments.collect::<Vec<_>>().join("/")
}

fn succeeds(operation: &Operation, status: u16) -> bool {
    if operation.success.is_empty() { (200..300).contains(&status) } else { operation.success.contains(&status) }
}

fn is_rejected(operation: &Operation, status: u16) -> bool {
    if operation.rejection.is_empty() { (400..500).contains(&status) } else { operation.rejection.contains(&status) }
}
