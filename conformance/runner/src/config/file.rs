//! Reads the configuration file `ringback.toml`.

use super::{
    check::{Place, target_url},
    header::Header,
    overrides::Override,
    setting::{Look, Setting, Values},
};
use ringback_contract::secret::is_secret;
use ringback_contract::{error::Error, line_index::line_at, vendor::parse};
use serde::Deserialize;
use std::{collections::BTreeMap, time::Duration};
use toml::Spanned;
use url::Url;

/// The file that is read by default.
pub const FILE: &str = "ringback.toml";

/// The default timeout for a response.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The contents of a configuration file, with environment variables resolved.
#[derive(Clone, Debug)]
pub struct Config {
    /// The path, for error messages.
    pub path: String,
    /// The base URL of the target.
    pub url: Option<Url>,
    /// The timeout for a response.
    pub timeout: Duration,
    /// Headers of every request.
    pub headers: Vec<Header>,
    /// Values for the `{placeholders}` of paths and envelopes, by name.
    pub parameters: BTreeMap<String, Vec<String>>,
    /// Whether only the operations that this file lists are called.
    pub only_listed: bool,
    /// Overrides of documented operations, and operations that are not documented.
    pub operations: Vec<Override>,
    /// The source text, for line numbers in error messages.
    text: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            path: FILE.into(),
            url: None,
            timeout: TIMEOUT,
            headers: Vec::new(),
            parameters: BTreeMap::new(),
            only_listed: false,
            operations: Vec::new(),
            text: String::new(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    target: Target,
    #[serde(default)]
    parameters: BTreeMap<String, Spanned<Values>>,
    #[serde(default)]
    operations: Vec<Override>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Target {
    url: Option<Spanned<String>>,
    #[serde(default)]
    operations: Scope,
    timeout: Option<Spanned<String>>,
    #[serde(default)]
    headers: BTreeMap<String, Spanned<Setting>>,
    auth: Option<Auth>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Scope {
    #[default]
    All,
    Listed,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Auth {
    bearer: Spanned<Setting>,
}

impl Config {
    /// Reads the text of a file.
    ///
    /// # Errors
    ///
    /// If a key is unknown, a value has the wrong form, a secret is written in clear, or its environment variable is
    /// not set.
    pub fn parse(path: &str, text: &str, look: Look) -> Result<Self, Error> {
        let file: File = parse(path, text)?;
        let place = Place { path, text };
        let target = file.target;
        let mut headers = Vec::new();
        if let Some(auth) = &target.auth {
            headers.push(Header {
                name: "authorization".into(),
                prefix: "Bearer ".into(),
                value: place.header_value("auth.bearer", true, &auth.bearer, look)?,
            });
        }
        for (name, setting) in &target.headers {
            let name = place.header_name(name, setting)?;
            let value = place.header_value(&format!("header {name}"), is_secret(&name), setting, look)?;
            headers.push(Header { name, prefix: String::new(), value });
        }
        let url = target.url.as_ref().map(|url| target_url(url.get_ref()).map_err(|why| place.error(url, why)));
        let timeout = target.timeout.as_ref().map(|timeout| place.timeout(timeout));
        let mut parameters = BTreeMap::new();
        for (name, values) in &file.parameters {
            parameters.insert(name.clone(), place.values(name, values)?);
        }
        Ok(Self {
            path: path.into(),
            url: url.transpose()?,
            timeout: timeout.transpose()?.unwrap_or(TIMEOUT),
            headers,
            parameters,
            only_listed: matches!(target.operations, Scope::Listed),
            operations: file.operations,
            text: text.into(),
        })
    }

    /// Clears URL, headers and parameters, because the command line names another target; the operations stay.
    pub fn forget_the_target(&mut self) {
        self.url = None;
        self.headers.clear();
        self.parameters.clear();
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
