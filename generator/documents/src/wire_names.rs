//! Finds out what properties are called on the wire when SDK pages print them in the style of a language: `queue_id` or
//! `QueueId` for `queueId`.
//!
//! The evidence is how descriptions on the pages of a folder call properties. Only what it proves is renamed.

use crate::page::PageClues;
use heck::{ToLowerCamelCase, ToSnakeCase};
use ringback_constraints::clue::{Around, Clue, Content};
use ringback_contract::{
    finding::Finding,
    name::fold,
    provenance::Source,
    subject::{Step, Subject},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

/// At least this many properties have to be mentioned in the other style.
const MIN_MENTIONS: usize = 3;
/// One style needs this many times as many mentions as all others: prose now and then uses a style of its own.
const MIN_RATIO: usize = 10;
/// This percentage of the printed names must have one style; otherwise the SDK prints names as they are on the wire.
const UNIFORM_PERCENT: usize = 95;
/// A finding quotes at most this many mentions.
const QUOTED_MENTIONS: usize = 3;

/// The style of a name: how its words are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameStyle {
    /// Lower case with underscores: `queue_id`.
    Snake,
    /// Each word but the first capitalised: `queueId`.
    Camel,
    /// Each word capitalised: `QueueId`.
    Pascal,
}

impl NameStyle {
    /// The style of a name; `None` when it has none of them, or fits several because it is one word.
    fn of(name: &str) -> Option<Self> {
        let first = name.chars().next()?;
        let upper = name.contains(|c: char| c.is_ascii_uppercase());
        let has_separator = name.contains('_');
        if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') || name.starts_with('_') || name.ends_with('_')
        {
            return None;
        }
        match (upper, has_separator) {
            (false, true) => Some(Self::Snake),
            (true, false) if first.is_ascii_uppercase() => Some(Self::Pascal),
            (true, false) if first.is_ascii_lowercase() => Some(Self::Camel),
            _ => None,
        }
    }

    /// The name in this style; as it is if it has no style of its own.
    fn write(self, name: &str) -> String {
        match (self, Self::of(name)) {
            (Self::Camel, Some(Self::Snake)) => name.to_lower_camel_case(),
            (Self::Camel, Some(Self::Pascal)) => {
                let mut chars = name.chars();
                chars.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(chars).collect()
            }
            (Self::Snake, Some(_)) => name.to_snake_case(),
            _ => name.to_owned(),
        }
    }
}

/// What the descriptions of a folder prove about its names.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The style in which the pages print names.
    pub printed: NameStyle,
    /// The style that they have on the wire.
    pub wire: NameStyle,
    /// Where descriptions use the style of the wire; one mention per property.
    pub mentions: Vec<Source>,
}

/// What the pages of a folder show of names, gathered page by page.
#[derive(Default)]
pub struct ShownNames {
    /// Which names of which types were counted, as hashes: a folder has hundreds of thousands.
    counted: HashSet<u64>,
    /// How many printed names have each style, and how many have none.
    printed: BTreeMap<Option<NameStyle>, usize>,
    mentions: BTreeMap<NameStyle, BTreeMap<String, Source>>,
    /// Whether a page is of a language that capitalises all names.
    is_capitalising: bool,
}

/// How the names on the pages of a folder stand to those on the wire.
pub enum WireNames {
    /// They are the same, as far as anybody can tell.
    AsPrinted,
    /// Descriptions prove another style.
    Proven(Evidence),
    /// The language capitalises all names, and nothing shows what they are on the wire.
    Unknown,
}

impl ShownNames {
    /// Notes the names that a page prints and mentions.
    pub fn add(&mut self, page: &PageClues) {
        for (owner, name, _) in declared(std::iter::once(page)) {
            let mut hasher = DefaultHasher::new();
            (owner, name).hash(&mut hasher);
            if self.counted.insert(hasher.finish()) {
                *self.printed.entry(NameStyle::of(name)).or_default() += 1;
            }
        }
        for clue in &page.clues {
            for (_, word) in mentions(clue) {
                if let Some(style) = NameStyle::of(word) {
                    let known = self.mentions.entry(style).or_default();
                    known.entry(fold(word)).or_insert_with(|| clue.source.clone());
                }
            }
        }
        self.is_capitalising |= page.language.is_some_and(|language| CAPITALISING.contains(&language.name()));
    }

    /// What all pages together prove.
    pub fn wire_names(&self) -> WireNames {
        match self.evidence() {
            Some(evidence) => WireNames::Proven(evidence),
            None if self.is_capitalising && self.printed_style() == Some(NameStyle::Pascal) => WireNames::Unknown,
            None => WireNames::AsPrinted,
        }
    }

    fn evidence(&self) -> Option<Evidence> {
        let printed = self.printed_style()?;
        // A capitalised name may also be a type or a field of the server's language, so it only counts against.
        let capitalised = self.mentions.get(&NameStyle::Pascal).map_or(0, BTreeMap::len);
        let others = || self.mentions.iter().filter(|(style, _)| **style != NameStyle::Pascal);
        let all: usize = others().map(|(_, mentions)| mentions.len()).sum();
        let (wire, mentions) = others().max_by_key(|(_, mentions)| mentions.len())?;
        let against = all - mentions.len();
        let is_clear = mentions.len() >= against * MIN_RATIO && mentions.len() > capitalised;
        let is_proven = mentions.len() >= MIN_MENTIONS && is_clear;
        let quoted = mentions.values().take(QUOTED_MENTIONS).cloned().collect();
        (is_proven && *wire != printed).then_some(Evidence { printed, wire: *wire, mentions: quoted })
    }

    /// The style of nearly all names on the pages. A single lower-case word fits every style but Pascal.
    fn printed_style(&self) -> Option<NameStyle> {
        let count = |style: Option<NameStyle>| self.printed.get(&style).copied().unwrap_or_default();
        let (style, most) = [NameStyle::Snake, NameStyle::Camel, NameStyle::Pascal]
            .into_iter()
            .map(|style| (style, count(Some(style))))
            .max_by_key(|(_, count)| *count)?;
        let uniform = most + if style == NameStyle::Pascal { 0 } else { count(None) };
        let names: usize = self.printed.values().sum();
        (most > 0 && uniform * 100 >= names * UNIFORM_PERCENT).then_some(style)
    }
}

impl WireNames {
    /// Renames the properties of a page to the names on the wire, where descriptions prove them; each becomes a finding. Where
    /// nothing shows what the names are, that becomes one.
    pub fn apply(&self, page: &mut PageClues) {
        match self {
            Self::AsPrinted => {}
            Self::Proven(evidence) => rename_page(page, evidence),
            Self::Unknown => say_unknown(page),
        }
    }
}

/// Says of a page that the names on the wire are unknown.
fn say_unknown(page: &mut PageClues) {
    let first = declared(std::iter::once(&*page)).map(|(_, name, clue)| (name.to_owned(), clue.clone())).next();
    let Some((name, clue)) = first else { return };
    let owner = Subject::of(clue.subject.owner.clone());
    let message = format!(
        "names such as `{name}` are those of the language, which capitalises all; what they are on the wire no page of the folder shows"
    );
    page.findings.push(Finding::new("unknown-wire-names", &owner, message, vec![clue.source]));
}

/// Languages in which all fields begin with a capital.
const CAPITALISING: &[&str] = &["go", "csharp", "powershell"];

/// The properties that pages declare: the name of the type, the name of the property, and its clue.
fn declared<'a>(pages: impl Iterator<Item = &'a PageClues>) -> impl Iterator<Item = (&'a str, &'a str, &'a Clue)> {
    pages.flat_map(|page| &page.clues).filter(|clue| clue.content == Content::Declared).filter_map(|clue| {
        match clue.subject.path.as_slice() {
            [Step::Property(name)] => Some((clue.subject.owner.as_str(), name.as_str(), clue)),
            _ => None,
        }
    })
}

/// The properties that a sentence mentions, each as printed and as mentioned. The first word of a sentence does not count
/// as Pascal: it is capitalised anyway.
fn mentions(clue: &Clue) -> Vec<(&str, &str)> {
    let Content::Sentence(text) = &clue.content else { return Vec::new() };
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    let words = words.enumerate().filter(|(at, word)| *at > 0 || NameStyle::of(word) != Some(NameStyle::Pascal));
    // A single capitalised word, as in "the Id", is prose.
    let candidates: Vec<&str> = words
        .map(|(_, word)| word)
        .filter(|word| NameStyle::of(word).is_some() && word.to_snake_case().contains('_'))
        .collect();
    if candidates.is_empty() {
        return Vec::new();
    }
    let names = clue.around.siblings.iter().chain(&clue.around.children);
    let names: HashMap<String, &str> = names.map(|name| (fold(name), name.as_str())).collect();
    candidates.into_iter().filter_map(|word| Some((*names.get(&fold(word))?, word))).collect()
}

fn rename_page(page: &mut PageClues, evidence: &Evidence) {
    let renames = renames(page, evidence);
    let mut last: Option<(Arc<Around>, Arc<Around>)> = None;
    for clue in &mut page.clues {
        rename_subject(&mut clue.subject, &renames);
        let known = last.as_ref().filter(|(old, _)| Arc::ptr_eq(old, &clue.around)).map(|(_, new)| new.clone());
        let new = known.unwrap_or_else(|| Arc::new(rename_around(&clue.around, &renames)));
        last = Some((std::mem::replace(&mut clue.around, new.clone()), new));
    }
    for finding in &mut page.findings {
        rename_subject(&mut finding.subject, &renames);
        *finding = Finding::new(finding.kind(), &finding.subject, &finding.message, finding.sources.clone());
    }
    let mut found = Vec::new();
    let rows: HashMap<&str, &Clue> = declared(std::iter::once(&*page)).map(|(_, name, clue)| (name, clue)).collect();
    for (old, new) in &renames {
        let Some(clue) = rows.get(new.as_str()) else { continue };
        let sources = std::iter::once(&clue.source).chain(&evidence.mentions).cloned().collect();
        let message = format!("printed as `{old}`; descriptions call such properties by names like `{new}`");
        found.push(Finding::new("renamed-property", &clue.subject, message, sources));
    }
    page.findings.extend(found);
}

/// The new names of a page's properties by their printed names. A mention on the page itself gives the exact spelling,
/// `acceptsSMS`; otherwise the style does.
fn renames(page: &PageClues, evidence: &Evidence) -> BTreeMap<String, String> {
    let names: BTreeSet<&str> = declared(std::iter::once(page)).map(|(_, name, _)| name).collect();
    let mut mentioned: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for (name, word) in page.clues.iter().flat_map(mentions) {
        if NameStyle::of(word) == Some(evidence.wire) {
            mentioned.entry(name).or_default().insert(word);
        }
    }
    let wire_name = |name: &str| match mentioned.get(name).map(|words| words.iter().collect::<Vec<_>>()).as_deref() {
        Some([word]) => (**word).to_owned(),
        _ => evidence.wire.write(name),
    };
    let wanted =
        names.iter().filter(|name| NameStyle::of(name) == Some(evidence.printed)).map(|name| (*name, wire_name(name)));
    let wanted: Vec<(&str, String)> = wanted.filter(|(name, new)| name != new).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for new in wanted.iter().map(|(_, new)| new.as_str()).chain(names.iter().copied()) {
        *counts.entry(new).or_default() += 1;
    }
    let unique = wanted.iter().filter(|(_, new)| counts.get(new.as_str()) == Some(&1));
    unique.map(|(name, new)| ((*name).to_owned(), new.clone())).collect()
}

fn rename_subject(subject: &mut Subject, renames: &BTreeMap<String, String>) {
    if let Some(Step::Property(name)) = subject.path.first_mut()
        && let Some(new) = renames.get(name)
    {
        name.clone_from(new);
    }
}

fn rename_around(around: &Around, renames: &BTreeMap<String, String>) -> Around {
    let renamed = |names: &[String]| names.iter().map(|name| renames.get(name).unwrap_or(name).clone()).collect();
    Around { siblings: renamed(&around.siblings), children: renamed(&around.children), ..around.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{layouts::by_name, page::ParsedPage};
    use ringback_contract::document::Document;

    /// Pages with a row for each printed name and its description.
    fn pages(tables: &[&[(&str, &str)]]) -> Vec<PageClues> {
        let layout = by_name("sdk-table").unwrap();
        let page = |(index, rows): (usize, &&[(&str, &str)])| {
            let rows: String = rows.iter().map(|(name, text)| format!("| {name} | String | {text} | |\n")).collect();
            let text = format!("# T{index}\n## Properties\n|Name|Type|Description|Notes|\n|-|-|-|-|\n{rows}");
            (layout.read)(ParsedPage::of(Document { path: "documents/T.md", text: &text }))
        };
        tables.iter().enumerate().map(page).collect()
    }

    fn rename(pages: &mut [PageClues]) {
        let mut shown = ShownNames::default();
        pages.iter().for_each(|page| shown.add(page));
        let names = shown.wire_names();
        pages.iter_mut().for_each(|page| names.apply(page));
    }

    fn names(pages: &[PageClues]) -> Vec<&str> {
        declared(pages.iter()).map(|(_, name, _)| name).collect()
    }

    #[test]
    fn descriptions_prove_how_names_stand_on_the_wire() {
        let snake = ("x", "Give queue_id, script_id or user_id.");
        let camel = ("x", "Give queueId, scriptId or userId.");
        for (printed, mention, expected) in [
            (["queue_id", "script_id", "user_id"], camel, Some(["queueId", "scriptId", "userId"])),
            (["QueueId", "ScriptId", "UserId"], camel, Some(["queueId", "scriptId", "userId"])),
            (["QueueId", "ScriptId", "UserId"], snake, Some(["queue_id", "script_id", "user_id"])),
            (["queueId", "scriptId", "userId"], snake, Some(["queue_id", "script_id", "user_id"])),
            (["queue_id", "script_id", "user_id"], snake, None),
            (["queueId", "scriptId", "userId"], camel, None),
            (["queue_id", "script_id", "user_id"], ("x", "Give queueId or scriptId."), None),
            (["queue_id", "script_id", "user_id"], ("x", "Give queueId, scriptId, userId or user_id."), None),
            (["QueueId", "ScriptId", "UserId"], ("x", "Give the QueueId, ScriptId or UserId."), None),
            (["queue_id", "script_id", "userID"], camel, None),
            (["queue_id", "script_id", "user_id"], ("x", "Give otherId, thatId or thisId."), None),
        ] {
            let mention = if printed[0].starts_with('Q') { ("X", mention.1) } else { mention };
            let rows: Vec<(&str, &str)> = printed.iter().map(|name| (*name, "")).chain([mention]).collect();
            let mut pages = pages(&[&rows]);
            rename(&mut pages);
            assert_eq!(names(&pages)[..3], expected.unwrap_or(printed), "{printed:?} {mention:?}");
            let found = pages[0].findings.iter().filter(|finding| finding.kind() == "renamed-property").count();
            let upper = usize::from(mention.0 == "X");
            assert_eq!(found, if expected.is_some() { 3 + upper } else { 0 }, "{printed:?} {mention:?}");
        }
    }

    #[test]
    fn a_renamed_property_is_renamed_wherever_it_is_spoken_of() {
        let text = "Give queueId, scriptId, userId or acceptsSMS.";
        let rows = [("queue_id", text), ("script_id", ""), ("user_id", ""), ("accepts_sms", ""), ("page_size", "")];
        let mut pages = pages(&[&rows, &[("page_size", ""), ("page__size", "")]]);
        rename(&mut pages);
        let siblings = ["queueId", "scriptId", "userId", "acceptsSMS", "pageSize"];
        assert_eq!(pages[0].clues[0].around.children, siblings);
        assert!(pages[0].clues[1..].iter().all(|clue| clue.around.siblings == siblings));
        assert!(pages[0].clues.iter().all(|clue| clue.subject.name().is_none_or(|name| siblings.contains(&name))));
        let finding = &pages[0].findings[0];
        assert_eq!(finding.id, "renamed-property/T0/acceptsSMS");
        assert_eq!(&*finding.sources[1].quote, text);
        assert_eq!(&*finding.sources[0].quote, "accepts_sms | String |  | ");
        // Two names that would become one stay two.
        assert_eq!(names(&pages[1..]), ["page_size", "page__size"]);
    }
}
