//! Programs that run before and after a run: they make what the cases need, and remove it.

use crate::{interrupt::Interrupt, program::Program};
use ringback_contract::{error::Error, terminal::say};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    sync::{Mutex, TryLockError},
};
use tokio::runtime;

/// What is run before and after.
#[derive(Clone, Debug, Default)]
pub struct Hooks {
    /// Prints parameters.
    pub before: Option<Program>,
    /// Runs whatever happened.
    pub after: Option<Program>,
}

/// Why nothing can be sent.
#[derive(Debug)]
pub enum HookError {
    /// The run was interrupted meanwhile.
    Interrupted,
    /// It failed, or printed something else than parameters.
    Failed(String),
}

impl Hooks {
    /// Runs the program before a run; returns the parameters that it prints as a JSON object.
    ///
    /// # Errors
    ///
    /// If it fails, or prints something else.
    pub fn run_before(&self, interrupt: &Interrupt) -> Result<BTreeMap<String, Vec<String>>, HookError> {
        let Some(program) = &self.before else { return Ok(BTreeMap::new()) };
        let fail = |why: String| HookError::Failed(format!("hooks.before: {why}"));
        let running = async { interrupt.or_give_up(program.output()).await };
        let output = runtime().map_err(|error| fail(error.to_string()))?.block_on(running);
        let output = output.filter(|_| !interrupt.is_set()).ok_or(HookError::Interrupted)?;
        parameters(&output.map_err(fail)?).map_err(fail)
    }
}

/// Runs the program after a run once, at the latest when this is dropped.
#[derive(Debug)]
pub struct AfterHook(Mutex<Option<Program>>);

impl AfterHook {
    /// The hook of a run that begins.
    pub fn new(hooks: &Hooks) -> Self {
        Self(Mutex::new(hooks.after.clone()))
    }

    /// Runs the program, unless it was run already or runs just now.
    ///
    /// # Errors
    ///
    /// If it fails.
    pub fn run(&self) -> Result<(), Error> {
        // Held while it runs: whoever comes second does not wait for it.
        let mut after = match self.0.try_lock() {
            Ok(after) => after,
            Err(TryLockError::Poisoned(after)) => after.into_inner(),
            Err(TryLockError::WouldBlock) => return Ok(()),
        };
        let Some(program) = after.take() else { return Ok(()) };
        let ran = runtime().map_err(|error| error.to_string()).and_then(|runtime| runtime.block_on(program.output()));
        ran.map(|_| ()).map_err(|why| Error::Usage(format!("hooks.after: {why}")))
    }
}

impl Drop for AfterHook {
    fn drop(&mut self) {
        if let Err(error) = self.run() {
            say(format_args!("error: {error}"));
        }
    }
}

fn runtime() -> std::io::Result<runtime::Runtime> {
    runtime::Builder::new_current_thread().enable_all().build()
}

/// The parameters in what a hook printed: nothing, or a JSON object of texts and lists of texts.
fn parameters(output: &str) -> Result<BTreeMap<String, Vec<String>>, String> {
    if output.trim().is_empty() {
        return Ok(BTreeMap::new());
    }
    let object = serde_json::from_str(output).ok().and_then(|value: Value| value.as_object().cloned());
    let object = object.ok_or("expected nothing or a JSON object on standard output, such as {\"orgId\": \"…\"}")?;
    let text = |value: &Value| match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    let values = |value: &Value| match value {
        Value::Array(values) if !values.is_empty() => values.iter().map(text).collect(),
        value => text(value).map(|text| vec![text]),
    };
    let parameter = |(name, value): (String, Value)| match values(&value) {
        Some(values) => Ok((name, values)),
        None => Err(format!("parameter {name} must be a string, a number or a list of them, none empty")),
    };
    object.into_iter().map(parameter).collect()
}

#[cfg(test)]
mod tests {
    use super::parameters;

    #[test]
    fn what_a_hook_prints_becomes_parameters() {
        let read = parameters(r#"{"a": "x", "b": ["y", 7]}"#).unwrap();
        assert_eq!((read["a"].join(" "), read["b"].join(" ")), ("x".into(), "y 7".into()));
        assert!(parameters(" \n").unwrap().is_empty());
        for wrong in ["hello", "[]", r#"{"a": ""}"#, r#"{"a": {}}"#, r#"{"a": []}"#] {
            assert!(parameters(wrong).is_err(), "{wrong}");
        }
    }
}
