//! Walks through two versions of a type side by side, and splits what each requires of a payload into requirements of
//! single values.

use super::{
    annotations,
    assertions::assertions,
    change::Movement,
    change_text::{self, ChangeText},
    occurrence::{Occurrence, portable},
    openness::openness_change,
    pair::{Pair, Version},
    path::{PathStep, lift, pointer},
    references::{lone_reference, refers},
    residual::own_keywords,
    site::{NamePatterns, SchemaSite},
    soft::{SoftChange, soft_changes},
    subject::{ChangedSubject, ChangedSubjects, Rewording, ValueRequirement},
    view::SchemaView,
};
use ringback_algebra::{DefinitionCache, Predicate, PredicateId, Satisfiability, Solver};
use serde_json::{Value, json};
use std::{
    collections::{BTreeSet, HashSet},
    rc::Rc,
};

/// Values within values that are walked through; deeper ones are compared as a whole.
const DEPTH_LIMIT: usize = 32;
/// Sites after which those that were compared already are not compared again: schemas that refer to each other a lot
/// have exponentially many paths.
const REVISIT_LIMIT: usize = 2_000;

/// A comparison of two versions of a type.
pub struct StructuralDiff<'a, 'b> {
    pub(super) solver: &'b mut Solver,
    pub(super) views: &'a Pair<SchemaView>,
    /// Definitions as the sets of values that they accept.
    cache: &'b mut Pair<DefinitionCache>,
    /// References whose targets are compared on their own.
    compared_alone: &'b BTreeSet<String>,
    subjects: ChangedSubjects<'a>,
    rewordings: Vec<Rewording<'a>>,
    /// Whether the requirements of the subjects are all that changed of the type.
    pub(super) is_complete: bool,
    /// Sites that were compared, by what they accept.
    seen: HashSet<Pair<PredicateId>>,
    visits: usize,
    patterns: NamePatterns,
    /// The path to the site at hand.
    path: Vec<PathStep>,
    /// The sites on that path, by what they accept: a recursive type ends here.
    open: Vec<Pair<PredicateId>>,
    /// The values around the one at hand, from the outermost to the innermost.
    around: Vec<Rc<Pair<SchemaSite<'a>>>>,
    soft: Vec<SoftChange<'a>>,
    occurrences: Vec<Occurrence>,
    /// Steps from the root within which objects stand for messages, and not for payloads.
    message_depth: usize,
}

/// What a comparison found.
pub struct Differences<'a> {
    /// Values that the versions describe differently.
    pub subjects: Vec<ChangedSubject<'a>>,
    /// Values whose annotations changed.
    pub rewordings: Vec<Rewording<'a>>,
    /// Whether the requirements of the subjects are all that changed of the type.
    pub is_complete: bool,
    /// Changes of which it is not known whether they break.
    pub soft: Vec<SoftChange<'a>>,
    /// Where types are used that are compared alone.
    pub occurrences: Vec<Occurrence>,
}

impl<'a, 'b> StructuralDiff<'a, 'b> {
    /// A comparison that passes over references to `compared_alone`.
    pub fn new(
        solver: &'b mut Solver,
        views: &'a Pair<SchemaView>,
        cache: &'b mut Pair<DefinitionCache>,
        compared_alone: &'b BTreeSet<String>,
        message_depth: usize,
    ) -> Self {
        Self {
            solver,
            views,
            cache,
            compared_alone,
            subjects: ChangedSubjects::default(),
            rewordings: Vec::new(),
            is_complete: true,
            seen: HashSet::new(),
            visits: 0,
            patterns: NamePatterns::default(),
            path: Vec::new(),
            open: Vec::new(),
            around: Vec::new(),
            soft: Vec::new(),
            occurrences: Vec::new(),
            message_depth,
        }
    }

    /// The result.
    pub fn finish(self) -> Differences<'a> {
        let Self { subjects, rewordings, is_complete, soft, occurrences, .. } = self;
        Differences { subjects: subjects.into_vec(), rewordings, is_complete, soft, occurrences }
    }

    /// The site to which schemas of a version apply.
    pub fn site(&self, version: Version, schemas: impl IntoIterator<Item = &'a Value>) -> SchemaSite<'a> {
        SchemaSite::of(schemas, self.views.at(version))
    }

    /// The sites as the documents state them: a number of a query is compared as its text, and told as a number.
    fn stated(&self, sites: &Pair<SchemaSite<'a>>) -> Pair<SchemaSite<'a>> {
        Pair::of(|version| sites.at(version).as_stated(self.views.at(version)))
    }

    /// The conjunction of schemas of a version.
    pub fn compile_all(&mut self, version: Version, schemas: &[&Value]) -> PredicateId {
        let ids = schemas.iter().map(|schema| self.compile(version, schema)).collect();
        self.solver.intern(Predicate::And(ids))
    }

    /// The values that a schema of a version accepts.
    pub(super) fn compile(&mut self, version: Version, schema: &Value) -> PredicateId {
        self.solver.compile(schema, &self.views.at(version).0, self.cache.at_mut(version))
    }

    /// Compares the value at the end of the path, then the values in it.
    pub fn compare(&mut self, sites: Pair<SchemaSite<'a>>) {
        let sites = Rc::new(sites);
        let Pair { before, after } = &*sites;
        if let Some(reference) = self.compared_alone(before, after) {
            self.occurrences.push(Occurrence { reference, path: portable(&self.path) });
            return;
        }
        let alternatives = self.note_alternatives(before, after);
        self.rewordings.extend(annotations::compare(pointer(&self.path), &self.stated(&sites)));
        let ids = Pair::of(|version| self.compile_all(version, &sites.at(version).schemas));
        let is_same = ids.before == ids.after;
        let is_revisited = !self.seen.insert(ids) && self.visits > REVISIT_LIMIT;
        self.visits += 1;
        if self.is_in_payload() && !is_revisited {
            self.soft.extend(soft_changes(&self.path, &sites));
        }
        let is_deep = self.path.len() >= DEPTH_LIMIT;
        if is_revisited || self.open.contains(&ids) || is_deep || before.is_circular || after.is_circular {
            self.is_complete &= is_same;
            if is_deep && !is_same {
                self.add_changed(Pair::clone(&sites), ids);
            }
            return;
        }
        if before.is_undescribed() != after.is_undescribed() {
            self.add_changed(Pair::clone(&sites), ids);
            return;
        }
        self.open.push(ids);
        self.around.push(sites.clone());
        self.compare_properties(before, after, is_same);
        self.compare_items(before, after);
        self.around.pop();
        if !is_same {
            // What the alternatives alone changed is told of them.
            let is_explained = !alternatives.is_empty() && self.is_explained(before, after, &alternatives);
            if !is_explained || self.may_exclude_each_other(before, after, &alternatives) {
                let residual = Pair {
                    before: self.residual(Version::Before, before, after),
                    after: self.residual(Version::After, after, before),
                };
                self.add_changed(Pair::clone(&sites), residual);
                if is_explained {
                    self.subjects.explain(&pointer(&self.path), alternatives);
                }
            }
        }
        self.open.pop();
    }

    /// Whether the path leads into a payload: into a body, or to the value of a parameter, such as `query.limit`.
    fn is_in_payload(&self) -> bool {
        let is_parameter = |step: &PathStep| matches!(step, PathStep::Property(name) if name.contains('.'));
        self.path.len() >= self.message_depth || self.path.first().is_some_and(is_parameter)
    }

    /// The reference that both sites consist of, to an entry that is compared on its own.
    fn compared_alone(&self, before: &SchemaSite, after: &SchemaSite) -> Option<String> {
        let reference = |site: &SchemaSite| match site.schemas.as_slice() {
            [schema] => lone_reference(schema),
            _ => None,
        };
        let name = reference(before)?;
        (self.compared_alone.contains(&name) && reference(after).as_ref() == Some(&name)).then_some(name)
    }

    /// Notes the types that both versions have among the alternatives of a value, and that are compared alone.
    fn note_alternatives(&mut self, before: &SchemaSite, after: &SchemaSite) -> Vec<String> {
        let references = |site: &SchemaSite| -> BTreeSet<String> {
            let lists = ["anyOf", "oneOf"].into_iter().flat_map(|keyword| site.keyword(keyword));
            lists.filter_map(Value::as_array).flatten().filter_map(alternative_reference).collect()
        };
        let olds = references(before);
        if olds.is_empty() {
            return Vec::new();
        }
        let both: Vec<String> =
            references(after).intersection(&olds).filter(|name| self.compared_alone.contains(*name)).cloned().collect();
        let path = portable(&self.path);
        self.occurrences.extend(both.iter().map(|name| Occurrence { reference: name.clone(), path: path.clone() }));
        both
    }

    /// Whether both sites say the same themselves, and all that may differ are alternatives that are compared alone.
    fn is_explained(&self, before: &SchemaSite, after: &SchemaSite, alternatives: &[String]) -> bool {
        let own = |site: &SchemaSite| {
            site.parts.iter().map(own_keywords).map(|own| assertions(&Value::Object(own))).collect::<Vec<_>>()
        };
        let is_told = |schema: &Value| match alternative_reference(schema) {
            Some(name) => alternatives.contains(&name),
            None => !refers(schema),
        };
        let is_plain = |(keyword, value): (&String, &Value)| match (keyword.as_str(), value) {
            ("anyOf" | "oneOf", Value::Array(list)) => list.iter().all(is_told),
            _ => !refers(value),
        };
        let (olds, news) = (own(before), own(after));
        olds == news && before.parts.iter().all(|part| own_keywords(part).iter().all(is_plain))
    }

    /// Whether a change of an alternative may let a value satisfy another number of them: `oneOf`, of which one changed, and
    /// which no property tells apart.
    fn may_exclude_each_other(&mut self, before: &SchemaSite, after: &SchemaSite, alternatives: &[String]) -> bool {
        let own = |version: Version, name: &str| self.views.at(version).get(name).map(assertions);
        let is_changed = |name: &String| own(Version::Before, name) != own(Version::After, name);
        if before.keyword("oneOf").is_empty() || !alternatives.iter().any(is_changed) {
            return false;
        }
        [(Version::Before, before), (Version::After, after)].into_iter().any(|(version, site)| {
            site.keyword("oneOf").into_iter().any(|list| {
                let union = self.compile(version, &json!({"oneOf": list}));
                !self.solver.is_disjoint(union)
            })
        })
    }

    fn compare_properties(&mut self, before: &SchemaSite<'a>, after: &SchemaSite<'a>, is_same: bool) {
        let mut names: Vec<&str> = Vec::new();
        let mut seen = BTreeSet::new();
        names.extend(before.names().chain(after.names()).filter(|name| seen.insert(*name)));
        let (old, new) = (before.required(), after.required());
        for name in names {
            let [old_schemas, new_schemas] = [before, after].map(|site| site.property(name, &mut self.patterns));
            let inner =
                Pair { before: self.site(Version::Before, old_schemas), after: self.site(Version::After, new_schemas) };
            let required = Pair { before: old.contains(name), after: new.contains(name) };
            self.path.push(PathStep::Property(name.into()));
            let movement = match (before.declares(name), after.declares(name)) {
                _ if is_same => None,
                (false, true) => Some(Movement::Added),
                (true, false) => Some(Movement::Removed),
                (true, true) | (false, false) => None,
            };
            match movement {
                Some(movement) => self.add_property(movement, inner, required),
                None => {
                    self.compare(inner.clone());
                    if required.before != required.after {
                        self.add_required(inner, required, Pair { before: before.clone(), after: after.clone() });
                    }
                }
            }
            self.path.pop();
        }
        if let (Some(old), Some(new)) = (before.additional(), after.additional()) {
            let inner = Pair { before: self.site(Version::Before, old), after: self.site(Version::After, new) };
            self.path.push(PathStep::AdditionalProperties(before.names_declared_with(after)));
            self.compare(inner);
            self.path.pop();
        }
    }

    fn compare_items(&mut self, before: &SchemaSite<'a>, after: &SchemaSite<'a>) {
        if !before.has_items() && !after.has_items() {
            return;
        }
        let count = before.tuple_length().max(after.tuple_length());
        for at in 0..=count {
            let inner = Pair {
                before: self.site(Version::Before, before.item(at)),
                after: self.site(Version::After, after.item(at)),
            };
            self.path.push(if at == count { PathStep::ItemsFrom(at as u64) } else { PathStep::Item(at as u64) });
            self.compare(inner);
            self.path.pop();
        }
    }

    /// Adds a property that only one version declares.
    fn add_property(&mut self, movement: Movement, sites: Pair<SchemaSite<'a>>, required: Pair<bool>) {
        let requirements = Pair::of(|version| {
            let id = self.compile_all(version, &sites.at(version).schemas);
            self.requirements(id, *required.at(version))
        });
        let subject = self.subject(movement, requirements, ChangeText::of_property(movement, required), sites, None);
        self.subjects.add(subject);
    }

    /// Adds a property that became required or optional.
    fn add_required(&mut self, sites: Pair<SchemaSite<'a>>, required: Pair<bool>, outer: Pair<SchemaSite<'a>>) {
        let anything = self.solver.intern(Predicate::And(Vec::new()));
        let requirements = Pair::of(|version| self.requirements(anything, *required.at(version)));
        let movement = if required.after { Movement::Narrowed } else { Movement::Widened };
        let text = ChangeText::of_required(required.after);
        let subject = self.subject(movement, requirements, text, sites, None);
        self.subjects.add(ChangedSubject { required_in: Some(outer), ..subject });
    }

    /// Adds the value at the end of the path, if each version accepts other values.
    fn add_changed(&mut self, sites: Pair<SchemaSite<'a>>, accepted: Pair<PredicateId>) {
        if accepted.before == accepted.after {
            return;
        }
        let (movement, why) = self.movement(accepted);
        if movement == Movement::Same {
            // Other keywords with the same meaning: told, as whoever wrote them expects to read of it.
            let sites = self.stated(&sites);
            let text = change_text::of_other_words(&sites);
            self.rewordings.push(Rewording { at: pointer(&self.path), text, not_compared: Vec::new(), sites });
            return;
        }
        let requirements = Pair::of(|version| self.requirements(*accepted.at(version), false));
        let text = change_text::of_assertions(&self.stated(&sites));
        let openness = if self.is_in_payload() { openness_change(&self.path, &sites, self.views) } else { None };
        let subject = self.subject(movement, requirements, text, sites, why);
        self.subjects.add(ChangedSubject { openness, ..subject });
    }

    /// The value at the end of the path, changed.
    fn subject(
        &self,
        movement: Movement,
        requirements: Pair<Vec<ValueRequirement>>,
        text: ChangeText,
        sites: Pair<SchemaSite<'a>>,
        why: Option<Rc<str>>,
    ) -> ChangedSubject<'a> {
        let (at, path) = (pointer(&self.path), self.path.clone());
        let (explained_by, around) = (Vec::new(), self.around.last().cloned());
        let (openness, required_in) = (None, None);
        ChangedSubject {
            at,
            movement,
            requirements,
            path,
            text,
            sites,
            openness,
            why,
            explained_by,
            required_in,
            around,
        }
    }

    /// The requirements that the value at the end of the path satisfies a predicate, and that it exists.
    fn requirements(&mut self, id: PredicateId, is_required: bool) -> Vec<ValueRequirement> {
        let mut requirements = Vec::new();
        if let (Some((PathStep::Property(name), outer)), true) = (self.path.split_last(), is_required) {
            let required = self.solver.intern(Predicate::Required(name.clone()));
            requirements.push(ValueRequirement { of_payload: lift(self.solver, outer, required), of_value: None });
        }
        requirements.push(ValueRequirement { of_payload: lift(self.solver, &self.path, id), of_value: Some(id) });
        requirements
    }

    /// How a set of values changed; the reason if that is undecided.
    fn movement(&mut self, Pair { before, after }: Pair<PredicateId>) -> (Movement, Option<Rc<str>>) {
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
}

/// The reference of an alternative, also of one with a tag.
fn alternative_reference(schema: &Value) -> Option<String> {
    lone_reference(schema).or_else(|| lone_reference(schema.get("allOf")?.get(0)?))
}
