//! When no whole answer came: why, and what did come.

use super::{Answer, Failure};

/// No whole answer came.
#[derive(Debug)]
#[non_exhaustive]
pub struct Unanswered {
    /// Why.
    pub reason: Reason,
    /// What did come before: the status, and the body as far as it was read.
    pub so_far: Option<Box<Answer>>,
}

/// Why no whole answer came.
#[derive(Debug)]
#[non_exhaustive]
pub enum Reason {
    /// No connection was made; nothing was sent.
    Unconnected(Failure),
    /// The time was over.
    Timeout,
    /// The connection broke, or what came was no HTTP.
    Interrupted(Failure),
    /// The body is longer than the client reads.
    TooLong {
        /// So many bytes were read.
        limit: usize,
    },
}

impl Unanswered {
    /// Nothing came.
    pub fn new(reason: Reason) -> Self {
        Self { reason, so_far: None }
    }

    /// Something came, but not all of it.
    pub fn after(answer: Answer, reason: Reason) -> Self {
        Self { reason, so_far: Some(Box::new(answer)) }
    }

    /// Whether the other side may have acted on the request: a phone may ring although no answer came.
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
