//! Sends requests with token, hooks and retries; returns the response, or the reason why there is none.

use super::{
    Answer, Bytes, Error, HeaderMap, HeaderValue, Hook, Operation, Request, Retry, Streamed, TokenProvider, Transport,
    body::BodyStream,
    header::{AUTHORIZATION, USER_AGENT},
    security::Credential,
};
use std::sync::Arc;

/// The parts that all calls of a client share; clones share connections.
#[derive(Clone)]
pub struct Caller {
    pub(super) base_url: String,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) token: Option<Arc<dyn TokenProvider>>,
    pub(super) credentials: Arc<[Credential]>,
    pub(super) retry: Retry,
    pub(super) hooks: Arc<[Arc<dyn Hook>]>,
    pub(super) user_agent: HeaderValue,
}

impl Caller {
    /// A caller for a test double, which uses no network.
    pub fn double(transport: impl Transport + 'static) -> Self {
        Self {
            base_url: "http://double.invalid".into(),
            transport: Arc::new(transport),
            token: None,
            credentials: Arc::new([]),
            retry: Retry::never(),
            hooks: Arc::new([]),
            user_agent: HeaderValue::from_static("double"),
        }
    }

    /// Sends a request, again where that is safe, and returns the last answer.
    pub(super) async fn exchange<E>(&self, outgoing: Outgoing) -> Result<Answer, Error<E>> {
        self.last(&outgoing, Reading::Whole).await.map(|(answer, _)| answer)
    }

    /// The same for an answer whose body is read piece by piece.
    pub(super) async fn open<E>(&self, outgoing: Outgoing) -> Result<Streamed, Error<E>> {
        let (head, streamed) = self.last(&outgoing, Reading::Pieces).await?;
        Ok(streamed.unwrap_or_else(|| head.into()))
    }

    /// The last answer to a request that is sent until it is not safe or of no use to repeat it, and its body if that is
    /// read piece by piece.
    async fn last<E>(&self, outgoing: &Outgoing, reading: Reading) -> Result<(Answer, Option<Streamed>), Error<E>> {
        let mut made = 0;
        loop {
            let request = self.request(outgoing).await?;
            let (answer, streamed) = match reading {
                Reading::Whole => (self.transport.send(&request).await, None),
                Reading::Pieces => match self.transport.open(&request).await {
                    Ok(streamed) => (Ok(streamed.head()), Some(streamed)),
                    Err(unanswered) => (Err(unanswered), None),
                },
            };
            made += 1;
            self.hooks.iter().for_each(|hook| hook.after(&request, &answer));
            let answer = answer?;
            match self.pause(&request, &answer, made) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Ok((answer, streamed)),
            }
        }
    }

    /// The request with what identifies the client, after the hooks.
    async fn request<E>(&self, outgoing: &Outgoing) -> Result<Request, Error<E>> {
        let (url, headers) = self.identified(outgoing).await?;
        let Outgoing { operation, body, stream, .. } = outgoing;
        let (method, body, stream) = (operation.method.clone(), body.clone(), stream.clone());
        let mut request = Request { operation, method, url, headers, body, stream };
        for hook in self.hooks.iter() {
            hook.before(&mut request).await.map_err(Error::Hook)?;
        }
        Ok(request)
    }

    /// The pause before a request is sent again; a stream is sent once.
    fn pause(&self, request: &Request, answer: &Answer, made: u32) -> Option<std::time::Duration> {
        self.retry.wait(&request.method, answer, made).filter(|_| request.stream.is_none())
    }

    /// The URL and headers of a request with what identifies the client, which may change with every attempt.
    async fn identified<E>(&self, outgoing: &Outgoing) -> Result<(String, HeaderMap), Error<E>> {
        let (mut url, mut headers) = (outgoing.url.clone(), outgoing.headers.clone());
        headers.insert(USER_AGENT, self.user_agent.clone());
        if let (Some(provider), true) = (&self.token, outgoing.bearer) {
            let token = provider.token().await.map_err(Error::Token)?;
            let value = HeaderValue::try_from(format!("Bearer {}", token.secret()));
            // The error is not kept: it might show what it is about.
            let mut value = value.map_err(|_| Error::Token("the token cannot stand in a header".into()))?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        for credential in &outgoing.credentials {
            credential.add(&mut url, &mut headers).await?;
        }
        Ok((url, headers))
    }
}

/// How the body of an answer is read.
#[derive(Clone, Copy)]
enum Reading {
    /// At once.
    Whole,
    /// Piece by piece, by whoever calls.
    Pieces,
}

/// A request before it is sent, without what identifies the client.
pub(super) struct Outgoing {
    pub(super) operation: &'static Operation,
    pub(super) url: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Bytes>,
    pub(super) stream: Option<BodyStream>,
    /// Whether the client's token is sent.
    pub(super) bearer: bool,
    /// What else identifies the client.
    pub(super) credentials: Vec<Credential>,
}

impl std::fmt::Debug for Caller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Caller")
            .field("base_url", &self.base_url)
            .field("retry", &self.retry)
            .field("user_agent", &self.user_agent)
            .finish_non_exhaustive()
    }
}
