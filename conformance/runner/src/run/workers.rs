//! Fires the cases, several at once: workers fetch them from one queue, and verdicts are told in batches.

use super::{
    course::{GRACE, notice_interrupt},
    fire::{Fired, Reached, Runner, not_fired},
    telling::Telling,
};
use crate::{event::Verdict, plan::Planned};
use ringback_suite::{case::Case, lock::lock_ignoring_poison};
use std::{
    collections::{BTreeMap, VecDeque},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{
        mpsc::{UnboundedSender, unbounded_channel},
        oneshot,
    },
    task::JoinSet,
};

/// Cases that wait to be fired.
pub type Queue = VecDeque<(Arc<Planned>, Arc<Case>)>;

/// What the workers share: the cases that wait, and those that are under way.
struct Feed {
    waiting: Mutex<Queue>,
    under_way: Mutex<BTreeMap<usize, Arc<Case>>>,
    stopped: AtomicBool,
}

impl Feed {
    fn next(&self, worker: usize) -> Option<(Arc<Planned>, Arc<Case>)> {
        let next =
            if self.stopped.load(Ordering::SeqCst) { None } else { lock_ignoring_poison(&self.waiting).pop_front() };
        let mut under_way = lock_ignoring_poison(&self.under_way);
        match &next {
            Some((_, case)) => under_way.insert(worker, Arc::clone(case)),
            None => under_way.remove(&worker),
        };
        next
    }
}

/// Verdicts are told so often at most: whoever tells them would otherwise be woken for each.
const TELLING: Duration = Duration::from_millis(1);

/// A verdict on its way, and who waits until it was noticed: it may end the run.
type News = (Fired, Option<oneshot::Sender<()>>);

async fn work(runner: Arc<Runner>, feed: Arc<Feed>, worker: usize, tell: UnboundedSender<News>) {
    while let Some((planned, case)) = feed.next(worker) {
        let fired = runner.fire(&planned, &case, false).await;
        let answered = !matches!(fired.reached, Reached::Trouble(_));
        lock_ignoring_poison(&feed.under_way).remove(&worker);
        let may_end_the_run = !answered || runner.options.fail_fast;
        let (noticed, notice) = oneshot::channel();
        if tell.send((fired, may_end_the_run.then_some(noticed))).is_err() {
            return;
        }
        if may_end_the_run {
            _ = notice.await;
        }
    }
}

/// Fires the cases, several at once. What could not be fired any more stays in the queue.
pub async fn fire_all(runner: &Arc<Runner>, queue: &mut Queue, telling: &mut Telling<'_>) {
    let feed = Arc::new(Feed {
        waiting: Mutex::new(std::mem::take(queue)),
        under_way: Mutex::default(),
        stopped: AtomicBool::new(false),
    });
    let (tell, mut told) = unbounded_channel();
    let mut workers = JoinSet::new();
    for worker in 0..runner.options.jobs.max(1) {
        workers.spawn(work(Arc::clone(runner), Arc::clone(&feed), worker, tell.clone()));
    }
    drop(tell);
    let mut batch = Vec::new();
    loop {
        notice_interrupt(runner, telling);
        feed.stopped.store(telling.stopped().is_some(), Ordering::SeqCst);
        tokio::select! {
            count = told.recv_many(&mut batch, usize::from(u16::MAX)) => if count == 0 { break },
            () = runner.options.interrupt.wait(), if !runner.options.interrupt.is_set() => continue,
            () = tokio::time::sleep(GRACE), if runner.options.interrupt.is_set() => break,
        }
        let mut waiting = Vec::new();
        for (fired, noticed) in batch.drain(..) {
            telling.finished(fired);
            waiting.extend(noticed);
        }
        feed.stopped.store(telling.stopped().is_some(), Ordering::SeqCst);
        // Whoever does not wait any more needs no notice.
        waiting.into_iter().for_each(|noticed| _ = noticed.send(()));
        if telling.stopped().is_none() {
            tokio::time::sleep(TELLING).await;
        }
    }
    workers.abort_all();
    for case in lock_ignoring_poison(&feed.under_way).values() {
        if runner.options.interrupt.is_set() {
            telling.skipped(case, "interrupted before an answer came");
        } else {
            telling.finished(not_fired(case, Verdict::Faulty("the kit failed while it fired this".into())));
        }
    }
    *queue = std::mem::take(&mut *lock_ignoring_poison(&feed.waiting));
}
