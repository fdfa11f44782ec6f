//! Rule tables: canonical schemas as constant expressions, which the runtime's judge interprets.

mod keyword;
mod site;
mod writer;

pub use writer::{RuleWriter, declared, table};
