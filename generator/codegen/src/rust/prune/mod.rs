//! Takes out of the runtime what generated code does not use.
//!
//! Each file is read into [units](unit::Unit): items, and inside of them methods, arms of `match`, and variants. A unit is
//! kept if names lead to it from the generated code: what is kept by mistake costs lines, what is lost by mistake does not
//! compile. The text of what is kept is copied with its comments.

mod code;
mod imports;
mod mentions;
mod names;
mod reach;
mod roots;
mod source;
#[cfg(test)]
mod tests;
mod tokens;
mod unit;
mod written;

pub use roots::Roots;

use reach::Reach;
use ringback_contract::files::Files;
use source::Sources;

/// The marker of what only types with parts need, such as reading properties from bytes: a feature of the runtime's own
/// crate.
pub const PARTS: &str = "#[cfg(feature = \"parts\")]";

/// The part of the runtime that the code of types and clients uses, by path.
pub fn pruned(runtime: &Files, roots: &Roots) -> Files {
    // A runtime that is not Rust is a bug that the tests of the runtime find: it is kept whole.
    let Some(sources) = Sources::read(runtime) else { return unmarked(runtime) };
    let kept = Reach::from(&sources, roots).kept();
    written::written(&sources, &kept)
}

/// The whole runtime, without markers.
pub fn unmarked(runtime: &Files) -> Files {
    let without = |text: &String| match text.contains(PARTS) {
        true => text.split_inclusive('\n').filter(|line| line.trim() != PARTS).collect(),
        false => text.clone(),
    };
    runtime.iter().map(|(path, text)| (path.clone(), without(text))).collect()
}
