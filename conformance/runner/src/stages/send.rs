//! Stage 2: sends a request when the rate limit allows, and again if the target responds 429.

use crate::{
    exchange::{Request, Response, SendError, SendErrorKind},
    session::Session,
};
use jiff::{Timestamp, fmt::rfc2822};
use ringback_contract::operation::status;
use std::time::{Duration, Instant};

/// The result of sending a request.
pub struct Exchange {
    /// The response, or why there is none.
    pub result: Result<Response, SendError>,
    /// The duration of the last attempt.
    pub took: Duration,
}

/// Sends a request. A 429 leads to another attempt until the retry budget is spent.
pub async fn send(session: &Session, request: &Request) -> Exchange {
    send_while(session, request, || !session.is_halted()).await
}

/// Sends a request even if the run has stopped: what was created is deleted whatever happens.
pub async fn send_anyway(session: &Session, request: &Request) -> Exchange {
    send_while(session, request, || true).await
}

async fn send_while(session: &Session, request: &Request, goes_on: impl Fn() -> bool) -> Exchange {
    let mut waited = Duration::ZERO;
    loop {
        session.rate.wait().await;
        if !goes_on() {
            let why = session.halt.why().unwrap_or("interrupted");
            let error = SendError { kind: SendErrorKind::Halted, message: format!("the run stopped: {why}") };
            return Exchange { result: Err(error), took: Duration::ZERO };
        }
        let (at, began) = (Timestamp::now(), Instant::now());
        let result = session.options.target.send(request).await;
        let took = began.elapsed();
        let Ok(response) = &result else { return Exchange { result, took } };
        let asks_to_wait = status::is_throttled(response.status)
            || (status::is_unavailable(response.status) && response.header("retry-after").is_some());
        let is_repeated = asks_to_wait && !waited.is_zero();
        session.exchanges.push(|| session.redactor().exchange(request, kept(response, is_repeated), at, took));
        if !asks_to_wait {
            return Exchange { result, took };
        }
        let wait = retry_after(response);
        waited = waited.saturating_add(wait);
        if waited > session.options.retry_budget {
            return Exchange { result, took };
        }
        tokio::time::sleep(wait).await;
    }
}

/// What is kept of a response. What asks to wait again says nothing new: a server that always does would fill the memory.
fn kept(response: &Response, is_repeated: bool) -> Response {
    match is_repeated && !response.body.is_empty() {
        true => Response { body: Vec::new(), truncated: true, ..response.clone() },
        false => response.clone(),
    }
}

/// The shortest pause before another attempt, even if the server asks for 0 seconds.
const SHORTEST_WAIT: Duration = Duration::from_millis(50);

/// The pause if the server sends no `Retry-After`.
const USUAL_WAIT: Duration = Duration::from_secs(1);

/// The pause that `Retry-After` asks for: seconds or a date (RFC 9110, 10.2.3).
fn retry_after(response: &Response) -> Duration {
    let said = response.header("retry-after").map(str::trim);
    let seconds = said.and_then(|text| text.parse().ok()).map(Duration::from_secs);
    let date = || {
        let until = rfc2822::DateTimeParser::new().parse_timestamp(said?).ok()?;
        Duration::try_from(until.duration_since(Timestamp::now())).ok()
    };
    // A number that does not fit is a very long time.
    let digits = || said.filter(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()));
    let beyond = || digits().map(|_| Duration::MAX);
    seconds.or_else(date).or_else(beyond).unwrap_or(USUAL_WAIT).max(SHORTEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::{kept, retry_after};
    use crate::exchange::Response;
    use std::time::Duration;

    #[test]
    fn of_what_asks_to_wait_again_the_body_is_not_kept() {
        let response = |body: &str| Response { status: 429, headers: Vec::new(), body: body.into(), truncated: false };
        assert_eq!(kept(&response("wait"), false), response("wait"));
        assert_eq!(kept(&response(""), true), response(""));
        assert_eq!(kept(&response("wait"), true), Response { truncated: true, ..response("") });
    }

    #[test]
    fn a_wait_is_read_as_seconds_or_as_a_date() {
        let response = |text: &str| Response {
            status: 429,
            headers: vec![("retry-after".into(), text.into())],
            body: Vec::new(),
            truncated: false,
        };
        assert_eq!(retry_after(&response("3")), Duration::from_secs(3));
        assert_eq!(retry_after(&response("0")), Duration::from_millis(50));
        assert_eq!(retry_after(&response("soon")), Duration::from_secs(1));
        for long in ["18446744073709551615", "99999999999999999999999"] {
            assert!(retry_after(&response(long)) > Duration::from_secs(u64::MAX / 2), "{long}");
        }
        assert!(retry_after(&response("Fri, 20 Nov 2099 10:00:00 GMT")) > Duration::from_secs(3600));
    }
}
