//! The `paths` object for operations that are called, and the `webhooks` object for delivered events.

use super::{
    components::Components,
    operation::operation,
    path::Parameter,
    routes::{Route, Routes},
};
use ringback_constraints::model::Model;
use ringback_contract::operation::Operation;
use serde_json::{Map, Value, json};

/// The `paths` object: by path and method.
pub fn paths(routes: &Routes, model: &Model, components: &Components) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for route in routes.all.iter().filter(|route| !route.operation.is_event()) {
        let same = |other: &&Route| other.place.template == route.place.template;
        let known: Vec<&Operation> = routes.all.iter().filter(same).map(|other| other.operation).collect();
        let item = paths.entry(&route.key).or_insert_with(|| {
            let declare = |parameter: &Parameter| parameter.declare("path", &known, model, components);
            let parameters: Vec<Value> = route.place.path.iter().map(declare).collect();
            if parameters.is_empty() { json!({}) } else { json!({"parameters": parameters}) }
        });
        if let Value::Object(item) = item {
            item.insert(route.method.clone(), operation(route, routes, model, components));
        }
    }
    Value::Object(paths)
}

/// The `webhooks` object by name, because consumers choose the path; `None` if there are no events.
pub fn webhooks(routes: &Routes, model: &Model, components: &Components) -> Option<Value> {
    let events = routes.all.iter().filter(|route| route.operation.is_event());
    let webhook =
        |route: &Route| (route.id.clone(), json!({route.method.as_str(): operation(route, routes, model, components)}));
    let webhooks: Map<String, Value> = events.map(webhook).collect();
    (!webhooks.is_empty()).then_some(Value::Object(webhooks))
}
