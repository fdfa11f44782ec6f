//! A server reached over HTTP: one pool of connections, responses of bounded size, and no redirect to another host.

use super::{
    causes::causes,
    connector::{Connector, Stream},
    content_encoding,
    options::HttpOptions,
};
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
use ringback_contract::{error::Error, operation::status};
use ringback_suite::lock::lock_ignoring_poison;
use std::{
    fmt,
    pin::Pin,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::Poll,
    time::Duration,
};
use url::{Position, Url};

/// Redirects that are followed, all on the same host.
const REDIRECTS: usize = 5;

/// Bytes of a header that are kept: all results of a run are in memory together.
const LONGEST_HEADER: usize = 8 * 1024;

/// Headers of a response that are kept.
const MOST_HEADERS: usize = 100;

/// A client with a pool of connections to the target.
pub struct Http {
    connector: Connector,
    /// Idle connections, each with its host and whether it is surely to this machine.
    idle: Mutex<Vec<((String, bool), Link)>>,
    timeout: Duration,
    max_body: usize,
}

impl fmt::Debug for Http {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.debug_struct("Http").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}

/// What reads from and writes to a connection.
type Driver = Pin<Box<Connection<Stream, Full<Bytes>>>>;

/// A connection, polled by the task that waits for its response: no extra task and no wake-up between tasks per
/// request.
struct Link {
    sender: SendRequest<Full<Bytes>>,
    /// None once the server has closed it: only when it is dropped does the sender learn of that.
    connection: Option<Driver>,
}

impl Http {
    /// A client with this timeout for each response.
    ///
    /// # Errors
    ///
    /// If TLS cannot be set up.
    pub fn new(timeout: Duration) -> Result<Self, Error> {
        Self::with(&HttpOptions { timeout, ..HttpOptions::default() })
    }

    /// A client with these options.
    ///
    /// # Errors
    ///
    /// If TLS cannot be set up.
    pub fn with(options: &HttpOptions) -> Result<Self, Error> {
        let HttpOptions { timeout, max_body, .. } = *options;
        Ok(Self { connector: Connector::new(options)?, idle: Mutex::default(), timeout, max_body })
    }

    /// Sends a request and waits for the response.
    ///
    /// # Errors
    ///
    /// If no complete response arrives.
    pub async fn send(&self, request: &Request) -> Result<Response, SendError> {
        self.send_signed(request, |request| Ok(request.clone())).await
    }

    /// Sends a request that is signed for the URL to which it goes, and signed again where a redirect is followed.
    ///
    /// # Errors
    ///
    /// If it cannot be signed, or no complete response arrives.
    pub async fn send_signed(
        &self,
        request: &Request,
        sign: impl Fn(&Request) -> Result<Request, SendError>,
    ) -> Result<Response, SendError> {
        let mut signed = sign(request)?;
        for _ in 0..=REDIRECTS {
            let url: Url = signed
                .url
                .parse()
                .map_err(|error| send_error(SendErrorKind::Connect, format!("{}: {error}", signed.url)))?;
            let response = self.response_in_time(&url, &signed).await?;
            let Some(next) = followed(&signed.method, &url, &response) else { return Ok(response) };
            signed = sign(&Request { url: next.into(), ..request.clone() })?;
        }
        let last = signed.url;
        Err(send_error(SendErrorKind::Redirects, format!("more than {REDIRECTS} redirects, the last one to {last}")))
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
        let host = (url[..Position::BeforePath].to_owned(), self.connector.is_local_only(request.rings));
        let mut made = self.made(url, request)?;
        loop {
            let (mut link, fresh) = match self.waiting(&host) {
                Some(mut link) => {
                    // While it waited nobody polled it: only now it shows whether the server has closed it.
                    if link.is_closed().await {
                        continue;
                    }
                    (link, false)
                }
                None => (self.connect(url, request.rings).await?, true),
            };
            match link.exchange(made, read, self.max_body).await {
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

    /// The request on the wire. A proxy that forwards it is told the whole URL.
    fn made(&self, url: &Url, request: &Request) -> Result<http::Request<Full<Bytes>>, SendError> {
        let proxy = self.connector.forwarding_proxy(url, request.rings);
        let from = if proxy.is_some() { Position::BeforeScheme } else { Position::BeforePath };
        let mut made = http::Request::builder().method(request.method.as_str()).uri(&url[from..Position::AfterQuery]);
        made = made.header(header::HOST, &url[Position::BeforeHost..Position::BeforePath]);
        if let Some(auth) = proxy.as_ref().and_then(|proxy| proxy.basic_auth()) {
            made = made.header(header::PROXY_AUTHORIZATION, auth);
        }
        for (name, value) in &request.headers {
            made = made.header(name, value);
        }
        let body = request.body.clone().map(Bytes::from).unwrap_or_default();
        made.body(Full::new(body)).map_err(|error| send_error(SendErrorKind::Connect, format!("{url}: {error}")))
    }

    fn waiting(&self, host: &(String, bool)) -> Option<Link> {
        let mut idle = lock_ignoring_poison(&self.idle);
        let at = idle.iter().rposition(|(known, _)| known == host)?;
        Some(idle.swap_remove(at).1)
    }

    async fn connect(&self, url: &Url, rings: bool) -> Result<Link, SendError> {
        let connected = self.connector.connect(url, rings).await;
        let stream = connected.map_err(|message| send_error(SendErrorKind::Connect, message))?;
        let (sender, connection) = conn::http1::handshake(stream)
            .await
            .map_err(|error| send_error(SendErrorKind::Connect, format!("no connection: {}", causes(&error))))?;
        Ok(Link { sender, connection: Some(Box::pin(connection)) })
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
    /// Whether the server has closed the connection, as far as has arrived here.
    async fn is_closed(&mut self) -> bool {
        let closed = std::future::poll_fn(|context| {
            let Some(connection) = &mut self.connection else { return Poll::Ready(true) };
            Poll::Ready(connection.as_mut().poll(context).is_ready())
        });
        closed.await
    }

    /// Sends a request and reads the response; also returns whether the connection can be reused.
    async fn exchange(
        &mut self,
        request: http::Request<Full<Bytes>>,
        read: &AtomicUsize,
        max_body: usize,
    ) -> Result<(Response, bool), Failure> {
        let Self { sender, connection } = self;
        let responded = async {
            if let Err(error) = sender.ready().await {
                let why = send_error(SendErrorKind::Response, format!("no response: {}", causes(&error)));
                return Err(match error.is_closed() || error.is_canceled() {
                    true => Failure::NotSent(Box::new(request)),
                    false => Failure::Broken(why),
                });
            }
            let response = sender.try_send_request(request).await.map_err(|mut error| match error.take_message() {
                Some(request) => Failure::NotSent(Box::new(request)),
                None => Failure::Broken(send_error(
                    SendErrorKind::Response,
                    format!("no response: {}", causes(error.error())),
                )),
            })?;
            let (head, body) = response.into_parts();
            let (body, truncated) = read_body(body, read, max_body).await.map_err(Failure::Broken)?;
            let status = head.status.as_u16();
            let response = Response { status, headers: headers(&head.headers), body, truncated };
            decoded(response, max_body).map_err(Failure::Broken)
        };
        tokio::pin!(responded);
        let response = loop {
            tokio::select! {
                biased;
                response = &mut responded => break response,
                () = until_closed(connection) => *connection = None,
            }
        }?;
        // A server that fails may close the connection a moment later, without a word: the next request would pay for it.
        let is_sound = !response.truncated && !status::is_server_error(response.status);
        let again = connection.is_some() && is_sound && !closes(&response);
        Ok((response, again))
    }
}

/// Drives a connection until the server closes it; for ever, if it is closed already.
async fn until_closed(connection: &mut Option<Driver>) {
    match connection {
        Some(connection) => _ = connection.as_mut().await,
        None => std::future::pending().await,
    }
}

/// A response with its body out of its content encodings. A body that was cut is left as it is.
fn decoded(mut response: Response, max_body: usize) -> Result<Response, SendError> {
    let Some(encodings) = response.header("content-encoding").filter(|_| !response.truncated) else {
        return Ok(response);
    };
    let decoded = content_encoding::decode(response.body.clone(), encodings, max_body);
    (response.body, response.truncated) = decoded.map_err(|why| send_error(SendErrorKind::Response, why))?;
    Ok(response)
}

/// Whether the server announced that it closes the connection.
fn closes(response: &Response) -> bool {
    response.header("connection").is_some_and(|value| value.to_ascii_lowercase().contains("close"))
}

fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &http::HeaderValue| {
        let bytes = value.as_bytes();
        let kept = String::from_utf8_lossy(bytes.get(..LONGEST_HEADER).unwrap_or(bytes)).into_owned();
        if bytes.len() > LONGEST_HEADER { kept + "…" } else { kept }
    };
    headers.iter().take(MOST_HEADERS).map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}

/// The body up to the limit, and whether more follows; `read` is updated while it is read.
async fn read_body(mut incoming: Incoming, read: &AtomicUsize, max_body: usize) -> Result<(Vec<u8>, bool), SendError> {
    let mut body = Vec::new();
    while let Some(frame) = incoming.frame().await {
        let frame = frame.map_err(|error| broken_off(&error, body.len()))?;
        let Ok(chunk) = frame.into_data() else { continue };
        let room = max_body - body.len();
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
