//! Finite sets of strings as an automaton.

use std::collections::{BTreeMap, HashSet};

/// A set of words, byte by byte.
#[derive(Default)]
pub struct WordTrie {
    states: Vec<TrieState>,
    bytes: HashSet<u8>,
}

#[derive(Default)]
struct TrieState {
    /// The state that each byte leads to.
    next: BTreeMap<u8, u32>,
    /// Whether a word ends here.
    is_end: bool,
}

impl WordTrie {
    /// The state from which no word can be completed.
    pub const DEAD: u32 = 0;
    /// The state before the first byte.
    pub const START: u32 = 1;

    /// The set of these words.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut trie = Self { states: vec![TrieState::default(), TrieState::default()], bytes: HashSet::new() };
        for word in words {
            let mut state = Self::START;
            for byte in word.bytes() {
                trie.bytes.insert(byte);
                let new = u32::try_from(trie.states.len()).unwrap_or_default();
                let Some(known) = trie.states.get_mut(state as usize) else { break };
                state = *known.next.entry(byte).or_insert(new);
                if state == new {
                    trie.states.push(TrieState::default());
                }
            }
            if let Some(last) = trie.states.get_mut(state as usize) {
                last.is_end = true;
            }
        }
        trie
    }

    /// The state after a byte.
    pub fn next(&self, state: u32, byte: u8) -> u32 {
        self.states.get(state as usize).and_then(|state| state.next.get(&byte)).copied().unwrap_or(Self::DEAD)
    }

    /// Whether a word ends in a state.
    pub fn is_end(&self, state: u32) -> bool {
        self.states.get(state as usize).is_some_and(|state| state.is_end)
    }

    /// Whether any word contains a byte.
    pub fn has_byte(&self, byte: u8) -> bool {
        self.bytes.contains(&byte)
    }
}
