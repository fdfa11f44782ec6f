//! Puts a run together event by event, and has it written once it is over.

use super::{Format, Report, record::Run, sink::Sink};
use crate::{
    event::{Event, Kind},
    mask::Mask,
    report::record::{Record, Unwired},
    secret::secrets,
};
use ringback_generator::error::Error;

/// What is known of a run beside its cases.
pub(super) struct Gathered {
    run: Run,
    unmasked: bool,
}

impl Gathered {
    pub(super) fn new(unmasked: bool) -> Self {
        Self { run: Run::default(), unmasked }
    }

    /// How the run stands.
    pub(super) fn run(&self) -> &Run {
        &self.run
    }

    /// Takes note of an event; of a case only its verdict counts.
    pub(super) fn event(&mut self, event: &Event) {
        self.run.elapsed = event.elapsed;
        let said = |text: &str| Mask::new(self.unmasked).text(text);
        match &event.kind {
            Kind::Started { target, .. } => self.run.target = secrets(target),
            Kind::Unwired { operation, advice } => {
                self.run.unwired.push(Unwired { operation: operation.clone(), advice: said(advice) });
            }
            Kind::Finished(finished) => self.run.count(finished),
            Kind::Stopped { why } => self.run.stopped = Some(said(why)),
            Kind::Ended => {}
        }
    }
}

/// A report that is written when the run has ended, however it ends.
pub(super) struct Whole {
    format: &'static Format,
    sink: Sink,
    gathered: Gathered,
    /// Whether there is something that is not written yet.
    waiting: bool,
}

impl Whole {
    pub(super) fn new(format: &'static Format, sink: Sink, unmasked: bool) -> Self {
        Self { format, sink, gathered: Gathered::new(unmasked), waiting: false }
    }

    /// How the run stands.
    pub(super) fn run(&self) -> &Run {
        self.gathered.run()
    }

    /// Whether it goes where people look, and not to a file.
    pub(super) fn is_shown(&self) -> bool {
        self.sink == Sink::Stdout
    }

    fn write(&mut self) -> Result<(), Error> {
        self.waiting = false;
        self.gathered.run.sort();
        self.sink.write(&(self.format.render)(self.gathered.run())?, self.format.coloured)
    }
}

impl Report for Whole {
    fn event(&mut self, event: &Event) -> Result<(), Error> {
        self.gathered.event(event);
        match &event.kind {
            Kind::Finished(finished) if (self.format.tells)(finished) => {
                self.gathered.run.cases.push(Record::of(finished, self.gathered.unmasked).in_short());
            }
            // What was still under way may follow: a file is written again then, and a screen waits for it.
            Kind::Stopped { .. } if !self.is_shown() => self.write()?,
            Kind::Ended => return self.write(),
            _ => {}
        }
        self.waiting = true;
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
