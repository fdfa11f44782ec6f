//! Judges a payload by a canonical schema: every broken rule, with the sentences that state it.

use indexmap::IndexMap;
use jsonschema::{Draft, Registry, ValidationError, Validator};
use ringback_constraints::{constraint::Constraint, model::Model, schema};
use ringback_contract::{
    error::Error,
    keyword::SOURCE,
    pointer::escape,
    provenance::Source,
    validator::{Formats, options},
};
use ringback_runtime::format::Format;
use serde_json::Value;

/// A rule that a value breaks.
#[derive(Clone, Debug)]
pub struct Mismatch {
    /// JSON pointer to the value that breaks it.
    pub at: String,
    /// The rule: a keyword of JSON Schema.
    pub rule: String,
    /// What was expected, and what was found.
    pub message: String,
    /// The sentences that state the rule.
    pub because: Vec<Source>,
}

/// A judge for one type.
pub struct Judge {
    schema: Value,
    validator: Validator,
}

/// The canonical schemas of a model, of which judges are made.
pub struct JudgedSchemas {
    schemas: IndexMap<String, Value>,
    registry: Registry<'static>,
    /// The names of envelopes, for messages.
    containers: Vec<String>,
}

impl JudgedSchemas {
    /// The schemas of a model.
    ///
    /// # Errors
    ///
    /// If a canonical schema is no schema, which is a bug in Ringback.
    pub fn of(model: &Model) -> Result<Self, Error> {
        let schemas = schema::schemas(model);
        let ids = schemas.iter().map(|(name, schema)| (schema::id(&model.vendor.name, name), schema.clone()));
        let registry = Registry::new().extend(ids).and_then(|registry| registry.prepare());
        let registry = registry.map_err(|error| broken(&model.vendor.name, &error))?;
        let containers = model.vendor.containers.iter().map(|container| container.name.clone()).collect();
        Ok(Self { schemas, registry, containers })
    }

    /// The judge of a type.
    ///
    /// # Errors
    ///
    /// If there is no such type, or its canonical schema does not compile, which is a bug in Ringback.
    pub fn judge(&self, type_name: &str) -> Result<Judge, Error> {
        let schema = self.schemas.get(type_name).cloned().ok_or_else(|| {
            let known = self.schemas.keys().chain(&self.containers).map(String::as_str);
            Error::unknown("type", type_name, known)
        })?;
        let options = options(Formats::Unknown).with_registry(&self.registry);
        let validator = options.build(&schema).map_err(|error| broken(type_name, &error))?;
        Ok(Judge { schema, validator })
    }
}

fn broken(name: &str, error: &dyn std::fmt::Display) -> Error {
    Error::input(format!("canonical schema of {name}"), 1, error.to_string())
}

impl Judge {
    /// The judge for a type of a vendor.
    ///
    /// # Errors
    ///
    /// As [`JudgedSchemas::judge`].
    pub fn new(model: &Model, type_name: &str) -> Result<Self, Error> {
        JudgedSchemas::of(model)?.judge(type_name)
    }

    /// The judge for a schema whose references lead to other resources, below a base.
    ///
    /// # Errors
    ///
    /// If a schema does not compile.
    pub fn of(name: &str, schema: Value, base: &str, resources: &[(String, Value)]) -> Result<Self, Error> {
        let broken = |error: String| Error::input(format!("schema of {name}"), 1, error);
        let resources = resources.iter().map(|(uri, schema)| (uri.as_str(), schema));
        let registry = Registry::new().extend(resources).and_then(|registry| registry.prepare());
        let registry = registry.map_err(|error| broken(error.to_string()))?;
        let options = options(Formats::All).with_draft(Draft::Draft202012).with_registry(&registry);
        let validator = options.with_base_uri(base).build(&schema).map_err(|error| broken(error.to_string()))?;
        Ok(Self { schema, validator })
    }

    /// Every rule that a payload breaks, in schema order.
    pub fn judge(&self, payload: &Value) -> Vec<Mismatch> {
        self.validator.iter_errors(payload).map(|error| self.mismatch(&error)).collect()
    }

    /// Every rule that a payload breaks, those first that it breaks by every reading of the documents: these, and then the
    /// others. An optional property that is null, or a form of a standard that a sentence merely names, may be meant.
    pub fn judge_by_reading(&self, payload: &Value) -> (Vec<Mismatch>, Vec<Mismatch>) {
        let (decided, undecided): (Vec<_>, Vec<_>) =
            self.validator.iter_errors(payload).partition(|error| self.is_decided(error));
        let mismatches = |errors: Vec<ValidationError>| errors.iter().map(|error| self.mismatch(error)).collect();
        (mismatches(decided), mismatches(undecided))
    }

    /// Whether every reading of the documents forbids the value.
    fn is_decided(&self, error: &ValidationError) -> bool {
        let path = error.schema_path().to_string();
        let (parent, keyword) = path.rsplit_once('/').unwrap_or(("", path.as_str()));
        let otherwise = match error.instance().as_ref() {
            Value::Null => self.is_optional(parent),
            Value::String(text) if keyword == "format" => {
                let name = self.schema.pointer(parent).and_then(|schema| schema.get("format")?.as_str());
                name.and_then(Format::named).is_some_and(|format| format.is_one_reading(text))
            }
            _ => false,
        };
        !otherwise || self.because(parent, keyword, None).iter().any(|source| source.keyword().is_some())
    }

    /// Whether the schema at a pointer is that of a property that may be absent.
    fn is_optional(&self, pointer: &str) -> bool {
        let Some((owner, name)) = pointer.rsplit_once("/properties/") else { return false };
        let required = self.schema.pointer(owner).and_then(|owner| owner.get("required")?.as_array());
        let is_required =
            required.is_some_and(|names| names.iter().filter_map(Value::as_str).any(|one| escape(one) == name));
        !name.contains('/') && !is_required
    }

    /// Pointers to the values that break a rule. Much faster than [`Self::judge`], because no sentences are looked up.
    pub fn broken_at(&self, payload: &Value) -> Vec<String> {
        self.validator.iter_errors(payload).map(|error| at(&error)).collect()
    }

    /// The sentences that declare the type.
    pub fn declared(&self) -> Vec<Source> {
        let sources = self.schema.get(SOURCE).and_then(Value::as_array);
        sources.into_iter().flatten().take(1).filter_map(|source| serde_json::from_value(source.clone()).ok()).collect()
    }

    fn mismatch(&self, error: &ValidationError) -> Mismatch {
        let path = error.schema_path().to_string();
        let (parent, keyword) = path.rsplit_once('/').unwrap_or(("", path.as_str()));
        let missing = missing_property(error);
        let because = self.because(parent, keyword, missing.as_deref());
        let rule = self.schema.pointer(parent).and_then(Value::as_object);
        let message = rule
            .and_then(|rule| Constraint::explain(rule, keyword, error.instance()))
            .unwrap_or_else(|| error.to_string());
        Mismatch { at: at(error), rule: keyword.into(), message, because }
    }

    /// The sentences behind a keyword of the schema at a pointer; inside an applicator such as `anyOf`, those of the
    /// schema around it.
    fn because(&self, pointer: &str, keyword: &str, missing: Option<&str>) -> Vec<Source> {
        let wanted = missing.map(|name| format!("{keyword}/{name}"));
        let mut pointer = pointer.to_owned();
        let mut keyword = keyword.to_owned();
        loop {
            let sources = self.schema.pointer(&pointer).and_then(|schema| schema.get(SOURCE)).and_then(Value::as_array);
            if let Some(sources) = sources {
                return chosen(sources, &keyword, wanted.as_deref());
            }
            let Some((parent, last)) = pointer.rsplit_once('/') else { return Vec::new() };
            keyword = last.to_owned();
            pointer = parent.to_owned();
        }
    }
}

/// The sources of a schema that state a keyword; if there are none, all that state a constraint.
fn chosen(sources: &[Value], keyword: &str, wanted: Option<&str>) -> Vec<Source> {
    let keywords = |source: &Value| -> Vec<String> {
        let all = source["keywords"].as_array().into_iter().flatten();
        all.filter_map(|keyword| Some(keyword.as_str()?.to_owned())).collect()
    };
    let speaks = |source: &&Value| match wanted {
        Some(wanted) => keywords(source).iter().any(|known| known == wanted),
        None => keywords(source).iter().any(|known| known.split('/').next() == Some(keyword)),
    };
    let mut found: Vec<&Value> = sources.iter().filter(speaks).collect();
    if found.is_empty() {
        found = sources.iter().take(1).collect();
    }
    found.into_iter().filter_map(|source| serde_json::from_value(source.clone()).ok()).collect()
}

/// The pointer to the value at fault; for a missing property, to where it would be.
fn at(error: &ValidationError) -> String {
    let at = error.instance_path().to_string();
    match missing_property(error) {
        Some(name) => format!("{at}/{}", escape(&name)),
        None => at,
    }
}

fn missing_property(error: &ValidationError) -> Option<String> {
    match error.kind() {
        jsonschema::error::ValidationErrorKind::Required { property } => property.as_str().map(String::from),
        _ => None,
    }
}
