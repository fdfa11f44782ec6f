//! SDK reference pages: a model a page, with a table Name | Type | Description | Notes and lists of enum values.

mod block;
mod front_matter;
mod layout;
mod properties;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod values;
mod wire_name;

use super::Page;
use layout::{EnumSection, Layout};
use properties::Property;
use ringback_constraints::clue::{Around, Clue, Column, Content, fold};
use ringback_contract::document::Document;
use ringback_contract::{source::Source, subject::Subject};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use values::{Listed, innermost};

/// Beyond this many properties a table is no model, and siblings are not listed beside each of them.
const MOST_SIBLINGS: usize = 512;
/// A longer cell, or one with more brackets, spells no type.
const LONGEST_SPELLING: usize = 1024;
const MOST_BRACKETS: usize = 32;
/// What a row is called that stands for all names not listed.
const ANY_NAME: &str = "any string name";

/// Whether a document looks like one.
pub(super) fn detect(document: &Document) -> bool {
    let heading = |line: &str| {
        let text = line.trim_start_matches(['#', ' ']).to_ascii_lowercase();
        line.starts_with('#') && (text.trim_end() == "properties" || text.starts_with("enum"))
    };
    if !document.text.lines().any(heading) {
        return false;
    }
    let layout = Layout::of(document);
    !layout.properties.is_empty() || !layout.enums.is_empty()
}

/// The clues of a page.
pub(super) fn read(document: &Document) -> Page {
    let layout = Layout::of(document);
    let mut reader = Reader { document, owner: Subject::of(layout.name.as_str()), page: Page::default() };
    for (kind, message, words) in &layout.oddities {
        let source = Source { document: document.path.into(), lines: words.lines, quote: words.text.clone() };
        reader.page.finding(kind, &reader.owner, *message, source);
    }
    if layout.is_model() {
        reader.model(&layout);
    }
    reader.page
}

struct Reader<'a> {
    document: &'a Document<'a>,
    owner: Subject,
    page: Page,
}

impl Reader<'_> {
    fn model(&mut self, layout: &Layout) {
        let properties = self.distinct(properties::properties(&layout.properties));
        let names: Vec<String> = properties.iter().map(|property| property.name.clone()).collect();
        let listed = names.len() <= MOST_SIBLINGS;
        let source = self.source([layout.name_line; 2], &layout.name);
        if !listed {
            let message = format!("{} properties; sentences that name others are not understood", names.len());
            self.page.finding("many-properties", &self.owner, message, source.clone());
        }
        let siblings = if listed { names } else { Vec::new() };
        let around = Arc::new(Around { children: siblings.clone(), ..Around::default() });
        let owner = self.owner.clone();
        self.page.clue(&owner, Content::Declared, source, &around);
        for words in &layout.about {
            let source = self.source(words.lines, &words.text);
            self.page.prose(&owner, &words.text, &source, &around);
        }
        let enums: Vec<Listed> = layout.enums.iter().map(|section| self.listed(section)).collect();
        let mut targets = Targets::new(&layout.enums);
        for property in &properties {
            let values = targets.of(property).and_then(|index| enums.get(index));
            self.property(property, values, &siblings);
        }
        for (index, (section, values)) in layout.enums.iter().zip(&enums).enumerate() {
            let own = layout.properties_heading.is_none()
                && (section.name.is_empty() || fold(&section.name) == fold(&owner.owner));
            if own && !values.is_empty() {
                let (spelling, content) = values.content();
                let source = self.source(values.lines, &values.quote);
                self.page.clue(&owner, Content::Cell(Column::Type, spelling.into()), source.clone(), &around);
                self.page.clue(&owner, content, source, &around);
            } else if !own && !targets.used.contains(&index) {
                let message = "no property of the page has these values";
                self.page.finding("unreferenced-enum", &owner, message, self.source([section.line; 2], &section.name));
            }
        }
    }

    /// The rows that are properties, each name once.
    fn distinct(&mut self, properties: Vec<Property>) -> Vec<Property> {
        let mut seen = HashSet::new();
        let mut distinct = Vec::new();
        for property in properties {
            let subject = self.owner.property(property.name.as_str());
            let source = self.source([property.line; 2], &property.quote);
            for (kind, message) in &property.oddities {
                self.page.finding(kind, &subject, message.as_str(), source.clone());
            }
            if property.name.is_empty() {
                self.page.finding("empty-property-name", &self.owner, "a row without a name was left out", source);
            } else if property.name == ANY_NAME {
                let message = "the row stands for all names that are not listed; it is no property";
                self.page.finding("any-name-row", &self.owner, message, source);
            } else if seen.insert(property.name.clone()) {
                distinct.push(property);
            } else {
                let message = format!("`{}` stands here a second time; the first row was read", property.name);
                self.page.finding("duplicate-property", &subject, message, source);
            }
        }
        distinct
    }

    fn property(&mut self, property: &Property, values: Option<&Listed>, siblings: &[String]) {
        let subject = self.owner.property(property.name.as_str());
        let source = self.source([property.line; 2], &property.quote);
        let notes = property.notes.as_deref();
        let (notes, noted) = match notes.and_then(|notes| Listed::in_notes(notes, property.line)) {
            Some((marks, listed)) => (Some(marks), Some(listed)),
            None => (notes, None),
        };
        let around = Arc::new(Around {
            siblings: siblings.to_vec(),
            children: Vec::new(),
            spelling: property.spelling.clone(),
            notes: notes.unwrap_or_default().to_owned(),
        });
        self.page.clue(&subject, Content::Declared, source.clone(), &around);
        if property.name == "additionalProperties" {
            let message = "a property of this name, not the keyword of JSON Schema";
            self.page.finding("additional-properties-row", &subject, message, source.clone());
        }
        let brackets = property.spelling.chars().filter(|c| matches!(c, '<' | '[' | '(' | '{' | '?' | '*')).count();
        if property.spelling.len() > LONGEST_SPELLING || brackets > MOST_BRACKETS {
            self.page.finding("unreadable-type", &subject, "this spells no type", source.quoting(""));
        } else {
            self.spelled(&subject, property, values.or(noted.as_ref()), &source, &around);
        }
        if let Some(notes) = notes {
            let content = Content::Cell(Column::Notes, notes.into());
            self.page.clue(&subject, content, source.quoting(property.notes.as_deref().unwrap_or_default()), &around);
        }
        self.page.prose(&subject, &property.description, &source, &around);
    }

    /// The type, and the values it allows; a list's values are those of its elements.
    fn spelled(
        &mut self,
        at: &Subject,
        property: &Property,
        values: Option<&Listed>,
        row: &Source,
        around: &Arc<Around>,
    ) {
        let source = row.quoting(property.spelling.as_str());
        let Some(values) = values.filter(|values| !values.is_empty()) else {
            self.page.clue(at, Content::Cell(Column::Type, property.spelling.clone()), source, around);
            return;
        };
        let (steps, inner) = innermost(&property.spelling);
        let (spelling, content) = values.content();
        let (before, after) = property.spelling.rsplit_once(&inner).unwrap_or_default();
        let spelled = format!("{before}{spelling}{after}");
        self.page.clue(at, Content::Cell(Column::Type, spelled), source, around);
        let place = steps.into_iter().fold(at.clone(), |place, step| place.join(step));
        let source = self.source(values.lines, &values.quote);
        self.page.clues.push(Clue { subject: place, content, source, around: around.clone() });
    }

    /// The values of a section, as far as it tells which they are.
    fn listed(&mut self, section: &EnumSection) -> Listed {
        let listed = Listed::in_section(section);
        let quote = if listed.quote.is_empty() { "Enum" } else { &listed.quote };
        let source = self.source(listed.lines, quote);
        if listed.unread > 0 {
            let message = format!("{} items show no value", listed.unread);
            self.page.finding("unread-enum-item", &self.owner, message, source.clone());
        }
        if listed.is_empty() {
            self.page.finding("empty-enum", &self.owner, "an enum without values; any value is allowed", source);
        } else if section.unquoted && listed.numbers().is_some() {
            let message = "numbers, or text of digits: the page does not tell; any value is allowed";
            self.page.finding("ambiguous-enum", &self.owner, message, source);
            return Listed::default();
        }
        listed
    }

    fn source(&self, lines: [u32; 2], quote: &str) -> Source {
        Source { document: self.document.path.into(), lines, quote: quote.into() }
    }
}

/// Which enum section a property's type leads to.
struct Targets {
    by_name: HashMap<String, usize>,
    used: HashSet<usize>,
}

impl Targets {
    fn new(enums: &[EnumSection]) -> Self {
        let mut by_name = HashMap::new();
        for (index, section) in enums.iter().enumerate().filter(|(_, section)| !section.name.is_empty()) {
            by_name.entry(fold(&section.name)).or_insert(index);
        }
        Self { by_name, used: HashSet::new() }
    }

    /// By the link `#StateEnum` or `#Enum--StateEnum`; without a link by the name: `state` has `StateEnum`.
    fn of(&mut self, property: &Property) -> Option<usize> {
        let index = match &property.link {
            Some(link) => {
                let anchor = fold(link.strip_prefix('#')?);
                let bare = anchor.strip_prefix("enum").unwrap_or_default();
                self.by_name.get(&anchor).or_else(|| self.by_name.get(bare))
            }
            None => {
                let name = fold(&property.printed);
                self.by_name.get(&format!("{name}enum")).or_else(|| self.by_name.get(&name))
            }
        };
        let index = index.copied()?;
        self.used.insert(index);
        Some(index)
    }
}
