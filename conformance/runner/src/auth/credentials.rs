//! The ways of authentication, as a configuration file states them.

use super::{oauth2::OAuth2, sigv4::SigV4};
use crate::{config::HeaderValue, program::Program, secret::Secret, shell::escaped};
use base64::{Engine, prelude::BASE64_STANDARD};

/// How a target learns who sends a request.
#[derive(Clone, Debug)]
pub enum Credentials {
    /// A token that does not change during a run.
    Bearer(Secret),
    /// A name and a password (RFC 7617).
    Basic {
        /// The name, without a colon.
        user: HeaderValue,
        /// The password.
        password: Secret,
    },
    /// A header with a key.
    ApiKey {
        /// The name of the header, in lower case.
        header: String,
        /// The key.
        value: Secret,
    },
    /// A token that a token endpoint issues.
    OAuth2(OAuth2),
    /// A token that a program prints.
    Command(Program),
    /// A signature of each request.
    SigV4(SigV4),
}

impl Credentials {
    /// The headers that hold them; none where each request gets others: a token that is issued, or a signature.
    pub fn fixed_headers(&self) -> Vec<(String, String)> {
        match self {
            Self::Bearer(token) => vec![bearer(&token.value)],
            Self::Basic { user, password } => vec![("authorization".into(), format!("Basic {}", pair(user, password)))],
            Self::ApiKey { header, value } => vec![(header.clone(), value.value.clone())],
            Self::OAuth2(_) | Self::Command(_) | Self::SigV4(_) => Vec::new(),
        }
    }

    /// The names of the headers that they set, in lower case.
    pub fn header_names(&self) -> Vec<&str> {
        match self {
            Self::ApiKey { header, .. } => vec![header],
            Self::SigV4(_) => vec!["authorization", "x-amz-date", "x-amz-security-token"],
            Self::Bearer(_) | Self::Basic { .. } | Self::OAuth2(_) | Self::Command(_) => vec!["authorization"],
        }
    }

    /// The same headers with credentials that nobody has.
    pub fn wrong_headers(&self) -> Vec<(String, String)> {
        let wrong = |name: &str| match self {
            Self::Basic { .. } => format!("Basic {}", BASE64_STANDARD.encode("nobody:wrong")),
            _ if name == "authorization" => "Bearer wrong".into(),
            _ => "wrong".into(),
        };
        self.header_names().into_iter().map(|name| (name.to_owned(), wrong(name))).collect()
    }

    /// The secrets that were configured, and what is derived from them.
    pub fn secrets(&self) -> Vec<Secret> {
        match self {
            Self::Bearer(secret) | Self::ApiKey { value: secret, .. } => vec![secret.clone()],
            Self::Basic { user, password } => {
                let value = pair(user, password);
                let reference = format!("$(printf %s \"{}\" | base64)", user_and_password(user, password));
                let mut secrets = vec![Secret { reference, value }, password.clone()];
                secrets.extend(user.secret().cloned());
                secrets
            }
            Self::OAuth2(oauth2) => oauth2.secrets(),
            Self::Command(_) => Vec::new(),
            Self::SigV4(sigv4) => sigv4.secrets(),
        }
    }

    /// What to look at when they are not accepted: variables and programs, as a shell names them.
    pub fn origins(&self) -> Vec<String> {
        let secrets = match self {
            Self::Command(program) => return vec![format!("$({})", program.shell_command())],
            Self::Basic { user, password } => user.secret().into_iter().chain([password]).cloned().collect(),
            Self::Bearer(_) | Self::ApiKey { .. } | Self::OAuth2(_) | Self::SigV4(_) => self.secrets(),
        };
        secrets.into_iter().map(|secret: Secret| secret.reference).collect()
    }

    /// The arguments of `curl` that send them, secrets left to the shell.
    pub fn curl_arguments(&self, token: &str) -> String {
        match self {
            Self::Bearer(token) => format!("-H \"authorization: Bearer {}\"", token.reference),
            Self::Basic { user, password } => format!("-u \"{}\"", user_and_password(user, password)),
            Self::ApiKey { header, value } => format!("-H \"{header}: {}\"", value.reference),
            Self::OAuth2(_) | Self::Command(_) => format!("-H \"authorization: Bearer {token}\""),
            Self::SigV4(sigv4) => sigv4.curl_arguments(),
        }
    }
}

/// The header with a bearer token (RFC 6750).
pub fn bearer(token: &str) -> (String, String) {
    ("authorization".into(), format!("Bearer {token}"))
}

fn pair(user: &HeaderValue, password: &Secret) -> String {
    BASE64_STANDARD.encode(format!("{}:{}", user.text(), password.value))
}

/// `user:$PASSWORD`, to be put between double quotes.
pub fn user_and_password(user: &HeaderValue, password: &Secret) -> String {
    let user = match user {
        HeaderValue::Secret(secret) if secret.reference.starts_with("$(") => secret.reference.clone(),
        // Zsh would read `$ID:S…` as a modifier of the variable.
        HeaderValue::Secret(secret) => format!("${{{}}}", secret.reference.trim_start_matches('$')),
        HeaderValue::Plain(_) | HeaderValue::Generated => escaped(user.text()),
    };
    format!("{user}:{}", password.reference)
}
