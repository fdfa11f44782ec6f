//! How contracts are compared.

use super::change::Side;

/// How contracts are compared.
#[derive(Clone, Copy, Debug, Default)]
pub struct CompareOptions {
    /// The side to compare; by default the sides on which the contract says that a type is used.
    pub side: Option<Side>,
    /// Whether senders may produce everything that their schema accepts, undeclared properties included.
    pub is_strict: bool,
}
