//! Finds a text of some length that matches some patterns and formats and not others.

use super::{
    automaton::{Machine, Side, Text, Words, shortest},
    format,
    node::{Node, Scalar},
    search::{Algebra, Answer, Literal},
};
use ringback_runtime::format::Format;
use serde_json::Value;
use std::{collections::BTreeSet, rc::Rc};

/// Texts of more characters are not written out.
const LONGEST: u64 = 100_000;

/// What is asked of a text.
#[derive(Default)]
struct Wanted {
    least: u64,
    most: Option<u64>,
    patterns: Vec<(Rc<str>, bool)>,
    formats: Vec<(Rc<str>, bool)>,
    excluded: BTreeSet<Rc<str>>,
    only: Option<BTreeSet<Rc<str>>>,
}

/// Whether a set of texts is taken too small or too large, where it is not known to a letter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Lower,
    Upper,
}

impl Algebra {
    pub(super) fn text(&mut self, leaves: &[Literal]) -> Answer {
        let mut wanted = Wanted::default();
        for (id, holds) in leaves {
            match (&*self.nodes.get(*id), *holds) {
                (Node::MinLength(least), true) => wanted.least = wanted.least.max(*least),
                (Node::MaxLength(most), true) => wanted.at_most(*most),
                (Node::MaxLength(most), false) => wanted.least = wanted.least.max(most.saturating_add(1)),
                (Node::MinLength(0), false) => return Answer::Empty,
                (Node::MinLength(least), false) => wanted.at_most(least - 1),
                (Node::Pattern(pattern), holds) => wanted.patterns.push((pattern.clone(), holds)),
                (Node::Format(name), holds) => wanted.formats.push((name.clone(), holds)),
                (Node::Values(values), true) => {
                    let texts = texts(values);
                    wanted.only = Some(match wanted.only {
                        Some(only) => only.intersection(&texts).cloned().collect(),
                        None => texts,
                    });
                }
                (Node::Values(values), false) => wanted.excluded.extend(texts(values)),
                _ => {}
            }
        }
        self.tire(2);
        if leaves.iter().any(|(_, holds)| !holds) {
            return wanted.find(self, leaves);
        }
        // Whatever a format means that nobody knows: there is a text that is said to be sent.
        let is_known = |name: &str| Format::named(name).is_some();
        wanted.formats.retain(|(name, _)| is_known(name));
        let known = |(id, _): &&Literal| !matches!(&*self.nodes.get(*id), Node::Format(name) if !is_known(name));
        let leaves: Vec<Literal> = leaves.iter().filter(known).copied().collect();
        wanted.find(self, &leaves)
    }

    /// Whether a part that speaks of texts holds of one.
    pub(super) fn text_holds(&mut self, node: &Node, text: &str) -> Option<bool> {
        let count = || text.chars().count() as u64;
        match node {
            Node::MinLength(least) => Some(count() >= *least),
            Node::MaxLength(most) => Some(count() <= *most),
            Node::Pattern(pattern) => self.matches(pattern, text),
            Node::Format(name) => Format::named(name).map(|format| format.holds(text)),
            _ => Some(true),
        }
    }

    /// Whether a pattern matches somewhere in a text.
    pub(super) fn matches(&mut self, pattern: &Rc<str>, text: &str) -> Option<bool> {
        self.automata.matches(pattern, text)
    }

    /// Whether all leaves hold of a text, or not.
    fn fits(&mut self, leaves: &[Literal], text: &str) -> Option<bool> {
        let value = Value::String(text.into());
        let mut known = Some(true);
        for (id, wanted) in leaves {
            match self.holds(*id, &value) {
                Some(holds) if holds == *wanted => {}
                Some(_) => return Some(false),
                None => known = None,
            }
        }
        known
    }
}

fn texts(values: &[Scalar]) -> BTreeSet<Rc<str>> {
    values
        .iter()
        .filter_map(|value| match value {
            Scalar::Text(text) => Some(text.clone()),
            _ => None,
        })
        .collect()
}

impl Wanted {
    fn at_most(&mut self, most: u64) {
        self.most = Some(self.most.map_or(most, |known| known.min(most)));
    }

    fn find(&self, algebra: &mut Algebra, leaves: &[Literal]) -> Answer {
        if self.most.is_some_and(|most| most < self.least) {
            return Answer::Empty;
        }
        if let Some(only) = &self.only {
            let mut answer = Answer::Empty;
            for text in only {
                match algebra.fits(leaves, text) {
                    Some(true) => return Answer::found(Value::String((**text).into())),
                    Some(false) => {}
                    None => answer = self.unclear(algebra),
                }
            }
            return answer;
        }
        if self.least > LONGEST {
            return Answer::unknown("an example would be too long to write out");
        }
        if self.patterns.is_empty() && self.formats.is_empty() {
            return match self.plain() {
                Some(text) => Answer::found(Value::String(text)),
                None if self.most == Some(0) => Answer::Empty,
                None => Answer::unknown("too many texts are excluded"),
            };
        }
        let contradicts = |(one, wanted): &(Rc<str>, bool)| {
            *wanted && self.formats.iter().any(|(other, wanted)| !wanted && format::is_within(one, other))
        };
        if self.formats.iter().any(contradicts) {
            return Answer::Empty;
        }
        let examples = self.formats.iter().filter(|(_, wanted)| *wanted).filter_map(|(name, _)| format::example(name));
        if let Some(text) = examples.into_iter().find(|text| algebra.fits(leaves, text) == Some(true)) {
            return Answer::found(text.into());
        }
        let mut answer = Answer::Empty;
        for bound in [Bound::Lower, Bound::Upper] {
            let (sides, exact) = self.sides(algebra, bound);
            let (text, steps) =
                shortest(&sides, self.least, self.most, |text| algebra.fits(leaves, text) == Some(true));
            algebra.tire(steps / 4);
            answer = match text {
                Text::Taken(text) => return Answer::found(Value::String(text)),
                Text::None if bound == Bound::Upper || exact => return Answer::Empty,
                Text::None | Text::Refused => self.unclear(algebra),
                Text::TooMany => Answer::unknown("the patterns together are too large to be compared"),
            };
            if exact {
                break;
            }
        }
        if matches!(answer, Answer::Unknown(_)) {
            let samples: Vec<Rc<str>> = algebra.nodes.samples.iter().cloned().collect();
            if let Some(text) = samples.iter().find(|text| algebra.fits(leaves, text) == Some(true)) {
                return Answer::found(Value::String((**text).into()));
            }
        }
        answer
    }

    /// Why no text was found although there may be one.
    fn unclear(&self, algebra: &mut Algebra) -> Answer {
        let format = self.formats.iter().find(|(name, _)| Format::named(name).is_none());
        let pattern = self.patterns.iter().find(|(pattern, _)| algebra.automata.pattern(pattern).is_none());
        Answer::Unknown(match (format, pattern) {
            (Some((name, _)), _) => format!("nobody knows which texts have the format {name:?}").into(),
            (_, Some((pattern, _))) => format!("the pattern {pattern:?} cannot be compared with others").into(),
            _ => "no text was found, and that there is none is not certain".into(),
        })
    }

    /// The sets that the text is looked for in, and whether they are just those that are meant.
    fn sides(&self, algebra: &mut Algebra, bound: Bound) -> (Vec<Side>, bool) {
        let mut sides = Vec::new();
        let mut exact = true;
        for (pattern, wanted) in &self.patterns {
            match algebra.automata.pattern(pattern) {
                Some(machine) => sides.push((machine, *wanted)),
                None => exact = false,
            }
        }
        for (name, wanted) in &self.formats {
            let Some(bounds) = format::bounds(name) else {
                exact = false;
                continue;
            };
            exact &= bounds.lower == bounds.upper;
            // What must not have the format is looked for outside of all that may have it.
            let regex = if (bound == Bound::Lower) == *wanted { bounds.lower } else { bounds.upper };
            match algebra.automata.whole(regex) {
                Some(machine) => sides.push((machine, *wanted)),
                None => exact = false,
            }
        }
        if !self.excluded.is_empty() {
            let words = Words::new(self.excluded.iter().map(|text| &**text));
            sides.push((Machine::Words(words.into()), false));
        }
        (sides, exact)
    }

    /// A text of which nothing but its length matters.
    fn plain(&self) -> Option<String> {
        let shortest = if self.least == 0 && self.most != Some(0) { 1 } else { self.least };
        if shortest == 0 {
            return (!self.excluded.contains("")).then(String::new);
        }
        let shortest = usize::try_from(shortest).ok()?;
        // There are more letters than excluded texts: one is left.
        let letters = ('a'..='z')
            .chain('A'..='Z')
            .chain('0'..='9')
            .chain('\u{4e00}'..='\u{9fff}')
            .chain('\u{20000}'..='\u{2a000}');
        let mut tries = letters.map(|letter| {
            let mut text = "a".repeat(shortest - 1);
            text.insert(0, letter);
            text
        });
        tries.find(|text| !self.excluded.contains(text.as_str()))
    }
}
