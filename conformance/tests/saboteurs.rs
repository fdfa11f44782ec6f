//! The suite is run against the reference and every saboteur: the one passes, each of the others fails by its own rule.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]

use ringback::score::{Others, score};
use ringback_constraints::model::Model;
use ringback_contract::operation::Direction;
use ringback_runner::config::{Config, merge};
use ringback_suite::vendors;

/// Operations that take and return a type that none takes so far, as a target's file may add them.
const OF_A_TYPE: &str = r#"
    [[operations]]
    vendor = "VENDOR"
    name = "store-NAME"
    method = "POST"
    path = "/stored/VENDOR/NAME"
    request = "TYPE"
    response = "TYPE"
    success = [201]
    rejection = [400]
    echoes = true
"#;

fn documented() -> Vec<Model> {
    vendors::models(None).unwrap()
}

fn of_every_other_type() -> Vec<Model> {
    let mut models = documented();
    let others = models.iter().flat_map(|model| {
        let operations = &model.vendor.operations;
        let sent = |name: &String| {
            operations.iter().any(|sent| sent.direction == Direction::Request && sent.request.as_ref() == Some(name))
        };
        model.types.keys().filter(move |name| !sent(name)).map(|name| (&model.vendor.name, name))
    });
    let of_a_type = |(vendor, name): (&String, &String)| {
        OF_A_TYPE.replace("VENDOR", vendor).replace("NAME", &name.replace(' ', "-")).replace("TYPE", name)
    };
    let config: String = others.map(of_a_type).collect();
    // The saboteurs of the documented operations run in a test of their own.
    models.iter_mut().for_each(|model| model.vendor.operations.clear());
    let config =
        Config::parse("ringback.toml", &format!("[target]\noperations = \"listed\"\n{config}"), &|_| None).unwrap();
    merge(&config, &mut models).unwrap();
    models
}

fn is_sound(models: Vec<Model>, others: Others) {
    let score = score(models, others).unwrap();
    assert!(score.honest.is_empty(), "{:#?}", score.honest);
    let wrong = &score.complaints;
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), score.saboteurs, wrong.join("\n"));
    assert!(score.saboteurs > 300, "{}", score.saboteurs);
}

#[test]
fn the_reference_passes_and_every_saboteur_fails_by_its_own_rule_and_no_other() {
    // `cargo xtask demo` sends each of them every case; here each is sent others.
    is_sound(documented(), Others::OneOf(4));
}

#[test]
fn every_type_is_tested_wherever_it_is_sent_and_returned() {
    // That no other case blames them is shown for the documented operations, whose cases are made the same way.
    is_sound(of_every_other_type(), Others::OneOf(10));
}
