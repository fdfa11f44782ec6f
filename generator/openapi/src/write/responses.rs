//! The responses of an operation: documented statuses with their bodies, and links to the operations that read a
//! payload back.

use super::{
    body::BodyTemplate,
    components::Components,
    content::content,
    path::Parameter,
    routes::{Route, Routes},
};
use ringback_constraints::model::Model;
use ringback_contract::operation::{
    Operation, ReadBack, ValueSource,
    status::{has_body, is_status},
};
use serde_json::{Map, Value, json};

/// The `responses` object. OpenAPI requires one response: where no status is documented, it is `2XX`.
pub fn responses(route: &Route, routes: &Routes, model: &Model, components: &Components) -> Value {
    let operation = route.operation;
    let links = links(route, routes);
    let mut responses = Map::new();
    let documented = operation.statuses();
    for status in statuses(documented.success(), "2XX") {
        let mut response = success(operation, &status, model, components);
        if let (false, Value::Object(response)) = (links.is_empty(), &mut response) {
            response.insert("links".into(), Value::Object(links.clone()));
        }
        responses.insert(status, response);
    }
    // A body of refusals is documented without the statuses that carry it.
    let refusals = match (documented.rejection().is_empty(), &operation.error) {
        (true, None) => Vec::new(),
        _ => statuses(documented.rejection(), "4XX"),
    };
    for status in refusals {
        let response = match &operation.error {
            Some(kind) => {
                let body = BodyTemplate::whole();
                json!({"description": "Refused, and why.", "content": content(&body, kind, &["full"], model, components)})
            }
            None => json!({"description": "Refused; no body is documented."}),
        };
        responses.insert(status, response);
    }
    Value::Object(responses)
}

fn success(operation: &Operation, status: &str, model: &Model, components: &Components) -> Value {
    let bodiless = status.parse().is_ok_and(|status| !has_body(status));
    match &operation.response {
        _ if bodiless => json!({"description": "Done; there is no body."}),
        Some(kind) => {
            let content = content(&BodyTemplate::of_response(operation), kind, &["full"], model, components);
            json!({"description": format!("Done, with `{kind}`."), "content": content})
        }
        None if operation.is_event() => json!({"description": "Taken."}),
        None => json!({"description": "Done; no body is documented."}),
    }
}

/// The documented statuses that OpenAPI allows, or the range that stands for them.
fn statuses(documented: &[u16], range: &str) -> Vec<String> {
    let named: Vec<String> = documented.iter().filter(|status| is_status(**status)).map(u16::to_string).collect();
    if named.is_empty() { vec![range.into()] } else { named }
}

/// The `links` to operations that read a payload back, if the response contains all their parameters.
fn links(route: &Route, routes: &Routes) -> Map<String, Value> {
    let link = |read_back: &ReadBack| {
        let target = routes.named(&read_back.operation)?;
        let mut parameters = Map::new();
        for parameter in
            target.place.path.iter().chain(&target.place.query).filter(|parameter| parameter.fixed.is_none())
        {
            let name = parameter.placeholder.as_deref()?;
            let expression = match read_back.with.get(name) {
                // A header that holds a URL would need its last segment, which no expression is for.
                Some(ValueSource::Header(_)) => return None,
                Some(ValueSource::Body(at)) => format!("$response.body#{at}"),
                None => {
                    let own = |own: &&Parameter| own.placeholder.as_deref() == Some(name);
                    format!("$request.path.{}", route.place.path.iter().find(own)?.name)
                }
            };
            parameters.insert(parameter.name.clone(), json!(expression));
        }
        let link = json!({"operationId": target.id, "parameters": parameters, "description": "Reads what was sent."});
        Some((target.id.clone(), link))
    };
    route.operation.read_back.iter().filter_map(link).collect()
}
