//! Emits events, and detects when the run has to stop.

use crate::{
    event::{CaseResult, Event, EventKind, Reached, Verdict},
    exchange_log::ExchangeLog,
    halt::Halt,
    interrupt::Interrupt,
    session::UNANSWERED_LIMIT,
};
use ringback_suite::case::{Case, Level};
use std::{sync::Arc, time::Instant};

/// Emits the events of a run, and holds the reason to stop it.
pub struct EventSink<'a> {
    began: Instant,
    on_event: &'a mut dyn FnMut(Event),
    fail_fast: bool,
    interrupt: Interrupt,
    /// Consecutive cases without a response.
    unanswered: usize,
    halt: Halt,
    exchanges: ExchangeLog,
}

impl<'a> EventSink<'a> {
    /// A sink whose clock starts now.
    pub fn new(
        on_event: &'a mut dyn FnMut(Event),
        fail_fast: bool,
        interrupt: Interrupt,
        halt: Halt,
        exchanges: ExchangeLog,
    ) -> Self {
        Self { began: Instant::now(), on_event, fail_fast, interrupt, unanswered: 0, halt, exchanges }
    }

    /// Emits an event with the current time, after the exchanges that led to it.
    pub fn emit(&mut self, kind: EventKind) {
        for exchange in self.exchanges.take() {
            (self.on_event)(Event { elapsed: self.began.elapsed(), kind: EventKind::Exchanged(Box::new(exchange)) });
        }
        (self.on_event)(Event { elapsed: self.began.elapsed(), kind });
    }

    /// Emits the result of a case.
    pub fn finished(&mut self, result: CaseResult) {
        match result.reached {
            Reached::Responded(_) => self.unanswered = 0,
            Reached::Failed(_) => self.unanswered += 1,
            Reached::NotSent => {}
        }
        if self.unanswered >= UNANSWERED_LIMIT
            && let Verdict::Unreachable(why) = &result.verdict
        {
            self.stop(format!("{UNANSWERED_LIMIT} cases in a row got no response; the last: {why}"));
        }
        if self.fail_fast && result.level() == Level::Documented && matches!(result.verdict, Verdict::Fail(_)) {
            self.stop("a documented case failed (--fail-fast)".into());
        }
        self.emit(EventKind::Finished(Box::new(result)));
    }

    /// Emits the result of a case that was not sent.
    pub fn skipped(&mut self, case: &Arc<Case>, why: &str) {
        self.finished(CaseResult::not_sent(case, Verdict::Skipped(why.to_owned())));
    }

    /// Stops the run: nothing more is to be sent. The first reason counts.
    pub fn stop(&self, why: String) {
        self.halt.set(why);
    }

    /// Stops the run once it is interrupted.
    pub fn stop_if_interrupted(&self) {
        if self.interrupt.is_set() {
            self.stop("interrupted".into());
        }
    }

    /// The reason to stop; `None` while the run goes on.
    pub fn stopped(&self) -> Option<&str> {
        self.halt.why()
    }
}
