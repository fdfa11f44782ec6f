//! A list that is returned in pages, as a stream of its records.

use super::{Answering, Error, Operation, Stream, next_page::MOST_PAGES};
use crate::{
    envelope::{Found, Located, Undecodable},
    runtime::violation::JsonPointer,
};
use serde_json::Value;
use std::{
    collections::{HashSet, VecDeque},
    hash::{DefaultHasher, Hash, Hasher},
    pin::Pin,
};

/// The page of a list to return. The default sends no parameters, so that the server decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page {
    /// Its number, as the server counts.
    pub number: Option<u64>,
    /// The number of records per page.
    pub size: Option<u64>,
}

impl Page {
    /// The page with this number, as the server counts.
    pub fn number(number: u64) -> Self {
        Self { number: Some(number), size: None }
    }

    /// The same with this number of records per page.
    #[must_use]
    pub fn size(self, size: u64) -> Self {
        Self { size: Some(size), ..self }
    }
}

/// Every record of a list. An error about one [`record`](Error::record) does not end the stream, any other error does.
pub type Records<'a, T, E> = Pin<Box<dyn Stream<Item = Result<T, Error<E>>> + Send + 'a>>;

/// The records of all pages from one on. `fetch` requests one page.
///
/// The last page is the one that the server counts as the last, an empty one, or one that repeats an earlier list; so
/// the stream always ends.
pub fn records<'a, T, E, F>(operation: &'static Operation, from: Page, fetch: F) -> Records<'a, T, E>
where
    T: Send + 'a,
    E: Send + 'a,
    F: Fn(Page) -> Answering<'a, Result<Found<T>, Error<E>>> + Send + 'a,
{
    let first = operation.pages.as_ref().map_or(0, |pages| pages.first);
    let start = Turning {
        operation,
        next: Some(Page { number: Some(from.number.unwrap_or(first)), ..from }),
        turned: 0,
        seen: HashSet::new(),
        waiting: VecDeque::new(),
    };
    Box::pin(futures_util::stream::unfold((start, fetch), |(mut turning, fetch)| async move {
        loop {
            if let Some(located) = turning.waiting.pop_front() {
                return Some((record(located), (turning, fetch)));
            }
            let page = turning.next.take()?;
            if turning.turned >= MOST_PAGES {
                return Some((Err(Error::Endless), (turning, fetch)));
            }
            match fetch(page).await {
                Ok(found) => turning.turn(page, found),
                Err(error) => return Some((Err(error), (turning, fetch))),
            }
        }
    }))
}

/// The state of reading a list.
struct Turning<T> {
    operation: &'static Operation,
    /// The next page to request.
    next: Option<Page>,
    turned: u64,
    /// Hashes of the lists received so far.
    seen: HashSet<u64>,
    /// Received records that are not consumed yet.
    waiting: VecDeque<Located<T>>,
}

impl<T> Turning<T> {
    fn turn(&mut self, page: Page, found: Found<T>) {
        self.turned += 1;
        let Some(pages) = &self.operation.pages else { return self.waiting.extend(found.payloads) };
        let list = found.document.pointer(pages.list).unwrap_or(&Value::Null);
        if list.is_null() {
            // Whatever came instead is not lost.
            let undecodable =
                Undecodable { value: found.document, fault: format!("expected a list at {}", pages.list) };
            self.waiting.push_back(Located { at: JsonPointer::default(), payload: Err(undecodable) });
            return;
        }
        let mut hasher = DefaultHasher::new();
        list.to_string().hash(&mut hasher);
        let fresh = self.seen.insert(hasher.finish());
        let total = found.document.pointer(pages.total).and_then(Value::as_u64);
        if !fresh || found.payloads.is_empty() {
            return;
        }
        let number = page.number.unwrap_or(pages.first);
        let read = number.saturating_sub(pages.first).saturating_add(1);
        // Where nobody counts, an empty page or one that came before tells.
        if total.is_none_or(|total| read < total) {
            self.next = number.checked_add(1).map(|number| Page { number: Some(number), ..page });
        }
        self.waiting.extend(found.payloads);
    }
}

fn record<T, E>(located: Located<T>) -> Result<T, Error<E>> {
    located.payload.map_err(|undecodable| Error::Record { at: located.at, undecodable: Box::new(undecodable) })
}
