//! A session: all that the cases of a run share.
//!
//! A case passes through the stages of [`crate::stages`] once, in this order; [`crate::run_case`] is that order:
//!
//! | stage | from | to |
//! |---|---|---|
//! | prepare | `Case`, `PlannedOperation`, `Parameters` | `PreparedRequest` |
//! | send | `Request` | `Response` or `SendError` |
//! | judge | `PreparedRequest`, `Response` | `Verdict` |
//! | read back | what was accepted | `Verdict` |
//! | clean up | what was created | nothing is left |
//!
//! The [`crate::schedule`] decides which case runs when, and tells an `EventSink` of every `CaseResult`.

use crate::{
    clock::Clock,
    event::{CaseResult, Reached, Verdict},
    exchange::{Request, Response},
    interrupt::Interrupt,
    judges::Judges,
    parameters::Parameters,
    plan::{Plan, PlannedOperation},
    rate::{Rate, RateLimiter},
    redaction::Redactor,
    safety::is_loopback,
    secret::Secret,
    site::Site,
    stages::prepare::PreparedRequest,
    target::Target,
};
use ringback_suite::lock::lock_ignoring_poison;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};
use tokio::sync::RwLock;

/// How many requests in a row may go unanswered: cases of a run, calls of a reading operation, deletions.
pub const UNANSWERED_LIMIT: usize = 3;

/// How many cases are under way at once when nobody says.
const JOBS: usize = 8;

/// How a plan is run.
pub struct RunOptions {
    /// What the requests are sent to.
    pub target: Target,
    /// Where requests go, and the headers of each.
    pub site: Site,
    /// The judges of what comes back.
    pub judges: Arc<Judges>,
    /// The day from which times in payloads are computed.
    pub clock: Clock,
    /// How many cases are under way at once.
    pub jobs: usize,
    /// How many requests are sent at most in a time.
    pub rate: Option<Rate>,
    /// How long a case may wait in total when the target asks to come back later (429).
    pub retry_budget: Duration,
    /// Whether the first documented failure ends the run.
    pub fail_fast: bool,
    /// Whether operations that dial may be called at a target that is not this machine.
    pub allow_ringing: bool,
    /// Ends the run from outside.
    pub interrupt: Interrupt,
    /// What ends the process at a second Ctrl-C; without it not even the first sets the interrupt.
    pub exit_on_ctrl_c: Option<fn()>,
}

impl RunOptions {
    /// How a plan is run when nothing else is said: today, as fast as possible, to the end.
    pub fn new(target: Target, site: Site, judges: Arc<Judges>) -> Self {
        Self {
            target,
            site,
            judges,
            clock: Clock::now(),
            jobs: JOBS,
            rate: None,
            retry_budget: Duration::ZERO,
            fail_fast: false,
            allow_ringing: false,
            interrupt: Interrupt::default(),
            exit_on_ctrl_c: None,
        }
    }
}

/// What all cases of a run share.
pub struct Session {
    /// The operations with their cases.
    pub plan: Plan,
    /// How the plan is run.
    pub options: RunOptions,
    /// The moments at which requests may be sent.
    pub rate: RateLimiter,
    secrets: Vec<Secret>,
    /// Operations whose cases write to one record that is read back: one case at a time.
    turns: BTreeMap<String, RwLock<()>>,
    notes: Mutex<Notes>,
}

/// What cases leave for later ones, and for the end of the run.
#[derive(Default)]
pub struct Notes {
    /// Values that operations made, by `VENDOR/OPERATION` and the name of the parameter that they serve as.
    pub made: BTreeMap<(String, String), String>,
    /// Deletions of what was created and is still there, by the number of the creation.
    pub deletions: BTreeMap<usize, Request>,
    /// How many creations were noted.
    pub created: usize,
    /// How often in a row there was no response: by the name of a reading operation, or `DELETE`.
    pub unanswered: BTreeMap<String, usize>,
    /// Deletions that did not succeed, as lines for people.
    pub left_behind: Vec<String>,
    /// Results of cases of reading operations, by the case's name: the first failure, or else the first success.
    pub read: BTreeMap<String, CaseResult>,
}

impl Session {
    /// A session in which nothing has been sent yet.
    pub fn new(plan: Plan, options: RunOptions) -> Self {
        let turns = plan.operations.iter().map(|planned| (planned.name(), RwLock::new(()))).collect();
        let secrets = options.site.headers.iter().filter_map(|header| header.secret().cloned()).collect();
        Self { rate: RateLimiter::new(options.rate), plan, secrets, turns, notes: Mutex::default(), options }
    }

    /// What cases leave for later.
    pub fn notes(&self) -> MutexGuard<'_, Notes> {
        lock_ignoring_poison(&self.notes)
    }

    /// The secrets of the configuration.
    pub fn secrets(&self) -> &[Secret] {
        &self.secrets
    }

    /// The lock for the one record that the cases of an operation share.
    pub fn turn(&self, planned: &PlannedOperation) -> Option<&RwLock<()>> {
        self.turns.get(&planned.name())
    }

    /// Why an operation is not called at all.
    pub fn refusal(&self, planned: &PlannedOperation) -> Option<String> {
        if let Some(skip) = &planned.skip {
            return Some(skip.clone());
        }
        let remote = !is_loopback(&self.options.site.url);
        let refused = planned.operation.rings && remote && !self.options.allow_ringing;
        refused.then(|| "it rings real phones at a target that is not this machine; --allow-ringing allows it".into())
    }

    /// The parameters of an operation that is called with one set of them.
    ///
    /// # Errors
    ///
    /// Says which one has no value.
    pub fn parameters(&self, planned: &PlannedOperation) -> Result<Parameters, String> {
        let mut parameters = planned.parameters.first().cloned().ok_or("a parameter has no value")?;
        if let Some((name, maker)) = &planned.made {
            let key = (format!("{}/{maker}", planned.vendor), name.clone());
            let made = self.notes().made.get(&key).cloned();
            let made = made.ok_or_else(|| format!("{maker} made nothing whose {{{name}}} could be used"))?;
            parameters.insert(name.clone(), made);
        }
        Ok(parameters)
    }

    /// Replaces secrets in all that leaves the runner.
    pub fn redactor(&self) -> Redactor<'_> {
        Redactor { secrets: &self.secrets, headers: &self.options.site.headers }
    }

    /// The result of a case as it may be shown.
    pub fn result(
        &self,
        prepared: &PreparedRequest,
        verdict: Verdict,
        response: Option<Response>,
        took: Duration,
        reached: Reached,
    ) -> CaseResult {
        self.redactor().result(prepared, verdict, response, took, reached)
    }
}
