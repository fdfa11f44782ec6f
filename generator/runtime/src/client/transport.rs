//! The transport of requests: HTTP, or an implementation by the caller.

use super::{Answer, Answering, Bytes, Failure, Reason, Request, Unanswered};
use std::{sync::Arc, time::Duration};

/// Sends one request and returns its response, whatever the status. It neither repeats requests nor follows redirects.
pub trait Transport: Send + Sync {
    /// Sends a request.
    fn send<'a>(&'a self, request: &'a Request) -> Answering<'a, Result<Answer, Unanswered>>;
}

/// HTTP by `reqwest`: TLS by `rustls` with the certificates of the platform, no redirects.
#[derive(Clone, Debug)]
pub struct Http {
    client: reqwest::Client,
    longest: usize,
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
        Ok(Self { client, longest })
    }

    /// HTTP by the caller's own `reqwest` client, with its proxies, certificates and timeouts. A client that follows
    /// redirects may send a POST twice.
    pub fn with(client: reqwest::Client, longest: usize) -> Self {
        Self { client, longest }
    }
}

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
            let mut sending =
                self.client.request(request.method.clone(), &request.url).headers(request.headers.clone());
            if let Some(body) = &request.body {
                sending = sending.body(body.clone());
            }
            let mut response = sending.send().await.map_err(|error| Unanswered::new(reason(error)))?;
            let mut answer = Answer::new(response.status(), Bytes::new());
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
