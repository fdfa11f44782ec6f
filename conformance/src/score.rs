//! Measures the suite: runs it over HTTP against the correct reference and against every saboteur.

use jiff::civil::date;
use ringback_constraints::model::Model;
use ringback_contract::error::Error;
use ringback_reference::{Reference, Saboteur, ServedModels, known, listen, saboteurs};
use ringback_runner::{
    clock::Clock,
    config::Config,
    event::{EventKind, Verdict},
    judges::Judges,
    plan::{Plan, SelectedCases},
    run,
    session::RunOptions,
    site::Site,
    target::{Http, Target},
};
use ringback_suite::{
    case::{Case, Level},
    derive::suite,
    lock::lock_ignoring_poison,
};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};
use tokio::{net::TcpListener, runtime::Runtime};

/// The time limit for one saboteur; the one with the delayed response takes minutes.
const TIMEOUT: Duration = Duration::from_secs(2);

/// How long a saboteur may take to return what it accepted: the reference needs no time.
const SETTLE: Duration = Duration::from_millis(100);

/// Saboteurs that are run concurrently.
const AT_ONCE: usize = 4;

/// What failed in a run: cases, and operations that accepted no valid payload, each with the reason.
pub type Wrong = BTreeMap<String, String>;

/// The result of measuring the suite.
#[derive(Debug, Default)]
pub struct Score {
    /// What failed against the correct reference; must be empty.
    pub honest: Wrong,
    /// The number of saboteurs.
    pub saboteurs: usize,
    /// Saboteurs that were not detected, or for which the wrong case failed.
    pub complaints: Vec<String>,
}

/// Which of the cases that must not detect a saboteur are sent to it. Those that must are all sent.
#[derive(Clone, Copy, Debug)]
pub enum Others {
    /// All of them.
    All,
    /// One of this many, others for each saboteur.
    OneOf(usize),
}

/// Runs the documented cases of some vendors against their reference and every saboteur of it.
///
/// # Errors
///
/// If a model is inconsistent, or no server can be started.
pub fn score(models: Vec<Model>, others: Others) -> Result<Score, Error> {
    let ground = Ground::new(models)?;
    let honest = ground.run(Reference::honest(Arc::clone(&ground.contract)), |_| true)?;
    let saboteurs = saboteurs(&ground.contract);
    let next = AtomicUsize::new(0);
    let complaints: Mutex<Vec<String>> = Mutex::default();
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::SeqCst);
            let Some(saboteur) = saboteurs.get(number) else { break };
            let complaint = ground.try_one(saboteur, others, number);
            lock_ignoring_poison(&complaints).extend(complaint);
        }
    };
    thread::scope(|scope| (0..AT_ONCE).for_each(|_| _ = scope.spawn(work)));
    let complaints = std::mem::take(&mut *lock_ignoring_poison(&complaints));
    Ok(Score { honest, saboteurs: saboteurs.len(), complaints })
}

struct Ground {
    contract: Arc<ServedModels>,
    judges: Arc<Judges>,
    suite: Vec<Case>,
    servers: Runtime,
}

impl Ground {
    fn new(models: Vec<Model>) -> Result<Self, Error> {
        let judges = Arc::new(Judges::new(&models)?);
        let suite = suite(&models);
        let contract = Arc::new(ServedModels::new(models)?);
        let servers = Runtime::new().map_err(Error::io("the async runtime"))?;
        Ok(Self { contract, judges, suite, servers })
    }

    /// The judgement of a saboteur by a run of its cases: `None` if it was detected correctly, else what is wrong.
    fn try_one(&self, saboteur: &Saboteur, others: Others, number: usize) -> Option<String> {
        let reference = Reference::sabotaged(Arc::clone(&self.contract), saboteur);
        let mut count = number;
        let sent = |case: &Case| {
            if case.vendor != saboteur.vendor || case.operation != saboteur.operation {
                return false;
            }
            count += 1;
            let is_its_turn = match others {
                Others::All => true,
                Others::OneOf(many) => count.is_multiple_of(many),
            };
            is_its_turn || saboteur.catches.contains(&case.name)
        };
        match self.run(reference, sent) {
            Ok(wrong) => misjudged(saboteur, &wrong),
            Err(error) => Some(format!("{}: {error}", saboteur.name)),
        }
    }

    /// The failures of the documented cases that are sent.
    fn run(&self, reference: Reference, mut sent: impl FnMut(&Case) -> bool) -> Result<Wrong, Error> {
        let listening = self.servers.block_on(TcpListener::bind("127.0.0.1:0"));
        let listener = listening.map_err(Error::io("127.0.0.1:0"))?;
        let address = listener.local_addr().map_err(Error::io("127.0.0.1:0"))?;
        let server = self.servers.spawn(async move { listen(listener, reference).await });
        let selected = SelectedCases {
            cases: self.suite.iter().filter(|case| case.level == Level::Documented && sent(case)).cloned().collect(),
            any_parameter: Some(known()),
            ..SelectedCases::default()
        };
        let target = Target::Http(Http::new(TIMEOUT)?);
        let options = RunOptions {
            // A day whose neighbours are no ends of months: what is sent is the same every day.
            clock: Clock::at(date(2031, 5, 20)),
            settle: SETTLE,
            ..RunOptions::new(target, Site::at(address)?, Arc::clone(&self.judges))
        };
        let plan = Plan::new(self.contract.models(), &self.suite, &selected, &Config::default())?;
        let mut wrong = Wrong::new();
        run(plan, options, &mut |event| match event.kind {
            EventKind::Finished(result) => match result.verdict {
                Verdict::Pass | Verdict::Skipped(_) | Verdict::Inconclusive(_) => {}
                verdict => _ = wrong.insert(result.case.name.clone(), format!("{verdict:?}")),
            },
            EventKind::OperationUnavailable { operation, advice } => {
                _ = wrong.insert(format!("{operation}{UNAVAILABLE}"), advice)
            }
            EventKind::Started { .. }
            | EventKind::Exchanged(_)
            | EventKind::Observed { .. }
            | EventKind::Stopped { .. }
            | EventKind::Ended => {}
        })?;
        server.abort();
        Ok(wrong)
    }
}

const UNAVAILABLE: &str = " is unavailable";

/// The error in how a saboteur was judged: none of its own cases failed, or another case did.
fn misjudged(saboteur: &Saboteur, wrong: &Wrong) -> Option<String> {
    // A fault that strikes whatever is sent may leave nothing of its operation to be judged.
    let unavailable = wrong.keys().any(|name| name.ends_with(UNAVAILABLE));
    if !unavailable && !saboteur.catches.iter().any(|name| wrong.contains_key(name)) {
        return Some(format!("{} is not detected by any of {:?}", saboteur.name, saboteur.catches));
    }
    let blamed: Vec<_> = wrong.iter().filter(|(name, _)| !unavailable && !saboteur.catches.contains(name)).collect();
    (!blamed.is_empty()).then(|| format!("{} also fails {blamed:?}", saboteur.name))
}
