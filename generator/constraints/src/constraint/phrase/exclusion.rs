//! What prose rules out under a condition: "If a is specified, this may not be specified", "Not allowed if a is b".

use super::{Condition, Scope, condition, phrases, unmarked};
use crate::clue::Clue;

/// A property that is absent where a condition holds.
pub struct Exclusion<'c> {
    /// The object that has the properties.
    pub scope: Scope<'c>,
    /// The property that is then absent.
    pub property: String,
    /// The condition.
    pub condition: Condition,
}

phrases! {
    /// Such as "If a is specified, this may not be specified."
    IF = r"^(?:if|when|whenever)\s+(?P<condition>[^.;]+?),\s*(?:then\s+)?(?:(?P<subject>[^,;]{1,60}?)\s+)?(?:(?:may not|must not|cannot|can not|can't|shall not|mustn't)\s+(?:also\s+)?be\s+(?:<GIVEN>)|(?:must|has to)\s+be\s+(?:omitted|absent|left out|unset)|(?:is|are)\s+(?:not (?:allowed|permitted|accepted)|forbidden|prohibited))(?:\s+as well|\s+too)?\s*\.?$";
    /// Such as "May not be specified if a or b is also specified."
    NOT_IF = r"^(?:.*?\.\s+)?(?P<lead>[^.;]*[,;(]\s*(?:and\s+|but\s+|which\s+|it\s+)?)?(?:(?P<subject>[^.,;(]{1,60}?)\s+)?(?:(?:is\s+|are\s+)?(?:not (?:allowed|permitted|accepted)|forbidden|prohibited)|(?:may not|must not|cannot|can not|can't|shall not|mustn't)\s+(?:also\s+)?be\s+(?:<GIVEN>)|(?:must|has to)\s+be\s+(?:omitted|absent|left out|unset))\s+(?:if|when|whenever|in case|while)\s+(?P<condition>[^.;()]+?)\s*\)?\s*\.?$";
    LIMITED = r"^\W*(?:if|when|whenever|unless|of|for|in|on|at|with|until|while|once|after|before)\b";
}

/// Whether what stands in front of a rule limits it: "Of the first bell, …" is about the first bell.
pub fn is_limited(lead: &str) -> bool {
    LIMITED.occurs(lead)
}

/// The exclusion that a sentence states.
pub fn exclusion(clue: &Clue) -> Option<Exclusion<'_>> {
    let text = unmarked(clue)?;
    let parts = IF.parts(text).or_else(|| NOT_IF.parts(text))?;
    let part = |name| parts.name(name).map_or("", |part| part.as_str());
    if parts.name("lead").is_some_and(|lead| is_limited(lead.as_str())) {
        return None;
    }
    let (scope, condition) = condition(clue, part("condition"))?;
    let property = scope.resolve(part("subject"))?;
    Some(Exclusion { scope, property, condition })
}
