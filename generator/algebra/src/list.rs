//! Finds a list: how long it is, and what stands where.

use super::{
    evaluate::plain,
    node::{Id, Node},
    search::{Algebra, Answer, Literal},
};
use serde_json::Value;
use std::{collections::HashSet, rc::Rc};

/// Elements that are looked at one by one; all behind them are alike.
const SINGLE: u64 = 16;
/// Elements that are written out.
const LONGEST: u64 = 20_000;
/// Elements that have to differ from each other.
const DIFFERENT: u64 = 300;

/// What is asked of a list.
#[derive(Clone, Default)]
struct Wanted {
    least: u64,
    most: Option<u64>,
    unique: bool,
    /// Two elements at least are equal.
    repeated: bool,
    /// What holds of an element by its index, and of all from an index on.
    items: Vec<(u64, Id)>,
    rest: Vec<(u64, Id)>,
    /// What has to stand somewhere: from which index on, up to which, and which number it has among those that must
    /// not be one and the same element.
    demands: Vec<Demand>,
    /// Of how many elements at most a schema holds.
    at_most: Vec<(Id, u64)>,
}

#[derive(Clone)]
struct Demand {
    from: u64,
    to: u64,
    literal: Literal,
    group: usize,
}

/// A list in the making: what is asked of every element that is looked at on its own.
#[derive(Clone, Default)]
struct Draft {
    places: Vec<Vec<Literal>>,
    /// Which groups of demands stand at which place.
    groups: HashSet<(usize, usize)>,
}

impl Algebra {
    pub(super) fn list(&mut self, leaves: &[Literal]) -> Answer {
        self.tire(2 + leaves.len() as u64 / 2);
        let mut wanted = Wanted::default();
        for (group, (id, holds)) in leaves.iter().enumerate() {
            if wanted.take(&self.nodes.get(*id), *holds, group).is_none() {
                return Answer::Empty;
            }
        }
        let wanted = wanted;
        if wanted.most.is_some_and(|most| most < wanted.least) {
            return Answer::Empty;
        }
        if wanted.least > LONGEST {
            return Answer::unknown("an example would have too many elements");
        }
        if wanted.demands.len() as u64 > SINGLE {
            return Answer::unknown("too many elements are asked for");
        }
        // A longer list could lose an element that nothing is asked of.
        let named = wanted.items.iter().map(|(at, _)| at + 1).chain(wanted.rest.iter().map(|(from, _)| *from));
        let named = named.chain(wanted.demands.iter().map(|demand| demand.from)).max().unwrap_or_default();
        let needed =
            named.saturating_add(wanted.demands.len() as u64).saturating_add(if wanted.repeated { 2 } else { 0 });
        let longest = wanted.least.max(needed);
        let longest = wanted.most.map_or(longest, |most| most.min(longest));
        if longest - wanted.least > 4 * SINGLE {
            return Answer::unknown("too many lengths would have to be tried");
        }
        let mut answer = Answer::Empty;
        for length in wanted.least..=longest {
            answer = answer.or(self.of_length(&wanted, length));
            if answer.is_found() || self.tire(1) {
                break;
            }
        }
        answer
    }

    fn of_length(&mut self, wanted: &Wanted, length: u64) -> Answer {
        let single = length.min(SINGLE.max(wanted.demands.len() as u64));
        let places = (0..single).map(|at| wanted.base(at)).collect();
        self.place(wanted, length, 0, Draft { places, groups: HashSet::new() })
    }

    /// Finds a place for every demand.
    fn place(&mut self, wanted: &Wanted, length: u64, next: usize, draft: Draft) -> Answer {
        if self.tire(1) {
            return Answer::unknown("it takes too many steps to find a list");
        }
        let Some(demand) = wanted.demands.get(next) else { return self.repeat(wanted, length, draft) };
        let mut answer = Answer::Empty;
        if demand.from >= length {
            return answer;
        }
        // What is behind those that are looked at one by one is like the last of them.
        let places = draft.places.len() as u64;
        let from = demand.from.min(places.saturating_sub(1));
        let to = demand.to.min(places);
        for at in from..to {
            let at = usize::try_from(at).unwrap_or_default();
            let mut draft = draft.clone();
            if !draft.groups.insert((demand.group, at)) {
                continue;
            }
            let Some(place) = draft.places.get_mut(at) else { continue };
            place.push(demand.literal);
            if matches!(self.solve(place.clone()), Answer::Empty) {
                continue;
            }
            answer = answer.or(self.place(wanted, length, next + 1, draft));
            if answer.is_found() {
                break;
            }
        }
        answer
    }

    /// Makes two elements equal, if that is asked for.
    fn repeat(&mut self, wanted: &Wanted, length: u64, draft: Draft) -> Answer {
        if !wanted.repeated {
            return self.limit(wanted, length, 0, draft, None);
        }
        let mut answer = Answer::Empty;
        for other in 1..draft.places.len() {
            for one in 0..other {
                answer = answer.or(self.limit(wanted, length, 0, draft.clone(), Some((one, other))));
                if answer.is_found() || self.tire(1) {
                    return answer;
                }
            }
        }
        answer
    }

    /// Chooses which elements are of the schemas that only some may be of.
    fn limit(
        &mut self,
        wanted: &Wanted,
        length: u64,
        next: usize,
        draft: Draft,
        twins: Option<(usize, usize)>,
    ) -> Answer {
        let Some((id, most)) = wanted.at_most.get(next).copied() else {
            return self.fill(wanted, length, draft, twins);
        };
        let mut answer = Answer::Empty;
        // Those for which something of the schema is asked anyway come first, then the others, as few as possible.
        let asked: Vec<bool> = draft.places.iter().map(|place| place.contains(&(id, true))).collect();
        let free: Vec<usize> = asked.iter().enumerate().filter(|(_, asked)| !**asked).map(|(at, _)| at).collect();
        let used = asked.iter().filter(|asked| **asked).count() as u64;
        let Some(left) = most.checked_sub(used) else { return Answer::Empty };
        // Which of them must be: those that cannot be otherwise.
        let mut must = Vec::new();
        for at in &free {
            let place = draft.places.get(*at).cloned().unwrap_or_default();
            let otherwise = [place, vec![(id, false)]].concat();
            if matches!(self.solve(otherwise), Answer::Empty) {
                must.push(*at);
            }
        }
        if must.len() as u64 > left {
            return Answer::Empty;
        }
        for chosen in subsets(&free, &must, left, 512) {
            let mut draft = draft.clone();
            for (at, place) in draft.places.iter_mut().enumerate() {
                if !asked.get(at).copied().unwrap_or_default() {
                    place.push((id, chosen.contains(&at)));
                }
            }
            answer = answer.or(self.limit(wanted, length, next + 1, draft, twins));
            if answer.is_found() || self.tire(1) {
                break;
            }
        }
        answer
    }

    /// Finds the elements.
    fn fill(&mut self, wanted: &Wanted, length: u64, draft: Draft, twins: Option<(usize, usize)>) -> Answer {
        let mut values: Vec<Rc<Value>> = Vec::new();
        let mut unlike: Vec<Literal> = Vec::new();
        let mut alike = true;
        let mut places = draft.places;
        if let Some((one, other)) = twins {
            let both = [one, other].iter().filter_map(|at| places.get(*at)).flatten().copied().collect::<Vec<_>>();
            places.iter_mut().enumerate().filter(|(at, _)| *at == one || *at == other).for_each(|(_, place)| {
                place.clone_from(&both);
            });
        }
        for at in 0..length {
            let place = match usize::try_from(at).ok().and_then(|at| places.get(at)) {
                Some(place) => place.clone(),
                // None of these is of what only some may be of.
                None => {
                    let limits = wanted.at_most.iter().map(|(id, _)| (*id, false));
                    wanted.base(at).into_iter().chain(limits).collect()
                }
            };
            alike &= places.first().is_none_or(|first| *first == place);
            if wanted.unique && at > DIFFERENT {
                return Answer::unknown("too many elements would have to differ");
            }
            // Behind the last place, all are alike.
            if !wanted.unique
                && at > places.len() as u64 + wanted.named()
                && let Some(last) = values.last().cloned()
            {
                values.push(last);
                continue;
            }
            match self.solve([place.as_slice(), &unlike].concat()) {
                Answer::Found(value) => {
                    if wanted.unique {
                        unlike.push((self.constant(&value), false));
                    }
                    values.push(value);
                }
                // Values that were taken before may have been needed here, unless all places are the same.
                Answer::Empty if wanted.unique && !alike && at > 0 => {
                    return match self.solve(place) {
                        Answer::Empty => Answer::Empty,
                        _ => self.differ(&places, length),
                    };
                }
                Answer::Empty if !wanted.at_most.is_empty() && at >= places.len() as u64 => {
                    return Answer::unknown("it is not certain how many elements may be of a schema");
                }
                other => return other,
            }
        }
        let values: Vec<Value> = values.into_iter().map(|value| Value::clone(&value)).collect();
        let texts: HashSet<String> = if wanted.unique { values.iter().map(plain).collect() } else { HashSet::new() };
        match wanted.unique && texts.len() < values.len() {
            true => Answer::unknown("no list with different elements was found"),
            false => Answer::found(Value::Array(values)),
        }
    }

    /// Different values for places of which each may have only few: tries them all.
    fn differ(&mut self, places: &[Vec<Literal>], length: u64) -> Answer {
        const FEW: usize = 12;
        if places.len() as u64 != length || places.len() > FEW {
            return Answer::unknown("no list with different elements was found");
        }
        let mut candidates = Vec::new();
        let mut few = true;
        for place in places {
            let (mut unlike, mut found) = (Vec::new(), Vec::new());
            // More than there are places need not be looked at: one of them is always left.
            while found.len() < places.len() {
                match self.solve([place.as_slice(), &unlike].concat()) {
                    Answer::Found(value) => {
                        unlike.push((self.constant(&value), false));
                        found.push(value);
                    }
                    Answer::Empty => break,
                    Answer::Unknown(_) => {
                        few = false;
                        break;
                    }
                }
            }
            candidates.push(found);
        }
        match assign(&candidates, &mut Vec::new()) {
            Some(values) => Answer::found(Value::Array(values)),
            None if few => Answer::Empty,
            None => Answer::unknown("no list with different elements was found"),
        }
    }
}

/// One of the candidates for every place, no two equal.
fn assign(candidates: &[Vec<Rc<Value>>], taken: &mut Vec<String>) -> Option<Vec<Value>> {
    let Some((first, rest)) = candidates.split_first() else { return Some(Vec::new()) };
    for value in first {
        let text = plain(value);
        if taken.contains(&text) {
            continue;
        }
        taken.push(text);
        if let Some(mut values) = assign(rest, taken) {
            values.insert(0, Value::clone(value));
            return Some(values);
        }
        taken.pop();
    }
    None
}

/// The subsets of some places that have certain ones and so many at most, small ones first.
fn subsets(free: &[usize], must: &[usize], most: u64, count: usize) -> Vec<HashSet<usize>> {
    let mut subsets = vec![must.iter().copied().collect::<HashSet<usize>>()];
    let mut at = 0;
    while let Some(subset) = subsets.get(at).cloned() {
        at += 1;
        if subset.len() as u64 >= most || subsets.len() >= count {
            continue;
        }
        let last = subset.iter().filter(|place| !must.contains(place)).max().copied();
        for place in free.iter().filter(|place| last.is_none_or(|last| **place > last)) {
            let mut larger = subset.clone();
            if larger.insert(*place) {
                subsets.push(larger);
            }
        }
    }
    subsets
}

impl Wanted {
    fn take(&mut self, node: &Node, holds: bool, group: usize) -> Option<()> {
        match (node, holds) {
            (Node::MinItems(least), true) => self.least = self.least.max(*least),
            (Node::MaxItems(most), true) => self.at_most(*most),
            (Node::MaxItems(most), false) => self.least = self.least.max(most.saturating_add(1)),
            (Node::MinItems(least), false) => self.at_most(least.checked_sub(1)?),
            (Node::Unique, true) => self.unique = true,
            (Node::Unique, false) => {
                self.repeated = true;
                self.least = self.least.max(2);
            }
            (Node::Item(at, id), true) => self.items.push((*at, *id)),
            (Node::Item(at, id), false) => {
                self.least = self.least.max(at.saturating_add(1));
                self.demands.push(Demand { from: *at, to: at.saturating_add(1), literal: (*id, false), group });
            }
            (Node::Items(from, id), true) => self.rest.push((*from, *id)),
            (Node::Items(from, id), false) => {
                self.least = self.least.max(from.saturating_add(1));
                self.demands.push(Demand { from: *from, to: u64::MAX, literal: (*id, false), group });
            }
            (Node::MinContains(id, least), true) => self.contain(*id, *least, group),
            (Node::MaxContains(id, most), false) => self.contain(*id, most.saturating_add(1), group),
            (Node::MaxContains(id, most), true) => self.at_most.push((*id, *most)),
            (Node::MinContains(id, least), false) => self.at_most.push((*id, least.checked_sub(1)?)),
            (Node::Values(_), true) => return None,
            _ => {}
        }
        Some(())
    }

    fn at_most(&mut self, most: u64) {
        self.most = Some(self.most.map_or(most, |known| known.min(most)));
    }

    /// Asks for so many elements of a schema.
    fn contain(&mut self, id: Id, count: u64, group: usize) {
        self.least = self.least.max(count);
        let demand = Demand { from: 0, to: u64::MAX, literal: (id, true), group };
        let count = usize::try_from(count.min(SINGLE + 1)).unwrap_or_default();
        self.demands.extend(std::iter::repeat_n(demand, count));
    }

    /// What holds of an element wherever else something is asked for.
    fn base(&self, at: u64) -> Vec<Literal> {
        let items = self.items.iter().filter(|(index, _)| *index == at).map(|(_, id)| (*id, true));
        let rest = self.rest.iter().filter(|(from, _)| *from <= at).map(|(_, id)| (*id, true));
        items.chain(rest).collect()
    }

    /// How many elements something is said of one by one.
    fn named(&self) -> u64 {
        let items = self.items.iter().map(|(at, _)| at + 1);
        items.chain(self.rest.iter().map(|(from, _)| *from)).max().unwrap_or_default()
    }
}
