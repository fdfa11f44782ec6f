//! Goes through two states of a type side by side, and takes each apart into rules of single subjects: what the whole
//! demands is what all of these demand together.

use super::{
    both::{Both, When},
    change::Movement,
    contract::View,
    path::{Step, lift, pointer},
    place::{Patterns, Place},
    words::{self, Words},
};
use ringback_algebra::{
    DefinitionCache, NameSet, Predicate, PredicateId, Satisfiability, Solver, ValueKind, ValueKinds,
};
use ringback_contract::keyword::constrains_nothing;
use serde_json::{Map, Value};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    rc::Rc,
};

/// Places within places that are gone through; what is deeper is compared as a whole.
const DEEPEST: usize = 32;
/// After so many places, what was compared already is not told once more.
const MANY: usize = 2_000;

/// What a state demands of a subject.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// As a demand of the whole.
    pub whole: PredicateId,
    /// As a demand of the subject; nothing where it is that there is one.
    pub here: Option<PredicateId>,
}

/// A subject that changed.
#[derive(Debug)]
pub struct Subject<'a> {
    /// Where it is.
    pub at: String,
    /// How its values moved.
    pub movement: Movement,
    /// What each state demands of it, as parts of what it demands of the whole.
    pub rules: Both<Vec<Rule>>,
    /// The way to it.
    pub path: Vec<Step>,
    /// What happened.
    pub words: Words,
    /// What each state says of it.
    pub places: Both<Place<'a>>,
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
    pub places: Both<Place<'a>>,
}

/// A comparison under way.
pub struct Walk<'a, 'b> {
    /// Finds out what lies within what.
    solver: &'b mut Solver,
    /// The schemas of both states.
    views: &'a Both<View>,
    /// What they came to.
    compiled: &'b mut Both<DefinitionCache>,
    /// The references that are compared on their own.
    known: &'b BTreeSet<String>,
    /// What changed.
    subjects: Vec<Subject<'a>>,
    /// What only was told in other words.
    told: Vec<Told<'a>>,
    /// Whether the subjects are all there is.
    is_complete: bool,
    /// What was compared already.
    seen: HashSet<Both<PredicateId>>,
    /// Which of the subjects is where.
    by_place: HashMap<String, usize>,
    /// How many places were compared.
    visits: usize,
    patterns: Patterns,
}

impl<'a, 'b> Walk<'a, 'b> {
    /// A comparison that has not begun.
    pub fn new(
        solver: &'b mut Solver,
        views: &'a Both<View>,
        compiled: &'b mut Both<DefinitionCache>,
        known: &'b BTreeSet<String>,
    ) -> Self {
        Self {
            solver,
            views,
            compiled,
            known,
            subjects: Vec::new(),
            told: Vec::new(),
            is_complete: true,
            seen: HashSet::new(),
            by_place: HashMap::new(),
            visits: 0,
            patterns: Patterns::default(),
        }
    }

    /// The subjects that changed, what only was told in other words, and whether the subjects are all there is.
    pub fn end(self) -> (Vec<Subject<'a>>, Vec<Told<'a>>, bool) {
        (self.subjects, self.told, self.is_complete)
    }

    /// What schemas of a state say together.
    pub fn place(&self, when: When, schemas: impl IntoIterator<Item = &'a Value>) -> Place<'a> {
        Place::of(schemas, self.views.at(when))
    }

    /// All that is said of a place.
    pub fn id(&mut self, when: When, schemas: &[&Value]) -> PredicateId {
        let ids = schemas.iter().map(|schema| self.compile(when, schema)).collect();
        self.solver.intern(Predicate::And(ids))
    }

    fn compile(&mut self, when: When, schema: &Value) -> PredicateId {
        self.solver.compile(schema, &self.views.at(when).0, self.compiled.at_mut(when))
    }

    /// Compares what both states say of a place.
    pub fn compare(&mut self, places: Both<Place<'a>>, path: &mut Vec<Step>, open: &mut Vec<Both<PredicateId>>) {
        let Both { before, after } = &places;
        if self.is_known(before, after) {
            return;
        }
        let told = words::told(&places);
        if !told.is_empty() {
            self.told.push(Told { at: pointer(path), words: told, places: places.clone() });
        }
        let ids = Both::of(|when| self.id(when, &places.at(when).schemas));
        let is_same = ids.before == ids.after;
        let known = !self.seen.insert(ids) && self.visits > MANY;
        self.visits += 1;
        if known || open.contains(&ids) || path.len() >= DEEPEST || before.is_circular || after.is_circular {
            self.is_complete &= is_same;
            if path.len() >= DEEPEST && !is_same {
                self.subject(places, path, ids);
            }
            return;
        }
        if before.is_undescribed() != after.is_undescribed() {
            self.subject(places, path, ids);
            return;
        }
        open.push(ids);
        self.properties(before, after, path, open, is_same);
        self.items(before, after, path, open);
        if !is_same {
            let own =
                Both { before: self.own(When::Before, before, after), after: self.own(When::After, after, before) };
            self.subject(places, path, own);
        }
        open.pop();
    }

    /// Whether both are nothing but a reference to what is compared on its own.
    fn is_known(&self, before: &Place, after: &Place) -> bool {
        let reference = |place: &Place| match place.schemas.as_slice() {
            [Value::Object(schema)] => {
                let alone = schema.keys().all(|keyword| keyword == "$ref" || constrains_nothing(keyword));
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
        open: &mut Vec<Both<PredicateId>>,
        is_same: bool,
    ) {
        let mut names: Vec<&str> = Vec::new();
        let mut seen = BTreeSet::new();
        names.extend(before.names().chain(after.names()).filter(|name| seen.insert(*name)));
        let (old, new) = (before.required(), after.required());
        for name in names {
            let [old_schemas, new_schemas] = [before, after].map(|place| place.property(name, &mut self.patterns));
            let inner =
                Both { before: self.place(When::Before, old_schemas), after: self.place(When::After, new_schemas) };
            let required = Both { before: old.contains(name), after: new.contains(name) };
            path.push(Step::Property(name.into()));
            let movement = match (before.declares(name), after.declares(name)) {
                _ if is_same => None,
                (false, true) => Some(Movement::Added),
                (true, false) => Some(Movement::Removed),
                (true, true) | (false, false) => None,
            };
            match movement {
                Some(movement) => self.came_or_went(movement, inner, required, path),
                None => {
                    self.compare(inner.clone(), path, open);
                    if required.before != required.after {
                        self.presence(inner, required, path);
                    }
                }
            }
            path.pop();
        }
        if let (Some(one), Some(other)) = (before.values(), after.values()) {
            let name_set = name_set(before, after);
            let inner = Both { before: self.place(When::Before, one), after: self.place(When::After, other) };
            path.push(Step::Values(name_set));
            self.compare(inner, path, open);
            path.pop();
        }
    }

    /// A property that only one of the states declares.
    fn came_or_went(&mut self, movement: Movement, places: Both<Place<'a>>, required: Both<bool>, path: &[Step]) {
        let rules = Both::of(|when| {
            let id = self.id(when, &places.at(when).schemas);
            self.rules(path, id, *required.at(when))
        });
        let words = words::came_or_went(movement, required);
        self.add(Subject { at: pointer(path), path: path.to_vec(), movement, rules, words, places, why: None });
    }

    /// A property that became required, or is no more.
    fn presence(&mut self, places: Both<Place<'a>>, required: Both<bool>, path: &[Step]) {
        let anything = self.solver.intern(Predicate::And(Vec::new()));
        let rules = Both::of(|when| self.rules(path, anything, *required.at(when)));
        let movement = if required.after { Movement::Narrowed } else { Movement::Widened };
        let words = words::presence(required.after);
        self.add(Subject { at: pointer(path), path: path.to_vec(), movement, rules, words, places, why: None });
    }

    /// What the value at a place must be, and that it must be there, as demands of the whole.
    fn rules(&mut self, path: &[Step], id: PredicateId, required: bool) -> Vec<Rule> {
        let mut rules = Vec::new();
        if let (Some((Step::Property(name), outer)), true) = (path.split_last(), required) {
            let node = self.solver.intern(Predicate::Required(name.clone()));
            rules.push(Rule { whole: lift(self.solver, outer, node), here: None });
        }
        rules.push(Rule { whole: lift(self.solver, path, id), here: Some(id) });
        rules
    }

    fn items(
        &mut self,
        before: &Place<'a>,
        after: &Place<'a>,
        path: &mut Vec<Step>,
        open: &mut Vec<Both<PredicateId>>,
    ) {
        if !before.has_items() && !after.has_items() {
            return;
        }
        let count = before.tuple().max(after.tuple());
        for at in 0..=count {
            let inner = Both {
                before: self.place(When::Before, before.item(at)),
                after: self.place(When::After, after.item(at)),
            };
            path.push(if at == count { Step::Items(at as u64) } else { Step::Item(at as u64) });
            self.compare(inner, path, open);
            path.pop();
        }
    }

    /// What is said of a value beside what is said of its parts. Of properties that are not declared, those are meant
    /// that neither state declares.
    fn own(&mut self, when: When, place: &Place<'a>, other: &Place<'a>) -> PredicateId {
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
        let nothing_known = |reference: &str| self.views.at(when).get(reference).is_none();
        let dangling = place.keyword("$ref").into_iter().filter_map(Value::as_str).any(nothing_known);
        self.is_complete &= !dangling;
        let name_set = name_set(place, other);
        let mut groups: Vec<(usize, Vec<PredicateId>)> = Vec::new();
        for part in &place.parts {
            let mut keywords = Map::new();
            for (keyword, value) in part.keywords {
                let leave = TAKEN_APART.contains(&keyword.as_str())
                    || part.apart == Some(keyword.as_str())
                    || unseen.contains(&keyword.as_str());
                if !leave {
                    keywords.insert(keyword.clone(), value.clone());
                }
            }
            let mut ids = vec![self.compile(when, &Value::Object(keywords))];
            if let Some(schema) = part.keywords.get("additionalProperties").filter(|_| !apart) {
                let inner = self.compile(when, schema);
                ids.push(self.solver.intern(Predicate::AdditionalProperties(name_set.clone(), inner)));
            }
            match groups.iter_mut().find(|(group, _)| *group == part.group) {
                Some((_, known)) => known.extend(ids),
                None => groups.push((part.group, ids)),
            }
        }
        let null = self.solver.intern(Predicate::Type(ValueKinds::of(&[ValueKind::Null])));
        let mut own = Vec::new();
        for (group, ids) in groups {
            let all = self.solver.intern(Predicate::And(ids));
            own.push(if group == 0 { all } else { self.solver.intern(Predicate::Or(vec![all, null])) });
        }
        own.extend(place.schemas.iter().filter(|schema| schema.is_boolean()).map(|schema| self.compile(when, schema)));
        self.solver.intern(Predicate::And(own))
    }

    /// A place of which something else is said than before.
    fn subject(&mut self, places: Both<Place<'a>>, path: &[Step], own: Both<PredicateId>) {
        if own.before == own.after {
            return;
        }
        let (movement, why) = self.movement(own);
        if movement == Movement::Same {
            return;
        }
        let rules = Both::of(|when| self.rules(path, *own.at(when), false));
        let words = words::changed(&places);
        self.add(Subject { at: pointer(path), path: path.to_vec(), movement, rules, words, places, why });
    }

    /// How a set of values moved.
    fn movement(&mut self, Both { before, after }: Both<PredicateId>) -> (Movement, Option<Rc<str>>) {
        let lost = self.solver.difference(before, after);
        let gained = self.solver.difference(after, before);
        let movement = match (&lost, &gained) {
            (Satisfiability::Unsatisfiable, Satisfiability::Unsatisfiable) => Movement::Same,
            (Satisfiability::Satisfiable(_), Satisfiability::Unsatisfiable) => Movement::Narrowed,
            (Satisfiability::Unsatisfiable, Satisfiability::Satisfiable(_)) => Movement::Widened,
            (Satisfiability::Satisfiable(_), Satisfiability::Satisfiable(_)) => Movement::Replaced,
            (Satisfiability::Unknown(why), _) | (_, Satisfiability::Unknown(why)) => {
                return (Movement::Undecided, Some(why.clone()));
            }
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
        known.rules.before.extend(subject.rules.before);
        known.rules.after.extend(subject.rules.after);
        known.movement = known.movement.join(subject.movement);
        known.words.join(subject.words);
        known.why = known.why.take().or(subject.why);
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
fn name_set(place: &Place, other: &Place) -> Rc<NameSet> {
    let patterns = place.parts.iter().filter_map(|part| part.keywords.get("patternProperties")?.as_object());
    let name_set = NameSet {
        names: place.names().chain(other.names()).map(Rc::from).collect(),
        patterns: patterns
            .flatten()
            .map(|(pattern, _)| pattern.as_str())
            .chain(place.tolerated())
            .map(Rc::from)
            .collect(),
    };
    name_set.normalized().into()
}
