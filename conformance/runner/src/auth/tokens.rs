//! Tokens that are issued during a run: fetched when first needed, before they expire, and once after a 401.

use super::{credentials::Credentials, oauth2::OAuth2};
use crate::{
    exchange::{SendError, SendErrorKind},
    program::Program,
    secret::Secret,
    target::Http,
};
use ringback_suite::lock::lock_ignoring_poison;
use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

/// How long before its end a token is replaced, at most: a request may take as long.
const MARGIN: Duration = Duration::from_secs(30);

/// The part of a short life that is left when a token is replaced: a quarter.
const MARGIN_DIVISOR: u32 = 4;

/// A token as it was issued.
pub struct IssuedToken {
    /// The token.
    pub value: String,
    /// How long it is valid, if that was said.
    pub lifetime: Option<Duration>,
}

/// Where tokens come from, and the current one.
#[derive(Debug)]
pub struct TokenSource {
    issuer: Issuer,
    current: tokio::sync::Mutex<Option<Token>>,
    issued: Mutex<Vec<Secret>>,
}

#[derive(Debug)]
enum Issuer {
    OAuth2(OAuth2, Box<Http>),
    Command(Program),
}

#[derive(Debug)]
struct Token {
    value: String,
    replace_at: Option<Instant>,
    /// Whether a request with it was answered by something else than 401.
    accepted: bool,
    /// Whether it was issued because the one before was refused.
    after_refusal: bool,
}

impl TokenSource {
    /// The source of the tokens, if these credentials need any.
    pub fn of(credentials: &Credentials, http: Http) -> Option<Self> {
        let issuer = match credentials {
            Credentials::OAuth2(oauth2) => Issuer::OAuth2(oauth2.clone(), Box::new(http)),
            Credentials::Command(program) => Issuer::Command(program.clone()),
            Credentials::Bearer(_) | Credentials::Basic { .. } | Credentials::ApiKey { .. } | Credentials::SigV4(_) => {
                return None;
            }
        };
        Some(Self { issuer, current: tokio::sync::Mutex::default(), issued: Mutex::default() })
    }

    /// The shell expression that yields a token.
    pub fn reference(&self) -> String {
        match &self.issuer {
            Issuer::OAuth2(oauth2, _) => oauth2.reference(),
            Issuer::Command(program) => format!("$({})", program.shell_command()),
        }
    }

    /// All tokens that were issued.
    pub fn issued(&self) -> Vec<Secret> {
        lock_ignoring_poison(&self.issued).clone()
    }

    /// The current token; a new one, if there is none or it expires soon.
    ///
    /// # Errors
    ///
    /// If none is issued.
    pub async fn current(&self) -> Result<String, SendError> {
        let mut current = self.current.lock().await;
        match &*current {
            Some(token) if token.replace_at.is_none_or(|at| Instant::now() < at) => Ok(token.value.clone()),
            _ => self.replace(&mut current, false).await,
        }
    }

    /// Notes that a token was accepted, so that it is worth another one when it is refused later.
    pub async fn accepted(&self, value: &str) {
        if let Some(token) = self.current.lock().await.as_mut().filter(|token| token.value == value) {
            token.accepted = true;
        }
    }

    /// A token to try again with after a 401; none if that would get the same answer, because the refused one was issued
    /// for that reason already.
    ///
    /// # Errors
    ///
    /// If none is issued.
    pub async fn after_refusal(&self, refused: &str) -> Result<Option<String>, SendError> {
        let mut current = self.current.lock().await;
        match &*current {
            Some(token) if token.value != refused => Ok(Some(token.value.clone())),
            Some(token) if token.after_refusal && !token.accepted => Ok(None),
            _ => self.replace(&mut current, true).await.map(Some),
        }
    }

    async fn replace(&self, current: &mut Option<Token>, after_refusal: bool) -> Result<String, SendError> {
        let issued = match &self.issuer {
            Issuer::OAuth2(oauth2, http) => oauth2.fetch(http).await,
            Issuer::Command(program) => printed(program).await,
        };
        let IssuedToken { value, lifetime } =
            issued.map_err(|message| SendError { kind: SendErrorKind::Credentials, message })?;
        let secret = Secret { reference: self.reference(), value: value.clone() };
        let mut all = lock_ignoring_poison(&self.issued);
        if !all.contains(&secret) {
            all.push(secret);
        }
        // One that ends beyond all clocks is not replaced.
        let replace_at =
            lifetime.and_then(|lifetime| Instant::now().checked_add(lifetime - MARGIN.min(lifetime / MARGIN_DIVISOR)));
        *current = Some(Token { value: value.clone(), replace_at, accepted: false, after_refusal });
        Ok(value)
    }
}

/// The token that a program prints.
async fn printed(program: &Program) -> Result<IssuedToken, String> {
    let output = program.output().await?;
    let value = output.trim();
    if value.is_empty() || value.chars().any(|c| c.is_control() || c == ' ') {
        let found = if value.is_empty() { "nothing" } else { "more than one word" };
        return Err(format!("no token: `{}` printed {found}, expected one token", program.shell_command()));
    }
    Ok(IssuedToken { value: value.to_owned(), lifetime: None })
}
