//! What carries a request to the other side: HTTP, or whatever a caller puts in its place.

use super::{Answer, Answering, Bytes, Failure, Reason, Request, Unanswered};
use std::{sync::Arc, time::Duration};

/// Carries one request and brings back its answer, whatever the status. It repeats nothing and follows nothing.
pub trait Transport: Send + Sync {
    /// Sends a request.
    fn send<'a>(&'a self, request: &'a Request) -> Answering<'a, Result<Answer, Unanswered>>;
}

/// HTTP by `reqwest`: TLS by `rustls` against the certificates of the platform, no redirects.
#[derive(Clone, Debug)]
pub struct Http {
    client: reqwest::Client,
    longest: usize,
}

/// No connection takes longer.
const CONNECTED_IN: Duration = Duration::from_secs(10);

impl Http {
    /// HTTP with a timeout for the whole of a request and its answer, of whose body so many bytes are read. Where
    /// `secure` is false no certificates are looked for, and nothing but plain HTTP is answered.
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

    /// HTTP by a `reqwest` of the caller's own making, with its proxies, certificates and timeouts; one that follows
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

/// The URL is not part of it: a query may hold what nobody should read.
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
