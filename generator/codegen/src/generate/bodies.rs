//! How the bodies of requests are sent, and the definitions that hold them.

use super::{
    conversions::encoding_plan,
    media::{MediaKind, is_xml},
    operations::Planner,
};
use crate::rust::endpoints::plan::{BodyPlan, EndpointPlan};
use ringback_openapi::specification::{Body, Content, SpecOperation, is_file};
use serde_json::{Map, Value, json};
use std::collections::HashSet;

impl Planner<'_> {
    /// The same operation with its body as a form or with files, where it may be sent as something else too.
    pub(super) fn as_other_forms(&mut self, operation: &SpecOperation, main: &EndpointPlan) -> Vec<EndpointPlan> {
        let Some(body) = &operation.body else { return Vec::new() };
        let first = body.contents.iter().map(|content| MediaKind::of(&content.media_type)).min();
        let mut found = Vec::new();
        for (kind, suffix) in [(MediaKind::Form, "form"), (MediaKind::Multipart, "multipart")] {
            let mut contents = body.contents.iter().filter(|content| MediaKind::of(&content.media_type) == kind);
            let (Some(content), true) = (contents.next(), first != Some(kind)) else { continue };
            let name = format!("{} as {suffix}", main.name);
            let body = self.content_plan(&operation.title(), kind, content, body, &name);
            found.push(EndpointPlan { name, body, ..main.clone() });
        }
        found
    }

    /// How the body of an operation is sent: in the best of its media types.
    pub(super) fn body(&mut self, operation: &SpecOperation, body: &Body, name: &str) -> BodyPlan {
        let mut ranked: Vec<(MediaKind, &Content)> =
            body.contents.iter().map(|content| (MediaKind::of(&content.media_type), content)).collect();
        ranked.sort_by_key(|(kind, _)| *kind);
        let Some((kind, content)) = ranked.first().copied() else { return BodyPlan::None };
        // A form and a body with files have methods of their own.
        let mut kinds = HashSet::from([kind]);
        let is_other = |(kind, _): &&(MediaKind, &Content)| {
            !(matches!(kind, MediaKind::Form | MediaKind::Multipart) && kinds.insert(*kind))
        };
        let others = ranked.iter().skip(1).filter(is_other).map(|(_, content)| content.media_type.as_str());
        let others: Vec<&str> = others.collect();
        if !others.is_empty() {
            let message = format!("the body is sent as {}; not generated: {}", content.media_type, others.join(", "));
            self.note("media-type-not-generated", &operation.title(), message, &body.place);
        }
        self.content_plan(&operation.title(), kind, content, body, name)
    }

    /// How a body is sent in one media type.
    fn content_plan(
        &mut self,
        operation: &str,
        kind: MediaKind,
        content: &Content,
        body: &Body,
        name: &str,
    ) -> BodyPlan {
        let required = body.required;
        if is_xml(&content.media_type) {
            self.note(
                "xml-as-text",
                operation,
                format!("the body is {}; it is sent as text", content.media_type),
                &body.place,
            );
        }
        let media_type = content.media_type.clone();
        let of = content.schema.as_ref().and_then(|place| self.usage.name(self.read, place));
        let of = of.map(|name| self.usage.view(self.read, &name, 0));
        let is_binary = content.schema.as_ref().is_some_and(|place| self.usage.is_binary(self.read, place));
        match kind {
            MediaKind::Json if is_binary => BodyPlan::Bytes { media_type: "application/octet-stream".into(), required },
            MediaKind::Json => {
                let media_type = if media_type.contains('*') { "application/json".into() } else { media_type };
                BodyPlan::Json { of, media_type, required }
            }
            MediaKind::Form | MediaKind::Multipart => {
                let (schema, files, required_files) = self.form_schema(content, of.as_deref());
                let encodings = content.encodings.iter();
                match kind {
                    MediaKind::Form => {
                        let of = match of {
                            Some(of) if files.is_empty() => of,
                            _ => self.define(&format!("{name} form"), schema, "A form.", &body.place, false),
                        };
                        let said = encodings.filter(|encoding| encoding.style.is_some() || encoding.explode.is_some());
                        BodyPlan::Form { of, encodings: said.map(encoding_plan).collect(), required }
                    }
                    _ => {
                        let of = match of {
                            Some(of) if files.is_empty() => of,
                            _ => {
                                let about = "The fields of a form that are no files.";
                                self.define(&format!("{name} form"), schema, about, &body.place, false)
                            }
                        };
                        let media_types = encodings
                            .filter(|encoding| !files.contains(&encoding.property))
                            .filter_map(|encoding| Some((encoding.property.clone(), encoding.content_type.clone()?)))
                            .collect();
                        BodyPlan::Multipart { of, media_types, files, required_files, required }
                    }
                }
            }
            MediaKind::Text => BodyPlan::Text { media_type, required },
            MediaKind::Bytes => {
                let media_type = if media_type.contains('*') { "application/octet-stream".into() } else { media_type };
                BodyPlan::Bytes { media_type, required }
            }
        }
    }

    /// The schema of those fields of a form that are no files, the names of files, and which of them are required.
    fn form_schema(&self, content: &Content, of: Option<&str>) -> (Value, Vec<String>, Vec<String>) {
        let mut schema = of.and_then(|name| self.usage.definition(self.read, name).cloned()).unwrap_or_else(|| {
            let mut properties = Map::new();
            for field in &content.fields {
                let file = json!({"type": "string", "format": "binary"});
                let schema = self.usage.schema(self.read, &field.schema).filter(|_| !field.is_file).unwrap_or(file);
                properties.insert(field.name.clone(), schema);
            }
            let required: Vec<&str> =
                content.fields.iter().filter(|field| field.required).map(|field| field.name.as_str()).collect();
            json!({"type": "object", "properties": properties, "required": required})
        });
        let (mut files, mut required_files) = (Vec::new(), Vec::new());
        if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
            files.extend(properties.iter().filter(|(_, schema)| is_file(schema)).map(|(name, _)| name.clone()));
            files.iter().for_each(|name| _ = properties.shift_remove(name));
        }
        if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
            let is_file = |name: &Value| name.as_str().is_some_and(|name| files.iter().any(|file| file == name));
            required_files
                .extend(required.iter().filter(|name| is_file(name)).filter_map(Value::as_str).map(String::from));
            required.retain(|name| !is_file(name));
        }
        (schema, files, required_files)
    }
}
