//! A session: the state that all cases of a run share.
//!
//! A case passes through the stages of [`crate::stages`] once, in this order; `run_case` is that order:
//!
//! | stage | from | to |
//! |---|---|---|
//! | prepare | `Case`, `PlannedOperation`, `Parameters` | `PreparedRequest` |
//! | send | `Request` | `Response` or `SendError` |
//! | judge | `PreparedRequest`, `Response` | `Verdict` |
//! | read back | what was accepted | `Verdict` |
//! | clean up | what was created | nothing is left |
//!
//! The `schedule` decides which case runs when, and emits every `CaseResult` through an `EventSink`.

use crate::{
    bases::Bases,
    clock::Clock,
    event::{CaseResult, Reached, Verdict},
    exchange::{Request, Response, SendError},
    exchange_log::ExchangeLog,
    explained_values::ExplainedValues,
    halt::Halt,
    interrupt::Interrupt,
    judges::Judges,
    observations::Observations,
    parameters::Parameters,
    plan::{Plan, PlannedOperation},
    rate::{Rate, RateLimiter},
    redaction::Redactor,
    safety::is_loopback,
    secret::Secret,
    site::Site,
    stages::{clean_up::Deletion, prepare::PreparedRequest},
    target::Target,
};
use ringback_suite::lock::lock_ignoring_poison;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};
use tokio::sync::RwLock;

/// Consecutive requests without a response after which no more are sent: cases of a run, calls of a reading operation,
/// deletions.
pub const UNANSWERED_LIMIT: usize = 3;

/// How many answers in a row may be about something else before a valid payload is tried again.
pub const ASTRAY_LIMIT: usize = 3;

/// How long an accepted payload may take until it can be read back, unless configured.
pub const SETTLE: Duration = Duration::from_secs(2);

/// How many cases are under way at once when nobody says.
const JOBS: usize = 8;

/// Options of a run.
pub struct RunOptions {
    /// The target.
    pub target: Target,
    /// The base URL, and the headers of every request.
    pub site: Site,
    /// The judges of responses.
    pub judges: Arc<Judges>,
    /// The date from which times in payloads are computed.
    pub clock: Clock,
    /// The number of cases that run concurrently.
    pub jobs: usize,
    /// The limit on requests per time; `None` for no limit.
    pub rate: Option<Rate>,
    /// How long a case may wait in total if the target asks for it (429).
    pub retry_budget: Duration,
    /// How long an accepted payload may take until it can be read back; no document states how soon it is readable.
    pub settle: Duration,
    /// Whether the first documented failure ends the run.
    pub fail_fast: bool,
    /// Whether operations that dial may be called at a remote target.
    pub allow_ringing: bool,
    /// Ends the run from outside.
    pub interrupt: Interrupt,
    /// How long the target may take until it answers at all.
    pub wait: Duration,
    /// Whether every exchange is emitted as an event of its own.
    pub exchanges: bool,
    /// The configuration that is in force, in TOML; secrets in it are replaced when it is emitted.
    pub configuration: String,
}

impl RunOptions {
    /// Default options: today's date, no rate limit, all cases.
    pub fn new(target: Target, site: Site, judges: Arc<Judges>) -> Self {
        Self {
            target,
            site,
            judges,
            clock: Clock::now(),
            jobs: JOBS,
            rate: None,
            retry_budget: Duration::ZERO,
            settle: SETTLE,
            fail_fast: false,
            allow_ringing: false,
            interrupt: Interrupt::default(),
            wait: Duration::ZERO,
            exchanges: false,
            configuration: String::new(),
        }
    }
}

/// The state that all cases of a run share.
pub struct Session {
    /// The operations with their cases.
    pub plan: Plan,
    /// The options.
    pub options: RunOptions,
    /// The rate limiter.
    pub rate: RateLimiter,
    /// Why nothing more is to be sent.
    pub halt: Halt,
    /// Which valid payloads were accepted.
    pub bases: Bases,
    /// Values that were sent, and whose return is told by the case that sent them or by none.
    pub explained: ExplainedValues,
    /// The exchanges that were not emitted yet.
    pub exchanges: ExchangeLog,
    /// Held by who tries a valid payload again.
    pub probing: tokio::sync::Mutex<()>,
    /// A lock for each operation whose cases write to one record that is read back.
    turns: BTreeMap<String, RwLock<()>>,
    notes: Mutex<Notes>,
    observations: Mutex<Observations>,
}

/// State that cases leave for later cases and for the end of the run.
#[derive(Default)]
pub struct Notes {
    /// Values that operations created, by `VENDOR/OPERATION` and the parameter that they are used for.
    pub made: BTreeMap<(String, String), String>,
    /// Deletions of records that still exist, by the number of the creation.
    pub deletions: BTreeMap<usize, Deletion>,
    /// The number of creations so far.
    pub created: usize,
    /// Consecutive requests without a response, by the name of a reading operation or `DELETE`.
    pub unanswered: BTreeMap<String, usize>,
    /// Messages about deletions that failed.
    pub left_behind: Vec<String>,
    /// What reading back has shown of each reading operation, by `VENDOR/OPERATION`.
    pub readers: BTreeMap<String, ReaderState>,
    /// How many answers in a row were about something else than the payload.
    pub astray: usize,
    /// Results of cases of reading operations, by the case's name: the first failure, or else the first success.
    pub read: BTreeMap<String, CaseResult>,
}

/// What reading back has shown of a reading operation.
pub enum ReaderState {
    /// It has returned something.
    Answers,
    /// It has returned nothing yet, though it was asked for what had just been accepted.
    Unread(Box<Unread>),
}

/// The first request of a reading operation that returned nothing.
pub struct Unread {
    /// The request.
    pub request: Request,
    /// What came instead.
    pub answer: Result<Response, SendError>,
    /// The time until it came.
    pub took: Duration,
    /// Whether a case that it was to read back has told of it.
    pub is_told: bool,
}

impl Session {
    /// A session in which nothing has been sent yet.
    pub fn new(plan: Plan, options: RunOptions) -> Self {
        let turns = plan.operations.iter().map(|planned| (planned.name(), RwLock::new(()))).collect();
        Self {
            rate: RateLimiter::new(options.rate),
            halt: Halt::default(),
            bases: Bases::default(),
            explained: ExplainedValues::default(),
            exchanges: ExchangeLog::new(options.exchanges),
            probing: tokio::sync::Mutex::default(),
            plan,
            turns,
            notes: Mutex::default(),
            observations: Mutex::default(),
            options,
        }
    }

    /// Whether nothing more is to be sent but deletions: the run stopped, or was interrupted.
    pub fn is_halted(&self) -> bool {
        self.halt.why().is_some() || self.options.interrupt.is_set()
    }

    /// The state that cases leave for later ones.
    pub fn notes(&self) -> MutexGuard<'_, Notes> {
        lock_ignoring_poison(&self.notes)
    }

    /// What was noticed beside the verdicts.
    pub fn observations(&self) -> MutexGuard<'_, Observations> {
        lock_ignoring_poison(&self.observations)
    }

    /// The secrets of the configuration, and the tokens issued so far.
    pub fn secrets(&self) -> Vec<Secret> {
        self.options.site.secrets()
    }

    /// The lock for the record that the cases of an operation share.
    pub fn turn(&self, planned: &PlannedOperation) -> Option<&RwLock<()>> {
        self.turns.get(&planned.name())
    }

    /// The reason why an operation is not called.
    pub fn refusal(&self, planned: &PlannedOperation) -> Option<String> {
        if let Some(skip) = &planned.skip {
            return Some(skip.clone());
        }
        let remote = !is_loopback(self.options.site.url_of(planned));
        let refused = planned.operation.rings && remote && !self.options.allow_ringing;
        refused.then(|| "it may call real phones at a remote target; --allow-ringing allows it".into())
    }

    /// The parameters of an operation that has exactly one set of them.
    ///
    /// # Errors
    ///
    /// If a parameter has no value; the message names it.
    pub fn parameters(&self, planned: &PlannedOperation) -> Result<Parameters, String> {
        let mut parameters = planned.parameters.first().cloned().ok_or("a parameter has no value")?;
        if let Some((name, maker)) = &planned.made {
            let key = (format!("{}/{maker}", planned.vendor), name.clone());
            let made = self.notes().made.get(&key).cloned();
            let made = made.ok_or_else(|| format!("{maker} created nothing that provides {{{name}}}"))?;
            parameters.insert(name.clone(), made);
        }
        Ok(parameters)
    }

    /// The redaction of everything that leaves the runner.
    pub fn redactor(&self) -> Redactor {
        self.options.site.redactor()
    }

    /// The result of a case, without secrets.
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
