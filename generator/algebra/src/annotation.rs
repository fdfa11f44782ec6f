//! Which properties and elements a schema speaks of, way by way in which it may hold.

use super::{
    node::{Id, Node, Region},
    search::{Algebra, Literal},
};
use std::rc::Rc;

/// Ways that are told apart.
const WAYS: usize = 256;
/// References that are followed.
const DEEPEST: usize = 24;

/// One way in which a schema may hold, and what it speaks of then.
#[derive(Clone, Debug, Default)]
struct Way {
    literals: Vec<Literal>,
    region: Region,
    cover: Cover,
    /// Names that are required here, or that values have which are listed.
    required: Vec<Rc<str>>,
    /// Elements before this index are spoken of.
    items: u64,
    /// And all elements of these.
    contained: Vec<Id>,
}

/// What a schema says of properties that it does not name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Cover {
    /// Nothing.
    #[default]
    Nothing,
    /// That there may be any.
    Anything,
    /// What they are.
    Schema,
}

impl Way {
    fn with(mut self, other: &Self) -> Self {
        self.literals.extend(&other.literals);
        self.region.names.extend(other.region.names.iter().cloned());
        self.region.patterns.extend(other.region.patterns.iter().cloned());
        self.cover = self.cover.max(other.cover);
        self.required.extend(other.required.iter().cloned());
        self.items = self.items.max(other.items);
        self.contained.extend(&other.contained);
        self
    }

    /// With everything that is said in order, and once.
    fn in_order(mut self) -> Self {
        self.region = self.region.in_order();
        self
    }

    /// Adds the names that are required in another.
    fn require(&mut self, other: &Self) {
        self.required.extend(other.required.iter().cloned());
    }

    fn says_nothing(&self) -> bool {
        self.region == Region::default() && self.cover == Cover::Nothing && self.items == 0 && self.contained.is_empty()
    }
}

impl Algebra {
    /// The ways in which properties that a schema does not speak of are of another, or not all of them.
    pub(super) fn unevaluated(&mut self, of: Id, inner: Id, holds: bool) -> Option<Vec<Vec<Literal>>> {
        let mut alternatives = Vec::new();
        for way in self.ways(of, DEEPEST)? {
            let mut way = way.in_order();
            match (way.cover, holds) {
                (Cover::Nothing, _) => {
                    let rest = self.nodes.add(Node::Rest(way.region.into(), inner));
                    way.literals.push((rest, holds));
                }
                (_, true) => {}
                (_, false) => continue,
            }
            alternatives.push(way.literals);
        }
        Some(alternatives)
    }

    /// The same, of elements.
    pub(super) fn unevaluated_items(&mut self, of: Id, inner: Id, holds: bool) -> Option<Vec<Vec<Literal>>> {
        let mut alternatives = Vec::new();
        for mut way in self.ways(of, DEEPEST)? {
            if way.items == u64::MAX {
                if holds {
                    alternatives.push(way.literals);
                }
                continue;
            }
            way.contained.push(inner);
            let inner = self.nodes.add(Node::Or(way.contained));
            let rest = self.nodes.add(Node::Items(way.items, inner));
            way.literals.push((rest, holds));
            alternatives.push(way.literals);
        }
        Some(alternatives)
    }

    /// The ways in which somebody sends no more than a schema declares.
    pub(super) fn declared(&mut self, of: Id) -> Option<Vec<Vec<Literal>>> {
        let nothing = self.nodes.nothing();
        let mut alternatives = Vec::new();
        // Where they are too many, whatever is declared in any of them is taken for declared.
        let ways = self.ways(of, DEEPEST).or_else(|| self.mentioned(of, DEEPEST).map(|way| vec![way]))?;
        for mut way in ways {
            // That there may be others declares none of them.
            let free = way.region == Region::default();
            way.region.names.append(&mut way.required);
            let mut way = way.in_order();
            let region = Rc::new(way.region);
            match way.cover {
                Cover::Schema => {}
                Cover::Nothing | Cover::Anything if !free => {
                    let rest = self.nodes.add(Node::Rest(region, nothing));
                    way.literals.push((rest, true));
                }
                Cover::Nothing | Cover::Anything => {
                    let undeclared = self.nodes.add(Node::Undeclared(region));
                    way.literals.push((undeclared, true));
                }
            }
            alternatives.push(way.literals);
        }
        Some(alternatives)
    }

    /// All that a schema speaks of, however it may hold.
    fn mentioned(&mut self, id: Id, depth: usize) -> Option<Way> {
        let depth = depth.checked_sub(1)?;
        let parts = match &*self.nodes.get(id) {
            Node::And(parts) | Node::Or(parts) | Node::One(parts) => parts.clone(),
            Node::Dependent(_, part) => vec![*part],
            Node::Reference(number) => vec![self.targets.get(*number as usize).copied().flatten()?],
            _ => return self.ways(id, depth + 1)?.pop(),
        };
        let mut all = Way::default();
        for part in parts {
            all = all.with(&self.mentioned(part, depth)?);
        }
        Some(all)
    }

    /// The ways in which a schema may hold; `None` if they are too many.
    fn ways(&mut self, id: Id, depth: usize) -> Option<Vec<Way>> {
        let depth = depth.checked_sub(1)?;
        self.tire(1);
        let mut way = Way::default();
        match &*self.nodes.get(id) {
            Node::And(parts) => {
                let mut ways = vec![way];
                for part in parts {
                    let more = self.ways(*part, depth)?;
                    if let [only] = more.as_slice() {
                        ways.iter_mut().for_each(|way| *way = std::mem::take(way).with(only));
                        continue;
                    }
                    ways = ways.iter().flat_map(|way| more.iter().map(|other| way.clone().with(other))).collect();
                    if ways.len() > WAYS {
                        return None;
                    }
                }
                return Some(ways);
            }
            Node::Or(parts) => return self.any(parts, depth),
            Node::One(parts) => {
                let each: Vec<Vec<Way>> = parts.iter().map(|part| self.ways(*part, depth)).collect::<Option<_>>()?;
                if each.iter().flatten().all(|way| way.literals.is_empty() && way.says_nothing()) {
                    each.iter().flatten().for_each(|known| way.require(known));
                    return Some(vec![way]);
                }
                let mut ways = Vec::new();
                for (at, more) in each.into_iter().enumerate() {
                    let chosen = parts.iter().enumerate().map(|(other, id)| (*id, at == other));
                    let chosen = Way { literals: chosen.collect(), ..Way::default() };
                    ways.extend(more.iter().map(|way| chosen.clone().with(way)));
                }
                return (ways.len() <= WAYS).then_some(ways);
            }
            Node::Reference(number) => {
                let target = self.targets.get(*number as usize).copied().flatten()?;
                return self.ways(target, depth);
            }
            Node::Dependent(name, part) => {
                let required = self.nodes.add(Node::Required(name.clone()));
                let mut ways = vec![Way { literals: vec![(required, false)], ..Way::default() }];
                let present = Way { literals: vec![(required, true)], ..Way::default() };
                ways.extend(self.ways(*part, depth)?.iter().map(|way| present.clone().with(way)));
                if ways.iter().all(Way::says_nothing) {
                    ways.iter().for_each(|known| way.require(known));
                    return Some(vec![way]);
                }
                return Some(ways);
            }
            Node::Property(name, _) => way.region.names.push(name.clone()),
            Node::Patterned(pattern, _) => way.region.patterns.push(pattern.clone()),
            Node::Rest(_, inner) | Node::Unevaluated(_, inner) => {
                let of = match &*self.nodes.get(*inner) {
                    Node::Declared(of) => *of,
                    _ => *inner,
                };
                way.cover = if self.nodes.says_nothing(of) { Cover::Anything } else { Cover::Schema };
            }
            Node::Required(name) => way.required.push(name.clone()),
            Node::Not(inner) => {
                // Two negations stand for a value that is listed.
                if let Node::Not(constant) = &*self.nodes.get(*inner) {
                    way.required = self.ways(*constant, depth)?.into_iter().flat_map(|way| way.region.names).collect();
                }
            }
            Node::Item(at, _) => way.items = at.saturating_add(1),
            Node::Items(..) | Node::UnevaluatedItems(..) => way.items = u64::MAX,
            Node::MinContains(inner, _) => way.contained.push(*inner),
            _ => {}
        }
        Some(vec![way])
    }

    /// The ways in which one part at least holds: of each part that speaks of something, with it and without.
    fn any(&mut self, parts: &[Id], depth: usize) -> Option<Vec<Way>> {
        let mut ways = vec![Way::default()];
        for part in parts {
            let more = self.ways(*part, depth)?;
            if more.iter().all(|way| way.literals.is_empty() && way.says_nothing()) {
                more.iter().for_each(|way| ways.iter_mut().for_each(|known| known.require(way)));
                continue;
            }
            let without = Way { literals: vec![(*part, false)], ..Way::default() };
            let with = Way { literals: vec![(*part, true)], ..Way::default() };
            let with: Vec<Way> = more.iter().map(|way| with.clone().with(way)).chain([without]).collect();
            ways = ways.iter().flat_map(|way| with.iter().map(|other| way.clone().with(other))).collect();
            if ways.len() > WAYS {
                return None;
            }
        }
        Some(ways)
    }
}
