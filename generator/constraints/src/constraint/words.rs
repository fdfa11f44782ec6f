//! Which kinds can read anything in a sentence at all: one automaton looks for the words of all kinds at once, so that a
//! sentence is matched against few regular expressions.

use super::{Constraint, annotation};
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// The kinds of which a sentence has a word, by their index; the last is what is no constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mentioned(u64);

impl Mentioned {
    /// What is no sentence is offered to every kind.
    pub const ANYTHING: Self = Self(u64::MAX);

    /// Whether the kind with this index may read something.
    pub fn concerns(self, index: usize) -> bool {
        u32::try_from(index).is_ok_and(|index| self.0.checked_shr(index).is_some_and(|kinds| kinds & 1 == 1))
    }
}

/// The words of all kinds, and the kinds of each word.
struct Words {
    automaton: AhoCorasick,
    kinds: Vec<u64>,
}

static WORDS: LazyLock<Option<Words>> = LazyLock::new(|| {
    let mut words: Vec<&str> = Vec::new();
    let mut kinds: Vec<u64> = Vec::new();
    let all = Constraint::WORDS.iter().copied().chain([annotation::WORDS]).enumerate();
    for (index, word) in all.flat_map(|(index, of_kind)| of_kind.iter().map(move |word| (index, *word))) {
        let kind = 1u64.checked_shl(u32::try_from(index).ok()?)?;
        match words.iter().position(|known| *known == word).and_then(|at| kinds.get_mut(at)) {
            Some(known) => *known |= kind,
            None => {
                words.push(word);
                kinds.push(kind);
            }
        }
    }
    let automaton =
        AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::Standard).build(words).ok()?;
    Some(Words { automaton, kinds })
});

/// The kinds of which a sentence has a word.
pub fn mentioned(text: &str) -> Mentioned {
    let Some(Words { automaton, kinds }) = WORDS.as_ref() else { return Mentioned::ANYTHING };
    let found = automaton.find_overlapping_iter(text).filter_map(|found| kinds.get(found.pattern().as_usize()));
    Mentioned(found.fold(0, |all, kinds| all | kinds))
}

#[cfg(test)]
mod tests {
    use super::{super::Constraint, mentioned};

    #[test]
    fn a_kind_is_asked_for_sentences_with_its_words() {
        let concerns = |text: &str, name: &str| {
            let index = Constraint::NAMES.iter().position(|known| *known == name).unwrap();
            mentioned(text).concerns(index)
        };
        assert!(concerns("Must be at least 5.", "bounds"));
        assert!(!concerns("The bell of the tower.", "bounds"));
        assert!(concerns("UUID of the bell.", "format"));
        assert!(!concerns("The bell of the tower.", "nullable"));
    }
}
