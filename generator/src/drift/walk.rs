//! Goes through two states of a type side by side, and takes each apart into rules of single subjects: what the whole
//! demands is what all of these demand together.

use super::{
    change::Movement,
    contract::View,
    place::Place,
    words::{self, Words},
};
use crate::algebra::{Algebra, Answer, Compiled, Id, Kind, Kinds, Node, Reading, Region};
use serde_json::{Map, Value};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    rc::Rc,
};

/// Places within places that are gone through; what is deeper is compared as a whole.
const DEEPEST: usize = 32;
/// After so many places, what was compared already is not told once more.
const MANY: usize = 2_000;

/// A step from a value to a part of it.
#[derive(Clone, Debug)]
pub enum Step {
    /// To a property.
    Property(Rc<str>),
    /// To an element.
    Item(u64),
    /// To every element from an index on.
    Items(u64),
    /// To every property outside a region.
    Values(Rc<Region>),
}

/// One of the two states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The old one.
    Before,
    /// The new one.
    After,
}

/// A subject that changed.
#[derive(Debug)]
pub struct Subject<'a> {
    /// Where it is.
    pub at: String,
    /// How its values moved.
    pub movement: Movement,
    /// What each state demands of it, as parts of what it demands of the whole.
    pub rules: [Vec<Id>; 2],
    /// What happened.
    pub words: Words,
    /// What each state says of it.
    pub places: [Place<'a>; 2],
    /// Why its movement is not known.
    pub why: Option<Rc<str>>,
}

/// Words about a subject that changed.
#[derive(Debug)]
pub struct Told<'a> {
    /// Where it is.
    pub at: String,
    /// What changed.
    pub words: Words,
    /// What each state says of it.
    pub places: [Place<'a>; 2],
}

/// A comparison under way.
pub struct Walk<'a, 'b> {
    /// Finds out what lies within what.
    pub algebra: &'b mut Algebra,
    /// The schemas of both states.
    pub views: [&'a View; 2],
    /// What they came to.
    pub compiled: &'b mut [Compiled; 2],
    /// The references that are compared on their own.
    pub known: &'b BTreeSet<String>,
    /// What changed.
    pub subjects: Vec<Subject<'a>>,
    /// What only was told in other words.
    pub told: Vec<Told<'a>>,
    /// Whether the subjects are all there is.
    pub is_complete: bool,
    /// What was compared already.
    pub seen: HashSet<(Id, Id)>,
    /// Which of the subjects is where.
    pub by_place: HashMap<String, usize>,
    /// How many places were compared.
    pub visits: usize,
}

impl<'a> Walk<'a, '_> {
    /// What schemas of a state say together.
    pub fn place(&self, when: When, schemas: impl IntoIterator<Item = &'a Value>) -> Place<'a> {
        Place::of(schemas, self.views[when as usize])
    }

    /// All that is said of a place.
    pub fn id(&mut self, when: When, schemas: &[&Value]) -> Id {
        let ids = schemas.iter().map(|schema| self.compile(when, schema)).collect();
        self.algebra.add(Node::And(ids))
    }

    fn compile(&mut self, when: When, schema: &Value) -> Id {
        let (view, compiled) = (self.views[when as usize], &mut self.compiled[when as usize]);
        self.algebra.schema(schema, &view.0, compiled)
    }

    /// Compares what both states say of a place.
    pub fn compare(&mut self, places: [Place<'a>; 2], path: &mut Vec<Step>, open: &mut Vec<(Id, Id)>) {
        let [before, after] = &places;
        if self.is_known(before, after) {
            return;
        }
        let told = words::told(before, after);
        if !told.is_empty() {
            self.told.push(Told { at: pointer(path), words: told, places: places.clone() });
        }
        let ids = (self.id(When::Before, &before.schemas), self.id(When::After, &after.schemas));
        let is_same = ids.0 == ids.1;
        let known = !self.seen.insert(ids) && self.visits > MANY;
        self.visits += 1;
        if known || open.contains(&ids) || path.len() >= DEEPEST || before.is_circular || after.is_circular {
            self.is_complete &= is_same;
            if path.len() >= DEEPEST && !is_same {
                self.subject(places, path, [ids.0, ids.1]);
            }
            return;
        }
        open.push(ids);
        self.properties(before, after, path, open, is_same);
        self.items(before, after, path, open);
        if !is_same {
            let own = [self.own(When::Before, before, after), self.own(When::After, after, before)];
            self.subject(places, path, own);
        }
        open.pop();
    }

    /// Whether both are nothing but a reference to what is compared on its own.
    fn is_known(&self, before: &Place, after: &Place) -> bool {
        let reference = |place: &Place| match place.schemas.as_slice() {
            [Value::Object(schema)] => {
                let alone = schema.keys().all(|keyword| keyword == "$ref" || words::is_annotation(keyword));
                schema.get("$ref").and_then(Value::as_str).filter(|_| alone).map(String::from)
            }
            _ => None,
        };
        reference(before).is_some_and(|name| self.known.contains(&name) && reference(after) == Some(name))
    }

    fn properties(
        &mut self,
        before: &Place<'a>,
        after: &Place<'a>,
        path: &mut Vec<Step>,
        open: &mut Vec<(Id, Id)>,
        is_same: bool,
    ) {
        let mut names: Vec<&str> = Vec::new();
        let mut seen = BTreeSet::new();
        names.extend(before.names().chain(after.names()).filter(|name| seen.insert(*name)));
        let (old, new) = (before.required(), after.required());
        for name in names {
            let inner =
                [self.place(When::Before, before.property(name)), self.place(When::After, after.property(name))];
            let required = [old.contains(name), new.contains(name)];
            let declared = [before.declares(name), after.declares(name)];
            path.push(Step::Property(name.into()));
            let movement = match declared {
                [true, true] | [false, false] => None,
                [true, false] if is_same => None,
                [false, true] if is_same => None,
                [false, true] => Some(Movement::Added),
                [true, false] => Some(Movement::Removed),
            };
            match movement {
                Some(movement) => self.came_or_went(movement, inner, required, path),
                None => {
                    self.compare(inner.clone(), path, open);
                    if required[0] != required[1] {
                        self.presence(inner, required, path);
                    }
                }
            }
            path.pop();
        }
        if let (Some(one), Some(other)) = (before.values(), after.values()) {
            let region = region(before, after);
            let inner = [self.place(When::Before, one), self.place(When::After, other)];
            path.push(Step::Values(region));
            self.compare(inner, path, open);
            path.pop();
        }
    }

    /// A property that only one of the states declares.
    fn came_or_went(&mut self, movement: Movement, places: [Place<'a>; 2], required: [bool; 2], path: &[Step]) {
        let ids = [self.id(When::Before, &places[0].schemas), self.id(When::After, &places[1].schemas)];
        let rules = [self.rules(path, ids[0], required[0]), self.rules(path, ids[1], required[1])];
        let words = words::came_or_went(movement, required);
        self.add(Subject { at: pointer(path), movement, rules, words, places, why: None });
    }

    /// A property that became required, or is no more.
    fn presence(&mut self, places: [Place<'a>; 2], required: [bool; 2], path: &[Step]) {
        let anything = self.algebra.add(Node::And(Vec::new()));
        let rules = [self.rules(path, anything, required[0]), self.rules(path, anything, required[1])];
        let movement = if required[1] { Movement::Narrowed } else { Movement::Widened };
        let words = words::presence(required[1]);
        self.add(Subject { at: pointer(path), movement, rules, words, places, why: None });
    }

    /// What the value at a place must be, and that it must be there, as demands of the whole.
    fn rules(&mut self, path: &[Step], id: Id, required: bool) -> Vec<Id> {
        let mut rules = Vec::new();
        if let (Some((Step::Property(name), outer)), true) = (path.split_last(), required) {
            let node = self.algebra.add(Node::Required(name.clone()));
            rules.push(self.lift(outer, node));
        }
        rules.push(self.lift(path, id));
        rules
    }

    fn items(&mut self, before: &Place<'a>, after: &Place<'a>, path: &mut Vec<Step>, open: &mut Vec<(Id, Id)>) {
        if !before.has_items() && !after.has_items() {
            return;
        }
        let count = before.tuple().max(after.tuple());
        for at in 0..=count {
            let inner = [self.place(When::Before, before.item(at)), self.place(When::After, after.item(at))];
            path.push(if at == count { Step::Items(at as u64) } else { Step::Item(at as u64) });
            self.compare(inner, path, open);
            path.pop();
        }
    }

    /// What is said of a value beside what is said of its parts. Of properties that are not declared, those are meant
    /// that neither state declares.
    fn own(&mut self, when: When, place: &Place<'a>, other: &Place<'a>) -> Id {
        const TAKEN_APART: [&str; 8] = [
            "$ref",
            "additionalItems",
            "additionalProperties",
            "allOf",
            "items",
            "prefixItems",
            "properties",
            "required",
        ];
        let apart = place.values().is_some() && other.values().is_some();
        let unseen = ["unevaluatedItems", "unevaluatedProperties"];
        if unseen.iter().any(|keyword| place.keyword(keyword) != other.keyword(keyword)) {
            return self.id(when, &place.schemas);
        }
        self.is_complete &= unseen.iter().all(|keyword| place.keyword(keyword).is_empty());
        let nothing_known = |reference: &str| self.views[when as usize].get(reference).is_none();
        let dangling = place.keyword("$ref").into_iter().filter_map(Value::as_str).any(nothing_known);
        self.is_complete &= !dangling;
        let region = region(place, other);
        let mut groups: Vec<(usize, Vec<Id>)> = Vec::new();
        for part in &place.parts {
            let mut keywords = Map::new();
            for (keyword, value) in part.keywords {
                let leave = TAKEN_APART.contains(&keyword.as_str())
                    || part.apart == Some(keyword.as_str())
                    || words::is_annotation(keyword)
                    || unseen.contains(&keyword.as_str());
                if !leave {
                    keywords.insert(keyword.clone(), value.clone());
                }
            }
            let mut ids = vec![self.compile(when, &Value::Object(keywords))];
            if let Some(schema) = part.keywords.get("additionalProperties").filter(|_| !apart) {
                let inner = self.compile(when, schema);
                ids.push(self.algebra.add(Node::Rest(region.clone(), inner)));
            }
            match groups.iter_mut().find(|(group, _)| *group == part.group) {
                Some((_, known)) => known.extend(ids),
                None => groups.push((part.group, ids)),
            }
        }
        let null = self.algebra.add(Node::Type(Kinds::of(&[Kind::Null])));
        let mut own = Vec::new();
        for (group, ids) in groups {
            let all = self.algebra.add(Node::And(ids));
            own.push(if group == 0 { all } else { self.algebra.add(Node::Or(vec![all, null])) });
        }
        own.extend(place.schemas.iter().filter(|schema| schema.is_boolean()).map(|schema| self.compile(when, schema)));
        self.algebra.add(Node::And(own))
    }

    /// A place of which something else is said than before.
    fn subject(&mut self, places: [Place<'a>; 2], path: &[Step], own: [Id; 2]) {
        if own[0] == own[1] {
            return;
        }
        let (movement, why) = self.movement(own);
        if movement == Movement::Same {
            return;
        }
        let rules = [self.rules(path, own[0], false), self.rules(path, own[1], false)];
        let words = words::changed(&places[0], &places[1]);
        self.add(Subject { at: pointer(path), movement, rules, words, places, why });
    }

    /// How a set of values moved.
    pub fn movement(&mut self, [before, after]: [Id; 2]) -> (Movement, Option<Rc<str>>) {
        let lost = self.algebra.difference(before, after);
        let gained = self.algebra.difference(after, before);
        let movement = match (&lost, &gained) {
            (Answer::Empty, Answer::Empty) => Movement::Same,
            (Answer::Found(_), Answer::Empty) => Movement::Narrowed,
            (Answer::Empty, Answer::Found(_)) => Movement::Widened,
            (Answer::Found(_), Answer::Found(_)) => Movement::Replaced,
            (Answer::Unknown(why), _) | (_, Answer::Unknown(why)) => return (Movement::Undecided, Some(why.clone())),
        };
        (movement, None)
    }

    /// Adds a subject, or what else happened to one that is there.
    fn add(&mut self, subject: Subject<'a>) {
        let next = self.subjects.len();
        let at = *self.by_place.entry(subject.at.clone()).or_insert(next);
        let Some(known) = self.subjects.get_mut(at) else {
            self.subjects.push(subject);
            return;
        };
        let [before, after] = subject.rules;
        known.rules[0].extend(before);
        known.rules[1].extend(after);
        known.movement = known.movement.join(subject.movement);
        known.words.join(subject.words);
        known.why = known.why.take().or(subject.why);
    }

    /// What is demanded of a place as a demand of the whole.
    fn lift(&mut self, path: &[Step], id: Id) -> Id {
        path.iter().rev().fold(id, |id, step| {
            self.algebra.add(match step {
                Step::Property(name) => Node::Property(name.clone(), id),
                Step::Item(at) => Node::Item(*at, id),
                Step::Items(from) => Node::Items(*from, id),
                Step::Values(region) => Node::Rest(region.clone(), id),
            })
        })
    }
}

impl Movement {
    /// What two movements of one subject come to.
    fn join(self, other: Self) -> Self {
        match (self, other) {
            (one, other) if one == other => one,
            (Self::Added | Self::Removed, _) => self,
            (_, Self::Added | Self::Removed) => other,
            (Self::Same, other) => other,
            (one, Self::Same) => one,
            (Self::Undecided, _) | (_, Self::Undecided) => Self::Undecided,
            _ => Self::Replaced,
        }
    }
}

/// The names that either state declares, and the patterns that the first speaks of.
fn region(place: &Place, other: &Place) -> Rc<Region> {
    let patterns = place.parts.iter().filter_map(|part| part.keywords.get("patternProperties")?.as_object());
    let mut region = Region {
        names: place.names().chain(other.names()).map(Rc::from).collect(),
        patterns: patterns.flatten().map(|(pattern, _)| pattern.as_str().into()).collect(),
    };
    region.add(&Region::default());
    region.into()
}

/// A path as a JSON pointer, with `*` for any element and any name.
pub fn pointer(path: &[Step]) -> String {
    let mut pointer = String::new();
    for step in path {
        pointer.push('/');
        match step {
            Step::Property(name) => pointer.push_str(&name.replace('~', "~0").replace('/', "~1")),
            Step::Item(at) => pointer.push_str(&at.to_string()),
            Step::Items(_) | Step::Values(_) => pointer.push('*'),
        }
    }
    pointer
}

/// A state of which schemas are taken as the sets that they are.
pub fn compiled() -> [Compiled; 2] {
    [Compiled::new(Reading::Plain), Compiled::new(Reading::Plain)]
}
