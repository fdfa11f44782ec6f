//! Parameters that nothing uses: a misspelled name would otherwise be ignored silently.

use super::file::Config;
use ringback_constraints::model::Model;
use ringback_contract::error::Error;
use std::collections::BTreeSet;

/// Checks that some operation uses each parameter.
///
/// # Errors
///
/// If none uses one; the message names its line, and the parameters that are used.
pub fn check_parameters(config: &Config, models: &[Model]) -> Result<(), Error> {
    let operations = models.iter().flat_map(|model| &model.vendor.operations);
    let used: BTreeSet<String> = operations.flat_map(|operation| operation.placeholders()).collect();
    let Some(unused) = config.parameters.keys().find(|name| !used.contains(*name)) else { return Ok(()) };
    let used: Vec<&str> = used.iter().map(String::as_str).collect();
    let others = match used.is_empty() {
        true => "none has parameters".to_owned(),
        false => format!("one of {}", used.join(", ")),
    };
    let message = format!("no operation uses the parameter {unused:?} ({others})");
    match config.parameter_spans.get(unused) {
        Some(at) => Err(config.error(Some(at), message)),
        None => Err(Error::Usage(format!("{}: hooks.before: {message}", config.path))),
    }
}
