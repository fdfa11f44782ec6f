//! `ringback run`: plans a run from the options, and turns its events into reports and an outcome.

use crate::{arguments::RunArguments, cases, outcome::Outcome};
use ringback_contract::{error::Error, files, input, terminal::strip_control};
use ringback_reference::{Server, known};
use ringback_report::{Report, json, sink::print};
use ringback_runner::{
    clock::Clock,
    config::{self, Config},
    dry_run,
    event::Event,
    expected_failures::ExpectedFailures,
    judges::Judges,
    plan::{Plan, SelectedCases},
    run as run_plan, safety,
    session::RunOptions,
    site::Site,
    status::EventCounts,
    target::{Http, Target},
};
use ringback_suite::{derive::suite, vendors};
use std::{path::Path, sync::Arc, time::Duration};
use url::Url;

/// The retry budget: how long each case may wait in total if the target asks for it (429).
const RETRY_BUDGET: Duration = Duration::from_secs(10);

/// Runs the selected cases.
///
/// # Errors
///
/// If the options or the configuration file are invalid, or no target is given.
pub fn run(arguments: &RunArguments) -> Result<Outcome, Error> {
    if arguments.report_schema {
        print(&files::json(&json::schema()))?;
        return Ok(Outcome::Success);
    }
    let mut config = read_config(arguments.config.as_deref())?;
    if arguments.reference {
        config.forget_the_target();
    }
    let mut models = vendors::models(arguments.selection.schemas.schemas.as_deref())?;
    let skips = config::merge(&config, &mut models)?;
    let selected = SelectedCases {
        cases: cases::select(&models, &arguments.selection)?,
        shard: arguments.shard,
        skips,
        any_parameter: arguments.reference.then(known),
    };
    let expected = read_expected(arguments.known.as_deref())?.map(|expected| expected.with_suite(&suite(&models)));
    let plan = Plan::new(&models, &selected, &config)?;
    if plan.count() == 0 {
        eprintln!("no case is selected");
        return Ok(Outcome::NothingRun);
    }
    let judges = Arc::new(Judges::new(&models)?);
    // It listens until the end of this function.
    let reference = arguments.reference.then(|| Server::start(models, "127.0.0.1:0", None)).transpose()?;
    let site = match &reference {
        Some(reference) => Site::at(reference.address())?,
        None => Site { url: target_url(arguments, &config)?, headers: config.headers.clone() },
    };
    if arguments.dry_run {
        print(&dry_run::describe(&plan, &site, Clock::now(), &judges))?;
        return Ok(Outcome::Success);
    }
    safety::admit(&site.url, arguments.allow_remote)?;
    let options = RunOptions {
        jobs: arguments.jobs.into(),
        rate: arguments.rate,
        retry_budget: RETRY_BUDGET,
        fail_fast: arguments.fail_fast,
        allow_ringing: arguments.allow_ringing,
        exit_on_ctrl_c: Some(|| std::process::exit(Outcome::Interrupted.exit_code().into())),
        ..RunOptions::new(Target::Http(Http::new(config.timeout)?), site, judges)
    };
    run_and_report(arguments, plan, options, expected)
}

/// Runs the plan. Each event goes through the expected failures, to the reports and to the counts.
fn run_and_report(
    arguments: &RunArguments,
    plan: Plan,
    options: RunOptions,
    mut expected: Option<ExpectedFailures>,
) -> Result<Outcome, Error> {
    let mut reports = ringback_report::open_all(&arguments.report, arguments.unmasked)?;
    let interrupt = options.interrupt.clone();
    let mut counts = EventCounts::default();
    let mut broken: Option<Error> = None;
    run_plan(plan, options, &mut |event: Event| {
        let event = match &mut expected {
            Some(expected) => expected.filter(event),
            None => event,
        };
        counts.count(&event);
        if let Err(error) = reports.event(&event) {
            // Nobody would learn of what still happens.
            interrupt.set();
            broken.get_or_insert(error);
        }
    })?;
    if let Some(error) = broken {
        return Err(error);
    }
    let status = counts.status(arguments.fail_fast, &interrupt);
    let Some(expected) = expected else { return Ok(status.into()) };
    for complaint in expected.complaints() {
        eprintln!("{}", strip_control(&format!("error: {complaint}")));
    }
    Ok(expected.settle(status).into())
}

fn read_config(path: Option<&Path>) -> Result<Config, Error> {
    let path = match path {
        Some(path) => path,
        None if Path::new(config::FILE).is_file() => Path::new(config::FILE),
        None => return Ok(Config::default()),
    };
    let text = input::read(path)?;
    Config::parse(&path.display().to_string(), &text, &|name| std::env::var(name).ok())
}

fn read_expected(path: Option<&Path>) -> Result<Option<ExpectedFailures>, Error> {
    let Some(path) = path else { return Ok(None) };
    ExpectedFailures::read(&path.display().to_string(), &input::read(path)?).map(Some)
}

fn target_url(arguments: &RunArguments, config: &Config) -> Result<Url, Error> {
    match (&arguments.target, &config.url) {
        (Some(url), _) => config::target_url(url).map_err(|why| Error::Usage(format!("--target: {why}"))),
        (None, Some(url)) => Ok(url.clone()),
        (None, None) => Err(Error::Usage(
            "nothing says where the target is: --target URL, --reference, or url in [target] of ringback.toml".into(),
        )),
    }
}
