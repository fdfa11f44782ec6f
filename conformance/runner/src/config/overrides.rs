//! The section of a configuration file about one operation: it overrides the documented operation field by field.

use super::{
    auth::AuthSetting,
    check::{Place, target_url},
    setting::{HeaderSetting, OrNone},
    target::{Access, check_apart},
};
use ringback_contract::{
    error::Error,
    operation::{Direction, Operation, PathTemplate, PayloadLocator, ReadBack},
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use toml::Spanned;

/// Overrides of a documented operation, or one that no document describes. Keys that are left out stay as documented.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// The vendor whose operation it is.
    #[schemars(with = "String")]
    pub vendor: Spanned<String>,
    /// The name of the operation.
    #[schemars(with = "String")]
    pub name: Spanned<String>,
    /// A sentence for readers.
    pub doc: Option<String>,
    /// GET, POST, PUT, PATCH or DELETE.
    #[schemars(with = "Option<String>")]
    pub method: Option<Spanned<String>>,
    /// The path below the URL, with `{placeholders}`.
    #[schemars(with = "Option<String>")]
    pub path: Option<Spanned<PathTemplate>>,
    /// Another base URL than that of the target.
    #[schemars(with = "Option<String>")]
    url: Option<Spanned<String>>,
    /// Headers beside those of the target.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, HeaderSetting>")]
    headers: BTreeMap<String, Spanned<HeaderSetting>>,
    /// Other credentials than those of the target.
    auth: Option<AuthSetting>,
    /// Who is judged.
    #[schemars(with = "Option<DirectionName>")]
    pub direction: Option<Direction>,
    /// The type of the request's payload.
    #[schemars(with = "Option<String>")]
    pub request: Option<Spanned<String>>,
    /// The document in which a payload is sent, or `none`.
    #[schemars(with = "Option<Value>")]
    pub envelope: Option<Spanned<Value>>,
    /// Where the payload is in the envelope, or `none`.
    #[schemars(with = "Option<String>")]
    pub request_at: Option<OrNone<PayloadLocator>>,
    /// The type of what is returned, or `none`.
    #[schemars(with = "Option<String>")]
    pub response: Option<Spanned<OrNone<String>>>,
    /// Where that is in the response's body, or `none`.
    #[schemars(with = "Option<String>")]
    pub response_at: Option<OrNone<PayloadLocator>>,
    /// The statuses that accept a payload.
    pub success: Option<Vec<u16>>,
    /// The statuses that refuse a payload.
    pub rejection: Option<Vec<u16>>,
    /// Whether a document lists these statuses, so that another one is a failure.
    pub documented_statuses: Option<bool>,
    /// The type of the body of a refusal, or `none`.
    #[schemars(with = "Option<String>")]
    pub error: Option<Spanned<OrNone<String>>>,
    /// Whether the response repeats what was sent.
    pub echoes: Option<bool>,
    /// The operations that return what was sent.
    #[schemars(with = "Option<Vec<ReadBackSetting>>")]
    pub read_back: Option<Vec<ReadBack>>,
    /// Whether payloads are judged when they are sent.
    pub validates: Option<bool>,
    /// Whether a phone rings when it succeeds.
    pub rings: Option<bool>,
    /// Why it is not called.
    #[schemars(with = "Option<String>")]
    pub skip: Option<Spanned<String>>,
}

/// What editors are told of `direction`.
#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(dead_code, reason = "only its schema is used")]
enum DirectionName {
    /// A server that receives requests.
    Request,
    /// A server that returns responses.
    Response,
    /// A consumer that receives events.
    Event,
}

/// An operation that returns what was sent.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
struct ReadBackSetting {
    /// The operation that reads.
    operation: String,
    /// The parameters of that operation: by name, `body:/POINTER` or `header:NAME` of the response.
    #[schemars(default)]
    with: BTreeMap<String, String>,
    /// Pairs of pointers: in the sent payload, and in the read response.
    #[schemars(default)]
    compare: BTreeMap<String, String>,
}

/// Replaces a value if the file gives a new one.
fn replace<T: Clone>(value: &mut T, new: Option<&T>) {
    if let Some(new) = new {
        value.clone_from(new);
    }
}

/// Replaces a value that may be absent, if the file gives a new one or says that there is none.
fn give<T: Clone>(value: &mut Option<T>, new: Option<&OrNone<T>>) {
    if let Some(new) = new {
        *value = new.given().cloned();
    }
}

impl Override {
    /// Where the operation is, and its own headers and credentials, if anything of that is given.
    pub(super) fn access(&self, place: &Place) -> Result<Option<Access>, Error> {
        let url = self.url.as_ref().map(|url| target_url(url.get_ref()).map_err(|why| place.error(url, why)));
        let credentials = self.auth.as_ref().map(|auth| auth.resolve(place)).transpose()?;
        let headers = place.headers(&self.headers)?;
        check_apart(place, &self.headers, credentials.as_ref())?;
        let access = Access { url: url.transpose()?, headers, credentials };
        let given = access.url.is_some() || !access.headers.is_empty() || access.credentials.is_some();
        Ok(given.then_some(access))
    }

    /// Applies the overrides to an operation.
    pub(super) fn apply(&self, operation: &mut Operation) {
        let text = |spanned: &Option<Spanned<String>>| spanned.as_ref().map(|spanned| spanned.get_ref().clone());
        replace(&mut operation.doc, self.doc.as_ref());
        replace(&mut operation.method, text(&self.method).as_ref());
        replace(&mut operation.path, self.path.as_ref().map(Spanned::get_ref));
        replace(&mut operation.direction, self.direction.as_ref());
        replace(&mut operation.echoes, self.echoes.as_ref());
        replace(&mut operation.read_back, self.read_back.as_ref());
        replace(&mut operation.rings, self.rings.as_ref());
        operation.request = text(&self.request).or_else(|| operation.request.take());
        give(&mut operation.response, self.response.as_ref().map(Spanned::get_ref));
        give(&mut operation.response_at, self.response_at.as_ref());
        give(&mut operation.error, self.error.as_ref().map(Spanned::get_ref));
        if let Some(statuses) = &self.success {
            operation.set_success(statuses.clone());
        }
        if let Some(statuses) = &self.rejection {
            operation.set_rejection(statuses.clone());
        }
        if let Some(documented) = self.documented_statuses {
            operation.set_documented_statuses(documented);
        }
        if let Some(validates) = self.validates {
            operation.set_validates(validates);
        }
        match self.envelope.as_ref().map(Spanned::get_ref) {
            Some(Value::String(none)) if none == "none" => {
                operation.envelope = None;
                operation.request_at = None;
            }
            Some(envelope) => operation.envelope = Some(envelope.clone()),
            None => {}
        }
        give(&mut operation.request_at, self.request_at.as_ref());
    }
}
