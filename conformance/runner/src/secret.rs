//! Secrets of the configuration: they are sent to the target, and never shown.

use crate::secret_finder::SecretFinder;
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
    /// A secret, verbatim or in any encoding that [`crate::secret_finder`] knows.
    Secret(&'a Secret),
}

/// Divides a text at the secrets in it.
pub fn pieces<'a>(text: &'a str, secrets: &'a [Secret]) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut copied = 0;
    for found in SecretFinder::of(secrets).find(text) {
        let Some(secret) = secrets.get(found.secret) else { continue };
        pieces.extend(text.get(copied..found.start).filter(|clear| !clear.is_empty()).map(Piece::Clear));
        pieces.push(Piece::Secret(secret));
        copied = found.end;
    }
    pieces.extend(text.get(copied..).filter(|clear| !clear.is_empty() || copied == 0).map(Piece::Clear));
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
    use base64::{Engine, prelude::*};
    use serde_json::Value;

    const VALUE: &str = "s3cr\"t/to+ken=ä 9";

    fn hidden(text: &str) -> String {
        hide_secrets(text, [Secret::of_variable("TOKEN", VALUE.into())])
    }

    #[test]
    fn a_secret_is_hidden_however_it_is_written() {
        let secret = Secret::of_variable("TOKEN", "a\"b c".into());
        let text = r#"{"x": "a\"b c"} a"b c a%22b%20c"#;
        assert_eq!(hide_secrets(text, std::slice::from_ref(&secret)), r#"{"x": "$TOKEN"} $TOKEN $TOKEN"#);
        assert_eq!(format!("{secret:?}"), "$TOKEN");
    }

    #[test]
    fn a_secret_in_any_mix_of_escapes_is_hidden() {
        let json = |text: &str| Value::from(text).to_string();
        let percent = |upper: bool, every: usize| {
            let bytes =
                VALUE.bytes().enumerate().map(|(at, byte)| match (at % every == 0 || !byte.is_ascii(), upper) {
                    (true, true) => format!("%{byte:02X}"),
                    (true, false) => format!("%{byte:02x}"),
                    (false, _) => char::from(byte).to_string(),
                });
            bytes.collect::<String>()
        };
        let html = |every: usize| {
            let chars = VALUE.chars().enumerate().map(|(at, c)| match (at % every, c) {
                (0, c) => format!("&#{};", u32::from(c)),
                (1, c) => format!("&#x{:X};", u32::from(c)),
                (_, '"') => "&quot;".into(),
                (_, '+') => "&plus;".into(),
                (_, c) => c.to_string(),
            });
            chars.collect::<String>()
        };
        let unicode: String = VALUE.chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect();
        let (first, last) = VALUE.split_at(5);
        for written in [
            percent(true, 1),
            percent(false, 1),
            percent(true, 2),
            percent(false, 3),
            percent(true, 1).replace('%', "%25"),
            html(2),
            html(3),
            html(7),
            unicode.clone(),
            json(VALUE),
            json(&json(VALUE)),
            json(&json(&json(VALUE))),
            json(&percent(false, 2)),
            json(VALUE).replace('/', "\\/"),
            format!("{first}\n{last}"),
            format!("{first}\r\n \t{last}"),
            format!("{first}=\r\n{last}"),
            json(&format!("{first}\n{last}")),
            hex(VALUE),
            hex(VALUE).to_uppercase(),
        ] {
            for text in [format!("before {written} after"), format!("x={written}&y=1")] {
                let shown = hidden(&text);
                assert!(shown.contains("$TOKEN"), "{text}: {shown}");
                assert!(!["ken", "%", "&#", "\\u", "7333"].iter().any(|part| shown.contains(part)), "{text}: {shown}");
            }
        }
    }

    fn hex(text: &str) -> String {
        text.bytes().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn a_secret_in_base64_is_hidden_at_every_offset_in_every_alphabet_and_over_lines() {
        let value = "kR7?>~tok_en-Secret";
        let secrets = [Secret::of_variable("TOKEN", value.into())];
        for before in ["", "u", "us", "user:", "{\"token\":\""] {
            for after in ["", "x", "xy", "\"}"] {
                let text = format!("{before}{value}{after}");
                for encoded in [
                    BASE64_STANDARD.encode(&text),
                    BASE64_STANDARD_NO_PAD.encode(&text),
                    BASE64_URL_SAFE.encode(&text),
                    BASE64_URL_SAFE_NO_PAD.encode(&text),
                ] {
                    let folded: String = encoded
                        .as_bytes()
                        .chunks(11)
                        .map(|line| String::from_utf8_lossy(line).into_owned() + "\r\n")
                        .collect();
                    let escaped = encoded.replace('+', "%2b").replace('/', "\\/").replace('=', "&#61;");
                    for written in [encoded.clone(), folded, escaped, format!("a {encoded}.")] {
                        let shown = hide_secrets(&written, &secrets[..]);
                        assert!(shown.contains("$TOKEN"), "{text}: {written}: {shown}");
                        // What is left is at most what stood around the secret.
                        let left = shown.replace("$TOKEN", "").len();
                        assert!(left <= written.len() - value.len() * 4 / 3, "{text}: {written}: {shown}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_short_secret_is_not_replaced_inside_words() {
        for (value, text, expected) in [
            ("a", "a bad cat: a", "$S bad cat: $S"),
            ("ab", "ab cab ab_ (ab)", "$S cab ab_ ($S)"),
            ("abc", "abcd abc", "$Sd $S"),
        ] {
            assert_eq!(hide_secrets(text, [Secret::of_variable("S", value.into())]), expected);
        }
    }

    #[test]
    fn a_large_text_is_searched_in_moments() {
        let began = std::time::Instant::now();
        for hostile in [
            "%25".repeat(100_000),
            "\\".repeat(300_000),
            "&#".repeat(100_000),
            " \n".repeat(100_000),
            " ".repeat(300_000),
        ] {
            assert_eq!(hidden(&hostile), hostile);
        }
        assert!(began.elapsed() < std::time::Duration::from_secs(10), "{:?}", began.elapsed());
    }
}
