//! Limits the rate of requests.

use std::{str::FromStr, time::Duration};
use tokio::{sync::Mutex, time::Instant};

/// The longest time between two requests: with less than one an hour, no run ends.
const LONGEST_GAP: Duration = Duration::from_secs(3600);

/// A limit on requests per time, written `5/s` or `100/m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The time from one request to the next.
    pub gap: Duration,
}

impl FromStr for Rate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("invalid rate {text:?}: expected N/s or N/m, such as 5/s");
        let (number, unit) = text.split_once('/').unwrap_or((text, "s"));
        let number: f64 = number.trim().parse().map_err(|_| wrong())?;
        let unit = match unit.trim() {
            "s" => 1.0,
            "m" | "min" => 60.0,
            _ => return Err(wrong()),
        };
        match Duration::try_from_secs_f64(unit / number) {
            Ok(gap) if number > 0.0 && gap <= LONGEST_GAP => Ok(Self { gap }),
            _ if number > 0.0 => Err(format!("{}, and at least one request an hour", wrong())),
            _ => Err(wrong()),
        }
    }
}

/// Delays requests so that the rate is kept.
#[derive(Debug)]
pub struct RateLimiter {
    rate: Option<Rate>,
    next: Mutex<Instant>,
}

impl RateLimiter {
    /// A limiter for a rate; without one, it never waits.
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

#[cfg(test)]
mod tests {
    use super::Rate;
    use std::time::Duration;

    #[test]
    fn a_rate_is_a_number_and_a_time() {
        for (text, millis) in [("5/s", 200), ("10", 100), ("60/m", 1000), ("0.5/s", 2000), ("inf/s", 0)] {
            assert_eq!(text.parse::<Rate>().unwrap().gap, Duration::from_millis(millis), "{text}");
        }
        for wrong in ["", "0/s", "-1/s", "5/h", "fast", "NaN/s", "1e-19/s", "1e-300/m", "0.016/m", "-inf/s"] {
            assert!(wrong.parse::<Rate>().is_err(), "{wrong}");
        }
    }
}
