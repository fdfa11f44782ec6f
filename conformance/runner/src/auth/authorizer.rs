//! Sends requests with credentials: tokens are fetched when they are needed, and once more after a 401.

use super::{
    credentials::{Credentials, bearer},
    tokens::TokenSource,
};
use crate::{
    exchange::{Request, Response, SendError},
    secret::Secret,
    target::Http,
};
use ringback_contract::operation::status;
use std::time::SystemTime;

/// Credentials with the tokens that were issued for them.
#[derive(Debug)]
pub struct Authorizer {
    credentials: Credentials,
    /// Where tokens come from, if they are issued during the run.
    tokens: Option<TokenSource>,
}

impl Authorizer {
    /// An authorizer that fetches tokens by this client.
    pub fn new(credentials: Credentials, http: Http) -> Self {
        Self { tokens: TokenSource::of(&credentials, http), credentials }
    }

    /// The secrets that must not be shown, those issued so far included.
    pub fn secrets(&self) -> Vec<Secret> {
        let mut secrets = self.tokens.as_ref().map(TokenSource::issued).unwrap_or_default();
        secrets.extend(self.credentials.secrets());
        secrets
    }

    /// The headers as they may be shown.
    pub fn shown_headers(&self) -> Vec<(String, String)> {
        match &self.credentials {
            Credentials::Bearer(token) => vec![bearer(&token.reference)],
            Credentials::Basic { .. } => {
                let pair = self.credentials.secrets().into_iter().next();
                vec![(
                    "authorization".into(),
                    format!("Basic {}", pair.map_or_else(String::new, |pair| pair.reference)),
                )]
            }
            Credentials::ApiKey { header, value } => vec![(header.clone(), value.reference.clone())],
            Credentials::OAuth2(_) | Credentials::Command(_) => vec![bearer(&self.token_reference())],
            Credentials::SigV4(sigv4) => sigv4.shown_headers(),
        }
    }

    /// The arguments of `curl` that send the credentials, secrets left to the shell.
    pub fn curl_arguments(&self) -> String {
        self.credentials.curl_arguments(&self.token_reference())
    }

    /// What to look at when the credentials are not accepted, such as `$TOKEN`.
    pub fn origins(&self) -> Vec<String> {
        self.credentials.origins()
    }

    /// The names of the headers that are set, in lower case.
    pub fn header_names(&self) -> Vec<&str> {
        self.credentials.header_names()
    }

    /// The headers with credentials that nobody has.
    pub fn wrong_headers(&self) -> Vec<(String, String)> {
        self.credentials.wrong_headers()
    }

    fn token_reference(&self) -> String {
        self.tokens.as_ref().map(TokenSource::reference).unwrap_or_default()
    }

    /// Sends a request with the credentials. If a token that was issued is refused, another one is tried once.
    ///
    /// # Errors
    ///
    /// If no token can be had, or no complete response arrives.
    pub async fn send(&self, http: &Http, request: &Request) -> Result<Response, SendError> {
        let Some(tokens) = &self.tokens else { return http.send_signed(request, |request| self.signed(request)).await };
        let token = tokens.current().await?;
        let response = http.send(&with_headers(request, vec![bearer(&token)])).await?;
        if !status::is_unauthorised(response.status) {
            tokens.accepted(&token).await;
            return Ok(response);
        }
        match tokens.after_refusal(&token).await? {
            Some(token) => {
                let response = http.send(&with_headers(request, vec![bearer(&token)])).await?;
                if !status::is_unauthorised(response.status) {
                    tokens.accepted(&token).await;
                }
                Ok(response)
            }
            None => Ok(response),
        }
    }

    fn signed(&self, request: &Request) -> Result<Request, SendError> {
        let headers = match &self.credentials {
            Credentials::SigV4(sigv4) => sigv4.headers(request, SystemTime::now())?,
            others => others.fixed_headers(),
        };
        Ok(with_headers(request, headers))
    }
}

/// A request with these headers instead of its own of the same names.
fn with_headers(request: &Request, headers: Vec<(String, String)>) -> Request {
    let mut request = request.clone();
    request.headers.retain(|(name, _)| headers.iter().all(|(other, _)| other != name));
    request.headers.extend(headers);
    request
}
