//! The parts of a request or response before they become one schema, so that those of two versions can be brought into one
//! form.

use super::wire_fields::{WireForm, Written};
use ringback_contract::operation::media_type::is_form;
use ringback_openapi::specification::{Content, Parameter, ParameterStyle, SpecPlace};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The names of definitions by the place of their schema: file and pointer.
pub type NamesByPlace = BTreeMap<(String, String), String>;

/// Where the schemas of a version are found.
pub struct SchemaLookup<'a> {
    /// The names by place.
    pub names: &'a NamesByPlace,
    /// Definitions that consist of a reference only, with the target.
    pub aliases: &'a BTreeMap<String, String>,
    /// The schemas by percent-encoded name.
    pub schemas: &'a BTreeMap<String, Value>,
}

/// References that are followed to find out what a schema is about.
const CHAIN_LIMIT: usize = 16;

impl SchemaLookup<'_> {
    /// A reference to the schema at a place; `{}` if there is none.
    pub fn reference(&self, place: Option<&SpecPlace>) -> Value {
        let name = place.and_then(|place| self.names.get(&(place.file.clone(), place.pointer.clone())));
        let Some(name) = name else { return json!({}) };
        let mut reference = ringback_contract::uri::encode(name);
        for _ in 0..CHAIN_LIMIT {
            match self.aliases.get(&reference) {
                Some(target) => reference.clone_from(target),
                None => break,
            }
        }
        json!({"$ref": reference})
    }

    /// The schema that a chain of references leads to.
    pub fn resolved<'s>(&'s self, mut schema: &'s Value) -> &'s Value {
        for _ in 0..CHAIN_LIMIT {
            let target = schema.get("$ref").and_then(Value::as_str).and_then(|name| self.schemas.get(name));
            match target {
                Some(target) => schema = target,
                None => break,
            }
        }
        schema
    }
}

/// A parameter, header or form field.
#[derive(Clone)]
pub struct Field {
    /// The schema of the value.
    pub schema: Value,
    /// Whether it has to be there.
    pub is_required: bool,
    /// How it is written.
    pub written: Written,
}

/// Named fields, in order.
pub type Fields = Vec<(String, Field)>;

/// Bodies by media type, in order.
pub type Bodies = Vec<(String, BodySchema)>;

/// The body in one media type.
#[derive(Clone)]
pub struct BodySchema {
    /// The schema.
    pub schema: Value,
    /// How properties are written, where that is said: by name.
    pub encodings: BTreeMap<String, WireForm>,
    /// The media types of the parts, where they are said: by name.
    pub part_types: BTreeMap<String, String>,
    /// The headers of the parts that have some: by name.
    pub part_headers: BTreeMap<String, Fields>,
}

impl BodySchema {
    /// The body that a specification describes.
    pub fn of(content: &Content, lookup: &SchemaLookup) -> Self {
        let schema = if content.fields.is_empty() {
            match (&content.schema, &content.item_schema) {
                (None, Some(item)) => json!({"type": "array", "items": lookup.reference(Some(item))}),
                (whole, _) => lookup.reference(whole.as_ref()),
            }
        } else {
            let properties: Map<String, Value> = content
                .fields
                .iter()
                .map(|field| (field.name.clone(), lookup.reference(Some(&field.schema))))
                .collect();
            let required: Vec<&str> =
                content.fields.iter().filter(|field| field.required).map(|field| field.name.as_str()).collect();
            json!({"type": "object", "properties": properties, "required": required})
        };
        let forms = content.encodings.iter().map(|encoding| {
            let style = encoding.style.unwrap_or(ParameterStyle::Form);
            let explode = encoding.explode.unwrap_or(style == ParameterStyle::Form);
            let form = WireForm { style, explode, is_reserved_allowed: encoding.allow_reserved, ..WireForm::PLAIN };
            (encoding.property.clone(), form)
        });
        let types = content.encodings.iter().filter_map(|encoding| {
            Some((encoding.property.clone(), encoding.content_type.as_ref()?.to_ascii_lowercase()))
        });
        let headers = content.encodings.iter().filter(|encoding| !encoding.headers.is_empty()).map(|encoding| {
            let fields = encoding.headers.iter().map(|header| (header_key(&header.name), field(header, lookup)));
            (encoding.property.clone(), fields.collect())
        });
        Self { schema, encodings: forms.collect(), part_types: types.collect(), part_headers: headers.collect() }
    }
}

/// The field of a parameter or header.
pub fn field(parameter: &Parameter, lookup: &SchemaLookup) -> Field {
    let place = parameter.schema.as_ref().or_else(|| parameter.content.as_ref()?.schema.as_ref());
    Field { schema: lookup.reference(place), is_required: parameter.required, written: Written::of(parameter) }
}

/// What a header of a response or of a part is called beside the body: `header.x-left`.
pub fn header_key(name: &str) -> String {
    format!("header.{}", name.to_lowercase())
}

/// Whether the values in a body of a media type are text, and not JSON.
pub fn is_text(media_type: &str) -> bool {
    is_form(media_type) || is_xml(media_type) || is_plain_text(media_type)
}

/// Whether a body is one text.
pub fn is_plain_text(media_type: &str) -> bool {
    media_type.starts_with("text/") && !is_xml(media_type)
}

/// Whether a media type is XML.
pub fn is_xml(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.ends_with("/xml") || essence.ends_with("+xml")
}
