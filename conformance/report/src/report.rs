//! The interface of run reports: they consume the events of a run.

use super::record::Run;
use ringback_contract::error::Error;
use ringback_runner::event::Event;

/// A report of a run.
pub trait Report {
    /// Adds an event. At the end of the run, the report is written.
    ///
    /// # Errors
    ///
    /// If the report cannot be written. A reader that closed the pipe is not an error.
    fn event(&mut self, event: &Event) -> Result<(), Error>;

    /// Writes the report of a run that is over, such as one that was joined from shards.
    ///
    /// # Errors
    ///
    /// If the report cannot be written.
    fn write_run(&mut self, run: &Run) -> Result<(), Error>;

    /// Whether it lists every exchange, those that no case stands for included.
    fn wants_exchanges(&self) -> bool {
        false
    }
}

/// Several reports of one run, each of which gets every event.
pub struct Reports(Vec<Box<dyn Report>>);

impl Reports {
    /// Joins reports into one.
    pub(crate) fn new(reports: Vec<Box<dyn Report>>) -> Self {
        Self(reports)
    }

    /// Does something with every report. One that fails keeps none of the others from being written.
    fn each(&mut self, act: impl FnMut(&mut Box<dyn Report>) -> Result<(), Error>) -> Result<(), Error> {
        let results: Vec<Result<(), Error>> = self.0.iter_mut().map(act).collect();
        results.into_iter().collect()
    }
}

impl Report for Reports {
    fn event(&mut self, event: &Event) -> Result<(), Error> {
        self.each(|report| report.event(event))
    }

    fn write_run(&mut self, run: &Run) -> Result<(), Error> {
        self.each(|report| report.write_run(run))
    }

    fn wants_exchanges(&self) -> bool {
        self.0.iter().any(|report| report.wants_exchanges())
    }
}
