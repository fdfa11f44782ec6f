//! What is fired, in which order: selected cases by operation, with parameters, probes and reasons for leaving out.

use crate::config::Config;
use ringback_constraints::model::{Model, Node, Type};
use ringback_contract::{error::Error, vendor::Operation};
use ringback_suite::{
    case::{Case, Expect, Payload},
    derive::cases,
};
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr,
    sync::Arc,
};

/// One value for every `{placeholder}` of an operation.
pub type Parameters = BTreeMap<String, String>;

/// How many valid payloads are tried before an operation counts as badly wired.
const PROBES: usize = 10;

/// More sets of parameters than this are not fired: nobody means every combination of long lists.
const SETS: usize = 1000;

/// What is fired.
#[derive(Debug, Default)]
pub struct Plan {
    /// The operations, in the order of the documents.
    pub operations: Vec<Arc<Planned>>,
}

/// An operation with its cases.
#[derive(Debug)]
pub struct Planned {
    /// The vendor.
    pub vendor: String,
    /// The operation as documented and overridden.
    pub operation: Arc<Operation>,
    /// The document around the payload, its placeholders not filled in.
    pub envelope: Value,
    /// The selected cases.
    pub cases: Vec<Arc<Case>>,
    /// Valid cases, the most telling first; selected or not. One of them must get through.
    pub probes: Vec<Arc<Case>>,
    /// What to fill in. Several where a reading operation has several values; none where one is missing.
    pub parameters: Vec<Parameters>,
    /// A parameter that another operation makes: its name and that operation.
    pub made: Option<(String, String)>,
    /// Why nothing is fired.
    pub skip: Option<String>,
    /// The type of what is sent.
    pub sent: Option<Sending>,
}

/// The type of a payload.
#[derive(Debug)]
pub struct Sending {
    /// `VENDOR/TYPE`.
    pub name: String,
    /// What holds for it.
    pub node: Node,
    /// The types it may refer to.
    pub types: Arc<BTreeMap<String, Type>>,
}

/// A part of the cases, for one of several runs side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    index: u64,
    of: u64,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is no shard: I/N is, from 1/N to N/N");
        let (index, of) = text.split_once('/').ok_or_else(wrong)?;
        let shard = Self { index: index.parse().map_err(|_| wrong())?, of: of.parse().map_err(|_| wrong())? };
        if (1..=shard.of).contains(&shard.index) { Ok(shard) } else { Err(wrong()) }
    }
}

impl Shard {
    /// Whether a case is in this shard; it is in exactly one of the `N`, on every machine.
    pub fn holds(self, name: &str) -> bool {
        // FNV-1a: short, stable, and spread well enough for names.
        let hash = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        hash % self.of == self.index - 1
    }
}

/// What decides about a plan beside the cases.
#[derive(Debug, Default)]
pub struct Selected {
    /// The selected cases, of every shard.
    pub cases: Vec<Case>,
    /// The shard.
    pub shard: Option<Shard>,
    /// Reasons for not firing operations, by vendor and name.
    pub skips: BTreeMap<(String, String), String>,
    /// The value of every parameter that the config does not give; the reference knows one for all.
    pub any_parameter: Option<&'static str>,
}

impl Plan {
    /// The plan for selected cases.
    ///
    /// # Errors
    ///
    /// When an operation that is to be fired lacks a parameter.
    pub fn new(models: &[Model], selected: &Selected, config: &Config) -> Result<Self, Error> {
        let mut operations = Vec::new();
        let mut missing: Vec<(String, String)> = Vec::new();
        for model in models {
            let types: Arc<BTreeMap<String, Type>> =
                Arc::new(model.types.iter().map(|(name, kind)| (name.clone(), kind.clone())).collect());
            let all = cases(model);
            for operation in &model.vendor.operations {
                let mine = |case: &&Case| case.vendor == model.vendor.name && case.operation == operation.name;
                let chosen = selected.cases.iter().filter(mine);
                let chosen = chosen.filter(|case| selected.shard.is_none_or(|shard| shard.holds(&case.name)));
                let probes = all.iter().filter(mine).filter(|case| case.expect == Expect::Accept).take(PROBES);
                let key = (model.vendor.name.clone(), operation.name.clone());
                let mut planned = Planned {
                    vendor: model.vendor.name.clone(),
                    operation: Arc::new(operation.clone()),
                    envelope: envelope(operation),
                    cases: chosen.cloned().map(Arc::new).collect(),
                    probes: probes.cloned().map(Arc::new).collect(),
                    parameters: Vec::new(),
                    made: None,
                    skip: selected.skips.get(&key).cloned(),
                    sent: sending(model, operation, &types),
                };
                missing.extend(planned.fill(model, selected, config).into_iter().map(|name| (planned.name(), name)));
                operations.push(Arc::new(planned));
            }
        }
        if missing.is_empty() { Ok(Self { operations }) } else { Err(without_values(&missing, config)) }
    }

    /// How many cases are selected.
    pub fn count(&self) -> usize {
        self.operations.iter().map(|planned| planned.cases.len()).sum()
    }

    /// An operation that may be fired.
    pub fn find(&self, vendor: &str, name: &str) -> Option<&Arc<Planned>> {
        self.operations
            .iter()
            .find(|planned| planned.vendor == vendor && planned.operation.name == name && planned.skip.is_none())
    }
}

/// An envelope as JSON. TOML has nothing that JSON cannot hold.
fn envelope(operation: &Operation) -> Value {
    let envelope = operation.envelope.as_ref().and_then(|envelope| serde_json::to_value(envelope).ok());
    envelope.unwrap_or_else(|| Value::Object(Map::new()))
}

fn sending(model: &Model, operation: &Operation, types: &Arc<BTreeMap<String, Type>>) -> Option<Sending> {
    let kind = model.types.get(operation.request.as_ref()?)?;
    let name = format!("{}/{}", model.vendor.name, kind.name);
    Some(Sending { name, node: kind.node.clone(), types: Arc::clone(types) })
}

impl Planned {
    /// Whether the operation only reads.
    pub fn reads(&self) -> bool {
        self.operation.request.is_none() && self.cases.iter().all(|case| case.payload == Payload::None)
    }

    /// `VENDOR/OPERATION`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.vendor, self.operation.name)
    }

    /// Fills in the parameters; returns the names of those that have no value and need one.
    fn fill(&mut self, model: &Model, selected: &Selected, config: &Config) -> Vec<String> {
        let mut sets = vec![Parameters::new()];
        let mut missing = Vec::new();
        let names = placeholders(&self.operation);
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

    /// The operation whose answers hold a parameter: one that is read back at the same path.
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

/// Says which operations lack which values, all at once, and where to give them.
fn without_values(missing: &[(String, String)], config: &Config) -> Error {
    let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (operation, name) in missing {
        by_name.entry(name).or_default().push(operation);
    }
    let lacks: Vec<String> =
        by_name.iter().map(|(name, operations)| format!("{{{name}}} of {}", operations.join(" and "))).collect();
    let given: Vec<&str> = config.parameters.keys().map(String::as_str).collect();
    let given = if given.is_empty() { "none are given".into() } else { format!("given are {}", given.join(", ")) };
    let first = by_name.keys().next().unwrap_or(&"");
    config.error_at_parameters(format!(
        "no value for {}: add `{first} = \"…\"` to [parameters] ({given}), or leave an operation out with \
         `skip = \"reason\"`",
        lacks.join(", ")
    ))
}

/// The `{placeholders}` of an operation's path and envelope.
pub fn placeholders(operation: &Operation) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    collect(&operation.path, &mut names);
    let mut waiting: Vec<&toml::Value> = operation.envelope.iter().collect();
    while let Some(value) = waiting.pop() {
        match value {
            toml::Value::String(text) => collect(text, &mut names),
            toml::Value::Array(list) => waiting.extend(list),
            toml::Value::Table(table) => waiting.extend(table.values()),
            toml::Value::Integer(_) | toml::Value::Float(_) | toml::Value::Boolean(_) | toml::Value::Datetime(_) => {}
        }
    }
    names
}

fn collect(text: &str, names: &mut BTreeSet<String>) {
    for part in text.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}') {
            let plain =
                !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || "_-.".contains(letter));
            names.extend(plain.then(|| name.to_owned()));
        }
    }
}

/// A text with its placeholders filled in.
pub fn filled(text: &str, parameters: &Parameters, encode: impl Fn(&str) -> String) -> String {
    parameters.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), &encode(value)))
}

#[cfg(test)]
mod tests {
    use super::Shard;

    #[test]
    fn every_case_is_in_exactly_one_shard() {
        let shards: Vec<Shard> = (1..=3).map(|index| format!("{index}/3").parse().unwrap()).collect();
        for case in 0..100 {
            let name = format!("vendor/operation/{case}");
            assert_eq!(shards.iter().filter(|shard| shard.holds(&name)).count(), 1, "{name}");
        }
        for wrong in ["0/3", "4/3", "1", "a/b", "1/0", "-1/2"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
