//! The body of a request: bytes, or a stream of them.

use super::{Bytes, Failure, Stream};
use futures_util::{StreamExt as _, stream};
use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};

/// Bytes that come piece by piece, such as a file that is read while it is sent.
pub type ByteStream = Pin<Box<dyn Stream<Item = Result<Bytes, Failure>> + Send>>;

/// The body of a request.
///
/// It is made of bytes or text by `into()`, or of a [stream](Self::stream). A stream is sent once: a request that has one
/// is never repeated, and of several clones the first that is sent has it.
#[derive(Clone)]
pub struct Body(Content);

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    Stream(BodyStream),
}

/// A stream that clones share until one of them is sent.
#[derive(Clone)]
pub(super) struct BodyStream {
    stream: Arc<Mutex<Option<ByteStream>>>,
    /// The number of bytes, if it is known.
    length: Option<u64>,
}

impl Body {
    /// A body that is sent piece by piece.
    pub fn stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Failure>,
    {
        let pieces = stream.map(|piece| piece.map(Into::into).map_err(Into::into));
        Self(Content::Stream(BodyStream { stream: Arc::new(Mutex::new(Some(Box::pin(pieces)))), length: None }))
    }

    /// The same with the number of bytes of the stream, for the header `Content-Length`.
    #[must_use]
    pub fn length(mut self, bytes: u64) -> Self {
        if let Content::Stream(stream) = &mut self.0 {
            stream.length = Some(bytes);
        }
        self
    }

    /// Bodies one after the other.
    pub(super) fn chained(bodies: Vec<Self>) -> Self {
        let mut lengths = bodies.iter().map(|body| match &body.0 {
            Content::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Content::Stream(stream) => stream.length,
        });
        let length = lengths.try_fold(0_u64, |sum, length| sum.checked_add(length?));
        let mut whole = Vec::new();
        for body in &bodies {
            match &body.0 {
                Content::Bytes(bytes) => whole.extend_from_slice(bytes),
                Content::Stream(_) => {
                    let pieces = stream::iter(bodies.into_iter().map(Self::pieces)).flatten();
                    let chained = Self::stream(pieces);
                    return match length {
                        Some(length) => chained.length(length),
                        None => chained,
                    };
                }
            }
        }
        whole.into()
    }

    /// The bytes, or the stream.
    pub(super) fn parts(self) -> (Option<Bytes>, Option<BodyStream>) {
        match self.0 {
            Content::Bytes(bytes) => (Some(bytes), None),
            Content::Stream(stream) => (None, Some(stream)),
        }
    }

    fn pieces(self) -> ByteStream {
        match self.0 {
            Content::Bytes(bytes) => Box::pin(stream::iter([Ok(bytes)])),
            Content::Stream(stream) => stream.take(),
        }
    }
}

impl BodyStream {
    /// The stream; one that was taken before is an error.
    pub(super) fn take(&self) -> ByteStream {
        let taken = self.stream.lock().unwrap_or_else(PoisonError::into_inner).take();
        taken.unwrap_or_else(|| Box::pin(stream::iter([Err(Failure::from("the stream was sent before"))])))
    }

    /// The number of bytes, if it is known.
    pub(super) fn length(&self) -> Option<u64> {
        self.length
    }
}

impl<B: Into<Bytes>> From<B> for Body {
    fn from(bytes: B) -> Self {
        Self(Content::Bytes(bytes.into()))
    }
}

/// `Debug` shows no content.
impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Content::Bytes(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Content::Stream(stream) => stream.fmt(f),
        }
    }
}

impl std::fmt::Debug for BodyStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.length {
            Some(length) => write!(f, "Body(a stream of {length} bytes)"),
            None => f.write_str("Body(a stream)"),
        }
    }
}
