//! Bodies of requests and responses: by media type, the schema of the body and how it is written.

use super::{
    node::Node,
    parameter::{Parameter, ParameterLocation, ParameterStyle, SWAGGER_READ, examples, headers, others, swagger_style},
    place::{SpecPlace, Unresolved},
};
use ringback_contract::operation::media_type;
use serde_json::{Map, Value};

/// The body of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Whether it has to be sent.
    pub required: bool,
    /// What it means.
    pub description: Option<String>,
    /// The media types in which it may be sent; empty if the reference to it was not followed.
    pub contents: Vec<Content>,
    /// The reference to the body, if it was not followed.
    pub unresolved: Option<Unresolved>,
    /// Members that are not interpreted.
    pub others: Map<String, Value>,
    /// Where it is described.
    pub place: SpecPlace,
}

/// A body in one media type.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The media type as it is written; it may be a range such as `image/*`.
    pub media_type: String,
    /// The schema of the body; `None` if nothing is said, or if [`Self::fields`] says it.
    pub schema: Option<SpecPlace>,
    /// The schema of each item of a stream (3.2).
    pub item_schema: Option<SpecPlace>,
    /// The fields of a form of Swagger, which has no schema of the whole.
    pub fields: Vec<FormField>,
    /// How properties of a form or a multipart body are written, by name.
    pub encodings: Vec<Encoding>,
    /// Example bodies.
    pub examples: Vec<Value>,
    /// References that were not followed.
    pub unresolved: Vec<Unresolved>,
    /// Members that are not interpreted.
    pub others: Map<String, Value>,
    /// Where it is described.
    pub place: SpecPlace,
}

/// A field of a form of Swagger.
#[derive(Clone, Debug, PartialEq)]
pub struct FormField {
    /// Its name.
    pub name: String,
    /// Whether it has to be sent.
    pub required: bool,
    /// What it means.
    pub description: Option<String>,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// Whether it is a file.
    pub is_file: bool,
    /// The schema of its value.
    pub schema: SpecPlace,
    /// Members that are not interpreted.
    pub others: Map<String, Value>,
}

/// How a property of a form or a multipart body is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoding {
    /// The name of the property.
    pub property: String,
    /// The media type of its part.
    pub content_type: Option<String>,
    /// How lists and objects become text, if that is said.
    pub style: Option<ParameterStyle>,
    /// Whether each element or property is written on its own, if that is said.
    pub explode: Option<bool>,
    /// Whether reserved characters are sent as they are.
    pub allow_reserved: bool,
    /// The headers of its part.
    pub headers: Vec<Parameter>,
    /// Members that are not interpreted.
    pub others: Map<String, Value>,
}

/// Whether a schema, or that of its elements, is of files: any bytes instead of a text.
pub fn is_file(schema: &Value) -> bool {
    let binary = |schema: &Value| {
        schema.get("format").is_some_and(|format| format == "binary")
            || schema.get("contentMediaType").and_then(Value::as_str).is_some_and(|media| !media.starts_with("text/"))
                && schema.get("contentEncoding").is_none()
    };
    binary(schema) || schema.get("items").is_some_and(binary)
}

/// The members that are read of a media type.
const READ: &[&str] = &["schema", "itemSchema", "encoding", "example", "examples"];
/// The members that are read of a body.
const BODY_READ: &[&str] = &["$ref", "required", "description", "content", "summary"];
/// The members that are read of an encoding.
const ENCODING_READ: &[&str] = &["contentType", "style", "explode", "allowReserved", "headers"];

/// The body that `requestBody` describes.
pub fn body(node: &Node) -> Body {
    match node.follow() {
        Ok(found) => Body {
            required: found.is_true("required"),
            description: node.text("description").or_else(|| found.text("description")),
            contents: contents(&found),
            unresolved: None,
            others: found.others(BODY_READ),
            place: found.place(),
        },
        Err(unresolved) => Body {
            required: false,
            description: node.text("description"),
            contents: Vec::new(),
            unresolved: Some(unresolved),
            others: Map::new(),
            place: node.place(),
        },
    }
}

/// The media types that the `content` of an object describes.
pub fn contents(holder: &Node) -> Vec<Content> {
    let contents = holder.collection("content").into_iter().flat_map(|contents| contents.fields());
    // OpenAPI 3.2 has reusable media types.
    contents
        .map(|(media_type, node)| match node.follow() {
            Ok(found) => content(media_type, &found),
            Err(unresolved) => {
                let mut content = content(media_type, &node);
                content.unresolved.push(unresolved);
                content
            }
        })
        .collect()
}

/// The media type that an object describes.
pub fn content(media_type: &str, node: &Node) -> Content {
    let mut unresolved = Vec::new();
    let encodings = node.collection("encoding").into_iter().flat_map(|encodings| encodings.named());
    let encodings = encodings
        .map(|(property, encoding)| Encoding {
            property: property.to_owned(),
            content_type: encoding.text("contentType"),
            style: encoding.text("style").and_then(|name| ParameterStyle::named(&name)),
            explode: encoding.flag("explode"),
            allow_reserved: encoding.is_true("allowReserved"),
            headers: headers(encoding.collection("headers"), false, &mut unresolved),
            others: encoding.others(ENCODING_READ),
        })
        .collect();
    Content {
        media_type: media_type.to_owned(),
        schema: node.get("schema").map(|schema| schema.place()),
        item_schema: node.get("itemSchema").map(|schema| schema.place()),
        fields: Vec::new(),
        encodings,
        examples: examples(node),
        unresolved,
        others: others(node, READ),
        place: node.place(),
    }
}

/// The body that parameters of Swagger describe: one `in: body`, or fields `in: formData`.
pub fn swagger_body(parameters: &[Node], consumes: &[String]) -> Option<Body> {
    let is_in = |node: &&Node, location: &str| node.text("in").as_deref() == Some(location);
    let whole = parameters.iter().rfind(|node| is_in(node, "body"));
    let fields: Vec<&Node> = parameters.iter().filter(|node| is_in(node, "formData")).collect();
    let first = whole.or(fields.first().copied())?;
    let has_file = fields.iter().any(|field| field.text("type").as_deref() == Some("file"));
    let default = match whole {
        Some(_) => media_type::JSON,
        None if has_file => media_type::MULTIPART,
        None => media_type::FORM,
    };
    // A form is sent as a form, whatever else the whole file consumes.
    let fits = |media_type: &&String| whole.is_some() || media_type::is_form(media_type);
    let mut media_types: Vec<String> = consumes.iter().filter(fits).cloned().collect();
    if media_types.is_empty() {
        media_types.push(default.into());
    }
    let content = |media_type: String| Content {
        media_type,
        schema: whole.and_then(|body| body.get("schema")).map(|schema| schema.place()),
        item_schema: None,
        fields: if whole.is_some() { Vec::new() } else { fields.iter().map(|field| form_field(field)).collect() },
        encodings: if whole.is_some() {
            Vec::new()
        } else {
            fields.iter().filter_map(|field| encoding(field)).collect()
        },
        examples: whole.and_then(|body| body.value.get("x-example")).cloned().into_iter().collect(),
        unresolved: Vec::new(),
        others: Map::new(),
        place: first.place(),
    };
    Some(Body {
        required: first.is_true("required") || fields.iter().any(|field| field.is_true("required")),
        description: whole.and_then(|body| body.text("description")),
        contents: media_types.into_iter().map(content).collect(),
        unresolved: None,
        others: whole
            .map(|body| body.others(&["in", "name", "required", "description", "schema", "x-example"]))
            .unwrap_or_default(),
        place: first.place(),
    })
}

fn form_field(node: &Node) -> FormField {
    FormField {
        name: node.text("name").unwrap_or_default(),
        required: node.is_true("required"),
        description: node.text("description"),
        deprecated: node.is_true("deprecated") || node.is_true("x-deprecated"),
        is_file: node.text("type").as_deref() == Some("file"),
        schema: node.place(),
        others: node.others(SWAGGER_READ),
    }
}

/// How a list in a form is written.
fn encoding(node: &Node) -> Option<Encoding> {
    node.get("items")?;
    let (style, explode) = swagger_style(ParameterLocation::Query, node.text("collectionFormat").as_deref());
    Some(Encoding {
        property: node.text("name").unwrap_or_default(),
        content_type: None,
        style: Some(style),
        explode: Some(explode),
        allow_reserved: false,
        headers: Vec::new(),
        others: Map::new(),
    })
}
