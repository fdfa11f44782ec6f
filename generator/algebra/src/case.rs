//! One way in which parts may hold: what is certain in it, and what is still to be chosen.

use super::{
    node::{Id, Kind, Node},
    search::{Algebra, Literal, TOO_LONG},
};
use std::{collections::HashMap, rc::Rc};

/// Alternatives of which just one may hold.
const MANY: usize = 200;

/// One way in which the parts may hold, as far as it was followed.
#[derive(Clone)]
pub struct Case {
    /// The kind of value that is looked for.
    pub kind: Kind,
    /// Whether all that is asked is that something holds.
    pub is_positive: bool,
    /// What is certain.
    pub known: HashMap<Id, bool>,
    /// What is to be taken in.
    pub pending: Vec<Literal>,
    /// Of each, one alternative must hold; of an alternative, all.
    pub choices: Vec<Rc<Vec<Vec<Literal>>>>,
    /// What declares the properties that are sent.
    pub declared: Vec<Id>,
    /// What arithmetic, automata and trying have to meet.
    pub leaves: Vec<Literal>,
    /// What is said that nobody understands.
    pub opaque: Option<Rc<str>>,
}

impl Algebra {
    /// Takes a part in; `None` if it contradicts what is known.
    pub(super) fn take(&mut self, case: &mut Case, id: Id, holds: bool) -> Option<()> {
        if self.tire(1) {
            case.opaque = Some(TOO_LONG.into());
            return Some(());
        }
        match case.known.insert(id, holds) {
            Some(known) if known == holds => return Some(()),
            Some(_) => return None,
            None => {}
        }
        let node = self.nodes.get(id);
        if !node.about(case.kind) {
            return holds.then_some(());
        }
        let all = |ids: &[Id], holds: bool| ids.iter().map(move |id| (*id, holds)).collect::<Vec<_>>();
        let each = |ids: &[Id], holds: bool| ids.iter().map(move |id| vec![(*id, holds)]).collect::<Vec<_>>();
        match (&*node, holds) {
            (Node::And(parts), true) => case.pending.extend(all(parts, true)),
            (Node::Or(parts), false) => case.pending.extend(all(parts, false)),
            (Node::And(parts), false) => case.choices.push(each(parts, false).into()),
            (Node::Or(parts), true) => case.choices.push(each(parts, true).into()),
            (Node::One(parts), _) if parts.len() > MANY => {
                case.opaque = Some("too many alternatives exclude each other".into())
            }
            (Node::One(parts), _) => case.choices.push(just_one(parts, holds).into()),
            (Node::Not(part), _) => case.pending.push((*part, !holds)),
            (Node::Reference(number), _) => match self.targets.get(*number as usize).copied().flatten() {
                Some(target) => case.pending.push((target, holds)),
                None => case.opaque = Some("a reference that leads nowhere".into()),
            },
            // Whatever it means: there is a value of it that somebody is said to send.
            (Node::Opaque(_), true) if case.is_positive => {}
            (Node::Opaque(what), _) => case.opaque = Some(format!("nobody knows what {what} allows").into()),
            (Node::Type(kinds), _) => return (kinds.has(case.kind) == holds).then_some(()),
            (Node::Dependent(name, part), _) => {
                let required = self.nodes.add(Node::Required(name.clone()));
                match holds {
                    true => {
                        case.choices.push(vec![vec![(required, false)], vec![(*part, true), (required, true)]].into())
                    }
                    false => case.pending.extend([(required, true), (*part, false)]),
                }
            }
            (Node::Unevaluated(of, inner), _) => {
                let alternatives = self.unevaluated(*of, *inner, holds);
                self.choose(case, alternatives);
            }
            (Node::UnevaluatedItems(of, inner), _) => {
                let alternatives = self.unevaluated_items(*of, *inner, holds);
                self.choose(case, alternatives);
            }
            // What is declared here is declared for all that is said of the value.
            (Node::Declared(of), true) => case.declared.push(*of),
            _ => case.leaves.push((id, holds)),
        }
        Some(())
    }

    pub(super) fn choose(&mut self, case: &mut Case, alternatives: Option<Vec<Vec<Literal>>>) {
        match alternatives {
            Some(alternatives) => case.choices.push(alternatives.into()),
            None => case.opaque = Some("too many alternatives say what is evaluated".into()),
        }
    }

    /// Takes in what no choice is left about. `Some(true)` when there was any, `None` when some choice has no
    /// alternative left.
    pub(super) fn settle(&mut self, case: &mut Case) -> Option<bool> {
        let mut open = Vec::new();
        let mut found = false;
        for choice in std::mem::take(&mut case.choices) {
            self.tire(1 + choice.len() as u64 / 8);
            let mut left = Vec::new();
            let mut done = false;
            let mut shorter = false;
            for alternative in choice.iter() {
                let mut rest = Vec::new();
                let mut possible = true;
                for (id, holds) in alternative {
                    match self.known(case, *id) {
                        Some(known) if known != *holds => possible = false,
                        Some(_) => {}
                        None => rest.push((*id, *holds)),
                    }
                }
                if !possible {
                    shorter = true;
                    continue;
                }
                if rest.is_empty() {
                    done = true;
                    break;
                }
                shorter |= rest.len() < alternative.len();
                left.push(rest);
            }
            match left.len() {
                _ if done => {}
                0 => return None,
                1 => {
                    case.pending.extend(left.into_iter().flatten());
                    found = true;
                }
                _ if shorter => open.push(Rc::new(left)),
                _ => open.push(choice),
            }
        }
        case.choices = open;
        Some(found)
    }

    /// Whether a part holds, when the case says so already.
    fn known(&self, case: &Case, id: Id) -> Option<bool> {
        if let Some(known) = case.known.get(&id) {
            return Some(*known);
        }
        match &*self.nodes.get(id) {
            Node::Type(kinds) => Some(kinds.has(case.kind)),
            Node::And(parts) if parts.is_empty() => Some(true),
            Node::Or(parts) if parts.is_empty() => Some(false),
            Node::Not(part) => self.known(case, *part).map(|known| !known),
            node if !node.about(case.kind) => Some(true),
            _ => None,
        }
    }
}

/// The ways in which just one of some parts holds, or not just one.
fn just_one(parts: &[Id], holds: bool) -> Vec<Vec<Literal>> {
    if holds {
        return (0..parts.len())
            .map(|chosen| parts.iter().enumerate().map(|(at, id)| (*id, at == chosen)).collect())
            .collect();
    }
    let mut ways = vec![parts.iter().map(|id| (*id, false)).collect()];
    for (at, one) in parts.iter().enumerate() {
        ways.extend(parts.iter().skip(at + 1).map(|other| vec![(*one, true), (*other, true)]));
    }
    ways
}
