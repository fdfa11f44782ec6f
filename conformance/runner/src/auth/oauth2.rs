//! OAuth 2 client credentials: a token endpoint issues tokens (RFC 6749, section 4.4).

use super::{credentials::user_and_password, tokens::IssuedToken};
use crate::{
    config::HeaderValue,
    exchange::{Request, Response},
    secret::{Secret, hide_secrets},
    shell::plain_or_quoted,
    target::Http,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use ringback_contract::operation::media_type;
use serde_json::Value;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use url::{Url, form_urlencoded};

/// A client of a token endpoint.
#[derive(Clone, Debug)]
pub struct OAuth2 {
    /// The token endpoint.
    pub token_url: Url,
    /// The client's identifier.
    pub client_id: HeaderValue,
    /// The client's secret.
    pub client_secret: Secret,
    /// What the token is asked for.
    pub scopes: Vec<String>,
    /// Whether the endpoint took the credentials in the body only.
    pub in_body: Arc<AtomicBool>,
}

impl OAuth2 {
    /// The secrets that were configured.
    pub fn secrets(&self) -> Vec<Secret> {
        self.client_id.secret().cloned().into_iter().chain([self.client_secret.clone()]).collect()
    }

    /// The shell expression that yields a token.
    pub fn reference(&self) -> String {
        let (id, secret) = (&self.client_id, &self.client_secret);
        let client = match self.in_body.load(Ordering::Relaxed) {
            false => format!("-u \"{}\"", user_and_password(id, secret)),
            true => {
                let id = id.secret().map_or_else(|| id.text(), |id| id.reference.as_str());
                format!("--data-urlencode \"client_id={id}\" --data-urlencode \"client_secret={}\"", secret.reference)
            }
        };
        let scope = match self.scopes.as_slice() {
            [] => String::new(),
            scopes => format!(" --data-urlencode {}", plain_or_quoted(&format!("scope={}", scopes.join(" ")))),
        };
        let url = plain_or_quoted(self.token_url.as_str());
        let extract = r#"sed -n 's/.*"access_token" *: *"\([^"]*\)".*/\1/p'"#;
        format!("$(curl -sS {client} -d grant_type=client_credentials{scope} {url} | {extract})")
    }

    /// Asks the endpoint for a token. Credentials are sent in a header, which every endpoint must support (RFC 6749,
    /// section 2.3.1); one that refuses that gets them in the body.
    ///
    /// # Errors
    ///
    /// The message says what the endpoint answered.
    pub async fn fetch(&self, http: &Http) -> Result<IssuedToken, String> {
        let in_body = self.in_body.load(Ordering::Relaxed);
        let mut response = self.ask(http, in_body).await?;
        if matches!(response.status, 400 | 401) && !in_body {
            let second = self.ask(http, true).await?;
            if second.is_success() {
                self.in_body.store(true, Ordering::Relaxed);
                response = second;
            }
        }
        self.read(&response)
    }

    async fn ask(&self, http: &Http, in_body: bool) -> Result<Response, String> {
        let mut headers = vec![
            ("accept".to_owned(), media_type::JSON.to_owned()),
            ("content-type".to_owned(), media_type::FORM.to_owned()),
        ];
        if !in_body {
            let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
            let pair = format!("{}:{}", encoded(self.client_id.text()), encoded(&self.client_secret.value));
            headers.push(("authorization".into(), format!("Basic {}", BASE64_STANDARD.encode(pair))));
        }
        let (url, body) = (self.token_url.to_string(), Some(self.form(in_body).into_bytes()));
        let request = Request { method: "POST".into(), url, headers, body, ..Request::default() };
        http.send(&request).await.map_err(|error| format!("no token from {}: {error}", self.token_url))
    }

    fn form(&self, in_body: bool) -> String {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("grant_type", "client_credentials");
        if !self.scopes.is_empty() {
            form.append_pair("scope", &self.scopes.join(" "));
        }
        if in_body {
            form.append_pair("client_id", self.client_id.text());
            form.append_pair("client_secret", &self.client_secret.value);
        }
        form.finish()
    }

    fn read(&self, response: &Response) -> Result<IssuedToken, String> {
        let fail = |why: String| Err(format!("no token from {}: {why}", self.token_url));
        let body = response.json().unwrap_or_default();
        if !response.is_success() {
            let said = ["error", "error_description"].into_iter().filter_map(|name| body.get(name)?.as_str());
            let said = hide_secrets(&said.collect::<Vec<_>>().join(": "), self.secrets());
            return fail(format!("status {} {said}", response.status).trim_end().to_owned());
        }
        let token = body.get("access_token").and_then(Value::as_str).filter(|token| is_header_text(token));
        let Some(token) = token else { return fail("its answer holds no access_token".into()) };
        let seconds = match body.get("expires_in") {
            Some(Value::String(text)) => text.parse().ok(),
            other => other.and_then(Value::as_f64).filter(|seconds| *seconds >= 0.0),
        };
        let lifetime = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        Ok(IssuedToken { value: token.to_owned(), lifetime })
    }
}

fn is_header_text(token: &str) -> bool {
    !token.is_empty() && token.chars().all(|c| c.is_ascii_graphic())
}
