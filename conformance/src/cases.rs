//! `ringback cases`: the cases, and the sentences that decide them.

use crate::{arguments::Selection, documents::tell_of_untried, outcome::Outcome};
use clap::ValueEnum;
use ringback_constraints::model::Model;
use ringback_contract::{
    error::Error,
    glob::Glob,
    input,
    terminal::{say, strip_control},
};
use ringback_report::sink::print;
use ringback_suite::{
    case::{Case, Expect, Level},
    derive::{cases, suite},
    requirements,
};
use std::{collections::HashSet, fmt::Write, io, path::Path};

/// The format of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// Text.
    Text,
    /// JSON.
    Json,
}

/// Lists the selected cases, or the requirements that they test.
///
/// # Errors
///
/// If a vendor, operation or level does not exist, or a pattern is invalid.
pub fn run(selection: &Selection, format: ListFormat, requirements: bool) -> Result<Outcome, Error> {
    let models = selection.documents.models()?;
    let suite = suite(&models);
    tell_of_untried(&models, &suite);
    let selected = select(&models, &suite, selection)?;
    if selected.is_empty() {
        say("no case is selected");
        return Ok(Outcome::NothingRun);
    }
    let text = match (requirements, format) {
        (true, format) => list_requirements(&models, selection, format),
        (false, ListFormat::Json) => ringback_contract::files::json(&selected),
        (false, ListFormat::Text) => selected.iter().map(describe).collect(),
    };
    print(&match format {
        ListFormat::Text => strip_control(&text),
        ListFormat::Json => text,
    })?;
    Ok(Outcome::Success)
}

/// The cases of a suite that the options select.
///
/// # Errors
///
/// If a vendor or operation does not exist, or a pattern is invalid.
pub fn select(models: &[Model], suite: &[Case], selection: &Selection) -> Result<Vec<Case>, Error> {
    let known: Vec<&str> = models.iter().map(|model| model.vendor.name.as_str()).collect();
    if let Some(unknown) = selection.vendor.iter().find(|vendor| !known.contains(&vendor.as_str())) {
        return Err(Error::unknown("vendor", unknown, known));
    }
    let operations: Vec<&str> = models
        .iter()
        .flat_map(|model| model.vendor.operations.iter().map(|operation| operation.name.as_str()))
        .collect();
    if let Some(unknown) = selection.operation.iter().find(|operation| !operations.contains(&operation.as_str())) {
        return Err(Error::unknown("operation", unknown, operations));
    }
    let names = Glob::any_of(&selection.case).map_err(|why| Error::Usage(format!("--case: {why}")))?;
    let listed = selection.case_list.as_deref().map(|file| listed_names(file, suite)).transpose()?;
    let wanted = |list: &[String], name: &String| list.is_empty() || list.contains(name);
    Ok(suite
        .iter()
        .filter(|case| wanted(&selection.vendor, &case.vendor) && wanted(&selection.operation, &case.operation))
        .filter(|case| selection.level.is_none_or(|level| Level::from(level) == case.level))
        .filter(|case| listed.as_ref().is_none_or(|listed| listed.contains(&case.name)))
        .filter(|case| {
            selection.case.is_empty()
                || names.is_match(&case.name)
                || case.tags.iter().any(|tag| selection.case.contains(tag))
        })
        .cloned()
        .collect())
}

/// The names in a list of cases, one a line. One that no case has is an error: it would be left out in silence.
fn listed_names(file: &Path, suite: &[Case]) -> Result<HashSet<String>, Error> {
    let text = match file.as_os_str() == "-" {
        true => io::read_to_string(io::stdin()).map_err(Error::io("standard input"))?,
        false => input::read(file)?,
    };
    let listed: HashSet<String> = text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let known: HashSet<&str> = suite.iter().map(|case| case.name.as_str()).collect();
    match listed.iter().find(|name| !known.contains(name.as_str())) {
        Some(unknown) => Err(Error::Usage(format!("--case-list: there is no case {unknown:?}"))),
        None => Ok(listed),
    }
}

fn describe(case: &Case) -> String {
    let mut text = format!("{:<10} {:<7} {}\n", level(case), expect(case), case.name);
    for source in &case.because {
        _ = writeln!(text, "                   {source}: {}", source.quote);
    }
    text
}

/// The level of a case, as one word.
pub fn level(case: &Case) -> &'static str {
    match case.level {
        Level::Documented => "documented",
        Level::Observed => "observed",
    }
}

/// The expected outcome of a case, as one word.
pub fn expect(case: &Case) -> &'static str {
    match case.expect {
        Expect::Accept => "accept",
        Expect::Reject => "reject",
        Expect::Conform => "conform",
    }
}

fn list_requirements(models: &[Model], selection: &Selection, format: ListFormat) -> String {
    let chosen =
        models.iter().filter(|model| selection.vendor.is_empty() || selection.vendor.contains(&model.vendor.name));
    let all: Vec<_> = chosen.flat_map(|model| requirements::ledger(model, &cases(model))).collect();
    if format == ListFormat::Json {
        return ringback_contract::files::json(&all);
    }
    let mut text = String::new();
    for requirement in &all {
        let tested = match requirement.untested {
            Some(why) => format!("- {why}"),
            None => format!("{} cases", requirement.cases.len()),
        };
        _ = writeln!(
            text,
            "{:<62} {tested}\n    {}: {}",
            requirement.subject, requirement.source, requirement.source.quote
        );
    }
    let tested = all.iter().filter(|requirement| requirement.untested.is_none()).count();
    _ = writeln!(text, "{tested} of {} stated facts are tested by cases; the others state why they are not", all.len());
    text
}
