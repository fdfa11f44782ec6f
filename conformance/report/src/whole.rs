//! Puts a run together event by event, and has it written once it is over.

use super::{record::Run, report::Report, sink::Sink};
use crate::record::{Record, Unwired};
use ringback_contract::{error::Error, mask::Mask, secret::secrets};
use ringback_runner::event::{CaseResult, Event, EventKind};

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
            EventKind::Started { target, .. } => self.run.target = secrets(target),
            EventKind::OperationUnavailable { operation, advice } => {
                self.run.unwired.push(Unwired { operation: operation.clone(), advice: said(advice) });
            }
            EventKind::Finished(result) => self.run.count(result),
            EventKind::Stopped { why } => self.run.stopped = Some(said(why)),
            EventKind::Ended => {}
        }
    }
}

/// A page that grows event by event.
pub(super) trait Page {
    /// Takes note of an event.
    fn note(&mut self, event: &Event) -> Result<(), Error>;

    /// Writes the page as it stands.
    fn write(&mut self) -> Result<(), Error>;

    /// Whether it goes where people look, and not to a file.
    fn is_shown(&self) -> bool;
}

/// A page that is written when the run has ended, however it ends.
pub(super) struct Written<P: Page> {
    pub(super) page: P,
    /// Whether there is something that is not written yet.
    waiting: bool,
}

impl<P: Page> Written<P> {
    pub(super) fn new(page: P) -> Self {
        Self { page, waiting: false }
    }
}

impl<P: Page> Report for Written<P> {
    fn event(&mut self, event: &Event) -> Result<(), Error> {
        self.page.note(event)?;
        self.waiting = !matches!(event.kind, EventKind::Ended);
        // What was still under way may follow: a file is written again then, and a screen waits for it.
        match &event.kind {
            EventKind::Stopped { .. } if !self.page.is_shown() => self.page.write(),
            EventKind::Ended => self.page.write(),
            _ => Ok(()),
        }
    }
}

impl<P: Page> Drop for Written<P> {
    fn drop(&mut self) {
        if self.waiting
            && let Err(error) = self.page.write()
        {
            eprintln!("error: {error}");
        }
    }
}

/// How a page is rendered as a whole.
#[derive(Clone, Copy)]
pub(super) struct PageFormat {
    /// Whether a case is listed; all others are only counted.
    pub lists: fn(&CaseResult) -> bool,
    /// Renders the run as a page.
    pub render: fn(&Run) -> Result<String, Error>,
    /// Whether the page is coloured when it goes to a terminal.
    pub coloured: bool,
}

impl PageFormat {
    /// A report in this format.
    pub(super) fn report(self, sink: Sink, unmasked: bool) -> Written<Whole> {
        Written::new(Whole::new(self, sink, unmasked))
    }
}

/// A page that is rendered as a whole.
pub(super) struct Whole {
    format: PageFormat,
    sink: Sink,
    gathered: Gathered,
}

impl Whole {
    pub(super) fn new(format: PageFormat, sink: Sink, unmasked: bool) -> Self {
        Self { format, sink, gathered: Gathered::new(unmasked) }
    }

    /// How the run stands.
    pub(super) fn run(&self) -> &Run {
        self.gathered.run()
    }
}

impl Page for Whole {
    fn note(&mut self, event: &Event) -> Result<(), Error> {
        self.gathered.event(event);
        if let EventKind::Finished(result) = &event.kind
            && (self.format.lists)(result)
        {
            self.gathered.run.cases.push(Record::of(result, self.gathered.unmasked).in_short());
        }
        Ok(())
    }

    fn write(&mut self) -> Result<(), Error> {
        self.gathered.run.sort();
        self.sink.write(&(self.format.render)(self.gathered.run())?, self.format.coloured)
    }

    fn is_shown(&self) -> bool {
        self.sink == Sink::Stdout
    }
}
