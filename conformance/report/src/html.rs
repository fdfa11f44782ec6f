//! The HTML report: one file that loads nothing from the network and uses no framework. What the target returned is in it
//! as data only; the script of the page shows it as text when somebody opens it.

use super::{
    case_summary::{counts, reasons},
    cause::Outcome,
    embedded_json::embedded,
    html_data::Data,
    matrix::{self, State},
    options::ReportOptions,
    plain::{line, lines},
    record::{Run, Summary, Verdict},
    report::Report,
    sink::Sink,
    whole::PageFormat,
};
use ringback_contract::error::Error;
use serde::Serialize;
use tera::{Context, Tera};

/// The format's name on the command line.
pub(super) const NAME: &str = "html";

/// Opens a report in this format.
pub(super) fn open(sink: Sink, options: &ReportOptions) -> Result<Box<dyn Report>, Error> {
    let format = PageFormat { lists: |_| true, render, coloured: false };
    Ok(Box::new(format.report(sink, options)))
}

/// Reasons why cases are inconclusive that stand at the top of the page; all are among the causes.
const REASONS: usize = 3;

/// A row of the table of operations.
#[derive(Serialize)]
struct Operation {
    name: String,
    counts: Summary,
    broken: usize,
    untested: usize,
    proved: usize,
}

/// An outcome that can be filtered by.
#[derive(Serialize)]
struct Choice {
    name: String,
    words: String,
}

fn render(run: &Run, options: &ReportOptions) -> Result<String, Error> {
    let stated = (options.stated)();
    let rows = matrix::rows(run, &stated);
    let by_operation = matrix::count(&rows);
    let states = |name: &str, state| by_operation.get(name).and_then(|states| states.get(&state)).copied();
    let operations = run.operations.iter().map(|(name, counts)| Operation {
        name: line(name),
        counts: *counts,
        broken: states(name, State::Broken).unwrap_or_default(),
        untested: states(name, State::Untested).unwrap_or_default(),
        proved: states(name, State::Proved).unwrap_or_default(),
    });
    let mut operations: Vec<Operation> = operations.collect();
    // Operations with failures come first; the others keep their order.
    operations.sort_by_key(|operation| operation.counts.failed + operation.counts.unreachable == 0);
    let mut context = Context::new();
    context.insert("run", run);
    context.insert("target", &line(&run.target));
    context.insert("stopped", &run.stopped.as_deref().map(line));
    let unwired = run.unwired.iter().map(|one| (line(&one.operation), line(&one.advice)));
    context.insert("unwired", &unwired.collect::<Vec<_>>());
    let others = run.observations.iter().map(|one| (line(&one.operation), line(&one.message)));
    context.insert("observations", &others.collect::<Vec<_>>());
    let mut reasons = reasons(run, Verdict::Inconclusive);
    context.insert("more_reasons", &reasons.len().saturating_sub(REASONS));
    reasons.truncate(REASONS);
    context.insert("reasons", &reasons);
    context.insert("summary", &run.summary);
    context.insert("headline", &headline(&run.summary));
    context.insert("counts", &counts(run));
    context.insert("seconds", &run.seconds.map(|seconds| format!("{seconds:.1}")));
    context.insert("configuration", &run.configuration.as_deref().map(lines));
    context.insert("operations", &operations);
    context.insert("has_requirements", &!rows.is_empty());
    context.insert("choices", &choices(run));
    context.insert("style", include_str!("../templates/report.css"));
    context.insert("script", include_str!("../templates/report.js"));
    context.insert("data", &embedded(&Data::of(run, &stated, rows))?);
    Tera::one_off(include_str!("../templates/report.html"), &context, true)
        .map_err(|error| Error::Template(error.to_string()))
}

/// The outcomes of this run, and `passed`.
fn choices(run: &Run) -> Vec<Choice> {
    let is_there = |outcome: &Outcome| run.cases.iter().any(|record| Outcome::of(record) == Some(*outcome));
    let outcomes = Outcome::ALL.into_iter().filter(is_there);
    let mut choices: Vec<Choice> = outcomes
        .map(|outcome| Choice { name: format!("{outcome:?}").to_lowercase(), words: outcome.words().into() })
        .collect();
    if run.summary.passed > 0 {
        choices.push(Choice { name: "passed".into(), words: "passed".into() });
    }
    choices
}

fn headline(summary: &Summary) -> String {
    match summary {
        Summary { cases: 0, .. } => "No case was run".into(),
        Summary { failed: failed @ 1.., cases, .. } => format!("{failed} of {cases} cases failed"),
        Summary { unreachable: unreachable @ 1.., cases, .. } => {
            format!("{unreachable} of {cases} cases got no valid response")
        }
        Summary { judged: 0, cases, .. } => format!("None of {cases} cases could be judged"),
        Summary { judged, .. } => format!("None of {judged} judged cases failed"),
    }
}
