//! Assigns every operation a path and method in the document. None is left out: if OpenAPI cannot express an operation,
//! the closest form is used, and a finding is added.

use super::{components::unique, path::OperationPath};
use ringback_contract::{
    finding::Finding,
    operation::{Operation, status::is_status},
    provenance::Source,
    subject::Subject,
    vendor::Vendor,
};
use std::collections::{HashMap, HashSet};

/// The methods that OpenAPI 3.1 knows.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The routes of all operations.
pub struct Routes<'a> {
    /// The routes in the order of `vendor.toml`.
    pub all: Vec<Route<'a>>,
}

/// The place of an operation in the document: path and method.
pub struct Route<'a> {
    /// The operation.
    pub operation: &'a Operation,
    /// Its `operationId`: its name, made unique.
    pub id: String,
    /// Its tag, by which tools group operations: the last word of its path.
    pub tag: String,
    /// Its path and parameters.
    pub place: OperationPath,
    /// The key in `paths`.
    pub key: String,
    /// The key of the method in the path item.
    pub method: String,
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
            let mut place = OperationPath::of(&operation.path);
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

    /// The route of the operation with a name; `None` for an event.
    pub fn named(&self, name: &str) -> Option<&Route<'a>> {
        self.all.iter().find(|route| route.operation.name == name && !route.operation.is_event())
    }
}

fn finding(kind: &str, operation: &Operation, message: String) -> Finding {
    let source = Source::line("vendor.toml", 1, format!("name = {:?}", operation.name));
    Finding::new(kind, &Subject::of(operation.name.clone()), message, vec![source])
}
