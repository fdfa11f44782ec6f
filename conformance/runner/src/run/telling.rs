//! Tells what happens, and notices when the run has to stop.

use super::fire::{Fired, Reached, not_fired};
use crate::event::{Event, Kind, Verdict};
use ringback_suite::case::{Case, Level};
use std::{sync::Arc, time::Instant};

/// Cases in a row without an answer after which nothing more is fired.
pub const IN_A_ROW: usize = 3;

/// Tells events.
pub struct Telling<'a> {
    began: Instant,
    on_event: &'a mut dyn FnMut(Event),
    fail_fast: bool,
    unanswered: usize,
    stop: Option<String>,
}

impl<'a> Telling<'a> {
    /// Begins to tell.
    pub fn new(on_event: &'a mut dyn FnMut(Event), fail_fast: bool) -> Self {
        Self { began: Instant::now(), on_event, fail_fast, unanswered: 0, stop: None }
    }

    /// Tells something.
    pub fn tell(&mut self, kind: Kind) {
        (self.on_event)(Event { elapsed: self.began.elapsed(), kind });
    }

    /// Tells a verdict.
    pub fn finished(&mut self, fired: Fired) {
        let Fired { finished, reached, .. } = fired;
        match reached {
            Reached::Answered(_) => self.unanswered = 0,
            Reached::Trouble(_) => self.unanswered += 1,
            Reached::NotFired => {}
        }
        if self.unanswered >= IN_A_ROW
            && let Verdict::Unreachable(why) = &finished.verdict
        {
            self.stop(format!("{IN_A_ROW} cases in a row were not answered; the last: {why}"));
        }
        if self.fail_fast && finished.case.level == Level::Documented && matches!(finished.verdict, Verdict::Fail(_)) {
            self.stop("the first documented failure, as wanted by --fail-fast".into());
        }
        self.tell(Kind::Finished(Box::new(finished)));
    }

    /// Tells that a case was not fired.
    pub fn skipped(&mut self, case: &Arc<Case>, why: &str) {
        self.finished(not_fired(case, Verdict::Skipped(why.to_owned())));
    }

    /// Nothing more is to be fired. The first reason counts.
    pub fn stop(&mut self, why: String) {
        self.stop.get_or_insert(why);
    }

    /// Why nothing more is to be fired.
    pub fn stopped(&self) -> Option<&str> {
        self.stop.as_deref()
    }
}
