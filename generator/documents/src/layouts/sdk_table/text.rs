//! What a reader sees of a stretch of markdown: entities decoded, comments gone, links and emphasis reduced to words.

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
use std::ops::Range;

/// Tags that only dress text. Every other `<X>` is text that was not escaped: `List<Segment>`.
const DRESS: &str = "a abbr b big blockquote code del div em font h1 h2 h3 h4 i img ins kbd mark p pre s small span strong sub sup table tbody td th thead tr tt u";
/// Tags that part words.
const BREAKS: &[&str] = &["br", "hr", "li", "ol", "ul"];
/// The longest name of an HTML entity has 33 bytes with `&` and `;`.
const LONGEST_ENTITY: usize = 33;

/// Words as a reader sees them, and where their first link leads.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Text {
    /// The words.
    pub(super) words: String,
    /// Target of the first link: `#StateEnum`, `Segment.html`.
    pub(super) link: Option<String>,
    /// Whether what is being read stands in brackets that markdown took for those of an address.
    bracketed: bool,
}

impl Text {
    /// Adds what a reader sees of an event that stands at a range of the source.
    pub(super) fn push(&mut self, event: &Event, at: &Range<usize>, source: &str) {
        match event {
            Event::Text(text) => self.words.push_str(&unescaped(text, at, source)),
            Event::Code(text) => self.words.push_str(text),
            Event::InlineHtml(html) => self.html(html),
            Event::SoftBreak | Event::HardBreak => self.words.push(' '),
            Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, .. }) if !is_address(dest_url) => {
                self.words.push('<');
                self.bracketed = true;
            }
            Event::Start(Tag::Link { dest_url, .. }) if self.link.is_none() => self.link = Some(dest_url.to_string()),
            Event::End(TagEnd::Link) if std::mem::take(&mut self.bracketed) => self.words.push('>'),
            _ => {} // emphasis and the ends of tags: no words
        }
    }

    /// The same without white space around it.
    pub(super) fn trimmed(self) -> Self {
        Self { words: self.words.trim().to_owned(), ..self }
    }

    fn html(&mut self, html: &str) {
        let name = html.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if html.starts_with("<!--") || DRESS.split(' ').any(|tag| tag == name) {
            return;
        }
        self.words.push_str(if BREAKS.contains(&name) { " " } else { html });
    }
}

/// Whether an unadorned link is one; `<models::Segment>` is a type that was not escaped.
fn is_address(link: &str) -> bool {
    link.contains("://") || link.starts_with("mailto:")
}

/// Text whose `&` was escaped by a backslash, as in `\&quot;`: templates mean the entity, so it is decoded after all.
fn unescaped(text: &str, at: &Range<usize>, source: &str) -> String {
    let escaped = source.get(..at.start).is_some_and(|before| before.ends_with('\\'));
    let end = text.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';').map(|end| end + 1);
    match end.and_then(|end| text.split_at_checked(end)) {
        Some((entity, rest)) if escaped && entity.starts_with('&') => decode(entity) + rest,
        _ => text.to_owned(),
    }
}

fn decode(entity: &str) -> String {
    Parser::new(entity)
        .filter_map(|event| match event {
            Event::Text(text) => Some(text.to_string()),
            _ => None,
        })
        .collect()
}
