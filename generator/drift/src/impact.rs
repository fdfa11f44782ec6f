//! Decides, for every difference of a type, whether it breaks a party: whether a payload exists that the sender may
//! produce and the receiver rejects.

use super::{
    assessment::Assessment,
    change::{Change, ChangeContext, Documentation, Impact, Movement, Side},
    change_text::{self, abbreviated},
    contexts::Found,
    contract::{ContractEntry, EntryRole},
    diff::StructuralDiff,
    lost_values::lost_values,
    pair::{Pair, Version},
    pairing::{EntryPair, SideGroup},
    path::{put, without},
    place_words::{documentation, not_compared},
    presence::added_or_removed,
    required_line::sources_of,
    rules::Rule,
    site::SchemaSite,
    soft::SoftChange,
    sources::{reworded_sources, sources},
    subject::{ChangedSubject, Rewording, ValueRequirement},
    verify::VersionValidator,
};
use ringback_algebra::{
    DefinitionCache, Interpretation, Literal, Predicate, PredicateId, Satisfiability, SharedDefinitions, Solver,
};
use ringback_contract::{
    provenance::{ProvenanceTable, Source},
    uri::encode,
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, rc::Rc};

/// Why nobody knows whether the rules for undeclared properties matter.
const UNDECLARED: &str = "it is not known whether the other side sends properties that are not declared";

/// Compares entries as a group of sides sees them. What is compiled for one entry is kept for the next.
pub struct ImpactChecker<'a> {
    pub(super) group: &'a SideGroup,
    /// References whose targets are compared on their own.
    compared_alone: &'a BTreeSet<String>,
    pub(super) provenance: Pair<&'a ProvenanceTable>,
    pub(super) solver: Solver,
    /// Definitions as the values that a receiver accepts.
    pub(super) accepted: Pair<DefinitionCache>,
    /// Definitions as the values that a sender may produce.
    pub(super) sent: Pair<DefinitionCache>,
    pub(super) validators: Pair<VersionValidator<'a>>,
    /// Into how many parts the work is divided, each of which gets its share of the solver's steps.
    pub(super) parts: usize,
}

/// An entry that both versions have, seen from one side.
struct PairOnSide<'a, 'b> {
    pair: &'b EntryPair<'a>,
    side: Side,
    references: &'b Pair<String>,
    sites: &'b Pair<SchemaSite<'a>>,
    /// The payloads that a receiver accepts.
    accepted: Pair<PredicateId>,
    /// The payloads that a sender may produce.
    sent: Pair<PredicateId>,
    /// A payload that the sender may produce.
    sample: Option<&'b Value>,
}

impl<'a> ImpactChecker<'a> {
    /// A checker for a group of sides. References to `compared_alone` are passed over.
    pub fn new(
        group: &'a SideGroup,
        compared_alone: &'a BTreeSet<String>,
        provenance: Pair<&'a ProvenanceTable>,
        is_strict: bool,
        parts: usize,
    ) -> Self {
        let sent = if is_strict { Interpretation::Accepted } else { Interpretation::Sent };
        let shared = Rc::new(SharedDefinitions::new(group.unchanged.clone(), sent));
        Self {
            group,
            compared_alone,
            provenance,
            solver: Solver::default(),
            accepted: Pair::of(|_| DefinitionCache::with_shared(Interpretation::Accepted, &shared)),
            sent: Pair::of(|_| DefinitionCache::with_shared(sent, &shared)),
            validators: Pair::of(|version| VersionValidator::new(group.views.at(version))),
            parts,
        }
    }

    /// Adds what changed of an entry on the sides of the group.
    pub fn check(&mut self, pair: &EntryPair<'a>, found: &mut Found) {
        let sides: Vec<Side> = pair.sides.iter().copied().filter(|side| self.group.sides.contains(side)).collect();
        let (Some(before), Some(after)) = (pair.entries.before, pair.entries.after) else {
            sides.into_iter().filter_map(|side| added_or_removed(pair, side)).for_each(|change| found.add(change, &[]));
            return;
        };
        if sides.is_empty() {
            return;
        }
        let references = Pair { before: encode(&before.name), after: encode(&after.name) };
        if references.before == references.after && self.group.unchanged.contains(&references.before) {
            return;
        }
        self.solver.reset_budget(self.parts);
        let views = &self.group.views;
        let (Some(old), Some(new)) = (views.before.get(&references.before), views.after.get(&references.after)) else {
            return;
        };
        let depth = match before.role {
            EntryRole::Request { .. } => 2,
            EntryRole::Response { .. } => 2,
            _ => 0,
        };
        let mut diff = StructuralDiff::new(&mut self.solver, views, &mut self.accepted, self.compared_alone, depth);
        let sites = Pair { before: diff.site(Version::Before, [old]), after: diff.site(Version::After, [new]) };
        let accepted = Pair::of(|version| diff.compile_all(version, &sites.at(version).schemas));
        diff.compare(sites.clone());
        let differences = diff.finish();
        let subjects = &differences.subjects;
        for rewording in &differences.rewordings {
            let points = rewording.not_compared.iter();
            found.not_compared.extend(points.map(|what| not_compared(after, &rewording.at, what)));
        }
        let rewordings = differences.rewordings.into_iter().filter(|rewording| !rewording.text.is_empty());
        let documentation: Vec<_> =
            rewordings.filter_map(|rewording| self.documentation(after, rewording, subjects)).collect();
        found.documentation.extend(documentation);
        found.occurrences.entry(pair.name.clone()).or_default().extend(differences.occurrences);
        if accepted.before == accepted.after {
            self.add_soft(pair, &sides, &differences.soft, Vec::new(), found);
            return;
        }
        let mut all = Vec::new();
        for side in sides.iter().copied() {
            let sent = self.sent_payloads(&references);
            let sample = match self.solver.satisfy(&[(*sent.at(side.sender()), true)]) {
                Satisfiability::Satisfiable(sample) => Some(sample),
                _ => None,
            };
            let sample = sample.as_deref();
            let case = PairOnSide { pair, side, references: &references, sites: &sites, accepted, sent, sample };
            let mut is_broken = false;
            for subject in subjects {
                let change = self.change(&case, subject);
                is_broken |= change.impact == Impact::Breaking;
                all.push((change, subject.explained_by.clone()));
            }
            // What breaks in an entry that is compared on its own would be reported here again.
            if !is_broken && (self.compared_alone.is_empty() || !differences.is_complete) {
                all.extend(self.change_of_whole(&case, differences.is_complete).map(|change| (change, Vec::new())));
            }
        }
        self.add_soft(pair, &sides, &differences.soft, all, found);
    }

    /// Adds changes, and those of which it is not known whether they break, unless more is known of the same value.
    fn add_soft(
        &mut self,
        pair: &EntryPair,
        sides: &[Side],
        soft: &[SoftChange],
        mut all: Vec<(Change, Vec<String>)>,
        found: &mut Found,
    ) {
        for side in sides.iter().copied() {
            for soft in soft.iter().filter(|soft| soft.matters_on(side)) {
                let is_told = |(change, _): &(Change, Vec<String>)| {
                    change.at == soft.at && change.side == side && change.impact > Impact::Compatible
                };
                if all.iter().any(is_told) {
                    continue;
                }
                // That a property which no longer travels may be anything is no news.
                if matches!(soft.rule, Rule::BecameReadOnly | Rule::BecameWriteOnly) {
                    all.retain(|(change, _)| change.at != soft.at || change.side != side);
                }
                let keywords = BTreeSet::from([soft.keyword.to_owned()]);
                let change = Change {
                    owner: pair.name.clone(),
                    at: soft.at.clone(),
                    side,
                    movement: Movement::Undecided,
                    impact: Impact::Undecided,
                    message: soft.message.clone(),
                    why: Some(soft.why.to_owned()),
                    witness: None,
                    lost: None,
                    sources: sources(&soft.sites, self.provenance, &keywords),
                    context: ChangeContext { rule: Some(soft.rule), ..ChangeContext::default() },
                };
                found.add(change, &[]);
            }
        }
        all.into_iter().for_each(|(change, explained_by)| found.add(change, &explained_by));
    }

    /// Whether it sees what a side sees.
    pub fn has_side(&self, side: Side) -> bool {
        self.group.sides.contains(&side)
    }

    /// The payloads that a sender of each version may produce.
    pub(super) fn sent_payloads(&mut self, references: &Pair<String>) -> Pair<PredicateId> {
        Pair::of(|version| {
            let root = json!({"$ref": references.at(version)});
            self.solver.compile(&root, &self.group.views.at(version).0, self.sent.at_mut(version))
        })
    }

    /// A change of annotations; `None` if its sentences are reported with a change of rules at the same location.
    fn documentation(
        &self,
        entry: &ContractEntry,
        rewording: Rewording,
        subjects: &[ChangedSubject],
    ) -> Option<Documentation> {
        let sources = reworded_sources(&rewording.sites, self.provenance, &rewording.text.keywords);
        if let Some(subject) = subjects.iter().find(|subject| subject.at == rewording.at) {
            let reported = self::sources(&subject.sites, self.provenance, &subject.text.keywords);
            let is_reported = |(sources, reported): (&Vec<Source>, &Vec<Source>)| {
                sources.iter().all(|source| reported.iter().any(|reported| reported.quote == source.quote))
            };
            let is_description = rewording.text.keywords.iter().eq(["description"]);
            if is_description && sources.iter().zip(&reported).all(is_reported) {
                return None;
            }
        }
        let message = rewording.text.phrases.join("; ");
        Some(documentation(entry, rewording.at, message, sources))
    }

    /// The change of one value: as bad as the worst of the receiver's requirements.
    fn change(&mut self, case: &PairOnSide, subject: &ChangedSubject) -> Change {
        let (sender, receiver) = (case.side.sender(), case.side.receiver());
        let mut worst = Assessment::compatible();
        let is_in_both = !matches!(subject.movement, Movement::Added | Movement::Removed);
        let sent = is_in_both.then(|| self.sent_values(subject.sites.at(sender), sender));
        for requirement in subject.requirements.at(receiver) {
            let assessment = self.assess(case, subject, *requirement, sent);
            if assessment.impact > worst.impact {
                worst = assessment;
            }
            if worst.impact == Impact::Breaking {
                break;
            }
        }
        let mut rule = None;
        if worst.impact == Impact::Compatible
            && let Some(is_open_on_purpose) = &subject.openness
        {
            worst = self.of_undeclared(case, subject, *is_open_on_purpose.at(sender));
            rule = (worst.impact > Impact::Compatible).then_some(Rule::ObjectClosed);
        }
        let is_breaking = worst.impact == Impact::Breaking;
        let lost = || lost_values(subject.sites.at(sender), subject.sites.at(receiver));
        Change {
            owner: case.pair.name.clone(),
            at: subject.at.clone(),
            side: case.side,
            movement: subject.movement,
            impact: worst.impact,
            message: subject.text.phrases.join("; "),
            why: worst.why,
            lost: is_breaking.then(lost).flatten(),
            witness: worst.witness,
            sources: sources_of(subject, self.provenance),
            context: ChangeContext { rule, ..ChangeContext::default() },
        }
    }

    /// Assesses a change that breaks nobody who sends declared properties only, by all that the sender allows. Where that
    /// is on purpose, a payload proves it breaking.
    fn of_undeclared(&mut self, case: &PairOnSide, subject: &ChangedSubject, is_open_on_purpose: bool) -> Assessment {
        let accepted = Pair::of(|_| *case.accepted.at(case.side.sender()));
        let by_the_letter = PairOnSide { sent: accepted, ..*case };
        let mut worst = Assessment::compatible();
        for requirement in subject.requirements.at(case.side.receiver()) {
            let assessment = self.search(&by_the_letter, requirement.of_payload);
            if assessment.impact > worst.impact {
                worst = assessment;
            }
        }
        match worst.impact {
            Impact::Breaking if !is_open_on_purpose => Assessment::undecided(UNDECLARED),
            _ => worst,
        }
    }

    /// The change of the type as a whole, if it breaks although none of its values alone does.
    fn change_of_whole(&mut self, case: &PairOnSide, is_complete: bool) -> Option<Change> {
        let receiver = case.side.receiver();
        let assessment = self.search(case, *case.accepted.at(receiver));
        let movement = match assessment.impact {
            Impact::Compatible => return None,
            // Every value is proved compatible, and the values are all that changed.
            Impact::Undecided if is_complete => return None,
            Impact::Undecided => Movement::Undecided,
            Impact::Breaking if case.side == Side::Request => Movement::Narrowed,
            Impact::Breaking => Movement::Widened,
        };
        let mut rejected_at =
            |witness| self.validators.at_mut(receiver).rejected_at(case.references.at(receiver), witness);
        Some(Change {
            owner: case.pair.name.clone(),
            at: assessment.witness.as_ref().and_then(&mut rejected_at).unwrap_or_default(),
            side: case.side,
            movement,
            impact: assessment.impact,
            message: change_text::of_assertions(case.sites).phrases.join("; "),
            why: assessment.why,
            lost: None,
            witness: assessment.witness,
            sources: sources(case.sites, self.provenance, &BTreeSet::new()),
            context: ChangeContext::default(),
        })
    }

    /// The values that a sender may produce at a site.
    fn sent_values(&mut self, site: &SchemaSite, sender: Version) -> PredicateId {
        let view = self.group.views.at(sender);
        let sent = site.schemas.iter().map(|schema| self.solver.compile(schema, &view.0, self.sent.at_mut(sender)));
        let sent = sent.collect();
        self.solver.intern(Predicate::And(sent))
    }

    /// Assesses a requirement: first by the value alone, which is fast, then by the whole payload.
    fn assess(
        &mut self,
        case: &PairOnSide,
        subject: &ChangedSubject,
        requirement: ValueRequirement,
        sent: Option<PredicateId>,
    ) -> Assessment {
        if let (Some(of_value), Some(sample), Some(sent)) = (requirement.of_value, case.sample, sent) {
            match self.solver.difference(sent, of_value) {
                Satisfiability::Unsatisfiable => return Assessment::compatible(),
                Satisfiability::Satisfiable(value) => {
                    let mut payload = sample.clone();
                    if put(&mut payload, &subject.path, &value) && self.is_sent_and_refused(case, &payload) {
                        return Assessment::breaking(payload);
                    }
                }
                Satisfiability::Unknown(_) => {}
            }
        }
        if let (None, Some(sample)) = (requirement.of_value, case.sample) {
            let mut payload = sample.clone();
            if without(&mut payload, &subject.path) && self.is_sent_and_refused(case, &payload) {
                return Assessment::breaking(payload);
            }
        }
        self.search(case, requirement.of_payload)
    }

    /// Whether a payload proves that something breaks: the sender may produce it, and the receiver rejects it.
    fn is_sent_and_refused(&mut self, case: &PairOnSide, payload: &Value) -> bool {
        self.solver.holds(*case.sent.at(case.side.sender()), payload) == Some(true)
            && self.is_confirmed(case.side, case.references, payload) == Some(true)
    }

    /// Searches a payload that the sender may produce and that does not satisfy a requirement of the receiver.
    fn search(&mut self, case: &PairOnSide, requirement: PredicateId) -> Assessment {
        let goal: [Literal; 2] = [(*case.sent.at(case.side.sender()), true), (requirement, false)];
        let witness = match self.solver.satisfy(&goal) {
            Satisfiability::Unsatisfiable => return Assessment::compatible(),
            Satisfiability::Unknown(why) => return Assessment::undecided(&why),
            Satisfiability::Satisfiable(witness) => witness,
        };
        match self.is_confirmed(case.side, case.references, &witness) {
            Some(true) => Assessment::breaking(Value::clone(&witness)),
            None => Assessment::undecided("a payload was found that may break, but it could not be verified"),
            Some(false) => {
                let payload = abbreviated(&witness);
                Assessment::undecided(&format!("solver and validator disagree about the payload {payload}"))
            }
        }
    }

    /// Whether the `jsonschema` crate agrees that a payload is valid for the sender and invalid for the receiver;
    /// `None` if it cannot compile a schema.
    pub(super) fn is_confirmed(&mut self, side: Side, references: &Pair<String>, payload: &Value) -> Option<bool> {
        if self.accepted.before.is_circular() || self.accepted.after.is_circular() {
            return None;
        }
        let mut is_valid = |version| self.validators.at_mut(version).is_valid(references.at(version), payload);
        Some(is_valid(side.sender())? && !is_valid(side.receiver())?)
    }
}
