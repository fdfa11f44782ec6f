//! When a request is sent again, and after how long.

use super::{
    Answer, Method,
    header::RETRY_AFTER,
    status::{is_throttled, is_unavailable},
};
use std::time::{Duration, SystemTime};

/// When a request is sent again.
///
/// Only where it is safe: a callback that is asked for twice rings twice.
///
/// | answer | GET, HEAD, PUT, DELETE | POST, PATCH |
/// |---|---|---|
/// | 429: the other side says that it did not act | again | again |
/// | 503: it may have acted, or not | again | never |
/// | none in time, a broken connection, anything else | never | never |
///
/// The wait is what `Retry-After` asks for, in seconds or as a date, else it doubles from `base` on; up to `base` comes
/// on top by chance, so that many clients do not come back at once. When `Retry-After` asks for more than `longest`
/// nothing is sent again and the caller gets the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retry {
    /// So often a request is sent at most.
    pub attempts: u32,
    /// The first wait where the other side names none.
    pub base: Duration,
    /// The longest wait.
    pub longest: Duration,
}

impl Default for Retry {
    /// Three attempts, half a second, thirty seconds.
    fn default() -> Self {
        Self { attempts: 3, base: Duration::from_millis(500), longest: Duration::from_secs(30) }
    }
}

impl Retry {
    /// At most so many attempts.
    pub fn attempts(attempts: u32) -> Self {
        Self { attempts, ..Self::default() }
    }

    /// Every request is sent once.
    pub fn never() -> Self {
        Self::attempts(1)
    }

    /// The same with another first wait.
    #[must_use]
    pub fn base(self, base: Duration) -> Self {
        Self { base, ..self }
    }

    /// The same with another longest wait.
    #[must_use]
    pub fn longest(self, longest: Duration) -> Self {
        Self { longest, ..self }
    }

    /// How long to wait before a request is sent again; `None`: never. `made` attempts were made.
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

/// What `Retry-After` asks for; `None` when it is neither seconds nor a date.
fn asked(answer: &Answer, now: SystemTime) -> Option<Duration> {
    let text = answer.headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More seconds than a number holds are more than anybody waits.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}
