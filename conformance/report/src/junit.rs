//! The JUnit XML report, which CI systems read: a test suite for each operation.

use super::{
    options::ReportOptions,
    plain::line,
    record::{Record, Run},
    report::Report,
    sink::Sink,
    test_result::{Outcome, TestResult},
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
    let result = TestResult::of(record);
    let mut status = match result.outcome {
        Outcome::Passed => TestCaseStatus::success(),
        Outcome::Skipped => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(line(&result.message));
            status
        }
        Outcome::Failed => not_passed(NonSuccessKind::Failure, &result.kind, &result.message),
        Outcome::Error => not_passed(NonSuccessKind::Error, &result.kind, &result.message),
    };
    let is_told = matches!(status, TestCaseStatus::NonSuccess { .. });
    if is_told {
        status.set_description(result.text.as_str());
    }
    let mut test = TestCase::new(line(&record.name), status);
    test.set_classname(line(&record.group()));
    test.set_time(Duration::try_from_secs_f64(record.millis / 1000.0).unwrap_or_default());
    if result.outcome == Outcome::Passed && !result.text.is_empty() {
        test.set_system_out(format!("{}\n{}", line(&result.message), result.text));
    }
    test
}

fn not_passed(kind: NonSuccessKind, what: &str, message: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    status.set_type(line(what)).set_message(line(message));
    status
}
