//! What was seen of one type and the documents do not say, as changes.

use super::{
    observed::{Kind, Observed, Sighting},
    refusal::shown,
    spelling,
};
use indexmap::IndexMap;
use ringback_contract::provenance::Source;
use ringback_drift::change::{Change, Impact, Movement, Side};

/// So many values of a subject are told one by one.
const TOLD: usize = 6;
/// So many places of a change are shown.
const PLACES: usize = 4;
/// A quote out of a recording is so long at most.
const QUOTE: usize = 200;

/// The changes of a type; `declared` is where it is described.
pub fn changes(observed: &Observed, owner: &str, side: Side, declared: &Source) -> Vec<Change> {
    let mut groups: IndexMap<(usize, Movement), Vec<(&Kind, &Sighting)>> = IndexMap::new();
    for ((subject, kind), sighting) in &observed.sightings {
        let movement = if *kind == Kind::Unknown { Movement::Added } else { Movement::Widened };
        groups.entry((*subject, movement)).or_default().push((kind, sighting));
    }
    let scene = Scene { observed, owner, side, declared };
    groups.into_iter().map(|((subject, movement), seen)| scene.change(subject, movement, seen)).collect()
}

struct Scene<'s, 'a> {
    observed: &'s Observed<'a>,
    owner: &'s str,
    side: Side,
    declared: &'s Source,
}

/// One thing that was seen, ready to be told.
struct Told<'s> {
    impact: Impact,
    sighting: &'s Sighting,
    phrase: String,
    before: Vec<Source>,
    kind: &'s Kind,
}

impl Scene<'_, '_> {
    fn change(&self, subject: usize, movement: Movement, mut seen: Vec<(&Kind, &Sighting)>) -> Change {
        // What is seen most often is told first, else what was seen first.
        seen.sort_by_key(|(kind, sighting)| (kind.is_rest(), std::cmp::Reverse(sighting.count)));
        let told: Vec<Told> = seen.into_iter().map(|(kind, sighting)| self.told(subject, kind, sighting)).collect();
        let impact = told.iter().map(|told| told.impact).max().unwrap_or(Impact::Compatible);
        let worst = told.iter().find(|told| told.impact == impact);
        let mut before: Vec<Source> = Vec::new();
        // The words that are broken come first.
        for source in worst.into_iter().chain(&told).flat_map(|told| &told.before) {
            if !before.contains(source) && before.len() < PLACES {
                before.push(source.clone());
            }
        }
        let at = self.observed.subjects.get(subject).map(|subject| subject.at.clone()).unwrap_or_default();
        let after =
            worst.into_iter().chain(told.iter().filter(|told| !worst.is_some_and(|worst| std::ptr::eq(worst, *told))));
        let after = after.take(PLACES).map(|told| told.sighting.place.source(&quote(&at, told)));
        Change {
            owner: self.owner.into(),
            side: self.side,
            movement,
            impact,
            message: message(&told, self.observed.payloads),
            why: (impact == Impact::Undecided).then(|| "no document says so, only a correction of them".to_owned()),
            witness: worst
                .filter(|_| impact != Impact::Compatible)
                .and_then(|told| told.sighting.witness.as_deref().cloned()),
            lost: None,
            sources: [before, after.collect()],
            at,
        }
    }

    fn told<'s>(&self, subject: usize, kind: &'s Kind, sighting: &'s Sighting) -> Told<'s> {
        let before = self.before(subject, kind);
        let impact = match sighting.witness {
            None => Impact::Compatible,
            Some(_) if before.iter().all(Source::is_overlay) => Impact::Undecided,
            Some(_) => Impact::Breaking,
        };
        Told { impact, sighting, phrase: self.phrase(subject, kind, sighting), before, kind }
    }

    fn phrase(&self, subject: usize, kind: &Kind, sighting: &Sighting) -> String {
        let spot = self.observed.subjects.get(subject).and_then(|subject| subject.spot);
        let documented = &self.observed.documented;
        let example = shown(&sighting.example);
        match kind {
            Kind::Unknown if sighting.witness.is_some() => {
                format!("unknown property where no others are allowed, such as {example}")
            }
            Kind::Unknown => format!("unknown property, such as {example}"),
            Kind::Missing => "required, but missing".into(),
            Kind::Null => "null, which no document allows".into(),
            Kind::Type(kind) => match spot.map(|spot| documented.types(spot)).filter(|types| !types.is_empty()) {
                Some(types) => format!("type {kind}, documented {types}, such as {example}"),
                None => format!("type {kind}, which is not documented, such as {example}"),
            },
            kind if kind.is_rest() => "many other values that are not documented".into(),
            Kind::Value(_) => {
                let known = spot.map(|spot| documented.values(spot)).unwrap_or_default();
                let respelt = spot.and_then(|spot| documented.respelt(spot, &sighting.example));
                let names = self.observed.names(subject);
                let nearest = names.last().copied().unwrap_or_default();
                let owner = self.owner.rsplit('/').next().unwrap_or_default();
                let meant = respelt.or_else(|| spelling::documented(&sighting.example, &known, &[owner, nearest]));
                match meant.and_then(|meant| meant.as_str()) {
                    Some(meant) => format!("spelt {}, documented {meant}", unquoted(&example)),
                    None => format!("value {example} is not documented"),
                }
            }
            Kind::Several => format!("fits several alternatives of which only one may, such as {example}"),
            Kind::Rule(_) => sighting.said.clone(),
        }
    }

    /// The words that are not what was seen.
    fn before(&self, subject: usize, kind: &Kind) -> Vec<Source> {
        let documented = &self.observed.documented;
        let known = self.observed.subjects.get(subject);
        let spot = known.and_then(|subject| subject.spot);
        let above = known.and_then(|subject| self.observed.subjects.get(subject.parent?)?.spot);
        let behind = |spot: Option<usize>, meant: &dyn Fn(&str) -> bool| {
            spot.map(|spot| documented.behind(spot, meant)).unwrap_or_default()
        };
        let first = |keyword: &str, name: &str| keyword.split('/').next() == Some(name);
        let found = match kind {
            Kind::Unknown => behind(above, &|keyword| {
                first(keyword, "additionalProperties") || first(keyword, "unevaluatedProperties")
            }),
            Kind::Missing => {
                let name = known.and_then(|subject| subject.name.as_deref()).unwrap_or_default();
                let exact = behind(above, &|keyword| keyword == format!("required/{name}"));
                if exact.is_empty() { behind(above, &|keyword| keyword == "required") } else { exact }
            }
            Kind::Null | Kind::Type(_) => behind(spot, &|keyword| first(keyword, "type")),
            Kind::Value(_) => behind(spot, &|keyword| {
                ["enum", "const", "x-ringback-open-enum"].iter().any(|name| first(keyword, name))
            }),
            Kind::Several => behind(spot, &|keyword| first(keyword, "oneOf")),
            Kind::Rule(rule) => behind(spot, &|keyword| first(keyword, rule)),
        };
        if !found.is_empty() {
            return found;
        }
        let declares = [spot, above].into_iter().flatten().find_map(|spot| documented.declaring(spot));
        vec![declares.unwrap_or_else(|| self.declared.clone())]
    }
}

/// `unknown property, such as 5 (in 3 of 20 payloads, first at events.jsonl:3)`
fn message(told: &[Told], payloads: u64) -> String {
    let mut phrases = Vec::new();
    let (mut values, mut more) = (0, 0);
    for told in told {
        let is_value = matches!(told.kind, Kind::Value(_));
        values += usize::from(is_value);
        if is_value && values > TOLD {
            more += 1;
            continue;
        }
        let word = if payloads == 1 { "payload" } else { "payloads" };
        let Sighting { count, place, .. } = told.sighting;
        phrases.push(match phrases.is_empty() {
            true => format!("{} (in {count} of {payloads} {word}, first at {place})", told.phrase),
            false => format!("{} (in {count}, first at {place})", told.phrase),
        });
    }
    if more > 0 {
        phrases.push(format!("and {more} more values"));
    }
    phrases.join("; ")
}

/// What stood there first.
fn quote(at: &str, told: &Told) -> String {
    let name = at.rsplit('/').next().unwrap_or_default();
    let example = told.sighting.example.to_string();
    let quote = match &told.sighting.witness {
        // What is missing is seen in the whole.
        Some(whole) if *told.kind == Kind::Missing => whole.to_string(),
        _ if name.is_empty() => example,
        _ => format!("{:?}: {example}", name.replace("~1", "/").replace("~0", "~")),
    };
    match quote.char_indices().nth(QUOTE) {
        Some((at, _)) => format!("{}…", quote.get(..at).unwrap_or_default()),
        None => quote,
    }
}

/// A text as one writes it in a sentence.
fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text)
}
