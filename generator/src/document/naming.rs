//! SDK pages print names in their language's style: `queue_id` and `QueueId` may be `queueId` on the wire. Knows how to
//! tell from what the descriptions of a folder's pages call their properties, and renames only what they prove.

use super::Page;
use crate::{
    clue::{Around, Clue, Content, fold},
    finding::Finding,
    source::Source,
    subject::{Step, Subject},
};
use heck::{ToLowerCamelCase, ToSnakeCase};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

/// Fewer properties that are called by another name prove nothing.
const FEWEST_VOTES: usize = 3;
/// So many times more votes one style needs than all others: prose now and then uses a style of its own.
const OVERWHELMING: usize = 10;
/// Of a hundred names so many must be of one style, or the SDK prints names as they are.
const UNIFORM_PERCENT: usize = 95;
/// How many mentions a finding quotes.
const QUOTED_MENTIONS: usize = 3;

/// How the words of a name are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// `queue_id`
    Snake,
    /// `queueId`
    Camel,
    /// `QueueId`
    Pascal,
}

impl Style {
    /// The style of a name; `None` where one word fits several, or nothing fits.
    fn of(name: &str) -> Option<Self> {
        let first = name.chars().next()?;
        let upper = name.contains(|c: char| c.is_ascii_uppercase());
        let parted = name.contains('_');
        if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') || name.starts_with('_') || name.ends_with('_')
        {
            return None;
        }
        match (upper, parted) {
            (false, true) => Some(Self::Snake),
            (true, false) if first.is_ascii_uppercase() => Some(Self::Pascal),
            (true, false) if first.is_ascii_lowercase() => Some(Self::Camel),
            _ => None,
        }
    }

    /// The name in this style.
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
    /// How the pages print names.
    pub printed: Style,
    /// How they stand on the wire.
    pub wire: Style,
    /// Where descriptions call properties so, one mention a property.
    pub mentions: Vec<Source>,
}

/// What the pages of one folder, read by one flavour, prove; `None` when names stay as printed.
pub fn evidence(pages: &[Page]) -> Option<Evidence> {
    let printed = printed_style(pages)?;
    let mut votes: BTreeMap<Style, BTreeMap<String, Source>> = BTreeMap::new();
    for clue in pages.iter().flat_map(|page| &page.clues) {
        for (_, word) in mentions(clue) {
            if let Some(style) = Style::of(word) {
                votes.entry(style).or_default().entry(fold(word)).or_insert_with(|| clue.source.clone());
            }
        }
    }
    let all: usize = votes.values().map(BTreeMap::len).sum();
    let (wire, mentions) = votes.into_iter().max_by_key(|(_, mentions)| mentions.len())?;
    let against = all - mentions.len();
    let proven = mentions.len() >= FEWEST_VOTES && mentions.len() >= against * OVERWHELMING;
    let mentions = mentions.into_values().take(QUOTED_MENTIONS).collect();
    (proven && wire != printed && wire != Style::Pascal).then_some(Evidence { printed, wire, mentions })
}

/// Gives the properties of a folder's pages the names that stand on the wire, where the descriptions prove them. Every
/// renamed property is a finding.
pub fn rename(pages: &mut [Page]) {
    if let Some(evidence) = evidence(pages) {
        pages.iter_mut().for_each(|page| rename_page(page, &evidence));
    }
}

/// The style that nearly all names of the pages have. One lower-case word is of every style but Pascal.
fn printed_style(pages: &[Page]) -> Option<Style> {
    let names: BTreeSet<(&str, &str)> = declared(pages.iter()).map(|(owner, name, _)| (owner, name)).collect();
    let count = |style| names.iter().filter(|(_, name)| Style::of(name) == Some(style)).count();
    let (style, most) = [Style::Snake, Style::Camel, Style::Pascal]
        .into_iter()
        .map(|style| (style, count(style)))
        .max_by_key(|(_, count)| *count)?;
    let neutral = names.iter().filter(|(_, name)| Style::of(name).is_none()).count();
    let uniform = most + if style == Style::Pascal { 0 } else { neutral };
    (most > 0 && uniform * 100 >= names.len() * UNIFORM_PERCENT).then_some(style)
}

/// The properties that pages declare: type, name and row.
fn declared<'a>(pages: impl Iterator<Item = &'a Page>) -> impl Iterator<Item = (&'a str, &'a str, &'a Clue)> {
    pages.flat_map(|page| &page.clues).filter(|clue| clue.content == Content::Declared).filter_map(|clue| {
        match clue.subject.path.as_slice() {
            [Step::Property(name)] => Some((clue.subject.owner.as_str(), name.as_str(), clue)),
            _ => None,
        }
    })
}

/// The properties that a sentence mentions, as printed and as mentioned. A first word tells nothing by its capital.
fn mentions(clue: &Clue) -> Vec<(&str, &str)> {
    let Content::Sentence(text) = &clue.content else { return Vec::new() };
    let names = clue.around.siblings.iter().chain(&clue.around.children);
    let names: HashMap<String, &str> = names.map(|name| (fold(name), name.as_str())).collect();
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    let told = words.enumerate().filter(|(at, word)| *at > 0 || Style::of(word) != Some(Style::Pascal));
    // A single capitalised word, as in "the Id", is prose.
    let told = told.filter(|(_, word)| Style::of(word).is_some() && word.to_snake_case().contains('_'));
    told.filter_map(|(_, word)| Some((*names.get(&fold(word))?, word))).collect()
}

fn rename_page(page: &mut Page, evidence: &Evidence) {
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
    for (old, new) in &renames {
        let row = declared(std::iter::once(&*page)).find(|(_, name, _)| name == new).map(|(.., clue)| clue);
        let Some(clue) = row else { continue };
        let sources = std::iter::once(&clue.source).chain(&evidence.mentions).cloned().collect();
        let message = format!("printed as `{old}`; descriptions call such properties by names like `{new}`");
        found.push(Finding::new("renamed-property", &clue.subject, message, sources));
    }
    page.findings.extend(found);
}

/// The new names of a page's properties. A mention on the page itself tells the letters, `acceptsSMS`; else the style does.
fn renames(page: &Page, evidence: &Evidence) -> BTreeMap<String, String> {
    let names: BTreeSet<&str> = declared(std::iter::once(page)).map(|(_, name, _)| name).collect();
    let mut mentioned: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for (name, word) in page.clues.iter().flat_map(mentions) {
        if Style::of(word) == Some(evidence.wire) {
            mentioned.entry(name).or_default().insert(word);
        }
    }
    let spelled = |name: &str| match mentioned.get(name).map(|words| words.iter().collect::<Vec<_>>()).as_deref() {
        Some([word]) => (**word).to_owned(),
        _ => evidence.wire.write(name),
    };
    let wanted =
        names.iter().filter(|name| Style::of(name) == Some(evidence.printed)).map(|name| (*name, spelled(name)));
    let wanted: Vec<(&str, String)> = wanted.filter(|(name, new)| name != new).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for new in wanted.iter().map(|(_, new)| new.as_str()).chain(names.iter().copied()) {
        *times.entry(new).or_default() += 1;
    }
    let unique = wanted.iter().filter(|(_, new)| times.get(new.as_str()) == Some(&1));
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
