//! Rule tables: a canonical schema as a constant expression, which the runtime's judge interprets.

mod keyword;
mod site;
mod writer;

pub use writer::{RuleWriter, declared, table};
