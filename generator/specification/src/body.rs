//! The body of a request: in which of the described media types it is sent, and what is known of it.

use crate::{
    clues::SchemaClues,
    operation::{Side, named},
};
use ringback_contract::{
    operation::{BodyFormat, MultipartProperty, RequestPart, media_type, sample_file},
    provenance::Source,
    subject::Subject,
};
use ringback_openapi::{
    read::ReadDefinitions,
    specification::{Body, Content, SpecPlace, is_file},
};
use serde_json::{Value, json};

/// A body as it is sent.
pub struct SentBody<'b> {
    body: &'b Body,
    content: &'b Content,
    /// How it is written.
    pub format: BodyFormat,
}

impl<'b> SentBody<'b> {
    /// The body in the first media type that can be sent: JSON before forms, and these before texts and files.
    ///
    /// # Errors
    ///
    /// Why it can be sent in none.
    pub fn of(body: &'b Body, read: &ReadDefinitions, clues: &SchemaClues) -> Result<Self, String> {
        let mut lacking = None;
        for sends in [json, form, multipart, plain] {
            for content in &body.contents {
                match sends(content, read, clues) {
                    Some(Ok(format)) => return Ok(Self { body, content, format }),
                    Some(Err(why)) => lacking = lacking.or(Some(why)),
                    None => {}
                }
            }
        }
        let names: Vec<&str> = body.contents.iter().map(|content| content.media_type.as_str()).collect();
        let names = if names.is_empty() { "something that is not described".into() } else { names.join(" or ") };
        Err(lacking.unwrap_or_else(|| format!("it needs a body as {names}")))
    }

    /// Adds what is known of the body to the type of requests.
    pub fn add_clues(&self, request: &Subject, read: &ReadDefinitions, clues: &mut SchemaClues) {
        let line = |place: &SpecPlace, quote: &str| Source::line(&place.file, place.line, quote);
        let Self { body, content, format } = self;
        let subject = request.property(RequestPart::Body.name());
        clues.declare(&subject, line(&body.place, "requestBody"));
        if body.required {
            clues.keyword(request, "required", json!([RequestPart::Body.name()]), line(&body.place, "required: true"));
        }
        match content.schema.as_ref().and_then(|place| named(read, place, Side::Sent, clues)) {
            Some(name) => clues.refer(&subject, &name, line(&content.place, &content.media_type)),
            // What travels as it is, is a text to whoever makes it.
            None if matches!(format, BodyFormat::Plain(_)) => {
                clues.keyword(&subject, "type", "string".into(), line(&content.place, &content.media_type));
            }
            None => {}
        }
        for field in &content.fields {
            let part = subject.property(&field.name);
            clues.declare(&part, line(&field.schema, &format!("{} in: formData", field.name)));
            if let Some(name) = named(read, &field.schema, Side::Sent, clues) {
                clues.refer(&part, &name, line(&field.schema, &field.name));
            }
            if field.required {
                clues.keyword(&subject, "required", json!([field.name]), line(&field.schema, "required: true"));
            }
        }
        for example in &content.examples {
            clues.keyword(&subject, "example", example.clone(), line(&content.place, "example"));
        }
    }
}

/// How a content is written; `None` if it is of another kind, an error if a part of it cannot be made.
type Sends = Option<Result<BodyFormat, String>>;

fn json(content: &Content, _: &ReadDefinitions, _: &SchemaClues) -> Sends {
    media_type::is_json(&content.media_type).then(|| {
        // A range such as `*/*` is no media type that can be sent.
        let is_range = content.media_type.contains('*');
        let written = if is_range { media_type::JSON } else { &content.media_type };
        Ok(BodyFormat::Json(written.into()))
    })
}

fn form(content: &Content, _: &ReadDefinitions, _: &SchemaClues) -> Sends {
    (media_type::essence(&content.media_type) == media_type::FORM).then_some(Ok(BodyFormat::Form))
}

fn multipart(content: &Content, read: &ReadDefinitions, clues: &SchemaClues) -> Sends {
    if media_type::essence(&content.media_type) != media_type::MULTIPART {
        return None;
    }
    let whole = content.schema.as_ref().and_then(|place| named(read, place, Side::Sent, clues));
    let properties = whole.as_deref().map(|name| clues.properties(name)).unwrap_or_default();
    let files = properties.iter().filter(|(_, schema)| {
        let schema = clues.behind_reference(schema);
        let elements = schema.get("items").map(|items| clues.behind_reference(items));
        is_file(schema) || elements.is_some_and(is_file)
    });
    let described = |name: &str| content.encodings.iter().find(|encoding| encoding.property == name);
    let media_type = |name: &str| described(name).and_then(|encoding| encoding.content_type.clone());
    let files = files.map(|(name, _)| *name);
    let files = files.chain(content.fields.iter().filter(|field| field.is_file).map(|field| field.name.as_str()));
    let mut all: Vec<MultipartProperty> = Vec::new();
    for name in files {
        let wanted = media_type(name).unwrap_or_default();
        if sample_file(&wanted).is_none() {
            return Some(Err(format!("the part {name:?} of its body is a file of the type {wanted}")));
        }
        all.push(MultipartProperty { name: name.to_owned(), media_type: media_type(name), is_file: true });
    }
    for encoding in &content.encodings {
        let is_known = all.iter().any(|property| property.name == encoding.property);
        if let Some(wanted) = encoding.content_type.clone().filter(|_| !is_known) {
            if !media_type::is_json(&wanted) && !media_type::essence(&wanted).starts_with("text/") {
                return Some(Err(format!("the part {:?} of its body is of the type {wanted}", encoding.property)));
            }
            let name = encoding.property.clone();
            all.push(MultipartProperty { name, media_type: Some(wanted), is_file: false });
        }
    }
    Some(Ok(BodyFormat::Multipart(all)))
}

/// A text or a file as it is.
fn plain(content: &Content, read: &ReadDefinitions, clues: &SchemaClues) -> Sends {
    let file = sample_file(&content.media_type)?;
    let name = content.schema.as_ref().and_then(|place| named(read, place, Side::Sent, clues));
    let schema = name.as_deref().and_then(|name| clues.schema_of(name));
    let is_text = schema.and_then(|schema| schema.get("type")).is_none_or(|kind| kind == &Value::from("string"));
    (is_text && content.fields.is_empty()).then_some(Ok(BodyFormat::Plain(file.media_type.into())))
}
