//! Recorded traffic as a target: nothing is sent, and what was recorded is judged like requests, responses and events.

mod checks;
mod judged;
mod traffic_judge;

pub use checks::{Check, checks};
pub use judged::{CheckResult, JudgedRecordings};

use crate::judges::Judges;
use ringback_constraints::model::Model;
use ringback_contract::{error::Error, vendor::Vendor};
use ringback_drift::{
    Contract,
    traffic::{self, PreparedContract, Recordings},
};
use std::sync::Arc;
use traffic_judge::TrafficJudge;

/// What recordings are judged by, and how.
pub struct RecordedOptions<'m> {
    /// The models of the vendors.
    pub models: &'m [Model],
    /// The judges of their types.
    pub judges: Arc<Judges>,
    /// The checks of all these models.
    pub checks: Vec<Check>,
    /// Whether values of recordings are shown as they are.
    pub unmasked: bool,
}

/// Reads and judges recordings.
///
/// # Errors
///
/// If a file cannot be opened.
pub fn judge(recordings: &Recordings, options: RecordedOptions) -> Result<JudgedRecordings, Error> {
    let models = options.models;
    let mut contract = Contract::default();
    models.iter().for_each(|model| contract.add(&model.vendor.name, Contract::of_model(model)));
    let prefixed = |model: &Model| (format!("{}/", model.vendor.name), model.vendor.clone());
    let vendors: Vec<(String, Vendor)> = models.iter().map(prefixed).collect();
    let prepared = PreparedContract::new(contract, &vendors, None);
    let documented = prepared.documented();
    let types = documented.types.iter().map(|entry| entry.name.clone()).collect();
    let (judge, tally) = traffic::read(&documented, recordings, TrafficJudge::new(types, options))?;
    Ok(judge.judged(&tally, recordings))
}
