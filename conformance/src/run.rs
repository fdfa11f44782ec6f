//! `ringback run`: plans a run from the options, and turns its events into reports and an outcome.

use crate::{arguments::RunArguments, cases, documents::tell_of_untried, outcome::Outcome};
use ringback_codegen::options::section_schema;
use ringback_constraints::model::Model;
use ringback_contract::{
    error::Error,
    files, input,
    terminal::{say, strip_control},
};
use ringback_drift::traffic::{ALL_EXTENSIONS, Recordings};
use ringback_reference::{Server, known};
use ringback_report::{Report, ReportOptions, json, sink::print};
use ringback_runner::{
    adapter::{self, AdapterOptions},
    clock::Clock,
    config::{self, Config},
    dry_run,
    event::Event,
    expected_failures::ExpectedFailures,
    hooks::{AfterHook, HookError, Hooks},
    interrupt::Interrupt,
    judges::Judges,
    plan::{Plan, SelectedCases},
    program::Program,
    recorded::{self, RecordedOptions},
    run as run_plan,
    safety::{self, AddressPolicy},
    session::RunOptions,
    site::Site,
    status::EventCounts,
    target::{Http, Target},
};
use ringback_suite::{case::Case, derive::suite, stated::Stated};
use serde_json::Value;
use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
};
use url::Url;

/// What stands for the parameters of the hook before the run when nothing is run.
const FROM_THE_HOOK: &str = "what-hooks-before-prints";

/// The schema of the whole configuration file: what runs read of it, and what is generated.
fn config_schema() -> Value {
    let (mut schema, mut section) = (config::schema(), section_schema());
    let definitions = section.as_object_mut().and_then(|section| section.shift_remove("$defs"));
    if let (Some(Value::Object(all)), Some(Value::Object(more))) = (schema.get_mut("$defs"), definitions) {
        all.extend(more);
    }
    if let Some(section) = section.as_object_mut() {
        section.shift_remove("$schema");
        section.shift_remove("title");
    }
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.insert("generate".into(), section);
    }
    schema
}

/// Runs the selected cases.
///
/// # Errors
///
/// If the options or the configuration file are invalid, or no target is given.
pub fn run(arguments: &RunArguments) -> Result<Outcome, Error> {
    if arguments.report_schema || arguments.config_schema {
        print(&files::json(&if arguments.report_schema { json::schema() } else { config_schema() }))?;
        return Ok(Outcome::Success);
    }
    let mut config = read_config(arguments.config.as_deref())?;
    if arguments.reference {
        config.forget_the_target();
    }
    config.connection.policy =
        AddressPolicy { allow_remote: arguments.allow_remote, allow_ringing: arguments.allow_ringing };
    if let Some(path) = recordings(arguments, &config)? {
        return recorded(arguments, &config, &path);
    }
    let adapter = config.exec.clone().filter(|_| arguments.target.is_none());
    let mut models = arguments.selection.documents.models()?;
    let skips = config::merge(&config, &mut models)?;
    let any_parameter = match &config.hooks.before {
        Some(_) if arguments.dry_run => Some(FROM_THE_HOOK),
        _ => (arguments.reference || adapter.is_some()).then(known),
    };
    let suite = suite(&models);
    tell_of_untried(&models, &suite);
    let cases = cases::select(&models, &suite, &arguments.selection)?;
    let selected = SelectedCases { cases, shard: arguments.shard, skips, any_parameter };
    if selected.cases.is_empty() {
        return Ok(nothing_selected());
    }
    if arguments.list {
        print(&names(&selected))?;
        return Ok(Outcome::Success);
    }
    let expected = read_expected(arguments.known.as_deref())?.map(|expected| expected.with_suite(&suite));
    let judges = Arc::new(Judges::new(&models)?);
    if let Some(program) = adapter {
        let chosen = Chosen { config, models, suite, selected, judges, expected };
        return run_adapter(arguments, program, chosen);
    }
    // It listens until the end of this function.
    let start = || Server::start(models.clone(), "127.0.0.1:0", None);
    let reference = arguments.reference.then(start).transpose()?;
    let site = match &reference {
        Some(reference) => Site::at(reference.address())?,
        None => Site::of(&config, target_url(arguments, &config)?)?,
    };
    if arguments.dry_run {
        let plan = Plan::new(&models, &suite, &selected, &config)?;
        print(&strip_control(&dry_run::describe(&plan, &site, Clock::now(), &judges)))?;
        return Ok(Outcome::Success);
    }
    site.urls().try_for_each(|url| safety::admit(url, arguments.allow_remote))?;
    let interrupt = Interrupt::default();
    let after = listen_to_signals(&interrupt, &config.hooks)?;
    if let Some(outcome) = run_hook_before(&mut config, &interrupt) {
        return Ok(outcome);
    }
    config::check_parameters(&config, &models)?;
    let plan = Plan::new(&models, &suite, &selected, &config)?;
    let target = (!arguments.reference).then_some(site.url.as_str());
    let options = RunOptions {
        jobs: arguments.jobs.into(),
        rate: arguments.rate,
        retry_budget: config.patience,
        settle: config.settle,
        wait: config.wait,
        fail_fast: arguments.fail_fast,
        allow_ringing: arguments.allow_ringing,
        interrupt,
        configuration: config.shown(target),
        ..RunOptions::new(Target::Http(Http::with(&config.connection)?), site, judges)
    };
    let interrupt = options.interrupt.clone();
    let count = plan.count();
    let start =
        |exchanges, on_event: &mut dyn FnMut(Event)| run_plan(plan, RunOptions { exchanges, ..options }, on_event);
    let outcome = run_and_report(arguments, count, models, &interrupt, expected, start);
    if let Err(error) = after.run() {
        say(format_args!("error: {error}"));
    }
    outcome
}

/// The recordings that are the target; `None` if it is anything else.
fn recordings(arguments: &RunArguments, config: &Config) -> Result<Option<PathBuf>, Error> {
    let is_other = arguments.target.is_some() || arguments.reference;
    let path = arguments.recorded.clone().or_else(|| config.recorded.clone().filter(|_| !is_other));
    match path {
        Some(path) if !path.exists() => {
            Err(Error::Usage(format!("{}: no such file or folder of recorded traffic", path.display())))
        }
        Some(_) if arguments.dry_run => Err(Error::Usage("--dry-run: nothing is sent to recorded traffic".into())),
        path => Ok(path),
    }
}

/// Judges recorded traffic.
fn recorded(arguments: &RunArguments, config: &Config, path: &Path) -> Result<Outcome, Error> {
    let mut models = arguments.selection.documents.models()?;
    config::merge(config, &mut models)?;
    let judges = Arc::new(Judges::new(&models)?);
    let mut checks = recorded::checks(&models, &judges);
    checks.retain(|check| arguments.shard.is_none_or(|shard| shard.contains(&check.case.name)));
    let mut cases: Vec<Case> = checks.iter().map(|check| (*check.case).clone()).collect();
    if arguments.list {
        let cases = cases::select(&models, &cases, &arguments.selection)?;
        print(&names(&SelectedCases { cases, ..SelectedCases::default() }))?;
        return Ok(Outcome::Success);
    }
    config::check_labels(config, &models)?;
    let mut recordings = Recordings::find_all(&path.display().to_string())?
        .ok_or_else(|| Error::Usage(format!("{}: no recording; expected {ALL_EXTENSIONS}", path.display())))?;
    let labels = config.labels.iter().map(|label| (label.pattern.clone(), label.type_name.clone()));
    recordings.labels = labels.collect();
    let options = RecordedOptions { models: &models, judges, checks, unmasked: arguments.unmasked };
    let mut judged = recorded::judge(&recordings, options)?;
    judged.notes.iter().for_each(say);
    // A check may be selected, or one of the rules that it found broken.
    cases.extend(judged.results.iter().map(|one| (*one.result.case).clone()));
    let selected = cases::select(&models, &cases, &arguments.selection)?;
    let selected: HashSet<String> = selected.into_iter().map(|case| case.name).collect();
    judged.results.retain(|one| selected.contains(&one.check) || selected.contains(&one.result.case.name));
    let expected = read_expected(arguments.known.as_deref())?.map(|expected| expected.with_suite(&cases));
    let count = judged.results.len();
    let configuration = config.shown(None);
    let start = |_, on_event: &mut dyn FnMut(Event)| {
        judged.emit(configuration, on_event);
        Ok(())
    };
    run_and_report(arguments, count, models, &Interrupt::default(), expected, start)
}

/// What a run is about, whatever the target is.
struct Chosen {
    config: Config,
    models: Vec<Model>,
    /// All cases of the models.
    suite: Vec<Case>,
    selected: SelectedCases,
    judges: Arc<Judges>,
    expected: Option<ExpectedFailures>,
}

/// Runs the selected cases against a program.
fn run_adapter(arguments: &RunArguments, program: Program, chosen: Chosen) -> Result<Outcome, Error> {
    let Chosen { mut config, models, suite, selected, judges, expected } = chosen;
    let clock = Clock::now();
    if arguments.dry_run {
        print(&adapter::describe(&Plan::new(&models, &suite, &selected, &config)?, clock, &judges)?)?;
        return Ok(Outcome::Success);
    }
    let interrupt = Interrupt::default();
    let after = listen_to_signals(&interrupt, &config.hooks)?;
    if let Some(outcome) = run_hook_before(&mut config, &interrupt) {
        return Ok(outcome);
    }
    let plan = Plan::new(&models, &suite, &selected, &config)?;
    let options = AdapterOptions {
        program,
        patience: config.connection.timeout,
        longest: config.connection.max_body,
        jobs: arguments.jobs.into(),
        fail_fast: arguments.fail_fast,
        interrupt: interrupt.clone(),
        clock,
        judges,
        configuration: config.shown(None),
    };
    let count = plan.count();
    let start = |_, on_event: &mut dyn FnMut(Event)| adapter::run(plan, options, on_event);
    let outcome = run_and_report(arguments, count, models, &interrupt, expected, start);
    if let Err(error) = after.run() {
        say(format_args!("error: {error}"));
    }
    outcome
}

/// Adds the parameters that the hook before the run prints. Returns the outcome if nothing can be sent.
fn run_hook_before(config: &mut Config, interrupt: &Interrupt) -> Option<Outcome> {
    match config.hooks.run_before(interrupt) {
        Ok(parameters) => {
            config.add_parameters(parameters);
            None
        }
        Err(HookError::Interrupted) => Some(Outcome::Interrupted),
        Err(HookError::Failed(why)) => {
            say(format_args!("error: {}: {why}", config.path));
            Some(Outcome::Unreachable)
        }
    }
}

/// Listens to Ctrl-C and SIGTERM. Returns what runs the hook after the run, at the latest when it is dropped.
fn listen_to_signals(interrupt: &Interrupt, hooks: &Hooks) -> Result<Arc<AfterHook>, Error> {
    let after = Arc::new(AfterHook::new(hooks));
    let at_exit = Arc::downgrade(&after);
    interrupt.set_on_signals(move || {
        if let Some(Err(error)) = at_exit.upgrade().map(|after| after.run()) {
            say(format_args!("error: {error}"));
        }
        std::process::exit(Outcome::Interrupted.exit_code().into());
    })?;
    Ok(after)
}

/// The names of the cases of this shard, one a line.
fn names(selected: &SelectedCases) -> String {
    let is_of_shard = |case: &&Case| selected.shard.is_none_or(|shard| shard.contains(&case.name));
    selected.cases.iter().filter(is_of_shard).map(|case| format!("{}\n", case.name)).collect()
}

fn nothing_selected() -> Outcome {
    say("no case is selected");
    Outcome::NothingRun
}

/// Runs so many cases. Each event goes through the expected failures, to the reports and to the counts. `start` is told whether
/// every exchange is wanted as an event of its own.
fn run_and_report(
    arguments: &RunArguments,
    count: usize,
    models: Vec<Model>,
    interrupt: &Interrupt,
    mut expected: Option<ExpectedFailures>,
    start: impl FnOnce(bool, &mut dyn FnMut(Event)) -> Result<(), Error>,
) -> Result<Outcome, Error> {
    if count == 0 {
        return Ok(nothing_selected());
    }
    let documents = arguments.selection.documents.clone();
    let report_options = ReportOptions {
        unmasked: arguments.unmasked,
        // What cannot be read now was read when the run began.
        stated: Rc::new(move || Stated::of(&models, documents.texts().unwrap_or_default())),
    };
    let mut reports = ringback_report::open_all(&arguments.report, &report_options)?;
    let exchanges = reports.wants_exchanges();
    let mut counts = EventCounts::default();
    let mut broken: Option<Error> = None;
    start(exchanges, &mut |event: Event| {
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
    let status = counts.status(arguments.strict_inconclusive, interrupt);
    let Some(expected) = expected else { return Ok(status.into()) };
    for complaint in expected.complaints() {
        say(format_args!("error: {complaint}"));
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
            "nothing says where the target is: --target URL, --recorded PATH, --reference, or url, exec or recorded in [target] of ringback.toml"
                .into(),
        )),
    }
}
