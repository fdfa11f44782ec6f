//! The objects of an HTTP archive, as HAR 1.2 names them. What the format requires and nobody measures is -1, or empty.

use super::{
    record::{Record, Run},
    recording,
};
use ringback_contract::{mask::Mask, secret::secrets};
use ringback_runner::event::ShownExchange;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The archive without its entries.
#[derive(Serialize)]
pub(super) struct Envelope {
    log: Log,
}

#[derive(Serialize)]
struct Log {
    version: &'static str,
    creator: Creator,
    comment: String,
    /// They are written one by one.
    entries: [Entry; 0],
}

#[derive(Serialize)]
struct Creator {
    name: &'static str,
    version: String,
}

impl Envelope {
    /// The archive of a run.
    pub(super) fn of(run: &Run) -> Self {
        let creator = Creator { name: "ringback", version: run.ringback.clone() };
        let stopped = run.stopped.iter().map(|why| format!("; the run stopped early: {why}"));
        let comment = format!("ringback run against {}{}", run.target, stopped.collect::<String>());
        Self { log: Log { version: "1.2", creator, comment, entries: [] } }
    }
}

/// A request with its response.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry {
    started_date_time: String,
    /// Milliseconds.
    time: f64,
    request: HarRequest,
    response: HarResponse,
    cache: BTreeMap<String, Value>,
    timings: Timings,
    /// The name of the case; empty for a probe or a deletion.
    #[serde(skip_serializing_if = "String::is_empty")]
    comment: String,
}

#[derive(Serialize)]
struct Timings {
    send: f64,
    wait: f64,
    receive: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HarRequest {
    method: String,
    url: String,
    http_version: &'static str,
    cookies: [Pair; 0],
    headers: Vec<Pair>,
    query_string: Vec<Pair>,
    #[serde(skip_serializing_if = "Option::is_none")]
    post_data: Option<PostData>,
    headers_size: i64,
    body_size: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PostData {
    mime_type: String,
    params: [Pair; 0],
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HarResponse {
    status: u16,
    status_text: &'static str,
    http_version: &'static str,
    cookies: [Pair; 0],
    headers: Vec<Pair>,
    content: Content,
    #[serde(rename = "redirectURL")]
    redirect_url: String,
    headers_size: i64,
    body_size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Content {
    size: usize,
    mime_type: String,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<&'static str>,
}

#[derive(Serialize)]
struct Pair {
    name: String,
    value: String,
}

/// A message as a report shows it.
struct Message {
    headers: BTreeMap<String, String>,
    body: Option<String>,
    /// The length of the body as it was sent, in bytes.
    size: usize,
}

impl Message {
    fn header(&self, name: &str) -> String {
        self.headers.get(name).cloned().unwrap_or_default()
    }

    fn pairs(&self) -> Vec<Pair> {
        self.headers.iter().map(|(name, value)| Pair { name: name.clone(), value: value.clone() }).collect()
    }
}

impl Entry {
    /// The entry of an exchange. What it sent is added to what the mask leaves readable.
    pub(super) fn of_exchange(exchange: &ShownExchange, mask: &mut Mask) -> Self {
        let ShownExchange { at, case, request, response, took } = exchange;
        recording::keep_sent(mask, request);
        let body = String::from_utf8_lossy(&response.body);
        let text = match response.json() {
            Some(value) => {
                let mut masked = value.clone();
                mask.value(&mut masked);
                // A body that is not masked stays as it was written.
                if masked == value { body.clone().into_owned() } else { masked.to_string() }
            }
            None => mask.text(&body),
        };
        let received = Message {
            headers: recording::headers(&response.headers, |value| mask.text(value)),
            body: Some(text),
            size: response.body.len(),
        };
        let sent = Message {
            headers: recording::headers(&request.headers, secrets),
            body: request.body.clone(),
            size: request.body.as_ref().map_or(0, String::len),
        };
        let started = format!("{at:.3}");
        let mut entry = Self::new(started, took.as_secs_f64() * 1000.0, (&request.method, &request.url), &sent);
        entry.response = HarResponse::new(response.status, &received);
        entry.response.content.comment =
            response.truncated.then_some("the body was longer than what is kept; see max_body");
        entry.comment.clone_from(case);
        entry
    }

    /// The entry of a case in a report; `None` if it was not answered. Bodies are as short as they are there.
    pub(super) fn of_record(record: &Record, run: &Run) -> Option<Self> {
        let (request, response) = (record.request.as_ref()?, record.response.as_ref()?);
        let message = |headers: &BTreeMap<String, String>, body: &Value| {
            let body = match body {
                Value::Null => None,
                Value::String(text) => Some(text.clone()),
                other => Some(other.to_string()),
            };
            Message { headers: headers.clone(), size: body.as_ref().map_or(0, String::len), body }
        };
        let started = run.started.clone().unwrap_or_else(|| "1970-01-01T00:00:00Z".into());
        let sent = message(&request.headers, &request.body);
        let mut entry = Self::new(started, record.millis, (&request.method, &request.url), &sent);
        entry.response = HarResponse::new(response.status, &message(&response.headers, &response.body));
        entry.comment.clone_from(&record.name);
        Some(entry)
    }

    fn new(started: String, millis: f64, (method, url): (&str, &str), sent: &Message) -> Self {
        // Hundredths of a millisecond are more than a clock can be trusted with.
        let time = (millis * 100.0).round() / 100.0;
        let url = secrets(url);
        let query = url.split_once('?').map_or("", |(_, query)| query.split('#').next().unwrap_or_default());
        let query = url::form_urlencoded::parse(query.as_bytes());
        let post_data =
            sent.body.clone().map(|text| PostData { mime_type: sent.header("content-type"), params: [], text });
        let request = HarRequest {
            method: method.into(),
            http_version: HTTP_VERSION,
            cookies: [],
            headers: sent.pairs(),
            query_string: query.map(|(name, value)| Pair { name: name.into(), value: value.into() }).collect(),
            post_data,
            headers_size: UNKNOWN,
            body_size: sent.size,
            url,
        };
        let nothing = Message { headers: BTreeMap::new(), body: None, size: 0 };
        Self {
            started_date_time: started,
            time,
            request,
            response: HarResponse::new(0, &nothing),
            cache: BTreeMap::new(),
            timings: Timings { send: 0.0, wait: time, receive: 0.0 },
            comment: String::new(),
        }
    }
}

/// What the client speaks.
const HTTP_VERSION: &str = "HTTP/1.1";

/// A size that nobody measured.
const UNKNOWN: i64 = -1;

impl HarResponse {
    fn new(status: u16, received: &Message) -> Self {
        let is_encoded = received.headers.contains_key("content-encoding");
        let mime_type = received.header("content-type");
        Self {
            status,
            status_text: http::StatusCode::from_u16(status)
                .ok()
                .and_then(|status| status.canonical_reason())
                .unwrap_or_default(),
            http_version: HTTP_VERSION,
            cookies: [],
            headers: received.pairs(),
            content: Content {
                size: received.size,
                // The format requires a type.
                mime_type: if mime_type.is_empty() { "x-unknown".into() } else { mime_type },
                text: received.body.clone().unwrap_or_default(),
                comment: None,
            },
            redirect_url: received.header("location"),
            headers_size: UNKNOWN,
            body_size: if is_encoded { UNKNOWN } else { i64::try_from(received.size).unwrap_or(UNKNOWN) },
        }
    }
}
