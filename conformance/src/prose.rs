//! `--prose`: what the sentences of specifications state counts like their keywords. What is read is what `lint` reports as
//! missing.

use ringback_openapi::specification::Completion;

/// What completes the files of a command: nothing without the flag.
pub fn completion(prose: bool) -> Option<Completion> {
    prose.then_some(ringback_lint::complete as Completion)
}
