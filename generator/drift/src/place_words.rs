//! Where a change is, in the words of OpenAPI, and the rule that it falls under.

use super::{
    change::{Change, Documentation, Impact, Movement, NotCompared, Side},
    contract::{ContractEntry, EntryRole},
    rules::Rule,
};
use ringback_contract::{
    operation::{media_type::is_json, path::placeholders},
    pointer::{escape, tokens},
    provenance::Source,
};
use std::borrow::Cow;

/// What a change is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Parameter,
    Body,
    MediaType,
    Property,
    Status,
    Header,
    ResponseMediaType,
    ResponseProperty,
}

/// What differs at a location in an entry and was not compared.
pub fn not_compared(entry: &ContractEntry, at: &str, what: &str) -> NotCompared {
    let (owner, place) = named(entry, at);
    let place = if place.is_empty() { at } else { &place };
    let what = if place.is_empty() { what.to_owned() } else { format!("{place}: {what}") };
    NotCompared { owner, what }
}

/// A change of documentation at a location in an entry.
pub fn documentation(entry: &ContractEntry, at: String, message: String, sources: [Vec<Source>; 2]) -> Documentation {
    match named(entry, &at) {
        (owner, place) if place.is_empty() => Documentation { owner, at, message, sources },
        (owner, place) => Documentation { owner, at: String::new(), message: format!("{place}: {message}"), sources },
    }
}

/// The operation or type, and what is at a location of it; nothing in types.
fn named(entry: &ContractEntry, at: &str) -> (String, String) {
    (entry.role.operation(&entry.name).to_owned(), part(&entry.role, Side::Request, at).1)
}

/// Adds to a change where it is and the rule that it falls under, and says in the message what is gone or new.
pub fn describe(change: &mut Change, role: &EntryRole) {
    let (part, place) = part(role, change.side, &change.at);
    if !place.is_empty() {
        if matches!(
            part,
            Part::Parameter | Part::Status | Part::MediaType | Part::ResponseMediaType | Part::Header | Part::Body
        ) {
            reword(&mut change.message);
        }
        change.context.place = place;
    }
    if change.context.rule.is_none() {
        change.context.rule = Some(rule(part, change));
    }
}

/// What is at a location of an entry, and what it is called; nothing in types.
fn part(role: &EntryRole, side: Side, at: &str) -> (Part, String) {
    let at: Vec<Cow<str>> = tokens(at).collect();
    match role {
        EntryRole::Request { path, .. } => in_request(path, &at),
        EntryRole::Response { .. } => in_response(&at),
        EntryRole::Standalone | EntryRole::Operation(_) | EntryRole::PartOfOperation => {
            (if side == Side::Request { Part::Property } else { Part::ResponseProperty }, String::new())
        }
    }
}

/// `optional property removed` of something that is no property.
fn reword(message: &mut String) {
    for (old, new) in [
        ("optional property removed", "removed"),
        ("required property removed", "removed"),
        ("optional property added", "added, optional"),
        ("required property added", "added, required"),
    ] {
        *message = message.replace(old, new);
    }
}

fn in_request(path: &str, at: &[Cow<str>]) -> (Part, String) {
    let Some((first, rest)) = at.split_first() else { return (Part::Property, String::new()) };
    let below = pointer(rest);
    if first == "body" {
        let Some((media_type, rest)) = rest.split_first() else { return (Part::Body, "request body".into()) };
        let part = if rest.is_empty() { Part::MediaType } else { Part::Property };
        let body = body("request body", media_type, part == Part::MediaType);
        return (part, format!("{body} {}", pointer(rest)).trim_end().to_owned());
    }
    let (location, name) = first.split_once('.').unwrap_or(("", first));
    let name = match location {
        "path" => name.parse::<usize>().ok().and_then(|at| placeholders(path).nth(at.checked_sub(1)?)).unwrap_or(name),
        _ => name,
    };
    (Part::Parameter, format!("{location} parameter {name} {below}").trim_end().to_owned())
}

fn in_response(at: &[Cow<str>]) -> (Part, String) {
    let Some((status, rest)) = at.split_first() else { return (Part::Status, "responses".into()) };
    let status = if status == "*" { "default" } else { status };
    let response = format!("response {status}");
    let Some((key, rest)) = rest.split_first() else { return (Part::Status, response) };
    if let Some(name) = key.strip_prefix("header.") {
        return (Part::Header, format!("{response} header {name} {}", pointer(rest)).trim_end().to_owned());
    }
    let part = if rest.is_empty() { Part::ResponseMediaType } else { Part::ResponseProperty };
    let body = body(&format!("{response} body"), key, part == Part::ResponseMediaType);
    (part, format!("{body} {}", pointer(rest)).trim_end().to_owned())
}

/// `request body`, with the media type unless it is JSON.
fn body(what: &str, media_type: &str, is_whole: bool) -> String {
    if is_json(media_type) && !is_whole { what.to_owned() } else { format!("{what} ({media_type})") }
}

fn pointer(at: &[Cow<str>]) -> String {
    at.iter().map(|token| format!("/{}", escape(token))).collect()
}

fn rule(part: Part, change: &Change) -> Rule {
    let Change { message, movement, side, .. } = change;
    let has = |words: &str| message.contains(words);
    let (added, removed) = (*movement == Movement::Added, *movement == Movement::Removed);
    let narrowed = matches!(movement, Movement::Narrowed);
    // What breaks is something else that is said of the same value.
    let is_harmless = change.impact == Impact::Compatible;
    if *side == Side::Event {
        return match movement {
            Movement::Added => Rule::EventPropertyAdded,
            Movement::Removed => Rule::EventPropertyRemoved,
            _ if has("became optional") => Rule::EventPropertyRemoved,
            Movement::Narrowed | Movement::Same => Rule::EventNarrowed,
            Movement::Widened | Movement::Replaced | Movement::Undecided => Rule::EventWidened,
        };
    }
    match part {
        Part::Parameter if added && has("required") => Rule::RequiredParameterAdded,
        Part::Parameter if added => Rule::OptionalParameterAdded,
        Part::Parameter if removed => Rule::ParameterRemoved,
        Part::Parameter if has("became required") => Rule::ParameterBecameRequired,
        Part::Parameter if has("became optional") && is_harmless => Rule::ParameterBecameOptional,
        Part::Parameter if *movement == Movement::Widened => Rule::ParameterWidened,
        Part::Parameter => Rule::ParameterNarrowed,
        Part::Body if added => Rule::RequestBodyAdded,
        Part::Body if removed => Rule::RequestBodyRemoved,
        Part::Body if has("became required") => Rule::RequestBodyBecameRequired,
        Part::Body if has("became optional") && is_harmless => Rule::RequestBodyBecameOptional,
        Part::MediaType if added => Rule::RequestMediaTypeAdded,
        Part::MediaType if removed => Rule::RequestMediaTypeRemoved,
        Part::Body | Part::MediaType | Part::Property => of_request(change),
        Part::Status if added => Rule::ResponseStatusAdded,
        Part::Status if removed => Rule::ResponseStatusRemoved,
        Part::Header if added => Rule::ResponseHeaderAdded,
        Part::Header if removed => Rule::ResponseHeaderRemoved,
        Part::Header => Rule::ResponseHeaderChanged,
        Part::ResponseMediaType if added => Rule::ResponseMediaTypeAdded,
        Part::ResponseMediaType if removed => Rule::ResponseMediaTypeRemoved,
        Part::Status | Part::ResponseMediaType | Part::ResponseProperty => match movement {
            Movement::Added => Rule::ResponsePropertyAdded,
            Movement::Removed => Rule::ResponsePropertyRemoved,
            _ if has("became optional") => Rule::ResponsePropertyBecameOptional,
            _ if has("became required") && is_harmless => Rule::ResponsePropertyBecameRequired,
            _ if narrowed => Rule::ResponseNarrowed,
            _ => Rule::ResponseWidened,
        },
    }
}

fn of_request(change: &Change) -> Rule {
    let has = |words: &str| change.message.contains(words);
    match change.movement {
        Movement::Added if has("required") => Rule::RequestRequiredPropertyAdded,
        Movement::Added => Rule::RequestOptionalPropertyAdded,
        Movement::Removed => Rule::RequestPropertyRemoved,
        _ if has("became required") => Rule::RequestPropertyBecameRequired,
        _ if has("became optional") && change.impact == Impact::Compatible => Rule::RequestPropertyBecameOptional,
        Movement::Widened => Rule::RequestWidened,
        _ => Rule::RequestNarrowed,
    }
}
