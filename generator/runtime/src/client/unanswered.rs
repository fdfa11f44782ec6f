//! The error for a request without a complete response: the reason, and the part that was received.

use super::{Answer, Failure};

/// No complete response was received.
#[derive(Debug)]
#[non_exhaustive]
pub struct Unanswered {
    /// The reason.
    pub reason: Reason,
    /// The part that was received: the status, and the beginning of the body.
    pub so_far: Option<Box<Answer>>,
}

/// The reason why there is no complete response.
#[derive(Debug)]
#[non_exhaustive]
pub enum Reason {
    /// No connection could be made; nothing was sent.
    Unconnected(Failure),
    /// The timeout expired.
    Timeout,
    /// The connection broke, or the response was not HTTP.
    Interrupted(Failure),
    /// The body exceeds the limit of the client.
    TooLong {
        /// The limit in bytes.
        limit: usize,
    },
}

impl Unanswered {
    /// Nothing was received.
    pub fn new(reason: Reason) -> Self {
        Self { reason, so_far: None }
    }

    /// A part of the response was received.
    pub fn after(answer: Answer, reason: Reason) -> Self {
        Self { reason, so_far: Some(Box::new(answer)) }
    }

    /// Whether the server may have acted on the request: a phone may ring although no response was received.
    pub fn may_have_acted(&self) -> bool {
        !matches!(self.reason, Reason::Unconnected(_))
    }
}

impl std::fmt::Display for Unanswered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.reason {
            Reason::Unconnected(_) => f.write_str("no connection was made")?,
            Reason::Timeout => f.write_str("no answer in time")?,
            Reason::Interrupted(_) => f.write_str("the connection broke")?,
            Reason::TooLong { limit } => write!(f, "the body is longer than {limit} bytes")?,
        }
        match &self.so_far {
            Some(answer) => write!(f, ", after status {} and {} bytes of body", answer.status, answer.body.len()),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Unanswered {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.reason {
            Reason::Unconnected(failure) | Reason::Interrupted(failure) => Some(failure.as_ref()),
            Reason::Timeout | Reason::TooLong { .. } => None,
        }
    }
}
