//! An operation of a specification, and the type of its requests.

use crate::{
    clues::{SchemaClues, type_name},
    credentials::credentials,
};
use ringback_constraints::{
    model::{Model, Node},
    sample::Samples,
};
use ringback_contract::{
    operation::{
        BodyFormat, Direction, Operation, PathTemplate, RequestPart, ResponseStatus, SentParameter, Specified,
        media_type, status,
    },
    provenance::Source,
    subject::Subject,
};
use ringback_openapi::{
    read::ReadDefinitions,
    specification::{
        Body, Content, Parameter, ParameterLocation, ParameterStyle, Response, SecurityScheme, SpecOperation, SpecPlace,
    },
};
use ringback_runtime::parameter::{ParameterPlace, ParameterStyle as Written, plain};
use serde_json::{Value, json};

/// Headers that OpenAPI says are no parameters: they are told elsewhere.
const TOLD_ELSEWHERE: &[&str] = &["accept", "content-type", "authorization"];

/// Sides of a definition: what is sent of it and what is received.
#[derive(Clone, Copy)]
enum Side {
    Sent = 0,
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
    let (body, format) = match &operation.body {
        None => (None, None),
        Some(body) => match sent_content(body) {
            Some((content, format)) => (Some((body, content)), Some(format)),
            None if body.required => return Err(format!("it needs a body as {}", media_types(body))),
            None => (None, None),
        },
    };
    let mut described = Operation::new(name, &operation.method, PathTemplate::new(&operation.path), Direction::Request);
    described.doc = operation.summary.clone().or_else(|| operation.description.clone()).unwrap_or_default();
    set_statuses(&mut described, operation);
    let mut specified = Specified {
        body: format,
        credentials: credentials(operation, schemes),
        responses: responses(operation, read, clues),
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
        parameter_clues(&request, parameter, sent.part(), read, clues);
        specified.parameters.push(sent);
    }
    if let Some((body, content)) = body {
        body_clues(&request, body, content, read, clues);
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

/// The types of responses in JSON, by status.
fn responses(
    operation: &SpecOperation,
    read: &ReadDefinitions,
    clues: &SchemaClues,
) -> Vec<(ResponseStatus, Option<String>)> {
    // A response to HEAD has no body, whatever is said.
    let has_body = operation.method != "HEAD";
    let schema = |response: &Response| {
        let json = response.contents.iter().find(|content| has_body && media_type::is_json(&content.media_type));
        named(read, json?.schema.as_ref()?, Side::Received, clues).map(|name| type_name(&name))
    };
    operation.responses.iter().map(|response| (response.status, schema(response))).collect()
}

/// The first body that can be sent: JSON before forms.
fn sent_content(body: &Body) -> Option<(&Content, BodyFormat)> {
    let json = body.contents.iter().find(|content| media_type::is_json(&content.media_type));
    let form = || body.contents.iter().find(|content| media_type::essence(&content.media_type) == media_type::FORM);
    match json {
        Some(content) => {
            // A range such as `*/*` is no media type that can be sent.
            let is_range = content.media_type.contains('*');
            let written = if is_range { media_type::JSON } else { &content.media_type };
            Some((content, BodyFormat::Json(written.into())))
        }
        None => form().map(|content| (content, BodyFormat::Form)),
    }
}

fn media_types(body: &Body) -> String {
    let names: Vec<&str> = body.contents.iter().map(|content| content.media_type.as_str()).collect();
    if names.is_empty() { "something that is not described".into() } else { names.join(" or ") }
}

/// The definition that stands at a place, as one side sees it; that which it refers to if it does nothing else.
fn named(read: &ReadDefinitions, place: &SpecPlace, side: Side, clues: &SchemaClues) -> Option<String> {
    let name = read.places.get(&(place.file.clone(), place.pointer.clone()))?;
    let view = read.views.get(name).and_then(|views| views.get(side as usize));
    Some(clues.behind_aliases(view.unwrap_or(name)).to_owned())
}

fn is_sent(parameter: &Parameter) -> bool {
    let is_header = parameter.location == ParameterLocation::Header;
    !(is_header && TOLD_ELSEWHERE.contains(&parameter.name.to_ascii_lowercase().as_str()))
}

fn sent_parameter(parameter: &Parameter) -> Option<SentParameter> {
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

fn parameter_clues(
    request: &Subject,
    parameter: &Parameter,
    part: RequestPart,
    read: &ReadDefinitions,
    clues: &mut SchemaClues,
) {
    let line = |quote: String| Source::line(&parameter.place.file, parameter.place.line, quote);
    let declared = line(format!("{} in: {}", parameter.name, parameter.location.name()));
    let holder = request.property(part.name());
    let subject = holder.property(&parameter.name);
    clues.declare(&holder, declared.clone());
    clues.keyword(&holder, "type", "object".into(), declared.clone());
    clues.declare(&subject, declared.clone());
    // The path always has its values; cases that break one give it themselves.
    if parameter.required && part != RequestPart::Path {
        clues.keyword(request, "required", json!([part.name()]), line("required: true".into()));
        clues.keyword(&holder, "required", json!([parameter.name]), line("required: true".into()));
    }
    let content = parameter.content.as_ref().and_then(|content| content.schema.as_ref());
    if let Some(name) = parameter.schema.as_ref().or(content).and_then(|place| named(read, place, Side::Sent, clues)) {
        clues.refer(&subject, &name, declared.clone());
    }
    for example in &parameter.examples {
        clues.keyword(&subject, "example", example.clone(), declared.clone());
    }
}

fn body_clues(request: &Subject, body: &Body, content: &Content, read: &ReadDefinitions, clues: &mut SchemaClues) {
    let line = |place: &SpecPlace, quote: &str| Source::line(&place.file, place.line, quote);
    let subject = request.property(RequestPart::Body.name());
    clues.declare(&subject, line(&body.place, "requestBody"));
    if body.required {
        clues.keyword(request, "required", json!([RequestPart::Body.name()]), line(&body.place, "required: true"));
    }
    if let Some(name) = content.schema.as_ref().and_then(|place| named(read, place, Side::Sent, clues)) {
        clues.refer(&subject, &name, line(&content.place, &content.media_type));
    }
    for field in &content.fields {
        let part = subject.property(&field.name);
        clues.declare(&part, line(&field.schema, &format!("{} in: formData", field.name)));
        if let Some(name) = named(read, &field.schema, Side::Sent, clues) {
            clues.refer(&part, &name, line(&field.schema, &field.name));
        }
        if field.required {
            clues.keyword(&subject, "required", json!([field.name]), line(&field.schema, "required: true"));
        }
    }
    for example in &content.examples {
        clues.keyword(&subject, "example", example.clone(), line(&content.place, "example"));
    }
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
