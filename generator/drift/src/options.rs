//! How contracts are compared.

use super::change::Side;

/// How contracts are compared.
#[derive(Clone, Debug, Default)]
pub struct CompareOptions {
    /// The side to compare; by default the sides on which the contract says that a type is used.
    pub side: Option<Side>,
    /// Whether senders may produce everything that their schema accepts, undeclared properties included.
    pub is_strict: bool,
    /// Whether readers of responses and events ignore properties that they do not know, even where their schema is closed.
    pub is_reader_tolerant: bool,
    /// Today as `2027-01-31`, for dates of removal; `None` if none has passed.
    pub today: Option<String>,
}
