//! Reads the configuration file `ringback.toml`.

use super::{
    check::{Place, target_url},
    labels::Label,
    overrides::Override,
    setting::{Look, Values},
    target::{Access, Scope, TargetSection},
    values::{KnownValue, WrittenValue, known_value},
};
use crate::{
    hooks::Hooks,
    program::Program,
    secret::Secret,
    session::SETTLE,
    target::{HttpOptions, Proxy},
};
use regex::Regex;
use ringback_contract::{error::Error, line_index::line_at, vendor::parse};
use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, de::IgnoredAny};
use std::{borrow::Cow, collections::BTreeMap, path::PathBuf, sync::LazyLock, time::Duration};
use toml::Spanned;
use url::Url;

/// The file that is read by default.
pub const FILE: &str = "ringback.toml";

/// How long a case waits in total when the target asks for it, unless configured.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// The length from which a parameter of the environment is hidden wherever it occurs: a shorter one, such as `1`, occurs
/// everywhere.
const HIDDEN_LENGTH: usize = 8;

/// The contents of a configuration file, with environment variables resolved.
#[derive(Clone, Debug)]
pub struct Config {
    /// The path, for error messages.
    pub path: String,
    /// The base URL of the target.
    pub url: Option<Url>,
    /// The target, if it is a program.
    pub exec: Option<Program>,
    /// The target, if it is recorded traffic.
    pub recorded: Option<PathBuf>,
    /// How the target is reached.
    pub connection: HttpOptions,
    /// How long the target may take until it answers at all.
    pub wait: Duration,
    /// How long what was written may take until it can be read back.
    pub settle: Duration,
    /// How long a case waits in total when the target asks for it.
    pub patience: Duration,
    /// Headers and credentials of every request.
    pub access: Access,
    /// Where single operations are, and their own headers and credentials, by `VENDOR/OPERATION`.
    pub operation_access: BTreeMap<String, Access>,
    /// Values for the `{placeholders}` of paths and envelopes, by name.
    pub parameters: BTreeMap<String, Vec<String>>,
    /// What this target knows: sent wherever the property is sent validly.
    pub values: Vec<KnownValue>,
    /// What files of recorded traffic hold.
    pub labels: Vec<Label>,
    /// Where each of the parameters of the file stands in it.
    pub(super) parameter_spans: BTreeMap<String, Spanned<()>>,
    /// Whether only the operations that this file lists are called.
    pub only_listed: bool,
    /// Overrides of documented operations, and operations that are not documented.
    pub operations: Vec<Override>,
    /// Where events are delivered.
    pub consumer: Consumer,
    /// What is run before and after.
    pub hooks: Hooks,
    /// Parameters from the environment that are long enough to be hidden.
    secrets: Vec<Secret>,
    /// The source text, for line numbers in error messages.
    pub(super) text: String,
}

/// Where documented events are delivered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Consumer {
    /// Nowhere: the operations that deliver them are skipped.
    #[default]
    Nowhere,
    /// To this URL.
    At(Url),
    /// To the paths of the documents, at the target: the reference takes them.
    AsDocumented,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            path: FILE.into(),
            url: None,
            exec: None,
            recorded: None,
            connection: HttpOptions { proxy: Proxy::Environment, ..HttpOptions::default() },
            wait: Duration::ZERO,
            settle: SETTLE,
            patience: PATIENCE,
            access: Access::default(),
            operation_access: BTreeMap::new(),
            parameters: BTreeMap::new(),
            values: Vec::new(),
            labels: Vec::new(),
            parameter_spans: BTreeMap::new(),
            only_listed: false,
            operations: Vec::new(),
            consumer: Consumer::Nowhere,
            hooks: Hooks::default(),
            secrets: Vec::new(),
            text: String::new(),
        }
    }
}

/// A target, and where it differs from the documents. Read from `ringback.toml` by `ringback run`.
#[derive(Deserialize, JsonSchema)]
#[schemars(title = "ringback.toml")]
#[serde(deny_unknown_fields)]
struct File {
    /// Where the target is, how it is reached, and who calls it.
    #[serde(default)]
    target: TargetSection,
    /// Values for the `{placeholders}` of paths and envelopes. One that no operation uses is an error.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Values>")]
    parameters: BTreeMap<String, Spanned<Values>>,
    /// Programs that are run before and after a run, in the folder of this file.
    #[serde(default)]
    hooks: HookSection,
    /// Where documented events are delivered; without it none is sent.
    consumer: Option<ConsumerSection>,
    /// What this target knows, by `VENDOR/TYPE/PROPERTY`: sent wherever the property is sent validly.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, WrittenValue>")]
    values: BTreeMap<String, Spanned<WrittenValue>>,
    /// What files of recorded traffic hold, where neither calls nor shapes tell: a pattern of paths below the folder that is the
    /// target, and `VENDOR/TYPE`.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, String>")]
    recorded: BTreeMap<String, Spanned<String>>,
    /// Operations that differ from the documents, or are not documented.
    #[serde(default)]
    operations: Vec<Override>,
    /// Levels of the rules of `ringback drift`, which reads them here; a run does not.
    #[serde(default, rename = "drift")]
    #[schemars(with = "BTreeMap<String, BTreeMap<String, String>>")]
    _drift: IgnoredAny,
    /// Read by `ringback generate` alone.
    #[serde(default, rename = "generate")]
    #[schemars(skip)]
    _generate: IgnoredAny,
}

/// Programs with their arguments.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct HookSection {
    /// Runs first. A JSON object on its standard output adds to `[parameters]`; if it fails, nothing is sent.
    #[schemars(with = "Option<Vec<String>>")]
    before: Option<Spanned<Vec<String>>>,
    /// Runs last, whatever happened.
    #[schemars(with = "Option<Vec<String>>")]
    after: Option<Spanned<Vec<String>>>,
}

/// Who takes events.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ConsumerSection {
    /// The URL to which each event is sent.
    #[schemars(with = "String")]
    url: Spanned<String>,
}

/// The JSON Schema of the file, for editors.
pub fn schema() -> serde_json::Value {
    schema_for!(File).into()
}

impl Config {
    /// Reads the text of a file.
    ///
    /// # Errors
    ///
    /// If a key is unknown, a value has the wrong form, a secret is written in clear, or its environment variable is
    /// not set.
    pub fn parse(path: &str, text: &str, look: Look) -> Result<Self, Error> {
        let file: File = parse(path, text).map_err(without_values)?;
        let place = Place { path, text, look };
        let target = &file.target;
        let url = target.url.as_ref().map(|url| target_url(url.get_ref()).map_err(|why| place.error(url, why)));
        let duration = |what, setting: &Option<Spanned<String>>, default| match setting {
            Some(setting) => place.duration(what, setting),
            None => Ok(default),
        };
        let program = |what, words: &Option<Spanned<Vec<String>>>| {
            words.as_ref().map(|words| place.program(what, words)).transpose()
        };
        let values = file.values.iter().map(|(key, written)| known_value(&place, key, written));
        let labels = file.recorded.iter().map(|(pattern, name)| Label::of(&place, pattern, name));
        let mut config = Self {
            labels: labels.collect::<Result<_, _>>()?,
            values: values.collect::<Result<_, _>>()?,
            path: path.into(),
            url: url.transpose()?,
            exec: target.program(&place)?,
            recorded: target.recordings(&place)?,
            connection: target.connection(&place)?,
            wait: duration("wait", &target.wait, Duration::ZERO)?,
            settle: duration("settle", &target.settle, SETTLE)?,
            patience: duration("patience", &target.patience, PATIENCE)?,
            access: target.access(&place)?,
            only_listed: matches!(target.operations, Scope::Listed),
            hooks: Hooks {
                before: program("hooks.before", &file.hooks.before)?,
                after: program("hooks.after", &file.hooks.after)?,
            },
            consumer: consumer(&place, file.consumer.as_ref())?,
            text: text.into(),
            ..Self::default()
        };
        for (name, values) in &file.parameters {
            let (values_of_it, secret) = place.values(name, values)?;
            config.secrets.extend(secret.filter(|secret| secret.value.len() >= HIDDEN_LENGTH));
            config.parameters.insert(name.clone(), values_of_it);
            config.parameter_spans.insert(name.clone(), Spanned::new(values.span(), ()));
        }
        if let Proxy::Hidden(secret) = &config.connection.proxy {
            config.secrets.push(secret.clone());
        }
        for change in &file.operations {
            let name = format!("{}/{}", change.vendor.get_ref(), change.name.get_ref());
            if let Some(access) = change.access(&place)? {
                config.operation_access.insert(name, access);
            }
        }
        config.operations = file.operations;
        if config.exec.is_some() && config.consumer == Consumer::Nowhere {
            // Whoever takes payloads takes events too.
            config.consumer = Consumer::AsDocumented;
        }
        Ok(config)
    }

    /// Keeps only the operations and what they expect, because the embedded reference is the target.
    pub fn forget_the_target(&mut self) {
        let Self { path, only_listed, operations, text, .. } = std::mem::take(self);
        let connection = HttpOptions::default();
        *self = Self { path, only_listed, operations, text, connection, ..Self::default() };
        self.consumer = Consumer::AsDocumented;
    }

    /// Adds the parameters that the hook before the run printed.
    pub fn add_parameters(&mut self, parameters: BTreeMap<String, Vec<String>>) {
        self.parameters.extend(parameters);
    }

    /// Secrets that are neither in headers nor credentials.
    pub fn secrets(&self) -> Vec<Secret> {
        self.secrets.clone()
    }

    /// An error about `[parameters]`; if there is no file, the message says how to make one.
    pub fn error_at_parameters(&self, message: String) -> Error {
        if self.text.is_empty() {
            return Error::Usage(format!("{message}; there is no {FILE} here, and no --config is given"));
        }
        let at = self.text.find("[parameters]").unwrap_or_default();
        Error::input(&self.path, line_at(&self.text, at), message)
    }

    /// An error with its line in the file.
    pub fn error<T>(&self, at: Option<&Spanned<T>>, message: impl Into<String>) -> Error {
        let line = at.map_or(1, |at| line_at(&self.text, at.span().start));
        Error::input(&self.path, line, message)
    }
}

fn consumer(place: &Place, section: Option<&ConsumerSection>) -> Result<Consumer, Error> {
    let Some(ConsumerSection { url }) = section else { return Ok(Consumer::Nowhere) };
    let parsed = super::check::http_url(url.get_ref(), true);
    parsed.map(Consumer::At).map_err(|why| place.error(url, format!("consumer: {why}")))
}

/// The error without the value that had the wrong type: it may be a secret.
fn without_values(error: Error) -> Error {
    static VALUE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"(invalid (?:type|value): [a-z]+(?: [a-z]+)?) (?:`[^`]*`|"(?:[^"\\]|\\.)*"),"#).ok()
    });
    match (error, VALUE.as_ref()) {
        (Error::Input { path, line, message }, Some(value)) => {
            let message: Cow<str> = value.replace_all(&message, "$1,");
            Error::input(path, line, message.into_owned())
        }
        (error, _) => error,
    }
}
