//! The order of a run: a probe of every operation, then all cases of the available ones concurrently, then the
//! operations that only read, and finally the deletion of created records.

use super::{
    pool::{Queue, run_all},
    probe::{ProbeResult, probe},
    reading::{note_unread, run_reading},
    sink::EventSink,
};
use crate::{
    event::{Event, EventKind},
    plan::{Plan, PlannedOperation},
    session::{RunOptions, Session},
    stages::clean_up,
    target::wait_until_it_answers,
};
use ringback_contract::error::Error;
use std::{
    collections::{BTreeSet, VecDeque},
    sync::Arc,
    time::Duration,
};

/// How long the async runtime may take to end abandoned tasks.
const SHUTDOWN: Duration = Duration::from_millis(100);

/// Runs a plan and emits its events. An `Err` only means that the run could not start.
///
/// # Errors
///
/// If the system provides no threads.
pub fn run(plan: Plan, options: RunOptions, on_event: &mut dyn FnMut(Event)) -> Result<(), Error> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Error::io("the async runtime"))?;
    let session = Arc::new(Session::new(plan, options));
    let RunOptions { fail_fast, interrupt, .. } = &session.options;
    let sink = EventSink::new(on_event, *fail_fast, interrupt.clone(), session.halt.clone(), session.exchanges.clone());
    let scheduler = Scheduler { session, sink };
    runtime.block_on(async {
        let RunOptions { target, site, wait, interrupt, .. } = &scheduler.session.options;
        wait_until_it_answers(target, site, *wait, interrupt).await;
        scheduler.run().await;
    });
    runtime.shutdown_timeout(SHUTDOWN);
    Ok(())
}

/// The state of a run.
struct Scheduler<'a> {
    session: Arc<Session>,
    sink: EventSink<'a>,
}

impl Scheduler<'_> {
    /// Runs the plan from the first probe to the last deletion.
    async fn run(mut self) {
        let session = Arc::clone(&self.session);
        let target = session.options.site.url.to_string();
        let configuration = session.redactor().hide(&session.options.configuration);
        let at = session.options.clock.began();
        self.sink.emit(EventKind::Started { target, cases: session.plan.count(), at, configuration });
        let queue = self.probe_all().await;
        // What others are broken copies of comes first: a refusal only counts where that was accepted.
        let (valid, broken): (Queue, Queue) = queue.into_iter().partition(|(_, case)| case.stands_alone());
        let mut not_begun = run_all(&session, valid, &mut self.sink).await;
        not_begun.extend(match self.sink.stopped() {
            None => run_all(&session, broken, &mut self.sink).await,
            Some(_) => broken,
        });
        let mut readers: VecDeque<&Arc<PlannedOperation>> =
            session.plan.operations.iter().filter(|planned| planned.reads()).collect();
        while self.sink.stopped().is_none()
            && let Some(reader) = readers.pop_front()
        {
            run_reading(&session, reader, &mut self.sink).await;
        }
        if let Some(why) = self.sink.stopped().map(String::from) {
            self.sink.emit(EventKind::Stopped { why: why.clone() });
            let waiting = readers.iter().flat_map(|planned| planned.cases.iter());
            for case in not_begun.iter().map(|(_, case)| case).chain(waiting) {
                self.sink.skipped(case, &format!("the run stopped: {why}"));
            }
        }
        clean_up::delete_all(&session).await;
        note_unread(&session);
        for (operation, message) in session.observations().take() {
            self.sink.emit(EventKind::Observed { operation, message });
        }
        self.sink.emit(EventKind::Ended);
    }

    /// Probes every writing operation; returns the cases of those that are available.
    async fn probe_all(&mut self) -> Queue {
        let session = Arc::clone(&self.session);
        let mut queue = Queue::new();
        for planned in probed(&session.plan) {
            let refusal = session.refusal(planned);
            let mut finished = BTreeSet::new();
            if self.sink.stopped().is_none() && refusal.is_none() {
                let ProbeResult { available, finished: names } = probe(&session, planned, &mut self.sink).await;
                if !available {
                    let others = planned.cases.iter().filter(|case| !names.contains(&case.name));
                    others.for_each(|case| self.sink.skipped(case, "the operation accepted no valid payload"));
                    continue;
                }
                finished = names;
            }
            let others = planned.cases.iter().filter(|case| !finished.contains(&case.name));
            match refusal {
                Some(why) => others.for_each(|case| self.sink.skipped(case, &why)),
                None => queue.extend(others.map(|case| (Arc::clone(planned), Arc::clone(case)))),
            }
        }
        queue
    }
}

/// The writing operations to probe: those with selected cases, and those that create a parameter of one. An operation
/// comes after those that create its parameters.
fn probed(plan: &Plan) -> Vec<&Arc<PlannedOperation>> {
    let needed = |planned: &PlannedOperation| {
        let needs_it = |other: &Arc<PlannedOperation>| {
            !other.cases.is_empty()
                && other.vendor == planned.vendor
                && other.made.as_ref().is_some_and(|(_, maker)| *maker == planned.operation.name)
        };
        !planned.cases.is_empty() || plan.operations.iter().any(needs_it)
    };
    let writers = plan.operations.iter().filter(|planned| !planned.reads() && needed(planned));
    let (dependent, independent): (Vec<_>, Vec<_>) = writers.partition(|planned| planned.made.is_some());
    independent.into_iter().chain(dependent).collect()
}
