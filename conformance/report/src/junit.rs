//! The JUnit XML report, which CI systems read: a test suite for each operation.

use super::{
    case_summary::{CaseSummary, differs},
    options::ReportOptions,
    plain::{line, lines},
    record::{Record, Run, Verdict},
    report::Report,
    sink::Sink,
    whole::PageFormat,
};
use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};
use ringback_contract::error::Error;
use std::{collections::BTreeMap, time::Duration};

/// The format's name on the command line.
pub(super) const NAME: &str = "junit";

/// Opens a report in this format.
pub(super) fn open(sink: Sink, options: &ReportOptions) -> Result<Box<dyn Report>, Error> {
    let format = PageFormat { lists: |_| true, render: |run, _| render(run), coloured: false };
    Ok(Box::new(format.report(sink, options)))
}

fn render(run: &Run) -> Result<String, Error> {
    let mut suites: BTreeMap<String, TestSuite> = BTreeMap::new();
    for record in &run.cases {
        let group = record.group();
        let suite = suites.entry(group.clone()).or_insert_with(|| TestSuite::new(line(&group)));
        suite.add_test_case(test(record));
    }
    for unwired in &run.unwired {
        let suite = suites.entry(unwired.operation.clone()).or_insert_with(|| TestSuite::new(line(&unwired.operation)));
        let status = not_passed(NonSuccessKind::Error, "unwired", &unwired.advice);
        suite.add_test_case(TestCase::new(line(&format!("{}/wiring", unwired.operation)), status));
    }
    if let Some(why) = &run.stopped {
        let suite = suites.entry("ringback".into()).or_insert_with(|| TestSuite::new("ringback"));
        suite.add_test_case(TestCase::new("every case is sent", not_passed(NonSuccessKind::Error, "stopped", why)));
    }
    let mut report = quick_junit::Report::new(line(&format!("ringback {}", run.target)));
    if let Some(time) = run.seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()) {
        report.set_time(time);
    }
    report.add_test_suites(suites.into_values());
    report.to_string().map_err(|error| Error::Format(error.to_string()))
}

fn test(record: &Record) -> TestCase {
    let why = record.why.as_deref().unwrap_or_default();
    let mut status = match record.verdict {
        Verdict::Fail if !differs(record) => {
            let first = record.mismatches.first();
            let (rule, message) = first.map_or(("", ""), |found| (found.rule.as_str(), found.message.as_str()));
            not_passed(NonSuccessKind::Failure, rule, message)
        }
        Verdict::Pass | Verdict::Fail => TestCaseStatus::success(),
        Verdict::Skipped | Verdict::Inconclusive => {
            let mut status = TestCaseStatus::skipped();
            let inconclusive = if record.verdict == Verdict::Inconclusive { "inconclusive: " } else { "" };
            status.set_message(line(&format!("{inconclusive}{why}")));
            status
        }
        Verdict::Unreachable => not_passed(NonSuccessKind::Error, "unreachable", why),
        Verdict::Faulty => not_passed(NonSuccessKind::Error, "faulty", why),
    };
    let summary = description(&CaseSummary::of(record));
    if matches!(status, TestCaseStatus::NonSuccess { .. }) {
        status.set_description(summary.as_str());
    }
    let mut test = TestCase::new(line(&record.name), status);
    test.set_classname(line(&record.group()));
    test.set_time(Duration::try_from_secs_f64(record.millis / 1000.0).unwrap_or_default());
    if differs(record) {
        test.set_system_out(format!("No document decides this case; its outcome differs from the guess.\n{summary}"));
    }
    test
}

fn not_passed(kind: NonSuccessKind, what: &str, message: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    status.set_type(line(what)).set_message(line(message));
    status
}

fn description(summary: &CaseSummary) -> String {
    let mut text = String::new();
    for (label, words) in summary.lines() {
        text.push_str(&format!("{label:<9} {}\n", lines(&words).replace('\n', "\n          ")));
    }
    text
}
