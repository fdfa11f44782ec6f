//! Takes out of the runtime what generated code does not use: checks that no table has, then items that nothing leads to.
//!
//! It works on text that `rustfmt` has formatted, and keeps what it is not sure about.

mod blank;
mod checks;
mod imports;
mod items;
mod reach;
#[cfg(test)]
mod tests;

pub use reach::pruned;
