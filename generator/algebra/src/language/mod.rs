//! Sets of strings as automata over UTF-8 bytes, and the shortest string in some sets and outside others.

mod cache;
mod dense;
mod set;
mod shortest;
mod trie;

pub use cache::AutomatonCache;
pub use set::{Language, Membership};
pub use shortest::{Effort, Shortest, shortest};
pub use trie::WordTrie;
