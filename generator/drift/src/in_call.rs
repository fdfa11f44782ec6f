//! Judges a change of a shared type in a call that uses it: is there a payload of the call that shows it?

use super::{
    change::{Change, Impact},
    contexts::Way,
    impact::ImpactChecker,
    occurrence::path_of,
    pair::Pair,
    path::{lift, pointer, put},
    rules::Rule,
};
use ringback_algebra::{Predicate, Satisfiability};
use ringback_contract::uri::encode;
use serde_json::{Value, json};

/// What a change of a shared type does in a call.
pub enum InCall {
    /// This payload breaks.
    Breaks(Value),
    /// No payload of the call shows the change.
    Nothing,
    /// It is not known.
    Unknown,
}

impl ImpactChecker<'_> {
    /// Judges a change of a shared type in a call that uses it. `is_alone` says that nothing else breaks in the type,
    /// nor in those that it uses.
    pub fn in_call(&mut self, change: &Change, way: &Way, is_alone: bool) -> InCall {
        self.solver.reset_budget(self.parts);
        let (sender, receiver) = (change.side.sender(), change.side.receiver());
        let reference = encode(&way.message);
        let references = Pair { before: reference.clone(), after: reference };
        let sent = *self.sent_payloads(&references).at(sender);
        let sample = match self.solver.satisfy(&[(sent, true)]) {
            Satisfiability::Satisfiable(sample) => sample,
            Satisfiability::Unsatisfiable => return InCall::Nothing,
            Satisfiability::Unknown(_) => return InCall::Unknown,
        };
        let path = path_of(&way.path);
        if let Some(witness) = &change.witness {
            let mut payload = Value::clone(&sample);
            // A stated permission is enough to send what is not declared.
            let is_stated = change.context.rule == Some(Rule::ObjectClosed);
            let is_sent =
                put(&mut payload, &path, witness) && (is_stated || self.solver.holds(sent, &payload) == Some(true));
            if is_sent && self.is_confirmed(change.side, &references, &payload) == Some(true) {
                return InCall::Breaks(payload);
            }
            if is_stated {
                return InCall::Unknown;
            }
            // Around the same payload of the type, the call may have to be another.
            let other = self.solver.constant(witness);
            let other = self.solver.intern(Predicate::Not(other));
            let requirement = lift(&mut self.solver, &path, other);
            if let Satisfiability::Satisfiable(payload) = self.solver.satisfy(&[(sent, true), (requirement, false)])
                && self.is_confirmed(change.side, &references, &payload) == Some(true)
            {
                return InCall::Breaks(Value::clone(&payload));
            }
        }
        // A payload with a value of the type at that place that only the sender allows.
        let own = json!({"$ref": encode(&change.owner)});
        let views = &self.group.views;
        let sent_value = self.solver.compile(&own, &views.at(sender).0, self.sent.at_mut(sender));
        let accepted_value = self.solver.compile(&own, &views.at(receiver).0, self.accepted.at_mut(receiver));
        let whole = json!({"$ref": references.at(receiver)});
        let accepted = self.solver.compile(&whole, &views.at(receiver).0, self.accepted.at_mut(receiver));
        let not_sent = self.solver.intern(Predicate::Not(sent_value));
        let harmless = self.solver.intern(Predicate::Or(vec![not_sent, accepted_value]));
        let requirement = lift(&mut self.solver, &path, harmless);
        match self.solver.satisfy(&[(sent, true), (requirement, false), (accepted, false)]) {
            Satisfiability::Unsatisfiable => InCall::Nothing,
            Satisfiability::Unknown(_) => InCall::Unknown,
            Satisfiability::Satisfiable(payload) => match self.is_confirmed(change.side, &references, &payload) {
                Some(true) if is_alone => InCall::Breaks(Value::clone(&payload)),
                Some(true) => {
                    let rejected = self.validators.at_mut(receiver).rejected_at(references.at(receiver), &payload);
                    let expected = format!("{}{}", pointer(&path), change.at);
                    let is_there = rejected.is_none_or(|at| is_at(&at, &expected));
                    match change.impact {
                        _ if is_there => InCall::Breaks(Value::clone(&payload)),
                        // Something else breaks in the payload, which says nothing of this.
                        Impact::Undecided => InCall::Unknown,
                        _ => InCall::Nothing,
                    }
                }
                _ => InCall::Unknown,
            },
        }
    }
}

/// Whether a place in a payload is at or below a pointer with `*`, or above it.
fn is_at(place: &str, pattern: &str) -> bool {
    place.split('/').zip(pattern.split('/')).all(|(token, expected)| expected == "*" || token == expected)
}
