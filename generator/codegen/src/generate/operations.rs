//! From the operations of specifications to what is generated for them: definitions of parameters and bodies, and the plan
//! of the client.

use super::{
    conversions::{parameter_plan, scheme_kind},
    media::{MediaKind, is_xml},
    names::OperationNames,
    usage::Usage,
};
use crate::rust::endpoints::plan::{
    AnswerContent, AnswerPlan, AnswerStatuses, ApiPlan, BodyPlan, EndpointPlan, ExamplePlan, ParameterPlan, SchemePlan,
    ServerPlan,
};
use crate::rust::note_paragraphs;
use ringback_contract::{definition::Definition, finding::Finding, provenance::Source, subject::Subject};
use ringback_openapi::{
    read::ReadDefinitions,
    specification::{
        Content, Parameter, ParameterLocation, Response, ResponseStatus, Server, SpecOperation, SpecPlace,
        Specification,
    },
};
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// The methods of HTTP that clients send.
const METHODS: &[&str] = &["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"];

/// Headers that OpenAPI says otherwise: a parameter of that name is ignored.
const SAID_OTHERWISE: &[&str] = &["accept", "authorization", "content-type"];

/// The extension of Dropshot for operations that open a web socket.
const WEBSOCKET: &str = "x-dropshot-websocket";

/// Plans the client of specifications, and makes the definitions of operations those that types are generated from.
pub struct Planner<'a> {
    pub(super) read: &'a mut ReadDefinitions,
    pub(super) usage: Usage,
    names: OperationNames,
    findings: Vec<Finding>,
    made: Vec<Definition>,
    /// The names of definitions.
    taken: HashSet<String>,
    counts: [usize; 4],
}

/// What was planned.
pub struct Planned {
    /// The client.
    pub api: ApiPlan,
    /// What has no code.
    pub findings: Vec<Finding>,
    /// The number of parameters, of bodies, of answers and of their headers that have code.
    pub counts: [usize; 4],
}

/// Plans the client of specifications.
pub fn plan(specifications: &[Specification], read: &mut ReadDefinitions) -> Planned {
    let usage = Usage::of(specifications, read);
    let taken = read.definitions.iter().map(|definition| definition.name.clone()).collect();
    let (names, findings, made) = (OperationNames::default(), Vec::new(), Vec::new());
    let mut planner = Planner { read, usage, names, findings, made, taken, counts: [0; 4] };
    let mut api = ApiPlan::default();
    for specification in specifications {
        planner.specification(specification, &mut api);
    }
    let Planner { read, usage, findings, made, counts, .. } = planner;
    usage.remove_unused(read, &made, &used(&api, specifications, read));
    read.definitions.extend(made);
    Planned { api, findings, counts }
}

/// The names of definitions that the client uses, or that are what the server sends.
fn used(api: &ApiPlan, specifications: &[Specification], read: &ReadDefinitions) -> HashSet<String> {
    let mut used = HashSet::new();
    for endpoint in &api.endpoints {
        match &endpoint.body {
            BodyPlan::Json { of: Some(of), .. } | BodyPlan::Form { of, .. } | BodyPlan::Multipart { of, .. } => {
                used.insert(of.clone());
            }
            BodyPlan::None | BodyPlan::Json { of: None, .. } | BodyPlan::Text { .. } | BodyPlan::Bytes { .. } => {}
        }
        for answer in endpoint.success.iter().chain(&endpoint.errors) {
            if let AnswerContent::Json(name) = &answer.content {
                used.insert(name.clone());
            }
        }
    }
    let schemas = specifications.iter().flat_map(Specification::used_schemas);
    let events = schemas.filter(|used| used.operation.is_event());
    used.extend(
        events.filter_map(|used| read.places.get(&(used.place.file.clone(), used.place.pointer.clone())).cloned()),
    );
    // What stands behind a view goes with it.
    let views: Vec<String> = read
        .views
        .iter()
        .filter(|(_, views)| views.iter().any(|view| used.contains(view)))
        .map(|(name, _)| name.clone())
        .collect();
    used.extend(views);
    used
}

impl Planner<'_> {
    fn specification(&mut self, specification: &Specification, api: &mut ApiPlan) {
        if api.title.is_empty() {
            api.title = specification.title.clone().unwrap_or_else(|| "the API".into());
        }
        let base_url = specification.servers.first().map(Server::default_url).filter(|url| url.contains("://"));
        if api.base_url.is_none() {
            api.base_url.clone_from(&base_url);
        }
        let known = |api: &ApiPlan, name: &str| api.schemes.iter().any(|known| known.name == name);
        for server in &specification.servers {
            if !server.url.contains("://") {
                let message =
                    format!("the server {:?} has no URL of its own: `Client::at` takes the whole URL", server.url);
                self.note("server-not-generated", &server.url, message, &server.place);
                continue;
            }
            let variables = server.variables.iter();
            api.servers.push(ServerPlan {
                url: server.url.clone(),
                description: server.description.clone().or_else(|| server.name.clone()),
                variables: variables
                    .map(|variable| (variable.name.clone(), variable.default.clone(), variable.values.clone()))
                    .collect(),
            });
        }
        for scheme in &specification.security_schemes {
            match scheme_kind(scheme) {
                Some(kind) if !known(api, &scheme.name) => {
                    let (name, description) = (scheme.name.clone(), scheme.description.clone());
                    api.schemes.push(SchemePlan { name, kind, description });
                }
                Some(_) => {}
                None => {
                    let message = format!("clients cannot identify themselves by the scheme {:?}", scheme.name);
                    self.note("scheme-not-generated", &scheme.name, message, &scheme.place);
                }
            }
        }
        for operation in specification.all_operations() {
            if operation.is_event() {
                let message = "the server calls this; its bodies are types, and no client has a method for it";
                self.note("no-method", &operation.title(), message.into(), &operation.place);
            } else if METHODS.contains(&operation.method.as_str()) {
                let endpoint = self.endpoint(operation, base_url.as_deref());
                let others = self.as_other_forms(operation, &endpoint);
                self.count(&endpoint);
                api.endpoints.push(endpoint);
                api.endpoints.extend(others);
            } else {
                let message = format!("no method is generated for the method {:?} of HTTP", operation.method);
                self.note("no-method", &operation.title(), message, &operation.place);
            }
        }
    }

    /// Counts what has code. Another form of a body is a method more, and nothing else.
    fn count(&mut self, endpoint: &EndpointPlan) {
        let more = [
            endpoint.parameters.as_ref().map_or(0, |(_, list)| list.len()),
            usize::from(!matches!(endpoint.body, BodyPlan::None)),
            endpoint.success.len() + endpoint.errors.len(),
            endpoint.headers.as_ref().map_or(0, |headers| headers.list.len()),
        ];
        self.counts.iter_mut().zip(more).for_each(|(count, more)| *count += more);
    }

    fn endpoint(&mut self, operation: &SpecOperation, base_url: Option<&str>) -> EndpointPlan {
        let name = self.names.of(operation);
        let mut doc: Vec<String> = [&operation.summary, &operation.description]
            .into_iter()
            .flatten()
            .flat_map(|text| note_paragraphs(text))
            .collect();
        doc.dedup();
        let own_url = operation.servers.first().map(Server::default_url).filter(|url| url.contains("://"));
        let sunset = operation.sunset.as_ref().map(|sunset| format!("gone at {sunset}"));
        let deprecated = operation.deprecated.then(|| sunset.unwrap_or_else(|| "the specification says so".into()));
        let parameters = self.parameters(operation, &name);
        let body = operation.body.as_ref().map_or(BodyPlan::None, |body| self.body(operation, body, &name));
        let (mut success, mut errors) = (Vec::new(), Vec::new());
        let mut example: Option<ExamplePlan> = None;
        for response in &operation.responses {
            let answer = self.answer(operation, response);
            let succeeds = match response.status {
                ResponseStatus::Code(code) => code < 400,
                ResponseStatus::Range(class) => class < 4,
                // Without any other, it is what succeeds.
                ResponseStatus::Default => operation.responses.len() == 1,
            };
            if succeeds && example.as_ref().is_none_or(|example| example.body.is_none()) {
                let documented = response.contents.iter().flat_map(|content| &content.examples).next().cloned();
                let body = match &answer.content {
                    AnswerContent::Json(name) => documented.or_else(|| self.usage.sample(self.read, name)),
                    _ => None,
                };
                if body.is_some() || example.is_none() {
                    example = Some(ExamplePlan { status: answer.statuses.code(), body });
                }
            }
            let list = if succeeds { &mut success } else { &mut errors };
            list.push(answer);
        }
        let switches = |response: &Response| response.status == ResponseStatus::Code(101);
        if operation.others.contains_key(WEBSOCKET) || operation.responses.iter().any(switches) {
            let message = "the connection is for a web socket, which no method opens; the method sends a plain request";
            self.note("upgrade-not-generated", &operation.title(), message.into(), &operation.place);
        }
        let headers = self.headers(operation, &name);
        let next = self.next_page(operation, parameters.as_ref().map_or(&[], |(_, plans)| plans));
        EndpointPlan {
            name,
            doc,
            method: operation.method.clone(),
            path: operation.path.clone(),
            base_url: own_url.filter(|url| Some(url.as_str()) != base_url),
            deprecated,
            parameters,
            body,
            success,
            errors,
            headers,
            next,
            security: operation.security.iter().map(|names| names.keys().cloned().collect()).collect(),
            example: example.unwrap_or(ExamplePlan { status: 200, body: None }),
        }
    }

    /// The definition of the parameters of an operation, and how each is sent.
    fn parameters(&mut self, operation: &SpecOperation, name: &str) -> Option<(String, Vec<ParameterPlan>)> {
        let (mut properties, mut required, mut plans) = (Map::new(), Vec::new(), Vec::new());
        for parameter in &operation.parameters {
            let name = parameter.name.to_ascii_lowercase();
            // Where no scheme says how somebody identifies himself, the header does.
            let is_needed = name == "authorization" && operation.security.iter().all(|names| names.is_empty());
            let ignored = parameter.location == ParameterLocation::Header
                && SAID_OTHERWISE.contains(&name.as_str())
                && !is_needed;
            if ignored {
                let message =
                    format!("the header {:?} is said otherwise; as a parameter it has no effect", parameter.name);
                self.note("parameter-ignored", &operation.title(), message, &parameter.place);
                continue;
            }
            let mut property = parameter.name.clone();
            while properties.contains_key(&property) {
                property = format!("{property} in {}", parameter.location.name());
            }
            if parameter.required {
                required.push(Value::from(property.clone()));
            }
            properties.insert(property.clone(), self.parameter_schema(parameter));
            plans.push(parameter_plan(parameter, property));
        }
        let in_path: Vec<&str> = ringback_runtime::template::Template::new(&operation.path).placeholders().collect();
        for placeholder in in_path {
            let is_known = |plan: &ParameterPlan| plan.place == "Path" && plan.name == placeholder;
            if !plans.iter().any(is_known) {
                let message =
                    format!("the path has {{{placeholder}}}, and no parameter describes it; it takes any text");
                self.note("parameter-not-described", &operation.title(), message, &operation.place);
                let mut property = placeholder.to_owned();
                while properties.contains_key(&property) {
                    property = format!("{property} in path");
                }
                properties.insert(property.clone(), json!({"type": "string"}));
                required.push(Value::from(property.clone()));
                let (name, place, style) = (placeholder.to_owned(), "Path", "Simple");
                plans.push(ParameterPlan { property, name, place, style, explode: false, reserved: false });
            }
        }
        if plans.is_empty() {
            return None;
        }
        let mut schema = json!({"type": "object", "properties": properties});
        if let (Some(object), false) = (schema.as_object_mut(), required.is_empty()) {
            object.insert("required".into(), Value::Array(required));
        }
        let description = format!("The parameters of `{}`.", operation.title());
        Some((self.define(&format!("{name} parameters"), schema, &description, &operation.place, true), plans))
    }

    pub(super) fn parameter_schema(&mut self, parameter: &Parameter) -> Value {
        let content = parameter.content.as_ref().and_then(|content| content.schema.as_ref());
        let place = parameter.schema.as_ref().or(content);
        let schema = place.and_then(|place| self.usage.schema(self.read, place));
        let mut schema = schema.unwrap_or_else(|| json!({}));
        if let (Some(object), Some(description)) = (schema.as_object_mut(), &parameter.description) {
            object.insert("description".into(), Value::from(description.clone()));
        }
        schema
    }

    fn answer(&mut self, operation: &SpecOperation, response: &Response) -> AnswerPlan {
        let statuses = match response.status {
            ResponseStatus::Code(code) => AnswerStatuses::Code(code),
            ResponseStatus::Range(class) => AnswerStatuses::Class(class),
            ResponseStatus::Default => AnswerStatuses::Others,
        };
        let mut ranked: Vec<(MediaKind, &Content)> =
            response.contents.iter().map(|content| (MediaKind::of(&content.media_type), content)).collect();
        ranked.sort_by_key(|(kind, _)| *kind);
        let others: Vec<&str> = ranked.iter().skip(1).map(|(_, content)| content.media_type.as_str()).collect();
        if let (Some((_, first)), false) = (ranked.first(), others.is_empty()) {
            let message = format!(
                "the answer with status {} is read as {}; not generated: {}",
                response.status,
                first.media_type,
                others.join(", ")
            );
            self.note("media-type-not-generated", &operation.title(), message, &response.place);
        }
        let content = match ranked.first() {
            None => AnswerContent::Nothing,
            Some((kind, content)) => {
                if content.item_schema.is_some() {
                    let message = format!(
                        "the items of the stream {:?} have types, and no method reads them one by one",
                        content.media_type
                    );
                    self.note("stream-not-generated", &operation.title(), message, &content.place);
                }
                if is_xml(&content.media_type) {
                    let message = format!(
                        "the answer with status {} is {}; it is read as text",
                        response.status, content.media_type
                    );
                    self.note("xml-as-text", &operation.title(), message, &response.place);
                }
                let named = content.schema.as_ref().and_then(|place| self.usage.name(self.read, place));
                let is_binary = content.schema.as_ref().is_some_and(|place| self.usage.is_binary(self.read, place));
                match kind {
                    MediaKind::Json if is_binary => AnswerContent::Bytes,
                    MediaKind::Json => named
                        .map(|name| self.usage.view(self.read, &name, 1))
                        .map_or(AnswerContent::AnyJson, AnswerContent::Json),
                    MediaKind::Text | MediaKind::Form => AnswerContent::Text,
                    MediaKind::Multipart | MediaKind::Bytes => AnswerContent::Bytes,
                }
            }
        };
        let media_type = ranked.first().map(|(_, content)| content.media_type.clone());
        AnswerPlan { statuses, content, media_type, description: response.description.clone() }
    }

    /// Adds a definition; returns its name.
    pub(super) fn define(
        &mut self,
        name: &str,
        mut schema: Value,
        description: &str,
        place: &SpecPlace,
        strict: bool,
    ) -> String {
        let mut unique = name.to_owned();
        let mut count = 1;
        while !self.taken.insert(unique.clone()) {
            count += 1;
            unique = format!("{name} {count}");
        }
        if let Some(object) = schema.as_object_mut() {
            object.entry("description").or_insert_with(|| Value::from(description));
        }
        let source = Source::line(&place.file, place.line, name);
        let (name, notes) = (unique.clone(), Vec::new());
        self.made.push(Definition { name, schema, strict, notes, source, is_root: false, example: None });
        unique
    }

    /// Adds a finding.
    pub(super) fn note(&mut self, kind: &str, subject: &str, message: String, place: &SpecPlace) {
        let source = Source::line(&place.file, place.line, "");
        self.findings.push(Finding::new(kind, &Subject::of(subject), format!("{subject}: {message}"), vec![source]));
    }
}
