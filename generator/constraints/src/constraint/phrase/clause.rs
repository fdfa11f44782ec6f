//! Splits a sentence into clauses, each with the force of its verb: "must", "must not", "may", "should".

use super::{names_subject, phrases, unconditional, unguarded};
use crate::clue::Clue;

/// The force of a clause's verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// No verb: "An integer between 1 and 50", "The UUID of …".
    Noun,
    /// "must be …", "is …", "will be …".
    Must,
    /// "must not be …", "cannot …".
    MustNot,
    /// "may be …", "can be …".
    May,
    /// "should be …".
    Should,
}

/// A clause about the subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause<'t> {
    /// The verb's force.
    pub force: Force,
    /// The text after the verb; the whole clause if it has no verb.
    pub says: &'t str,
}

phrases! {
    VERB = r"\b(?P<verb>mustn't|can't|shouldn't|must|shall|has to|have to|needs? to|should|may|cannot|can|will|is|are|does not|do not|has|have|contains?|includes?|ranges)(?P<not>(?:\s+(?:not|never))?)(?:\s+(?:also|always|only|either|currently|itself|both|all))*(?:\s+be\b|\s+(?:have|contain|include)\b)?";
    /// Matches the beginning of another clause.
    STRONG = r"[,;:.]\s+|\s[-–—]\s";
    /// Matches a clause that continues with the subject of the previous one.
    JOINED = r"^(?:and|but|so|then|also|or|however|,|\s)*$";
    /// Matches a pronoun that refers to the subject of the previous clause.
    PRONOUN = r"^.*\b(?:and|but)\s+(?:it|this|the value|this value)$";
    CONJUNCTION = r"^(?:and|but|so|then|also|however)\s+";
}

/// The clauses of an unconditional sentence that are about its subject. Clauses about anything else are left out.
pub fn clauses(clue: &Clue) -> Vec<Clause<'_>> {
    let Some(text) = unconditional(clue) else { return Vec::new() };
    let mut clauses = Vec::new();
    let mut about = true;
    let mut done = 0;
    // A clause ends where the next one's subject begins: it is pushed when that is known.
    let mut open: Option<(Force, usize)> = None;
    for parts in VERB.all(text) {
        let (Some(found), Some(verb)) = (parts.get(0), parts.name("verb")) else { continue };
        if found.start() < done {
            continue;
        }
        let Some(before) = text.get(done..found.start()) else { continue };
        let subject_at = STRONG.all(before).filter_map(|found| Some(found.get(0)?.end())).last().unwrap_or(0);
        let Some((lead, subject)) = before.split_at_checked(subject_at) else { continue };
        let joined = before.trim_end().ends_with(" and") || before.trim_end().ends_with(" but");
        let subject = unguarded(CONJUNCTION.strip(subject.trim()).unwrap_or(subject.trim()));
        let first = open.is_none() && lead.trim().is_empty();
        let end = if joined { found.start() } else { done + subject_at };
        match open.take() {
            Some((force, start)) if about => push(&mut clauses, text, force, start, end),
            None if !lead.trim().is_empty() => push(&mut clauses, text, Force::Noun, 0, end),
            _ => {}
        }
        about = if joined || (JOINED.occurs(subject) && !first) {
            about
        } else {
            // "A bell may ring, but it is not mandatory": the pronoun is of the clause before it.
            match PRONOUN.occurs(before.trim()) {
                true => about || first,
                false => JOINED.occurs(subject) || names_subject(clue, subject),
            }
        };
        let not = parts.name("not").is_some_and(|not| !not.is_empty());
        open = Some((force(verb.as_str(), not), found.end()));
        done = found.end();
    }
    match open {
        Some((force, start)) if about => push(&mut clauses, text, force, start, text.len()),
        None => push(&mut clauses, text, Force::Noun, 0, text.len()),
        Some(_) => {}
    }
    clauses
}

fn push<'t>(clauses: &mut Vec<Clause<'t>>, text: &'t str, force: Force, start: usize, end: usize) {
    let says = text.get(start..end).unwrap_or_default().trim();
    if !says.is_empty() {
        clauses.push(Clause { force, says });
    }
}

fn force(verb: &str, not: bool) -> Force {
    match (verb.to_lowercase().as_str(), not) {
        ("should", false) => Force::Should,
        ("may" | "can", false) => Force::May,
        ("should", true) | ("shouldn't", _) => Force::Should,
        ("cannot" | "can't" | "mustn't" | "does not" | "do not", _) | (_, true) => Force::MustNot,
        (_, false) => Force::Must,
    }
}
