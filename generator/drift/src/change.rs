//! What changed, and whom it breaks.

use ringback_contract::source::Source;
use serde::Serialize;
use serde_json::Value;
use std::fmt;

/// Who is at the other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Clients send it and go on as before; the server changed.
    Request,
    /// The server returns it; clients go on reading as before.
    Response,
    /// It is delivered to consumers, who go on reading as before.
    Event,
}

impl Side {
    /// All sides.
    pub const ALL: [Self; 3] = [Self::Request, Self::Response, Self::Event];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Event => "event",
        }
    }

    /// What properties are marked with that do not travel this way.
    pub fn hidden(self) -> &'static str {
        match self {
            Self::Request => "readOnly",
            Self::Response | Self::Event => "writeOnly",
        }
    }
}

/// How the set of allowed values moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Movement {
    /// The subject is new.
    Added,
    /// The subject is gone.
    Removed,
    /// The same values are allowed as before.
    Same,
    /// More is allowed than before.
    Widened,
    /// Less is allowed than before.
    Narrowed,
    /// Some values are allowed no more, others newly are.
    Replaced,
    /// Nobody knows.
    Undecided,
}

impl Movement {
    /// All movements.
    pub const ALL: [Self; 7] =
        [Self::Added, Self::Removed, Self::Same, Self::Widened, Self::Narrowed, Self::Replaced, Self::Undecided];

    /// As it is written.
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

/// Whom a change breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Impact {
    /// Nobody: that is proved.
    Compatible,
    /// Neither a payload that breaks was found nor the proof that there is none.
    Undecided,
    /// Somebody: there is a payload that one side may produce and the other refuses.
    Breaking,
}

impl Impact {
    /// As it is written.
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

/// One subject that changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The type or operation that it is part of.
    #[serde(rename = "type")]
    pub owner: String,
    /// Where it is in a payload: a JSON pointer, with `*` for any element and any name.
    pub at: String,
    /// Who is at the other end.
    pub side: Side,
    /// How the set of allowed values moved.
    pub movement: Movement,
    /// Whom that breaks.
    pub impact: Impact,
    /// What happened, in a sentence: "became required; maxLength 10 became 5".
    pub message: String,
    /// Why nobody knows, where that is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// A payload that one side may produce and the other refuses: a whole one, not just the subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<Value>,
    /// The values of the subject that one side may produce and the other refuses, as a schema.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost: Option<Value>,
    /// The words behind it: those of before and those of after.
    pub sources: [Vec<Source>; 2],
}

/// Words that changed without a rule changing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Documentation {
    /// The type or operation that they are about.
    #[serde(rename = "type")]
    pub owner: String,
    /// Where their subject is in a payload.
    pub at: String,
    /// What changed: "description changed", "default 1 became 2".
    pub message: String,
    /// The words: those of before and those of after.
    pub sources: [Vec<Source>; 2],
}

/// What all changes come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing changed but words.
    None,
    /// Everybody can go on: that is proved.
    Compatible,
    /// Nobody is known to break, but it is not proved.
    Undecided,
    /// Somebody breaks.
    Breaking,
}

impl Verdict {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Compatible => "compatible",
            Self::Undecided => "undecided",
            Self::Breaking => "breaking",
        }
    }
}

/// What changed between two states of a contract.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Drift {
    /// What all changes come to.
    pub verdict: Verdict,
    /// The changes: by type, and in it by place.
    pub changes: Vec<Change>,
    /// Words that changed without a rule changing.
    pub documentation: Vec<Documentation>,
}

impl Drift {
    /// Puts changes together.
    pub fn new(mut changes: Vec<Change>, documentation: Vec<Documentation>) -> Self {
        changes.sort_by(|one, other| (&one.owner, &one.at, one.side).cmp(&(&other.owner, &other.at, other.side)));
        let verdict = changes.iter().map(|change| Verdict::from(change.impact)).max().unwrap_or(Verdict::None);
        Self { verdict, changes, documentation }
    }
}

impl From<Impact> for Verdict {
    fn from(impact: Impact) -> Self {
        match impact {
            Impact::Compatible => Self::Compatible,
            Impact::Undecided => Self::Undecided,
            Impact::Breaking => Self::Breaking,
        }
    }
}
