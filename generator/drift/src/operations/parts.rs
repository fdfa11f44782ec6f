//! The parts of forms: one in another media type is another part, and one with headers has those beside its content.

use super::{
    fields::{BodySchema, Fields, SchemaLookup},
    media_types::{name, one_media_type},
    text_objects::{inlined, properties, replace},
    text_values::Kinds,
    wire::align_fields,
};
use crate::{object_schema::ObjectSchema, pair::Pair};
use ringback_contract::operation::media_type::FORM;
use serde_json::Value;
use std::collections::BTreeSet;

/// What the content of a part is called beside its headers.
const CONTENT: &str = "content";

/// Bodies in a media type, `schemas` of them, with the media types of parts where these differ, and with headers of parts;
/// `None` if there is nothing of that.
pub fn described(
    media_type: &str,
    schemas: Pair<&Value>,
    bodies: Pair<&BodySchema>,
    lookups: &Pair<SchemaLookup>,
) -> Option<[Value; 2]> {
    let Pair { before, after } = bodies;
    let types = before.part_types.keys().chain(after.part_types.keys());
    let names: BTreeSet<&String> = types.chain(before.part_headers.keys()).chain(after.part_headers.keys()).collect();
    if names.is_empty() {
        return None;
    }
    let mut visits = 0;
    let mut both =
        [inlined(schemas.before, &lookups.before, &mut visits)?, inlined(schemas.after, &lookups.after, &mut visits)?];
    let mut is_described = false;
    for name in names {
        let [Some(old), Some(new)] = both.each_ref().map(|body| property(body, name)) else { continue };
        let written = |body: &BodySchema, schema: &Value, lookup: &SchemaLookup| {
            body.part_types.get(name).cloned().unwrap_or_else(|| usual_type(media_type, schema, lookup).to_owned())
        };
        let [old_type, new_type] = [written(before, old, &lookups.before), written(after, new, &lookups.after)];
        let [mut old, mut new] = [old, new].map(Value::clone);
        if old_type != new_type {
            (old, new) = (in_types(&old_type, old), in_types(&new_type, new));
        }
        let headers = |body: &BodySchema| body.part_headers.get(name).cloned().unwrap_or_default();
        let mut headers = Pair { before: headers(before), after: headers(after) };
        let has_headers = !(headers.before.is_empty() && headers.after.is_empty());
        if has_headers {
            align_fields(&mut headers, lookups);
            (old, new) = (with_headers(headers.before, old), with_headers(headers.after, new));
        }
        if has_headers || old_type != new_type {
            let [before, after] = &mut both;
            is_described |= replace(before, name, old).is_some() | replace(after, name, new).is_some();
        }
    }
    is_described.then_some(both)
}

fn property<'a>(body: &'a Value, name: &str) -> Option<&'a Value> {
    properties(body).into_iter().find(|(known, _)| *known == name).map(|(_, schema)| schema)
}

/// A part in one of several media types, as `contentType` lists them.
fn in_types(listed: &str, schema: Value) -> Value {
    one_media_type(listed.split(',').map(|media_type| (name(media_type), schema.clone())).collect())
}

fn with_headers(headers: Fields, content: Value) -> Value {
    let mut part = ObjectSchema::default();
    for (name, header) in headers {
        part.add(name, header.schema, header.is_required);
    }
    part.add(CONTENT.into(), content, true);
    part.build()
}

/// The media type of a part of which none is said.
fn usual_type(media_type: &str, schema: &Value, lookup: &SchemaLookup) -> &'static str {
    let kinds = Kinds::of(schema, lookup);
    if kinds.is_scalar() {
        return "text/plain";
    }
    if media_type == FORM {
        return FORM;
    }
    if kinds.has_objects {
        return "application/json";
    }
    match lookup.resolved(schema).get("items").filter(|_| kinds.is_list()) {
        Some(items) if !Kinds::of(items, lookup).is_list() => usual_type(media_type, items, lookup),
        Some(_) => "application/json",
        None => "application/octet-stream",
    }
}
