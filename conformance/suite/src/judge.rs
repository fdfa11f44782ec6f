//! Judges a payload by a canonical schema: every broken rule, with the sentences that state it.

use indexmap::IndexMap;
use jsonschema::{Draft, Registry, ValidationError, Validator, error::ValidationErrorKind};
use ringback_constraints::{constraint::Constraint, model::Model, schema};
use ringback_contract::{
    error::Error,
    keyword::SOURCE,
    pointer::escape,
    provenance::Source,
    secret::HIDDEN,
    uri::decoded,
    validator::{Formats, intended_alternatives, options},
};
use ringback_runtime::format::Format;
use serde_json::Value;
use std::{borrow::Cow, collections::HashMap, sync::Arc};

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
    /// The schemas that references lead to, by address.
    resources: Arc<HashMap<String, Value>>,
    validator: Validator,
}

/// What messages quote of a payload.
#[derive(Clone, Copy, Debug)]
pub enum Quoted<'v> {
    /// Its values.
    Itself,
    /// The values of this copy, in which some are hidden.
    Copy(&'v Value),
}

impl Quoted<'_> {
    /// The value at fault, as it is quoted.
    fn instance<'e>(&'e self, error: &'e ValidationError) -> Cow<'e, Value> {
        match self {
            Self::Itself => Cow::Borrowed(error.instance()),
            // Where the name of a property is hidden, so is what is in it.
            Self::Copy(copy) => match copy.pointer(error.instance_path().as_str()) {
                Some(value) => Cow::Borrowed(value),
                None => Cow::Owned(HIDDEN.into()),
            },
        }
    }

    /// Whether the pointer to the value at fault may be shown: in a copy, hidden names are others.
    fn shows(&self, error: &ValidationError) -> bool {
        match self {
            Self::Itself => true,
            Self::Copy(copy) => copy.pointer(error.instance_path().as_str()).is_some(),
        }
    }

    /// What the validator says.
    fn message(&self, error: &ValidationError, instance: &Value) -> String {
        match (self, error.kind()) {
            (Self::Itself, _) => error.to_string(),
            (
                Self::Copy(_),
                ValidationErrorKind::AdditionalProperties { unexpected }
                | ValidationErrorKind::UnevaluatedProperties { unexpected },
            ) => format!("{} of its properties must not be there", unexpected.len()),
            (Self::Copy(_), ValidationErrorKind::PropertyNames { .. }) => {
                "a property has a name that is not allowed".into()
            }
            (Self::Copy(_), _) => error.masked_with(instance.to_string()).to_string(),
        }
    }
}

/// The canonical schemas of a model, of which judges are made.
pub struct JudgedSchemas {
    schemas: IndexMap<String, Value>,
    resources: Arc<HashMap<String, Value>>,
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
        let resources: Arc<HashMap<String, Value>> = Arc::new(ids.collect());
        let all = resources.iter().map(|(id, schema)| (id.clone(), schema.clone()));
        let registry = Registry::new().extend(all).and_then(|registry| registry.prepare());
        let registry = registry.map_err(|error| broken(&model.vendor.name, &error))?;
        let containers = model.vendor.containers.iter().map(|container| container.name.clone()).collect();
        Ok(Self { schemas, resources, registry, containers })
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
        Ok(Judge { schema, resources: Arc::clone(&self.resources), validator })
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
        let all = resources.iter().map(|(uri, schema)| (uri.as_str(), schema));
        let registry = Registry::new().extend(all).and_then(|registry| registry.prepare());
        let registry = registry.map_err(|error| broken(error.to_string()))?;
        let options = options(Formats::All).with_draft(Draft::Draft202012).with_registry(&registry);
        let validator = options.with_base_uri(base).build(&schema).map_err(|error| broken(error.to_string()))?;
        Ok(Self { schema, resources: Arc::new(resources.iter().cloned().collect()), validator })
    }

    /// Every rule that a payload breaks, in schema order.
    pub fn judge(&self, payload: &Value) -> Vec<Mismatch> {
        self.validator.iter_errors(payload).map(|error| self.mismatch(&error, Quoted::Itself)).collect()
    }

    /// Whether a payload breaks no rule, by any reading.
    pub fn conforms(&self, payload: &Value) -> bool {
        self.validator.is_valid(payload)
    }

    /// Every rule that a payload breaks, those first that it breaks by every reading of the documents: these, and then the
    /// others. An optional property that is null, or a form of a standard that a sentence merely names, may be meant.
    pub fn judge_by_reading(&self, payload: &Value) -> (Vec<Mismatch>, Vec<Mismatch>) {
        self.judge_quoting(payload, Quoted::Itself)
    }

    /// The same, with messages that quote what is safe to show.
    pub fn judge_quoting(&self, payload: &Value, quoted: Quoted) -> (Vec<Mismatch>, Vec<Mismatch>) {
        let (decided, undecided): (Vec<_>, Vec<_>) =
            self.validator.iter_errors(payload).partition(|error| self.is_decided(error));
        let mismatches =
            |errors: Vec<ValidationError>| errors.iter().map(|error| self.mismatch(error, quoted)).collect();
        (mismatches(decided), mismatches(undecided))
    }

    /// Whether every reading of the documents forbids the value.
    fn is_decided(&self, error: &ValidationError) -> bool {
        let (schema, path) = self.broken_keyword(error);
        let (parent, keyword) = path.rsplit_once('/').unwrap_or(("", path.as_str()));
        let otherwise = match error.instance().as_ref() {
            Value::Null => is_optional(schema, parent),
            Value::String(text) if keyword == "format" => {
                let name = schema.pointer(parent).and_then(|schema| schema.get("format")?.as_str());
                name.and_then(Format::named).is_some_and(|format| format.is_one_reading(text))
            }
            _ => false,
        };
        !otherwise || because(schema, parent, keyword, None).iter().any(|source| source.keyword().is_some())
    }

    /// The keyword that a value breaks: the schema that has it, which may be one that a reference leads to, and the pointer in it.
    fn broken_keyword(&self, error: &ValidationError) -> (&Value, String) {
        let location = error.absolute_keyword_location().and_then(|location| location.as_str().split_once('#'));
        let found = location.and_then(|(id, pointer)| Some((self.resources.get(id)?, decoded(pointer))));
        found.unwrap_or_else(|| (&self.schema, error.schema_path().to_string()))
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

    fn mismatch(&self, error: &ValidationError, quoted: Quoted) -> Mismatch {
        let (schema, path) = self.broken_keyword(error);
        let (parent, keyword) = path.rsplit_once('/').unwrap_or(("", path.as_str()));
        let missing = missing_property(error);
        let because = because(schema, parent, keyword, missing.as_deref());
        let rule = schema.pointer(parent).and_then(Value::as_object);
        let instance = quoted.instance(error);
        let message = rule.and_then(|rule| Constraint::explain(rule, keyword, &instance));
        let message = message.unwrap_or_else(|| quoted.message(error, &instance) + &intended(error, quoted));
        Mismatch { at: at(error), rule: keyword.into(), message, because }
    }
}

/// Rules of an intended alternative that are told at most.
const RULES_TOLD: usize = 3;

/// The rules that a value breaks of the one alternative that was probably intended; empty if there are several, or none.
fn intended(error: &ValidationError, quoted: Quoted) -> String {
    let alternatives = intended_alternatives(error);
    let [errors] = alternatives.as_slice() else { return String::new() };
    let told = errors.iter().filter(|error| quoted.shows(error)).take(RULES_TOLD);
    let told: Vec<String> =
        told.map(|error| format!("{}: {}", at(error), quoted.message(error, &quoted.instance(error)))).collect();
    if told.is_empty() {
        return String::new();
    }
    format!("; of the alternative that was probably intended: {}", told.join("; "))
}

/// Whether the schema at a pointer is that of a property that may be absent.
fn is_optional(schema: &Value, pointer: &str) -> bool {
    let Some((owner, name)) = pointer.rsplit_once("/properties/") else { return false };
    let required = schema.pointer(owner).and_then(|owner| owner.get("required")?.as_array());
    let is_required =
        required.is_some_and(|names| names.iter().filter_map(Value::as_str).any(|one| escape(one) == name));
    !name.contains('/') && !is_required
}

/// The sentences behind a keyword of the schema at a pointer; inside an applicator such as `anyOf`, those of the schema
/// around it.
fn because(schema: &Value, pointer: &str, keyword: &str, missing: Option<&str>) -> Vec<Source> {
    let wanted = missing.map(|name| format!("{keyword}/{name}"));
    let mut pointer = pointer.to_owned();
    let mut keyword = keyword.to_owned();
    loop {
        let sources = schema.pointer(&pointer).and_then(|schema| schema.get(SOURCE)).and_then(Value::as_array);
        if let Some(sources) = sources {
            return chosen(sources, &keyword, wanted.as_deref());
        }
        let Some((parent, last)) = pointer.rsplit_once('/') else { return Vec::new() };
        keyword = last.to_owned();
        pointer = parent.to_owned();
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
        ValidationErrorKind::Required { property } => property.as_str().map(String::from),
        _ => None,
    }
}
