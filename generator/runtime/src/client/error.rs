//! The errors of a call: before sending, without a response, by a documented rejection, or by an unexpected response.

use super::{
    Answer, Failure, StatusCode, Unanswered,
    status::{is_throttled, is_unavailable},
};
use crate::{
    envelope::Undecodable,
    runtime::violation::{JsonPointer, Violation},
};
use serde::de::DeserializeOwned;

/// The error of a call. `E` is the documented body of a rejection; [`Undescribed`] if no document describes one.
#[non_exhaustive]
pub enum Error<E = Undescribed> {
    /// The request breaks documented rules; nothing was sent.
    Invalid(Vec<Violation>),
    /// The argument for this placeholder of the path is empty, `.` or `..`, which would address another resource;
    /// nothing was sent.
    Argument(&'static str),
    /// The token provider failed, or the token is not valid in a header; nothing was sent.
    Token(Failure),
    /// A [`Hook`](super::Hook) failed; nothing was sent.
    Hook(Failure),
    /// No complete response was received.
    Unanswered(Unanswered),
    /// The server rejected the request with a documented status.
    Documented {
        /// The complete response.
        answer: Box<Answer>,
        /// Its decoded body.
        error: Box<E>,
    },
    /// A response with an undocumented status.
    Undocumented(Box<Answer>),
    /// A response with a documented status and an undocumented body.
    Undecodable {
        /// The complete response.
        answer: Box<Answer>,
        /// Why its body could not be decoded.
        fault: String,
    },
    /// One record of a list could not be decoded; the others could.
    Record {
        /// The place of the record in its page.
        at: JsonPointer,
        /// The value, and why it could not be decoded.
        undecodable: Box<Undecodable>,
    },
    /// The list has more pages than the limit: the stream ends here, and later records were not read.
    Endless,
    /// The next page is at another server, to which no secrets are sent; later records were not read.
    Elsewhere(String),
}

/// The documented body of a rejection.
pub trait Refusal: Sized + Send {
    /// Decodes it.
    ///
    /// # Errors
    ///
    /// If the body is not as documented.
    fn read(answer: &Answer) -> Result<Self, Undecodable>;
}

impl<E: DeserializeOwned + Send> Refusal for E {
    fn read(answer: &Answer) -> Result<Self, Undecodable> {
        answer.read()
    }
}

/// A rejection whose body no document describes; it is in the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Undescribed;

impl Refusal for Undescribed {
    fn read(_: &Answer) -> Result<Self, Undecodable> {
        Ok(Self)
    }
}

impl<E> Error<E> {
    /// The response, if one was received.
    pub fn answer(&self) -> Option<&Answer> {
        match self {
            Self::Documented { answer, .. } | Self::Undocumented(answer) | Self::Undecodable { answer, .. } => {
                Some(answer)
            }
            Self::Unanswered(unanswered) => unanswered.so_far.as_deref(),
            _ => None,
        }
    }

    /// The documented body of a rejection.
    pub fn documented(&self) -> Option<&E> {
        match self {
            Self::Documented { error, .. } => Some(error),
            _ => None,
        }
    }

    /// The record of a list that could not be decoded, with its place.
    pub fn record(&self) -> Option<(&JsonPointer, &Undecodable)> {
        match self {
            Self::Record { at, undecodable } => Some((at, undecodable)),
            _ => None,
        }
    }

    /// Whether nothing was sent.
    pub fn is_unsent(&self) -> bool {
        match self {
            Self::Invalid(_) | Self::Argument(_) | Self::Token(_) | Self::Hook(_) => true,
            Self::Unanswered(unanswered) => !unanswered.may_have_acted(),
            _ => false,
        }
    }

    /// Whether the server asked to wait: 429 or 503.
    pub fn is_throttled(&self) -> bool {
        self.answer().is_some_and(|answer| {
            let status = answer.status.as_u16();
            is_throttled(status) || is_unavailable(status)
        })
    }

    /// Whether the token was rejected: 401.
    pub fn is_unauthorized(&self) -> bool {
        self.answer().is_some_and(|answer| answer.status == StatusCode::UNAUTHORIZED)
    }
}

impl<E> From<Unanswered> for Error<E> {
    fn from(unanswered: Unanswered) -> Self {
        Self::Unanswered(unanswered)
    }
}

impl<E> std::fmt::Display for Error<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Invalid(violations) => {
                f.write_str("the request breaks documented rules")?;
                violations
                    .iter()
                    .try_for_each(|violation| write!(f, "; {} breaks {}", place(violation), violation.rule))
            }
            Self::Argument(name) => write!(f, "{name} is empty, \".\" or \"..\" and would address something else"),
            Self::Token(_) => f.write_str("no token"),
            Self::Hook(_) => f.write_str("a hook refused the request"),
            Self::Unanswered(unanswered) => unanswered.fmt(f),
            Self::Documented { answer, .. } => write!(f, "refused with status {}", answer.status),
            Self::Undocumented(answer) => write!(f, "undocumented answer with status {}", answer.status),
            Self::Undecodable { answer, .. } => {
                write!(f, "the body of an answer with status {} is not what is documented", answer.status)
            }
            Self::Record { at, .. } => write!(f, "the record at {at} is not what is documented"),
            Self::Endless => f.write_str("the list has more pages than are read"),
            Self::Elsewhere(_) => f.write_str("the next page is at another server"),
        }
    }
}

fn place(violation: &Violation) -> &str {
    if violation.at.as_str().is_empty() { "the whole" } else { violation.at.as_str() }
}

/// `Debug` shows the same as `Display`, which contains nothing of what was sent or received.
impl<E> std::fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = match self {
            Self::Invalid(_) => "Invalid",
            Self::Argument(_) => "Argument",
            Self::Token(_) => "Token",
            Self::Hook(_) => "Hook",
            Self::Unanswered(_) => "Unanswered",
            Self::Documented { .. } => "Documented",
            Self::Undocumented(_) => "Undocumented",
            Self::Undecodable { .. } => "Undecodable",
            Self::Record { .. } => "Record",
            Self::Endless => "Endless",
            Self::Elsewhere(_) => "Elsewhere",
        };
        write!(f, "{name}({self})")
    }
}

impl<E> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Token(failure) | Self::Hook(failure) => Some(failure.as_ref()),
            Self::Unanswered(unanswered) => unanswered.source(),
            _ => None,
        }
    }
}
