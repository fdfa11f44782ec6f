//! A set of strings that can be stepped through byte by byte.

use super::{dense::Dense, trie::WordTrie};
use regex_automata::{
    Anchored,
    dfa::Automaton as _,
    util::{primitives::StateID, start},
};
use std::rc::Rc;

/// A set of strings.
#[derive(Clone)]
pub enum Language {
    /// The strings that an automaton accepts.
    Dense(Rc<Dense>),
    /// A finite set.
    Words(Rc<WordTrie>),
}

/// A set, and whether a string must be in it or must not.
pub type Membership = (Language, bool);

/// The class of all bytes that occur in no word.
const OTHER_BYTES: u16 = 256;

impl Language {
    /// The state before the first byte.
    pub fn start(&self) -> Option<u32> {
        match self {
            Self::Dense(dense) => {
                let start = dense.start_state(&start::Config::new().anchored(Anchored::Yes)).ok()?;
                u32::try_from(start.as_usize()).ok()
            }
            Self::Words(_) => Some(WordTrie::START),
        }
    }

    /// The state after a byte.
    pub fn next(&self, state: u32, byte: u8) -> u32 {
        match self {
            Self::Dense(dense) => match StateID::new(state as usize) {
                Ok(state) => u32::try_from(dense.next_state(state, byte).as_usize()).unwrap_or_default(),
                Err(_) => 0,
            },
            Self::Words(words) => words.next(state, byte),
        }
    }

    /// Whether a string that ends in a state is in the set.
    pub fn is_end(&self, state: u32) -> bool {
        match self {
            Self::Dense(dense) => {
                StateID::new(state as usize).is_ok_and(|state| dense.is_match_state(dense.next_eoi_state(state)))
            }
            Self::Words(words) => words.is_end(state),
        }
    }

    /// Whether no string that leads to a state is in the set, however it goes on.
    pub fn is_dead(&self, state: u32) -> bool {
        match self {
            Self::Dense(dense) => StateID::new(state as usize).is_ok_and(|state| dense.is_dead_state(state)),
            Self::Words(_) => state == WordTrie::DEAD,
        }
    }

    /// The class of a byte: bytes of one class lead to the same states.
    pub fn class(&self, byte: u8) -> u16 {
        match self {
            Self::Dense(dense) => dense.byte_classes().get(byte).into(),
            Self::Words(words) if words.has_byte(byte) => byte.into(),
            Self::Words(_) => OTHER_BYTES,
        }
    }

    /// Whether a string is in the set.
    pub fn contains(&self, text: &str) -> bool {
        let Some(start) = self.start() else { return false };
        self.is_end(text.bytes().fold(start, |state, byte| self.next(state, byte)))
    }
}
