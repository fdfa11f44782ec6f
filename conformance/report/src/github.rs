//! Annotations of a GitHub workflow: each failure at the line of the document that was broken.

use super::{
    annotation::command,
    case_summary::{CaseSummary, alike, counts, reasons},
    cause::{Cause, Outcome, causes},
    options::ReportOptions,
    plain::line,
    record::{Record, Run, Verdict},
    report::Report,
    sink::Sink,
    whole::PageFormat,
};
use ringback_contract::error::Error;
use ringback_runner::event;
use std::{collections::HashSet, fmt::Write};

/// The format's name on the command line.
pub(super) const NAME: &str = "github";

/// Opens a report in this format.
pub(super) fn open(sink: Sink, options: &ReportOptions) -> Result<Box<dyn Report>, Error> {
    let format = PageFormat {
        lists: |result| !matches!(result.verdict, event::Verdict::Pass | event::Verdict::Skipped(_)),
        render: |run, _| Ok(render(run)),
        coloured: false,
    };
    Ok(Box::new(format.report(sink, options)))
}

fn render(run: &Run) -> String {
    let mut text = String::new();
    if let Some(why) = &run.stopped {
        command(&mut text, "error", &[("title", "the run stopped early")], &line(why));
    }
    for unwired in &run.unwired {
        command(&mut text, "error", &[("title", &unwired.operation)], &line(&unwired.advice));
    }
    let mut told = HashSet::new();
    for cause in causes(&run.cases) {
        let level = match cause.outcome {
            Outcome::Failed | Outcome::Unreachable => "error",
            Outcome::Faulty => "warning",
            Outcome::Inconclusive | Outcome::Observed | Outcome::Skipped => continue,
        };
        // A cause whose cases were all shown for other causes is seen in their messages.
        if let Some(example) = cause.example(&mut told) {
            annotate(&mut text, level, &cause, example);
        }
    }
    for (why, count) in reasons(run, Verdict::Inconclusive) {
        command(&mut text, "warning", &[("title", "inconclusive")], &line(&format!("{count} cases: {why}")));
    }
    for other in &run.observations {
        command(&mut text, "notice", &[("title", &other.operation)], &line(&other.message));
    }
    command(&mut text, "notice", &[("title", "ringback")], &line(&format!("{}: {}", run.target, counts(run))));
    text
}

/// One annotation for all cases of a cause: what is wrong once is to be mended once.
fn annotate(text: &mut String, level: &str, cause: &Cause, record: &Record) {
    let summary = CaseSummary::of(record);
    let quote = record.because.first();
    let file = quote.map(|quote| format!("schemas/{}/{}", record.vendor, quote.document));
    let lines = quote.map(|quote| quote.lines.map(|line| line.to_string()));
    let mut properties = vec![("title", summary.name.as_str())];
    if let (Some(file), Some([first, last])) = (&file, &lines) {
        properties.extend([("file", file.as_str()), ("line", first), ("endLine", last)]);
    }
    let mut message = String::new();
    for (label, words) in summary.lines() {
        _ = writeln!(message, "{}{words}", if label.is_empty() { String::new() } else { format!("{label}: ") });
    }
    if let Some(alike) = alike(cause, record) {
        _ = writeln!(message, "alike: {alike}");
    }
    command(text, level, &properties, message.trim_end());
}
