//! `ringback run`: from options to a plan, and from events to an exit code.

use super::{Interrupt, Options, Tally, dry, provisional, run as run_plan};
use crate::{
    arguments::RunArguments,
    cases,
    clock::Clock,
    config::{self, Config},
    event::Event,
    outcome::{Outcome, print},
    plan::{Plan, Selected},
    safety,
    shot::Site,
    target::{Http, Reference, Target},
    vendors,
};
use ringback_generator::{error::Error, input, model::Model};
use std::{path::Path, time::Duration};
use url::Url;

/// How long one waits in total, for each case, when asked to come back later.
const PATIENCE: Duration = Duration::from_secs(10);

/// Fires the selected cases.
///
/// # Errors
///
/// When the options or the target's file are not what they must be, or nothing says where the target is.
pub fn run(arguments: &RunArguments) -> Result<Outcome, Error> {
    if arguments.report_schema {
        return provisional::report_schema();
    }
    let config = read_config(arguments.config.as_deref())?;
    let mut models = vendors::models(arguments.selection.schemas.schemas.as_deref())?;
    let skips = config::merge(&config, &mut models)?;
    let selected = Selected {
        cases: cases::select(&models, &arguments.selection)?,
        shard: arguments.shard,
        skips,
        any_parameter: arguments.reference,
    };
    let plan = Plan::new(&models, &selected, &config)?;
    if plan.count() == 0 {
        eprintln!("no case is selected");
        return Ok(Outcome::Nothing);
    }
    if arguments.dry_run && arguments.reference {
        let site = Site { url: reference_url("127.0.0.1:0".to_owned())?, headers: config.headers.clone() };
        print(&dry::describe(&plan, &site, Clock::now()))?;
        return Ok(Outcome::Fine);
    }
    // It listens until the end of this function.
    let reference = arguments.reference.then(|| provisional::start_reference(models.clone())).transpose()?;
    let site = Site { url: target_url(arguments, &config, reference.as_deref())?, headers: config.headers.clone() };
    if arguments.dry_run {
        print(&dry::describe(&plan, &site, Clock::now()))?;
        return Ok(Outcome::Fine);
    }
    safety::admit(&site.url, arguments.allow_remote)?;
    fire(arguments, &config, &models, plan, site)
}

fn fire(arguments: &RunArguments, config: &Config, models: &[Model], plan: Plan, site: Site) -> Result<Outcome, Error> {
    let formats = if arguments.report.is_empty() { vec!["text".to_owned()] } else { arguments.report.clone() };
    let mut reports = formats.iter().map(|format| provisional::open(format)).collect::<Result<Vec<_>, _>>()?;
    let (judge, read_back) = provisional::judges(models)?;
    let interrupt = Interrupt::default();
    let options = Options {
        target: Target::Http(Http::new(config.timeout)?),
        site,
        judge,
        read_back,
        clock: Clock::now(),
        jobs: arguments.jobs.into(),
        rate: arguments.rate,
        patience: PATIENCE,
        fail_fast: arguments.fail_fast,
        allow_ringing: arguments.allow_ringing,
        unmasked: arguments.unmasked,
        interrupt: interrupt.clone(),
        listen: true,
    };
    let mut tally = Tally::default();
    let mut broken: Option<Error> = None;
    run_plan(plan, options, &mut |event: Event| {
        tally.event(&event);
        for report in &mut reports {
            if let Err(error) = report.event(&event) {
                // Nobody would learn of what still happens.
                interrupt.set();
                broken.get_or_insert(error);
            }
        }
    })?;
    match broken {
        Some(error) => Err(error),
        None => Ok(tally.outcome(arguments.fail_fast, &interrupt)),
    }
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

fn target_url(arguments: &RunArguments, config: &Config, reference: Option<&dyn Reference>) -> Result<Url, Error> {
    match (reference, &arguments.target, &config.url) {
        (Some(reference), _, _) => reference_url(reference.address().to_string()),
        (None, Some(url), _) => config::target_url(url).map_err(|why| Error::Usage(format!("--target: {why}"))),
        (None, None, Some(url)) => Ok(url.clone()),
        (None, None, None) => Err(Error::Usage(
            "nothing says where the target is: --target URL, --reference, or url in [target] of ringback.toml".into(),
        )),
    }
}

fn reference_url(address: String) -> Result<Url, Error> {
    format!("http://{address}").parse().map_err(|error| Error::Usage(format!("{address}: {error}")))
}
