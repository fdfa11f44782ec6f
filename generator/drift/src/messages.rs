//! The operations of an OpenAPI or Swagger file as types: an object for each request, and one for each response.
//!
//! A request has the properties `path.1`, `query.<name>`, `header.<name>`, `cookie.<name>` and `body`; a response has a
//! property for its status. So the comparison of schemas compares operations too.

use super::{
    change::Side,
    object_schema::{ObjectSchema, one_media_type},
    specification::Specification,
};
use ringback_contract::{
    keyword::TOLERATED,
    operation::{media_type, path::placeholders},
    pointer::escape,
    uri::encode,
};
use ringback_openapi::read::ExtraSchema;
use serde_json::{Map, Value, json};

/// Headers that OpenAPI says to ignore among parameters, as other parts of the file describe them.
const IGNORED_HEADERS: [&str; 3] = ["accept", "authorization", "content-type"];
/// Statuses that a server may return without documenting them: all but success.
const UNDOCUMENTED_STATUSES: &str = "^[1345][0-9][0-9]$";

/// A request or response of an operation.
pub struct Message {
    /// `POST /callbacks`, `POST /callbacks response`, `webhook ringing`.
    pub name: String,
    /// The file that describes it.
    pub file: String,
    /// Where in the file, as a JSON pointer.
    pub pointer: String,
    /// The side on which it is used.
    pub side: Side,
    /// Its schema, which refers to [`Messages::extras`].
    pub schema: Value,
    /// For a request, the call that makes it: `{"method": …, "path": …}`.
    pub call: Option<Value>,
}

/// The messages of specifications, and the schemas that they refer to.
#[derive(Default)]
pub struct Messages {
    /// The messages.
    pub messages: Vec<Message>,
    /// The schemas within operations, with the names that messages refer to them by.
    pub extras: Vec<ExtraSchema>,
}

/// An operation of a specification.
struct DescribedOperation<'a> {
    title: String,
    /// The pointer of its path item.
    path_item: String,
    /// In lower case.
    method: &'a str,
    path: &'a str,
    /// Whether the server calls it: a webhook or callback.
    is_event: bool,
}

impl DescribedOperation<'_> {
    fn pointer(&self) -> String {
        format!("{}/{}", self.path_item, self.method)
    }
}

impl Messages {
    /// Adds the messages of a file; none if it is no specification.
    pub fn add(&mut self, file: &str, root: &Value) {
        let specification = Specification { file, root };
        for (section, is_event) in [("paths", false), ("webhooks", true)] {
            for path in specification.keys(&format!("/{section}")) {
                let path_item = specification.follow(format!("/{section}/{}", escape(path)));
                for method in specification.methods(&path_item) {
                    let title =
                        if is_event { format!("webhook {path}") } else { format!("{} {path}", method.to_uppercase()) };
                    let path_item = path_item.clone();
                    let operation = DescribedOperation { title, path_item, method, path, is_event };
                    self.add_operation(&specification, &operation);
                }
            }
        }
    }

    fn add_operation(&mut self, specification: &Specification, operation: &DescribedOperation) {
        let request = self.request(specification, operation);
        self.messages.push(Message {
            name: operation.title.clone(),
            file: specification.file.into(),
            pointer: operation.pointer(),
            side: if operation.is_event { Side::Event } else { Side::Request },
            schema: request.build(),
            call: Some(json!({"method": operation.method.to_uppercase(), "path": operation.path})),
        });
        if operation.is_event {
            return;
        }
        if let Some(schema) = self.responses(specification, operation) {
            self.messages.push(Message {
                name: format!("{} response", operation.title),
                file: specification.file.into(),
                pointer: format!("{}/responses", operation.pointer()),
                side: Side::Response,
                schema,
                call: None,
            });
        }
        let callbacks = format!("{}/callbacks", operation.pointer());
        for name in specification.keys(&callbacks) {
            let callback = specification.follow(format!("{callbacks}/{}", escape(name)));
            for path in specification.keys(&callback) {
                let path_item = specification.follow(format!("{callback}/{}", escape(path)));
                for method in specification.methods(&path_item) {
                    let title = format!("callback {name} of {}", operation.title);
                    let path_item = path_item.clone();
                    let event = DescribedOperation { title, path_item, method, path, is_event: true };
                    self.add_operation(specification, &event);
                }
            }
        }
    }

    /// The request of an operation: its parameters and its body.
    fn request(&mut self, specification: &Specification, operation: &DescribedOperation) -> ObjectSchema {
        let pointer = operation.pointer();
        let mut request = ObjectSchema::default();
        let mut form = ObjectSchema::default();
        let mut swagger_body = None;
        let lists = [format!("{}/parameters", operation.path_item), format!("{pointer}/parameters")];
        for parameter in specification.parameters(&lists) {
            let (location, name) = (specification.text(&parameter, "in"), specification.text(&parameter, "name"));
            let is_required = specification.is_true(&parameter, "required");
            let schema = self.schema(specification, &operation.title, &specification.schema_of(&parameter));
            match location {
                "body" => swagger_body = Some((schema, is_required)),
                "formData" => form.add(name.to_owned(), schema, is_required),
                // Renaming a path parameter changes nothing, so its position is its name.
                "path" => request.add(format!("path.{}", position(operation.path, name)), schema, is_required),
                "header" => {
                    let name = name.to_lowercase();
                    if !IGNORED_HEADERS.contains(&name.as_str()) {
                        request.add(format!("header.{name}"), schema, is_required);
                    }
                }
                location => request.add(format!("{location}.{name}"), schema, is_required),
            }
        }
        let body = specification.follow(format!("{pointer}/requestBody"));
        if let Some(content) = self.content(specification, &operation.title, &body) {
            request.add("body".into(), one_media_type(content), specification.is_true(&body, "required"));
        } else if let Some((schema, is_required)) = swagger_body {
            let media = specification.media_types(&pointer, "consumes");
            let content = media.into_iter().map(|media| (media, schema.clone())).collect();
            request.add("body".into(), one_media_type(content), is_required);
        } else if !form.properties.is_empty() {
            let is_required = !form.required.is_empty();
            let content = Map::from_iter([(media_type::FORM.to_owned(), form.build())]);
            request.add("body".into(), one_media_type(content), is_required);
        }
        request
    }

    /// The schemas of a `content`, by media type; `None` if there is none.
    fn content(&mut self, specification: &Specification, title: &str, at: &str) -> Option<Map<String, Value>> {
        let content = specification.at(&format!("{at}/content"))?.as_object()?;
        let each = content.keys().map(|name| {
            let schema = format!("{at}/content/{}/schema", escape(name));
            (media_type::essence(name), self.schema(specification, title, &schema))
        });
        Some(each.collect())
    }

    /// The responses of an operation: an object with one property, named by the status. Any status but success may
    /// come undocumented.
    fn responses(&mut self, specification: &Specification, operation: &DescribedOperation) -> Option<Value> {
        let at = format!("{}/responses", operation.pointer());
        let listed = specification.at(&at)?.as_object()?;
        let (mut properties, mut patterns) = (Map::new(), Map::new());
        let mut default = None;
        for status in listed.keys() {
            let response = specification.follow(format!("{at}/{}", escape(status)));
            let schema = self.response(specification, operation, &response);
            match status.to_uppercase().strip_suffix("XX") {
                Some(class) => _ = patterns.insert(format!("^{class}[0-9][0-9]$"), schema),
                None if status == "default" => default = Some(schema),
                None => _ = properties.insert(status.clone(), schema),
            }
        }
        let documented: Vec<&String> = properties.keys().collect();
        let names = json!({"anyOf": [{"enum": documented}, {"pattern": UNDOCUMENTED_STATUSES}]});
        let mut schema = json!({"type": "object", "minProperties": 1, "maxProperties": 1});
        if let Some(schema) = schema.as_object_mut() {
            if let Some(default) = default {
                // `default` describes the undocumented statuses, not further ones of success.
                schema.insert("additionalProperties".into(), default);
                schema.extend((patterns.is_empty()).then(|| ("propertyNames".to_owned(), names)));
            } else {
                schema.insert("additionalProperties".into(), Value::Bool(false));
                schema.insert(TOLERATED.into(), json!([UNDOCUMENTED_STATUSES]));
            }
            schema.insert("properties".into(), Value::Object(properties));
            schema.insert("patternProperties".into(), Value::Object(patterns));
        }
        Some(schema)
    }

    /// One response: its headers, and one body by its media type. Undocumented headers are tolerated.
    fn response(&mut self, specification: &Specification, operation: &DescribedOperation, at: &str) -> Value {
        let title = &operation.title;
        let swagger_schema = format!("{at}/schema");
        let content = self.content(specification, title, at).or_else(|| {
            specification.at(&swagger_schema)?;
            let schema = self.schema(specification, title, &swagger_schema);
            let media = specification.media_types(&operation.pointer(), "produces");
            Some(media.into_iter().map(|media| (media, schema.clone())).collect())
        });
        let mut fields = ObjectSchema::default();
        for name in specification.keys(&format!("{at}/headers")) {
            let header = specification.follow(format!("{at}/headers/{}", escape(name)));
            let schema = self.schema(specification, title, &specification.schema_of(&header));
            let is_required = specification.is_true(&header, "required");
            fields.add(format!("header.{}", name.to_lowercase()), schema, is_required);
        }
        let Some(content) = content else { return fields.build() };
        let media: Vec<Value> = content.keys().map(|media| json!({"required": [media]})).collect();
        fields.properties.extend(content);
        let mut schema = fields.build();
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("additionalProperties".into(), Value::Bool(false));
            schema.insert(TOLERATED.into(), json!(["^header\\."]));
            schema.extend((!media.is_empty()).then(|| ("anyOf".to_owned(), Value::Array(media))));
        }
        schema
    }

    /// A reference to the schema at a pointer, which becomes an extra type; `{}` if there is none.
    fn schema(&mut self, specification: &Specification, title: &str, pointer: &str) -> Value {
        if specification.at(pointer).is_none() {
            return json!({});
        }
        let known = self.extras.iter().find(|extra| extra.pointer == pointer).map(|extra| extra.name.clone());
        let name = known.unwrap_or_else(|| {
            let name = format!("{title} {}", self.extras.len() + 1);
            self.extras.push(ExtraSchema {
                file: specification.file.into(),
                pointer: pointer.into(),
                name: name.clone(),
            });
            name
        });
        json!({"$ref": encode(&name)})
    }
}

/// The position of a parameter in a path template, counted from 1; 0 if the template does not have it.
fn position(path: &str, name: &str) -> usize {
    placeholders(path).position(|known| known == name).map_or(0, |at| at + 1)
}
