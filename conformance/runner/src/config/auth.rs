//! `auth` of a target or of an operation.

use super::{
    check::{Place, http_url},
    header::HeaderValue,
    setting::{Environment, Setting},
};
use crate::auth::{Credentials, OAuth2, SigV4};
use ringback_contract::error::Error;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;
use toml::Spanned;

/// How the target learns who sends a request. Exactly one of these.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum AuthSetting {
    /// A token: `authorization: Bearer …`.
    Bearer(#[schemars(with = "Environment")] Spanned<Setting>),
    /// A name and a password.
    Basic(BasicSetting),
    /// A key in a header.
    ApiKey(ApiKeySetting),
    /// OAuth 2 client credentials. The token is renewed before it expires, and once after a 401.
    Oauth2(OAuth2Setting),
    /// A program that prints the bearer token. It is run again after a 401.
    Command(#[schemars(with = "Vec<String>")] Spanned<Vec<String>>),
    /// AWS Signature Version 4, with the keys in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.
    Sigv4(SigV4Setting),
}

/// A name and a password.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a table with user and password")]
pub(super) struct BasicSetting {
    /// The name.
    #[schemars(with = "Setting")]
    user: Spanned<Setting>,
    /// The password.
    #[schemars(with = "Environment")]
    password: Spanned<Setting>,
}

/// A key in a header.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a table with header and value")]
pub(super) struct ApiKeySetting {
    /// The name of the header, such as `x-api-key`.
    #[schemars(with = "String")]
    header: Spanned<String>,
    /// The key.
    #[schemars(with = "Environment")]
    value: Spanned<Setting>,
}

/// The client of a token endpoint.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a table with token_url, client_id, client_secret and scopes")]
pub(super) struct OAuth2Setting {
    /// The URL of the token endpoint.
    #[schemars(with = "String")]
    token_url: Spanned<String>,
    /// The client's identifier.
    #[schemars(with = "Setting")]
    client_id: Spanned<Setting>,
    /// The client's secret.
    #[schemars(with = "Environment")]
    client_secret: Spanned<Setting>,
    /// What the token is asked for.
    #[serde(default)]
    scopes: Vec<String>,
}

/// The scope of signatures.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a table with service and region")]
pub(super) struct SigV4Setting {
    /// The name of the service, such as `connect`.
    #[schemars(with = "String")]
    service: Spanned<String>,
    /// The region, such as `us-east-1`.
    #[schemars(with = "String")]
    region: Spanned<String>,
}

impl AuthSetting {
    /// The credentials, with what the environment holds.
    pub fn resolve(&self, place: &Place) -> Result<Credentials, Error> {
        match self {
            Self::Bearer(token) => Ok(Credentials::Bearer(place.secret("auth.bearer", token)?)),
            Self::Basic(BasicSetting { user, password }) => {
                let name = place.value("auth.basic.user", user)?;
                if name.text().contains(':') {
                    return Err(place.error(user, "auth.basic.user must not contain a colon (RFC 7617)"));
                }
                Ok(Credentials::Basic { user: name, password: place.secret("auth.basic.password", password)? })
            }
            Self::ApiKey(ApiKeySetting { header, value }) => Ok(Credentials::ApiKey {
                header: place.header_name(header.get_ref(), header)?,
                value: place.secret("auth.api_key.value", value)?,
            }),
            Self::Oauth2(setting) => setting.resolve(place).map(Credentials::OAuth2),
            Self::Command(words) => Ok(Credentials::Command(place.program("auth.command", words)?)),
            Self::Sigv4(setting) => setting.resolve(place).map(Credentials::SigV4),
        }
    }
}

impl OAuth2Setting {
    fn resolve(&self, place: &Place) -> Result<OAuth2, Error> {
        let url = &self.token_url;
        let token_url = http_url(url.get_ref(), true);
        let token_url = token_url.map_err(|why| place.error(url, format!("auth.oauth2.token_url: {why}")))?;
        let client_id: HeaderValue = place.value("auth.oauth2.client_id", &self.client_id)?;
        let client_secret = place.secret("auth.oauth2.client_secret", &self.client_secret)?;
        Ok(OAuth2 { token_url, client_id, client_secret, scopes: self.scopes.clone(), in_body: Arc::default() })
    }
}

impl SigV4Setting {
    fn resolve(&self, place: &Place) -> Result<SigV4, Error> {
        for (what, text) in [("service", &self.service), ("region", &self.region)] {
            let name = |c: char| c.is_ascii_alphanumeric() || c == '-';
            if text.get_ref().is_empty() || !text.get_ref().chars().all(name) {
                let message =
                    format!("auth.sigv4: invalid {what} {:?}: expected letters, digits and -", text.get_ref());
                return Err(place.error(text, message));
            }
        }
        let key = |variable| place.variable("auth.sigv4", &self.service, variable);
        let session = (place.look)("AWS_SESSION_TOKEN").is_some_and(|token| !token.trim().is_empty());
        Ok(SigV4 {
            service: self.service.get_ref().clone(),
            region: self.region.get_ref().clone(),
            access_key_id: key("AWS_ACCESS_KEY_ID")?,
            secret_access_key: key("AWS_SECRET_ACCESS_KEY")?,
            session_token: session.then(|| key("AWS_SESSION_TOKEN")).transpose()?,
        })
    }
}
