//! The interface of run reports: they consume the events of a run.

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
}

/// Several reports of one run, each of which gets every event.
pub struct Reports(Vec<Box<dyn Report>>);

impl Reports {
    /// Joins reports into one.
    pub(crate) fn new(reports: Vec<Box<dyn Report>>) -> Self {
        Self(reports)
    }
}

impl Report for Reports {
    fn event(&mut self, event: &Event) -> Result<(), Error> {
        // One that fails keeps none of the others from being written.
        let failed: Vec<Error> = self.0.iter_mut().filter_map(|report| report.event(event).err()).collect();
        failed.into_iter().next().map_or(Ok(()), Err)
    }
}
