//! How strong the suite is: it is run against the honest reference and against every saboteur, over HTTP like any vendor.

use jiff::civil::date;
use ringback_constraints::model::Model;
use ringback_contract::error::Error;
use ringback_reference::{Contract, Reference, Saboteur, known, listen, saboteurs};
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

/// How long a saboteur may take; the slow one takes minutes.
const TIMEOUT: Duration = Duration::from_millis(400);

/// Saboteurs under trial at once.
const AT_ONCE: usize = 4;

/// What went wrong in a run: cases, or operations through which nothing got, with the reason.
pub type Wrong = BTreeMap<String, String>;

/// How the suite judged.
#[derive(Debug, Default)]
pub struct Score {
    /// What the honest reference was blamed for; it must be nothing.
    pub honest: Wrong,
    /// How many saboteurs there are.
    pub saboteurs: usize,
    /// What is wrong with how they were judged: not caught, or blamed for something else.
    pub complaints: Vec<String>,
}

/// Runs all documented cases of some vendors against their reference and every saboteur of it.
///
/// # Errors
///
/// When a model is not consistent, or no server can be started.
pub fn score(models: Vec<Model>) -> Result<Score, Error> {
    let ground = Ground::new(models)?;
    let honest = ground.run(Reference::honest(Arc::clone(&ground.contract)), None)?;
    let saboteurs = saboteurs(&ground.contract);
    let next = AtomicUsize::new(0);
    let complaints: Mutex<Vec<String>> = Mutex::default();
    let work = || {
        while let Some(saboteur) = saboteurs.get(next.fetch_add(1, Ordering::SeqCst)) {
            let complaint = ground.try_one(saboteur);
            lock_ignoring_poison(&complaints).extend(complaint);
        }
    };
    thread::scope(|scope| (0..AT_ONCE).for_each(|_| _ = scope.spawn(work)));
    let complaints = std::mem::take(&mut *lock_ignoring_poison(&complaints));
    Ok(Score { honest, saboteurs: saboteurs.len(), complaints })
}

struct Ground {
    contract: Arc<Contract>,
    judges: Arc<Judges>,
    cases: Vec<Case>,
    servers: Runtime,
}

impl Ground {
    fn new(models: Vec<Model>) -> Result<Self, Error> {
        let judges = Arc::new(Judges::new(&models)?);
        let cases = suite(&models).into_iter().filter(|case| case.level == Level::Documented).collect();
        let contract = Arc::new(Contract::new(models)?);
        let servers = Runtime::new().map_err(Error::io("the asynchronous runtime"))?;
        Ok(Self { contract, judges, cases, servers })
    }

    /// What is wrong with how a saboteur is judged.
    fn try_one(&self, saboteur: &Saboteur) -> Option<String> {
        let reference = Reference::sabotaged(Arc::clone(&self.contract), saboteur);
        match self.run(reference, Some((&saboteur.vendor, &saboteur.operation))) {
            Ok(wrong) => misjudged(saboteur, &wrong),
            Err(error) => Some(format!("{}: {error}", saboteur.name)),
        }
    }

    /// What goes wrong with the documented cases of an operation, of all when none is named.
    fn run(&self, reference: Reference, operation: Option<(&str, &str)>) -> Result<Wrong, Error> {
        let listening = self.servers.block_on(TcpListener::bind("127.0.0.1:0"));
        let listener = listening.map_err(Error::io("127.0.0.1:0"))?;
        let address = listener.local_addr().map_err(Error::io("127.0.0.1:0"))?;
        let server = self.servers.spawn(async move { listen(listener, reference).await });
        let mine = |case: &&Case| {
            operation.is_none_or(|(vendor, operation)| case.vendor == vendor && case.operation == operation)
        };
        let selected = SelectedCases {
            cases: self.cases.iter().filter(mine).cloned().collect(),
            any_parameter: Some(known()),
            ..SelectedCases::default()
        };
        let target = Target::Http(Http::new(TIMEOUT)?);
        let options = RunOptions {
            // A day whose neighbours are no ends of months: what is sent is the same every day.
            clock: Clock::at(date(2031, 5, 20)),
            ..RunOptions::new(target, Site::at(address)?, Arc::clone(&self.judges))
        };
        let plan = Plan::new(self.contract.models(), &selected, &Config::default())?;
        let mut wrong = Wrong::new();
        run(plan, options, &mut |event| match event.kind {
            EventKind::Finished(result) => match result.verdict {
                Verdict::Pass | Verdict::Skipped(_) => {}
                verdict => _ = wrong.insert(result.case.name.clone(), format!("{verdict:?}")),
            },
            EventKind::OperationUnavailable { operation, advice } => {
                _ = wrong.insert(format!("{operation}{UNAVAILABLE}"), advice)
            }
            EventKind::Started { .. } | EventKind::Stopped { .. } | EventKind::Ended => {}
        })?;
        server.abort();
        Ok(wrong)
    }
}

const UNAVAILABLE: &str = " is unavailable";

/// A saboteur is caught by cases that name its rule, and blamed for no others.
fn misjudged(saboteur: &Saboteur, wrong: &Wrong) -> Option<String> {
    // A fault that strikes whatever is sent may leave nothing of its operation to be judged.
    let unavailable = wrong.keys().any(|name| name.ends_with(UNAVAILABLE));
    if !unavailable && !saboteur.catches.iter().any(|name| wrong.contains_key(name)) {
        return Some(format!("{} is not caught by any of {:?}", saboteur.name, saboteur.catches));
    }
    let blamed: Vec<_> = wrong.iter().filter(|(name, _)| !unavailable && !saboteur.catches.contains(name)).collect();
    (!blamed.is_empty()).then(|| format!("{} is blamed for {blamed:?}", saboteur.name))
}
