//! What a report is: something that takes the events of a run.

use ringback_contract::error::Error;
use ringback_runner::event::Event;

/// A report of a run.
pub trait Report {
    /// Takes note of an event. The page is written when the run has ended.
    ///
    /// # Errors
    ///
    /// When the page cannot be written. A reader that has seen enough is no error.
    fn event(&mut self, event: &Event) -> Result<(), Error>;
}

/// Several reports of one run.
pub struct Reports(Vec<Box<dyn Report>>);

impl Reports {
    /// All of them at once.
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
