//! Sets up a client.

use super::{
    Caller, Failure, HeaderValue, Hook, Http, Retry, TokenProvider, Transport,
    security::{Credential, SecurityScheme},
};
use std::{marker::PhantomData, sync::Arc, time::Duration};

/// The settings of a client.
#[must_use]
pub struct Builder<C> {
    base_url: String,
    token: Option<Arc<dyn TokenProvider>>,
    credentials: Vec<Credential>,
    timeout: Duration,
    longest_body: usize,
    retry: Retry,
    user_agent: String,
    hooks: Vec<Arc<dyn Hook>>,
    transport: Option<Arc<dyn Transport>>,
    client: PhantomData<fn() -> C>,
}

/// The reason why a client cannot be set up.
#[derive(Debug)]
#[non_exhaustive]
pub enum Unbuilt {
    /// The base URL is not HTTP, or contains credentials, a query or a fragment.
    BaseUrl,
    /// The user agent is not valid in a header.
    UserAgent,
    /// The platform's certificates cannot be read.
    Tls(Failure),
}

/// The default user agent: the crate and its version.
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
const TIMEOUT: Duration = Duration::from_secs(30);
/// The default limit of a response body: 16 MiB, far more than any documented response needs.
const LONGEST_BODY: usize = 16 << 20;

impl<C: From<Caller>> Builder<C> {
    /// Settings for the API at a URL, with defaults.
    pub fn new(base_url: &str) -> Self {
        Self {
            base_url: base_url.into(),
            token: None,
            credentials: Vec::new(),
            timeout: TIMEOUT,
            longest_body: LONGEST_BODY,
            retry: Retry::default(),
            user_agent: USER_AGENT.into(),
            hooks: Vec::new(),
            transport: None,
            client: PhantomData,
        }
    }

    /// Sets the base URL, such as that of another region or a test server. Documented paths are appended to it.
    pub fn base_url(mut self, base_url: &str) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// Sets the source of bearer tokens. Without one, no `Authorization` header is sent.
    pub fn token(mut self, token: impl TokenProvider + 'static) -> Self {
        self.token = Some(Arc::new(token));
        self
    }

    /// Sets the secret for a documented way to identify oneself, or what provides it.
    pub fn credential(mut self, scheme: &'static SecurityScheme, secret: impl TokenProvider + 'static) -> Self {
        self.credentials.push(Credential { scheme, secret: Arc::new(secret) });
        self
    }

    /// Sets the timeout of one attempt, including its response body. Default: 30 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the size limit of a response body, in bytes. Default: 16 MiB.
    pub fn longest_body(mut self, bytes: usize) -> Self {
        self.longest_body = bytes;
        self
    }

    /// Sets when a request is repeated.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Sets the user agent. Default: the crate's name and version.
    pub fn user_agent(mut self, user_agent: &str) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// Adds a hook that is called before every request and after every response, in the order of adding.
    pub fn hook(mut self, hook: impl Hook + 'static) -> Self {
        self.hooks.push(Arc::new(hook));
        self
    }

    /// Replaces the transport [`Http`]; the new one has its own timeout and limit.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// If the base URL or the user agent is invalid, or the platform's certificates cannot be read.
    pub fn build(self) -> Result<C, Unbuilt> {
        let url = reqwest::Url::parse(&self.base_url).map_err(|_| Unbuilt::BaseUrl)?;
        let bare = url.username().is_empty() && url.password().is_none();
        let plain = url.query().is_none() && url.fragment().is_none();
        if !matches!(url.scheme(), "http" | "https") || !bare || !plain {
            return Err(Unbuilt::BaseUrl);
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => {
                let secure = url.scheme() == "https";
                Arc::new(Http::new(self.timeout, self.longest_body, secure).map_err(Unbuilt::Tls)?)
            }
        };
        Ok(C::from(Caller {
            base_url: url.as_str().trim_end_matches('/').into(),
            transport,
            token: self.token,
            credentials: self.credentials.into(),
            retry: self.retry,
            hooks: self.hooks.into(),
            user_agent: HeaderValue::from_str(&self.user_agent).map_err(|_| Unbuilt::UserAgent)?,
        }))
    }
}

impl<C> std::fmt::Debug for Builder<C> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder").field("timeout", &self.timeout).field("retry", &self.retry).finish_non_exhaustive()
    }
}

impl std::fmt::Display for Unbuilt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::BaseUrl => "the base URL must be http:// or https:// without credentials, query and fragment",
            Self::UserAgent => "the user agent cannot stand in a header",
            Self::Tls(_) => "the platform's certificates cannot be read",
        })
    }
}

impl std::error::Error for Unbuilt {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Tls(failure) => Some(failure.as_ref()),
            Self::BaseUrl | Self::UserAgent => None,
        }
    }
}
