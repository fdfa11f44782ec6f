//! The suite is fired at the reference and at every saboteur: the one passes, each of the others fails by its own rule.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first thing that is not as it must be")]

use jiff::civil::date;
use ringback::{
    case::{Case, Level},
    cases::suite,
    clock::Clock,
    config::{Config, merge},
    event::{Kind, Verdict},
    plan::{Plan, Selected},
    run::{Interrupt, Options, run},
    serve::{Contract, Reference, Saboteur, app, known},
    shot::Site,
    target::{Http, Target},
    vendors,
    verdict::Judges,
};
use ringback_generator::{model::Model, vendor::Direction};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};
use tokio::{net::TcpListener, runtime::Runtime};

struct Ground {
    contract: Arc<Contract>,
    judges: Arc<Judges>,
    cases: Vec<Case>,
    servers: Runtime,
}

/// Operations that take and return a type that none takes so far, as a target's file may add them.
const OF_A_TYPE: &str = r#"
    [[operations]]
    vendor = "VENDOR"
    name = "store-TYPE"
    method = "POST"
    path = "/stored/VENDOR/TYPE"
    request = "TYPE"
    response = "TYPE"
    success = [201]
    rejection = [400]
    echoes = true
"#;

impl Ground {
    fn new(models: Vec<Model>) -> Self {
        let judges = Arc::new(Judges::new(&models).unwrap());
        let cases = suite(&models).into_iter().filter(|case| case.level == Level::Documented).collect();
        let contract = Arc::new(Contract::new(models).unwrap());
        Self { contract, judges, cases, servers: Runtime::new().unwrap() }
    }

    /// The documented cases of an operation (of all when none is named) that a reference fails, with what is wrong.
    fn fire(&self, reference: Reference, operation: Option<(&str, &str)>) -> BTreeMap<String, String> {
        let listener = self.servers.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        let server = self.servers.spawn(async move { axum::serve(listener, app(reference)).await });
        let mine = |case: &&Case| {
            operation.is_none_or(|(vendor, operation)| case.vendor == vendor && case.operation == operation)
        };
        let selected = Selected {
            cases: self.cases.iter().filter(mine).cloned().collect(),
            any_parameter: Some(known()),
            ..Selected::default()
        };
        let options = Options {
            target: Target::Http(Http::new(Duration::from_millis(400)).unwrap()),
            site: Site { url, headers: Vec::new() },
            judges: Arc::clone(&self.judges),
            // A day whose neighbours are no ends of months: what is sent is the same every day.
            clock: Clock::at(date(2031, 5, 20)),
            jobs: 8,
            rate: None,
            patience: Duration::ZERO,
            fail_fast: false,
            allow_ringing: false,
            interrupt: Interrupt::default(),
            listen: false,
        };
        let plan = Plan::new(self.contract.models(), &selected, &Config::default()).unwrap();
        let mut wrong = BTreeMap::new();
        run(plan, options, &mut |event| match event.kind {
            Kind::Finished(finished) => match finished.verdict {
                Verdict::Pass | Verdict::Skipped(_) => {}
                Verdict::Faulty(why) => panic!("{}: {why}", finished.case.name),
                verdict => _ = wrong.insert(finished.case.name.clone(), format!("{verdict:?}")),
            },
            Kind::Unwired { operation, advice } => _ = wrong.insert(format!("{operation} is unwired"), advice),
            Kind::Started { .. } | Kind::Stopped { .. } | Kind::Ended => {}
        })
        .unwrap();
        server.abort();
        wrong
    }
}

fn documented() -> Vec<Model> {
    vendors::models(None).unwrap()
}

fn of_every_other_type() -> Vec<Model> {
    let mut models = documented();
    let others = models.iter().flat_map(|model| {
        let operations = &model.vendor.operations;
        let sent = |name: &String| {
            operations.iter().any(|sent| sent.direction == Direction::Request && sent.request.as_ref() == Some(name))
        };
        model.types.keys().filter(move |name| !sent(name)).map(|name| (&model.vendor.name, name))
    });
    let config: String =
        others.map(|(vendor, name)| OF_A_TYPE.replace("VENDOR", vendor).replace("TYPE", name)).collect();
    let config =
        Config::parse("ringback.toml", &format!("[target]\noperations = \"listed\"\n{config}"), &|_| None).unwrap();
    merge(&config, &mut models).unwrap();
    models
}

#[test]
fn the_honest_reference_fails_nothing() {
    for models in [documented(), of_every_other_type()] {
        passes(models);
    }
}

fn passes(models: Vec<Model>) {
    let ground = Ground::new(models);
    let wrong = ground.fire(Reference::honest(Arc::clone(&ground.contract)), None);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What is wrong with how a saboteur is judged.
fn misjudged(saboteur: &Saboteur, wrong: &BTreeMap<String, String>) -> Option<String> {
    let caught: BTreeSet<&String> = wrong.keys().filter(|name| saboteur.catches.contains(name)).collect();
    // A fault that strikes whatever is sent may leave nothing of its operation to be judged.
    let unwired = wrong.keys().any(|name| name.ends_with(" is unwired"));
    if caught.is_empty() && !unwired {
        return Some(format!("{} is not caught by any of {:?}", saboteur.name, saboteur.catches));
    }
    let blamed: Vec<_> = wrong.iter().filter(|(name, _)| !unwired && !saboteur.catches.contains(name)).collect();
    (!blamed.is_empty()).then(|| format!("{} is blamed for {blamed:?}", saboteur.name))
}

#[test]
fn every_saboteur_is_caught_by_the_cases_that_name_its_rule_and_by_no_others() {
    are_caught(documented());
}

#[test]
fn every_type_is_tested_wherever_it_is_sent_and_returned() {
    are_caught(of_every_other_type());
}

fn are_caught(models: Vec<Model>) {
    let ground = Ground::new(models);
    let saboteurs = ground.contract.saboteurs();
    let next = AtomicUsize::new(0);
    let complaints: Mutex<Vec<String>> = Mutex::default();
    let work = || {
        while let Some(saboteur) = saboteurs.get(next.fetch_add(1, Ordering::SeqCst)) {
            let reference = Reference::sabotaged(Arc::clone(&ground.contract), saboteur);
            let wrong = ground.fire(reference, Some((&saboteur.vendor, &saboteur.operation)));
            complaints.lock().unwrap().extend(misjudged(saboteur, &wrong));
        }
    };
    thread::scope(|scope| (0..4).for_each(|_| _ = scope.spawn(work)));
    let complaints = complaints.into_inner().unwrap();
    assert!(complaints.is_empty(), "{} of {}:\n{}", complaints.len(), saboteurs.len(), complaints.join("\n"));
}
