//! Operations of a target's file: documented ones overridden field by field, and added ones.

use super::Config;
use ringback_constraints::model::Model;
use ringback_contract::{
    error::Error,
    operation::{Direction, Operation, PathTemplate, PayloadLocator, ReadBack},
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use toml::Spanned;

/// What a target's file says about an operation. What it leaves out stays as documented.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the keys are those of a vendor's operations")]
pub struct Override {
    pub vendor: Spanned<String>,
    pub name: Spanned<String>,
    pub doc: Option<String>,
    pub method: Option<Spanned<String>>,
    pub path: Option<Spanned<PathTemplate>>,
    pub direction: Option<Direction>,
    pub request: Option<Spanned<String>>,
    pub envelope: Option<Spanned<Value>>,
    pub request_at: Option<PayloadLocator>,
    pub response: Option<Spanned<String>>,
    pub response_at: Option<PayloadLocator>,
    pub success: Option<Vec<u16>>,
    pub rejection: Option<Vec<u16>>,
    pub error: Option<Spanned<String>>,
    pub echoes: Option<bool>,
    pub read_back: Option<Vec<ReadBack>>,
    pub validates: Option<bool>,
    pub rings: Option<bool>,
    pub skip: Option<Spanned<String>>,
}

/// Reasons for not calling operations, by vendor and name.
pub type Skips = BTreeMap<(String, String), String>;

/// Puts the operations of a target's file into the models, from which the cases are derived.
///
/// # Errors
///
/// When a vendor, operation or type does not exist, or an added operation is not complete.
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
                let added = change.added(config, model)?;
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

fn check_types(config: &Config, change: &Override, model: &Model) -> Result<(), Error> {
    for name in [&change.request, &change.response, &change.error].into_iter().flatten() {
        if !model.types.contains_key(name.get_ref()) {
            let known: Vec<&str> = model.types.keys().map(String::as_str).collect();
            let message =
                format!("unknown type {:?} of {} (one of {})", name.get_ref(), model.vendor.name, known.join(", "));
            return Err(config.error(Some(name), message));
        }
    }
    Ok(())
}

/// What only shows once the operation is whole.
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
            config.error(Some(&Spanned::new(at, ())), "an envelope needs request_at: where the payload sits in it")
        );
    }
    if let Some(path) = change.path.as_ref().filter(|path| !path.get_ref().as_str().starts_with('/')) {
        return Err(config.error(
            Some(path),
            format!("path {:?} must begin with /: it is added to the url", path.get_ref().as_str()),
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

/// Takes over what is given.
fn replace<T: Clone>(value: &mut T, new: Option<&T>) {
    if let Some(new) = new {
        value.clone_from(new);
    }
}

impl Override {
    fn apply(&self, operation: &mut Operation) {
        let text = |spanned: &Option<Spanned<String>>| spanned.as_ref().map(|spanned| spanned.get_ref().clone());
        replace(&mut operation.doc, self.doc.as_ref());
        replace(&mut operation.method, text(&self.method).as_ref());
        replace(&mut operation.path, self.path.as_ref().map(Spanned::get_ref));
        replace(&mut operation.direction, self.direction.as_ref());
        replace(&mut operation.echoes, self.echoes.as_ref());
        replace(&mut operation.read_back, self.read_back.as_ref());
        replace(&mut operation.rings, self.rings.as_ref());
        let given = |value: &mut Option<String>, new: Option<String>| *value = new.or_else(|| value.take());
        given(&mut operation.request, text(&self.request));
        given(&mut operation.response, text(&self.response));
        operation.response_at = self.response_at.clone().or_else(|| operation.response_at.take());
        given(&mut operation.error, text(&self.error));
        if let Some(statuses) = &self.success {
            operation.set_success(statuses.clone());
        }
        if let Some(statuses) = &self.rejection {
            operation.set_rejection(statuses.clone());
        }
        if let Some(validates) = self.validates {
            operation.set_validates(validates);
        }
        match self.envelope.as_ref().map(Spanned::get_ref) {
            Some(Value::String(none)) if none == "none" => {
                operation.envelope = None;
                operation.request_at = None;
            }
            Some(envelope) => operation.envelope = Some(envelope.clone()),
            None => {}
        }
        operation.request_at = self.request_at.clone().or_else(|| operation.request_at.take());
    }

    fn added(&self, config: &Config, model: &Model) -> Result<Operation, Error> {
        let (Some(method), Some(path)) = (&self.method, &self.path) else {
            let known: Vec<&str> = model.vendor.operations.iter().map(|operation| operation.name.as_str()).collect();
            let message = format!(
                "unknown operation {:?} of {} (one of {}; a new one needs method and path)",
                self.name.get_ref(),
                model.vendor.name,
                known.join(", ")
            );
            return Err(config.error(Some(&self.name), message));
        };
        let direction = if self.request.is_some() { Direction::Request } else { Direction::Response };
        let (name, method) = (self.name.get_ref().clone(), method.get_ref().clone());
        let mut operation = Operation::new(name, method, path.get_ref().clone(), direction);
        self.apply(&mut operation);
        Ok(operation)
    }
}
