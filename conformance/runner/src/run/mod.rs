//! A run: a plan in, events out. Probes first, then every case, then what only reads; what was created is deleted.

mod advice;
mod course;
pub mod dry;
mod fire;
mod follow;
mod pace;
mod show;
mod tally;
mod telling;
mod workers;

pub use pace::Rate;
pub use tally::{RunStatus, Tally};

use crate::{clock::Clock, event::Event, plan::Plan, shot::Site, target::Target, verdict::Judges};
use ringback_contract::error::Error;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::Notify;

/// How a plan is run.
pub struct Options {
    /// What is fired at.
    pub target: Target,
    /// Where requests go and what goes into each.
    pub site: Site,
    /// Who judges what comes back.
    pub judges: Arc<Judges>,
    /// The day from which times are computed.
    pub clock: Clock,
    /// How many cases are under way at once.
    pub jobs: usize,
    /// How many requests are sent at most in a time.
    pub rate: Option<Rate>,
    /// How long one waits in total, for each case, when asked to come back later.
    pub patience: Duration,
    /// Whether the first documented failure ends the run.
    pub fail_fast: bool,
    /// Whether operations that dial may be fired at a target that is not this machine.
    pub allow_ringing: bool,
    /// Ends the run from outside.
    pub interrupt: Interrupt,
    /// Whether Ctrl-C does.
    pub listen: bool,
}

/// How many cases are under way at once when nobody says.
const JOBS: usize = 8;

impl Options {
    /// How a plan is run when nothing else is said: today, as fast as it goes, to the end.
    pub fn new(target: Target, site: Site, judges: Arc<Judges>) -> Self {
        Self {
            target,
            site,
            judges,
            clock: Clock::now(),
            jobs: JOBS,
            rate: None,
            patience: Duration::ZERO,
            fail_fast: false,
            allow_ringing: false,
            interrupt: Interrupt::default(),
            listen: false,
        }
    }
}

/// Ends a run from outside: what is under way is finished and what was created is deleted.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<(AtomicBool, Notify)>);

impl Interrupt {
    /// Ends the run.
    pub fn set(&self) {
        self.0.0.store(true, Ordering::SeqCst);
        self.0.1.notify_waiters();
    }

    /// Whether the run is to end.
    pub fn is_set(&self) -> bool {
        self.0.0.load(Ordering::SeqCst)
    }

    async fn wait(&self) {
        let notified = self.0.1.notified();
        tokio::pin!(notified);
        // Registered before the flag is read: what happens in between is not missed.
        notified.as_mut().enable();
        if !self.is_set() {
            notified.await;
        }
    }
}

/// Runs a plan. The verdicts are told as events; the result only says whether the run could take place.
///
/// # Errors
///
/// When the system gives no threads.
pub fn run(plan: Plan, options: Options, on_event: &mut dyn FnMut(Event)) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Error::io("the asynchronous runtime"))?;
    if options.listen {
        let interrupt = options.interrupt.clone();
        runtime.spawn(async move {
            while tokio::signal::ctrl_c().await.is_ok() {
                if interrupt.is_set() {
                    // Asked twice: nothing more is waited for.
                    std::process::exit(130);
                }
                eprintln!("stopping; what was created is deleted (Ctrl-C again ends at once)");
                interrupt.set();
            }
        });
    }
    let runner = Arc::new(fire::Runner::new(plan, options));
    runtime.block_on(course::run(&runner, on_event));
    runtime.shutdown_timeout(Duration::from_millis(100));
    Ok(())
}
