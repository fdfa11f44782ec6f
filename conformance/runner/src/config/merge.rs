//! Applies the operations of a configuration file to the models from which the cases are derived.

use super::{
    file::{Config, Consumer},
    overrides::Override,
    unused::check_parameters,
};
use ringback_constraints::model::Model;
use ringback_contract::{
    error::Error,
    operation::{Direction, Operation},
};
use std::collections::BTreeMap;
use toml::Spanned;

/// Why events are not delivered.
const NO_CONSUMER: &str = "nobody takes its events: `url` in [consumer] of ringback.toml says where they are delivered";

/// Reasons why operations are not called, by vendor and operation.
pub type Skips = BTreeMap<(String, String), String>;

/// Applies the operations of a configuration file to the models.
///
/// # Errors
///
/// If a vendor, operation or type does not exist, or an added operation is incomplete.
pub fn merge(config: &Config, models: &mut [Model]) -> Result<Skips, Error> {
    let mut skips = Skips::new();
    for change in &config.operations {
        let vendors: Vec<String> = models.iter().map(|model| model.vendor.name.clone()).collect();
        let vendor = change.vendor.get_ref();
        let model = models.iter_mut().find(|model| &model.vendor.name == vendor).ok_or_else(|| {
            config.error(Some(&change.vendor), format!("unknown vendor {vendor:?} (one of {})", vendors.join(", ")))
        })?;
        check_types(config, change, model)?;
        let name = change.name.get_ref();
        match model.vendor.operations.iter_mut().find(|operation| &operation.name == name) {
            Some(operation) => change.apply(operation),
            None => {
                let added = added(config, change, model)?;
                model.vendor.operations.push(added);
            }
        }
        if let Some(skip) = &change.skip {
            if skip.get_ref().trim().is_empty() {
                return Err(config.error(Some(skip), "skip needs a reason: skip = \"not implemented yet\""));
            }
            skips.insert((vendor.clone(), name.clone()), skip.get_ref().clone());
        }
    }
    for change in &config.operations {
        check(config, change, models)?;
    }
    check_parameters(config, models)?;
    skip_events_without_consumer(config, models, &mut skips);
    if config.only_listed {
        for model in models {
            let vendor = model.vendor.name.clone();
            let listed = |operation: &Operation| {
                let names =
                    |change: &Override| change.vendor.get_ref() == &vendor && change.name.get_ref() == &operation.name;
                config.operations.iter().any(names)
            };
            model.vendor.operations.retain(listed);
        }
    }
    Ok(skips)
}

fn skip_events_without_consumer(config: &Config, models: &[Model], skips: &mut Skips) {
    if config.consumer != Consumer::Nowhere {
        return;
    }
    for model in models {
        for operation in model.vendor.operations.iter().filter(|operation| operation.is_event()) {
            let own = config.operation_access.get(&format!("{}/{}", model.vendor.name, operation.name));
            if own.is_none_or(|own| own.url.is_none()) {
                let key = (model.vendor.name.clone(), operation.name.clone());
                skips.entry(key).or_insert_with(|| NO_CONSUMER.into());
            }
        }
    }
}

fn check_types(config: &Config, change: &Override, model: &Model) -> Result<(), Error> {
    let request = change.request.as_ref().map(|name| (name.span(), name.get_ref()));
    let others = [&change.response, &change.error].into_iter().flatten();
    let others = others.filter_map(|name| Some((name.span(), name.get_ref().given()?)));
    for (span, name) in request.into_iter().chain(others) {
        if !model.types.contains_key(name) {
            let known: Vec<&str> = model.types.keys().map(String::as_str).collect();
            let message = format!("unknown type {name:?} of {} (one of {})", model.vendor.name, known.join(", "));
            return Err(config.error(Some(&Spanned::new(span, ())), message));
        }
    }
    Ok(())
}

/// Checks that need the whole operation, after all overrides.
fn check(config: &Config, change: &Override, models: &[Model]) -> Result<(), Error> {
    let (vendor, name) = (change.vendor.get_ref(), change.name.get_ref());
    let operations =
        models.iter().find(|model| &model.vendor.name == vendor).map_or(&[][..], |model| &model.vendor.operations);
    let Some(operation) = operations.iter().find(|operation| &operation.name == name) else { return Ok(()) };
    for read_back in &operation.read_back {
        if !operations.iter().any(|operation| operation.name == read_back.operation) {
            let known: Vec<&str> = operations.iter().map(|operation| operation.name.as_str()).collect();
            let message =
                format!("read_back: unknown operation {:?} (one of {})", read_back.operation, known.join(", "));
            return Err(config.error(Some(&change.name), message));
        }
    }
    if operation.envelope.is_some() && operation.request_at.is_none() {
        let at = change.envelope.as_ref().map_or(change.name.span(), Spanned::span);
        return Err(
            config.error(Some(&Spanned::new(at, ())), "an envelope needs request_at: the pointer to the payload in it")
        );
    }
    if let Some(path) = change.path.as_ref().filter(|path| !path.get_ref().as_str().starts_with('/')) {
        return Err(config.error(
            Some(path),
            format!("path {:?} must begin with /: it is appended to the URL", path.get_ref().as_str()),
        ));
    }
    if let Some(method) = &change.method {
        let known = ["GET", "POST", "PUT", "PATCH", "DELETE"];
        if !known.contains(&method.get_ref().as_str()) {
            let message = format!("unknown method {:?} (one of {})", method.get_ref(), known.join(", "));
            return Err(config.error(Some(method), message));
        }
    }
    Ok(())
}

/// Adds an operation that no document describes.
fn added(config: &Config, change: &Override, model: &Model) -> Result<Operation, Error> {
    let (Some(method), Some(path)) = (&change.method, &change.path) else {
        let known: Vec<&str> = model.vendor.operations.iter().map(|operation| operation.name.as_str()).collect();
        let message = format!(
            "unknown operation {:?} of {} (one of {}; a new one needs method and path)",
            change.name.get_ref(),
            model.vendor.name,
            known.join(", ")
        );
        return Err(config.error(Some(&change.name), message));
    };
    let direction = if change.request.is_some() { Direction::Request } else { Direction::Response };
    let (name, method) = (change.name.get_ref().clone(), method.get_ref().clone());
    let mut operation = Operation::new(name, method, path.get_ref().clone(), direction);
    change.apply(&mut operation);
    Ok(operation)
}
