//! Puts a run together event by event, and has it written once it is over.

use super::{Format, Report, record::Run, sink::Sink};
use crate::{
    event::{Event, Kind},
    mask::Mask,
    report::record::{Record, Unwired},
    secret::secrets,
};
use ringback_generator::error::Error;

/// A report that is written when the run has ended, however it ends.
pub(super) struct Whole {
    format: &'static Format,
    sink: Sink,
    unmasked: bool,
    run: Run,
    /// Whether there is something that is not written yet.
    waiting: bool,
}

impl Whole {
    pub(super) fn new(format: &'static Format, sink: Sink, unmasked: bool) -> Self {
        Self { format, sink, unmasked, run: Run::default(), waiting: false }
    }

    /// How the run stands.
    pub(super) fn run(&self) -> &Run {
        &self.run
    }

    /// Whether it goes where people look, and not to a file.
    pub(super) fn is_shown(&self) -> bool {
        self.sink == Sink::Stdout
    }

    fn write(&mut self) -> Result<(), Error> {
        self.waiting = false;
        self.run.sort();
        self.sink.write(&(self.format.render)(&self.run)?, self.format.coloured)
    }

    fn said(&self, text: &str) -> String {
        Mask::new(self.unmasked).text(text)
    }
}

impl Report for Whole {
    fn event(&mut self, event: &Event) -> Result<(), Error> {
        self.run.elapsed = event.elapsed;
        match &event.kind {
            Kind::Started { target, .. } => {
                self.run.target = secrets(target);
                self.waiting = true;
            }
            Kind::Unwired { operation, advice } => {
                let advice = self.said(advice);
                self.run.unwired.push(Unwired { operation: operation.clone(), advice });
            }
            Kind::Finished(finished) => {
                self.waiting = true;
                self.run.count(finished);
                if (self.format.tells)(finished) {
                    self.run.cases.push(Record::of(finished, self.unmasked));
                }
            }
            Kind::Stopped { why } => {
                self.run.stopped = Some(self.said(why));
                // What was still under way may follow: a file is written again then, and a screen waits for it.
                if !self.is_shown() {
                    self.write()?;
                }
                self.waiting = true;
            }
            Kind::Ended => self.write()?,
        }
        Ok(())
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        if self.waiting
            && let Err(error) = self.write()
        {
            eprintln!("error: {error}");
        }
    }
}
