//! Where every operation stands: `paths`, or `webhooks` for what is delivered to a consumer. None is lost: what OpenAPI
//! cannot say stands as near as it can, and is a finding.

use super::{
    components::{Components, unique},
    operation::operation,
    path::Place,
};
use ringback_constraints::model::Model;
use ringback_contract::{
    finding::Finding,
    operation::{Operation, status::is_status},
    source::Source,
    subject::Subject,
    vendor::Vendor,
};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};

/// The methods that OpenAPI 3.1 knows.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Where all operations stand.
pub struct Routes<'a> {
    /// In the order of `vendor.toml`.
    pub all: Vec<Route<'a>>,
}

/// Where an operation stands.
pub struct Route<'a> {
    /// The operation.
    pub operation: &'a Operation,
    /// Its name, told apart from others of the same name.
    pub id: String,
    /// The last word of its path, by which tools group operations.
    pub tag: String,
    /// Its path and parameters.
    pub place: Place,
    /// What its path is called in `paths`.
    key: String,
    /// What its method is called there.
    method: String,
}

impl<'a> Routes<'a> {
    /// The routes of a vendor's operations.
    pub fn of(vendor: &'a Vendor, findings: &mut Vec<Finding>) -> Self {
        let mut all: Vec<Route> = Vec::new();
        let mut names = HashSet::new();
        let mut taken: HashMap<(String, String), &str> = HashMap::new();
        for operation in &vendor.operations {
            let wanted = if operation.name.is_empty() { "operation".into() } else { operation.name.clone() };
            let id = unique(wanted, &mut names);
            let mut place = Place::of(&operation.path);
            if let Some(other) = all.iter().find(|other| other.place.shape() == place.shape()) {
                place.rename_as(&other.place);
            }
            let method = operation.method.to_lowercase();
            let mut note = |kind, message| findings.push(finding(kind, operation, message));
            let mut key = place.template.clone();
            if !operation.is_event() {
                if let Some(other) = taken.get(&(key.clone(), method.clone())) {
                    let whole = format!("{} {}", operation.method, place.template);
                    note(
                        "path-of-two-operations",
                        format!(
                            "{whole} already is {other:?}, and OpenAPI has one operation for it; this one is under {key}#{id}, of which clients send the same"
                        ),
                    );
                    key = format!("{key}#{id}");
                }
                taken.insert((key.clone(), method.clone()), &operation.name);
            }
            let known = METHODS.contains(&method.as_str());
            if !known {
                note(
                    "method-unknown-to-openapi",
                    format!("OpenAPI has no method {:?}; it is under x-ringback-{method}", operation.method),
                );
            }
            let statuses = operation.statuses();
            for status in statuses.success().iter().chain(statuses.rejection()).filter(|status| !is_status(**status)) {
                note("unknown-status", format!("there can be no status {status}; it is left out of OpenAPI"));
            }
            let tag = place.last_word().unwrap_or(&vendor.name).to_owned();
            let method = if known { method } else { format!("x-ringback-{method}") };
            all.push(Route { operation, id, tag, place, key, method });
        }
        Self { all }
    }

    /// The route of an operation that can be called.
    pub fn named(&self, name: &str) -> Option<&Route<'a>> {
        self.all.iter().find(|route| route.operation.name == name && !route.operation.is_event())
    }
}

fn finding(kind: &str, operation: &Operation, message: String) -> Finding {
    let source = Source::line("vendor.toml", 1, format!("name = {:?}", operation.name));
    Finding::new(kind, &Subject::of(operation.name.clone()), message, vec![source])
}

/// The operations that can be called, by path and method.
pub fn paths(routes: &Routes, model: &Model, components: &Components) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for route in routes.all.iter().filter(|route| !route.operation.is_event()) {
        let same = |other: &&Route| other.place.template == route.place.template;
        let known: Vec<&Operation> = routes.all.iter().filter(same).map(|other| other.operation).collect();
        let item = paths.entry(&route.key).or_insert_with(|| {
            let declare = |parameter: &super::path::Parameter| parameter.declare("path", &known, model, components);
            let parameters: Vec<Value> = route.place.path.iter().map(declare).collect();
            if parameters.is_empty() { json!({}) } else { json!({"parameters": parameters}) }
        });
        if let Value::Object(item) = item {
            item.insert(route.method.clone(), operation(route, routes, model, components));
        }
    }
    Value::Object(paths)
}

/// What is delivered to a consumer, by name: the path is the consumer's own.
pub fn webhooks(routes: &Routes, model: &Model, components: &Components) -> Option<Value> {
    let events = routes.all.iter().filter(|route| route.operation.is_event());
    let webhook =
        |route: &Route| (route.id.clone(), json!({route.method.as_str(): operation(route, routes, model, components)}));
    let webhooks: Map<String, Value> = events.map(webhook).collect();
    (!webhooks.is_empty()).then_some(Value::Object(webhooks))
}
