//! A recorded request and its response, read from an entry of an HTTP archive or from a JSON line.

use super::location::RecordedLocation;
use base64::{Engine, engine::general_purpose::STANDARD};
use ringback_contract::operation::media_type;
use ringback_runtime::template::encode;
use serde_json::Value;
use std::borrow::Cow;

/// A recorded body.
#[derive(Debug, Default)]
pub enum RecordedBody {
    /// There was none.
    #[default]
    None,
    /// A JSON value.
    Json(Value),
    /// Not JSON (HTML, an image, truncated JSON), or not recorded.
    Other,
}

/// A recorded request and its response.
#[derive(Debug)]
pub struct RecordedExchange {
    /// Where it was recorded.
    pub location: RecordedLocation,
    /// The method, as it was recorded.
    pub method: String,
    /// The path, percent-encoded, without the query.
    pub path: String,
    /// The query, percent-encoded; `None` if it may not have been recorded.
    pub query: Option<String>,
    /// The headers that were recorded; recorders leave out those with credentials.
    pub headers: Vec<(String, String)>,
    /// The media type of the request's body, where it was recorded.
    pub media_type: Option<String>,
    /// The text of the request's body, where it is one.
    pub request_text: Option<String>,
    /// The status; `None` if no response was recorded.
    pub status: Option<u16>,
    /// The body of the request.
    pub request: RecordedBody,
    /// The body of the response.
    pub response: RecordedBody,
    /// The messages that were received over the WebSocket that the request opened.
    pub delivered: Vec<RecordedBody>,
}

impl RecordedExchange {
    /// Reads an entry of an HTTP archive; `None` if it has no request.
    pub fn of_entry(location: RecordedLocation, entry: &Value) -> Option<Self> {
        let request = entry.get("request")?;
        let response = entry.get("response").unwrap_or(&Value::Null);
        let url = request.get("url")?.as_str()?;
        let messages = entry.get("_webSocketMessages").and_then(Value::as_array).into_iter().flatten();
        let member = |name: &str| Some(request.get("postData")?.get(name)?.as_str()?.to_owned());
        let delivered = messages.filter(|message| message.get("type").is_some_and(|kind| kind == "receive"));
        Some(Self {
            location,
            method: request.get("method")?.as_str()?.to_owned(),
            path: path(url),
            query: Some(query(url).unwrap_or_default()),
            headers: headers(request.get("headers")),
            media_type: member("mimeType"),
            request_text: member("text").filter(|text| !text.is_empty()).or_else(|| form(request.get("postData")?)),
            status: status(response.get("status")),
            request: request.get("postData").map(content).unwrap_or_default(),
            response: response.get("content").map(content).unwrap_or_default(),
            delivered: delivered.map(|message| of_text(message.get("data").and_then(Value::as_str))).collect(),
        })
    }

    /// Reads a line with `method`, `path` or `url`, and `request`, `response` or `status`; `None` for any other line.
    pub fn of_line(location: &RecordedLocation, line: &Value) -> Option<Self> {
        let text = |name: &str| line.get(name).and_then(Value::as_str);
        let body = |name: &str| match line.get(name) {
            None | Some(Value::Null) => RecordedBody::None,
            // Some recorders write a JSON body as a string.
            Some(Value::String(text)) => of_text(Some(text)),
            Some(value) => RecordedBody::Json(value.clone()),
        };
        let has_message = ["request", "response", "status"].iter().any(|name| line.get(name).is_some());
        let (method, url) = (text("method")?, text("path").or_else(|| text("url"))?);
        has_message.then(|| Self {
            location: location.clone(),
            method: method.to_owned(),
            path: path(url),
            // A line may name the path alone.
            query: query(url).or_else(|| line.get("url").map(|_| String::new())),
            headers: headers(line.get("headers")),
            media_type: None,
            request_text: text("request").map(str::to_owned),
            status: status(line.get("status")),
            request: body("request"),
            response: body("response"),
            delivered: Vec::new(),
        })
    }

    /// The media type of the request's body: as it was recorded, or that of JSON where the body is a value of it.
    pub fn content_type(&self) -> Option<String> {
        let of_value = || matches!(self.request, RecordedBody::Json(_)).then(|| media_type::JSON.to_owned());
        self.media_type.clone().or_else(of_value)
    }

    /// The body of the request as a text; empty if there was none.
    pub fn request_body(&self) -> Cow<'_, str> {
        match (&self.request_text, &self.request) {
            (Some(text), _) => Cow::Borrowed(text),
            (None, RecordedBody::Json(value)) => Cow::Owned(value.to_string()),
            (None, RecordedBody::None | RecordedBody::Other) => Cow::Borrowed(""),
        }
    }
}

/// The text of a form that was recorded as a list of its fields.
fn form(posted: &Value) -> Option<String> {
    let is_form = posted.get("mimeType").and_then(Value::as_str).map(media_type::essence)? == media_type::FORM;
    let text = |field: &Value, name: &str| Some(encode(field.get(name)?.as_str()?).to_string());
    let fields = posted.get("params").and_then(Value::as_array).filter(|_| is_form)?.iter();
    let fields =
        fields.map(|field| Some(format!("{}={}", text(field, "name")?, text(field, "value").unwrap_or_default())));
    Some(fields.collect::<Option<Vec<_>>>()?.join("&"))
}

/// The path of a URL, or of a path with a query.
fn path(url: &str) -> String {
    let without = url.split(['?', '#']).next().unwrap_or_default();
    let path = match without.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => without,
    };
    format!("/{}", path.trim_start_matches('/'))
}

/// The query of a URL, without the fragment.
fn query(url: &str) -> Option<String> {
    let without = url.split('#').next().unwrap_or_default();
    without.split_once('?').map(|(_, query)| query.to_owned())
}

/// Headers as a list of names and values, or as an object.
fn headers(value: Option<&Value>) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match value {
        Some(Value::Array(list)) => {
            let pair = |header: &Value| Some((text(header.get("name")?)?, text(header.get("value")?)?));
            list.iter().filter_map(pair).collect()
        }
        Some(Value::Object(all)) => all.iter().filter_map(|(name, value)| Some((name.clone(), text(value)?))).collect(),
        _ => Vec::new(),
    }
}

/// A status, written as a number or a string. Browsers write 0 if there was no response.
fn status(value: Option<&Value>) -> Option<u16> {
    let number = value?.as_u64().or_else(|| value?.as_str()?.parse().ok())?;
    u16::try_from(number).ok().filter(|status| *status > 0)
}

fn content(content: &Value) -> RecordedBody {
    let text = content.get("text").and_then(Value::as_str);
    let size = content.get("size").and_then(Value::as_i64);
    if text.is_none() && size.is_some_and(|size| size > 0) {
        return RecordedBody::Other;
    }
    if content.get("encoding").and_then(Value::as_str) != Some("base64") {
        return of_text(text);
    }
    let bytes = text.and_then(|text| STANDARD.decode(text.trim()).ok());
    match bytes.map(String::from_utf8) {
        Some(Ok(text)) => of_text(Some(&text)),
        _ => RecordedBody::Other,
    }
}

fn of_text(text: Option<&str>) -> RecordedBody {
    match text.map(|text| text.trim_start_matches('\u{feff}').trim()) {
        None | Some("") => RecordedBody::None,
        Some(text) => serde_json::from_str(text).map_or(RecordedBody::Other, RecordedBody::Json),
    }
}
