//! The plan of a run: the selected cases by operation, with parameters, valid payloads to probe, and reasons to skip.

use crate::{config::Config, parameters::Parameters, shard::Shard};
use ringback_constraints::model::{Model, Node, Type};
use ringback_contract::{error::Error, operation::Operation};
use ringback_suite::{
    case::{Case, Expect, Payload},
    derive::cases,
};
use serde_json::{Map, Value};
use std::{collections::BTreeMap, sync::Arc};

/// Valid payloads that are tried before an operation counts as unavailable.
const PROBES: usize = 10;

/// Sets of parameters that are sent at most: every combination of long lists would be too many.
const SETS: usize = 1000;

/// The operations of a run with their cases.
#[derive(Debug, Default)]
pub struct Plan {
    /// The operations, in the order of the documents.
    pub operations: Vec<Arc<PlannedOperation>>,
}

/// An operation with its cases.
#[derive(Debug)]
pub struct PlannedOperation {
    /// The vendor of the operation.
    pub vendor: String,
    /// The operation, with overrides applied.
    pub operation: Arc<Operation>,
    /// The envelope around the payload, its placeholders not filled in.
    pub envelope: Value,
    /// The selected cases of this shard.
    pub cases: Vec<Arc<Case>>,
    /// Valid cases for the probe, selected or not, the most informative first. One must be accepted before others are
    /// sent.
    pub probes: Vec<Arc<Case>>,
    /// Sets of parameters: several if a reading operation has several values for one, none if a value is missing.
    pub parameters: Vec<Parameters>,
    /// A parameter that another operation creates: its name and that operation.
    pub made: Option<(String, String)>,
    /// The reason why no case of it is sent.
    pub skip: Option<String>,
    /// The type of the payload.
    pub payload_type: Option<PayloadType>,
}

/// The type of a payload.
#[derive(Debug)]
pub struct PayloadType {
    /// `VENDOR/TYPE`, by which its judge is found.
    pub name: String,
    /// The constraints of the type and of its parts.
    pub node: Node,
    /// The types that it may reference.
    pub types: Arc<BTreeMap<String, Type>>,
}

/// The input of a plan: the selection, and what else decides about it.
#[derive(Debug, Default)]
pub struct SelectedCases {
    /// The selected cases of all shards.
    pub cases: Vec<Case>,
    /// The shard to run; `None` for all cases.
    pub shard: Option<Shard>,
    /// Reasons why operations are not called, by vendor and operation.
    pub skips: BTreeMap<(String, String), String>,
    /// A value for every parameter that the configuration does not give. The reference vendor accepts one value for
    /// all.
    pub any_parameter: Option<&'static str>,
}

impl Plan {
    /// Plans the selected cases.
    ///
    /// # Errors
    ///
    /// If a parameter of an operation to be called has no value.
    pub fn new(models: &[Model], selected: &SelectedCases, config: &Config) -> Result<Self, Error> {
        let mut operations = Vec::new();
        let mut missing: Vec<(String, String)> = Vec::new();
        for model in models {
            let types: Arc<BTreeMap<String, Type>> =
                Arc::new(model.types.iter().map(|(name, kind)| (name.clone(), kind.clone())).collect());
            let all = cases(model);
            for operation in &model.vendor.operations {
                let mine = |case: &&Case| case.vendor == model.vendor.name && case.operation == operation.name;
                let chosen = selected.cases.iter().filter(mine);
                let chosen = chosen.filter(|case| selected.shard.is_none_or(|shard| shard.contains(&case.name)));
                let probes = all.iter().filter(mine).filter(|case| case.expect == Expect::Accept).take(PROBES);
                let key = (model.vendor.name.clone(), operation.name.clone());
                let mut planned = PlannedOperation {
                    vendor: model.vendor.name.clone(),
                    operation: Arc::new(operation.clone()),
                    envelope: operation.envelope.clone().unwrap_or_else(|| Value::Object(Map::new())),
                    cases: chosen.cloned().map(Arc::new).collect(),
                    probes: probes.cloned().map(Arc::new).collect(),
                    parameters: Vec::new(),
                    made: None,
                    skip: selected.skips.get(&key).cloned(),
                    payload_type: payload_type(model, operation, &types),
                };
                missing.extend(planned.fill(model, selected, config).into_iter().map(|name| (planned.name(), name)));
                operations.push(Arc::new(planned));
            }
        }
        if missing.is_empty() { Ok(Self { operations }) } else { Err(without_values(&missing, config)) }
    }

    /// The number of selected cases.
    pub fn count(&self) -> usize {
        self.operations.iter().map(|planned| planned.cases.len()).sum()
    }

    /// The operation with this vendor and name, unless it is skipped.
    pub fn find(&self, vendor: &str, name: &str) -> Option<&Arc<PlannedOperation>> {
        self.operations
            .iter()
            .find(|planned| planned.vendor == vendor && planned.operation.name == name && planned.skip.is_none())
    }
}

fn payload_type(model: &Model, operation: &Operation, types: &Arc<BTreeMap<String, Type>>) -> Option<PayloadType> {
    let kind = model.types.get(operation.request.as_ref()?)?;
    let name = format!("{}/{}", model.vendor.name, kind.name);
    Some(PayloadType { name, node: kind.node.clone(), types: Arc::clone(types) })
}

impl PlannedOperation {
    /// Whether the operation only reads.
    pub fn reads(&self) -> bool {
        !self.operation.sends() && self.cases.iter().all(|case| case.payload == Payload::None)
    }

    /// `VENDOR/OPERATION`, unique in a plan.
    pub fn name(&self) -> String {
        format!("{}/{}", self.vendor, self.operation.name)
    }

    /// Fills in the parameters; returns the names of the required ones that have no value.
    fn fill(&mut self, model: &Model, selected: &SelectedCases, config: &Config) -> Vec<String> {
        let mut sets = vec![Parameters::new()];
        let mut missing = Vec::new();
        let names = self.operation.placeholders();
        for name in &names {
            let mut values = config.parameters.get(name).cloned().unwrap_or_default();
            let made = if values.is_empty() { self.maker(model, name) } else { None };
            if values.is_empty() && (made.is_none() || self.reads()) {
                values.extend(selected.any_parameter.map(String::from));
            }
            if values.is_empty() {
                if self.reads() || self.skip.is_some() || (made.is_none() && self.cases.is_empty()) {
                    return Vec::new();
                }
                if made.is_none() {
                    missing.push(name.clone());
                }
                self.made = self.made.take().or(made);
            }
            if !self.reads() {
                values.truncate(1);
            }
            if !values.is_empty() {
                let with = |set: &Parameters, value: &String| {
                    let mut set = set.clone();
                    set.insert(name.clone(), value.clone());
                    set
                };
                sets =
                    sets.iter().flat_map(|set| values.iter().map(move |value| with(set, value))).take(SETS).collect();
            }
        }
        self.parameters = sets;
        missing
    }

    /// The operation whose responses contain a parameter: one that reads back through the same path.
    fn maker(&self, model: &Model, name: &str) -> Option<(String, String)> {
        let reads_here = |reader: &str| {
            let mut all = model.vendor.operations.iter();
            all.any(|operation| operation.name == reader && operation.path == self.operation.path)
        };
        let maker = model.vendor.operations.iter().find(|operation| {
            let mut read_backs = operation.read_back.iter();
            operation.name != self.operation.name
                && read_backs.any(|read_back| read_back.with.contains_key(name) && reads_here(&read_back.operation))
        })?;
        Some((name.to_owned(), maker.name.clone()))
    }
}

/// An error that lists all operations with missing values, and where to set them.
fn without_values(missing: &[(String, String)], config: &Config) -> Error {
    let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (operation, name) in missing {
        by_name.entry(name).or_default().push(operation);
    }
    let lacks: Vec<String> =
        by_name.iter().map(|(name, operations)| format!("{{{name}}} of {}", operations.join(" and "))).collect();
    let given: Vec<&str> = config.parameters.keys().map(String::as_str).collect();
    let given = if given.is_empty() { "no values are given".into() } else { format!("given: {}", given.join(", ")) };
    let first = by_name.keys().next().unwrap_or(&"");
    config.error_at_parameters(format!(
        "no value for {}: add `{first} = \"…\"` to [parameters] ({given}), or leave an operation out with \
         `skip = \"reason\"`",
        lacks.join(", ")
    ))
}
