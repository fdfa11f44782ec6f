//! The shortest string in some sets and outside others, by a breadth-first search through their automata.

use super::{
    dense::dense,
    set::{Language, Membership},
};
use std::{
    collections::{HashSet, VecDeque},
    rc::Rc,
};

/// What a search may take.
#[derive(Clone, Copy)]
pub struct Effort {
    /// Combinations of states that are visited.
    states: usize,
    /// Strings that are offered.
    offers: usize,
}

impl Effort {
    /// A search to the end: some 20 MB of states; where the automata are far from exact, each of thousands of strings would
    /// be rejected.
    pub const WHOLE: Self = Self { states: 60_000, offers: 1_000 };
    /// A look at the first few strings, which costs a hundredth of that.
    pub const LOOK: Self = Self { states: 500, offers: 50 };
}

/// The result of a search for a string.
pub enum Shortest {
    /// This string satisfies all memberships, and was accepted.
    Accepted(String),
    /// Strings satisfy all memberships, but none that was offered was accepted.
    AllRejected,
    /// No string satisfies all memberships.
    None,
    /// The automata together have too many states.
    LimitReached,
}

/// The byte that led to a state, and the index of the one before it.
type Trail = Vec<(Option<usize>, u8)>;

/// The shortest string of at least `least` and at most `most` characters that satisfies all memberships and is accepted
/// by `accept`; and the steps that the search took.
pub fn shortest(
    memberships: &[Membership],
    least: u64,
    most: Option<u64>,
    effort: Effort,
    mut accept: impl FnMut(&str) -> bool,
) -> (Shortest, u64) {
    let Some(utf8) = dense("(?s:.)*") else { return (Shortest::LimitReached, 0) };
    let mut memberships = memberships.to_vec();
    memberships.push((Language::Dense(Rc::new(utf8)), true));
    let Some(start) = memberships.iter().map(|(language, _)| language.start()).collect::<Option<Vec<u32>>>() else {
        return (Shortest::LimitReached, 0);
    };
    let bytes = representatives(&memberships);
    // Counts above this one are not distinguished, so that the search ends.
    let count_limit = most.map_or(least, |most| most.saturating_add(1));
    let mut seen = HashSet::from([(start.clone(), 0)]);
    let mut queue = VecDeque::from([(start, 0_u64, None)]);
    let mut trail = Trail::new();
    let mut rejected = 0;
    let mut steps = 0;
    while let Some((states, count, last)) = queue.pop_front() {
        let ends = |((language, must_contain), state): (&Membership, &u32)| language.is_end(*state) == *must_contain;
        if count >= least && memberships.iter().zip(&states).all(ends) {
            let text = spell(&trail, last);
            if accept(&text) {
                return (Shortest::Accepted(text), steps);
            }
            rejected += 1;
            if rejected > effort.offers {
                return (Shortest::AllRejected, steps);
            }
        }
        for byte in &bytes {
            steps += 1;
            let begins_character = byte & 0xC0 != 0x80;
            let count = if begins_character { (count + 1).min(count_limit) } else { count };
            if begins_character && most.is_some_and(|most| count > most) {
                continue;
            }
            let next: Vec<u32> =
                memberships.iter().zip(&states).map(|((language, _), state)| language.next(*state, *byte)).collect();
            let is_dead =
                |((language, must_contain), state): (&Membership, &u32)| *must_contain && language.is_dead(*state);
            if memberships.iter().zip(&next).any(is_dead) || !seen.insert((next.clone(), count)) {
                continue;
            }
            if seen.len() > effort.states {
                return (Shortest::LimitReached, steps);
            }
            trail.push((last, *byte));
            queue.push_back((next, count, Some(trail.len() - 1)));
        }
    }
    (if rejected > 0 { Shortest::AllRejected } else { Shortest::None }, steps)
}

/// One byte of each class that all sets agree on, letters before digits before signs, so that witnesses read well.
fn representatives(memberships: &[Membership]) -> Vec<u8> {
    let rank = |byte: &u8| match byte {
        b'a'..=b'z' => 0,
        b'0'..=b'9' => 1,
        b'A'..=b'Z' => 2,
        b'!'..=b'~' => 3,
        b' ' => 4,
        _ => 5,
    };
    let mut bytes: Vec<u8> = (0..=255).collect();
    bytes.sort_by_key(rank);
    let mut classes = HashSet::new();
    let class = |byte: u8| memberships.iter().map(|(language, _)| language.class(byte)).collect::<Vec<_>>();
    bytes.retain(|byte| classes.insert(class(*byte)));
    bytes
}

/// The string whose last byte is at an index of the trail.
fn spell(trail: &Trail, mut at: Option<usize>) -> String {
    let mut bytes = Vec::new();
    while let Some((before, byte)) = at.and_then(|at| trail.get(at)) {
        bytes.push(*byte);
        at = *before;
    }
    bytes.reverse();
    String::from_utf8(bytes).unwrap_or_default()
}
