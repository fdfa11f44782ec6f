//! Examines type after type: what changed, and for every change whether somebody breaks.

use super::{
    both::{Both, When},
    change::{Change, Documentation, Impact, Movement, Side},
    compare::{Pair, Scene},
    contract::Presence,
    lost::lost,
    path::put,
    place::Place,
    sources::{reworded, sources},
    verify::Judge,
    walk::{Rule, Subject, Told, Walk},
    words,
};
use ringback_algebra::{DefinitionCache, Interpretation, Literal, Predicate, PredicateId, Satisfiability, Solver};
use ringback_contract::{
    provenance::{ProvenanceTable, Source},
    uri::encode,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Compares types as some sides see them, and keeps what it learns.
pub struct Examiner<'a> {
    scene: &'a Scene,
    known: &'a BTreeSet<String>,
    provenance: Both<&'a ProvenanceTable>,
    solver: Solver,
    /// Schemas as the sets that they are.
    plain: Both<DefinitionCache>,
    /// Schemas as what is sent.
    sent: Both<DefinitionCache>,
    judges: Both<Judge<'a>>,
}

/// A type as the question is put: from which side, and what it is in either state.
struct Question<'a, 'b> {
    pair: &'b Pair<'a>,
    side: Side,
    references: &'b Both<String>,
    places: &'b Both<Place<'a>>,
    /// All that each state demands.
    whole: Both<PredicateId>,
    /// All that somebody sends who follows it.
    sent: Both<PredicateId>,
    /// Something that is sent.
    sample: Option<&'b Value>,
}

/// What came of the search for somebody who breaks.
struct Found {
    impact: Impact,
    witness: Option<Value>,
    why: Option<String>,
}

impl<'a> Examiner<'a> {
    /// An examiner who knows nothing yet. What `known` refers to is compared on its own.
    pub fn new(
        scene: &'a Scene,
        known: &'a BTreeSet<String>,
        provenance: Both<&'a ProvenanceTable>,
        is_strict: bool,
    ) -> Self {
        let reading = if is_strict { Interpretation::Accepted } else { Interpretation::Sent };
        Self {
            scene,
            known,
            provenance,
            solver: Solver::default(),
            plain: Both::of(|_| DefinitionCache::new(Interpretation::Accepted)),
            sent: Both::of(|_| DefinitionCache::new(reading)),
            judges: Both::of(|when| Judge::new(scene.views.at(when))),
        }
    }

    /// Examines a type.
    pub fn pair(&mut self, pair: &Pair<'a>, changes: &mut Vec<Change>, documentation: &mut Vec<Documentation>) {
        let sides: Vec<Side> = pair.sides.iter().copied().filter(|side| self.scene.sides.contains(side)).collect();
        let (Some(before), Some(after)) = (pair.types.before, pair.types.after) else {
            changes.extend(sides.into_iter().filter_map(|side| alone(pair, side)));
            return;
        };
        if sides.is_empty() {
            return;
        }
        let references = Both { before: encode(&before.name), after: encode(&after.name) };
        if references.before == references.after && self.scene.unchanged.contains(&references.before) {
            return;
        }
        self.solver.reset_budget();
        let views = &self.scene.views;
        let (Some(old), Some(new)) = (views.before.get(&references.before), views.after.get(&references.after)) else {
            return;
        };
        let mut walk = Walk::new(&mut self.solver, views, &mut self.plain, self.known);
        let places = Both { before: walk.place(When::Before, [old]), after: walk.place(When::After, [new]) };
        let whole = Both::of(|when| walk.id(when, &places.at(when).schemas));
        walk.compare(places.clone(), &mut Vec::new(), &mut Vec::new());
        let (subjects, told, is_complete) = walk.end();
        documentation.extend(told.into_iter().filter_map(|told| self.told(pair, told, &subjects)));
        if whole.before == whole.after {
            return;
        }
        for side in sides {
            let sent = Both::of(|when| {
                let root = json!({"$ref": references.at(when)});
                self.solver.compile(&root, &views.at(when).0, self.sent.at_mut(when))
            });
            let sample = match self.solver.satisfy(&[(*sent.at(ends(side).0), true)]) {
                Satisfiability::Satisfiable(sample) => Some(sample),
                _ => None,
            };
            let sample = sample.as_deref();
            let question = Question { pair, side, references: &references, places: &places, whole, sent, sample };
            let found: Vec<Change> = subjects.iter().map(|subject| self.subject(&question, subject)).collect();
            let breaks = found.iter().any(|change| change.impact == Impact::Breaking);
            changes.extend(found);
            // What is compared on its own would be found here once more.
            if !breaks && (self.known.is_empty() || !is_complete) {
                changes.extend(self.whole(&question, is_complete));
            }
        }
    }

    /// Words that changed; nothing where what was told of a subject is what changed of it.
    fn told(&self, pair: &Pair, told: Told, subjects: &[Subject]) -> Option<Documentation> {
        let sources = reworded(&told.places, self.provenance, &told.words.keywords);
        if let Some(subject) = subjects.iter().find(|subject| subject.at == told.at) {
            let behind = self::sources(&subject.places, self.provenance, &subject.words.keywords);
            let is_behind = |(said, behind): (&Vec<Source>, &Vec<Source>)| {
                said.iter().all(|said| behind.iter().any(|behind| behind.quote == said.quote))
            };
            let is_description = told.words.keywords.iter().eq(["description"]);
            if is_description && sources.iter().zip(&behind).all(is_behind) {
                return None;
            }
        }
        let message = told.words.phrases.join("; ");
        Some(Documentation { owner: pair.name.clone(), at: told.at, message, sources })
    }

    /// What a change of one subject does to the other side.
    fn subject(&mut self, question: &Question, subject: &Subject) -> Change {
        let (sender, receiver) = ends(question.side);
        let mut worst = Found { impact: Impact::Compatible, witness: None, why: None };
        let is_declared = !matches!(subject.movement, Movement::Added | Movement::Removed);
        let sent = is_declared.then(|| self.sent(subject.places.at(sender), sender));
        for rule in subject.rules.at(receiver) {
            let found = self.rule(question, subject, *rule, sent);
            if found.impact > worst.impact {
                worst = found;
            }
            if worst.impact == Impact::Breaking {
                break;
            }
        }
        let breaks = worst.impact == Impact::Breaking;
        Change {
            owner: question.pair.name.clone(),
            at: subject.at.clone(),
            side: question.side,
            movement: subject.movement,
            impact: worst.impact,
            message: subject.words.phrases.join("; "),
            why: worst.why,
            lost: breaks.then(|| lost(subject.places.at(sender), subject.places.at(receiver))).flatten(),
            witness: worst.witness,
            sources: sources(&subject.places, self.provenance, &subject.words.keywords),
        }
    }

    /// What the whole comes to, where none of the subjects breaks anybody.
    fn whole(&mut self, question: &Question, is_complete: bool) -> Option<Change> {
        let (_, receiver) = ends(question.side);
        let found = self.search(question, *question.whole.at(receiver));
        let movement = match found.impact {
            Impact::Compatible => return None,
            // The subjects are all there is, and none of them breaks anybody.
            Impact::Undecided if is_complete => return None,
            Impact::Undecided => Movement::Undecided,
            Impact::Breaking if question.side == Side::Request => Movement::Narrowed,
            Impact::Breaking => Movement::Widened,
        };
        let refused = |witness| self.judges.at(receiver).refused(question.references.at(receiver), witness);
        Some(Change {
            owner: question.pair.name.clone(),
            at: found.witness.as_ref().and_then(refused).unwrap_or_default(),
            side: question.side,
            movement,
            impact: found.impact,
            message: words::changed(question.places).phrases.join("; "),
            why: found.why,
            lost: None,
            witness: found.witness,
            sources: sources(question.places, self.provenance, &BTreeSet::new()),
        })
    }

    /// What is sent at a place.
    fn sent(&mut self, place: &Place, sender: When) -> PredicateId {
        let view = self.scene.views.at(sender);
        let sent = place.schemas.iter().map(|schema| self.solver.compile(schema, &view.0, self.sent.at_mut(sender)));
        let sent = sent.collect();
        self.solver.intern(Predicate::And(sent))
    }

    /// What becomes of a rule: first as seen from the subject, which is quick, then as seen from the whole.
    fn rule(&mut self, question: &Question, subject: &Subject, rule: Rule, sent: Option<PredicateId>) -> Found {
        let (sender, _) = ends(question.side);
        if let (Some(here), Some(sample), Some(sent)) = (rule.here, question.sample, sent) {
            match self.solver.difference(sent, here) {
                Satisfiability::Unsatisfiable => return Found { impact: Impact::Compatible, witness: None, why: None },
                Satisfiability::Satisfiable(value) => {
                    let mut payload = sample.clone();
                    let is_sent = put(&mut payload, &subject.path, &value)
                        && self.solver.holds(*question.sent.at(sender), &payload) == Some(true);
                    if is_sent && self.confirmed(question, &payload) == Some(true) {
                        return Found { impact: Impact::Breaking, witness: Some(payload), why: None };
                    }
                }
                Satisfiability::Unknown(_) => {}
            }
        }
        self.search(question, rule.whole)
    }

    /// Whether one side sends a payload that the other refuses; `None` where that cannot be verified.
    fn confirmed(&mut self, question: &Question, payload: &Value) -> Option<bool> {
        if self.plain.before.is_circular() || self.plain.after.is_circular() {
            return None;
        }
        let (sender, receiver) = ends(question.side);
        let mut judge = |when| self.judges.at_mut(when).is_valid(question.references.at(when), payload);
        Some(judge(sender)? && !judge(receiver)?)
    }

    /// Looks for a payload that one side sends and that breaks a rule of the other, and has it confirmed.
    fn search(&mut self, question: &Question, rule: PredicateId) -> Found {
        let (sender, _) = ends(question.side);
        let goal: [Literal; 2] = [(*question.sent.at(sender), true), (rule, false)];
        let undecided = |why: &str| Found { impact: Impact::Undecided, witness: None, why: Some(why.to_owned()) };
        let witness = match self.solver.satisfy(&goal) {
            Satisfiability::Unsatisfiable => return Found { impact: Impact::Compatible, witness: None, why: None },
            Satisfiability::Unknown(why) => return undecided(&why),
            Satisfiability::Satisfiable(witness) => witness,
        };
        match self.confirmed(question, &witness) {
            Some(true) => Found { impact: Impact::Breaking, witness: Some(Value::clone(&witness)), why: None },
            None => undecided("a payload was found that may break, but it could not be verified"),
            Some(false) => undecided(&format!("two judges disagree about the payload {}", words::shown(&witness))),
        }
    }
}

/// Who sends and who receives.
fn ends(side: Side) -> (When, When) {
    match side {
        Side::Request => (When::Before, When::After),
        Side::Response | Side::Event => (When::After, When::Before),
    }
}

/// A type that only one of the states has.
fn alone(pair: &Pair, side: Side) -> Option<Change> {
    let added = pair.types.before.is_none();
    let presence = pair.types.before.or(pair.types.after).map(|described| &described.presence)?;
    let (what, call) = match presence {
        Presence::Type => ("type", None),
        Presence::Call(call) => ("operation", Some(call)),
        Presence::Answer => return None,
    };
    let (movement, impact, verb) = match (added, call) {
        (true, _) => (Movement::Added, Impact::Compatible, "added"),
        (false, Some(_)) if side == Side::Request => (Movement::Removed, Impact::Breaking, "removed"),
        // What is not delivered is not refused.
        (false, Some(_)) => (Movement::Removed, Impact::Compatible, "removed"),
        (false, None) => (Movement::Removed, Impact::Undecided, "removed"),
    };
    let sources = Both::of(|when| pair.types.at(when).map(|described| described.source.clone()).into_iter().collect());
    Some(Change {
        owner: pair.name.clone(),
        at: String::new(),
        side,
        movement,
        impact,
        message: format!("{what} {verb}"),
        why: (impact == Impact::Undecided).then(|| "nothing is said any more of what this type may be".to_owned()),
        witness: call.filter(|_| impact == Impact::Breaking).cloned(),
        lost: None,
        sources: [sources.before, sources.after],
    })
}
