//! Adds the requests and responses of operations to both versions, as schemas that are compared; finds what else changed of
//! operations.

use super::{
    callbacks, described,
    fields::SchemaLookup,
    lifecycle,
    media_types::name_covered,
    not_compared,
    pairing::{Described, OperationPair, pairs},
    remarks::{Remark, Remarks, source},
    request::{RequestParts, key},
    response, security, servers, statuses, unfollowed,
    wire::{align_bodies, align_fields},
};
use crate::{
    change::{Movement, Side},
    contract::{Contract, ContractEntry, EntryRole},
    options::CompareOptions,
    pair::{Pair, Version},
    references::{redirect, references},
    rules::Rule,
};
use ringback_contract::{keyword::SOURCE, uri::encode};
use ringback_openapi::specification::{SpecOperation, Specification};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Adds the messages of all operations that both versions have, and returns what else changed.
pub fn add_messages(before: &mut Contract, after: &mut Contract, options: &CompareOptions) -> Remarks {
    let take = |contract: &mut Contract| {
        let mut specifications = std::mem::take(&mut contract.specifications);
        for specification in &mut specifications {
            specification.operations.retain(|operation| options.includes(&operation.path));
            for operation in &mut specification.operations {
                operation.path = options.without_prefix(&operation.path).to_owned();
            }
        }
        specifications
    };
    let specifications = Pair { before: take(before), after: take(after) };
    let mut remarks = Remarks::default();
    // A specification without operations is a collection of schemas.
    let has_operations =
        |specification: &Specification| !(specification.operations.is_empty() && specification.unresolved.is_empty());
    if !specifications.before.iter().chain(&specifications.after).any(has_operations) {
        return remarks;
    }
    let aliases = Pair { before: aliases(before), after: aliases(after) };
    let schemas = Pair { before: schemas(before), after: schemas(after) };
    let lookup = |names, aliases, schemas| SchemaLookup { names, aliases, schemas };
    let lookups = Pair {
        before: lookup(&before.places, &aliases.before, &schemas.before),
        after: lookup(&after.places, &aliases.after, &schemas.after),
    };
    let mut entries: [Vec<ContractEntry>; 2] = [Vec::new(), Vec::new()];
    let pairs = pairs(&specifications.before, &specifications.after);
    for pair in &pairs {
        match (pair.versions.before, pair.versions.after) {
            (Some(old), Some(new)) => {
                let [olds, news] = messages(&pair.name, old.operation, new.operation, &lookups);
                let [old_entries, new_entries] = &mut entries;
                old_entries.extend(olds);
                new_entries.extend(news);
                remarks_of(&mut remarks, &pair.name, old, new);
            }
            (Some(old), None) => lifecycle::removed(&mut remarks, &pair.name, old.operation, options),
            (None, Some(new)) => lifecycle::added(&mut remarks, &pair.name, new.operation),
            (None, None) => {}
        }
    }
    servers::compare(&mut remarks, &pairs);
    security::compare(&mut remarks, &pairs);
    unfollowed::places(&mut remarks, &specifications);
    not_compared::specifications(&mut remarks, &specifications);
    let [old_entries, new_entries] = entries;
    let used = Pair::of(|version| used_by(&pairs, version, lookups.at(version)));
    let messages = Pair { before: &old_entries, after: &new_entries };
    let roots = Pair::of(|version| {
        messages.at(version).iter().map(|message| &message.schema).chain(used.at(version)).collect()
    });
    not_compared::unused_definitions(&mut remarks, Pair { before: &*before, after: &*after }, &roots);
    add(before, old_entries, &aliases.before);
    add(after, new_entries, &aliases.after);
    unfollowed::schemas(&mut remarks, before, after);
    remarks
}

/// The schemas of the request and the responses of one operation in both versions.
fn messages(
    name: &str,
    old: &SpecOperation,
    new: &SpecOperation,
    lookups: &Pair<SchemaLookup>,
) -> [Vec<ContractEntry>; 2] {
    let mut requests =
        Pair { before: RequestParts::of(old, &lookups.before), after: RequestParts::of(new, &lookups.after) };
    let mut parameters = Pair {
        before: std::mem::take(&mut requests.before.parameters),
        after: std::mem::take(&mut requests.after.parameters),
    };
    align_fields(&mut parameters, lookups);
    (requests.before.parameters, requests.after.parameters) = (parameters.before, parameters.after);
    if let (Some(old), Some(new)) = (requests.before.bodies.take(), requests.after.bodies.take()) {
        let mut bodies = Pair { before: old, after: new };
        let Pair { before, after } = &mut bodies;
        name_covered(before, after);
        name_covered(after, before);
        align_bodies(&mut bodies, lookups);
        (requests.before.bodies, requests.after.bodies) = (Some(bodies.before), Some(bodies.after));
    } else {
        // Only one version has a body: nothing has to be aligned.
        requests.before.bodies = RequestParts::of(old, &lookups.before).bodies;
        requests.after.bodies = RequestParts::of(new, &lookups.after).bodies;
    }
    let is_event = old.is_event();
    let entry = |operation: &SpecOperation, name: String, side, schema, role: &EntryRole| ContractEntry {
        name: name.clone(),
        sides: vec![side],
        is_root: true,
        schema,
        source: source(&operation.place, &name),
        role: role.clone(),
    };
    let side = if is_event { Side::Event } else { Side::Request };
    let (method, path) = (new.method.clone(), new.path.clone());
    let request = EntryRole::Request { method: method.clone(), path: path.clone() };
    let mut olds = vec![entry(old, name.to_owned(), side, requests.before.schema(), &request)];
    let mut news = vec![entry(new, name.to_owned(), side, requests.after.schema(), &request)];
    let mut statuses =
        Pair { before: response::statuses(old, &lookups.before), after: response::statuses(new, &lookups.after) };
    if !statuses.before.is_empty() && !statuses.after.is_empty() {
        statuses::align(&mut statuses);
        response::align(&mut statuses, lookups);
        let (title, side) = (format!("{name} response"), if is_event { Side::Request } else { Side::Response });
        let role = EntryRole::Response { method, path };
        olds.push(entry(old, title.clone(), side, response::schema(&statuses.before), &role));
        news.push(entry(new, title, side, response::schema(&statuses.after), &role));
    }
    [olds, news]
}

/// References to the schemas that the operations of a version use which both have. Of values that are written as text,
/// messages have other schemas.
fn used_by(pairs: &[OperationPair], version: Version, lookup: &SchemaLookup) -> Vec<Value> {
    let both = pairs.iter().filter(|pair| pair.versions.before.is_some() && pair.versions.after.is_some());
    let operations = both.filter_map(|pair| pair.versions.at(version).map(|described| described.operation));
    operations.flat_map(SpecOperation::used_schemas).map(|used| lookup.reference(Some(used.place))).collect()
}

/// What rules find about an operation that both versions have.
fn remarks_of(remarks: &mut Remarks, name: &str, old: Described, new: Described) {
    let (old, new) = (old.operation, new.operation);
    lifecycle::compare(remarks, name, old, new);
    callbacks::compare(remarks, name, old, new);
    described::compare(remarks, name, old, new);
    unfollowed::compare(remarks, name, old, new);
    not_compared::operation(remarks, name, old, new);
    let places = [Some(&old.place), Some(&new.place)];
    for parameter in &old.parameters {
        let other = new.parameters.iter().find(|other| key(old, parameter) == key(new, other));
        if let Some(other) = other.filter(|other| other.allow_reserved != parameter.allow_reserved) {
            let remark = |movement, message| {
                Remark::of(Rule::ParameterStyleChanged, movement, message).at(&format!(
                    "{} parameter {}",
                    parameter.location.name(),
                    parameter.name
                ))
            };
            let remark = match other.allow_reserved {
                true => remark(Movement::Widened, "reserved characters are now allowed as they are"),
                false => {
                    let query = format!("{}=a/b", parameter.name);
                    remark(Movement::Narrowed, "reserved characters are no longer allowed as they are")
                        .breaking(json!({"method": new.method, "path": new.path, "query": query}))
                }
            };
            remarks.add(name, remark, [Some(&parameter.place), Some(&other.place)]);
        }
    }
    if has_listed_success(old) && !has_listed_success(new) && !new.responses.is_empty() && !old.is_event() {
        let remark = Remark::of(Rule::ResponseStatusRemoved, Movement::Removed, "no response of success is left")
            .at("responses")
            .on(Side::Response)
            .breaking(json!({"method": new.method, "path": new.path}));
        let has_default = new.responses.iter().any(|response| response.status.to_string() == "default");
        if !has_default {
            remarks.add(name, remark, places);
        }
    }
}

fn has_listed_success(operation: &SpecOperation) -> bool {
    operation.responses.iter().any(|response| statuses::is_success(response.status))
}

/// Adds the messages. The types that they refer to are used on their sides; types that no operation uses are not compared.
fn add(contract: &mut Contract, messages: Vec<ContractEntry>, aliases: &BTreeMap<String, String>) {
    let mut waiting = Vec::new();
    for mut message in messages {
        redirect(&mut message.schema, aliases);
        for side in &message.sides {
            references(&message.schema, &mut |name| waiting.push((name.to_owned(), *side)));
        }
        contract.entries.push(message);
    }
    contract.mark_used(waiting);
    for entry in contract.entries.iter_mut() {
        entry.is_root &= !entry.sides.is_empty();
    }
}

/// Entries that consist of a reference only, with its target.
fn aliases(contract: &Contract) -> BTreeMap<String, String> {
    let is_alias = |entry: &&ContractEntry| {
        entry.schema.as_object().is_some_and(|schema| schema.keys().all(|key| key == "$ref" || key == SOURCE))
    };
    let target = |entry: &ContractEntry| entry.schema.get("$ref")?.as_str().map(String::from);
    let aliases = contract.entries.iter().filter(is_alias);
    aliases.filter_map(|entry| Some((encode(&entry.name), target(entry)?))).collect()
}

fn schemas(contract: &Contract) -> BTreeMap<String, Value> {
    contract.entries.iter().map(|entry| (encode(&entry.name), entry.schema.clone())).collect()
}
