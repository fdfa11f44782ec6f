//! The automaton of one regular expression.

use regex_automata::{
    MatchKind,
    dfa::{StartKind, dense as builder},
    nfa::thompson,
};

/// An automaton over bytes.
pub type Dense = builder::DFA<Vec<u32>>;

/// Memory of one automaton, in bytes: 3 MiB, so that a contract with hundreds of patterns fits.
const SIZE_LIMIT: usize = 3 << 20;

/// The automaton of an expression, anchored at both ends; `None` if it is invalid or too large.
pub fn dense(regex: &str) -> Option<Dense> {
    let config = builder::Config::new()
        .match_kind(MatchKind::All)
        .start_kind(StartKind::Anchored)
        .accelerate(false)
        .dfa_size_limit(Some(SIZE_LIMIT))
        .determinize_size_limit(Some(SIZE_LIMIT));
    let nfa = thompson::Config::new().nfa_size_limit(Some(SIZE_LIMIT)).shrink(false);
    builder::Builder::new().configure(config).thompson(nfa).build(regex).ok()
}
