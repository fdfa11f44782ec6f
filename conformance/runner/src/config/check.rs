//! Checks single settings of a configuration file; an error names the line, and never a secret.

use super::{
    header::{Header, HeaderValue},
    setting::{Environment, HeaderSetting, Look, Setting, Values},
};
use crate::{program::Program, secret::Secret};
use bytesize::ByteSize;
use jiff::SignedDuration;
use ringback_contract::{error::Error, line_index::line_at, secret::is_secret};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::Duration,
};
use toml::Spanned;
use url::Url;

/// The longest duration that is configured: a run that waits longer is forgotten.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// What is expected of a duration.
const NO_DURATION: &str = "expected a duration such as \"10s\", \"500ms\", \"1m\", at most a day";

/// Parses the base URL of a target.
///
/// # Errors
///
/// If it is not an HTTP URL; the message does not repeat a password in it.
pub fn target_url(text: &str) -> Result<Url, String> {
    http_url(text, false)
}

/// Reads a duration of at most a day, such as `10s` or `500ms`.
///
/// # Errors
///
/// If it is none; the message says what is expected.
pub fn duration(text: &str) -> Result<Duration, &'static str> {
    let parsed = text.parse::<SignedDuration>().ok().and_then(|duration| Duration::try_from(duration).ok());
    parsed.filter(|duration| *duration <= LONGEST).ok_or(NO_DURATION)
}

/// Parses the URL of a server; with a query, if that is allowed.
pub(super) fn http_url(text: &str, query_allowed: bool) -> Result<Url, String> {
    let url: Url = text.parse().map_err(|why| format!("invalid URL ({why}): expected http://HOST[:PORT][/PATH]"))?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return Err("url must be http://HOST[:PORT][/PATH] or https://…".into());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("url holds a secret in clear; secrets come from the environment: \
                    auth = { bearer = { env = \"NAME\" } } or headers = { authorization = { env = \"NAME\" } }"
            .into());
    }
    if !query_allowed && (url.query().is_some() || url.fragment().is_some()) {
        return Err("url must have neither a query nor a fragment: the paths of operations are appended to it".into());
    }
    Ok(url)
}

/// Where settings stand, and what they are resolved with.
pub(super) struct Place<'a> {
    pub path: &'a str,
    pub text: &'a str,
    pub look: Look<'a>,
}

impl Place<'_> {
    pub fn error<T>(&self, at: &Spanned<T>, message: impl Into<String>) -> Error {
        Error::input(self.path, self.line(at), message)
    }

    pub fn line<T>(&self, at: &Spanned<T>) -> u32 {
        line_at(self.text, at.span().start)
    }

    /// A path in the file: relative to the folder of the file.
    pub fn file(&self, path: &str) -> PathBuf {
        self.folder().join(path)
    }

    pub fn folder(&self) -> &Path {
        Path::new(self.path).parent().unwrap_or(Path::new(""))
    }

    /// A program, and its arguments.
    pub fn program(&self, what: &str, words: &Spanned<Vec<String>>) -> Result<Program, Error> {
        match words.get_ref().as_slice() {
            [name, arguments @ ..] if !name.is_empty() => {
                let (name, arguments) = (name.clone(), arguments.to_vec());
                Ok(Program { name, arguments, folder: self.folder().to_owned() })
            }
            _ => Err(self
                .error(words, format!("{what} must be a program and its arguments: [\"./script.sh\", \"ARGUMENT\"]"))),
        }
    }

    /// A text that may be public, or comes from an environment variable.
    pub fn value(&self, what: &str, setting: &Spanned<Setting>) -> Result<HeaderValue, Error> {
        match setting.get_ref() {
            Setting::Clear(value) => Ok(HeaderValue::Plain(value.clone())),
            Setting::Environment(Environment { env }) => self.variable(what, setting, env).map(HeaderValue::Secret),
            Setting::Other(_) => Err(self.error(setting, format!("{what} must be a string or {{ env = \"NAME\" }}"))),
        }
    }

    /// A secret: it comes from an environment variable, and from nowhere else.
    pub fn secret(&self, what: &str, setting: &Spanned<Setting>) -> Result<Secret, Error> {
        match setting.get_ref() {
            Setting::Environment(Environment { env }) => self.variable(what, setting, env),
            Setting::Clear(_) | Setting::Other(_) => Err(self.error(setting, only_from_the_environment(what))),
        }
    }

    /// The value of an environment variable.
    pub fn variable<T>(&self, what: &str, at: &Spanned<T>, variable: &str) -> Result<Secret, Error> {
        let value = (self.look)(variable).filter(|value| !value.trim().is_empty());
        let value = value.ok_or_else(|| {
            self.error(at, format!("{what}: the environment variable {variable} is not set, or empty"))
        })?;
        if value.chars().any(char::is_control) {
            return Err(self.error(at, format!("{what}: {variable} contains a line break or control character")));
        }
        Ok(Secret::of_variable(variable, value))
    }

    /// The headers of a table.
    pub fn headers(&self, settings: &BTreeMap<String, Spanned<HeaderSetting>>) -> Result<Vec<Header>, Error> {
        settings.iter().map(|(name, setting)| self.header(name, setting)).collect()
    }

    fn header(&self, name: &str, setting: &Spanned<HeaderSetting>) -> Result<Header, Error> {
        let name = self.header_name(name, setting)?;
        let what = format!("header {name}");
        let value = match setting.get_ref() {
            HeaderSetting::Generated(generated) if generated.generate == "uuid" => HeaderValue::Generated,
            HeaderSetting::Generated(generated) => {
                let message = format!("{what}: nothing generates {:?} (one of uuid)", generated.generate);
                return Err(self.error(setting, message));
            }
            HeaderSetting::Given(Setting::Environment(Environment { env })) => {
                HeaderValue::Secret(self.variable(&what, setting, env)?)
            }
            HeaderSetting::Given(_) if is_secret(&name) => {
                return Err(self.error(setting, only_from_the_environment(&what)));
            }
            HeaderSetting::Given(Setting::Clear(value)) if value.chars().any(char::is_control) => {
                return Err(
                    self.error(setting, format!("{what}: its value contains a line break or control character"))
                );
            }
            HeaderSetting::Given(Setting::Clear(value)) => HeaderValue::Plain(value.clone()),
            HeaderSetting::Given(Setting::Other(_)) => {
                let allowed = "a string, { env = \"NAME\" } or { generate = \"uuid\" }";
                return Err(self.error(setting, format!("{what} must be {allowed}")));
            }
        };
        Ok(Header { name, value })
    }

    /// The name of a header, in lower case.
    pub fn header_name<T>(&self, name: &str, at: &Spanned<T>) -> Result<String, Error> {
        let name = name.to_ascii_lowercase();
        let token = !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
        match token {
            true => Ok(name),
            false => Err(self.error(at, format!("invalid header name {name:?}: expected letters, digits and -"))),
        }
    }

    /// A duration. Of `timeout`, none at all is not allowed.
    pub fn duration(&self, what: &str, setting: &Spanned<String>) -> Result<Duration, Error> {
        let text = setting.get_ref();
        let invalid = |why| self.error(setting, format!("invalid {what} {text:?}: {why}"));
        match duration(text) {
            Ok(duration) if what == "timeout" && duration.is_zero() => Err(invalid(NO_DURATION)),
            Ok(duration) => Ok(duration),
            Err(why) => Err(invalid(why)),
        }
    }

    /// A number of bytes.
    pub fn size(&self, what: &str, setting: &Spanned<String>) -> Result<usize, Error> {
        let parsed = setting.get_ref().parse::<ByteSize>().ok().and_then(|size| usize::try_from(size.as_u64()).ok());
        parsed.filter(|size| *size > 0).ok_or_else(|| {
            let text = setting.get_ref();
            self.error(setting, format!("invalid {what} {text:?}: expected a size such as \"64KiB\", \"16MiB\""))
        })
    }

    /// The values of a parameter, and the secret that it is if it comes from the environment.
    pub fn values(&self, name: &str, values: &Spanned<Values>) -> Result<(Vec<String>, Option<Secret>), Error> {
        let several = match values.get_ref() {
            Values::Environment(Environment { env }) => {
                let secret = self.variable(&format!("parameter {name}"), values, env)?;
                return Ok((vec![secret.value.clone()], Some(secret)));
            }
            Values::One(value) => vec![value.clone()],
            Values::Several(values) => values.clone(),
            Values::Other(_) => Vec::new(),
        };
        if several.is_empty() || several.iter().any(String::is_empty) {
            let allowed = "a string or a list of strings, none empty, or { env = \"NAME\" }";
            return Err(self.error(values, format!("parameter {name} must be {allowed}")));
        }
        Ok((several, None))
    }
}

fn only_from_the_environment(what: &str) -> String {
    format!("{what}: a secret may only come from an environment variable: {{ env = \"NAME\" }}")
}
