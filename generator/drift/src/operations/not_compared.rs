//! What the model of a specification holds and no rule compares: it is listed where it differs.

use super::{described, media_types::name, remarks::Remarks, response::has_body};
use crate::{
    assertions::assertions,
    change::NotCompared,
    contract::{Contract, ContractEntry},
    pair::Pair,
    references::references,
};
use ringback_contract::{operation::media_type::is_form, uri::encode};
use ringback_openapi::specification::{
    Content, Encoding, ParameterStyle, Response, SecuritySchemeKind, SpecOperation, Specification,
};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Lists what differs between two versions of an operation and was not compared.
pub fn operation(remarks: &mut Remarks, name: &str, old: &SpecOperation, new: &SpecOperation) {
    let mut list = |what: String| remarks.not_compared.push(NotCompared { owner: name.to_owned(), what });
    members(&mut list, "", &old.others, &new.others);
    for parameter in &old.parameters {
        let other =
            new.parameters.iter().find(|other| other.name == parameter.name && other.location == parameter.location);
        if let Some(other) = other {
            let place = format!("{} parameter {}: ", parameter.location.name(), parameter.name);
            members(&mut list, &place, &parameter.others, &other.others);
            contents(&mut list, &place, parameter.content.as_slice(), other.content.as_slice());
        }
    }
    if let (Some(old), Some(new)) = (&old.body, &new.body) {
        members(&mut list, "request body: ", &old.others, &new.others);
        contents(&mut list, "request body: ", &old.contents, &new.contents);
    }
    if old.responses.is_empty() != new.responses.is_empty() {
        list("responses, which one version does not describe".to_owned());
    }
    for response in &old.responses {
        if let Some(other) = new.responses.iter().find(|other| other.status == response.status) {
            self::response(&mut list, response, other);
        }
    }
}

fn response(list: &mut impl FnMut(String), old: &Response, new: &Response) {
    let place = format!("response {}: ", old.status);
    members(list, &place, &old.others, &new.others);
    if old.links != new.links {
        list(format!("{place}links"));
    }
    for header in &old.headers {
        if let Some(other) = new.headers.iter().find(|other| other.name.eq_ignore_ascii_case(&header.name)) {
            members(list, &format!("{place}header {}: ", header.name), &header.others, &other.others);
        }
    }
    contents(list, &place, &old.contents, &new.contents);
    let media_types = |response: &Response| response.contents.iter().map(|content| name(&content.media_type)).collect();
    let [olds, news]: [BTreeSet<String>; 2] = [old, new].map(media_types);
    if !has_body(old.status) && olds != news {
        list(format!("{place}a body, which a response with this status does not have"));
    }
}

fn contents(list: &mut impl FnMut(String), place: &str, olds: &[Content], news: &[Content]) {
    for old in olds {
        let Some(new) = news.iter().find(|new| new.media_type == old.media_type) else { continue };
        let place = format!("{place}{}: ", old.media_type);
        members(list, &place, &old.others, &new.others);
        for field in &old.fields {
            if let Some(other) = new.fields.iter().find(|other| other.name == field.name) {
                members(list, &format!("{place}form field {}: ", field.name), &field.others, &other.others);
            }
        }
        let names: BTreeSet<&str> =
            old.encodings.iter().chain(&new.encodings).map(|encoding| encoding.property.as_str()).collect();
        for name in names {
            let [one, other] =
                [old, new].map(|content| content.encodings.iter().find(|encoding| encoding.property == name));
            let is_form = is_form(&old.media_type);
            let [one, other] = [one, other].map(|one| one.map(|one| of_encoding(one, is_form)).unwrap_or_default());
            members(list, &format!("{place}encoding of {name}: "), &one, &other);
        }
    }
}

/// What an encoding says and no rule compares: everything, where a body is no form.
fn of_encoding(encoding: &Encoding, is_form: bool) -> Map<String, Value> {
    let mut members = encoding.others.clone();
    if !is_form {
        let style = encoding.style.map(ParameterStyle::name);
        let of_forms = [
            ("contentType", json!(encoding.content_type)),
            ("style", json!(style)),
            ("explode", json!(encoding.explode)),
        ];
        members.extend(of_forms.map(|(member, value)| (member.to_owned(), value)));
    }
    members.extend(encoding.allow_reserved.then(|| ("allowReserved".to_owned(), true.into())));
    for header in &encoding.headers {
        let of_header = [
            ("description", json!(header.description)),
            ("deprecated", header.deprecated.into()),
            ("examples", json!(header.examples)),
        ];
        let of_header = of_header.map(|(member, value)| (member.to_owned(), value)).into_iter();
        let of_header = of_header.chain(header.others.clone());
        members.extend(of_header.map(|(member, value)| (format!("header {}: {member}", header.name), value)));
    }
    members
}

/// Lists what differs between specifications as a whole and was not compared.
pub fn specifications(remarks: &mut Remarks, specifications: &Pair<Vec<Specification>>) {
    let (olds, news) = (&specifications.before, &specifications.after);
    for (old, new) in olds.iter().zip(news).filter(|_| olds.len() == news.len()) {
        described::specification(remarks, old, new);
        let mut list = |what: String| remarks.not_compared.push(NotCompared { owner: new.file.clone(), what });
        members(&mut list, "", &old.others, &new.others);
        let names = |specification: &Specification| -> BTreeSet<String> {
            specification.security_schemes.iter().map(|scheme| scheme.name.clone()).collect()
        };
        // Where an operation needs one, that is told of it.
        for name in names(old).symmetric_difference(&names(new)) {
            list(format!("security scheme {name}, which one version has"));
        }
        for scheme in &old.security_schemes {
            let Some(other) = new.security_schemes.iter().find(|other| other.name == scheme.name) else { continue };
            let place = format!("security scheme {}: ", scheme.name);
            members(&mut list, &place, &scheme.others, &other.others);
            if let (SecuritySchemeKind::Unresolved(_), SecuritySchemeKind::Unresolved(_)) = (&scheme.kind, &other.kind)
            {
                list(format!("{place}what its $ref leads to"));
            }
            // That another kind is needed is told by the operations.
            if scheme.kind != other.kind && std::mem::discriminant(&scheme.kind) == std::mem::discriminant(&other.kind)
            {
                list(format!("{place}how credentials are got"));
            }
        }
    }
}

/// Lists definitions that changed and that nothing refers to from the given schemas, which operations use that both versions
/// have.
pub fn unused_definitions(remarks: &mut Remarks, versions: Pair<&Contract>, roots: &Pair<Vec<&Value>>) {
    let used = |contract: &Contract, roots: &[&Value]| {
        let schemas: BTreeMap<String, &Value> =
            contract.entries.iter().map(|entry| (encode(&entry.name), &entry.schema)).collect();
        let mut used = BTreeSet::new();
        let mut waiting = Vec::new();
        roots.iter().for_each(|schema| references(schema, &mut |name| waiting.push(name.to_owned())));
        while let Some(name) = waiting.pop() {
            if used.insert(name.clone())
                && let Some(schema) = schemas.get(&name)
            {
                references(schema, &mut |name| waiting.push(name.to_owned()));
            }
        }
        used
    };
    let (old_used, new_used) = (used(versions.before, &roots.before), used(versions.after, &roots.after));
    let news: BTreeMap<&str, &ContractEntry> =
        versions.after.entries.iter().map(|entry| (entry.name.as_str(), entry)).collect();
    for old in &versions.before.entries {
        let name = encode(&old.name);
        let Some(new) = news.get(old.name.as_str()).filter(|_| !old_used.contains(&name) && !new_used.contains(&name))
        else {
            continue;
        };
        if assertions(&old.schema) != assertions(&new.schema) {
            let what = "no operation that both versions have uses it".to_owned();
            remarks.not_compared.push(NotCompared { owner: old.name.clone(), what });
        }
    }
}

/// Lists the members that differ.
pub fn members(list: &mut impl FnMut(String), place: &str, old: &Map<String, Value>, new: &Map<String, Value>) {
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for name in names.into_iter().filter(|name| old.get(*name) != new.get(*name)) {
        list(format!("{place}{name}"));
    }
}
