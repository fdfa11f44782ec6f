//! Keeps the exchanges of a run until they are emitted: requests are sent by many tasks, events come from one.

use crate::event::ShownExchange;
use ringback_suite::lock::lock_ignoring_poison;
use std::sync::{Arc, Mutex};

/// The exchanges that were not emitted yet. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct ExchangeLog {
    is_wanted: bool,
    waiting: Arc<Mutex<Vec<ShownExchange>>>,
}

impl ExchangeLog {
    /// A log that keeps exchanges only if somebody wants them.
    pub fn new(is_wanted: bool) -> Self {
        Self { is_wanted, ..Self::default() }
    }

    /// Adds an exchange.
    pub fn push(&self, exchange: impl FnOnce() -> ShownExchange) {
        if self.is_wanted {
            let exchange = exchange();
            lock_ignoring_poison(&self.waiting).push(exchange);
        }
    }

    /// Removes all exchanges.
    pub fn take(&self) -> Vec<ShownExchange> {
        std::mem::take(&mut *lock_ignoring_poison(&self.waiting))
    }
}
