//! An operation of a specification, and the type of its requests.

use crate::{body::SentBody, clues::SchemaClues, credentials::credentials, response::responses};
use ringback_constraints::{
    model::{Model, Node},
    sample::Samples,
};
use ringback_contract::{
    operation::{Direction, Operation, PathTemplate, RequestPart, ResponseStatus, SentParameter, Specified, status},
    provenance::Source,
    subject::Subject,
};
use ringback_openapi::{
    read::ReadDefinitions,
    specification::{Parameter, ParameterLocation, ParameterStyle, SecurityScheme, SpecOperation, SpecPlace},
};
use ringback_runtime::parameter::{ParameterPlace, ParameterStyle as Written, plain};
use serde_json::{Value, json};

/// Headers that OpenAPI says are no parameters: they are told elsewhere.
const TOLD_ELSEWHERE: &[&str] = &["accept", "content-type", "authorization"];

/// Sides of a definition: what is sent of it and what is received.
#[derive(Clone, Copy)]
pub enum Side {
    /// What is sent.
    Sent = 0,
    /// What is received.
    Received = 1,
}

/// Describes an operation for the suite, and adds the clues about its requests.
///
/// # Errors
///
/// Why it cannot be called.
pub fn specified(
    name: &str,
    operation: &SpecOperation,
    schemes: &[&SecurityScheme],
    read: &ReadDefinitions,
    clues: &mut SchemaClues,
) -> Result<Operation, String> {
    if let Some(lost) = operation.unresolved.first() {
        return Err(format!("its reference {:?} {}", lost.reference, lost.why));
    }
    let body = match &operation.body {
        None => None,
        Some(body) => match SentBody::of(body, read, clues) {
            Ok(sent) => Some(sent),
            Err(why) if body.required => return Err(why),
            Err(_) => None,
        },
    };
    let mut described = Operation::new(name, &operation.method, PathTemplate::new(&operation.path), Direction::Request);
    described.doc = operation.summary.clone().or_else(|| operation.description.clone()).unwrap_or_default();
    set_statuses(&mut described, operation);
    let mut specified = Specified {
        body: body.as_ref().map(|body| body.format.clone()),
        media_types: operation.body.iter().flat_map(|body| &body.contents).map(|one| one.media_type.clone()).collect(),
        credentials: credentials(operation, schemes),
        responses: responses(name, operation, read, clues),
        ..Specified::default()
    };
    // What deletes is only called for what the run itself has created.
    if operation.method == "DELETE" {
        described.specified = Some(specified);
        return Ok(described);
    }
    let succeeding = described.usual_success();
    described.response = specified.response_type(succeeding).map(String::from);
    let request = Subject::of(format!("{name}.request"));
    let source = Source::line(&operation.place.file, operation.place.line, operation.title());
    clues.declare(&request, source.clone());
    clues.keyword(&request, "type", "object".into(), source);
    for parameter in operation.parameters.iter().filter(|parameter| is_sent(parameter)) {
        let sent = sent_parameter(parameter).ok_or_else(|| {
            format!("the parameter {:?} is the whole query, or its style is not sent", parameter.name)
        })?;
        let part = sent.part();
        if parameter.required && part != RequestPart::Path {
            let required = parameter_line(parameter, "required: true".into());
            clues.keyword(&request, "required", json!([part.name()]), required);
        }
        parameter_clues(&request.property(part.name()), parameter, Side::Sent, read, clues);
        specified.parameters.push(sent);
    }
    if let Some(body) = body {
        body.add_clues(&request, read, clues);
    }
    described.request = Some(request.owner);
    described.specified = Some(specified);
    Ok(described)
}

/// Notes the documented statuses that accept and that refuse.
fn set_statuses(described: &mut Operation, operation: &SpecOperation) {
    let codes = operation.responses.iter().filter_map(|response| match response.status {
        ResponseStatus::Code(code) => Some(code),
        ResponseStatus::Range(_) | ResponseStatus::Default => None,
    });
    let (accepting, others): (Vec<u16>, Vec<u16>) = codes.partition(|code| status::is_success(*code));
    let refuses = |code: &u16| status::is_client_error(*code) && !status::is_about_something_else(*code);
    described.set_success(accepting);
    described.set_rejection(others.into_iter().filter(refuses).collect());
}

/// The definition that stands at a place, as one side sees it; that which it refers to if it does nothing else.
pub fn named(read: &ReadDefinitions, place: &SpecPlace, side: Side, clues: &SchemaClues) -> Option<String> {
    let name = read.places.get(&(place.file.clone(), place.pointer.clone()))?;
    let view = read.views.get(name).and_then(|views| views.get(side as usize));
    Some(clues.behind_aliases(view.unwrap_or(name)).to_owned())
}

fn is_sent(parameter: &Parameter) -> bool {
    let is_header = parameter.location == ParameterLocation::Header;
    !(is_header && TOLD_ELSEWHERE.contains(&parameter.name.to_ascii_lowercase().as_str()))
}

/// How a parameter is sent; `None` if it cannot be.
pub fn sent_parameter(parameter: &Parameter) -> Option<SentParameter> {
    let place = match parameter.location {
        ParameterLocation::Path => ParameterPlace::Path,
        ParameterLocation::Query => ParameterPlace::Query,
        ParameterLocation::Header => ParameterPlace::Header,
        ParameterLocation::Cookie => ParameterPlace::Cookie,
        ParameterLocation::QueryString => return None,
    };
    let style = match parameter.style {
        _ if parameter.content.is_some() => Written::Json,
        ParameterStyle::Matrix => Written::Matrix,
        ParameterStyle::Label => Written::Label,
        ParameterStyle::Simple => Written::Simple,
        ParameterStyle::Form | ParameterStyle::Cookie => Written::Form,
        ParameterStyle::SpaceDelimited => Written::SpaceDelimited,
        ParameterStyle::PipeDelimited => Written::PipeDelimited,
        ParameterStyle::TabDelimited => Written::TabDelimited,
        ParameterStyle::DeepObject => Written::DeepObject,
    };
    let (name, explode, reserved) = (parameter.name.clone(), parameter.explode, parameter.allow_reserved);
    Some(SentParameter { name, place, style, explode, reserved })
}

/// The clues about a parameter, or a header of a response, in the object that holds all of its part.
pub fn parameter_clues(
    holder: &Subject,
    parameter: &Parameter,
    side: Side,
    read: &ReadDefinitions,
    clues: &mut SchemaClues,
) {
    let declared = parameter_line(parameter, format!("{} in: {}", parameter.name, parameter.location.name()));
    let subject = holder.property(&parameter.name);
    clues.declare(holder, declared.clone());
    clues.keyword(holder, "type", "object".into(), declared.clone());
    clues.declare(&subject, declared.clone());
    // The path always has its values; cases that break one give it themselves.
    if parameter.required && parameter.location != ParameterLocation::Path {
        let required = parameter_line(parameter, "required: true".into());
        clues.keyword(holder, "required", json!([parameter.name]), required);
    }
    let content = parameter.content.as_ref().and_then(|content| content.schema.as_ref());
    if let Some(name) = parameter.schema.as_ref().or(content).and_then(|place| named(read, place, side, clues)) {
        clues.refer(&subject, &name, declared.clone());
    }
    for example in &parameter.examples {
        clues.keyword(&subject, "example", example.clone(), declared.clone());
    }
}

fn parameter_line(parameter: &Parameter, quote: String) -> Source {
    Source::line(&parameter.place.file, parameter.place.line, quote)
}

/// Gives every placeholder of a path a value: a documented example, else one that its type allows.
pub fn fill_paths(model: &mut Model) {
    let types = &model.types;
    let samples = Samples::new(types);
    let value = |node: &Node| {
        let example = node.examples.first().map(|example| example.value.clone());
        let target = || types.get(node.target()?)?.node.examples.first().map(|example| example.value.clone());
        example.or_else(target).or_else(|| samples.minimal(node))
    };
    for operation in &mut model.vendor.operations {
        let request = operation.request.as_ref().and_then(|name| types.get(name));
        let path = request.and_then(|request| request.node.properties.get(RequestPart::Path.name()));
        let Some(specified) = &mut operation.specified else { continue };
        for (name, node) in path.iter().flat_map(|path| &path.properties) {
            let text = value(node).filter(|value| !matches!(value, Value::Object(_) | Value::Array(_)));
            if let Some(text) = text.map(|value| plain(&value)).filter(|text| !text.is_empty()) {
                specified.path_values.insert(name.clone(), text);
            }
        }
    }
}
