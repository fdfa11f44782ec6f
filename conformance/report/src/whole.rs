//! Collects the events of a run, and renders the report once the run is over.

use super::{
    options::ReportOptions,
    plain::to_milliseconds,
    record::{Observation, Record, Run, Unwired},
    report::Report,
    sink::Sink,
};
use ringback_contract::{error::Error, mask::Mask, secret::secrets, terminal::say};
use ringback_runner::event::{CaseResult, Event, EventKind};

/// The events of a run, added up, without the cases.
pub(super) struct Gathered {
    run: Run,
    options: ReportOptions,
}

impl Gathered {
    pub(super) fn new(options: &ReportOptions) -> Self {
        Self { run: Run::default(), options: options.clone() }
    }

    /// The run so far.
    pub(super) fn run(&self) -> &Run {
        &self.run
    }

    /// Adds an event; of a case only the verdict is counted.
    pub(super) fn event(&mut self, event: &Event) {
        self.run.seconds = Some(to_milliseconds(event.elapsed.as_secs_f64()));
        let said = |text: &str| Mask::new(self.options.unmasked).text(text);
        match &event.kind {
            EventKind::Started { target, at, configuration, .. } => {
                self.run.target = secrets(target);
                // Nobody starts a run by a fraction of a second.
                self.run.started = Some(format!("{at:.0}"));
                self.run.configuration = Some(said(configuration)).filter(|text| !text.is_empty());
            }
            EventKind::OperationUnavailable { operation, advice } => {
                self.run.unwired.push(Unwired { operation: operation.clone(), advice: said(advice) });
            }
            EventKind::Observed { operation, message } => {
                self.run.observations.push(Observation { operation: operation.clone(), message: message.clone() });
            }
            EventKind::Finished(result) => self.run.count(result),
            EventKind::Stopped { why } => self.run.stopped = Some(said(why)),
            EventKind::Ended | EventKind::Exchanged(_) => {}
        }
    }
}

/// A report under construction, which grows event by event.
pub(super) trait Page {
    /// Adds an event.
    fn note(&mut self, event: &Event) -> Result<(), Error>;

    /// Writes the report of the events so far.
    fn write(&mut self) -> Result<(), Error>;

    /// Replaces what is known of the run by the run as a whole.
    fn replace(&mut self, run: &Run);

    /// Whether it is shown on standard output rather than written to a file.
    fn is_shown(&self) -> bool;
}

/// Writes a report when the run ends, or when it is dropped because the run was aborted.
pub(super) struct WrittenAtEnd<P: Page> {
    pub(super) page: P,
    /// Whether there are events that the last written report does not have.
    waiting: bool,
}

impl<P: Page> WrittenAtEnd<P> {
    pub(super) fn new(page: P) -> Self {
        Self { page, waiting: false }
    }
}

impl<P: Page> Report for WrittenAtEnd<P> {
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

    fn write_run(&mut self, run: &Run) -> Result<(), Error> {
        self.page.replace(run);
        self.page.write()
    }
}

impl<P: Page> Drop for WrittenAtEnd<P> {
    fn drop(&mut self) {
        if self.waiting
            && let Err(error) = self.page.write()
        {
            say(format_args!("error: {error}"));
        }
    }
}

/// How a format that needs the whole run renders it.
#[derive(Clone, Copy)]
pub(super) struct PageFormat {
    /// Whether a case is listed in the report; the others are only counted.
    pub lists: fn(&CaseResult) -> bool,
    /// Renders the report of a run.
    pub render: fn(&Run, &ReportOptions) -> Result<String, Error>,
    /// Whether the report contains colours if it goes to a terminal.
    pub coloured: bool,
}

impl PageFormat {
    /// A report in this format.
    pub(super) fn report(self, sink: Sink, options: &ReportOptions) -> WrittenAtEnd<Whole> {
        WrittenAtEnd::new(Whole::new(self, sink, options))
    }
}

/// The run with its listed cases, rendered as a whole at the end.
pub(super) struct Whole {
    format: PageFormat,
    sink: Sink,
    gathered: Gathered,
}

impl Whole {
    pub(super) fn new(format: PageFormat, sink: Sink, options: &ReportOptions) -> Self {
        Self { format, sink, gathered: Gathered::new(options) }
    }

    /// The run so far.
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
            self.gathered.run.cases.push(Record::of(result, self.gathered.options.unmasked).in_short());
        }
        Ok(())
    }

    fn replace(&mut self, run: &Run) {
        self.gathered.run = run.clone();
    }

    fn write(&mut self) -> Result<(), Error> {
        self.gathered.run.sort();
        let page = (self.format.render)(self.gathered.run(), &self.gathered.options)?;
        self.sink.write(&page, self.format.coloured)
    }

    fn is_shown(&self) -> bool {
        self.sink == Sink::Stdout
    }
}
