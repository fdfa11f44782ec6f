//! The transport of requests: HTTP, or an implementation by the caller.

use super::{Answer, Answering, Failure, Reason, Request, Streamed, Unanswered, header::CONTENT_LENGTH};
use std::{sync::Arc, time::Duration};

/// Sends one request and returns its response, whatever the status. It neither repeats requests nor follows redirects.
pub trait Transport: Send + Sync {
    /// Sends a request.
    fn send<'a>(&'a self, request: &'a Request) -> Answering<'a, Result<Answer, Unanswered>>;

    /// Sends a request; returns its response as soon as its headers are there. By default its body comes in one piece.
    fn open<'a>(&'a self, request: &'a Request) -> Answering<'a, Result<Streamed, Unanswered>> {
        Box::pin(async move { self.send(request).await.map(Streamed::from) })
    }
}

/// HTTP by `reqwest`: TLS by `rustls` with the certificates of the platform, no redirects.
#[derive(Clone, Debug)]
pub struct Http {
    client: reqwest::Client,
    longest: usize,
    /// The timeout of a response, and of each piece of a stream.
    timeout: Option<Duration>,
}

/// The timeout for making a connection.
const CONNECTED_IN: Duration = Duration::from_secs(10);

impl Http {
    /// HTTP with a timeout for a request with its response, and a size limit of the response body. If `secure` is
    /// false, no certificates are loaded, and only plain HTTP works.
    pub(super) fn new(timeout: Duration, longest: usize, secure: bool) -> Result<Self, Failure> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(timeout)
            // Within the timeout, so that what was never connected is known not to have been sent.
            .connect_timeout(CONNECTED_IN.min(timeout / 4 * 3))
            .tls_backend_preconfigured(tls(secure)?)
            .build()?;
        Ok(Self { client, longest, timeout: Some(timeout) })
    }

    /// HTTP by the caller's own `reqwest` client, with its proxies, certificates and timeouts. A client that follows
    /// redirects may send a POST twice.
    pub fn with(client: reqwest::Client, longest: usize) -> Self {
        Self { client, longest, timeout: None }
    }

    /// The request for `reqwest`.
    fn request(&self, request: &Request) -> reqwest::RequestBuilder {
        let sending = self.client.request(request.method.clone(), &request.url).headers(request.headers.clone());
        match (&request.body, &request.stream) {
            (Some(body), _) => sending.body(body.clone()),
            (None, None) => sending,
            (None, Some(stream)) => {
                let sending = match stream.length() {
                    Some(length) => sending.header(CONTENT_LENGTH, length),
                    None => sending,
                };
                sending.body(reqwest::Body::wrap_stream(stream.take()))
            }
        }
    }
}

/// Longer than any stream takes: its pieces have timeouts of their own.
const ENDLESS: Duration = Duration::from_secs(365 * 24 * 60 * 60);

fn tls(secure: bool) -> Result<rustls::ClientConfig, Failure> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions()?;
    if !secure {
        return Ok(config.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth());
    }
    let verifier = Arc::new(rustls_platform_verifier::Verifier::new(provider)?);
    Ok(config.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
}

impl Transport for Http {
    fn send<'a>(&'a self, request: &'a Request) -> Answering<'a, Result<Answer, Unanswered>> {
        Box::pin(async move {
            let mut response = self.request(request).send().await.map_err(|error| Unanswered::new(reason(error)))?;
            let mut answer = Answer::new(response.status(), super::Bytes::new());
            answer.headers = std::mem::take(response.headers_mut());
            let mut body = Vec::new();
            let broken = loop {
                match response.chunk().await {
                    Ok(Some(chunk)) if body.len() + chunk.len() > self.longest => {
                        let room = self.longest.saturating_sub(body.len());
                        body.extend(chunk.into_iter().take(room));
                        break Some(Reason::TooLong { limit: self.longest });
                    }
                    Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                    Ok(None) => break None,
                    Err(error) => break Some(reason(error)),
                }
            };
            answer.body = body.into();
            match broken {
                None => Ok(answer),
                Some(reason) => Err(Unanswered::after(answer, reason)),
            }
        })
    }

    fn open<'a>(&'a self, request: &'a Request) -> Answering<'a, Result<Streamed, Unanswered>> {
        Box::pin(async move {
            let mut sending = self.request(request);
            let timeout = self.timeout.filter(|_| request.stream.is_none());
            if self.timeout.is_some() {
                sending = sending.timeout(ENDLESS);
            }
            let response = within(timeout, sending.send()).await.ok_or_else(|| Unanswered::new(Reason::Timeout))?;
            let mut response = response.map_err(|error| Unanswered::new(reason(error)))?;
            let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
            let timeout = self.timeout;
            let pieces = futures_util::stream::unfold(Some(response), move |response| async move {
                let mut response = response?;
                match within(timeout, response.chunk()).await {
                    Some(Ok(Some(chunk))) => Some((Ok(chunk), Some(response))),
                    Some(Ok(None)) => None,
                    Some(Err(error)) => Some((Err(Failure::from(error.without_url())), None)),
                    None => Some((Err(Failure::from(Unanswered::new(Reason::Timeout))), None)),
                }
            });
            Ok(Streamed::new(status, headers, pieces))
        })
    }
}

/// The result of a future; `None` after the timeout.
async fn within<F: std::future::IntoFuture>(timeout: Option<Duration>, future: F) -> Option<F::Output> {
    match timeout {
        Some(timeout) => tokio::time::timeout(timeout, future).await.ok(),
        None => Some(future.await),
    }
}

/// The message of an error without its URL, whose query may contain secrets.
fn reason(error: reqwest::Error) -> Reason {
    let error = error.without_url();
    if error.is_connect() || error.is_builder() {
        Reason::Unconnected(error.into())
    } else if error.is_timeout() {
        Reason::Timeout
    } else {
        Reason::Interrupted(error.into())
    }
}
