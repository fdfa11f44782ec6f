//! Locks a mutex even if a thread panicked while it held the lock: the values guarded here are never left half changed.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The guarded value, whether the mutex is poisoned or not.
pub fn lock_ignoring_poison<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
