//! What a caller does before every request and after every answer: sign, count, log.

use super::{Answer, Answering, Failure, Request, Unanswered};

/// Called around every request that goes out, repeated ones included.
///
/// ```
/// use ringback_types::client::{Answer, Hook, Request, Unanswered};
///
/// struct Log;
///
/// impl Hook for Log {
///     fn after(&self, request: &Request, answer: &Result<Answer, Unanswered>) {
///         match answer {
///             Ok(answer) => eprintln!("{}: {}", request.operation.name, answer.status),
///             Err(unanswered) => eprintln!("{}: {unanswered}", request.operation.name),
///         }
///     }
/// }
/// ```
pub trait Hook: Send + Sync {
    /// Changes what is about to be sent, as a signature does; the token is already there. A failure stops the call.
    fn before<'a>(&'a self, request: &'a mut Request) -> Answering<'a, Result<(), Failure>> {
        let _ = request;
        Box::pin(std::future::ready(Ok(())))
    }

    /// Sees what came of it.
    fn after(&self, request: &Request, answer: &Result<Answer, Unanswered>) {
        let _ = (request, answer);
    }
}
