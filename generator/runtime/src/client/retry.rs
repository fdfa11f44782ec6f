//! When and after which pause a request is repeated.

use super::{
    Answer, Method,
    header::RETRY_AFTER,
    status::{is_throttled, is_unavailable},
};
use std::time::{Duration, SystemTime};

/// When and after which pause a request is repeated.
///
/// Only if it is safe: a callback that is requested twice rings twice.
///
/// | response | GET, HEAD, PUT, DELETE | POST, PATCH |
/// |---|---|---|
/// | 429: the server did not act | repeated | repeated |
/// | 503: the server may have acted | repeated | not repeated |
/// | timeout, broken connection, any other status | not repeated | not repeated |
///
/// The pause is that of `Retry-After` (seconds or a date); without it, it doubles from `base` on. A random part of up
/// to `base` is added, so that many clients do not return at the same time. If `Retry-After` exceeds `longest`, the
/// request is not repeated, and the caller gets the response.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retry {
    /// The number of attempts, including the first.
    pub attempts: u32,
    /// The first pause if the server names none.
    pub base: Duration,
    /// The longest pause.
    pub longest: Duration,
}

impl Default for Retry {
    /// Three attempts, a first pause of half a second, a longest pause of thirty seconds.
    fn default() -> Self {
        Self { attempts: 3, base: Duration::from_millis(500), longest: Duration::from_secs(30) }
    }
}

impl Retry {
    /// The default with another number of attempts.
    pub fn attempts(attempts: u32) -> Self {
        Self { attempts, ..Self::default() }
    }

    /// No request is repeated.
    pub fn never() -> Self {
        Self::attempts(1)
    }

    /// The same with another first pause.
    #[must_use]
    pub fn base(self, base: Duration) -> Self {
        Self { base, ..self }
    }

    /// The same with another longest pause.
    #[must_use]
    pub fn longest(self, longest: Duration) -> Self {
        Self { longest, ..self }
    }

    /// The pause before the next attempt; `None` if there is none. `made` is the number of attempts so far.
    pub(super) fn wait(&self, method: &Method, answer: &Answer, made: u32) -> Option<Duration> {
        let repeats = match answer.status.as_u16() {
            status if is_throttled(status) => true,
            status if is_unavailable(status) => *method != Method::POST && *method != Method::PATCH,
            _ => false,
        };
        if !repeats || made >= self.attempts {
            return None;
        }
        let wait = match asked(answer, SystemTime::now()) {
            Some(asked) if asked > self.longest => return None,
            Some(asked) => asked,
            None => self.base.saturating_mul(2_u32.saturating_pow(made.saturating_sub(1))).min(self.longest),
        };
        Some(wait.saturating_add(self.base.mul_f64(fastrand::f64())))
    }
}

/// The pause that `Retry-After` asks for; `None` if it is neither seconds nor a date.
fn asked(answer: &Answer, now: SystemTime) -> Option<Duration> {
    let text = answer.headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More seconds than a number holds are more than anybody waits.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}
