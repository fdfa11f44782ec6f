//! Fires one case: builds it, sends it, has the answer judged, follows up what it created.

use super::{
    Options, follow,
    pace::{self, Pace},
    show,
};
use crate::{
    event::{Answer, Finished, Verdict},
    plan::{Parameters, Plan, Planned},
    safety::{self, Secret},
    shot::{Request, Shot},
    target::{Trouble, TroubleKind},
    verdict,
};
use ringback_contract::vendor::ReadBack;
use ringback_suite::{case::Case, judge::Mismatch, lock::lock_ignoring_poison};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
    time::{Duration, Instant},
};
use tokio::sync::RwLock;

/// What all cases of a run share.
pub struct Runner {
    /// What is fired.
    pub plan: Plan,
    /// How.
    pub options: Options,
    /// What must not be shown.
    pub secrets: Vec<Secret>,
    pace: Pace,
    /// Operations whose cases write to one record that is read back: one case at a time.
    gates: BTreeMap<String, RwLock<()>>,
    notes: Mutex<Notes>,
}

/// What cases leave for later.
#[derive(Default)]
pub struct Notes {
    /// Values that operations made, by `VENDOR/OPERATION` and name.
    pub made: BTreeMap<(String, String), String>,
    /// Deletions of what was created and is still there, by number.
    pub leftovers: BTreeMap<usize, Request>,
    /// How often in a row there was no answer: by the name of a reading operation, or `DELETE`.
    pub silent: BTreeMap<String, usize>,
    /// Deletions that did not succeed.
    pub left_behind: Vec<String>,
    /// How many creations were noted.
    pub created: usize,
    /// What reading operations returned, by their name: the first failure, or else the first success.
    pub read: BTreeMap<String, Fired>,
}

/// A case that was fired.
pub struct Fired {
    /// Its verdict.
    pub finished: Finished,
    /// Whether there was an answer.
    pub reached: Reached,
}

/// Whether there was an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// With this status.
    Answered(u16),
    /// No.
    Trouble(TroubleKind),
    /// Nothing was sent.
    NotFired,
}

/// What an answer came to.
pub struct Sending {
    /// The answer, if there is one.
    pub result: Result<Answer, Trouble>,
    /// How long it took.
    pub took: Duration,
}

impl Runner {
    /// A runner for a plan.
    pub fn new(plan: Plan, options: Options) -> Self {
        let gates = plan.operations.iter().map(|planned| (planned.name(), RwLock::new(()))).collect();
        let secrets = options.site.headers.iter().filter_map(|header| header.secret().cloned()).collect();
        Self { pace: Pace::new(options.rate), plan, secrets, gates, notes: Mutex::default(), options }
    }

    /// What cases leave for later.
    pub fn notes(&self) -> MutexGuard<'_, Notes> {
        lock_ignoring_poison(&self.notes)
    }

    /// Why an operation is not fired at all.
    pub fn refusal(&self, planned: &Planned) -> Option<String> {
        if let Some(skip) = &planned.skip {
            return Some(skip.clone());
        }
        let remote = !safety::is_loopback(&self.options.site.url);
        let refused = planned.operation.rings && remote && !self.options.allow_ringing;
        refused.then(|| "it rings real phones at a target that is not this machine; --allow-ringing fires it".into())
    }

    /// The parameters of an operation that is fired once.
    pub fn parameters(&self, planned: &Planned) -> Result<Parameters, String> {
        let mut parameters = planned.parameters.first().cloned().ok_or("a parameter has no value")?;
        if let Some((name, maker)) = &planned.made {
            let key = (format!("{}/{maker}", planned.vendor), name.clone());
            let made = self.notes().made.get(&key).cloned();
            let made = made.ok_or_else(|| format!("{maker} made nothing whose {{{name}}} could be used"))?;
            parameters.insert(name.clone(), made);
        }
        Ok(parameters)
    }

    /// Sends a request at its time, and again when asked to come back later.
    pub async fn send(&self, request: &Request) -> Sending {
        let mut waited = Duration::ZERO;
        loop {
            self.pace.wait().await;
            let began = Instant::now();
            let result = self.options.target.fire(request).await;
            let took = began.elapsed();
            let Ok(answer) = &result else { return Sending { result, took } };
            if answer.status != 429 {
                return Sending { result, took };
            }
            let wait = pace::retry_after(answer);
            waited += wait;
            if waited > self.options.patience {
                let message =
                    format!("429: it asks to come back in {wait:?}; {:?} in total are waited", self.options.patience);
                return Sending { result: Err(Trouble { kind: TroubleKind::Busy, message }), took };
            }
            tokio::time::sleep(wait).await;
        }
    }

    /// Fires a case. What it creates is kept until the end of the run, or deleted at once.
    pub async fn fire(&self, planned: &Arc<Planned>, case: &Arc<Case>, keep: bool) -> Fired {
        let parameters = match self.parameters(planned) {
            Ok(parameters) => parameters,
            Err(why) => return not_fired(case, Verdict::Skipped(why)),
        };
        let shot = Shot::new(planned, case, &parameters, &self.options.site, self.options.clock, &self.options.judges);
        let shot = match shot {
            Ok(shot) => shot,
            Err(why) => return not_fired(case, Verdict::Faulty(why)),
        };
        let gate = self.gates.get(&planned.name());
        let shares =
            case.may_be_taken() && planned.operation.read_back.iter().any(|read_back| reads_shared(read_back, &shot));
        let _turn = match (gate, shares) {
            (Some(gate), true) => (Some(gate.write().await), None),
            (Some(gate), false) => (None, Some(gate.read().await)),
            (None, _) => (None, None),
        };
        let sending = self.send(&shot.request).await;
        let answer = match sending.result {
            Ok(answer) => answer,
            Err(trouble) => {
                let reached = Reached::Trouble(trouble.kind);
                return self.fired(&shot, Verdict::Unreachable(trouble.message), None, sending.took, reached);
            }
        };
        let mut verdict = verdict::judge(&shot, &answer, &self.options.judges);
        let mut reached = Reached::Answered(answer.status);
        let mut then = None;
        if (200..300).contains(&answer.status) {
            // Noted before anything else is done: the run may be interrupted at any time.
            let created = follow::note_created(self, planned, &parameters, &answer);
            if case.may_be_taken() {
                (verdict, then) = follow::read_back(self, planned, &parameters, &shot, &answer, verdict).await;
                if matches!(verdict, Verdict::Unreachable(_)) {
                    reached = Reached::Trouble(TroubleKind::Answer);
                }
            }
            if let Some(created) = created.filter(|_| !keep) {
                follow::delete(self, created).await;
            }
        }
        let mut fired = self.fired(&shot, verdict, Some(answer), sending.took, reached);
        if let (Some(read), Some(command)) = (then, &mut fired.finished.reproduce) {
            command.push('\n');
            command.push_str(&self.showing().reproduce(&read));
        }
        fired
    }

    fn showing(&self) -> show::Showing<'_> {
        show::Showing { secrets: &self.secrets, headers: &self.options.site.headers }
    }

    /// The case as it may be shown.
    pub fn fired(
        &self,
        shot: &Shot,
        verdict: Verdict,
        answer: Option<Answer>,
        took: Duration,
        reached: Reached,
    ) -> Fired {
        Fired { finished: self.showing().finished(shot, verdict, answer, took), reached }
    }
}

/// Whether what is read back is a record that other cases write to as well.
fn reads_shared(read_back: &ReadBack, shot: &Shot) -> bool {
    read_back.with.is_empty() && follow::finds(read_back, shot)
}

/// A case of which nothing was sent.
pub fn not_fired(case: &Arc<Case>, verdict: Verdict) -> Fired {
    let finished = Finished {
        case: Arc::clone(case),
        verdict,
        request: None,
        response: None,
        took: Duration::ZERO,
        reproduce: None,
    };
    Fired { finished, reached: Reached::NotFired }
}

/// A verdict with more that is not as it should be, where that is news.
pub fn and(verdict: Verdict, mut more: Vec<Mismatch>) -> Verdict {
    if let Verdict::Fail(known) = &verdict {
        more.retain(|new| known.iter().all(|known| known.rule != "echo" || known.at != new.at));
    }
    match verdict {
        verdict if more.is_empty() => verdict,
        Verdict::Pass | Verdict::Skipped(_) => Verdict::Fail(more),
        Verdict::Fail(mut mismatches) => {
            mismatches.extend(more);
            Verdict::Fail(mismatches)
        }
        other => other,
    }
}
