//! Turns the deviations of a type into changes.

use super::{
    deviation::{Deviation, Sighting},
    observed::TypeObservations,
    respelling,
    violations::abbreviated,
};
use crate::change::{Change, ChangeContext, Impact, Movement, Side};
use indexmap::IndexMap;
use ringback_contract::{pointer::unescape, provenance::Source};

/// Undocumented values of a location that a message lists.
const VALUE_LIMIT: usize = 6;
/// Sources that a change shows of each version.
const SOURCE_LIMIT: usize = 4;
/// Characters of a quote from a recording.
const QUOTE_LIMIT: usize = 200;

/// The changes of a type; `declared` is the source that declares it.
pub fn changes(observed: &TypeObservations, owner: &str, side: Side, declared: &Source) -> Vec<Change> {
    let mut groups: IndexMap<(usize, Movement), Vec<(&Deviation, &Sighting)>> = IndexMap::new();
    for ((subject, kind), sighting) in &observed.sightings {
        let movement = if *kind == Deviation::UndocumentedProperty { Movement::Added } else { Movement::Widened };
        groups.entry((*subject, movement)).or_default().push((kind, sighting));
    }
    let builder = FindingBuilder { observed, owner, side, declared };
    groups.into_iter().map(|((subject, movement), recorded)| builder.change(subject, movement, recorded)).collect()
}

/// What the changes of one type have in common.
struct FindingBuilder<'s, 'a> {
    observed: &'s TypeObservations<'a>,
    owner: &'s str,
    side: Side,
    declared: &'s Source,
}

/// A deviation with its impact, its phrase and the sources that it contradicts.
struct SeenDeviation<'s> {
    impact: Impact,
    sighting: &'s Sighting,
    phrase: String,
    before: Vec<Source>,
    deviation: &'s Deviation,
}

impl FindingBuilder<'_, '_> {
    fn change(&self, subject: usize, movement: Movement, mut recorded: Vec<(&Deviation, &Sighting)>) -> Change {
        // The most frequent deviation comes first, then the one recorded first.
        recorded.sort_by_key(|(kind, sighting)| (kind.is_remainder(), std::cmp::Reverse(sighting.count)));
        let all: Vec<SeenDeviation> =
            recorded.into_iter().map(|(kind, sighting)| self.seen(subject, kind, sighting)).collect();
        let impact = all.iter().map(|deviation| deviation.impact).max().unwrap_or(Impact::Compatible);
        let worst = all.iter().find(|deviation| deviation.impact == impact);
        let mut before: Vec<Source> = Vec::new();
        // The sources of the worst deviation come first.
        for source in worst.into_iter().chain(&all).flat_map(|deviation| &deviation.before) {
            if !before.contains(source) && before.len() < SOURCE_LIMIT {
                before.push(source.clone());
            }
        }
        let at = self.observed.subjects.get(subject).map(|subject| subject.at.clone()).unwrap_or_default();
        let after = worst
            .into_iter()
            .chain(all.iter().filter(|deviation| !worst.is_some_and(|worst| std::ptr::eq(worst, *deviation))));
        let after =
            after.take(SOURCE_LIMIT).map(|deviation| deviation.sighting.location.source(&quote(&at, deviation)));
        Change {
            owner: self.owner.into(),
            side: self.side,
            movement,
            impact,
            message: message(&all, self.observed.payloads),
            why: (impact == Impact::Undecided).then(|| "no document says so, only a correction of them".to_owned()),
            witness: worst
                .filter(|_| impact != Impact::Compatible)
                .and_then(|deviation| deviation.sighting.witness.as_deref().cloned()),
            lost: None,
            sources: [before, after.collect()],
            context: ChangeContext::default(),
            at,
        }
    }

    fn seen<'s>(&self, subject: usize, deviation: &'s Deviation, sighting: &'s Sighting) -> SeenDeviation<'s> {
        let before = self.contradicted(subject, deviation);
        let impact = match sighting.witness {
            None => Impact::Compatible,
            Some(_) if before.iter().all(Source::is_overlay) => Impact::Undecided,
            Some(_) => Impact::Breaking,
        };
        SeenDeviation { impact, sighting, phrase: self.phrase(subject, deviation, sighting), before, deviation }
    }

    fn phrase(&self, subject: usize, deviation: &Deviation, sighting: &Sighting) -> String {
        let site = self.observed.subjects.get(subject).and_then(|subject| subject.site);
        let documented = &self.observed.documented;
        let example = abbreviated(&sighting.example);
        match deviation {
            Deviation::UndocumentedProperty if sighting.witness.is_some() => {
                format!("unknown property where no others are allowed, such as {example}")
            }
            Deviation::UndocumentedProperty => format!("unknown property, such as {example}"),
            Deviation::MissingProperty => "required, but missing".into(),
            Deviation::Null => "null, which no document allows".into(),
            Deviation::Type(kind) => match site.map(|site| documented.types(site)).filter(|types| !types.is_empty()) {
                Some(types) => format!("type {kind}, documented {types}, such as {example}"),
                None => format!("type {kind}, which is not documented, such as {example}"),
            },
            other if other.is_remainder() => "many other values that are not documented".into(),
            Deviation::Value(_) => {
                let known = site.map(|site| documented.values(site)).unwrap_or_default();
                let corrected = site.and_then(|site| documented.canonical_spelling(site, &sighting.example));
                let names = self.observed.names(subject);
                let nearest = names.last().copied().unwrap_or_default();
                let owner = self.owner.rsplit('/').next().unwrap_or_default();
                let known_as =
                    corrected.or_else(|| respelling::find_documented(&sighting.example, &known, &[owner, nearest]));
                match known_as.and_then(|value| value.as_str()) {
                    Some(known_as) => format!("spelt {}, documented {known_as}", unquoted(&example)),
                    None => format!("value {example} is not documented"),
                }
            }
            Deviation::SeveralAlternatives => {
                format!("matches several alternatives of which it must match one, such as {example}")
            }
            Deviation::Rule(_) => sighting.description.clone(),
        }
    }

    /// The sources that a deviation contradicts; else the one that declares the location.
    fn contradicted(&self, subject: usize, deviation: &Deviation) -> Vec<Source> {
        let documented = &self.observed.documented;
        let known = self.observed.subjects.get(subject);
        let site = known.and_then(|subject| subject.site);
        let above = known.and_then(|subject| self.observed.subjects.get(subject.parent?)?.site);
        let sources_of = |site: Option<usize>, selects: &dyn Fn(&str) -> bool| {
            site.map(|site| documented.sources_of(site, selects)).unwrap_or_default()
        };
        let first = |keyword: &str, name: &str| keyword.split('/').next() == Some(name);
        let found = match deviation {
            Deviation::UndocumentedProperty => sources_of(above, &|keyword| {
                first(keyword, "additionalProperties") || first(keyword, "unevaluatedProperties")
            }),
            Deviation::MissingProperty => {
                let name = known.and_then(|subject| subject.name.as_deref()).unwrap_or_default();
                let exact = sources_of(above, &|keyword| keyword == format!("required/{name}"));
                if exact.is_empty() { sources_of(above, &|keyword| keyword == "required") } else { exact }
            }
            Deviation::Null | Deviation::Type(_) => sources_of(site, &|keyword| first(keyword, "type")),
            Deviation::Value(_) => sources_of(site, &|keyword| {
                ["enum", "const", "x-ringback-open-enum"].iter().any(|name| first(keyword, name))
            }),
            Deviation::SeveralAlternatives => sources_of(site, &|keyword| first(keyword, "oneOf")),
            Deviation::Rule(rule) => sources_of(site, &|keyword| first(keyword, rule)),
        };
        if !found.is_empty() {
            return found;
        }
        let declares = [site, above].into_iter().flatten().find_map(|site| documented.declaring(site));
        vec![declares.unwrap_or_else(|| self.declared.clone())]
    }
}

/// `unknown property, such as 5 (in 3 of 20 payloads, first at events.jsonl:3)`
fn message(all: &[SeenDeviation], payloads: u64) -> String {
    let mut phrases = Vec::new();
    let (mut values, mut more) = (0, 0);
    for seen in all {
        let is_value = matches!(seen.deviation, Deviation::Value(_));
        values += usize::from(is_value);
        if is_value && values > VALUE_LIMIT {
            more += 1;
            continue;
        }
        let word = if payloads == 1 { "payload" } else { "payloads" };
        let Sighting { count, location, .. } = seen.sighting;
        phrases.push(match phrases.is_empty() {
            true => format!("{} (in {count} of {payloads} {word}, first at {location})", seen.phrase),
            false => format!("{} (in {count}, first at {location})", seen.phrase),
        });
    }
    if more > 0 {
        phrases.push(format!("and {more} more values"));
    }
    phrases.join("; ")
}

/// The first recorded value of a deviation, as a quote.
fn quote(at: &str, seen: &SeenDeviation) -> String {
    let name = at.rsplit('/').next().unwrap_or_default();
    let example = seen.sighting.example.to_string();
    let quote = match &seen.sighting.witness {
        // A missing property shows in the whole payload only.
        Some(whole) if *seen.deviation == Deviation::MissingProperty => whole.to_string(),
        _ if name.is_empty() => example,
        _ => format!("{:?}: {example}", unescape(name)),
    };
    match quote.char_indices().nth(QUOTE_LIMIT) {
        Some((at, _)) => format!("{}…", quote.get(..at).unwrap_or_default()),
        None => quote,
    }
}

/// A JSON string without its quotes.
fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text)
}
