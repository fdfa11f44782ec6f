//! An operation: something that can be called, or that is delivered.

use super::{
    build::{Build, Pages},
    direction::Direction,
    envelope,
    path::PathTemplate,
    read_back::ReadBack,
    status::StatusSets,
};
use ringback_runtime::envelope::PayloadLocator;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// Something that can be called, or that is delivered, in the grammar of `[[operations]]`.
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
}

impl Operation {
    /// An operation of which nothing but this is known.
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
            error: None,
            echoes: false,
            read_back: Vec::new(),
            validates: None,
            rings: false,
            pages: None,
            build: Build::default(),
        }
    }

    /// Which statuses accept a payload, and which refuse it.
    pub fn statuses(&self) -> StatusSets<'_> {
        StatusSets::new(&self.success, &self.rejection)
    }

    /// Replaces the documented statuses of success.
    pub fn set_success(&mut self, statuses: Vec<u16>) {
        self.success = statuses;
    }

    /// Replaces the documented statuses of refusal.
    pub fn set_rejection(&mut self, statuses: Vec<u16>) {
        self.rejection = statuses;
    }

    /// The first documented status of success, or 200.
    pub fn usual_success(&self) -> u16 {
        self.success.first().copied().unwrap_or(200)
    }

    /// The first documented status of refusal, or 400.
    pub fn usual_rejection(&self) -> u16 {
        self.rejection.first().copied().unwrap_or(400)
    }

    /// A status of success that is not documented, where others are.
    pub fn undocumented_success(&self) -> Option<u16> {
        let other = [200, 202, 206].into_iter().find(|status| !self.success.contains(status));
        other.filter(|_| !self.success.is_empty())
    }

    /// A status of refusal that is not documented, where others are.
    pub fn undocumented_rejection(&self) -> Option<u16> {
        let other = [422, 400, 409].into_iter().find(|status| !self.rejection.contains(status));
        (!self.rejection.is_empty()).then(|| other.unwrap_or(410))
    }

    /// Whether the receiver promises to refuse what breaks the contract: servers do, consumers of events do not, unless it
    /// is said.
    pub fn validates(&self) -> bool {
        self.validates.unwrap_or(self.direction == Direction::Request)
    }

    /// Says whether the receiver promises to refuse what breaks the contract.
    pub fn set_validates(&mut self, validates: bool) {
        self.validates = Some(validates);
    }

    /// Whether it is delivered to a consumer, and not called.
    pub fn is_event(&self) -> bool {
        self.direction == Direction::Event
    }

    /// Whether a payload is sent.
    pub fn sends(&self) -> bool {
        self.request.is_some()
    }

    /// Whether it only returns what is there: a GET without a payload.
    pub fn reads(&self) -> bool {
        !self.sends() && self.method.eq_ignore_ascii_case("GET")
    }

    /// The types that it names, and how each travels.
    pub fn types(&self) -> impl Iterator<Item = (&str, Direction)> {
        let sent = if self.is_event() { Direction::Event } else { Direction::Request };
        let types = [(&self.request, sent), (&self.response, Direction::Response), (&self.error, Direction::Response)];
        types.into_iter().filter_map(|(name, direction)| Some((name.as_deref()?, direction)))
    }

    /// The names of the placeholders in its path and in its envelope. In an envelope, braces around anything but a plain
    /// name are braces.
    pub fn placeholders(&self) -> BTreeSet<String> {
        let mut names: BTreeSet<String> = self.path.placeholders().map(String::from).collect();
        self.envelope.iter().for_each(|envelope| envelope::placeholders(envelope, &mut names));
        names
    }

    /// What is sent: the payload where the operation has it in its envelope, or alone where it has none.
    ///
    /// # Errors
    ///
    /// What is in the way of the payload in the envelope.
    pub fn enclose(&self, mut envelope: Value, payload: Value) -> Result<Value, String> {
        let Some(at) = self.request_at.as_ref().filter(|at| !at.is_whole()) else { return Ok(payload) };
        at.insert(&mut envelope, payload).map_err(|why| format!("request_at \"{at}\": {why}"))?;
        Ok(envelope)
    }

    /// The payload in what was sent; `None` if it is not where the operation has it.
    pub fn payload(&self, sent: Value) -> Option<Value> {
        match &self.request_at {
            Some(at) if !at.is_whole() => at.values(&sent).into_iter().next().map(|(_, payload)| payload),
            _ => Some(sent),
        }
    }
}
