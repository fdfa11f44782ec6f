//! A call that is sent when it is awaited, and the other ways to read its answer.

use super::{
    Answer, AnswerHeaders, Answering, EndpointCall, Error, NextPage, Refusal, Stream, Streamed, Undescribed,
    WithHeaders,
    next_page::{MOST_PAGES, next_link},
};
use crate::envelope::Undecodable;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use serde_json::Value;
use std::{
    collections::HashSet,
    future::IntoFuture,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

/// A call that is sent when it is awaited: `client.get_order(&parameters).await?`.
///
/// `T` is what a successful answer holds, `E` what a documented error does, `H` its documented headers, or [`Turning`]
/// where it is a page of a list.
#[must_use = "a call is sent when it is awaited"]
pub struct PreparedCall<'a, T, E = Undescribed, H = ()> {
    call: EndpointCall<'a>,
    read: fn(&Answer) -> Result<T, Undecodable>,
    kinds: PhantomData<fn() -> (E, H)>,
}

/// The answers of an operation are the pages of a list.
#[diagnostic::on_unimplemented(message = "the specification does not say how the next page of this operation is found")]
pub trait Paged {}

/// The answers of an operation are the pages of a list, and no headers are documented.
#[derive(Clone, Copy, Debug)]
pub struct Turning;

impl Paged for Turning {}

impl<'a, T, E, H> PreparedCall<'a, T, E, H> {
    pub(super) fn new(call: EndpointCall<'a>, read: fn(&Answer) -> Result<T, Undecodable>) -> Self {
        Self { call, read, kinds: PhantomData }
    }
}

impl<'a, T: 'a, E: Refusal + 'a, H: 'a> PreparedCall<'a, T, E, H> {
    /// Sends the call, as `await` does.
    ///
    /// # Errors
    ///
    /// The answer is a documented error, or there is none that is documented; see [`Error`].
    pub fn send(self) -> Answering<'a, Result<T, Error<E>>> {
        Box::pin(async move { self.answered().await.map(|(body, _)| body) })
    }

    /// Sends the call; returns what a successful answer holds, and the answer with its status and headers.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub fn with_answer(self) -> Answering<'a, Result<(T, Answer), Error<E>>> {
        Box::pin(self.answered())
    }

    /// Sends the call; returns a successful answer as soon as its headers are there, to read its body piece by piece.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub fn stream(self) -> Answering<'a, Result<Streamed, Error<E>>> {
        Box::pin(async move { self.call.open().await })
    }

    async fn answered(self) -> Result<(T, Answer), Error<E>> {
        let answer = self.call.send().await?;
        match (self.read)(&answer) {
            Ok(body) => Ok((body, answer)),
            Err(undecodable) => Err(Error::Undecodable { answer: Box::new(answer), fault: undecodable.fault }),
        }
    }
}

impl<'a, T: 'a, E: Refusal + 'a, H: AnswerHeaders + 'a> PreparedCall<'a, T, E, H> {
    /// Sends the call; returns what a successful answer holds, with its documented headers.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send), or if the value of a header is not what is documented.
    pub fn with_headers(self) -> Answering<'a, Result<WithHeaders<T, H>, Error<E>>> {
        Box::pin(async move {
            let (body, answer) = self.answered().await?;
            match answer.documented_headers() {
                Ok(headers) => Ok(WithHeaders { body, headers, answer }),
                Err(undecodable) => Err(Error::Undecodable { answer: Box::new(answer), fault: undecodable.fault }),
            }
        })
    }
}

impl<'a, T: 'a, E: Refusal + 'a, H: 'a> IntoFuture for PreparedCall<'a, T, E, H> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = Answering<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl<'a, T: Send + 'a, E: Refusal + 'a, H: Paged> PreparedCall<'a, T, E, H> {
    /// All pages from this one on, each requested when it is asked for. An error is the last.
    pub fn pages(self) -> AllPages<'a, T, E> {
        let turned = Turned { call: Some(Ok(self.call)), read: self.read, seen: HashSet::new() };
        AllPages(Box::pin(stream::unfold(turned, |mut turned| async move {
            match turned.call.take()? {
                Ok(call) => Some((turned.turn(call).await, turned)),
                Err(error) => Some((Err(error), turned)),
            }
        })))
    }
}

impl<T, E, H> std::fmt::Debug for PreparedCall<'_, T, E, H> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.call.fmt(f)
    }
}

/// The pages of a list, a [`Stream`].
#[must_use = "a page is requested when it is asked for"]
pub struct AllPages<'a, T, E>(Pin<Box<dyn Stream<Item = Result<T, Error<E>>> + Send + 'a>>);

impl<'a, T: Send + 'a, E: Send + 'a> AllPages<'a, T, E> {
    /// The next page; `None` after the last.
    ///
    /// # Errors
    ///
    /// As for [`PreparedCall::send`]; if the next page is at another server, or if there are too many.
    pub async fn next(&mut self) -> Result<Option<T>, Error<E>> {
        self.0.next().await.transpose()
    }

    /// The records of all pages one after the other; `list` takes them out of a page: `pages.records(|page| page.items)`.
    pub fn records<L, F>(self, list: F) -> AllPages<'a, L::Item, E>
    where
        L: IntoIterator + 'a,
        L::IntoIter: Send,
        L::Item: Send,
        F: Fn(T) -> L + Send + 'a,
    {
        let lists = self.0.map_ok(move |page| stream::iter(list(page).into_iter().map(Ok)));
        AllPages(Box::pin(lists.try_flatten()))
    }
}

impl<T, E> Stream for AllPages<'_, T, E> {
    type Item = Result<T, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

impl<T, E> std::fmt::Debug for AllPages<'_, T, E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AllPages")
    }
}

/// The state of reading a list.
struct Turned<'a, T, E> {
    /// The call of the next page, or why there is none.
    call: Option<Result<EndpointCall<'a>, Error<E>>>,
    read: fn(&Answer) -> Result<T, Undecodable>,
    /// The URLs of the pages so far: one that comes again ends the list.
    seen: HashSet<String>,
}

impl<'a, T, E: Refusal> Turned<'a, T, E> {
    async fn turn(&mut self, call: EndpointCall<'a>) -> Result<T, Error<E>> {
        if u64::try_from(self.seen.len()).is_ok_and(|turned| turned >= MOST_PAGES) {
            return Err(Error::Endless);
        }
        let url = call.target()?;
        let answer = call.send().await?;
        let page = (self.read)(&answer);
        let page = page.map_err(|fault| Error::Undecodable { answer: Box::new(answer.clone()), fault: fault.fault })?;
        self.seen.insert(url.clone());
        self.call = match following(call, &url, &answer) {
            // What came before is not read again.
            Ok(Some(next)) if self.seen.contains(&next.target()?) => None,
            next => next.transpose(),
        };
        Ok(page)
    }
}

/// The call of the page after an answer; `None` if it is the last.
fn following<'a, E>(
    mut call: EndpointCall<'a>,
    url: &str,
    answer: &Answer,
) -> Result<Option<EndpointCall<'a>>, Error<E>> {
    let body = || serde_json::from_slice(&answer.body).unwrap_or(Value::Null);
    let link = match call.endpoint.next {
        None => return Ok(None),
        Some(NextPage::Link) => next_link(&answer.headers),
        Some(NextPage::Url(pointer)) => body().pointer(pointer).and_then(Value::as_str).map(String::from),
        Some(NextPage::Parameters { set, first }) => {
            let body = body();
            let values: Vec<_> =
                set.iter().filter_map(|(property, value)| Some((*property, value.of(answer, &body)?))).collect();
            if values.is_empty() {
                return Ok(None);
            }
            first.iter().for_each(|property| _ = call.values.remove(*property));
            call.values.extend(values.into_iter().map(|(property, value)| (property.to_owned(), value)));
            return Ok(Some(call));
        }
    };
    let Some(link) = link.filter(|link| !link.is_empty()) else { return Ok(None) };
    let elsewhere = || Error::Elsewhere(link.clone());
    let here = reqwest::Url::parse(url).map_err(|_| elsewhere())?;
    let next = here.join(&link).map_err(|_| elsewhere())?;
    if next.origin() != here.origin() {
        return Err(elsewhere());
    }
    call.url = Some(next.into());
    Ok(Some(call))
}
