//! A server reached by HTTP: one pool of connections, bounded answers, and no redirect to strangers.

use super::{Trouble, TroubleKind};
use crate::{event::Answer, shot::Request};
use http::{HeaderMap, Method, header};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, Error as ClientError, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use ringback_generator::error::Error;
use rustls::{ClientConfig, RootCertStore, crypto::ring::default_provider};
use std::{sync::Arc, time::Duration};
use url::Url;

/// As much of an answer's body as is kept; the rest is not read.
const KEPT: usize = 1024 * 1024;

/// Redirects that are followed, all on the same host.
const REDIRECTS: usize = 5;

/// Attempts to connect; nothing was sent when one fails.
const ATTEMPTS: usize = 3;

/// The pause before the next attempt to connect.
const PAUSE: Duration = Duration::from_millis(50);

/// A server.
#[derive(Debug)]
pub struct Http {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    timeout: Duration,
}

impl Http {
    /// A client that waits this long for each answer.
    ///
    /// # Errors
    ///
    /// When TLS cannot be set up.
    pub fn new(timeout: Duration) -> Result<Self, Error> {
        let mut tcp = HttpConnector::new();
        tcp.set_nodelay(true);
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(timeout));
        let connector = HttpsConnectorBuilder::new().with_tls_config(tls()?).https_or_http().enable_http1();
        let client =
            Client::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).build(connector.wrap_connector(tcp));
        Ok(Self { client, timeout })
    }

    /// Sends a request and waits for the answer.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub async fn fire(&self, request: &Request) -> Result<Answer, Trouble> {
        let mut url: Url =
            request.url.parse().map_err(|error| trouble(TroubleKind::Connect, format!("{}: {error}", request.url)))?;
        for _ in 0..=REDIRECTS {
            let answer = self.answered(&url, request).await?;
            let Some(next) = followed(&request.method, &url, &answer) else { return Ok(answer) };
            url = next;
        }
        Err(trouble(TroubleKind::Redirects, format!("it redirects more than {REDIRECTS} times, at last to {url}")))
    }

    /// The answer to one request, within the time.
    async fn answered(&self, url: &Url, request: &Request) -> Result<Answer, Trouble> {
        let mut read = 0;
        let answered = async {
            let response = self.send(url, request).await?;
            let (head, body) = response.into_parts();
            let (body, cut) = kept(body, &mut read).await?;
            Ok(Answer { status: head.status.as_u16(), headers: headers(&head.headers), body, cut })
        };
        let answered = tokio::time::timeout(self.timeout, answered).await;
        answered.unwrap_or_else(|_| {
            let what = if read > 0 { "no whole answer" } else { "no answer" };
            Err(trouble(TroubleKind::Answer, format!("{what} within {:?}", self.timeout)))
        })
    }

    async fn send(&self, url: &Url, request: &Request) -> Result<http::Response<Incoming>, Trouble> {
        let mut attempt = 1;
        loop {
            match self.client.request(made(url, request)?).await {
                Ok(response) => return Ok(response),
                Err(error) if error.is_connect() && attempt < ATTEMPTS => attempt += 1,
                Err(error) => return Err(not_sent(&error)),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

/// The certificates that this machine trusts; one that has none can still reach what needs none.
fn tls() -> Result<ClientConfig, Error> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let config =
        ClientConfig::builder_with_provider(Arc::new(default_provider())).with_safe_default_protocol_versions();
    let config = config.map_err(|error| Error::Usage(format!("no TLS: {error}")))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

fn made(url: &Url, request: &Request) -> Result<http::Request<Full<Bytes>>, Trouble> {
    let mut made = http::Request::builder().method(request.method.as_str()).uri(url.as_str());
    for (name, value) in &request.headers {
        made = made.header(name, value);
    }
    let body = request.body.clone().map(Bytes::from).unwrap_or_default();
    made.body(Full::new(body)).map_err(|error| trouble(TroubleKind::Connect, format!("{url}: {error}")))
}

fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}

/// The body as far as it is kept, and whether more follows; `read` counts while it is read.
async fn kept(mut incoming: Incoming, read: &mut usize) -> Result<(Vec<u8>, bool), Trouble> {
    let mut body = Vec::new();
    while let Some(frame) = incoming.frame().await {
        let frame = frame.map_err(|error| broken_off(&error, body.len()))?;
        let Ok(chunk) = frame.into_data() else { continue };
        let room = KEPT - body.len();
        body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
        *read = body.len();
        if chunk.len() > room {
            return Ok((body, true));
        }
    }
    Ok((body, false))
}

fn broken_off(error: &hyper::Error, read: usize) -> Trouble {
    let after = if read > 0 { format!(" after {read} bytes of its body") } else { String::new() };
    trouble(TroubleKind::Answer, format!("the answer broke off{after}: {}", causes(error)))
}

fn not_sent(error: &ClientError) -> Trouble {
    if error.is_connect() {
        return trouble(TroubleKind::Connect, format!("no connection: {}", causes(error)));
    }
    trouble(TroubleKind::Answer, format!("no answer: {}", causes(error)))
}

fn trouble(kind: TroubleKind, message: String) -> Trouble {
    Trouble { kind, message }
}

/// Where a redirect leads, when it is one that may be followed: on the same host, and without changing what is asked.
fn followed(method: &str, url: &Url, answer: &Answer) -> Option<Url> {
    let keeps = match answer.status {
        307 | 308 => true,
        301..=303 => *method == Method::GET,
        _ => false,
    };
    let next = url.join(answer.header(header::LOCATION.as_str())?).ok()?;
    let upgraded = url.scheme() == "http" && next.scheme() == "https" && url.port().is_none() && next.port().is_none();
    let same = next.host() == url.host()
        && (upgraded || next.scheme() == url.scheme() && next.port_or_known_default() == url.port_or_known_default());
    (keeps && same).then_some(next)
}

/// What an error says, with its causes.
fn causes(error: &dyn std::error::Error) -> String {
    let mut messages = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(inner) = cause {
        let message = inner.to_string();
        if !messages.iter().any(|known| known.contains(&message)) {
            messages.push(message);
        }
        cause = inner.source();
    }
    messages.join(": ")
}
