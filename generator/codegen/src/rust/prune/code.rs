//! What is inside of functions: arms of `match`, `if let`, and what only types with parts need.

use super::{
    PARTS,
    mentions::Mentions,
    source::Reader,
    tokens::{block, end, group, ident, inside, is_arrow, is_punct, is_word, line_end, place, start},
    unit::{Alternative, TABLES, Unit, UnitKind},
};
use proc_macro2::{Delimiter, Group, TokenTree};
use std::ops::Range;

impl Reader<'_> {
    /// Adds the units in code, and tells what the rest of it mentions. `from` is where its text begins; `of_type` is what
    /// `Self` means in it.
    pub fn code(&self, tokens: &[TokenTree], from: usize, of_type: Option<&str>, units: &mut Vec<Unit>) -> Mentions {
        let (mut mentions, mut begin, mut at) = (Mentions::default(), from, 0);
        while let Some(token) = tokens.get(at) {
            let unit = self.of_parts(tokens, at, begin, of_type).or_else(|| self.if_let(tokens, at, begin, of_type));
            if let Some((unit, after)) = unit {
                begin = unit.range.end;
                at = after;
                units.push(unit);
                continue;
            }
            let body = || (at..tokens.len()).find_map(|at| Some((at, block(tokens.get(at))?)));
            if let Some((body, arms)) = is_word(Some(token), "match").then(body).flatten() {
                let value = tokens.get(at + 1..body).unwrap_or_default();
                mentions.extend(self.code(value, place(token).end, of_type, units));
                mentions.extend(self.arms(arms, of_type, units));
                at = body + 1;
                continue;
            }
            match token {
                TokenTree::Group(group) => {
                    mentions.extend(self.code(&inside(group), self.inner_start(group), of_type, units));
                }
                _ => mentions.add(tokens, at),
            }
            begin = line_end(self.text, place(token).end);
            at += 1;
        }
        // `Self` is the type.
        if let Some(of_type) = of_type.filter(|of_type| TABLES.contains(of_type)) {
            let own: Vec<_> = mentions.pairs.iter().filter(|(outer, _)| outer == "Self").cloned().collect();
            mentions.pairs.extend(own.into_iter().map(|(_, variant)| (of_type.to_owned(), variant)));
        }
        mentions
    }

    /// The unit of a marker at an index, and the index after it.
    fn of_parts(&self, tokens: &[TokenTree], at: usize, begin: usize, of_type: Option<&str>) -> Option<(Unit, usize)> {
        let marker = self.marker(tokens, at)?;
        let is_end = |at: &usize| {
            block(tokens.get(*at)).is_some() || is_punct(tokens.get(*at), ';') || is_punct(tokens.get(*at), ',')
        };
        let last = (at + 2..tokens.len()).find(is_end).unwrap_or(tokens.len() - 1);
        let from = marker.range.end;
        let mut parts = vec![marker];
        let mentions = self.code(tokens.get(at + 2..=last)?, from, of_type, &mut parts);
        let range = begin..line_end(self.text, end(tokens, last));
        Some((Unit { range, kind: UnitKind::OfParts, mentions, parts }, last + 1))
    }

    /// The marker at an index, with its line.
    fn marker(&self, tokens: &[TokenTree], at: usize) -> Option<Unit> {
        let attribute = group(tokens.get(at + 1), Delimiter::Bracket).filter(|_| is_punct(tokens.get(at), '#'))?;
        let marker = start(tokens, at)..place(&TokenTree::Group(attribute.clone())).end;
        if self.text.get(marker.clone()) != Some(PARTS) {
            return None;
        }
        let line = self.text.get(..marker.start)?.rfind('\n').map_or(0, |line| line + 1);
        Some(Unit { range: line..line_end(self.text, marker.end), kind: UnitKind::Marker, ..Unit::default() })
    }

    /// The unit of an `if let` without an alternative that is about variants of tables, and the index after it.
    fn if_let(&self, tokens: &[TokenTree], at: usize, begin: usize, of_type: Option<&str>) -> Option<(Unit, usize)> {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let is_statement = before.is_none() || is_punct(before, ';') || block(before).is_some();
        if !is_statement || !is_word(tokens.get(at), "if") || !is_word(tokens.get(at + 1), "let") {
            return None;
        }
        let equals = (at + 2..tokens.len()).find(|at| is_punct(tokens.get(*at), '=') && !is_arrow(tokens, *at))?;
        let body = (equals..tokens.len()).find(|at| block(tokens.get(*at)).is_some())?;
        let alternatives = alternatives(tokens, at + 2..equals, of_type);
        if is_word(tokens.get(body + 1), "else") || alternatives.iter().all(|found| found.variants.is_empty()) {
            return None;
        }
        let mut parts = Vec::new();
        let mut mentions = pattern_mentions(tokens.get(at..equals)?);
        mentions.extend(self.code(tokens.get(equals..=body)?, start(tokens, equals), of_type, &mut parts));
        let range = begin..line_end(self.text, end(tokens, body));
        let kind = UnitKind::Pattern { alternatives, has_fallback: true };
        Some((Unit { range, kind, mentions, parts }, body + 1))
    }

    /// Adds the arms of a `match` that are about variants of tables, and tells what the others mention.
    fn arms(&self, body: &Group, of_type: Option<&str>, units: &mut Vec<Unit>) -> Mentions {
        let (tokens, mut begin, mut mentions) = (inside(body), self.inner_start(body), Mentions::default());
        let arms = arms(&tokens);
        for (index, arm) in arms.iter().enumerate() {
            let alternatives = alternatives(&tokens, arm.pattern.clone(), of_type);
            let range = begin..line_end(self.text, end(&tokens, arm.after - 1));
            begin = range.end;
            let pattern = tokens.get(arm.pattern.clone()).unwrap_or_default();
            let rest = tokens.get(arm.pattern.end..arm.after).unwrap_or_default();
            let from = start(&tokens, arm.pattern.end);
            if let Some(marker) = self.marker(&tokens, arm.pattern.start) {
                let mut own = Mentions::default();
                own.add_all(pattern);
                let mut parts = vec![marker];
                own.extend(self.code(rest, from, of_type, &mut parts));
                units.push(Unit { range, kind: UnitKind::OfParts, mentions: own, parts });
                continue;
            }
            if alternatives.iter().all(|found| found.variants.is_empty()) {
                mentions.add_all(pattern);
                mentions.extend(self.code(rest, from, of_type, units));
                continue;
            }
            let mut parts = Vec::new();
            let mut own = pattern_mentions(pattern);
            own.extend(self.code(rest, from, of_type, &mut parts));
            let has_fallback = arms.get(index + 1..).unwrap_or_default().iter().any(|arm| arm.takes_all(&tokens));
            let kind = UnitKind::Pattern { alternatives, has_fallback };
            units.push(Unit { range, kind, mentions: own, parts });
        }
        // In a macro, arms may be made by repetition.
        let rest = arms.last().map_or(0, |arm| arm.after);
        mentions.extend(self.code(tokens.get(rest..).unwrap_or_default(), begin, of_type, units));
        mentions
    }
}

/// An arm of a `match`, by indices.
struct Arm {
    pattern: Range<usize>,
    has_guard: bool,
    after: usize,
}

impl Arm {
    /// Whether it takes any value: `_`, or a name.
    fn takes_all(&self, tokens: &[TokenTree]) -> bool {
        let is_name = |word: String| word.starts_with(|c: char| c == '_' || c.is_lowercase());
        let is_any = |at: usize| tokens.get(at).and_then(ident).is_some_and(is_name);
        !self.has_guard && self.pattern.len() == 1 && is_any(self.pattern.start)
    }
}

fn arms(tokens: &[TokenTree]) -> Vec<Arm> {
    let (mut arms, mut at) = (Vec::new(), 0);
    while let Some(arrow) = (at..tokens.len()).find(|at| is_arrow(tokens, *at)) {
        let body = arrow + 2;
        let after = match block(tokens.get(body)) {
            Some(_) => body + 1 + usize::from(is_punct(tokens.get(body + 1), ',')),
            None => {
                let comma = (body..tokens.len()).find(|at| is_punct(tokens.get(*at), ','));
                comma.map_or(tokens.len(), |comma| comma + 1)
            }
        };
        let guard = (at..arrow).find(|at| is_word(tokens.get(*at), "if"));
        arms.push(Arm { pattern: at..guard.unwrap_or(arrow), has_guard: guard.is_some(), after });
        at = after;
    }
    arms
}

/// The alternatives of a pattern.
fn alternatives(tokens: &[TokenTree], pattern: Range<usize>, of_type: Option<&str>) -> Vec<Alternative> {
    let mut found = Vec::new();
    let mut from = pattern.start;
    for at in pattern.clone().chain([pattern.end]) {
        if at != pattern.end && !is_punct(tokens.get(at), '|') {
            continue;
        }
        if from < at {
            let mut variants = Vec::new();
            add_variants(tokens.get(from..at).unwrap_or_default(), of_type, &mut variants);
            found.push(Alternative { range: start(tokens, from)..end(tokens, at - 1), variants });
        }
        from = at + 1;
    }
    found
}

/// The variants of tables that a pattern names.
fn add_variants(pattern: &[TokenTree], of_type: Option<&str>, found: &mut Vec<(String, String)>) {
    for (at, token) in pattern.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            add_variants(&inside(group), of_type, found);
        }
        let is_path = is_punct(pattern.get(at + 1), ':') && is_punct(pattern.get(at + 2), ':');
        let Some(outer) = ident(token).filter(|_| is_path) else { continue };
        let outer = if outer == "Self" { of_type.unwrap_or_default().to_owned() } else { outer };
        if TABLES.contains(&&*outer) {
            found.extend(pattern.get(at + 3).and_then(ident).map(|variant| (outer, variant)));
        }
    }
}

/// What a pattern mentions, but for the variants of tables: naming one there is no use of it.
fn pattern_mentions(pattern: &[TokenTree]) -> Mentions {
    let mut mentions = Mentions::default();
    mentions.add_all(pattern);
    mentions.pairs.retain(|(outer, _)| outer != "Self" && !TABLES.contains(&&**outer));
    mentions
}
