//! An operation: a call that clients make, or an event that is delivered to consumers.

use super::{
    build::{Build, Pages},
    direction::Direction,
    envelope,
    path::PathTemplate,
    read_back::{ReadBack, ValueSource},
    specified::Specified,
    status::{self, StatusSets},
};
use ringback_runtime::envelope::PayloadLocator;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// A call or an event, as an entry `[[operations]]` of `vendor.toml` describes it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the keys are documented where users read about them: in the README")]
pub struct Operation {
    pub name: String,
    #[serde(default)]
    pub doc: String,
    pub method: String,
    pub path: PathTemplate,
    pub direction: Direction,
    #[serde(default)]
    pub request: Option<String>,
    #[serde(default)]
    pub envelope: Option<Value>,
    #[serde(default)]
    pub request_at: Option<PayloadLocator>,
    #[serde(default)]
    pub response: Option<String>,
    #[serde(default)]
    pub response_at: Option<PayloadLocator>,
    #[serde(default)]
    success: Vec<u16>,
    #[serde(default)]
    rejection: Vec<u16>,
    #[serde(default)]
    documented_statuses: bool,
    #[serde(default)]
    pub error: Option<String>,
    #[serde(default)]
    pub echoes: bool,
    #[serde(default)]
    pub read_back: Vec<ReadBack>,
    #[serde(default)]
    validates: Option<bool>,
    #[serde(default)]
    pub rings: bool,
    #[serde(default)]
    pub pages: Option<Pages>,
    #[serde(default)]
    pub build: Build,
    /// What a specification says of it, if it was read from one.
    #[serde(skip)]
    pub specified: Option<Specified>,
}

impl Operation {
    /// An operation with these properties and no others.
    pub fn new(name: impl Into<String>, method: impl Into<String>, path: PathTemplate, direction: Direction) -> Self {
        Self {
            name: name.into(),
            doc: String::new(),
            method: method.into(),
            path,
            direction,
            request: None,
            envelope: None,
            request_at: None,
            response: None,
            response_at: None,
            success: Vec::new(),
            rejection: Vec::new(),
            documented_statuses: false,
            error: None,
            echoes: false,
            read_back: Vec::new(),
            validates: None,
            rings: false,
            pages: None,
            build: Build::default(),
            specified: None,
        }
    }

    /// The statuses that mean an accepted, and those that mean a rejected payload.
    pub fn statuses(&self) -> StatusSets<'_> {
        StatusSets::new(&self.success, &self.rejection)
    }

    /// Whether a status accepts what was sent: one of the listed ones if a document lists them, any 2xx if they are only
    /// known from elsewhere.
    pub fn accepts(&self, status: u16) -> bool {
        if self.documented_statuses { self.statuses().accepts(status) } else { status::is_success(status) }
    }

    /// Whether a status refuses what was sent: one of the listed ones; any 4xx that is not about something else, too, if
    /// no document lists them.
    pub fn refuses(&self, status: u16) -> bool {
        self.statuses().refuses(status) || (!self.documented_statuses && status::is_refusal(status))
    }

    /// Whether a status decides as well as the listed ones and is none of them: worth telling, and no failure.
    pub fn is_unlisted(&self, status: u16) -> bool {
        let (success, rejection) = (&self.success, &self.rejection);
        (self.accepts(status) && !success.is_empty() && !success.contains(&status))
            || (self.refuses(status) && !rejection.is_empty() && !rejection.contains(&status))
    }

    /// Replaces the documented statuses of success.
    pub fn set_success(&mut self, statuses: Vec<u16>) {
        self.success = statuses;
    }

    /// Replaces the documented statuses of rejection.
    pub fn set_rejection(&mut self, statuses: Vec<u16>) {
        self.rejection = statuses;
    }

    /// Says whether a document lists the statuses.
    pub fn set_documented_statuses(&mut self, documented: bool) {
        self.documented_statuses = documented;
    }

    /// The type of responses with this status; `None` where nothing is said of them.
    pub fn response_type(&self, status: u16) -> Option<&str> {
        match &self.specified {
            Some(specified) => specified.response_type(status),
            None if self.accepts(status) => self.response.as_deref(),
            None => self.error.as_deref(),
        }
    }

    /// The first documented status of success, or 200.
    pub fn usual_success(&self) -> u16 {
        self.success.first().copied().unwrap_or(200)
    }

    /// The first documented status of rejection, or 400.
    pub fn usual_rejection(&self) -> u16 {
        self.rejection.first().copied().unwrap_or(400)
    }

    /// A status of success that is not documented, if others are.
    pub fn undocumented_success(&self) -> Option<u16> {
        let other = [200, 202, 206].into_iter().find(|status| !self.success.contains(status));
        other.filter(|_| self.documented_statuses && !self.success.is_empty())
    }

    /// A status of rejection that is not documented, if others are.
    pub fn undocumented_rejection(&self) -> Option<u16> {
        let other = [422, 400, 409].into_iter().find(|status| !self.rejection.contains(status));
        (self.documented_statuses && !self.rejection.is_empty()).then(|| other.unwrap_or(410))
    }

    /// Whether the receiver promises to reject invalid payloads. By default servers do, and consumers of events do not.
    pub fn validates(&self) -> bool {
        self.validates.unwrap_or(self.direction == Direction::Request)
    }

    /// Sets whether the receiver promises to reject invalid payloads.
    pub fn set_validates(&mut self, validates: bool) {
        self.validates = Some(validates);
    }

    /// Whether it is delivered to a consumer instead of called.
    pub fn is_event(&self) -> bool {
        self.direction == Direction::Event
    }

    /// Whether it has a request payload.
    pub fn sends(&self) -> bool {
        self.request.is_some()
    }

    /// Whether it only reads: a GET without a payload.
    pub fn reads(&self) -> bool {
        !self.sends() && self.method.eq_ignore_ascii_case("GET")
    }

    /// Whether it creates a record each time: its response says by which identifier the record is read back.
    pub fn creates(&self) -> bool {
        self.identifies().next().is_some()
    }

    /// Where a response holds what identifies the created record, by the placeholder of other paths that it fills.
    pub fn identifies(&self) -> impl Iterator<Item = (&String, &ValueSource)> {
        let specified = self.specified.iter().flat_map(|specified| &specified.identifies);
        self.read_back.iter().flat_map(|read_back| &read_back.with).chain(specified)
    }

    /// The types that it names, each with its direction.
    pub fn types(&self) -> impl Iterator<Item = (&str, Direction)> {
        let sent = if self.is_event() { Direction::Event } else { Direction::Request };
        let types = [(&self.request, sent), (&self.response, Direction::Response), (&self.error, Direction::Response)];
        let by_status = self.specified.iter().flat_map(|specified| &specified.responses);
        let by_status = by_status.flat_map(|(_, response)| [&response.body, &response.header_type]);
        let by_status = by_status.map(|name| (name, Direction::Response));
        types.into_iter().chain(by_status).filter_map(|(name, direction)| Some((name.as_deref()?, direction)))
    }

    /// The names of the placeholders in its path and envelope. In an envelope, only braces around a plain name are a
    /// placeholder.
    pub fn placeholders(&self) -> BTreeSet<String> {
        let mut names: BTreeSet<String> = self.path.placeholders().map(String::from).collect();
        self.envelope.iter().for_each(|envelope| envelope::parameters(envelope, &mut names));
        names
    }

    /// The document to send: the payload inside the envelope, or the payload alone if there is no envelope.
    ///
    /// # Errors
    ///
    /// If the envelope has something else at the payload's place.
    pub fn enclose(&self, mut envelope: Value, payload: Value) -> Result<Value, String> {
        let Some(at) = self.request_at.as_ref().filter(|at| !at.is_whole()) else { return Ok(payload) };
        at.insert(&mut envelope, payload).map_err(|why| format!("request_at \"{at}\": {why}"))?;
        Ok(envelope)
    }

    /// The payload inside a sent document; `None` if there is no value at its place.
    pub fn payload(&self, sent: Value) -> Option<Value> {
        match &self.request_at {
            Some(at) if !at.is_whole() => at.values(&sent).into_iter().next().map(|(_, payload)| payload),
            _ => Some(sent),
        }
    }
}
