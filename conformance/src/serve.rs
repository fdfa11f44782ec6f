//! `ringback serve`: the embedded reference vendor on a port, correct or with one fault, and its events.

use crate::{arguments::ServeArguments, outcome::Outcome};
use ringback_constraints::model::Model;
use ringback_contract::{
    error::Error,
    terminal::{say, strip_control},
};
use ringback_reference::{ServedEvent, ServedEvents, ServedModels, Server, known, saboteurs};
use ringback_report::sink::print;
use ringback_runner::{
    config::target_url,
    delivery::{self, Delivery, PreparedEvent},
    safety,
};
use ringback_suite::case::Level;
use std::sync::Arc;
use url::Url;

/// Where events would be posted if nobody says where.
const NOWHERE: &str = "http://127.0.0.1/";

/// Serves until it is stopped, or lists the saboteurs.
///
/// # Errors
///
/// If the address is invalid or in use, or a vendor or saboteur does not exist.
pub fn run(arguments: &ServeArguments) -> Result<Outcome, Error> {
    let models = arguments.documents.models()?;
    if arguments.list_saboteurs {
        let all = saboteurs(&ServedModels::new(models)?);
        let lines: String = all.iter().map(|one| format!("{}\n    {}\n", one.name, one.about)).collect();
        print(&strip_control(&lines))?;
        return Ok(if all.is_empty() { Outcome::NothingRun } else { Outcome::Success });
    }
    let posted_to = arguments.deliver.as_deref();
    let consumer = target_url(posted_to.unwrap_or(NOWHERE)).map_err(|why| Error::Usage(format!("--deliver: {why}")))?;
    safety::admit(&consumer, arguments.allow_remote)?;
    let events = delivery::events(&models, &consumer, known())?;
    if events.is_empty() && posted_to.is_some() {
        return Err(Error::Usage("--deliver: no event is documented".into()));
    }
    let server = serve(arguments, models, &events)?;
    say(format_args!("records exist from the start with {} for every {{placeholder}}", known()));
    if !events.is_empty() {
        say(format_args!("{} events for whoever opens a WebSocket: ws://{}", events.len(), server.address()));
    }
    print(&format!("http://{}\n", server.address()))?;
    if posted_to.is_some() {
        post(&events, &consumer, arguments)?;
    }
    loop {
        std::thread::park();
    }
}

fn serve(arguments: &ServeArguments, models: Vec<Model>, events: &[PreparedEvent]) -> Result<Server, Error> {
    let served = events.iter().map(|event| ServedEvent { name: name(event), message: event.message() });
    let served = ServedEvents {
        events: served.collect(),
        every: arguments.every,
        on_delivered: Arc::new(|name| say(format_args!("delivered {name}"))),
    };
    let served = (!events.is_empty()).then_some(served);
    Server::start_with_events(models, &arguments.listen, arguments.saboteur.as_deref(), served)
}

/// The name of an event, and whether the documents leave it open.
fn name(event: &PreparedEvent) -> String {
    let surprising = if event.case.level == Level::Observed { " (no document describes it)" } else { "" };
    format!("{}{surprising}", event.case.name)
}

/// Posts each event once.
fn post(events: &[PreparedEvent], consumer: &Url, arguments: &ServeArguments) -> Result<(), Error> {
    let delivery = Delivery { every: arguments.every, allow_remote: arguments.allow_remote };
    let mut taken = 0;
    delivery::deliver(events, delivery, &mut |event, answer| match answer {
        Ok(status @ 200..=299) => {
            taken += 1;
            say(format_args!("delivered {}: {status}", name(event)));
        }
        Ok(status) => say(format_args!("not taken {}: {status}", name(event))),
        Err(why) => say(format_args!("not taken {}: {why}", name(event))),
    })?;
    say(format_args!("{taken} of {} events were taken by {consumer}", events.len()));
    Ok(())
}
