//! The schemas that the operations of a specification use, each with what it is used for.

use super::{
    body::Content,
    document::Specification,
    operation::SpecOperation,
    parameter::{Parameter, ParameterLocation},
    place::SpecPlace,
    response::ResponseStatus,
};
use crate::read::{ExtraSchema, Way};
use std::collections::HashSet;

/// What a schema is used for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemaUse {
    /// A parameter of the request.
    Parameter(ParameterLocation, String),
    /// The body of the request in a media type.
    Body(String),
    /// A field of a form, in Swagger.
    Field(String),
    /// A header of a response.
    Header(ResponseStatus, String),
    /// The body of a response in a media type.
    Response(ResponseStatus, String),
}

/// A schema with its use in an operation.
#[derive(Clone, Debug)]
pub struct UsedSchema<'a> {
    /// The operation.
    pub operation: &'a SpecOperation,
    /// What it is used for.
    pub usage: SchemaUse,
    /// Where it stands.
    pub place: &'a SpecPlace,
}

impl Specification {
    /// Every schema that an operation uses, but those of headers of parts, in the order of the operations.
    pub fn used_schemas(&self) -> Vec<UsedSchema<'_>> {
        self.all_operations().flat_map(SpecOperation::used_schemas).collect()
    }

    /// The used schemas, and those of headers of parts, as definitions to read, each place once. The name says which operation
    /// uses it for what, such as `createPet body`, `createPet 404 response`, `GET /pets limit`.
    pub fn extra_schemas(&self) -> Vec<ExtraSchema> {
        let mut seen = HashSet::new();
        let used = self.used_schemas().into_iter().map(|used| (used.place, used.name()));
        let of_parts = self.all_operations().flat_map(SpecOperation::schemas_of_part_headers);
        let all = used.chain(of_parts).filter(|(place, _)| seen.insert((&place.file, &place.pointer)));
        all.map(|(place, name)| ExtraSchema {
            file: place.file.clone(),
            pointer: place.pointer.clone(),
            name,
            way: None,
            twin: None,
        })
        .collect()
    }
}

impl UsedSchema<'_> {
    /// Which way a body goes, as who calls sees it; `None` for anything else.
    pub fn way(&self) -> Option<Way> {
        match (&self.usage, self.operation.is_event()) {
            (SchemaUse::Body(_), false) | (SchemaUse::Response(..), true) => Some(Way::Sent),
            (SchemaUse::Body(_), true) | (SchemaUse::Response(..), false) => Some(Way::Received),
            (SchemaUse::Parameter(..) | SchemaUse::Field(_) | SchemaUse::Header(..), _) => None,
        }
    }

    /// A name for the schema, by the operation and its use there.
    pub fn name(&self) -> String {
        let operation = self.operation.own_name();
        match &self.usage {
            SchemaUse::Parameter(_, name) | SchemaUse::Field(name) => format!("{operation} {name}"),
            SchemaUse::Body(_) => format!("{operation} body"),
            SchemaUse::Header(status, name) => format!("{operation} {status} {name}"),
            SchemaUse::Response(status, _) => format!("{operation} {status} response"),
        }
    }
}

impl SpecOperation {
    /// The `operationId`, else method and path.
    fn own_name(&self) -> String {
        self.operation_id.clone().unwrap_or_else(|| self.title())
    }

    /// The schemas of headers of parts in multipart bodies, each with a name such as `upload file X-Checksum`.
    fn schemas_of_part_headers(&self) -> impl Iterator<Item = (&SpecPlace, String)> {
        let of_body = self.body.iter().flat_map(|body| &body.contents);
        let contents = of_body.chain(self.responses.iter().flat_map(|response| &response.contents));
        contents.flat_map(|content| &content.encodings).flat_map(move |encoding| {
            encoding.headers.iter().flat_map(move |header| {
                let name = format!("{} {} {}", self.own_name(), encoding.property, header.name);
                of_parameter(header).map(move |place| (place, name.clone()))
            })
        })
    }

    /// Every schema that the operation uses, but those of headers of parts.
    pub fn used_schemas(&self) -> Vec<UsedSchema<'_>> {
        let operation = self;
        let mut used = Vec::new();
        let mut add = |usage: SchemaUse, place| used.push(UsedSchema { operation, usage, place });
        for parameter in &operation.parameters {
            for place in of_parameter(parameter) {
                add(SchemaUse::Parameter(parameter.location, parameter.name.clone()), place);
            }
        }
        for content in operation.body.iter().flat_map(|body| &body.contents) {
            for place in of_content(content) {
                add(SchemaUse::Body(content.media_type.clone()), place);
            }
            for field in &content.fields {
                add(SchemaUse::Field(field.name.clone()), &field.schema);
            }
        }
        for response in &operation.responses {
            for header in &response.headers {
                for place in of_parameter(header) {
                    add(SchemaUse::Header(response.status, header.name.clone()), place);
                }
            }
            for content in &response.contents {
                for place in of_content(content) {
                    add(SchemaUse::Response(response.status, content.media_type.clone()), place);
                }
            }
        }
        used
    }
}

fn of_parameter(parameter: &Parameter) -> impl Iterator<Item = &SpecPlace> {
    parameter.schema.iter().chain(parameter.content.iter().flat_map(of_content))
}

fn of_content(content: &Content) -> impl Iterator<Item = &SpecPlace> {
    content.schema.iter().chain(&content.item_schema)
}
