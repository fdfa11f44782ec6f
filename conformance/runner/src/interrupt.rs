//! Ends a run from outside: running cases are finished, and created records are deleted.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::Notify;

/// How long running cases may take after an interrupt.
pub const GRACE: Duration = Duration::from_secs(2);

/// A flag that ends a run once it is set; its clones share it.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<(AtomicBool, Notify)>);

impl Interrupt {
    /// Ends the run: no new case is started.
    pub fn set(&self) {
        self.0.0.store(true, Ordering::SeqCst);
        self.0.1.notify_waiters();
    }

    /// Whether the run is to end.
    pub fn is_set(&self) -> bool {
        self.0.0.load(Ordering::SeqCst)
    }

    /// Waits until the run is to end.
    pub async fn wait(&self) {
        let notified = self.0.1.notified();
        tokio::pin!(notified);
        // Registered before the flag is read: what happens in between is not missed.
        notified.as_mut().enable();
        if !self.is_set() {
            notified.await;
        }
    }

    /// The result of a future; `None` if the run is interrupted and [`GRACE`] has passed since.
    pub async fn or_give_up<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let given_up = async {
            self.wait().await;
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            done = work => Some(done),
            () = given_up => None,
        }
    }

    /// Sets the flag on Ctrl-C; a second Ctrl-C calls `exit`.
    pub async fn set_on_ctrl_c(self, exit: fn()) {
        while tokio::signal::ctrl_c().await.is_ok() {
            if self.is_set() {
                return exit();
            }
            eprintln!("stopping; created records are being deleted (press Ctrl-C again to end at once)");
            self.set();
        }
    }
}
