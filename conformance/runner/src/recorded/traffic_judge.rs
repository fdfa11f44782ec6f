//! Judges recorded payloads one by one, and keeps counts: memory does not grow with the recordings.

use super::{
    RecordedOptions,
    checks::{Check, Subject},
    judged::{JudgedRecordings, Seen},
};
use crate::judges::Judges;
use ringback_constraints::model::Model;
use ringback_contract::{error::Error, operation::RequestPart, pointer::tokens, terminal::say};
use ringback_drift::{
    change::Side,
    traffic::{
        Called, PayloadSink, RecordedExchange, Recordings, TrafficTally, TypeIndex, TypedPayload, redact,
        redact_pointer,
    },
};
use ringback_suite::{
    judge::{Mismatch, Quoted},
    request::{self, Received},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// Lines and documents that cannot be read and are named one by one.
const UNREADABLE: usize = 10;

/// Judges recorded payloads.
pub struct TrafficJudge<'m> {
    models: &'m [Model],
    judges: Arc<Judges>,
    /// The names of the types, `VENDOR/TYPE`.
    types: Vec<String>,
    checks: Vec<(Check, Seen)>,
    by_subject: BTreeMap<Subject, usize>,
    /// The check of the only message in which a type travels on a side.
    by_type: HashMap<(String, Side), usize>,
    unmasked: bool,
    unreadable: usize,
}

impl<'m> TrafficJudge<'m> {
    /// A judge that has seen nothing yet.
    pub fn new(types: Vec<String>, options: RecordedOptions<'m>) -> Self {
        let RecordedOptions { models, judges, checks, unmasked } = options;
        let numbered = || checks.iter().zip(0..);
        Self {
            by_subject: numbered().map(|(check, at)| (check.subject.clone(), at)).collect(),
            by_type: numbered()
                .flat_map(|(check, at)| check.own_types.iter().map(move |own| (own.clone(), at)))
                .collect(),
            checks: checks.into_iter().map(|check| (check, Seen::default())).collect(),
            models,
            judges,
            types,
            unmasked,
            unreadable: 0,
        }
    }

    /// What was judged.
    pub fn judged(self, tally: &TrafficTally, recordings: &Recordings) -> JudgedRecordings {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for (check, seen) in self.checks.iter().filter(|(_, seen)| seen.payloads > 0) {
            *counts.entry(check.case.type_name.as_str()).or_default() += seen.payloads;
        }
        let counts: Vec<(&str, u64)> = counts.into_iter().collect();
        let mut notes: Vec<String> = recordings.others_note().into_iter().collect();
        notes.extend(tally.notes(&counts));
        if self.unreadable > UNREADABLE {
            notes.push(format!("{} more lines and documents cannot be read", self.unreadable - UNREADABLE));
        }
        JudgedRecordings::new(recordings.name.clone(), self.checks, notes)
    }

    /// The check of a payload.
    fn check_of(&self, typed: &TypedPayload, type_name: &str) -> Option<usize> {
        let vendor = type_name.split('/').next().unwrap_or_default();
        match typed.operation {
            Some(operation) => {
                self.by_subject.get(&Subject::Message(format!("{vendor}/{operation}"), typed.side)).copied()
            }
            None => {
                let message = self.by_type.get(&(type_name.to_owned(), typed.side)).copied();
                message.or_else(|| self.by_subject.get(&Subject::Type(type_name.to_owned())).copied())
            }
        }
    }

    /// The rules that a payload breaks: by every reading, and by some.
    fn mismatches(&self, vendor: &str, name: &str, typed: &TypedPayload) -> [Vec<Mismatch>; 2] {
        let shown = (!self.unmasked).then(|| redact(typed.payload.clone()));
        let quoted = shown.as_ref().map_or(Quoted::Itself, Quoted::Copy);
        let (decided, undecided) = self.judges.documented_mismatches_quoting(vendor, name, typed.payload, quoted);
        let is_whole_request = typed.side == Side::Request && self.is_specified(vendor, typed.operation);
        [decided, undecided].map(|mut all| {
            all.retain(|mismatch| !(is_whole_request && may_be_unrecorded(mismatch)));
            if !self.unmasked {
                all.iter_mut().for_each(|mismatch| mismatch.at = redact_pointer(&mismatch.at));
            }
            all
        })
    }

    fn is_specified(&self, vendor: &str, operation: Option<&str>) -> bool {
        let model = self.models.iter().find(|model| model.vendor.name == vendor);
        let mut operations = model.into_iter().flat_map(|model| &model.vendor.operations);
        operations.any(|known| Some(known.name.as_str()) == operation && known.specified.is_some())
    }
}

/// Whether a mismatch says that a header or a cookie is missing: recorders leave out those with credentials, or all.
fn may_be_unrecorded(mismatch: &Mismatch) -> bool {
    let part = tokens(&mismatch.at).next().unwrap_or_default();
    mismatch.rule == "required" && [RequestPart::Header.name(), RequestPart::Cookie.name()].contains(&&*part)
}

impl PayloadSink for TrafficJudge<'_> {
    fn accepts(&mut self, type_index: TypeIndex, payload: &Value) -> bool {
        let judge = self.types.get(type_index).and_then(|name| self.judges.get(name));
        judge.is_some_and(|judge| judge.conforms(payload))
    }

    fn take(&mut self, typed: TypedPayload) {
        let Some(type_name) = self.types.get(typed.type_index).cloned() else { return };
        let Some(at) = self.check_of(&typed, &type_name) else { return };
        let conforms = self.judges.get(&type_name).is_some_and(|judge| judge.conforms(typed.payload));
        let mismatches = match type_name.split_once('/') {
            Some((vendor, name)) if !conforms => self.mismatches(vendor, name, &typed),
            _ => [Vec::new(), Vec::new()],
        };
        if let Some((_, seen)) = self.checks.get_mut(at) {
            seen.add(&type_name, mismatches, typed.location);
        }
    }

    /// A line that is cut or of another kind says nothing about the others.
    fn unreadable(&mut self, error: Error) -> Result<(), Error> {
        if matches!(error, Error::Io { .. }) {
            return Err(error);
        }
        self.unreadable += 1;
        if self.unreadable <= UNREADABLE {
            say(format_args!("note: not judged: {error}"));
        }
        Ok(())
    }

    fn whole_request(&self, called: &Called, exchange: &RecordedExchange) -> Option<Value> {
        let Called { route, parameters } = called;
        let model = self.models.get(route.vendor)?;
        let specified = route.operation.specified.as_ref()?;
        let root = &model.types.get(route.operation.request.as_ref()?)?.node;
        let must_have_query =
            root.constraints.iter().any(|rule| rule.value.presence().required == Some(RequestPart::Query.name()));
        if must_have_query && exchange.query.is_none() {
            return None;
        }
        let mut headers = exchange.headers.clone();
        let has_type = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        headers.extend(exchange.content_type().filter(|_| !has_type).map(|kind| ("content-type".into(), kind)));
        let body = exchange.request_body();
        let received = Received {
            path: parameters,
            query: exchange.query.as_deref().unwrap_or_default(),
            headers: &headers,
            body: body.as_bytes(),
        };
        request::read(specified, &received, root, &|name| model.types.get(name)).ok()
    }
}
