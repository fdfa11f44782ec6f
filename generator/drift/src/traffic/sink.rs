//! What takes recorded payloads whose type is known: the comparison with the documents, or a judge.

use super::{exchange::RecordedExchange, inference::TypeIndex, location::RecordedLocation};
use crate::change::Side;
use ringback_contract::{
    error::Error,
    operation::router::{Parameters, Route},
};
use serde_json::Value;

/// A recorded payload of a documented type.
#[derive(Clone, Copy, Debug)]
pub struct TypedPayload<'p> {
    /// Its type, among those of the contract.
    pub type_index: TypeIndex,
    /// Where it travelled; if that was not recorded, where its type usually does.
    pub side: Side,
    /// The operation that it travelled with; `None` if that was not recorded.
    pub operation: Option<&'p str>,
    /// Where it was recorded.
    pub location: &'p RecordedLocation,
    /// The payload.
    pub payload: &'p Value,
}

/// The operation of a recorded call.
#[derive(Debug)]
pub struct Called<'r> {
    /// The operation, with its vendor.
    pub route: &'r Route,
    /// The values of the placeholders of its path.
    pub parameters: Parameters,
}

/// Takes recorded payloads.
pub trait PayloadSink {
    /// Whether a payload conforms to a type; decides between types that fit equally well.
    fn accepts(&mut self, type_index: TypeIndex, payload: &Value) -> bool;

    /// Takes a payload.
    fn take(&mut self, typed: TypedPayload);

    /// Says whether to go on without a line or a document that cannot be read, or whose type is neither named nor inferred.
    ///
    /// # Errors
    ///
    /// If not.
    fn unreadable(&mut self, error: Error) -> Result<(), Error>;

    /// The whole request as one value, where that is the payload of an operation ([`Specified`]); `None` if it cannot be read.
    ///
    /// [`Specified`]: ringback_contract::operation::Specified
    fn whole_request(&self, called: &Called, exchange: &RecordedExchange) -> Option<Value>;
}
