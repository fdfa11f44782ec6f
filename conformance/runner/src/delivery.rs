//! Events for a consumer: those that the documents describe, and those that they leave open, which surprise.

use crate::{
    clock::Clock,
    config::{Config, Consumer},
    event::Verdict,
    exchange::Request,
    judges::Judges,
    plan::{Plan, SelectedCases},
    safety::AddressPolicy,
    site::Site,
    stages::prepare::prepare,
    target::{Http, HttpOptions},
};
use ringback_constraints::model::Model;
use ringback_contract::{error::Error, operation::Operation};
use ringback_suite::{
    case::{Case, Expect, Payload},
    derive::suite,
};
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use url::Url;

/// An event, ready to be delivered.
pub struct PreparedEvent {
    /// The case that it is of: documented, or left open by the documents.
    pub case: Arc<Case>,
    /// The request that delivers it.
    pub request: Request,
}

impl PreparedEvent {
    /// The event in its envelope, as JSON.
    pub fn message(&self) -> String {
        self.request.body.as_deref().map(|body| String::from_utf8_lossy(body).into_owned()).unwrap_or_default()
    }
}

/// The events of some vendors that a consumer has to take: ordinary and unusual ones. Nothing that breaks a documented rule is
/// among them. `any_parameter` stands for every placeholder.
///
/// # Errors
///
/// If a value of an event cannot be made.
pub fn events(models: &[Model], consumer: &Url, any_parameter: &'static str) -> Result<Vec<PreparedEvent>, Error> {
    let delivers = |model: &&Model| model.vendor.operations.iter().any(Operation::is_event);
    // The cases of a vendor without events are not derived: of a large specification that takes seconds.
    let models: Vec<Model> = models.iter().filter(delivers).cloned().collect();
    let of_model = |model: &Model| -> Vec<(String, String)> {
        let events = model.vendor.operations.iter().filter(|operation| operation.is_event());
        events.map(|operation| (model.vendor.name.clone(), operation.name.clone())).collect()
    };
    let operations: BTreeSet<(String, String)> = models.iter().flat_map(of_model).collect();
    let suite = suite(&models);
    let is_event = |case: &&Case| {
        let is_valid = case.expect == Expect::Accept && matches!(case.payload, Payload::Json(_));
        is_valid && operations.contains(&(case.vendor.clone(), case.operation.clone()))
    };
    let cases: Vec<Case> = suite.iter().filter(is_event).cloned().collect();
    let mut config = Config::default();
    config.consumer = Consumer::At(consumer.clone());
    let judges = Judges::new(&models)?;
    let selected = SelectedCases { cases, any_parameter: Some(any_parameter), ..SelectedCases::default() };
    let plan = Plan::new(&models, &suite, &selected, &config)?;
    let (site, clock) = (Site::of(&config, consumer.clone())?, Clock::now());
    let mut events = Vec::new();
    for planned in &plan.operations {
        let Some(parameters) = planned.parameters.first() else { continue };
        for case in &planned.cases {
            match prepare(planned, case, parameters, &site, clock, &judges) {
                Ok(prepared) => events.push(PreparedEvent { case: Arc::clone(case), request: prepared.request }),
                // A number that could be dialled is delivered to nobody.
                Err(Verdict::Skipped(_)) => {}
                Err(verdict) => return Err(Error::Usage(format!("{}: {verdict:?}", case.name))),
            }
        }
    }
    Ok(events)
}

/// How events are delivered.
#[derive(Clone, Copy, Debug)]
pub struct Delivery {
    /// The time between two events.
    pub every: Duration,
    /// Whether the consumer may be on another machine.
    pub allow_remote: bool,
}

/// Delivers events one after another, each once. `on_delivered` is told what the consumer answered: a status, or why there is
/// none. None is sent to another machine unless that is allowed.
///
/// # Errors
///
/// If no client can be set up.
pub fn deliver(
    events: &[PreparedEvent],
    delivery: Delivery,
    on_delivered: &mut dyn FnMut(&PreparedEvent, Result<u16, String>),
) -> Result<(), Error> {
    let policy = AddressPolicy { allow_remote: delivery.allow_remote, allow_ringing: false };
    let target = Http::with(&HttpOptions { policy, ..HttpOptions::default() })?;
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::io("the async runtime"))?;
    runtime.block_on(async {
        for event in events {
            let answer = target.send(&event.request).await;
            on_delivered(event, answer.map(|response| response.status).map_err(|error| error.message));
            tokio::time::sleep(delivery.every).await;
        }
    });
    Ok(())
}
