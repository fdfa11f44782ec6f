//! The result of a comparison: changes, their impact and the verdict over all of them.

use super::{pair::Version, rules::Rule};
use ringback_contract::provenance::Source;
use serde::Serialize;
use serde_json::Value;
use std::fmt;

/// In which direction a payload travels, and so which party keeps its old version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Sent by clients, which stay as they are, to the changed server.
    Request,
    /// Returned by the changed server to clients, which stay as they are.
    Response,
    /// Delivered by the changed server to consumers, which stay as they are.
    Event,
}

impl Side {
    /// Every side, in the order of reports.
    pub const ALL: [Self; 3] = [Self::Request, Self::Response, Self::Event];

    /// The name in reports and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Event => "event",
        }
    }

    /// The version that produces the payloads.
    pub fn sender(self) -> Version {
        match self {
            Self::Request => Version::Before,
            Self::Response | Self::Event => Version::After,
        }
    }

    /// The version that accepts the payloads.
    pub fn receiver(self) -> Version {
        self.sender().other()
    }

    /// The annotation of properties that are absent in this direction.
    pub fn hidden(self) -> &'static str {
        match self {
            Self::Request => "readOnly",
            Self::Response | Self::Event => "writeOnly",
        }
    }
}

/// How the set of allowed values changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Movement {
    /// The property, type or operation is new.
    Added,
    /// The property, type or operation is gone.
    Removed,
    /// The same values are allowed.
    Same,
    /// More values are allowed.
    Widened,
    /// Fewer values are allowed.
    Narrowed,
    /// Some values are no longer allowed, and others newly are.
    Replaced,
    /// The sets could not be compared.
    Undecided,
}

impl Movement {
    /// Every movement.
    pub const ALL: [Self; 7] =
        [Self::Added, Self::Removed, Self::Same, Self::Widened, Self::Narrowed, Self::Replaced, Self::Undecided];

    /// The name in reports and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Same => "same",
            Self::Widened => "widened",
            Self::Narrowed => "narrowed",
            Self::Replaced => "replaced",
            Self::Undecided => "undecided",
        }
    }
}

/// Whether a change breaks the party that stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Impact {
    /// It is proved that no payload breaks.
    Compatible,
    /// Neither a payload that breaks nor a proof that there is none was found.
    Undecided,
    /// There is a payload that one party may produce and the other rejects.
    Breaking,
}

impl Impact {
    /// The name in reports and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Undecided => "undecided",
            Self::Breaking => "breaking",
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Movement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Impact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A change of one value, type or operation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The type or operation in which it happened.
    #[serde(rename = "type")]
    pub owner: String,
    /// The location in payloads: a JSON pointer, with `*` for any index and any name.
    pub at: String,
    /// In which direction a payload travels, and so which party keeps its old version.
    pub side: Side,
    /// How the set of allowed values changed.
    pub movement: Movement,
    /// Whether that breaks the other party.
    pub impact: Impact,
    /// What happened: `became required; maxLength 10 became 5`.
    pub message: String,
    /// Why the impact is undecided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// A whole payload that one party may produce and the other rejects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<Value>,
    /// The values at the location that one party may produce and the other rejects, as a schema.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost: Option<Value>,
    /// The sentences or keywords that state it: of the old version and of the new one.
    pub sources: [Vec<Source>; 2],
    /// What it is called, and the calls that it reaches.
    #[serde(flatten)]
    pub context: ChangeContext,
}

/// What a change is called, and the calls that it reaches.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChangeContext {
    /// The rule that it falls under; `None` where payloads were recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// Where it is, in the words of OpenAPI: `query parameter limit`, `response 200 body /name`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The operations that a change of a shared type reaches.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<String>,
}

/// Something that differs and was not compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct NotCompared {
    /// The type, operation or file in which it differs.
    #[serde(rename = "type")]
    pub owner: String,
    /// What differs, and why it was not compared if that is not plain.
    pub what: String,
}

/// A change of documentation that changes no rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Documentation {
    /// The type or operation that is documented.
    #[serde(rename = "type")]
    pub owner: String,
    /// The location in payloads that is documented.
    pub at: String,
    /// What happened: `description changed`, `default 1 became 2`.
    pub message: String,
    /// The sentences: of the old version and of the new one.
    pub sources: [Vec<Source>; 2],
}

/// The worst impact of all changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DriftVerdict {
    /// No rule changed.
    None,
    /// It is proved that no payload breaks.
    Compatible,
    /// No payload that breaks is known, but that there is none is not proved.
    Undecided,
    /// A payload that breaks exists.
    Breaking,
}

impl DriftVerdict {
    /// The name in reports and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Compatible => "compatible",
            Self::Undecided => "undecided",
            Self::Breaking => "breaking",
        }
    }
}

/// What changed between two versions of a contract.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Drift {
    /// The worst impact of all changes.
    pub verdict: DriftVerdict,
    /// The changes, sorted by type, location and side.
    pub changes: Vec<Change>,
    /// Changes of documentation that change no rule.
    pub documentation: Vec<Documentation>,
    /// What differs and was not compared.
    pub not_compared: Vec<NotCompared>,
}

impl Drift {
    /// Sorts changes and sums up their verdict.
    pub fn new(mut changes: Vec<Change>, documentation: Vec<Documentation>) -> Self {
        changes.sort_by(|one, other| (&one.owner, &one.at, one.side).cmp(&(&other.owner, &other.at, other.side)));
        let verdict =
            changes.iter().map(|change| DriftVerdict::from(change.impact)).max().unwrap_or(DriftVerdict::None);
        Self { verdict, changes, documentation, not_compared: Vec::new() }
    }
}

impl From<Impact> for DriftVerdict {
    fn from(impact: Impact) -> Self {
        match impact {
            Impact::Compatible => Self::Compatible,
            Impact::Undecided => Self::Undecided,
            Impact::Breaking => Self::Breaking,
        }
    }
}
