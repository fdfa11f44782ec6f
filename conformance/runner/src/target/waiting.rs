//! Waits for a server that is just starting.

use super::Target;
use crate::{interrupt::Interrupt, site::Site};
use std::time::{Duration, Instant};

/// The pause between two attempts.
const PAUSE: Duration = Duration::from_millis(100);

/// Waits until a target answers anything, whatever the status, but not longer than this. Then the run begins, and says
/// what is wrong if it still does not.
pub async fn wait_until_it_answers(target: &Target, site: &Site, wait: Duration, interrupt: &Interrupt) {
    let end = Instant::now() + wait;
    let request = site.without_credentials("GET");
    while !interrupt.is_set() && Instant::now() < end {
        let left = end.saturating_duration_since(Instant::now());
        if let Ok(Ok(_)) = tokio::time::timeout(left, target.send(&request)).await {
            return;
        }
        tokio::time::sleep(PAUSE.min(left)).await;
    }
}
