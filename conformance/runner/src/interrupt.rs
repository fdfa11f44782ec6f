//! Ends a run from outside: running cases are finished, and created records are deleted.

use ringback_contract::{error::Error, terminal::say};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};
use tokio::{runtime, signal, sync::Notify};

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

    /// Sets the flag on Ctrl-C and on SIGTERM, from now on; `exit` is called at the second one.
    ///
    /// # Errors
    ///
    /// If the system provides no thread.
    pub fn set_on_signals(&self, exit: impl Fn() + Send + Sync + 'static) -> Result<(), Error> {
        let (interrupt, exit) = (self.clone(), Arc::new(exit));
        let runtime =
            runtime::Builder::new_current_thread().enable_all().build().map_err(Error::io("the async runtime"))?;
        let mut terminations = runtime.block_on(async { Terminations::listen() });
        let listening = thread::Builder::new().name("signals".into()).spawn(move || {
            runtime.block_on(async {
                while terminations.next().await {
                    if interrupt.is_set() {
                        // In a thread of its own: a third signal is to be heard even if this takes long.
                        let exit = Arc::clone(&exit);
                        thread::spawn(move || exit());
                        continue;
                    }
                    say("stopping; created records are being deleted (press Ctrl-C again to end at once)");
                    interrupt.set();
                }
            });
        });
        listening.map(|_| ()).map_err(Error::io("a thread for signals"))
    }
}

/// The signals that end a run. From the moment that they are listened to, they do not end the process.
struct Terminations {
    #[cfg(unix)]
    signals: Option<(signal::unix::Signal, signal::unix::Signal)>,
}

impl Terminations {
    fn listen() -> Self {
        #[cfg(unix)]
        {
            use signal::unix::{SignalKind, signal};
            let both = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()));
            let (Ok(interrupt), Ok(terminate)) = both else { return Self { signals: None } };
            Self { signals: Some((interrupt, terminate)) }
        }
        #[cfg(not(unix))]
        Self {}
    }

    /// Waits for the next one; false if there will be none.
    async fn next(&mut self) -> bool {
        #[cfg(unix)]
        {
            let Some((interrupt, terminate)) = &mut self.signals else { return false };
            tokio::select! {
                came = interrupt.recv() => came.is_some(),
                came = terminate.recv() => came.is_some(),
            }
        }
        #[cfg(not(unix))]
        signal::ctrl_c().await.is_ok()
    }
}
