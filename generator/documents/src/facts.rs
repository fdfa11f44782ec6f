//! Turns clues into facts: every kind of constraint reads every clue, and what none understood becomes an unread fact.

use ringback_constraints::{
    clue::{Clue, Content},
    constraint::{Constraint, Reading},
    fact::{Claim, Fact, Mark},
};
use ringback_contract::{
    keyword::Keyword,
    provenance::Basis,
    subject::{MAX_STEPS, Subject},
};
use serde_json::Value;
use std::{collections::HashMap, sync::Arc};

/// The facts that clues state, in the order of the page. Each clue is dropped when it was read.
pub fn facts(clues: impl IntoIterator<Item = Clue>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut declared: HashMap<Subject, Arc<str>> = HashMap::new();
    // What a clue says of parts is read before the next clue.
    let mut parts: Vec<Clue> = Vec::new();
    let mut clues = clues.into_iter();
    while let Some(mut clue) = parts.pop().or_else(|| clues.next()) {
        if clue.content == Content::Declared {
            declared.insert(clue.subject.clone(), clue.source.quote.clone());
        } else if clue.source.quote.trim().is_empty()
            && let Some(row) = declared.get(&clue.subject)
        {
            // An empty cell says something too; the whole row is quoted for it.
            clue.source.quote = row.clone();
        }
        read(&clue, &mut parts, &mut facts);
    }
    facts
}

fn read(clue: &Clue, queue: &mut Vec<Clue>, facts: &mut Vec<Fact>) {
    let stated = |subject: &Subject, claim| Fact {
        subject: subject.clone(),
        claim,
        basis: Basis::Stated,
        source: clue.source.clone(),
        reason: None,
    };
    match &clue.content {
        Content::Declared => facts.push(stated(&clue.subject, Claim::Exists)),
        Content::Note(topic, text) => {
            facts.push(stated(&clue.subject, Claim::Note { topic: topic.clone(), text: text.clone() }));
        }
        Content::Keyword(name, value) if let Some(claims) = annotation(name, value) => {
            facts.extend(claims.into_iter().map(|claim| stated(&clue.subject, claim)));
        }
        content => {
            if let Content::Sentence(_) = content {
                facts.push(stated(&clue.subject, Claim::Description(clue.source.quote.clone())));
            }
            let readings = Constraint::read(clue);
            if readings.is_empty() {
                facts.extend(unread(content).map(|text| stated(&clue.subject, Claim::Unread(text))));
            }
            for reading in readings {
                let claim = match reading {
                    Reading::This(constraint) => Some((clue.subject.clone(), Claim::Limits(constraint))),
                    Reading::Owner(constraint) => clue.subject.parent().map(|owner| (owner, Claim::Limits(constraint))),
                    Reading::Optional => Some((clue.subject.clone(), Claim::Optional)),
                    Reading::Mark(mark) => mark.claim().map(|claim| (clue.subject.clone(), claim)),
                    Reading::Default(value) => Some((clue.subject.clone(), Claim::Default(value))),
                    Reading::Example(value) => Some((clue.subject.clone(), Claim::Example(value))),
                    Reading::Part(..) if clue.subject.path.len() > MAX_STEPS => None,
                    Reading::Part(step, content) => {
                        let subject = clue.subject.join(step);
                        facts.push(stated(&subject, Claim::Exists));
                        queue.push(Clue { subject, content, ..clue.clone() });
                        None
                    }
                    Reading::Again(content) => {
                        queue.push(Clue { content, ..clue.clone() });
                        None
                    }
                    Reading::Description => unread(content).map(|text| (clue.subject.clone(), Claim::Understood(text))),
                };
                facts.extend(claim.map(|(subject, claim)| stated(&subject, claim)));
            }
        }
    }
}

/// What a keyword claims that describes and does not constrain; `None` for one that a constraint may read.
fn annotation(name: &str, value: &Value) -> Option<Vec<Claim>> {
    match (Keyword::of(name)?, value) {
        (keyword, Value::Bool(holds))
            if let Some(mark) = Mark::ALL.into_iter().find(|mark| mark.keyword().0 == keyword.name()) =>
        {
            Some(mark.claim().filter(|_| *holds).into_iter().collect())
        }
        (Keyword::Default, value) => Some(vec![Claim::Default(value.clone())]),
        (Keyword::Example, value) => Some(vec![Claim::Example(value.clone())]),
        (Keyword::Examples, Value::Array(values)) => Some(values.iter().cloned().map(Claim::Example).collect()),
        (
            Keyword::Examples | Keyword::Title | Keyword::Schema | Keyword::Id | Keyword::Draft4Id | Keyword::Comment,
            _,
        ) => Some(Vec::new()),
        _ => None,
    }
}

/// The text that a maintainer is shown for content that no constraint understood; `None` for an empty cell.
fn unread(content: &Content) -> Option<String> {
    match content {
        Content::Sentence(text) => Some(text.clone()),
        Content::Cell(_, text) => (!text.trim().is_empty()).then(|| text.clone()),
        Content::Keyword(name, value) => Some(format!("{name:?}: {value}")),
        Content::Values(values) => Some(values.join(", ")),
        Content::Declared | Content::Note(..) => None,
    }
}
