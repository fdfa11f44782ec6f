//! Sources of bearer tokens, which are asked before every request, so that tokens may be renewed.

use super::{Answering, Failure};

/// A bearer token. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// The token's text.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

impl From<String> for Token {
    fn from(token: String) -> Self {
        Self(token)
    }
}

impl From<&str> for Token {
    fn from(token: &str) -> Self {
        Self(token.into())
    }
}

/// Provides the bearer token of every request: a text, or an async function that may renew it.
///
/// ```
/// use ringback_types::client::{Token, TokenProvider};
///
/// fn provider() -> impl TokenProvider {
///     || async { std::env::var("TOKEN").map(Token::from) }
/// }
/// ```
pub trait TokenProvider: Send + Sync {
    /// The token for the next request.
    fn token(&self) -> Answering<'_, Result<Token, Failure>>;
}

impl TokenProvider for Token {
    fn token(&self) -> Answering<'_, Result<Token, Failure>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

impl TokenProvider for String {
    fn token(&self) -> Answering<'_, Result<Token, Failure>> {
        Box::pin(std::future::ready(Ok(Token(self.clone()))))
    }
}

impl TokenProvider for &'static str {
    fn token(&self) -> Answering<'_, Result<Token, Failure>> {
        Box::pin(std::future::ready(Ok(Token::from(*self))))
    }
}

impl<F, Fut, E> TokenProvider for F
where
    F: Fn() -> Fut + Send + Sync,
    Fut: std::future::Future<Output = Result<Token, E>> + Send,
    E: Into<Failure>,
{
    fn token(&self) -> Answering<'_, Result<Token, Failure>> {
        Box::pin(async move { self().await.map_err(Into::into) })
    }
}
