//! What recordings are held against: each message of each operation, and each type, for payloads that tell of no operation.

use crate::judges::Judges;
use ringback_constraints::model::Model;
use ringback_contract::operation::Operation;
use ringback_drift::change::Side;
use ringback_suite::{
    case::{Case, Expect, Level, Payload},
    judge::Judge,
};
use std::{collections::BTreeMap, sync::Arc};

/// What payloads are told apart by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A message of an operation, `VENDOR/OPERATION`.
    Message(String, Side),
    /// A type, `VENDOR/TYPE`.
    Type(String),
}

/// A check: all recorded payloads of a subject conform.
#[derive(Clone, Debug)]
pub struct Check {
    /// Whose payloads are checked.
    pub subject: Subject,
    /// The check as a case, which sends nothing.
    pub case: Arc<Case>,
    /// Types that travel on a side in no other message: payloads of them are of this subject, wherever they were found.
    pub own_types: Vec<(String, Side)>,
    /// Whether it is told when nothing of it was recorded. What belongs to a message, and the parts of requests that a
    /// specification describes, rarely stand alone.
    pub is_expected: bool,
}

/// All checks of some vendors, named `VENDOR/OPERATION/recorded/SIDE` and `VENDOR/TYPE/recorded`.
pub fn checks(models: &[Model], judges: &Judges) -> Vec<Check> {
    models.iter().flat_map(|model| of_vendor(model, judges)).collect()
}

fn of_vendor(model: &Model, judges: &Judges) -> Vec<Check> {
    let vendor = &model.vendor.name;
    let mut messages: Vec<(&Operation, Side, Vec<&str>)> = Vec::new();
    for operation in &model.vendor.operations {
        let sent = if operation.is_event() { Side::Event } else { Side::Request };
        messages.extend(operation.request.as_deref().map(|name| (operation, sent, vec![name])));
        let returned = returned_types(operation);
        if !returned.is_empty() {
            messages.push((operation, Side::Response, returned));
        }
    }
    let mut used: BTreeMap<(&str, Side), usize> = BTreeMap::new();
    for (_, side, types) in &messages {
        types.iter().for_each(|name| *used.entry((name, *side)).or_default() += 1);
    }
    let case = |name: String, operation: &str, type_name: &str| {
        let type_name = format!("{vendor}/{type_name}");
        Arc::new(Case {
            name,
            vendor: vendor.clone(),
            operation: operation.to_owned(),
            level: Level::Documented,
            expect: Expect::Conform,
            payload: Payload::None,
            breaks: None,
            base: None,
            parts: Vec::new(),
            anonymous: false,
            tags: Vec::new(),
            because: judges.get(&type_name).map(Judge::declared).unwrap_or_default(),
            type_name,
        })
    };
    let of_messages = messages.iter().map(|(operation, side, types)| Check {
        subject: Subject::Message(format!("{vendor}/{}", operation.name), *side),
        case: case(
            format!("{vendor}/{}/recorded/{}", operation.name, side.name()),
            &operation.name,
            types.first().unwrap_or(&""),
        ),
        own_types: types
            .iter()
            .filter(|name| used.get(&(**name, *side)) == Some(&1))
            .map(|name| (format!("{vendor}/{name}"), *side))
            .collect(),
        is_expected: true,
    });
    let is_specified = model.vendor.operations.iter().any(|operation| operation.specified.is_some());
    let is_of_one_message = |name: &str| Side::ALL.iter().any(|side| used.get(&(name, *side)) == Some(&1));
    let of_types = model.types.keys().map(|name| Check {
        subject: Subject::Type(format!("{vendor}/{name}")),
        case: case(format!("{vendor}/{name}/recorded"), name, name),
        own_types: Vec::new(),
        is_expected: !is_specified && !is_of_one_message(name),
    });
    of_messages.chain(of_types).collect()
}

/// The types of all responses of an operation, those of success first.
fn returned_types(operation: &Operation) -> Vec<&str> {
    let specified = operation.specified.iter().flat_map(|specified| &specified.responses);
    let specified = specified.filter_map(|(_, response)| response.body.as_deref());
    let mut types: Vec<&str> = operation.response.as_deref().into_iter().collect();
    for name in operation.error.as_deref().into_iter().chain(specified) {
        if !types.contains(&name) {
            types.push(name);
        }
    }
    types
}
