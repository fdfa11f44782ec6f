//! Hooks that run before every request and after every response, to sign, count or log.

use super::{Answer, Answering, Failure, Request, Unanswered};

/// Called around every request that is sent, including retries.
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
    /// Called before sending, with the token already set; may change the request, such as to sign it. An error ends the
    /// call.
    fn before<'a>(&'a self, request: &'a mut Request) -> Answering<'a, Result<(), Failure>> {
        let _ = request;
        Box::pin(std::future::ready(Ok(())))
    }

    /// Called with the response, or with the reason why there is none.
    fn after(&self, request: &Request, answer: &Result<Answer, Unanswered>) {
        let _ = (request, answer);
    }
}
