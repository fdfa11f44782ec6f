//! The request of an operation as fields and bodies, and as one schema.

use super::{
    fields::{Bodies, BodySchema, Field, Fields, SchemaLookup, field},
    media_types::{name, one_media_type},
    wire_fields::{WireForm, Written},
};
use crate::object_schema::ObjectSchema;
use ringback_contract::{keyword::UNRESOLVED, operation::path::placeholders};
use ringback_openapi::specification::{Body, Parameter, ParameterLocation, SpecOperation};
use serde_json::{Value, json};

/// Headers that OpenAPI says to ignore among parameters, as other parts of the file describe them.
const IGNORED_HEADERS: [&str; 3] = ["accept", "authorization", "content-type"];

/// The request of an operation.
pub struct RequestParts {
    /// The parameters as `path.1`, `query.<name>`, `header.<name>`, `cookie.<name>`.
    pub parameters: Fields,
    /// Whether a body has to be sent.
    pub needs_body: bool,
    /// The bodies by media type; `None` if no body is described.
    pub bodies: Option<Bodies>,
    /// The reference to the body, if it was not followed.
    pub unresolved: Option<String>,
}

impl RequestParts {
    /// The request that a specification describes.
    pub fn of(operation: &SpecOperation, lookup: &SchemaLookup) -> Self {
        let mut parameters = Fields::new();
        // A placeholder that no parameter describes is any text.
        for (at, _) in placeholders(&operation.path).enumerate().filter(|_| !operation.is_event()) {
            let written = Written::AsText(WireForm { explode: false, ..WireForm::PLAIN });
            parameters.push((
                format!("path.{}", at + 1),
                Field { schema: json!({"type": "string"}), is_required: true, written },
            ));
        }
        for parameter in &operation.parameters {
            let Some(key) = key(operation, parameter) else { continue };
            let field = field(parameter, lookup);
            match parameters.iter_mut().find(|(known, _)| *known == key) {
                Some((_, known)) => *known = field,
                None => parameters.push((key, field)),
            }
        }
        let body = operation.body.as_ref();
        Self {
            parameters,
            needs_body: body.is_some_and(|body| body.required),
            bodies: body.filter(|body| body.unresolved.is_none()).map(|body| bodies(body, lookup)),
            unresolved: body.and_then(|body| Some(body.unresolved.as_ref()?.reference.clone())),
        }
    }

    /// The request as one object.
    pub fn schema(self) -> Value {
        let mut request = ObjectSchema::default();
        for (name, field) in self.parameters {
            // Without a value it would be another path.
            request.never_empty.extend(name.starts_with("path.").then(|| name.clone()));
            request.add(name, field.schema, field.is_required);
        }
        if let Some(reference) = self.unresolved {
            request.add("body".into(), json!({UNRESOLVED: reference}), false);
        } else if let Some(bodies) = self.bodies {
            let content = bodies.into_iter().map(|(media_type, body)| (media_type, body.schema)).collect();
            request.add("body".into(), one_media_type(content), self.needs_body);
        }
        request.build()
    }
}

/// The name of a parameter in a request; `None` if it means nothing there.
pub fn key(operation: &SpecOperation, parameter: &Parameter) -> Option<String> {
    let name = &parameter.name;
    match parameter.location {
        // Renaming a path parameter changes nothing, so its position is its name.
        ParameterLocation::Path => {
            let position = placeholders(&operation.path).position(|known| known == name)?;
            Some(format!("path.{}", position + 1))
        }
        ParameterLocation::Header => {
            let name = name.to_lowercase();
            (!IGNORED_HEADERS.contains(&name.as_str())).then(|| format!("header.{name}"))
        }
        location => Some(format!("{}.{name}", location.name())),
    }
}

fn bodies(body: &Body, lookup: &SchemaLookup) -> Bodies {
    let mut bodies = Bodies::new();
    for content in &body.contents {
        let (name, body) = (name(&content.media_type), BodySchema::of(content, lookup));
        match bodies.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = body,
            None => bodies.push((name, body)),
        }
    }
    bodies
}
