//! Runs cases concurrently: workers take them from one queue, and results are emitted in batches.

use super::{probe::probe_again, sink::EventSink};
use crate::{
    event::{CaseResult, Reached, Verdict},
    interrupt::GRACE,
    plan::PlannedOperation,
    run_case::run_case,
    session::{ASTRAY_LIMIT, Session},
};
use ringback_suite::{case::Case, lock::lock_ignoring_poison};
use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    sync::{
        mpsc::{Sender, channel},
        oneshot,
    },
    task::JoinSet,
};

/// The queue of cases.
pub type Queue = VecDeque<(Arc<PlannedOperation>, Arc<Case>)>;

/// The state that the workers share.
struct Feed {
    waiting: Mutex<Queue>,
    /// The case that each worker runs at the moment.
    under_way: Mutex<BTreeMap<usize, Arc<Case>>>,
}

impl Feed {
    fn next(&self, session: &Session, worker: usize) -> Option<(Arc<PlannedOperation>, Arc<Case>)> {
        let next = if session.is_halted() { None } else { lock_ignoring_poison(&self.waiting).pop_front() };
        let mut under_way = lock_ignoring_poison(&self.under_way);
        match &next {
            Some((_, case)) => under_way.insert(worker, Arc::clone(case)),
            None => under_way.remove(&worker),
        };
        next
    }
}

/// The pause between two batches, so that the emitting thread is not woken for every result.
const BATCH_PAUSE: Duration = Duration::from_millis(1);

/// Results that wait until they are emitted: with more, workers wait for the reports.
const MOST_WAITING: usize = 64;

/// A result, and the worker that waits until it was emitted: it may end the run.
type Delivery = (CaseResult, Option<oneshot::Sender<()>>);

async fn work(session: Arc<Session>, feed: Arc<Feed>, worker: usize, results: Sender<Delivery>) {
    while let Some((planned, case)) = feed.next(&session, worker) {
        let result = run_case(&session, &planned, &case, false).await;
        if session.notes().astray >= ASTRAY_LIMIT {
            probe_again(&session, &planned).await;
        }
        lock_ignoring_poison(&feed.under_way).remove(&worker);
        let may_end_the_run = matches!(result.reached, Reached::Failed(_)) || session.options.fail_fast;
        let (noticed, notice) = oneshot::channel();
        if results.send((result, may_end_the_run.then_some(noticed))).await.is_err() {
            return;
        }
        if may_end_the_run {
            _ = notice.await;
        }
    }
}

/// Runs the cases of a queue. Returns those that were not started because the run stopped.
pub async fn run_all(session: &Arc<Session>, queue: Queue, sink: &mut EventSink<'_>) -> Queue {
    let interrupt = &session.options.interrupt;
    let feed = Arc::new(Feed { waiting: Mutex::new(queue), under_way: Mutex::default() });
    let (results, mut delivered) = channel(MOST_WAITING);
    let mut workers = JoinSet::new();
    for worker in 0..session.options.jobs.max(1) {
        workers.spawn(work(Arc::clone(session), Arc::clone(&feed), worker, results.clone()));
    }
    drop(results);
    let mut batch = Vec::new();
    loop {
        sink.stop_if_interrupted();
        tokio::select! {
            count = delivered.recv_many(&mut batch, MOST_WAITING) => if count == 0 { break },
            () = interrupt.wait(), if !interrupt.is_set() => continue,
            () = tokio::time::sleep(GRACE), if interrupt.is_set() => break,
        }
        let mut waiting = Vec::new();
        for (result, noticed) in batch.drain(..) {
            sink.finished(result);
            waiting.extend(noticed);
        }
        // Whoever does not wait any more needs no notice.
        waiting.into_iter().for_each(|noticed| _ = noticed.send(()));
        if sink.stopped().is_none() {
            tokio::time::sleep(BATCH_PAUSE).await;
        }
    }
    workers.abort_all();
    for case in lock_ignoring_poison(&feed.under_way).values() {
        if interrupt.is_set() {
            sink.skipped(case, "interrupted before a response came");
        } else {
            sink.finished(CaseResult::not_sent(
                case,
                Verdict::Faulty("Ringback failed while running this case".into()),
            ));
        }
    }
    std::mem::take(&mut *lock_ignoring_poison(&feed.waiting))
}
