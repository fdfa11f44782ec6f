//! Which bases were accepted in this run. A refusal proves nothing unless the same payload without the fault, the base of
//! the case, was accepted: otherwise it may be refused for any other reason.

use crate::{
    event::{CaseResult, Reached, Verdict},
    plan::PlannedOperation,
    run_case::send_and_judge,
    session::Session,
};
use ringback_suite::{case::Case, lock::lock_ignoring_poison};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};
use tokio::sync::OnceCell;

/// Whether a base was accepted, or why not.
pub type BaseOutcome = Result<(), String>;

/// Why nothing follows from the rejection of a payload whose base was not accepted.
pub fn not_accepted(why: &str) -> String {
    format!("the same payload without the fault was not accepted: {why}")
}

/// The outcomes of the valid payloads of a run, by the names of their cases.
#[derive(Debug, Default)]
pub struct Bases(Mutex<BTreeMap<String, Arc<OnceCell<BaseOutcome>>>>);

impl Bases {
    /// Keeps the outcome of a case that sent a valid payload.
    pub fn note(&self, planned: &PlannedOperation, result: &CaseResult) {
        if planned.bases.contains_key(&result.case.name) {
            _ = self.cell(&result.case.name).set(outcome(planned, result));
        }
    }

    /// The outcome of the base of a case. One that was not sent yet is sent first, whether or not it is selected.
    pub async fn outcome(&self, session: &Session, planned: &Arc<PlannedOperation>, name: &str) -> BaseOutcome {
        let Some(base) = planned.bases.get(name) else { return Err(format!("there is no case {name}")) };
        let cell = self.cell(name);
        cell.get_or_init(|| run_base(session, planned, base)).await.clone()
    }

    /// The first of some cases that was accepted.
    pub fn first_accepted<'a>(&self, cases: &'a [Arc<Case>]) -> Option<&'a Arc<Case>> {
        cases.iter().find(|case| self.cell(&case.name).get().is_some_and(Result::is_ok))
    }

    fn cell(&self, name: &str) -> Arc<OnceCell<BaseOutcome>> {
        Arc::clone(lock_ignoring_poison(&self.0).entry(name.to_owned()).or_default())
    }
}

async fn run_base(session: &Session, planned: &Arc<PlannedOperation>, base: &Arc<Case>) -> BaseOutcome {
    outcome(planned, &send_and_judge(session, planned, base, session.options.clock, false).await)
}

/// Whether the payload of a case was accepted: with a status that says so, and not by a page that answers everything.
pub fn outcome(planned: &PlannedOperation, result: &CaseResult) -> BaseOutcome {
    match (result.reached, &result.verdict) {
        (Reached::Responded(status), Verdict::Inconclusive(why)) if planned.operation.accepts(status) => {
            Err(why.clone())
        }
        (Reached::Responded(status), _) if planned.operation.accepts(status) => Ok(()),
        (Reached::Responded(status), _) => Err(format!("it was answered with status {status}")),
        (_, Verdict::Skipped(why) | Verdict::Unreachable(why) | Verdict::Faulty(why) | Verdict::Inconclusive(why)) => {
            Err(why.clone())
        }
        (_, Verdict::Pass | Verdict::Fail(_)) => Err("it was not sent".into()),
    }
}
