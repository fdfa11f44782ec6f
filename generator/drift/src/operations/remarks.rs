//! What rules find about operations, without a comparison of schemas.

use crate::{
    change::{Change, ChangeContext, Documentation, Impact, Movement, NotCompared, Side},
    rules::Rule,
};
use ringback_contract::provenance::Source;
use ringback_openapi::specification::SpecPlace;
use serde_json::Value;

/// What was found about operations.
#[derive(Default)]
pub struct Remarks {
    /// Changes that are no differences of schemas.
    pub changes: Vec<Change>,
    /// Changes of texts that change no rule.
    pub documentation: Vec<Documentation>,
    /// What differs and was not compared.
    pub not_compared: Vec<NotCompared>,
}

/// A change of an operation that a rule found.
pub struct Remark {
    /// The rule.
    pub rule: Rule,
    /// The side on which payloads travel.
    pub side: Side,
    /// How the set of calls changed.
    pub movement: Movement,
    /// Whether that breaks a party.
    pub impact: Impact,
    /// What happened.
    pub message: String,
    /// Why the impact is undecided.
    pub why: Option<String>,
    /// The call that breaks.
    pub witness: Option<Value>,
    /// The thing in the operation that changed: `security`, `server`; empty for the operation itself.
    pub place: String,
}

impl Remark {
    /// A remark about requests that breaks nobody.
    pub fn of(rule: Rule, movement: Movement, message: impl Into<String>) -> Self {
        Self {
            rule,
            side: Side::Request,
            movement,
            impact: Impact::Compatible,
            message: message.into(),
            why: None,
            witness: None,
            place: String::new(),
        }
    }

    /// The same, about something in the operation.
    #[must_use]
    pub fn at(mut self, place: &str) -> Self {
        self.place = place.to_owned();
        self
    }

    /// The same, which breaks a call.
    #[must_use]
    pub fn breaking(mut self, witness: Value) -> Self {
        (self.impact, self.witness) = (Impact::Breaking, Some(witness));
        self
    }

    /// The same, of which it is not known whether it breaks a call.
    #[must_use]
    pub fn undecided(mut self, why: &str) -> Self {
        (self.impact, self.why) = (Impact::Undecided, Some(why.to_owned()));
        self
    }

    /// The same on a side.
    #[must_use]
    pub fn on(mut self, side: Side) -> Self {
        self.side = side;
        self
    }
}

impl Remarks {
    /// Adds a change of an operation, with the places that state it in both versions.
    pub fn add(&mut self, owner: &str, remark: Remark, places: [Option<&SpecPlace>; 2]) {
        self.changes.push(Change {
            owner: owner.to_owned(),
            at: String::new(),
            side: remark.side,
            movement: remark.movement,
            impact: remark.impact,
            message: remark.message,
            why: remark.why,
            witness: remark.witness,
            lost: None,
            sources: places.map(|place| place.map(|place| source(place, owner)).into_iter().collect()),
            context: ChangeContext { rule: Some(remark.rule), place: remark.place, calls: Vec::new() },
        });
    }
}

/// A place as the source of a change.
pub fn source(place: &SpecPlace, quote: &str) -> Source {
    Source::line(&place.file, place.line, quote)
}
