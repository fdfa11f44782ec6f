//! What an adapter is asked for each case, and what it cannot be asked.

use super::{
    process::Process,
    protocol::{Question, Skill},
};
use crate::{
    clock::Clock,
    event::Verdict,
    judges::Judges,
    parameters::Parameters,
    plan::{Plan, PlannedOperation},
    site::Site,
    stages::prepare::{PreparedRequest, prepare},
};
use ringback_contract::error::Error;
use ringback_suite::case::{Case, Expect, Payload};
use std::{
    collections::BTreeSet,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

/// The lines that would be written, one for each case.
///
/// # Errors
///
/// If a payload cannot be made.
pub fn describe(plan: &Plan, clock: Clock, judges: &Judges) -> Result<String, Error> {
    let site = nowhere()?;
    let mut text = Question::hello(types(plan)).text();
    text.push('\n');
    for (planned, case) in cases(plan) {
        let line = match Task::of(&planned, &case, &site, clock, judges) {
            Ok(task) => task.line.text(),
            Err(Verdict::Skipped(why) | Verdict::Faulty(why)) => format!("# {}: {why}", case.name),
            Err(_) => continue,
        };
        text.push_str(&line);
        text.push('\n');
    }
    Ok(text)
}

/// A case, with the line that asks for it.
pub struct Task {
    /// The operation that takes or returns the payload.
    pub planned: Arc<PlannedOperation>,
    /// The case with its payload.
    pub prepared: PreparedRequest,
    /// The line that asks.
    pub line: Question,
    /// Whether the case is selected; if not, it only serves as a base.
    pub is_selected: bool,
}

impl Task {
    /// The task of a case.
    ///
    /// # Errors
    ///
    /// The verdict on a case that cannot be asked.
    pub fn of(
        planned: &Arc<PlannedOperation>,
        case: &Arc<Case>,
        site: &Site,
        clock: Clock,
        judges: &Judges,
    ) -> Result<Self, Verdict> {
        let parameters = planned.parameters.first().cloned().unwrap_or_else(Parameters::new);
        match (&case.payload, case.expect) {
            (Payload::Body { .. }, _) => {
                return Err(Verdict::Skipped("an adapter is handed payloads, and this body is none".into()));
            }
            (Payload::Json(_), Expect::Conform) => {
                return Err(Verdict::Skipped("an adapter returns nothing for a payload that it takes".into()));
            }
            (Payload::Json(_) | Payload::None, _) => {}
        }
        let prepared = prepare(planned, case, &parameters, site, clock, judges)?;
        let line = match &prepared.request.payload {
            Some(payload) => Question::judge(&case.name, &case.type_name, payload.clone()),
            None => Question::produce(&case.name, &case.type_name),
        };
        Ok(Self { planned: Arc::clone(planned), prepared, line, is_selected: true })
    }
}

/// Why an adapter cannot answer a task, by what it says that it can.
pub fn lacks(process: &Process, task: &Task) -> Option<String> {
    let case = &task.prepared.case;
    let skill = if case.payload == Payload::None { Skill::Produce } else { Skill::Judge };
    if process.hello.can.as_ref().is_some_and(|can| !can.contains(&skill)) {
        let verb = if skill == Skill::Produce { "produces" } else { "judges" };
        return Some(format!("the adapter says that it {verb} nothing"));
    }
    let types = process.hello.types.as_ref()?;
    (!types.contains(&case.type_name)).then(|| format!("the adapter says that it does not know {}", case.type_name))
}

/// The selected cases of a plan, each with its operation.
pub fn cases(plan: &Plan) -> impl Iterator<Item = (Arc<PlannedOperation>, Arc<Case>)> {
    plan.operations.iter().flat_map(|planned| planned.cases.iter().map(|case| (Arc::clone(planned), Arc::clone(case))))
}

/// The types of all cases of a plan.
pub fn types(plan: &Plan) -> Vec<String> {
    let types: BTreeSet<&String> =
        plan.operations.iter().flat_map(|planned| &planned.cases).map(|case| &case.type_name).collect();
    types.into_iter().cloned().collect()
}

/// The site of requests that are made and never sent.
pub fn nowhere() -> Result<Site, Error> {
    Site::at(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
}
