//! A server reached by HTTP: one pool of connections, bounded answers, and no redirect to strangers.

use super::{Trouble, TroubleKind};
use crate::{event::Answer, shot::Request};
use reqwest::{Client, ClientBuilder, Method, Response, header, redirect::Policy};
use ringback_generator::error::Error;
use std::{error::Error as _, time::Duration};
use url::Url;

/// As much of an answer's body as is kept; the rest is not read.
const KEPT: usize = 1024 * 1024;

/// Redirects that are followed, all on the same host.
const REDIRECTS: usize = 5;

/// Attempts to connect; nothing was sent when one fails.
const ATTEMPTS: usize = 3;

/// The pause before the next attempt to connect.
const PAUSE: Duration = Duration::from_millis(50);

/// A client that can speak TLS.
pub fn client() -> ClientBuilder {
    // It fails only when a provider is installed already, and then that one is used.
    _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
}

/// A server.
#[derive(Debug)]
pub struct Http {
    client: Client,
    timeout: Duration,
}

impl Http {
    /// A client that waits this long for each answer.
    ///
    /// # Errors
    ///
    /// When TLS cannot be set up.
    pub fn new(timeout: Duration) -> Result<Self, Error> {
        let builder = || client().timeout(timeout).redirect(Policy::none()).no_proxy().tcp_nodelay(true);
        // A machine without certificates can still reach what needs none.
        let client = builder().build().or_else(|_| builder().tls_certs_only([]).build());
        let client = client.map_err(|error| Error::Usage(format!("no HTTP client: {}", causes(&error))))?;
        Ok(Self { client, timeout })
    }

    /// Sends a request and waits for the answer.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub async fn fire(&self, request: &Request) -> Result<Answer, Trouble> {
        let method = Method::from_bytes(request.method.as_bytes())
            .map_err(|_| trouble(TroubleKind::Connect, format!("{:?} is no method", request.method)))?;
        let mut url: Url =
            request.url.parse().map_err(|error| trouble(TroubleKind::Connect, format!("{}: {error}", request.url)))?;
        for _ in 0..=REDIRECTS {
            let response = self.send(&method, &url, request).await?;
            let Some(next) = followed(&method, &url, &response) else { return self.answer(response).await };
            url = next;
        }
        Err(trouble(TroubleKind::Redirects, format!("it redirects more than {REDIRECTS} times, at last to {url}")))
    }

    async fn send(&self, method: &Method, url: &Url, request: &Request) -> Result<Response, Trouble> {
        let mut attempt = 1;
        loop {
            let mut builder = self.client.request(method.clone(), url.clone());
            for (name, value) in &request.headers {
                builder = builder.header(name, value);
            }
            if let Some(body) = &request.body {
                builder = builder.body(body.clone());
            }
            match builder.send().await {
                Ok(response) => return Ok(response),
                Err(error) if error.is_connect() && !error.is_timeout() && attempt < ATTEMPTS => attempt += 1,
                Err(error) => return Err(self.trouble(&error, 0)),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn answer(&self, mut response: Response) -> Result<Answer, Trouble> {
        let status = response.status().as_u16();
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        let mut body = Vec::new();
        let mut cut = false;
        while let Some(chunk) = response.chunk().await.map_err(|error| self.trouble(&error, body.len()))? {
            let room = KEPT - body.len();
            body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
            if chunk.len() > room {
                cut = true;
                break;
            }
        }
        Ok(Answer { status, headers, body, cut })
    }

    fn trouble(&self, error: &reqwest::Error, read: usize) -> Trouble {
        if error.is_timeout() {
            let what = if read > 0 { "no whole answer" } else { "no answer" };
            return trouble(TroubleKind::Answer, format!("{what} within {:?}", self.timeout));
        }
        if error.is_connect() {
            return trouble(TroubleKind::Connect, format!("no connection: {}", causes(error)));
        }
        let what = if error.is_body() || error.is_decode() { "the answer broke off" } else { "no answer" };
        let after = if read > 0 { format!(" after {read} bytes of its body") } else { String::new() };
        trouble(TroubleKind::Answer, format!("{what}{after}: {}", causes(error)))
    }
}

fn trouble(kind: TroubleKind, message: String) -> Trouble {
    Trouble { kind, message }
}

/// Where a redirect leads, when it is one that may be followed: on the same host, and without changing what is asked.
fn followed(method: &Method, url: &Url, response: &Response) -> Option<Url> {
    let keeps = match response.status().as_u16() {
        307 | 308 => true,
        301..=303 => *method == Method::GET,
        _ => false,
    };
    let location = response.headers().get(header::LOCATION)?.to_str().ok()?;
    let next = url.join(location).ok()?;
    let upgraded = url.scheme() == "http" && next.scheme() == "https" && url.port().is_none() && next.port().is_none();
    let same = next.host() == url.host()
        && (upgraded || next.scheme() == url.scheme() && next.port_or_known_default() == url.port_or_known_default());
    (keeps && same).then_some(next)
}

/// What an error says, with its causes and without the address, which the report shows anyway.
fn causes(error: &reqwest::Error) -> String {
    let mut cause = error.source();
    let mut messages: Vec<String> = Vec::new();
    while let Some(inner) = cause {
        let message = inner.to_string();
        if !messages.iter().any(|known| known.contains(&message)) {
            messages.push(message);
        }
        cause = inner.source();
    }
    if messages.is_empty() { "the request could not be made".into() } else { messages.join(": ") }
}
