//! What is fired at, and what can go wrong before there is an answer.

mod http;

pub use http::Http;

use crate::{event::Answer, shot::Request};
use std::fmt;

/// Why there is no answer to judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What kind of trouble it is.
    pub kind: TroubleKind,
    /// What happened, for people.
    pub message: String,
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

/// The kinds of trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TroubleKind {
    /// No connection: nobody listens, the name is unknown, TLS fails.
    Connect,
    /// The connection was there, and no whole answer came.
    Answer,
    /// Redirected without end.
    Redirects,
    /// Asked to wait longer than one waits.
    Busy,
}

/// Something that answers requests.
#[derive(Debug)]
pub enum Target {
    /// A server.
    Http(Http),
}

impl Target {
    /// Sends a request and waits for the answer.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub async fn fire(&self, request: &Request) -> Result<Answer, Trouble> {
        match self {
            Self::Http(http) => http.fire(request).await,
        }
    }
}
