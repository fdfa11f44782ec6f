//! The plan of a run: the selected cases by operation, with parameters, valid payloads to probe, and reasons to skip.

use crate::{
    config::Config,
    known_values::{self, with_known_values},
    parameters::Parameters,
    shard::Shard,
};
use ringback_constraints::model::{Model, Node, Type};
use ringback_contract::{error::Error, operation::Operation, pointer::JsonPointer};
use ringback_suite::case::{Case, Expect, Payload};
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

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
    /// The valid payloads of the operation, selected or not, by the names of their cases: what is broken in one place
    /// only counts where the same without the fault is accepted.
    pub bases: BTreeMap<String, Arc<Case>>,
    /// The places in the payload whose values the target knows, by the configuration.
    pub known: BTreeSet<JsonPointer>,
    /// Whether the target accepts every identifier, as the reference vendor does.
    pub knows_everything: bool,
    /// Sets of parameters. Several where a reading operation has several values; none where one is missing.
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
    /// Plans the selected cases of a suite: all cases of the models, of which the valid ones serve as probes and bases.
    ///
    /// # Errors
    ///
    /// If a parameter of an operation to be called has no value, or a value of the configuration is invalid.
    pub fn new(models: &[Model], suite: &[Case], selected: &SelectedCases, config: &Config) -> Result<Self, Error> {
        let mut operations = Vec::new();
        let mut missing: Vec<(String, String)> = Vec::new();
        known_values::check(config, models)?;
        let (suite, chosen) = (by_operation(suite), by_operation(&selected.cases));
        let is_selected = |model: &&Model| selected.cases.iter().any(|case| case.vendor == model.vendor.name);
        for model in models.iter().filter(is_selected) {
            let types: Arc<BTreeMap<String, Type>> =
                Arc::new(model.types.iter().map(|(name, kind)| (name.clone(), kind.clone())).collect());
            let declared: BTreeSet<String> =
                model.types.values().flat_map(|kind| kind.node.properties.keys().cloned()).collect();
            let known = |case: &Case, sent: &str| Arc::new(with_known_values(case, sent, &config.values, &declared));
            let mut planned: Vec<PlannedOperation> = Vec::new();
            for operation in &model.vendor.operations {
                let name = (model.vendor.name.as_str(), operation.name.as_str());
                let chosen = chosen.get(&name).into_iter().flatten().copied();
                let chosen = chosen.filter(|case| selected.shard.is_none_or(|shard| shard.contains(&case.name)));
                let sent = sent_type(model, operation);
                let key = (model.vendor.name.clone(), operation.name.clone());
                let mut operation = PlannedOperation {
                    vendor: model.vendor.name.clone(),
                    operation: Arc::new(operation.clone()),
                    envelope: operation.envelope.clone().unwrap_or_else(|| Value::Object(Map::new())),
                    cases: chosen.map(|case| known(case, &sent)).collect(),
                    probes: Vec::new(),
                    bases: BTreeMap::new(),
                    known: known_places(config, &sent),
                    knows_everything: selected.any_parameter.is_some(),
                    parameters: Vec::new(),
                    made: None,
                    skip: selected.skips.get(&key).cloned(),
                    payload_type: None,
                };
                let lacks = operation.fill(model, selected, config);
                missing.extend(lacks.into_iter().map(|name| (operation.name(), name)));
                planned.push(operation);
            }
            // Valid payloads are sent by operations with selected cases, and by those that make a parameter of one.
            let has_cases = |planned: &&PlannedOperation| !planned.cases.is_empty();
            let makers = planned.iter().filter(has_cases).filter_map(|planned| Some(planned.made.as_ref()?.1.clone()));
            let makers: BTreeSet<String> = makers.collect();
            for mut operation in planned {
                if !operation.cases.is_empty() || makers.contains(&operation.operation.name) {
                    let sent = sent_type(model, &operation.operation);
                    let name = (model.vendor.name.as_str(), operation.operation.name.as_str());
                    let all = suite.get(&name).into_iter().flatten().copied();
                    let valid = all.filter(|case| case.expect == Expect::Accept);
                    let valid: Vec<Arc<Case>> = valid.map(|case| known(case, &sent)).collect();
                    operation.probes = valid.iter().take(PROBES).cloned().collect();
                    operation.bases = valid.into_iter().map(|case| (case.name.clone(), case)).collect();
                    operation.payload_type = payload_type(model, &operation.operation, &types);
                }
                operations.push(Arc::new(operation));
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

/// Cases by vendor and operation.
fn by_operation(cases: &[Case]) -> HashMap<(&str, &str), Vec<&Case>> {
    let mut found: HashMap<(&str, &str), Vec<&Case>> = HashMap::new();
    for case in cases {
        found.entry((&case.vendor, &case.operation)).or_default().push(case);
    }
    found
}

/// The type of what an operation is sent, `VENDOR/TYPE`; empty if nothing is.
fn sent_type(model: &Model, operation: &Operation) -> String {
    operation.request.as_ref().map(|name| format!("{}/{name}", model.vendor.name)).unwrap_or_default()
}

/// The places for which `[values]` gives what an operation is sent.
fn known_places(config: &Config, sent: &str) -> BTreeSet<JsonPointer> {
    config.values.iter().filter(|known| known.type_name == sent).map(|known| known.at.clone()).collect()
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
            if values.is_empty() && made.is_none() {
                let specified = self.operation.specified.as_ref();
                values.extend(specified.and_then(|specified| specified.path_values.get(name)).cloned());
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

    /// The operation whose responses contain a parameter: one that reads back through the same path, or one above.
    fn maker(&self, model: &Model, name: &str) -> Option<(String, String)> {
        let reads_here = |reader: &str| {
            let mut all = model.vendor.operations.iter();
            all.any(|operation| operation.name == reader && self.operation.path.is_at_or_below(&operation.path))
        };
        let identifies = |operation: &Operation| {
            let specified = operation.specified.iter().any(|specified| specified.identifies.contains_key(name));
            specified && self.operation.path.is_at_or_below(&operation.path)
        };
        let maker = model.vendor.operations.iter().find(|operation| {
            let mut read_backs = operation.read_back.iter();
            operation.name != self.operation.name
                && (read_backs.any(|read_back| read_back.with.contains_key(name) && reads_here(&read_back.operation))
                    || identifies(operation))
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
