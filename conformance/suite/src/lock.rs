//! Holds a lock, whatever became of who held it before: what is locked here is never left half written.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a lock guards.
pub fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
