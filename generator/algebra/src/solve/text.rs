//! Finds a string: of an allowed length, which matches some patterns and formats and not others.
//!
//! Patterns and formats become automata where they are regular. A format that is not known exactly has two: one that
//! accepts only strings of the format and one that accepts all of them.

use super::{satisfiability::Satisfiability, solver::Solver, text_constraints::TextConstraints};
use crate::{
    language::{Effort, Language, Membership, Shortest, WordTrie, shortest},
    predicate::{Literal, Predicate},
};
use ringback_runtime::format::Format;
use serde_json::Value;
use std::rc::Rc;

/// Characters of a witness; a longer one takes time and memory.
const LENGTH_LIMIT: u64 = 1_100_000;
/// Characters that are written in a step, so that long texts use up a budget before they use up the memory.
const CHARACTERS_PER_STEP: u64 = 8;

/// Which way an automaton errs, where it does not accept exactly the strings of a format.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Approximation {
    /// It accepts strings of the format only: a string that is found is a witness.
    Under,
    /// It accepts every string of the format: if no string is found, there is none.
    Over,
}

impl Solver {
    /// Solves atoms about strings.
    pub(super) fn solve_text(&mut self, atoms: &[Literal]) -> Satisfiability {
        let mut constraints = TextConstraints::default();
        for (id, holds) in atoms {
            if constraints.add(&self.predicates.get(*id), *holds).is_none() {
                return Satisfiability::Unsatisfiable;
            }
        }
        self.spend(2);
        let is_known = |name: &str| Format::named(name).is_some();
        if constraints.formats.iter().any(|(name, required)| !required && !is_known(name)) {
            return self.find_text(&constraints, atoms);
        }
        // Some string has an unknown format, whatever it means: a schema that accepts nothing would not be sent. What both
        // sides ask for decides nothing between them.
        constraints.formats.retain(|(name, _)| is_known(name));
        let is_known_atom =
            |(id, _): &&Literal| !matches!(&*self.predicates.get(*id), Predicate::Format(name) if !is_known(name));
        let atoms: Vec<Literal> = atoms.iter().filter(is_known_atom).copied().collect();
        self.find_text(&constraints, &atoms)
    }

    /// Whether an atom about strings holds of one; `None` if a pattern or format is not understood.
    pub(super) fn text_holds(&mut self, atom: &Predicate, text: &str) -> Option<bool> {
        let length = || text.chars().count() as u64;
        match atom {
            Predicate::MinLength(least) => Some(length() >= *least),
            Predicate::MaxLength(most) => Some(length() <= *most),
            Predicate::Pattern(pattern) => self.matches(pattern, text),
            Predicate::Format(name) => Format::named(name).map(|format| format.matches(text)),
            _ => Some(true),
        }
    }

    /// Whether a pattern matches somewhere in a string; `None` if the pattern is not understood.
    pub(super) fn matches(&mut self, pattern: &Rc<str>, text: &str) -> Option<bool> {
        self.automata.matches(pattern, text)
    }

    fn find_text(&mut self, constraints: &TextConstraints, atoms: &[Literal]) -> Satisfiability {
        if constraints.most.is_some_and(|most| most < constraints.least) {
            return Satisfiability::Unsatisfiable;
        }
        if let Some(only) = &constraints.only {
            let mut answer = Satisfiability::Unsatisfiable;
            for text in only {
                match self.all_hold_of_text(atoms, text) {
                    Some(true) => return Satisfiability::satisfiable(Value::String((**text).into())),
                    Some(false) => {}
                    None => answer = self.why_unknown(constraints),
                }
            }
            return answer;
        }
        if constraints.least > LENGTH_LIMIT {
            return Satisfiability::unknown("an example would be too long to write out");
        }
        self.spend(constraints.least / CHARACTERS_PER_STEP);
        if constraints.patterns.is_empty() && constraints.formats.is_empty() {
            return match constraints.any_text() {
                Some(text) => Satisfiability::satisfiable(Value::String(text)),
                None if constraints.most == Some(0) => Satisfiability::Unsatisfiable,
                None => Satisfiability::unknown("too many texts are excluded"),
            };
        }
        let is_contradicted = |(one, required): &(Rc<str>, bool)| {
            *required && constraints.formats.iter().any(|(other, required)| !required && is_within(one, other))
        };
        if constraints.formats.iter().any(is_contradicted) {
            return Satisfiability::Unsatisfiable;
        }
        let required = constraints.formats.iter().filter(|(_, required)| *required);
        let mut samples = required.filter_map(|(name, _)| Some(Format::named(name)?.sample()));
        if let Some(text) = samples.find(|text| self.all_hold_of_text(atoms, text) == Some(true)) {
            return Satisfiability::satisfiable(text.into());
        }
        self.search_text(constraints, atoms)
    }

    /// Searches the automata for the shortest string; falls back to the examples of the schemas.
    fn search_text(&mut self, constraints: &TextConstraints, atoms: &[Literal]) -> Satisfiability {
        let mut answer = Satisfiability::Unsatisfiable;
        for approximation in [Approximation::Under, Approximation::Over] {
            let (memberships, is_exact) = self.memberships(constraints, approximation);
            // Most strings of the sets that are asked for are in none of the others, whose states multiply.
            let asked: Vec<Membership> =
                memberships.iter().filter(|(_, must_contain)| *must_contain).cloned().collect();
            if asked.len() < memberships.len()
                && let Shortest::Accepted(text) =
                    self.shortest_of(&asked, constraints.least, constraints.most, Effort::LOOK, atoms)
            {
                return Satisfiability::satisfiable(Value::String(text));
            }
            // Lengths multiply the states: where none of any length is found, there is none.
            if constraints.least > 1 || constraints.most.is_some() {
                match self.shortest_of(&memberships, 0, None, Effort::WHOLE, atoms) {
                    Shortest::Accepted(text) => return Satisfiability::satisfiable(Value::String(text)),
                    Shortest::None if approximation == Approximation::Over || is_exact => {
                        return Satisfiability::Unsatisfiable;
                    }
                    _ => {}
                }
            }
            let (least, most) = (constraints.least, constraints.most);
            answer = match self.shortest_of(&memberships, least, most, Effort::WHOLE, atoms) {
                Shortest::Accepted(text) => return Satisfiability::satisfiable(Value::String(text)),
                Shortest::None if approximation == Approximation::Over || is_exact => {
                    return Satisfiability::Unsatisfiable;
                }
                Shortest::None | Shortest::AllRejected => self.why_unknown(constraints),
                Shortest::LimitReached => Satisfiability::unknown("the patterns together are too large to be compared"),
            };
            if is_exact {
                break;
            }
        }
        if matches!(answer, Satisfiability::Unknown(_)) {
            let examples: Vec<Rc<str>> = self.predicates.examples.iter().cloned().collect();
            if let Some(text) = examples.iter().find(|text| self.all_hold_of_text(atoms, text) == Some(true)) {
                return Satisfiability::satisfiable(Value::String((**text).into()));
            }
        }
        answer
    }

    /// The shortest string of these lengths that is in some sets and outside others, and of which all atoms hold.
    fn shortest_of(
        &mut self,
        memberships: &[Membership],
        least: u64,
        most: Option<u64>,
        effort: Effort,
        atoms: &[Literal],
    ) -> Shortest {
        let is_right = |text: &str| self.all_hold_of_text(atoms, text) == Some(true);
        let (found, steps) = shortest(memberships, least, most, effort, is_right);
        self.spend(steps);
        found
    }

    /// Whether all literals hold of a string; `None` if one is not understood and no other is false.
    fn all_hold_of_text(&mut self, literals: &[Literal], text: &str) -> Option<bool> {
        let value = Value::String(text.into());
        let mut known = Some(true);
        for (id, must_hold) in literals {
            match self.holds(*id, &value) {
                Some(holds) if holds == *must_hold => {}
                Some(_) => return Some(false),
                None => known = None,
            }
        }
        known
    }

    /// Why no string was found although there may be one.
    fn why_unknown(&mut self, constraints: &TextConstraints) -> Satisfiability {
        let format = constraints.formats.iter().find(|(name, _)| Format::named(name).is_none());
        let pattern = constraints.patterns.iter().find(|(pattern, _)| self.automata.pattern(pattern).is_none());
        Satisfiability::Unknown(match (format, pattern) {
            (Some((name, _)), _) => format!("it is not known which texts have the format {name:?}").into(),
            (_, Some((pattern, _))) => format!("the pattern {pattern:?} cannot be compared with others").into(),
            _ => "no text was found, but that does not prove that there is none".into(),
        })
    }

    /// The sets that the string must and must not be in, and whether no set is an approximation. Patterns
    /// and formats without an automaton are left out.
    fn memberships(&mut self, constraints: &TextConstraints, approximation: Approximation) -> (Vec<Membership>, bool) {
        let mut memberships = Vec::new();
        let mut is_exact = true;
        for (pattern, must_match) in &constraints.patterns {
            match self.automata.pattern(pattern) {
                Some(language) => memberships.push((language, *must_match)),
                None => {
                    is_exact = false;
                    if *must_match && approximation == Approximation::Under {
                        memberships.extend(self.automata.pattern_with_margins(pattern).map(|some| (some, true)));
                    }
                }
            }
        }
        for (name, required) in &constraints.formats {
            let Some(bounds) = Format::named(name).map(|format| format.profile().language) else {
                is_exact = false;
                continue;
            };
            is_exact &= bounds.is_exact();
            // The complement of an upper bound lies within the complement of the format.
            let is_lower = (approximation == Approximation::Under) == *required;
            let regex = if is_lower { bounds.lower() } else { bounds.upper() };
            match self.automata.whole(&regex) {
                Some(language) => memberships.push((language, *required)),
                None => is_exact = false,
            }
        }
        if !constraints.excluded.is_empty() {
            let words = WordTrie::new(constraints.excluded.iter().map(|text| &**text));
            memberships.push((Language::Words(words.into()), false));
        }
        (memberships, is_exact)
    }
}

/// Whether every string of a format has another one as well.
fn is_within(one: &str, other: &str) -> bool {
    let known = || Some(Format::named(one)?.is_within(Format::named(other)?));
    one == other || known().unwrap_or(false)
}
