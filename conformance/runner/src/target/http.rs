//! A server reached over HTTP: one pool of connections, responses of bounded size, and no redirect to another host.

use crate::exchange::{Request, Response, SendError, SendErrorKind};
use http::{HeaderMap, Method, header};
use http_body_util::{BodyExt, Full};
use hyper::{
    body::{Bytes, Incoming},
    client::conn::{
        self,
        http1::{Connection, SendRequest},
    },
};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder, MaybeHttpsStream};
use hyper_util::{client::legacy::connect::HttpConnector, rt::TokioIo};
use ringback_contract::error::Error;
use ringback_suite::lock::lock_ignoring_poison;
use rustls::{ClientConfig, RootCertStore, crypto::ring::default_provider};
use std::{
    fmt,
    pin::Pin,
    sync::{
        Arc, LazyLock, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::net::TcpStream;
use tower_service::Service;
use url::{Position, Url};

/// Bytes of a response body that are kept; the rest is not read.
const BODY_LIMIT: usize = 1024 * 1024;

/// Redirects that are followed, all on the same host.
const REDIRECTS: usize = 5;

/// Attempts to connect. Repeating is safe: while connecting fails, nothing has been sent.
const ATTEMPTS: usize = 3;

/// The pause before the next attempt to connect.
const PAUSE: Duration = Duration::from_millis(50);

type Stream = MaybeHttpsStream<TokioIo<TcpStream>>;

/// A client with a pool of connections to the target.
pub struct Http {
    connector: HttpsConnector<HttpConnector>,
    /// Idle connections, each with its host.
    idle: Mutex<Vec<(String, Link)>>,
    timeout: Duration,
}

impl fmt::Debug for Http {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.debug_struct("Http").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}

/// A connection, polled by the task that waits for its response: no extra task and no wake-up between tasks per
/// request.
struct Link {
    sender: SendRequest<Full<Bytes>>,
    connection: Pin<Box<Connection<Stream, Full<Bytes>>>>,
    /// The connection is closed and must not be polled again.
    over: bool,
}

impl Http {
    /// A client with this timeout for each response.
    ///
    /// # Errors
    ///
    /// If TLS cannot be set up.
    pub fn new(timeout: Duration) -> Result<Self, Error> {
        let mut tcp = HttpConnector::new();
        tcp.set_nodelay(true);
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(timeout));
        let connector = HttpsConnectorBuilder::new().with_tls_config(tls()?).https_or_http().enable_http1();
        Ok(Self { connector: connector.wrap_connector(tcp), idle: Mutex::default(), timeout })
    }

    /// Sends a request and waits for the response.
    ///
    /// # Errors
    ///
    /// If no complete response arrives.
    pub async fn send(&self, request: &Request) -> Result<Response, SendError> {
        let mut url: Url = request
            .url
            .parse()
            .map_err(|error| send_error(SendErrorKind::Connect, format!("{}: {error}", request.url)))?;
        for _ in 0..=REDIRECTS {
            let response = self.response_in_time(&url, request).await?;
            let Some(next) = followed(&request.method, &url, &response) else { return Ok(response) };
            url = next;
        }
        Err(send_error(SendErrorKind::Redirects, format!("more than {REDIRECTS} redirects, the last one to {url}")))
    }

    /// The response to one request, within the timeout.
    async fn response_in_time(&self, url: &Url, request: &Request) -> Result<Response, SendError> {
        let read = AtomicUsize::new(0);
        let responded = tokio::time::timeout(self.timeout, self.exchange(url, request, &read)).await;
        responded.unwrap_or_else(|_| {
            let what = if read.load(Ordering::Relaxed) > 0 { "no complete response" } else { "no response" };
            Err(send_error(SendErrorKind::Response, format!("{what} within {:?}", self.timeout)))
        })
    }

    /// Sends over an idle connection, or a new one. If the idle one was closed by the server meanwhile, a new one is
    /// safe: nothing was sent.
    async fn exchange(&self, url: &Url, request: &Request, read: &AtomicUsize) -> Result<Response, SendError> {
        let host = url[..Position::BeforePath].to_owned();
        let mut made = made(url, request)?;
        loop {
            let (mut link, fresh) = match self.waiting(&host) {
                Some(link) => (link, false),
                None => (self.connect(url).await?, true),
            };
            match link.exchange(made, read).await {
                Ok((response, again)) => {
                    if again {
                        lock_ignoring_poison(&self.idle).push((host, link));
                    }
                    return Ok(response);
                }
                Err(Failure::NotSent(unsent)) if !fresh => made = *unsent,
                Err(Failure::NotSent(_)) => {
                    return Err(send_error(
                        SendErrorKind::Response,
                        "no response:  the connection was closed at once".into(),
                    ));
                }
                Err(Failure::Broken(error)) => return Err(error),
            }
        }
    }

    fn waiting(&self, host: &str) -> Option<Link> {
        let mut idle = lock_ignoring_poison(&self.idle);
        let at = idle.iter().rposition(|(known, _)| known == host)?;
        Some(idle.swap_remove(at).1)
    }

    async fn connect(&self, url: &Url) -> Result<Link, SendError> {
        let uri: http::Uri =
            url.as_str().parse().map_err(|error| send_error(SendErrorKind::Connect, format!("{url}: {error}")))?;
        let mut attempt = 1;
        let stream = loop {
            let mut connector = self.connector.clone();
            match connector.call(uri.clone()).await {
                Ok(stream) => break stream,
                Err(_) if attempt < ATTEMPTS => attempt += 1,
                Err(error) => {
                    let message = format!("no connection: {}", causes(error.as_ref()));
                    return Err(send_error(SendErrorKind::Connect, message));
                }
            }
            tokio::time::sleep(PAUSE).await;
        };
        let (sender, connection) = conn::http1::handshake(stream)
            .await
            .map_err(|error| send_error(SendErrorKind::Connect, format!("no connection: {}", causes(&error))))?;
        Ok(Link { sender, connection: Box::pin(connection), over: false })
    }
}

/// Why there is no response, by how far the request got.
enum Failure {
    /// Nothing of the request was sent, so it can be sent again.
    NotSent(Box<http::Request<Full<Bytes>>>),
    /// The request was sent, at least in part.
    Broken(SendError),
}

impl Link {
    /// Sends a request and reads the response; also returns whether the connection can be reused.
    async fn exchange(
        &mut self,
        request: http::Request<Full<Bytes>>,
        read: &AtomicUsize,
    ) -> Result<(Response, bool), Failure> {
        let Self { sender, connection, over } = self;
        let responded = async {
            if let Err(error) = sender.ready().await {
                let why = send_error(SendErrorKind::Response, format!("no response:  {}", causes(&error)));
                return Err(match error.is_closed() || error.is_canceled() {
                    true => Failure::NotSent(Box::new(request)),
                    false => Failure::Broken(why),
                });
            }
            let response = sender.try_send_request(request).await.map_err(|mut error| match error.take_message() {
                Some(request) => Failure::NotSent(Box::new(request)),
                None => Failure::Broken(send_error(
                    SendErrorKind::Response,
                    format!("no response:  {}", causes(error.error())),
                )),
            })?;
            let (head, body) = response.into_parts();
            let (body, truncated) = read_body(body, read).await.map_err(Failure::Broken)?;
            Ok(Response { status: head.status.as_u16(), headers: headers(&head.headers), body, truncated })
        };
        tokio::pin!(responded);
        let response = loop {
            tokio::select! {
                biased;
                response = &mut responded => break response,
                _ = connection.as_mut(), if !*over => *over = true,
            }
        }?;
        let again = !*over && !response.truncated && !closes(&response);
        Ok((response, again))
    }
}

/// Whether the server announced that it closes the connection.
fn closes(response: &Response) -> bool {
    response.header("connection").is_some_and(|value| value.to_ascii_lowercase().contains("close"))
}

/// TLS with the root certificates of this machine, read once. If there are none, plain HTTP still works.
fn tls() -> Result<ClientConfig, Error> {
    static CONFIG: LazyLock<Result<ClientConfig, rustls::Error>> = LazyLock::new(trusting_this_machine);
    CONFIG.clone().map_err(|error| Error::Usage(format!("no TLS: {error}")))
}

fn trusting_this_machine() -> Result<ClientConfig, rustls::Error> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let config =
        ClientConfig::builder_with_provider(Arc::new(default_provider())).with_safe_default_protocol_versions();
    Ok(config?.with_root_certificates(roots).with_no_client_auth())
}

fn made(url: &Url, request: &Request) -> Result<http::Request<Full<Bytes>>, SendError> {
    let target = &url[Position::BeforePath..Position::AfterQuery];
    let mut made = http::Request::builder().method(request.method.as_str()).uri(target);
    made = made.header(header::HOST, &url[Position::BeforeHost..Position::BeforePath]);
    for (name, value) in &request.headers {
        made = made.header(name, value);
    }
    let body = request.body.clone().map(Bytes::from).unwrap_or_default();
    made.body(Full::new(body)).map_err(|error| send_error(SendErrorKind::Connect, format!("{url}: {error}")))
}

fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}

/// The body up to the limit, and whether more follows; `read` is updated while it is read.
async fn read_body(mut incoming: Incoming, read: &AtomicUsize) -> Result<(Vec<u8>, bool), SendError> {
    let mut body = Vec::new();
    while let Some(frame) = incoming.frame().await {
        let frame = frame.map_err(|error| broken_off(&error, body.len()))?;
        let Ok(chunk) = frame.into_data() else { continue };
        let room = BODY_LIMIT - body.len();
        body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
        read.store(body.len(), Ordering::Relaxed);
        if chunk.len() > room {
            return Ok((body, true));
        }
    }
    Ok((body, false))
}

fn broken_off(error: &hyper::Error, read: usize) -> SendError {
    let after = if read > 0 { format!(" after {read} bytes of its body") } else { String::new() };
    send_error(SendErrorKind::Response, format!("the response was cut off{after}: {}", causes(error)))
}

fn send_error(kind: SendErrorKind, message: String) -> SendError {
    SendError { kind, message }
}

/// The location of a redirect that may be followed: on the same host, and with the same method and body.
fn followed(method: &str, url: &Url, response: &Response) -> Option<Url> {
    let keeps = match response.status {
        307 | 308 => true,
        301..=303 => *method == Method::GET,
        _ => false,
    };
    let next = url.join(response.header(header::LOCATION.as_str())?).ok()?;
    let upgraded = url.scheme() == "http" && next.scheme() == "https" && url.port().is_none() && next.port().is_none();
    let same = next.host() == url.host()
        && (upgraded || next.scheme() == url.scheme() && next.port_or_known_default() == url.port_or_known_default());
    (keeps && same).then_some(next)
}

/// The message of an error, followed by those of its causes.
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
