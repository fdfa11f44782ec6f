//! Finds an object: which properties it has, under which names, and what they are.

use super::{
    node::{Id, Kind, Kinds, Node, Region, Scalar},
    search::{Algebra, Answer, Literal},
};
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// Properties that are written out.
const LARGEST: u64 = 2_000;
/// Patterns of names that are told apart.
const PATTERNS: usize = 6;

/// What is asked of an object.
#[derive(Clone, Default)]
struct Wanted {
    least: u64,
    most: Option<u64>,
    required: BTreeSet<Rc<str>>,
    absent: BTreeSet<Rc<str>>,
    /// Every name that anything speaks of.
    known: BTreeSet<Rc<str>>,
    properties: BTreeMap<Rc<str>, Vec<Literal>>,
    patterned: Vec<(Rc<str>, Id)>,
    rest: Vec<(Rc<Region>, Id)>,
    names: Vec<Literal>,
    undeclared: Vec<Rc<Region>>,
    demands: Vec<Demand>,
}

/// A property that must be there.
#[derive(Clone)]
struct Demand {
    name: Name,
    literal: Option<Literal>,
}

/// What it must be called.
#[derive(Clone)]
enum Name {
    Matching(Rc<str>),
    Outside(Rc<Region>),
    NotOf(Id),
}

/// The properties that an object will have, each with what is asked of it besides.
type Draft = BTreeMap<Rc<str>, Vec<Literal>>;

impl Algebra {
    pub(super) fn object(&mut self, leaves: &[Literal]) -> Answer {
        self.tire(2 + leaves.len() as u64 / 2);
        let mut wanted = Wanted::default();
        for (id, holds) in leaves {
            if wanted.take(&self.nodes.get(*id), *holds).is_none() {
                return Answer::Empty;
            }
        }
        let few = wanted.most.is_some_and(|most| most < wanted.least || most < wanted.required.len() as u64);
        if few || wanted.required.iter().any(|name| wanted.absent.contains(name)) {
            return Answer::Empty;
        }
        if wanted.least > LARGEST {
            return Answer::unknown("an example would have too many properties");
        }
        let mut draft = Draft::new();
        let mut unknown = None;
        let required: Vec<Rc<str>> = wanted.required.iter().cloned().collect();
        for name in required {
            match self.allowed(&wanted, &name) {
                Some(true) => {}
                Some(false) => return Answer::Empty,
                None => unknown = Some("nobody knows which names are allowed"),
            }
            draft.insert(name, Vec::new());
        }
        // What is certain to fail fails at once: those of which most is asked first.
        let mut asked: Vec<&Rc<str>> = draft.keys().collect();
        asked.sort_by_key(|name| std::cmp::Reverse(wanted.properties.get(*name).map_or(0, Vec::len)));
        for name in asked {
            let goal = self.value(&wanted, name, &[]);
            match goal.map(|goal| self.solve(goal)) {
                Some(Answer::Empty) => return Answer::Empty,
                Some(_) => {}
                None => unknown = Some("nobody knows which names match a pattern"),
            }
        }
        match (self.demand(&wanted, 0, draft), unknown) {
            (Answer::Empty, _) => Answer::Empty,
            (_, Some(why)) => Answer::unknown(why),
            (answer, None) => answer,
        }
    }

    /// Finds a property for every demand: one that there is already, one that something speaks of, or a new one.
    fn demand(&mut self, wanted: &Wanted, next: usize, draft: Draft) -> Answer {
        if self.tire(1) {
            return Answer::unknown("it takes too many steps to find an object");
        }
        let Some(demand) = wanted.demands.get(next) else { return self.complete(wanted, draft) };
        let mut answer = Answer::Empty;
        let known = wanted.known.iter().filter(|name| !draft.contains_key(*name));
        let candidates: Vec<Rc<str>> = draft.keys().chain(known).cloned().collect();
        for name in candidates {
            match self.meets(demand, &name) {
                Some(true) => {}
                Some(false) => continue,
                None => {
                    answer = answer.or(Answer::unknown("nobody knows which names match a pattern"));
                    continue;
                }
            }
            answer = answer.or(self.with(wanted, next, &draft, name));
            if answer.is_found() {
                return answer;
            }
        }
        for name in self.new_names(wanted, Some(demand), &draft) {
            match name {
                Answer::Found(name) => {
                    let Some(name) = name.as_str() else { continue };
                    answer = answer.or(self.with(wanted, next, &draft, name.into()));
                }
                other => answer = answer.or(other),
            }
            if answer.is_found() {
                return answer;
            }
        }
        answer
    }

    /// Meets a demand with a property.
    fn with(&mut self, wanted: &Wanted, next: usize, draft: &Draft, name: Rc<str>) -> Answer {
        match self.allowed(wanted, &name) {
            Some(true) => {}
            Some(false) => return Answer::Empty,
            None => return Answer::unknown("nobody knows which names are allowed"),
        }
        let mut draft = draft.clone();
        let literals = draft.entry(name.clone()).or_default();
        literals.extend(wanted.demands.get(next).and_then(|demand| demand.literal));
        let literals = literals.clone();
        if wanted.most.is_some_and(|most| draft.len() as u64 > most) {
            return Answer::Empty;
        }
        let Some(goal) = self.value(wanted, &name, &literals) else {
            return Answer::unknown("nobody knows which names match a pattern");
        };
        match self.solve(goal) {
            Answer::Empty => Answer::Empty,
            _ => self.demand(wanted, next + 1, draft),
        }
    }

    /// Adds properties until there are enough, and finds the value of each.
    fn complete(&mut self, wanted: &Wanted, mut draft: Draft) -> Answer {
        if wanted.most.is_some_and(|most| draft.len() as u64 > most) {
            return Answer::Empty;
        }
        let mut unknown = None;
        for name in &wanted.known {
            if draft.len() as u64 >= wanted.least {
                break;
            }
            if draft.contains_key(name) {
                continue;
            }
            match (self.allowed(wanted, name), self.value(wanted, name, &[])) {
                (Some(false), _) => {}
                (Some(true), Some(goal)) => match self.solve(goal) {
                    Answer::Found(_) => _ = draft.insert(name.clone(), Vec::new()),
                    Answer::Empty => {}
                    other => unknown = Some(other),
                },
                _ => unknown = Some(Answer::unknown("nobody knows which names are allowed")),
            }
        }
        while (draft.len() as u64) < wanted.least {
            if self.tire(1) {
                return Answer::unknown("it takes too many steps to find an object");
            }
            let mut added = false;
            for name in self.new_names(wanted, None, &draft) {
                match name {
                    Answer::Found(name) => {
                        let Some(name) = name.as_str() else { continue };
                        match self.value(wanted, name, &[]).map(|goal| self.solve(goal)) {
                            Some(Answer::Found(_)) => {
                                draft.insert(name.into(), Vec::new());
                                added = true;
                                break;
                            }
                            Some(Answer::Empty) => {}
                            _ => unknown = Some(Answer::unknown("it is not certain what other properties may be")),
                        }
                    }
                    Answer::Empty => {}
                    other => unknown = Some(other),
                }
            }
            if !added {
                return unknown.unwrap_or(Answer::Empty);
            }
        }
        let mut object = Map::new();
        for (name, literals) in &draft {
            let Some(goal) = self.value(wanted, name, literals) else {
                return Answer::unknown("nobody knows which names match a pattern");
            };
            match self.solve(goal) {
                Answer::Found(value) => _ = object.insert((**name).into(), Value::clone(&value)),
                other => return other,
            }
        }
        Answer::found(Value::Object(object))
    }

    /// What is asked of the value of a property.
    fn value(&mut self, wanted: &Wanted, name: &str, besides: &[Literal]) -> Option<Vec<Literal>> {
        let mut goal = wanted.properties.get(name).cloned().unwrap_or_default();
        goal.extend(besides);
        for (pattern, id) in &wanted.patterned {
            if self.matches(pattern, name)? {
                goal.push((*id, true));
            }
        }
        for (region, id) in &wanted.rest {
            if !self.is_within(region, name)? {
                goal.push((*id, true));
            }
        }
        Some(goal)
    }

    /// Whether a property may be called so.
    fn allowed(&mut self, wanted: &Wanted, name: &Rc<str>) -> Option<bool> {
        if wanted.absent.contains(name) {
            return Some(false);
        }
        if wanted.known.contains(name) {
            for region in &wanted.undeclared {
                if !self.is_within(region, name)? {
                    return Some(false);
                }
            }
        }
        let value = Value::String((**name).into());
        let mut known = Some(true);
        for (id, holds) in &wanted.names {
            match self.holds(*id, &value) {
                Some(found) if found == *holds => {}
                Some(_) => return Some(false),
                None => known = None,
            }
        }
        known
    }

    /// Whether a name is one that is demanded.
    fn meets(&mut self, demand: &Demand, name: &Rc<str>) -> Option<bool> {
        match &demand.name {
            Name::Matching(pattern) => self.matches(pattern, name),
            Name::Outside(region) => self.is_within(region, name).map(|within| !within),
            Name::NotOf(id) => self.holds(*id, &Value::String((**name).into())).map(|holds| !holds),
        }
    }

    /// Names that nothing speaks of yet: of every sort that patterns tell apart, one.
    fn new_names(&mut self, wanted: &Wanted, demand: Option<&Demand>, draft: &Draft) -> Vec<Answer> {
        let mut patterns: BTreeSet<Rc<str>> = wanted.patterned.iter().map(|(pattern, _)| pattern.clone()).collect();
        patterns.extend(wanted.rest.iter().flat_map(|(region, _)| region.patterns.iter().cloned()));
        let mut goal = wanted.names.clone();
        goal.push((self.nodes.add(Node::Type(Kinds::of(&[Kind::Text]))), true));
        let taken: BTreeSet<Scalar> = wanted.known.iter().chain(draft.keys()).cloned().map(Scalar::Text).collect();
        if !taken.is_empty() {
            let taken = taken.into_iter().collect::<Vec<_>>().into();
            goal.push((self.nodes.add(Node::Values(taken)), false));
        }
        match demand.map(|demand| &demand.name) {
            Some(Name::Matching(pattern)) => {
                goal.push((self.nodes.add(Node::Pattern(pattern.clone())), true));
                patterns.remove(pattern);
            }
            Some(Name::Outside(region)) => {
                for pattern in &region.patterns {
                    goal.push((self.nodes.add(Node::Pattern(pattern.clone())), false));
                    patterns.remove(pattern);
                }
            }
            Some(Name::NotOf(id)) => goal.push((*id, false)),
            None => {}
        }
        let mut answers = Vec::new();
        if patterns.len() > PATTERNS {
            answers.push(Answer::unknown("too many patterns speak of names"));
        }
        let patterns: Vec<Literal> =
            patterns.into_iter().take(PATTERNS).map(|pattern| (self.nodes.add(Node::Pattern(pattern)), true)).collect();
        for chosen in 0..1_u32 << patterns.len() {
            let signs = patterns.iter().enumerate().map(|(at, (id, _))| (*id, chosen & (1 << at) != 0));
            match self.solve(goal.iter().copied().chain(signs).collect()) {
                Answer::Empty => {}
                answer => answers.push(answer),
            }
        }
        answers
    }
}

impl Wanted {
    fn take(&mut self, node: &Node, holds: bool) -> Option<()> {
        match (node, holds) {
            (Node::Property(name, id), true) => {
                self.known.insert(name.clone());
                self.properties.entry(name.clone()).or_default().push((*id, true));
            }
            (Node::Property(name, id), false) => {
                self.known.insert(name.clone());
                self.required.insert(name.clone());
                self.properties.entry(name.clone()).or_default().push((*id, false));
            }
            (Node::Patterned(pattern, id), true) => self.patterned.push((pattern.clone(), *id)),
            (Node::Patterned(pattern, id), false) => {
                self.demands.push(Demand { name: Name::Matching(pattern.clone()), literal: Some((*id, false)) });
            }
            (Node::Rest(region, id), true) => {
                self.known.extend(region.names.iter().cloned());
                self.rest.push((region.clone(), *id));
            }
            (Node::Rest(region, id), false) => {
                self.known.extend(region.names.iter().cloned());
                self.demands.push(Demand { name: Name::Outside(region.clone()), literal: Some((*id, false)) });
            }
            (Node::Names(id), true) => self.names.push((*id, true)),
            (Node::Names(id), false) => self.demands.push(Demand { name: Name::NotOf(*id), literal: None }),
            (Node::Required(name), holds) => {
                self.known.insert(name.clone());
                let set = if holds { &mut self.required } else { &mut self.absent };
                set.insert(name.clone());
            }
            (Node::Undeclared(region), true) => {
                self.known.extend(region.names.iter().cloned());
                self.undeclared.push(region.clone());
            }
            (Node::MinProperties(least), true) => self.least = self.least.max(*least),
            (Node::MaxProperties(most), true) => self.at_most(*most),
            (Node::MaxProperties(most), false) => self.least = self.least.max(most.saturating_add(1)),
            (Node::MinProperties(least), false) => self.at_most(least.checked_sub(1)?),
            (Node::Values(_), true) => return None,
            _ => {}
        }
        Some(())
    }

    fn at_most(&mut self, most: u64) {
        self.most = Some(self.most.map_or(most, |known| known.min(most)));
    }
}
