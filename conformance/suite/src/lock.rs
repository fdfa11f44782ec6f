//! Takes a mutex whose last holder may have panicked: nothing that is locked here is ever left half written.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The value that a mutex guards, poisoned or not.
pub fn lock_ignoring_poison<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
