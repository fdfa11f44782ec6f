//! A request and what came back, as archives and lines have it.

use super::place::Place;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;

/// What was sent, or came back.
#[derive(Debug, Default)]
pub enum Body {
    /// No body.
    #[default]
    None,
    /// A body of JSON, whatever it is labelled.
    Json(Value),
    /// Something else: a page, a picture, JSON that is cut, or what was not kept.
    Other,
}

/// A request and what came back.
#[derive(Debug)]
pub struct Exchange {
    /// Where it was recorded.
    pub place: Place,
    /// The method, as it was recorded.
    pub method: String,
    /// The path, still percent-encoded.
    pub path: String,
    /// The status, when something came back.
    pub status: Option<u16>,
    /// The body of the request.
    pub request: Body,
    /// The body of the response.
    pub response: Body,
    /// What was delivered over a socket that the request opened.
    pub delivered: Vec<Body>,
}

impl Exchange {
    /// An entry of an archive; `None` if there is no request in it.
    pub fn of_entry(place: Place, entry: &Value) -> Option<Self> {
        let request = entry.get("request")?;
        let response = entry.get("response").unwrap_or(&Value::Null);
        let messages = entry.get("_webSocketMessages").and_then(Value::as_array).into_iter().flatten();
        let delivered = messages.filter(|message| message.get("type").is_some_and(|kind| kind == "receive"));
        Some(Self {
            place,
            method: request.get("method")?.as_str()?.to_owned(),
            path: path(request.get("url")?.as_str()?),
            status: status(response.get("status")),
            request: request.get("postData").map(content).unwrap_or_default(),
            response: response.get("content").map(content).unwrap_or_default(),
            delivered: delivered.map(|message| of_text(message.get("data").and_then(Value::as_str))).collect(),
        })
    }

    /// A line with `method`, `path` or `url`, and what went there and back; `None` if it is no such line.
    pub fn of_line(place: &Place, line: &Value) -> Option<Self> {
        let text = |name: &str| line.get(name).and_then(Value::as_str);
        let body = |name: &str| match line.get(name) {
            None | Some(Value::Null) => Body::None,
            // Some recorders keep bodies as they were sent.
            Some(Value::String(text)) => of_text(Some(text)),
            Some(value) => Body::Json(value.clone()),
        };
        let goes = ["request", "response", "status"].iter().any(|name| line.get(name).is_some());
        let (method, url) = (text("method")?, text("path").or_else(|| text("url"))?);
        goes.then(|| Self {
            place: place.clone(),
            method: method.to_owned(),
            path: path(url),
            status: status(line.get("status")),
            request: body("request"),
            response: body("response"),
            delivered: Vec::new(),
        })
    }
}

/// The path of an address, without what is asked there.
fn path(url: &str) -> String {
    let without = url.split(['?', '#']).next().unwrap_or_default();
    let path = match without.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => without,
    };
    format!("/{}", path.trim_start_matches('/'))
}

/// A status. Browsers write 0 for what never came back.
fn status(value: Option<&Value>) -> Option<u16> {
    let number = value?.as_u64().or_else(|| value?.as_str()?.parse().ok())?;
    u16::try_from(number).ok().filter(|status| *status > 0)
}

fn content(content: &Value) -> Body {
    let text = content.get("text").and_then(Value::as_str);
    let size = content.get("size").and_then(Value::as_i64);
    if text.is_none() && size.is_some_and(|size| size > 0) {
        return Body::Other;
    }
    if content.get("encoding").and_then(Value::as_str) != Some("base64") {
        return of_text(text);
    }
    let bytes = text.and_then(|text| STANDARD.decode(text.trim()).ok());
    match bytes.map(String::from_utf8) {
        Some(Ok(text)) => of_text(Some(&text)),
        _ => Body::Other,
    }
}

fn of_text(text: Option<&str>) -> Body {
    match text.map(|text| text.trim_start_matches('\u{feff}').trim()) {
        None | Some("") => Body::None,
        Some(text) => serde_json::from_str(text).map_or(Body::Other, Body::Json),
    }
}
