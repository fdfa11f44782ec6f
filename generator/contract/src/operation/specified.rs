//! What a specification says of an operation that `vendor.toml` does not: parameters outside of the path, forms, a response
//! per status.
//!
//! The payload of such an operation is the whole request as one JSON value, `{"query": {"limit": 10}, "body": {…}}`, so that
//! a parameter is a property like any other: it has a type, constraints, and cases that break them.

use super::{
    media_type::{FORM, MULTIPART, covers, essence},
    read_back::ValueSource,
    response_status::ResponseStatus,
};
use crate::provenance::Source;
use indexmap::IndexMap;
use ringback_runtime::parameter::{Parameter, ParameterPlace, ParameterStyle};

/// What a specification says of an operation.
#[derive(Clone, Debug, Default)]
pub struct Specified {
    /// The parameters of requests.
    pub parameters: Vec<SentParameter>,
    /// How the body is written; `None` if there is none.
    pub body: Option<BodyFormat>,
    /// All media types in which the body may be sent, as they are written.
    pub media_types: Vec<String>,
    /// The responses, by status.
    pub responses: Vec<(ResponseStatus, SpecifiedResponse)>,
    /// Where a response holds what identifies the created record in the paths of other operations, by placeholder.
    pub identifies: IndexMap<String, ValueSource>,
    /// The credentials without which nobody may call it; `None` if anybody may.
    pub credentials: Option<Credentials>,
    /// Values for the placeholders of the path that nobody gives: documented examples, or values of their types.
    pub path_values: IndexMap<String, String>,
}

/// What a specification says of a response.
#[derive(Clone, Debug, Default)]
pub struct SpecifiedResponse {
    /// The type of its body; `None` where nothing is said of a body in JSON.
    pub body: Option<String>,
    /// The headers that are described.
    pub headers: Vec<SentParameter>,
    /// The type of all headers as one object; `None` if none is described.
    pub header_type: Option<String>,
}

/// Credentials that an operation asks for.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Where that is said.
    pub source: Source,
    /// The headers, parameters and cookies of which one shows them.
    pub shown_in: Vec<(RequestPart, String)>,
}

/// A parameter as a request has it.
#[derive(Clone, Debug)]
pub struct SentParameter {
    /// Its name.
    pub name: String,
    /// Where it is sent.
    pub place: ParameterPlace,
    /// How lists and objects become text.
    pub style: ParameterStyle,
    /// Whether each element or property is written on its own.
    pub explode: bool,
    /// Whether reserved characters are sent as they are.
    pub reserved: bool,
}

/// How a body is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyFormat {
    /// As JSON, with this media type.
    Json(String),
    /// As a form, `application/x-www-form-urlencoded`.
    Form,
    /// As `multipart/form-data`. Properties that are not listed are parts of text, and objects parts of JSON.
    Multipart(Vec<MultipartProperty>),
    /// As it is, with this media type: a text, or a file.
    Plain(String),
}

/// A property of a multipart body whose part is described, or is a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MultipartProperty {
    /// Its name.
    pub name: String,
    /// The media type of its part; `None` if nothing is said.
    pub media_type: Option<String>,
    /// Whether it is a file.
    pub is_file: bool,
}

impl BodyFormat {
    /// The media type that is sent, without parameters.
    pub fn media_type(&self) -> &str {
        match self {
            Self::Json(media_type) | Self::Plain(media_type) => media_type,
            Self::Form => FORM,
            Self::Multipart(_) => MULTIPART,
        }
    }
}

/// A part of a request: a property of the payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestPart {
    /// The values of placeholders.
    Path,
    /// The query.
    Query,
    /// Headers.
    Header,
    /// Cookies.
    Cookie,
    /// The body.
    Body,
}

impl RequestPart {
    /// The property of the payload that holds it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Body => "body",
        }
    }
}

impl SentParameter {
    /// The part of the request that holds it.
    pub fn part(&self) -> RequestPart {
        match self.place {
            ParameterPlace::Path => RequestPart::Path,
            ParameterPlace::Query | ParameterPlace::QueryString => RequestPart::Query,
            ParameterPlace::Header => RequestPart::Header,
            ParameterPlace::Cookie => RequestPart::Cookie,
        }
    }

    /// How its value becomes text.
    pub fn writer(&self) -> Parameter<'_> {
        Parameter::new(&self.name, &self.name, self.place, self.style, self.explode, self.reserved)
    }
}

impl Specified {
    /// Whether the body may be sent in a media type.
    pub fn takes(&self, media_type: &str) -> bool {
        let sent = essence(media_type);
        self.media_types.iter().map(|one| essence(one)).any(|one| sent == one || covers(&one, &sent))
    }

    /// What is said of responses with a status.
    pub fn response(&self, status: u16) -> Option<&SpecifiedResponse> {
        let covering = self.responses.iter().filter(|(statuses, _)| statuses.covers(status));
        covering.min_by_key(|(statuses, _)| *statuses).map(|(_, response)| response)
    }

    /// The type of the bodies of responses with a status; `None` where nothing is said of them.
    pub fn response_type(&self, status: u16) -> Option<&str> {
        self.response(status)?.body.as_deref()
    }
}
