//! The report as JSON lines, each written when what it tells has happened: for programs that show every case as a test of
//! theirs.

use super::{
    options::ReportOptions,
    plain::line,
    record::{Observation, Record, Run, Unwired, Verdict},
    report::Report,
    sink::{LineSink, Sink},
    summary::Summary,
    test_result::{Outcome, TestResult},
    whole::Gathered,
};
use ringback_contract::error::Error;
use ringback_runner::event::{Event, EventKind};
use serde::Serialize;

/// The format's name on the command line.
pub(super) const NAME: &str = "jsonl";

/// Opens a report in this format.
pub(super) fn open(sink: Sink, options: &ReportOptions) -> Result<Box<dyn Report>, Error> {
    let report = JsonLines {
        gathered: Gathered::new(options),
        unmasked: options.unmasked,
        unavailable: Vec::new(),
        stopped: None,
        sink: sink.lines()?,
    };
    Ok(Box::new(report))
}

/// A line.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
enum Line<'a> {
    Started {
        ringback: &'a str,
        target: &'a str,
        cases: usize,
    },
    Unavailable(&'a Unwired),
    Case {
        #[serde(flatten)]
        result: TestResult,
        record: &'a Record,
    },
    Observed(&'a Observation),
    Stopped {
        why: &'a str,
    },
    Ended {
        seconds: Option<f64>,
        summary: &'a Summary,
    },
}

struct JsonLines {
    gathered: Gathered,
    unmasked: bool,
    /// Operations that accept no valid payload, of which no case has told it yet.
    unavailable: Vec<Unwired>,
    /// Why the run stopped, if no case has told it yet.
    stopped: Option<String>,
    sink: LineSink,
}

impl Report for JsonLines {
    fn event(&mut self, event: &Event) -> Result<(), Error> {
        self.gathered.event(event);
        let run = self.gathered.run();
        match &event.kind {
            EventKind::Started { cases, .. } => self.sink.write(&started(run, *cases)),
            EventKind::OperationUnavailable { .. } => {
                self.unavailable.extend(run.unwired.last().cloned());
                self.unavailable.last().map_or(Ok(()), |unwired| self.sink.write(&Line::Unavailable(unwired)))
            }
            EventKind::Finished(result) => self.case(&Record::of(result, self.unmasked).in_short()),
            EventKind::Observed { .. } => {
                run.observations.last().map_or(Ok(()), |observation| self.sink.write(&Line::Observed(observation)))
            }
            EventKind::Stopped { .. } => {
                self.stopped.clone_from(&run.stopped);
                run.stopped.as_ref().map_or(Ok(()), |why| self.sink.write(&Line::Stopped { why }))
            }
            EventKind::Ended => self.sink.write(&ended(run)),
            EventKind::Exchanged(_) => Ok(()),
        }
    }

    fn write_run(&mut self, run: &Run) -> Result<(), Error> {
        self.sink.write(&started(run, run.cases.len()))?;
        for unwired in &run.unwired {
            self.sink.write(&Line::Unavailable(unwired))?;
        }
        self.unavailable.clone_from(&run.unwired);
        self.stopped.clone_from(&run.stopped);
        run.cases.iter().try_for_each(|record| self.case(&record.clone().in_short()))?;
        run.observations.iter().try_for_each(|observation| self.sink.write(&Line::Observed(observation)))?;
        run.stopped.iter().try_for_each(|why| self.sink.write(&Line::Stopped { why }))?;
        self.sink.write(&ended(run))
    }
}

impl JsonLines {
    /// Writes a case. What keeps the cases of an operation, or the rest of a run, from being judged is an error of the first
    /// of them, so that nobody takes a run for a success in which every case was skipped.
    fn case(&mut self, record: &Record) -> Result<(), Error> {
        let mut result = TestResult::of(record);
        if matches!(record.verdict, Verdict::Skipped | Verdict::Inconclusive | Verdict::Unreachable)
            && let Some(obstacle) = self.take_obstacle(&record.group())
        {
            result.outcome = Outcome::Error;
            result.message = obstacle;
        }
        result.message = line(&result.message);
        self.sink.write(&Line::Case { result, record })
    }

    /// What keeps cases of an operation from being judged, if no case has told it yet.
    fn take_obstacle(&mut self, operation: &str) -> Option<String> {
        if let Some(index) = self.unavailable.iter().position(|unwired| unwired.operation == operation) {
            let Unwired { operation, advice } = self.unavailable.swap_remove(index);
            return Some(format!("no valid payload is accepted by {operation}: {advice}"));
        }
        self.stopped.take().map(|why| format!("the run stopped: {why}"))
    }
}

fn started(run: &Run, cases: usize) -> Line<'_> {
    Line::Started { ringback: &run.ringback, target: &run.target, cases }
}

fn ended(run: &Run) -> Line<'_> {
    Line::Ended { seconds: run.seconds, summary: &run.summary }
}
