//! Ways to identify oneself, and the secrets for them.

use super::{
    Error, Failure, HeaderMap, HeaderName, HeaderValue, Token, TokenProvider,
    header::{AUTHORIZATION, COOKIE},
    template::encode,
};
use std::sync::Arc;

/// A documented way to identify oneself.
#[derive(Clone, Copy, Debug)]
pub struct SecurityScheme {
    /// The name that the specification gives it.
    pub name: &'static str,
    /// What is sent.
    pub kind: SecurityKind,
}

/// What is sent to identify oneself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecurityKind {
    /// `Authorization: Bearer …`, of OAuth 2 and OpenID Connect too.
    Bearer,
    /// `Authorization: Basic …`; the secret is `user:password`.
    Basic,
    /// A header with this name, in lower case.
    Header(&'static str),
    /// A parameter of the query.
    Query(&'static str),
    /// A cookie.
    Cookie(&'static str),
}

/// A secret for a scheme, or what provides it.
#[derive(Clone)]
pub(super) struct Credential {
    pub(super) scheme: &'static SecurityScheme,
    pub(super) secret: Arc<dyn TokenProvider>,
}

impl Credential {
    /// Adds the secret to a request.
    pub(super) async fn add<E>(&self, url: &mut String, headers: &mut HeaderMap) -> Result<(), Error<E>> {
        let token = self.secret.token().await.map_err(Error::Token)?;
        match self.scheme.kind {
            SecurityKind::Bearer => insert(headers, AUTHORIZATION, format!("Bearer {}", token.secret())),
            SecurityKind::Basic => insert(headers, AUTHORIZATION, format!("Basic {}", base64(token.secret()))),
            SecurityKind::Header(name) => match HeaderName::from_bytes(name.as_bytes()) {
                Ok(name) => insert(headers, name, token.secret().to_owned()),
                Err(_) => Err(refused()),
            },
            SecurityKind::Query(name) => {
                url.push(if url.contains('?') { '&' } else { '?' });
                url.extend(encode(name));
                url.push('=');
                url.extend(encode(token.secret()));
                Ok(())
            }
            SecurityKind::Cookie(name) => {
                let known = headers.get(COOKIE).and_then(|value| value.to_str().ok());
                let before = known.map(|known| format!("{known}; ")).unwrap_or_default();
                insert(headers, COOKIE, format!("{before}{name}={}", encode(token.secret())))
            }
        }
    }
}

/// The secret of [`SecurityKind::Basic`].
pub fn basic(user: &str, password: &str) -> Token {
    Token::from(format!("{user}:{password}"))
}

fn insert<E>(headers: &mut HeaderMap, name: HeaderName, value: String) -> Result<(), Error<E>> {
    // The error is not kept: it might show what it is about.
    let mut value = HeaderValue::try_from(value).map_err(|_| refused())?;
    value.set_sensitive(true);
    headers.insert(name, value);
    Ok(())
}

fn refused<E>() -> Error<E> {
    Error::Token(Failure::from("the secret cannot stand in a header"))
}

/// Base 64 with padding (RFC 4648).
fn base64(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::new();
    for bytes in text.as_bytes().chunks(3) {
        let at = |index: usize| u32::from(bytes.get(index).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for step in 0..4 {
            let letter = LETTERS.get((bits >> (18 - 6 * step) & 63) as usize).copied().unwrap_or(b'=');
            encoded.push(if step <= bytes.len() { char::from(letter) } else { '=' });
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn the_examples_of_the_specification_are_encoded_as_there() {
        for (text, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
            ("Aladdin:open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        ] {
            assert_eq!(base64(text), encoded);
        }
    }
}
