//! Inline Markdown as a reader sees it: entities decoded, comments dropped, links and emphasis reduced to their text.

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
use std::ops::Range;

/// HTML tags that only style text. Every other `<X>` is text that was not escaped: `List<Segment>`.
const STYLING_TAGS: &str = "a abbr b big blockquote code del div em font h1 h2 h3 h4 i img ins kbd mark p pre s small span strong sub sup table tbody td th thead tr tt u";
/// HTML tags that separate words.
const BREAKING_TAGS: &[&str] = &["br", "hr", "li", "ol", "ul"];
/// The longest name of an HTML entity has 33 bytes with `&` and `;`.
const LONGEST_ENTITY: usize = 33;

/// Text as a reader sees it, and the target of its first link.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InlineText {
    /// The text without markup.
    pub text: String,
    /// The target of the first link: `#StateEnum`, `Segment.html`.
    pub link: Option<String>,
    /// Whether the text being read stands in `<…>` that Markdown took for an autolink.
    in_brackets: bool,
}

impl InlineText {
    /// Adds what a reader sees of an event; the range is where the event stands in the source.
    pub fn push(&mut self, event: &Event, at: &Range<usize>, source: &str) {
        match event {
            Event::Text(text) => self.text.push_str(&unescaped(text, at, source)),
            Event::Code(text) => self.text.push_str(text),
            Event::InlineHtml(html) => self.html(html),
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, .. }) if !is_address(dest_url) => {
                self.text.push('<');
                self.in_brackets = true;
            }
            Event::Start(Tag::Link { dest_url, .. }) if self.link.is_none() => self.link = Some(dest_url.to_string()),
            Event::End(TagEnd::Link) if std::mem::take(&mut self.in_brackets) => self.text.push('>'),
            _ => {} // emphasis and the ends of tags have no text
        }
    }

    /// The same without white space around it.
    pub fn trimmed(self) -> Self {
        Self { text: self.text.trim().to_owned(), ..self }
    }

    fn html(&mut self, html: &str) {
        let name = html.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if html.starts_with("<!--") || STYLING_TAGS.split(' ').any(|tag| tag == name) {
            return;
        }
        self.text.push_str(if BREAKING_TAGS.contains(&name) { " " } else { html });
    }
}

/// Whether an autolink is one: `<models::Segment>` is a type that was not escaped.
fn is_address(link: &str) -> bool {
    link.contains("://") || link.starts_with("mailto:")
}

/// Decodes an entity whose `&` is escaped by a backslash, as in `\&quot;`: templates mean the entity.
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
