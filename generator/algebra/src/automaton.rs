//! Regular expressions as automata, and the shortest text that some accept and others do not.

use regex_automata::{
    Anchored, MatchKind,
    dfa::{Automaton as _, StartKind, dense},
    nfa::thompson,
    util::{primitives::StateID, start},
};
use ringback_runtime::pattern;
use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
    rc::Rc,
};

/// Memory that an automaton may take, in bytes.
const SIZE: usize = 3 << 20;
/// Combinations of states that are looked at.
const STATES: usize = 60_000;
/// Longer expressions are not understood.
const LONGEST_PATTERN: usize = 20_000;
/// Texts that are matched step by step where there is no automaton: their matching may take very long.
const LONGEST: usize = 20;

type Dense = dense::DFA<Vec<u32>>;

/// All automata and expressions, each made once.
#[derive(Default)]
pub struct Automata {
    automata: HashMap<Rc<str>, Option<Rc<Dense>>>,
    expressions: HashMap<Rc<str>, Option<Rc<regress::Regex>>>,
}

impl std::fmt::Debug for Automata {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} automata", self.automata.len())
    }
}

/// A set of texts.
#[derive(Clone)]
pub enum Machine {
    /// Those that an automaton accepts.
    Dense(Rc<Dense>),
    /// Those that are listed.
    Words(Rc<Words>),
}

/// Some words, letter by letter.
#[derive(Default)]
pub struct Words {
    /// For every state, where each byte leads, and whether a word ends there. State 0 is where nothing leads on from.
    states: Vec<(BTreeMap<u8, u32>, bool)>,
    bytes: HashSet<u8>,
}

impl Words {
    /// These words.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut this = Self { states: vec![Default::default(), Default::default()], bytes: HashSet::new() };
        for word in words {
            let mut state = 1;
            for byte in word.bytes() {
                this.bytes.insert(byte);
                let next = u32::try_from(this.states.len()).unwrap_or_default();
                let Some((onward, _)) = this.states.get_mut(state as usize) else { break };
                let after = *onward.entry(byte).or_insert(next);
                if after == next {
                    this.states.push(Default::default());
                }
                state = after;
            }
            if let Some((_, ends)) = this.states.get_mut(state as usize) {
                *ends = true;
            }
        }
        this
    }
}

/// Whether a text must be in the set or must not.
pub type Side = (Machine, bool);

/// What a search for a text came to.
pub enum Text {
    /// This one was taken.
    Taken(String),
    /// There are such texts, but none of those that were offered was taken.
    Refused,
    /// There is none.
    None,
    /// There are too many possibilities.
    TooMany,
}

impl Automata {
    /// The texts in which an ECMA-262 expression matches somewhere; `None` where no automaton of a bearable size knows.
    pub fn pattern(&mut self, pattern: &Rc<str>) -> Option<Machine> {
        if let Some(known) = self.automata.get(pattern) {
            return known.clone().map(Machine::Dense);
        }
        let is_legal = self.expression(pattern).is_some();
        let translated = is_legal.then(|| jsonschema_regex::to_rust_regex(pattern).ok()).flatten();
        let dense = translated.and_then(|regex| dense(&format!("(?s:.)*(?:{regex})(?s:.)*"))).map(Rc::new);
        self.automata.insert(pattern.clone(), dense.clone());
        dense.map(Machine::Dense)
    }

    /// The texts that an expression of ours matches in whole.
    pub fn whole(&mut self, regex: &'static str) -> Option<Machine> {
        let known = self.automata.entry(format!("\0{regex}").into()).or_insert_with(|| dense(regex).map(Rc::new));
        known.clone().map(Machine::Dense)
    }

    /// Whether an ECMA-262 expression matches somewhere in a text.
    pub fn matches(&mut self, pattern: &Rc<str>, text: &str) -> Option<bool> {
        if let Some(machine) = self.pattern(pattern) {
            return Some(machine.accepts(text));
        }
        let regex = self.expression(pattern)?;
        (text.len() <= LONGEST).then(|| regex.find(text).is_some())
    }

    fn expression(&mut self, text: &Rc<str>) -> Option<Rc<regress::Regex>> {
        let bearable = text.len() <= LONGEST_PATTERN;
        let compile = || bearable.then(|| pattern::compile(text)).flatten().map(Rc::new);
        self.expressions.entry(text.clone()).or_insert_with(compile).clone()
    }
}

fn dense(regex: &str) -> Option<Dense> {
    let config = dense::Config::new()
        .match_kind(MatchKind::All)
        .start_kind(StartKind::Anchored)
        .accelerate(false)
        .dfa_size_limit(Some(SIZE))
        .determinize_size_limit(Some(SIZE));
    let nfa = thompson::Config::new().nfa_size_limit(Some(SIZE)).shrink(false);
    dense::Builder::new().configure(config).thompson(nfa).build(regex).ok()
}

impl Machine {
    fn start(&self) -> Option<u32> {
        match self {
            Self::Dense(dense) => {
                let start = dense.start_state(&start::Config::new().anchored(Anchored::Yes)).ok()?;
                u32::try_from(start.as_usize()).ok()
            }
            Self::Words(_) => Some(1),
        }
    }

    fn next(&self, state: u32, byte: u8) -> u32 {
        match self {
            Self::Dense(dense) => match StateID::new(state as usize) {
                Ok(state) => u32::try_from(dense.next_state(state, byte).as_usize()).unwrap_or_default(),
                Err(_) => 0,
            },
            Self::Words(words) => {
                words.states.get(state as usize).and_then(|(onward, _)| onward.get(&byte)).copied().unwrap_or_default()
            }
        }
    }

    fn ends(&self, state: u32) -> bool {
        match self {
            Self::Dense(dense) => {
                StateID::new(state as usize).is_ok_and(|state| dense.is_match_state(dense.next_eoi_state(state)))
            }
            Self::Words(words) => words.states.get(state as usize).is_some_and(|(_, ends)| *ends),
        }
    }

    /// Whether nothing that begins so is in the set.
    fn is_dead(&self, state: u32) -> bool {
        match self {
            Self::Dense(dense) => StateID::new(state as usize).is_ok_and(|state| dense.is_dead_state(state)),
            Self::Words(_) => state == 0,
        }
    }

    /// Bytes with the same class lead to the same states.
    fn class(&self, byte: u8) -> u16 {
        match self {
            Self::Dense(dense) => dense.byte_classes().get(byte).into(),
            Self::Words(words) if words.bytes.contains(&byte) => byte.into(),
            Self::Words(_) => 256,
        }
    }

    fn accepts(&self, text: &str) -> bool {
        let Some(mut state) = self.start() else { return false };
        for byte in text.bytes() {
            state = self.next(state, byte);
        }
        self.ends(state)
    }
}

/// The shortest text of at least and at most so many characters that is in all sets that it must be in, in none that
/// it must not be in, and is taken.
pub fn shortest(sides: &[Side], least: u64, most: Option<u64>, mut take: impl FnMut(&str) -> bool) -> (Text, u64) {
    let Some(utf8) = dense("(?s:.)*") else { return (Text::TooMany, 0) };
    let mut sides = sides.to_vec();
    sides.push((Machine::Dense(Rc::new(utf8)), true));
    let Some(start) = sides.iter().map(|(machine, _)| machine.start()).collect::<Option<Vec<u32>>>() else {
        return (Text::TooMany, 0);
    };
    let bytes = representatives(&sides);
    // Characters are counted as far as it matters.
    let counted = most.map_or(least, |most| most.saturating_add(1));
    let mut seen = HashSet::from([(start.clone(), 0)]);
    let mut queue = VecDeque::from([(start, 0_u64, None)]);
    let mut trail: Vec<(Option<usize>, u8)> = Vec::new();
    let mut refused = false;
    let mut steps = 0;
    while let Some((states, count, before)) = queue.pop_front() {
        let ends = |(side, state): (&Side, &u32)| side.0.ends(*state) == side.1;
        if count >= least && sides.iter().zip(&states).all(ends) {
            let text = spell(&trail, before);
            if take(&text) {
                return (Text::Taken(text), steps);
            }
            refused = true;
        }
        for byte in &bytes {
            steps += 1;
            let begins = byte & 0xC0 != 0x80;
            let count = if begins { (count + 1).min(counted) } else { count };
            if begins && most.is_some_and(|most| count > most) {
                continue;
            }
            let next: Vec<u32> =
                sides.iter().zip(&states).map(|((machine, _), state)| machine.next(*state, *byte)).collect();
            let dead = |((machine, wanted), state): (&Side, &u32)| *wanted && machine.is_dead(*state);
            if sides.iter().zip(&next).any(dead) || !seen.insert((next.clone(), count)) {
                continue;
            }
            if seen.len() > STATES {
                return (Text::TooMany, steps);
            }
            trail.push((before, *byte));
            queue.push_back((next, count, Some(trail.len() - 1)));
        }
    }
    (if refused { Text::Refused } else { Text::None }, steps)
}

/// One byte of each class, those that read best first.
fn representatives(sides: &[Side]) -> Vec<u8> {
    let niceness = |byte: &u8| match byte {
        b'a'..=b'z' => 0,
        b'0'..=b'9' => 1,
        b'A'..=b'Z' => 2,
        b'!'..=b'~' => 3,
        b' ' => 4,
        _ => 5,
    };
    let mut bytes: Vec<u8> = (0..=255).collect();
    bytes.sort_by_key(niceness);
    let mut classes = HashSet::new();
    bytes.retain(|byte| classes.insert(sides.iter().map(|(machine, _)| machine.class(*byte)).collect::<Vec<_>>()));
    bytes
}

fn spell(trail: &[(Option<usize>, u8)], mut at: Option<usize>) -> String {
    let mut bytes = Vec::new();
    while let Some((before, byte)) = at.and_then(|at| trail.get(at)) {
        bytes.push(*byte);
        at = *before;
    }
    bytes.reverse();
    String::from_utf8(bytes).unwrap_or_default()
}
