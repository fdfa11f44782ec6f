//! Secrets of the configuration: they are sent to the target, and never shown.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use std::fmt;

/// A value from an environment variable.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    /// The environment variable that holds it.
    pub variable: String,
    /// The value, never empty.
    pub value: String,
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "${}", self.variable)
    }
}

/// Replaces every secret in a text by its `$VARIABLE`: verbatim, escaped as in JSON, and percent-encoded.
pub fn hide_secrets(text: &str, secrets: &[Secret]) -> String {
    let mut text = text.to_owned();
    for secret in secrets {
        let name = format!("${}", secret.variable);
        let quoted = Value::from(secret.value.as_str()).to_string();
        let encoded = utf8_percent_encode(&secret.value, NON_ALPHANUMERIC).to_string();
        for form in [secret.value.as_str(), quoted.trim_matches('"'), &encoded] {
            if !form.is_empty() {
                text = text.replace(form, &name);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Secret, hide_secrets};

    #[test]
    fn a_secret_is_hidden_however_it_is_written() {
        let secret = Secret { variable: "TOKEN".into(), value: "a\"b c".into() };
        let text = r#"{"x": "a\"b c"} a"b c a%22b%20c"#;
        assert_eq!(hide_secrets(text, std::slice::from_ref(&secret)), r#"{"x": "$TOKEN"} $TOKEN $TOKEN"#);
        assert_eq!(format!("{secret:?}"), "$TOKEN");
    }
}
