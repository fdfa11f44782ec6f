//! A response whose body is read piece by piece.

use super::{Answer, Bytes, Failure, HeaderMap, StatusCode, Stream, Unanswered, body::ByteStream};
use futures_util::{StreamExt as _, stream};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

/// A response whose body is read piece by piece: by [`chunk`](Self::chunk), or as a [`Stream`], such as the
/// [`Body`](super::Body) of another request.
///
/// The limit of a body does not hold for it, and the timeout holds for the time until the next piece.
#[must_use]
pub struct Streamed {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    body: ByteStream,
}

impl Streamed {
    /// A response with a body that comes piece by piece.
    pub fn new(
        status: StatusCode,
        headers: HeaderMap,
        body: impl Stream<Item = Result<Bytes, Failure>> + Send + 'static,
    ) -> Self {
        Self { status, headers, body: Box::pin(body) }
    }

    /// The next piece; `None` after the last.
    ///
    /// # Errors
    ///
    /// If the connection breaks, or nothing comes in time.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        self.body.next().await.transpose()
    }

    /// The same without a body.
    pub(super) fn head(&self) -> Answer {
        let mut head = Answer::new(self.status, Bytes::new());
        head.headers.clone_from(&self.headers);
        head
    }

    /// The whole response, up to a number of bytes.
    pub(super) async fn whole(mut self, longest: usize) -> Result<Answer, Unanswered> {
        let mut answer = self.head();
        let mut body = Vec::new();
        let broken = loop {
            match self.body.next().await {
                Some(Ok(chunk)) if body.len() + chunk.len() > longest => {
                    let room = longest.saturating_sub(body.len());
                    body.extend(chunk.into_iter().take(room));
                    break Some(super::Reason::TooLong { limit: longest });
                }
                Some(Ok(chunk)) => body.extend_from_slice(&chunk),
                Some(Err(failure)) => break Some(super::Reason::Interrupted(failure)),
                None => break None,
            }
        };
        answer.body = body.into();
        match broken {
            None => Ok(answer),
            Some(reason) => Err(Unanswered::after(answer, reason)),
        }
    }
}

impl From<Answer> for Streamed {
    fn from(answer: Answer) -> Self {
        Self::new(answer.status, answer.headers, stream::iter([Ok(answer.body)]))
    }
}

impl Stream for Streamed {
    type Item = Result<Bytes, Failure>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.body.as_mut().poll_next(context)
    }
}

impl std::fmt::Debug for Streamed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Streamed").field("answer", &self.head()).finish_non_exhaustive()
    }
}
