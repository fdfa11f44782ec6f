//! The responses of an operation as one schema: an object with one property, named by the status.

use super::{
    fields::{Bodies, BodySchema, Fields, SchemaLookup, field, header_key},
    media_types::name,
    statuses::{Statuses, has_success},
    wire::{align_bodies, align_fields},
};
use crate::{object_schema::ObjectSchema, pair::Pair};
use ringback_contract::{
    keyword::{TOLERATED, UNRESOLVED},
    operation::media_type::covers,
};
use ringback_openapi::specification::{Response, ResponseStatus, SpecOperation};
use serde_json::{Map, Value, json};

/// Statuses, and ranges of them, that a server may return without documenting them: all but success.
const UNDOCUMENTED: &str = "^[1345]([0-9][0-9]|XX)$";
/// The statuses that `default` describes, beside those that are listed.
const ERRORS: &str = "^[45]([0-9][0-9]|XX)$";

/// One response.
#[derive(Clone)]
pub struct ResponseParts {
    /// The headers as `header.<name>`.
    headers: Fields,
    /// The bodies by media type, of which the client names one.
    bodies: Bodies,
    /// A reference that was not followed.
    unresolved: Option<String>,
}

impl ResponseParts {
    fn of(response: &Response, lookup: &SchemaLookup) -> Self {
        let mut headers = Fields::new();
        for header in &response.headers {
            let key = header_key(&header.name);
            // A header parameter of this name would be ignored too.
            if key != "header.content-type" && !headers.iter().any(|(known, _)| *known == key) {
                headers.push((key, field(header, lookup)));
            }
        }
        let mut bodies = Bodies::new();
        for content in response.contents.iter().filter(|_| has_body(response.status)) {
            let name = name(&content.media_type);
            if !bodies.iter().any(|(known, _)| *known == name) {
                bodies.push((name, BodySchema::of(content, lookup)));
            }
        }
        Self { headers, bodies, unresolved: response.unresolved.first().map(|lost| lost.reference.clone()) }
    }

    /// The response as one object. It has every media type: the client names the one that it takes, and the server has to
    /// have it. Headers and media types that the client does not know are never in its way.
    fn schema(&self) -> Value {
        if let Some(reference) = &self.unresolved {
            return json!({UNRESOLVED: reference});
        }
        let mut object = ObjectSchema::default();
        for (name, field) in &self.headers {
            object.add(name.clone(), field.schema.clone(), field.is_required);
        }
        for (name, body) in &self.bodies {
            object.add(name.clone(), body.schema.clone(), true);
        }
        object.build()
    }
}

/// Whether a response with a status can have a body. Of the others HTTP says that there is none.
pub fn has_body(status: ResponseStatus) -> bool {
    !matches!(status, ResponseStatus::Code(100..=199 | 204 | 205 | 304) | ResponseStatus::Range(1))
}

/// The responses that a specification describes.
pub fn statuses(operation: &SpecOperation, lookup: &SchemaLookup) -> Statuses {
    let mut statuses = Statuses::new();
    for response in &operation.responses {
        if !statuses.iter().any(|(known, _)| *known == response.status) {
            statuses.push((response.status, ResponseParts::of(response, lookup)));
        }
    }
    statuses
}

/// Brings the responses of two versions into one form, status by status.
pub fn align(statuses: &mut Pair<Statuses>, lookups: &Pair<SchemaLookup>) {
    for (status, old) in &mut statuses.before {
        let Some((_, new)) = statuses.after.iter_mut().find(|(other, _)| other == status) else { continue };
        let mut headers = Pair { before: std::mem::take(&mut old.headers), after: std::mem::take(&mut new.headers) };
        align_fields(&mut headers, lookups);
        (old.headers, new.headers) = (headers.before, headers.after);
        align_ranges(&mut old.bodies, &mut new.bodies);
        let mut bodies = Pair { before: std::mem::take(&mut old.bodies), after: std::mem::take(&mut new.bodies) };
        align_bodies(&mut bodies, lookups);
        (old.bodies, new.bodies) = (bodies.before, bodies.after);
    }
}

/// Names a media type of the new version by the one of the old version that covers it or is covered by it.
fn align_ranges(olds: &mut Bodies, news: &mut Bodies) {
    for (old, _) in olds.iter() {
        if news.iter().any(|(new, _)| new == old) {
            continue;
        }
        if let Some((_, body)) = news.iter().find(|(new, _)| covers(new, old) || covers(old, new)) {
            let body = body.clone();
            news.push((old.clone(), body));
        }
    }
}

/// The responses as one object. A range is a property of its own: it stands for the statuses in it that are not listed.
pub fn schema(statuses: &Statuses) -> Value {
    let mut properties = Map::new();
    let mut default = None;
    for (status, parts) in statuses {
        match status {
            ResponseStatus::Default => default = Some(parts.schema()),
            listed => _ = properties.insert(listed.to_string(), parts.schema()),
        }
    }
    let documented: Vec<&String> = properties.keys().collect();
    let names = json!({"anyOf": [{"enum": documented}, {"pattern": ERRORS}]});
    let mut schema = Map::new();
    schema.insert("type".into(), "object".into());
    schema.insert("minProperties".into(), 1.into());
    schema.insert("maxProperties".into(), 1.into());
    match default {
        Some(default) => {
            schema.insert("additionalProperties".into(), default);
            // `default` describes the statuses that are not listed, not further ones of success.
            if has_success(statuses) {
                schema.insert("propertyNames".into(), names);
            }
        }
        // Who lists no success is silent about it.
        None if !has_success(statuses) => {}
        None => {
            schema.insert("additionalProperties".into(), Value::Bool(false));
            schema.insert(TOLERATED.into(), json!([UNDOCUMENTED]));
        }
    }
    schema.insert("properties".into(), Value::Object(properties));
    Value::Object(schema)
}
