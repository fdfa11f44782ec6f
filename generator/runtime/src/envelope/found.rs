//! Payloads decoded from a larger document: each separately, so that an invalid one does not affect the others.

use super::{
    find::find,
    undecodable::{Undecodable, json},
};
use crate::runtime::violation::JsonPointer;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A document with all payloads that were found in it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Found<T> {
    /// The whole document, as it was read.
    pub document: Value,
    /// The payloads in order, including those that could not be decoded.
    pub payloads: Vec<Located<T>>,
}

/// A payload, with its place.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Located<T> {
    /// Its place in the document.
    pub at: JsonPointer,
    /// The payload, or the value that could not be decoded.
    pub payload: Result<T, Undecodable>,
}

/// Text that is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unreadable {
    /// The text, as it was delivered.
    pub raw: Vec<u8>,
    /// The position of the syntax error.
    pub fault: String,
}

impl<T> Found<T> {
    /// The payloads that could be decoded.
    pub fn decoded(&self) -> impl Iterator<Item = &T> {
        self.payloads.iter().filter_map(|located| located.payload.as_ref().ok())
    }

    /// The values that could not be decoded.
    pub fn undecodable(&self) -> impl Iterator<Item = (&JsonPointer, &Undecodable)> {
        self.payloads.iter().filter_map(|located| Some((&located.at, located.payload.as_ref().err()?)))
    }
}

impl<T: DeserializeOwned> Found<T> {
    /// Decodes all values at a locator in a document.
    pub fn read(document: Value, pattern: &str) -> Self {
        let located = |spot: super::Spot| {
            let payload = match spot.misfit {
                Some(expected) => Err(expected.to_owned()),
                None => T::deserialize(&spot.value).map_err(|error| error.to_string()),
            };
            Located { at: spot.at, payload: payload.map_err(|fault| Undecodable { value: spot.value, fault }) }
        };
        let payloads = find(&document, pattern).into_iter().map(located).collect();
        Self { document, payloads }
    }

    /// The same from text, such as the body of a request or a websocket message.
    ///
    /// # Errors
    ///
    /// If the text is not JSON; the error contains it.
    pub fn parse(text: &[u8], pattern: &str) -> Result<Self, Unreadable> {
        match json(text) {
            Ok(document) => Ok(Self::read(document, pattern)),
            Err(error) => Err(Unreadable { raw: text.to_vec(), fault: error.to_string() }),
        }
    }
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "not JSON: {}", self.fault)
    }
}

impl std::error::Error for Unreadable {}
