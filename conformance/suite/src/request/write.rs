//! From a payload to what is sent.

use super::multipart;
use ringback_contract::operation::{BodyFormat, RequestPart, SentParameter, Specified, media_type, sample_file};
use ringback_runtime::parameter::{ParameterPlace, ParameterStyle, plain};
use serde_json::Value;

/// What is sent of a payload, beside method and path.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Written {
    /// The values of placeholders that the payload itself gives, as text.
    pub path: Vec<(String, String)>,
    /// The query, encoded; empty if there is none.
    pub query: String,
    /// Headers, cookies included.
    pub headers: Vec<(String, String)>,
    /// The media type of the body, and the body.
    pub body: Option<(String, Vec<u8>)>,
}

/// Writes a payload as its operation says.
pub fn write(specified: &Specified, payload: &Value) -> Written {
    let mut written = Written::default();
    let (mut query, mut cookies) = (Vec::new(), Vec::new());
    for (parameter, value) in given(specified, payload) {
        let writer = parameter.writer();
        match parameter.part() {
            RequestPart::Path => written.path.push((parameter.name.clone(), plain(value))),
            RequestPart::Query => query.extend(writer.query(value)),
            RequestPart::Header => written.headers.push((parameter.name.clone(), writer.header(value))),
            RequestPart::Cookie => cookies.extend(writer.query(value)),
            RequestPart::Body => {}
        }
    }
    written.query = query.join("&");
    if !cookies.is_empty() {
        written.headers.push(("cookie".into(), cookies.join("; ")));
    }
    let body = payload.get(RequestPart::Body.name());
    written.body = body.zip(specified.body.as_ref()).and_then(|(body, format)| match format {
        BodyFormat::Json(media_type) => Some((media_type.clone(), serde_json::to_vec(body).ok()?)),
        BodyFormat::Form => {
            let fields = body.as_object()?.iter().flat_map(|(name, value)| form_field(name).writer().query(value));
            Some((media_type::FORM.into(), fields.collect::<Vec<_>>().join("&").into_bytes()))
        }
        BodyFormat::Multipart(described) => Some(multipart::write(body.as_object()?, described)),
        BodyFormat::Plain(media_type) => {
            Some((media_type.clone(), sample_file(media_type)?.bytes(body.as_str()?).to_vec()))
        }
    });
    written
}

/// How a field of a form is written: elements on their own, properties of objects in brackets.
pub(super) fn form_field(name: &str) -> SentParameter {
    let (place, style) = (ParameterPlace::Query, ParameterStyle::DeepObject);
    SentParameter { name: name.to_owned(), place, style, explode: true, reserved: false }
}

/// The parameters that a payload gives, each with its value.
pub(super) fn given<'s>(
    specified: &'s Specified,
    payload: &'s Value,
) -> impl Iterator<Item = (&'s SentParameter, &'s Value)> {
    let value = |parameter: &'s SentParameter| payload.get(parameter.part().name())?.get(&parameter.name);
    specified.parameters.iter().filter_map(move |parameter| Some((parameter, value(parameter)?)))
}
