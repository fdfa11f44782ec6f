//! How the next page of a list is found, where a specification says it: the header `Link` (RFC 8288), `links` of OpenAPI that
//! lead back to the same operation, and extensions of generators.

use super::operations::Planner;
use crate::rust::endpoints::plan::{NextPlan, PageValuePlan, ParameterPlan};
use ringback_openapi::specification::{Link, Response, ResponseStatus, SpecOperation};
use serde_json::Value;

/// The extension of AutoRest: the body has the URL of the next page.
const NEXT_LINK: &str = "x-ms-pageable";

/// The extension of Dropshot: the body has a token for the next page, which takes the place of the filters.
const NEXT_TOKEN: &str = "x-dropshot-pagination";

impl Planner<'_> {
    /// How the next page of an operation is found; what its links say beside that is noted.
    pub(super) fn next_page(&mut self, operation: &SpecOperation, parameters: &[ParameterPlan]) -> Option<NextPlan> {
        let succeeds = |response: &&Response| match response.status {
            ResponseStatus::Code(code) => (200..300).contains(&code),
            ResponseStatus::Range(class) => class == 2,
            ResponseStatus::Default => operation.responses.len() == 1,
        };
        let mut next = extension(operation, parameters);
        for response in operation.responses.iter().filter(succeeds) {
            let has_link = response.headers.iter().any(|header| header.name.eq_ignore_ascii_case("link"));
            if next.is_none() && has_link && operation.method == "GET" {
                next = Some(NextPlan::Link);
            }
            for link in &response.links {
                match turned(operation, link, parameters) {
                    Ok(plan) if next.is_none() => next = Some(plan),
                    Ok(_) => {}
                    Err(reason) => {
                        let message = format!("the link {:?} has no method: {reason}", link.name);
                        self.note("link-not-generated", &operation.title(), message, &response.place);
                    }
                }
            }
        }
        next
    }
}

fn extension(operation: &SpecOperation, parameters: &[ParameterPlan]) -> Option<NextPlan> {
    let pointer = |name: &str| format!("/{}", name.replace('~', "~0").replace('/', "~1"));
    if let Some(said) = operation.others.get(NEXT_LINK) {
        return said.get("nextLinkName").and_then(Value::as_str).map(|name| NextPlan::Url(pointer(name)));
    }
    operation.others.get(NEXT_TOKEN)?;
    let is_query = |plan: &&ParameterPlan| plan.place == "Query";
    let token = parameters.iter().filter(is_query).find(|plan| plan.name == "page_token")?;
    let kept = ["limit", "page_token"];
    let first = parameters.iter().filter(is_query).filter(|plan| !kept.contains(&plan.name.as_str()));
    Some(NextPlan::Parameters {
        set: vec![(token.property.clone(), PageValuePlan::Body("/next_page".into()))],
        first: first.map(|plan| plan.property.clone()).collect(),
    })
}

/// The parameters that a link of an operation to itself sets.
///
/// # Errors
///
/// Why the link is none to another page.
fn turned(operation: &SpecOperation, link: &Link, parameters: &[ParameterPlan]) -> Result<NextPlan, String> {
    let own = format!("#/paths/{}/{}", operation.path.replace('~', "~0").replace('/', "~1"), operation.method);
    let by_id = link.operation_id.is_some() && link.operation_id == operation.operation_id;
    let by_reference = link.operation_ref.as_deref().is_some_and(|found| found.eq_ignore_ascii_case(&own));
    if !by_id && !by_reference {
        let target = link.operation_id.as_deref().or(link.operation_ref.as_deref()).unwrap_or("nothing");
        return Err(format!("it leads to {target}"));
    }
    if link.request_body.is_some() || link.server.is_some() {
        return Err("it sets a body or a server".into());
    }
    let mut set = Vec::new();
    for (name, value) in &link.parameters {
        let (place, plain) = match name.split_once('.') {
            Some((place @ ("path" | "query" | "header" | "cookie"), plain)) => (Some(place), plain),
            _ => (None, name.as_str()),
        };
        let fits = |plan: &&ParameterPlan| {
            plan.name == plain && place.is_none_or(|place| plan.place.eq_ignore_ascii_case(place))
        };
        let plan = parameters.iter().find(fits).ok_or_else(|| format!("there is no parameter {name:?}"))?;
        let expression = value.as_str().unwrap_or_default();
        // What was sent is sent again.
        let is_same =
            ["path", "query", "header"].iter().any(|place| expression == format!("$request.{place}.{}", plan.name));
        let found = match expression.strip_prefix("$response.") {
            _ if is_same => continue,
            Some(rest) => match (rest.strip_prefix("body#"), rest.strip_prefix("header.")) {
                (Some(pointer), _) => PageValuePlan::Body(pointer.to_owned()),
                (_, Some(name)) => PageValuePlan::Header(name.to_owned()),
                _ => return Err(format!("{value} is not understood")),
            },
            None => return Err(format!("{value} is not understood")),
        };
        set.push((plan.property.clone(), found));
    }
    if set.is_empty() {
        return Err("it leads to the same operation with the same parameters".into());
    }
    Ok(NextPlan::Parameters { set, first: Vec::new() })
}
