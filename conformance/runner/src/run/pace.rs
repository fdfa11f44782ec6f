//! How fast requests follow each other: a rate that is not exceeded, and waiting when asked to come back later.

use crate::event::Answer;
use jiff::{Timestamp, fmt::rfc2822};
use std::{str::FromStr, time::Duration};
use tokio::{sync::Mutex, time::Instant};

/// At most so many requests in a time: `5/s`, `100/m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// From one request to the next.
    pub gap: Duration,
}

impl FromStr for Rate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is no rate: N/s or N/m is, such as 5/s");
        let (number, unit) = text.split_once('/').unwrap_or((text, "s"));
        let number: f64 = number.trim().parse().map_err(|_| wrong())?;
        let unit = match unit.trim() {
            "s" => 1.0,
            "m" | "min" => 60.0,
            _ => return Err(wrong()),
        };
        match Duration::try_from_secs_f64(unit / number) {
            Ok(gap) if number > 0.0 => Ok(Self { gap }),
            _ => Err(wrong()),
        }
    }
}

/// Gives out the moments at which requests may be sent.
#[derive(Debug)]
pub struct Pace {
    rate: Option<Rate>,
    next: Mutex<Instant>,
}

impl Pace {
    /// A pace that keeps to a rate.
    pub fn new(rate: Option<Rate>) -> Self {
        Self { rate, next: Mutex::new(Instant::now()) }
    }

    /// Waits until the next request may be sent.
    pub async fn wait(&self) {
        let Some(rate) = self.rate else { return };
        let turn = {
            let mut next = self.next.lock().await;
            let turn = (*next).max(Instant::now());
            *next = turn + rate.gap;
            turn
        };
        tokio::time::sleep_until(turn).await;
    }
}

/// The shortest wait: a server that says 0 is not hammered.
const SHORTEST: Duration = Duration::from_millis(50);

/// How long a server asks to wait that has too much to do; a second when it does not say.
pub fn retry_after(answer: &Answer) -> Duration {
    let said = answer.header("retry-after").map(str::trim);
    let seconds = said.and_then(|text| text.parse().ok()).map(Duration::from_secs);
    let date = || {
        let until = rfc2822::DateTimeParser::new().parse_timestamp(said?).ok()?;
        Duration::try_from(until.duration_since(Timestamp::now())).ok()
    };
    seconds.or_else(date).unwrap_or(Duration::from_secs(1)).max(SHORTEST)
}

#[cfg(test)]
mod tests {
    use super::{Rate, retry_after};
    use crate::event::Answer;
    use std::time::Duration;

    #[test]
    fn a_rate_is_a_number_and_a_time() {
        for (text, millis) in [("5/s", 200), ("10", 100), ("60/m", 1000), ("0.5/s", 2000), ("inf/s", 0)] {
            assert_eq!(text.parse::<Rate>().unwrap().gap, Duration::from_millis(millis), "{text}");
        }
        for wrong in ["", "0/s", "-1/s", "5/h", "fast", "NaN/s"] {
            assert!(wrong.parse::<Rate>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_wait_is_read_as_seconds_or_as_a_date() {
        let answer = |text: &str| Answer {
            status: 429,
            headers: vec![("retry-after".into(), text.into())],
            body: Vec::new(),
            cut: false,
        };
        assert_eq!(retry_after(&answer("3")), Duration::from_secs(3));
        assert_eq!(retry_after(&answer("0")), Duration::from_millis(50));
        assert_eq!(retry_after(&answer("soon")), Duration::from_secs(1));
        assert!(retry_after(&answer("Fri, 20 Nov 2099 10:00:00 GMT")) > Duration::from_secs(3600));
    }
}
