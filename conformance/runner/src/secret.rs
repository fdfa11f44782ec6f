//! Secrets of the configuration: they are sent to the target, and never shown.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use std::fmt;

/// A value from the environment, from a command, or issued during the run.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    /// What a shell replaces by it, and what is shown instead of it: `$TOKEN`, `$(print-token)`.
    pub reference: String,
    /// The value, never empty.
    pub value: String,
}

impl Secret {
    /// The value of an environment variable.
    pub fn of_variable(variable: &str, value: String) -> Self {
        Self { reference: format!("${variable}"), value }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.reference)
    }
}

/// A part of a text that is searched for secrets.
pub enum Piece<'a> {
    /// A part without secrets.
    Clear(&'a str),
    /// A secret: verbatim, escaped as in JSON, or percent-encoded.
    Secret(&'a Secret),
}

/// Divides a text at the secrets in it.
pub fn pieces<'a>(text: &'a str, secrets: &'a [Secret]) -> Vec<Piece<'a>> {
    let mut pieces = vec![Piece::Clear(text)];
    for secret in secrets {
        let quoted = Value::from(secret.value.as_str()).to_string();
        let encoded = utf8_percent_encode(&secret.value, NON_ALPHANUMERIC).to_string();
        for form in [secret.value.as_str(), quoted.trim_matches('"'), &encoded] {
            if !form.is_empty() {
                pieces = pieces.into_iter().flat_map(|piece| divided(piece, form, secret)).collect();
            }
        }
    }
    pieces
}

fn divided<'a>(piece: Piece<'a>, form: &str, secret: &'a Secret) -> Vec<Piece<'a>> {
    let Piece::Clear(text) = piece else { return vec![piece] };
    let mut pieces = Vec::new();
    for (number, part) in text.split(form).enumerate() {
        if number > 0 {
            pieces.push(Piece::Secret(secret));
        }
        if !part.is_empty() {
            pieces.push(Piece::Clear(part));
        }
    }
    pieces
}

/// Replaces every secret in a text by its reference, such as `$TOKEN`.
pub fn hide_secrets(text: &str, secrets: impl AsRef<[Secret]>) -> String {
    let shown = |piece| match piece {
        Piece::Clear(text) => text,
        Piece::Secret(Secret { reference, .. }) => reference.as_str(),
    };
    pieces(text, secrets.as_ref()).into_iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::{Secret, hide_secrets};

    #[test]
    fn a_secret_is_hidden_however_it_is_written() {
        let secret = Secret::of_variable("TOKEN", "a\"b c".into());
        let text = r#"{"x": "a\"b c"} a"b c a%22b%20c"#;
        assert_eq!(hide_secrets(text, std::slice::from_ref(&secret)), r#"{"x": "$TOKEN"} $TOKEN $TOKEN"#);
        assert_eq!(format!("{secret:?}"), "$TOKEN");
    }
}
