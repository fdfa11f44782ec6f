//! The course of a run: who is fired when.

use super::{
    advice::advice,
    fire::{Fired, Reached, Runner},
    follow,
    telling::{IN_A_ROW, Telling},
    workers::{Queue, fire_all},
};
use crate::{
    event::{Event, Kind, Verdict},
    plan::Planned,
    shot::Shot,
    target::TroubleKind,
};
use std::{
    collections::{BTreeSet, VecDeque},
    sync::Arc,
    time::Duration,
};

/// How long what is under way may take after the run was interrupted.
pub const GRACE: Duration = Duration::from_secs(2);

/// Runs the plan from the first probe to the last deletion.
pub async fn run(runner: &Arc<Runner>, on_event: &mut dyn FnMut(Event)) {
    let mut telling = Telling::new(on_event, runner.options.fail_fast);
    telling.tell(Kind::Started { target: runner.options.site.url.to_string(), cases: runner.plan.count() });
    let mut queue = probe_all(runner, &mut telling).await;
    fire_all(runner, &mut queue, &mut telling).await;
    let mut readers: VecDeque<Arc<Planned>> =
        runner.plan.operations.iter().filter(|planned| planned.reads()).cloned().collect();
    while telling.stopped().is_none()
        && let Some(reader) = readers.pop_front()
    {
        read(runner, &reader, &mut telling).await;
    }
    if let Some(why) = telling.stopped().map(String::from) {
        telling.tell(Kind::Stopped { why: why.clone() });
        let waiting = readers.iter().flat_map(|planned| planned.cases.iter());
        for case in queue.iter().map(|(_, case)| case).chain(waiting) {
            telling.skipped(case, &format!("the run stopped: {why}"));
        }
    }
    let leftovers: Vec<usize> = runner.notes().leftovers.keys().copied().collect();
    for created in leftovers {
        follow::delete(runner, created).await;
    }
    follow::tell_left_behind(runner);
    telling.tell(Kind::Ended);
}

/// Waits for something, but not long once the run is interrupted.
async fn patiently<T>(runner: &Runner, something: impl Future<Output = T>) -> Option<T> {
    let interrupted = async {
        runner.options.interrupt.wait().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        done = something => Some(done),
        () = interrupted => None,
    }
}

/// Stops the run once it is interrupted.
pub fn notice_interrupt(runner: &Runner, telling: &mut Telling) {
    if runner.options.interrupt.is_set() {
        telling.stop("interrupted".into());
    }
}

/// Tries a valid payload of every operation; returns the cases of those that are wired.
async fn probe_all(runner: &Arc<Runner>, telling: &mut Telling<'_>) -> Queue {
    let writers = runner.plan.operations.iter().filter(|planned| !planned.reads());
    // What others make is made first.
    let (made, plain): (Vec<_>, Vec<_>) = writers.partition(|planned| planned.made.is_some());
    let wanted = |planned: &Planned| {
        let makes = |other: &Arc<Planned>| {
            !other.cases.is_empty()
                && other.vendor == planned.vendor
                && other.made.as_ref().is_some_and(|(_, maker)| *maker == planned.operation.name)
        };
        !planned.cases.is_empty() || runner.plan.operations.iter().any(makes)
    };
    let mut queue = Queue::new();
    for planned in plain.into_iter().chain(made).filter(|planned| wanted(planned)) {
        let refusal = runner.refusal(planned);
        let mut told = BTreeSet::new();
        if telling.stopped().is_none() && refusal.is_none() {
            match probe(runner, planned, telling).await {
                Ok(names) => told = names,
                Err(names) => {
                    let others = planned.cases.iter().filter(|case| !names.contains(&case.name));
                    others.for_each(|case| telling.skipped(case, "no valid payload of the operation gets through"));
                    continue;
                }
            }
        }
        let others = planned.cases.iter().filter(|case| !told.contains(&case.name));
        match refusal {
            Some(why) => others.for_each(|case| telling.skipped(case, &why)),
            None => queue.extend(others.map(|case| (Arc::clone(planned), Arc::clone(case)))),
        }
    }
    queue
}

/// Whether a status is no answer about the payload: it says something about the wiring and nothing about the contract.
fn is_beside_the_payload(status: u16) -> bool {
    matches!(status, 300..=399 | 401 | 403 | 404 | 405)
}

/// Fires valid payloads until one gets through. Returns the names of the cases that have their verdict, as an error when
/// none got through.
async fn probe(
    runner: &Arc<Runner>,
    planned: &Arc<Planned>,
    telling: &mut Telling<'_>,
) -> Result<BTreeSet<String>, BTreeSet<String>> {
    let selected: BTreeSet<&String> = planned.cases.iter().map(|case| &case.name).collect();
    let mut fired: Vec<Fired> = Vec::new();
    let mut last = Reached::NotFired;
    for case in &planned.probes {
        notice_interrupt(runner, telling);
        if telling.stopped().is_some() {
            break;
        }
        let Some(one) = patiently(runner, runner.fire(planned, case, true)).await else { continue };
        let reached = one.reached;
        fired.push(one);
        match reached {
            Reached::NotFired => continue,
            Reached::Answered(200..=299)
            | Reached::Trouble(TroubleKind::Connect | TroubleKind::Redirects | TroubleKind::Busy) => {
                last = reached;
                break;
            }
            Reached::Answered(status) if is_beside_the_payload(status) => {
                last = reached;
                break;
            }
            Reached::Answered(_) | Reached::Trouble(TroubleKind::Answer) => last = reached,
        }
        let unanswered = fired.iter().filter(|one| matches!(one.reached, Reached::Trouble(_))).count();
        if unanswered >= IN_A_ROW {
            break;
        }
    }
    let through = matches!(last, Reached::Answered(200..=299) | Reached::NotFired) || telling.stopped().is_some();
    let answer = fired.last().and_then(|one| one.finished.response.clone());
    let mut told = BTreeSet::new();
    let trouble = fired.last().map_or("", |one| match &one.finished.verdict {
        Verdict::Unreachable(why) => why,
        _ => "",
    });
    let advice = advice(runner, planned, &last, answer.as_ref(), trouble);
    if !through {
        telling.tell(Kind::Unwired { operation: planned.name(), advice: advice.clone() });
    }
    for mut one in fired {
        if !through && matches!(one.reached, Reached::Answered(status) if is_beside_the_payload(status)) {
            one.finished.verdict = Verdict::Unreachable(advice.clone());
        }
        if selected.contains(&one.finished.case.name) {
            told.insert(one.finished.case.name.clone());
            telling.finished(one);
        }
    }
    match last {
        _ if through => return Ok(told),
        Reached::Answered(401 | 403) | Reached::Trouble(TroubleKind::Connect | TroubleKind::Busy) => {
            telling.stop(advice)
        }
        _ => {}
    }
    Err(told)
}

/// Fires a reading operation with every set of parameters, and joins that with what was read back.
async fn read(runner: &Arc<Runner>, reader: &Arc<Planned>, telling: &mut Telling<'_>) {
    let refusal = runner.refusal(reader);
    for case in &reader.cases {
        notice_interrupt(runner, telling);
        if let Some(why) = &refusal {
            telling.skipped(case, why);
            continue;
        }
        let mut unreached: Option<Fired> = None;
        for parameters in &reader.parameters {
            let request = runner.options.site.request(&reader.operation, parameters);
            let shot = Shot { case: Arc::clone(case), operation: Arc::clone(&reader.operation), request };
            let Some(sending) = patiently(runner, runner.send(&shot.request)).await else { break };
            match sending.result {
                Ok(answer) if matches!(answer.status, 401 | 403 | 404 | 405) => {
                    let reached = Reached::Answered(answer.status);
                    let why = advice(runner, reader, &reached, Some(&answer), "");
                    unreached =
                        Some(runner.fired(&shot, Verdict::Unreachable(why), Some(answer), sending.took, reached));
                }
                Ok(answer) => follow::judge_read(runner, reader, case, shot.request, &answer, sending.took),
                Err(trouble) => {
                    let reached = Reached::Trouble(trouble.kind);
                    unreached =
                        Some(runner.fired(&shot, Verdict::Unreachable(trouble.message), None, sending.took, reached));
                }
            }
        }
        let read = runner.notes().read.remove(&case.name);
        let failed = read.as_ref().is_some_and(|fired| matches!(fired.finished.verdict, Verdict::Fail(_)));
        match (read, unreached) {
            (Some(fired), None) => telling.finished(fired),
            (Some(fired), Some(_)) if failed => telling.finished(fired),
            (None, None) => telling.skipped(case, "a parameter has no value, and nothing was read back through it"),
            (_, Some(unreached)) => {
                if let Verdict::Unreachable(advice) = &unreached.finished.verdict {
                    telling.tell(Kind::Unwired { operation: reader.name(), advice: advice.clone() });
                }
                telling.finished(unreached);
            }
        }
    }
}
