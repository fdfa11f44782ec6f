//! Finds the places of a file at which a description or an example stands beside keywords: schemas, and the parameters and
//! headers of operations, wherever OpenAPI, Swagger, AsyncAPI or JSON Schema has them.

use ringback_contract::{
    keyword::{Holds, holds},
    pointer::escape,
    spanned_json::{SpannedData, SpannedJson, SpannedMember},
};
use serde_json::Value;
use std::rc::Rc;

/// Methods of operations, as specifications spell them.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// A place with keywords and, if there is one, the description of them.
pub struct Place<'a> {
    /// JSON Pointer to what is described.
    pub pointer: String,
    /// The object that is described: a schema, or a parameter with a schema.
    pub described: &'a SpannedJson,
    /// The description, if there is one.
    pub description: Option<&'a SpannedMember>,
    /// The schema.
    pub target: &'a SpannedJson,
    /// JSON Pointer to the schema.
    pub target_pointer: String,
    /// The name of the property or parameter.
    pub name: Option<String>,
    /// The names beside it, its own included.
    pub siblings: Rc<Vec<String>>,
    /// Where it is said whether the place is required.
    pub presence: Presence<'a>,
}

/// Where it is said whether a value must be there.
pub enum Presence<'a> {
    /// In the list `required` of the object at this pointer.
    Listed(&'a SpannedJson, String),
    /// By `required: true` beside the description.
    Marked,
    /// Nowhere: elements of lists, whole schemas, and parameters of paths, which always are.
    Nowhere,
}

/// The places of a file, in no particular order.
pub fn places(root: &SpannedJson) -> Vec<Place<'_>> {
    let mut walk = Walk { places: Vec::new() };
    if ["openapi", "swagger"].iter().any(|key| root.member(key).is_some()) {
        walk.specification(root);
    } else if root.member("asyncapi").is_some() {
        walk.channels_and_messages(root);
    } else {
        walk.schema("", root, Context::default());
    }
    walk.places
}

/// What is known of a schema from what holds it.
struct Context<'a> {
    name: Option<String>,
    siblings: Rc<Vec<String>>,
    presence: Presence<'a>,
}

impl Default for Context<'_> {
    fn default() -> Self {
        Self { name: None, siblings: Rc::default(), presence: Presence::Nowhere }
    }
}

struct Walk<'a> {
    places: Vec<Place<'a>>,
}

impl<'a> Walk<'a> {
    fn specification(&mut self, root: &'a SpannedJson) {
        let each = |at: &str| -> Vec<(String, &'a SpannedJson)> {
            let members = root.at(at).map(SpannedJson::members).unwrap_or_default();
            members.iter().map(|member| (format!("{at}/{}", escape(&member.name)), &member.value)).collect()
        };
        for at in ["/components/schemas", "/definitions"] {
            each(at).into_iter().for_each(|(pointer, schema)| self.schema(&pointer, schema, Context::default()));
        }
        for at in ["/components/parameters", "/parameters", "/components/headers"] {
            each(at).into_iter().for_each(|(pointer, parameter)| self.parameter(&pointer, parameter, &Rc::default()));
        }
        for at in ["/components/requestBodies", "/components/responses", "/responses"] {
            each(at).into_iter().for_each(|(pointer, message)| self.message(&pointer, message));
        }
        for at in ["/paths", "/webhooks", "/components/pathItems"] {
            each(at).into_iter().for_each(|(pointer, item)| self.path_item(&pointer, item));
        }
    }

    /// The schemas of AsyncAPI: shared ones, payloads and headers of messages, parameters of channels.
    fn channels_and_messages(&mut self, root: &'a SpannedJson) {
        let members = |holder: &'a SpannedJson, at: &str, key: &str| -> Vec<(String, &'a SpannedJson)> {
            let members = holder.member(key).map(|member| member.value.members()).unwrap_or_default();
            members.iter().map(|member| (format!("{at}/{key}/{}", escape(&member.name)), &member.value)).collect()
        };
        let mut messages: Vec<(String, &'a SpannedJson)> = Vec::new();
        let mut parameters: Vec<(String, &'a SpannedJson)> = Vec::new();
        if let Some(components) = root.member("components").map(|member| &member.value) {
            for (pointer, schema) in members(components, "/components", "schemas") {
                self.schema(&pointer, schema, Context::default());
            }
            messages.extend(members(components, "/components", "messages"));
            parameters.extend(members(components, "/components", "parameters"));
        }
        for (at, channel) in members(root, "", "channels") {
            messages.extend(members(channel, &at, "messages"));
            parameters.extend(members(channel, &at, "parameters"));
            for action in ["publish", "subscribe"] {
                let message = channel.member(action).and_then(|operation| operation.value.member("message"));
                messages.extend(message.map(|message| (format!("{at}/{action}/message"), &message.value)));
            }
        }
        for (at, message) in messages {
            for key in ["payload", "headers"] {
                if let Some(schema) = message.member(key) {
                    self.schema(&format!("{at}/{key}"), &schema.value, Context::default());
                }
            }
        }
        for (at, parameter) in parameters {
            if let Some(schema) = parameter.member("schema") {
                self.schema(&format!("{at}/schema"), &schema.value, Context::default());
            }
        }
    }

    fn path_item(&mut self, at: &str, item: &'a SpannedJson) {
        self.parameters(at, item);
        for member in item.members() {
            let pointer = format!("{at}/{}", escape(&member.name));
            match member.name.as_str() {
                name if METHODS.contains(&name) => self.operation(&pointer, &member.value),
                "additionalOperations" => {
                    for operation in member.value.members() {
                        self.operation(&format!("{pointer}/{}", escape(&operation.name)), &operation.value);
                    }
                }
                _ => {}
            }
        }
    }

    fn operation(&mut self, at: &str, operation: &'a SpannedJson) {
        self.parameters(at, operation);
        if let Some(body) = operation.member("requestBody") {
            self.message(&format!("{at}/requestBody"), &body.value);
        }
        for response in operation.member("responses").map(|all| all.value.members()).unwrap_or_default() {
            self.message(&format!("{at}/responses/{}", escape(&response.name)), &response.value);
        }
        for callback in operation.member("callbacks").map(|all| all.value.members()).unwrap_or_default() {
            for item in callback.value.members() {
                let pointer = format!("{at}/callbacks/{}/{}", escape(&callback.name), escape(&item.name));
                self.path_item(&pointer, &item.value);
            }
        }
    }

    fn parameters(&mut self, at: &str, holder: &'a SpannedJson) {
        let Some(SpannedData::Array(list)) = holder.member("parameters").map(|list| &list.value.data) else { return };
        let name = |parameter: &SpannedJson| parameter.member("name")?.value.as_str().map(String::from);
        let names: Rc<Vec<String>> = Rc::new(list.iter().filter_map(name).collect());
        for (index, parameter) in list.iter().enumerate() {
            self.parameter(&format!("{at}/parameters/{index}"), parameter, &names);
        }
    }

    /// A parameter or header: its schema is a part of it, or its keywords stand in it (Swagger).
    fn parameter(&mut self, at: &str, parameter: &'a SpannedJson, siblings: &Rc<Vec<String>>) {
        if parameter.member("$ref").is_some() {
            return;
        }
        self.content(at, parameter);
        let text = |key: &str| parameter.member(key).and_then(|member| member.value.as_str());
        let schema = parameter.member("schema").map(|member| &member.value);
        if text("in") == Some("body") {
            if let Some(schema) = schema {
                self.schema(&format!("{at}/schema"), schema, Context::default());
            }
            return;
        }
        let (target, target_pointer) = match schema {
            Some(schema) => (schema, format!("{at}/schema")),
            None if parameter.member("type").is_some() => (parameter, at.to_owned()),
            None => return,
        };
        let name = text("name").map(String::from).or_else(|| at.rsplit('/').next().map(String::from));
        let is_of_path = text("in") == Some("path");
        self.places.push(Place {
            pointer: at.to_owned(),
            described: parameter,
            description: parameter.member("description"),
            target,
            target_pointer,
            name: name.clone(),
            siblings: Rc::clone(siblings),
            presence: if is_of_path { Presence::Nowhere } else { Presence::Marked },
        });
        if let Some(schema) = schema {
            self.schema(
                &format!("{at}/schema"),
                schema,
                Context { name, siblings: Rc::clone(siblings), presence: Presence::Nowhere },
            );
        }
    }

    /// A request body or a response.
    fn message(&mut self, at: &str, message: &'a SpannedJson) {
        self.content(at, message);
        if let Some(schema) = message.member("schema") {
            self.schema(&format!("{at}/schema"), &schema.value, Context::default());
        }
        for header in message.member("headers").map(|all| all.value.members()).unwrap_or_default() {
            self.parameter(&format!("{at}/headers/{}", escape(&header.name)), &header.value, &Rc::default());
        }
    }

    fn content(&mut self, at: &str, holder: &'a SpannedJson) {
        for media in holder.member("content").map(|all| all.value.members()).unwrap_or_default() {
            if let Some(schema) = media.value.member("schema") {
                let pointer = format!("{at}/content/{}/schema", escape(&media.name));
                self.schema(&pointer, &schema.value, Context::default());
            }
        }
    }

    fn schema(&mut self, at: &str, schema: &'a SpannedJson, context: Context<'a>) {
        let Context { name, siblings, presence } = context;
        let description = schema.member("description").filter(|member| member.value.as_str().is_some());
        if !schema.members().is_empty() {
            self.places.push(Place {
                pointer: at.to_owned(),
                described: schema,
                description,
                target: schema,
                target_pointer: at.to_owned(),
                name,
                siblings,
                presence,
            });
        }
        for member in schema.members() {
            let pointer = format!("{at}/{}", escape(&member.name));
            match (held(member), &member.value.data) {
                (Some(Holds::Schema), _) => self.schema(&pointer, &member.value, Context::default()),
                (Some(Holds::List), SpannedData::Array(list)) => {
                    for (index, part) in list.iter().enumerate() {
                        self.schema(&format!("{pointer}/{index}"), part, Context::default());
                    }
                }
                (Some(Holds::Map | Holds::Definitions), SpannedData::Object(members)) => {
                    let are_properties = member.name == "properties";
                    let names: Rc<Vec<String>> = Rc::new(members.iter().map(|part| part.name.clone()).collect());
                    for part in members {
                        let pointer = format!("{pointer}/{}", escape(&part.name));
                        let context = match are_properties {
                            true => Context {
                                name: Some(part.name.clone()),
                                siblings: Rc::clone(&names),
                                presence: Presence::Listed(schema, at.to_owned()),
                            },
                            false => Context::default(),
                        };
                        self.schema(&pointer, &part.value, context);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Which schemas a member holds. The kind of a value decides, and not the value itself.
fn held(member: &SpannedMember) -> Option<Holds> {
    let kind = match &member.value.data {
        SpannedData::Object(_) => Value::Object(serde_json::Map::new()),
        SpannedData::Array(_) => Value::Array(Vec::new()),
        SpannedData::Scalar(_) => return None,
    };
    holds(&member.name, &kind)
}
