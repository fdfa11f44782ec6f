//! Finds the properties that prose mentions: "the queue ID", "`queueId`", "this", "either a or b".

use super::{Shape, phrases};
use crate::{
    clue::{Around, Clue},
    constraint::{Constraint, Reading},
};
use ringback_contract::name::fold;

phrases! {
    /// Matches the ways in which a sentence refers to the property that it describes.
    SELF = r"^(?:it|this|they|these|(?:the|this|its|a|an|any|each)?\s*(?:(?:specified|provided|given|resulting|input|supplied)\s+)?(?:value|field|property|parameter|attribute|argument|setting|option|element|key|string|text|integer|number|list|array|map|object|one))(?:\s+(?:itself|value|that|which))?$";
    ARTICLE = r"^(?:the|this|an?|its|number of|amount of|value of|value for)\s+";
    HEAD = r"^(?:an?|the|any)\s+(?:optional\s+|valid\s+)?(?:integer|number|string|value|list|array|text|map|object)\s+(?:that|which)$";
    /// Matches a noun phrase that is more than a name: a sum, a part, a choice.
    COMPOSED = r#"[^\w\s'’`"-]|\b(?:or|and|of|in|for|to|with|from|by|per|plus|minus|times|other|total|sum|each|both|neither|no)\b"#;
    FILLER = r"^(?:or|and|deprecated|a|an|the|both|either|neither|nor|all|of|one|property|properties|field|fields|parameter|parameters|attribute|attributes|value|values|argument|arguments|query|options?|filters?|flags?|headers?|(?:parameter|property|field|attribute|argument)['’]s)$";
}

/// Whether a noun phrase refers to the subject of a clue: "this", "the value", "the timeout" for `timeoutSeconds`.
pub fn names_subject(clue: &Clue, phrase: &str) -> bool {
    let mut phrase = phrase.trim().trim_matches(QUOTES).trim();
    if SELF.occurs(phrase) || HEAD.occurs(phrase) {
        // Of a map, a key is a part.
        return !(Shape::of(clue) == Shape::Object && phrase.to_ascii_lowercase().ends_with("key"));
    }
    // Of a list or map, the values are its parts.
    if phrase.eq_ignore_ascii_case("values") {
        return matches!(Shape::of(clue), Shape::Integer | Shape::Number | Shape::Text);
    }
    while let Some(rest) = ARTICLE.strip(phrase) {
        phrase = rest.trim().trim_matches(QUOTES);
    }
    if COMPOSED.occurs(phrase) {
        return false;
    }
    let (Some(name), mention) = (clue.subject.name(), fold(phrase)) else { return false };
    if let Some(sibling) = clue.around.sibling(phrase) {
        return sibling == name;
    }
    // "timeout" for `timeoutSeconds`, "flow type" for `type`; three letters are part of too much.
    const TELLING: usize = 4;
    let name = fold(name);
    let longer = |long: &str, short: &str| short.len() >= TELLING && (long.starts_with(short) || long.ends_with(short));
    let plural = name.strip_suffix('s').unwrap_or(&name);
    mention == name
        || mention.len() > TELLING && longer(plural, &mention)
        || longer(&name, &mention)
        || (phrase.split_whitespace().count() <= 3 && mention.ends_with(&name) && name.len() >= TELLING)
}

const QUOTES: [char; 7] = ['"', '\'', '`', '“', '”', '‘', '’'];

/// The siblings that a text names, in order, each once: `queueId or routingData`. `None` if anything else is named,
/// because then the sentence is about something else.
pub fn names_in(around: &Around, prose: &str) -> Option<Vec<String>> {
    listed(prose, |word| around.sibling(word).map(str::to_owned))
}

fn listed(prose: &str, resolve: impl Fn(&str) -> Option<String>) -> Option<Vec<String>> {
    // More than this is no list of properties; it also bounds the work.
    const MOST: usize = 400;
    let mut names = Vec::new();
    let mut add = |name: String| {
        if !names.contains(&name) {
            names.push(name);
        }
    };
    let prose = Some(prose.trim()).filter(|prose| prose.len() <= MOST)?;
    for part in prose.split([',', ';', '/']).flat_map(|part| part.split(" or ")).flat_map(|part| part.split(" and ")) {
        // A name may be written in words: "the number format".
        let words: Vec<&str> = part
            .split_whitespace()
            .map(|word| word.trim_matches(QUOTES).trim_matches(['(', ')', '[', ']', '.', ':']))
            .skip_while(|word| FILLER.occurs(word) && resolve(word).is_none())
            .filter(|word| !word.is_empty())
            .collect();
        let kept =
            words.iter().rposition(|word| !FILLER.occurs(word) || resolve(word).is_some()).map_or(0, |last| last + 1);
        match words.get(..kept).unwrap_or_default() {
            [] => {}
            words => {
                // "the type parameter's value", "resource.kind".
                let word = words.concat();
                let last = word.rsplit('.').next().filter(|last| *last != word && words.len() == 1);
                let plain = || resolve(word.trim_end_matches("'s"));
                add(resolve(&word).or_else(plain).or_else(|| resolve(last?))?);
            }
        }
    }
    (!names.is_empty()).then_some(names)
}

/// The object whose properties a sentence relates: the one that contains the subject, or the subject itself.
pub struct Scope<'c> {
    clue: &'c Clue,
    inside: bool,
}

impl<'c> Scope<'c> {
    /// The object that has all properties of a list of names, and the names. `this` refers to the subject.
    pub fn naming(clue: &'c Clue, prose: &str) -> Option<(Self, Vec<String>)> {
        let outside = clue.subject.name().and_then(|own| {
            listed(prose, |word| match fold(word).as_str() {
                "this" | "it" | "thisfield" | "thisproperty" | "thisparameter" | "thisvalue" | "thisattribute" => {
                    Some(own.to_owned())
                }
                _ => clue.around.sibling(word).map(str::to_owned),
            })
        });
        if let Some(names) = outside {
            return Some((Self { clue, inside: false }, names));
        }
        let children = Around { siblings: clue.around.children.clone(), ..Around::default() };
        Some((Self { clue, inside: true }, names_in(&children, prose)?))
    }

    /// The property of that object that a noun phrase names; an empty phrase names the subject.
    pub fn resolve(&self, phrase: &str) -> Option<String> {
        if !self.inside && (phrase.trim().is_empty() || names_subject(self.clue, phrase)) {
            return self.clue.subject.name().map(str::to_owned);
        }
        let (scope, names) = Self::naming(self.clue, phrase)?;
        match names.as_slice() {
            [name] if scope.inside == self.inside => Some(name.clone()),
            _ => None,
        }
    }

    /// A constraint on that object.
    pub fn limits(&self, constraint: impl Into<Constraint>) -> Reading {
        if self.inside || self.clue.subject.name().is_none() {
            Reading::This(constraint.into())
        } else {
            Reading::Owner(constraint.into())
        }
    }
}
