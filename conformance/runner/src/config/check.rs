//! Checks single settings of a configuration file; an error names the line, and never a secret.

use super::{
    header::HeaderValue,
    setting::{Environment, Look, Setting, Values},
};
use crate::secret::Secret;
use jiff::SignedDuration;
use ringback_contract::{error::Error, line_index::line_at};
use std::time::Duration;
use toml::Spanned;
use url::Url;

/// Parses the base URL of a target.
///
/// # Errors
///
/// If it is not an HTTP URL; the message does not repeat a password in it.
pub fn target_url(text: &str) -> Result<Url, String> {
    let url: Url = text.parse().map_err(|why| format!("invalid URL ({why}): expected http://HOST[:PORT][/PATH]"))?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return Err("url must be http://HOST[:PORT][/PATH] or https://…".into());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("url holds a secret in clear; secrets come from the environment: \
                    auth = { bearer = { env = \"NAME\" } } or headers = { authorization = { env = \"NAME\" } }"
            .into());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("url must have neither a query nor a fragment: the paths of operations are appended to it".into());
    }
    Ok(url)
}

pub(super) struct Place<'a> {
    pub path: &'a str,
    pub text: &'a str,
}

impl Place<'_> {
    pub fn error<T>(&self, at: &Spanned<T>, message: impl Into<String>) -> Error {
        Error::input(self.path, line_at(self.text, at.span().start), message)
    }

    pub fn header_value(
        &self,
        what: &str,
        secret: bool,
        setting: &Spanned<Setting>,
        look: Look,
    ) -> Result<HeaderValue, Error> {
        match setting.get_ref() {
            Setting::Clear(value) if !secret => Ok(HeaderValue::Plain(value.clone())),
            Setting::Clear(_) | Setting::Other(_) if secret => {
                let message =
                    format!("{what}: a secret may only come from an environment variable: {{ env = \"NAME\" }}");
                Err(self.error(setting, message))
            }
            Setting::Environment(Environment { env: variable }) => {
                let value = look(variable).filter(|value| !value.trim().is_empty());
                let value = value.ok_or_else(|| {
                    self.error(setting, format!("{what}: the environment variable {variable} is not set, or empty"))
                })?;
                if value.chars().any(char::is_control) {
                    return Err(
                        self.error(setting, format!("{what}: {variable} contains a line break or control character"))
                    );
                }
                Ok(HeaderValue::Secret(Secret { variable: variable.clone(), value }))
            }
            Setting::Clear(_) | Setting::Other(_) => {
                Err(self.error(setting, format!("{what} must be a string or {{ env = \"NAME\" }}")))
            }
        }
    }

    pub fn header_name(&self, name: &str, at: &Spanned<Setting>) -> Result<String, Error> {
        let name = name.to_ascii_lowercase();
        let token = !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
        let clear = match at.get_ref() {
            Setting::Clear(value) => !value.chars().any(char::is_control),
            _ => true,
        };
        match (token, clear) {
            (true, true) => Ok(name),
            (false, _) => Err(self.error(at, format!("invalid header name {name:?}: expected letters, digits and -"))),
            (true, false) => {
                Err(self.error(at, format!("header {name}: its value contains a line break or control character")))
            }
        }
    }

    pub fn timeout(&self, timeout: &Spanned<String>) -> Result<Duration, Error> {
        let parsed = timeout.get_ref().parse::<SignedDuration>().ok();
        let duration =
            parsed.and_then(|duration| Duration::try_from(duration).ok()).filter(|duration| !duration.is_zero());
        duration.ok_or_else(|| {
            self.error(
                timeout,
                format!(
                    "invalid timeout {:?}: expected a duration such as \"10s\", \"500ms\", \"1m\"",
                    timeout.get_ref()
                ),
            )
        })
    }

    pub fn values(&self, name: &str, values: &Spanned<Values>) -> Result<Vec<String>, Error> {
        let several = match values.get_ref() {
            Values::One(value) => vec![value.clone()],
            Values::Several(values) => values.clone(),
            Values::Other(_) => Vec::new(),
        };
        if several.is_empty() || several.iter().any(String::is_empty) {
            return Err(
                self.error(values, format!("parameter {name} must be a string or a list of strings, none empty"))
            );
        }
        Ok(several)
    }
}
