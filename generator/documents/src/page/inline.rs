//! The text of a line, cell or paragraph as a reader sees it: entities decoded, comments dropped, links and emphasis reduced
//! to their text, and remembered.

use super::table::Table;
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
    /// How many bytes at the beginning are bold or code.
    pub head: usize,
    /// Where lines begin after the first, as offsets in the text.
    pub breaks: Vec<usize>,
    /// How far the text is indented by blanks that stay blanks: how many of them, or pixels in a style.
    pub indent: usize,
    /// How many bytes are the text of links.
    pub linked: usize,
    /// Names of anchors in the text, `<a name="x">`.
    pub anchors: Vec<String>,
    /// Tables inside the text, which only cells of HTML tables have.
    pub tables: Vec<Table>,
    /// Whether the text being read stands in `<…>` that Markdown took for an autolink.
    in_brackets: bool,
    /// Whether the text began with bold type that is not closed yet.
    in_head: bool,
    /// Where the text of the open link begins.
    link_start: Option<usize>,
}

impl InlineText {
    /// A text without markup.
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    /// Adds what a reader sees of an event; the range is where the event stands in the source.
    pub fn push(&mut self, event: &Event, at: &Range<usize>, source: &str) {
        match event {
            Event::Text(text) => self.text.push_str(&unescaped(text, at, source)),
            Event::Code(text) => {
                self.begin_head();
                self.code(text);
                self.end_head();
            }
            Event::InlineHtml(html) => self.html(html),
            Event::SoftBreak => {
                self.text.push(' ');
                self.breaks.push(self.text.len());
            }
            Event::HardBreak => self.line_break(),
            Event::Start(Tag::Strong) => self.begin_head(),
            Event::End(TagEnd::Strong) => self.end_head(),
            Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, .. }) if !is_address(dest_url) => {
                self.text.push('<');
                self.in_brackets = true;
            }
            Event::Start(Tag::Link { dest_url, .. }) => self.begin_link(dest_url),
            Event::End(TagEnd::Link) if std::mem::take(&mut self.in_brackets) => self.text.push('>'),
            Event::End(TagEnd::Link) => self.end_link(),
            _ => {} // emphasis and the ends of tags have no text
        }
    }

    /// Notes that bold type or code begins here.
    pub fn begin_head(&mut self) {
        self.in_head |= self.text.trim().is_empty();
    }

    /// Notes that bold type or code ends here.
    pub fn end_head(&mut self) {
        if std::mem::take(&mut self.in_head) {
            self.head = self.text.len();
        }
    }

    /// Notes that a link begins here.
    pub fn begin_link(&mut self, target: &str) {
        self.link.get_or_insert_with(|| target.to_owned());
        self.link_start = Some(self.text.len());
    }

    /// Notes that a link ends here.
    pub fn end_link(&mut self) {
        if let Some(start) = self.link_start.take() {
            self.linked += self.text.len().saturating_sub(start);
        }
    }

    /// Adds code, which keeps its marks: they quote it.
    fn code(&mut self, text: &str) {
        let is_marked = !text.contains('`') && !text.trim().is_empty();
        self.text.push_str(if is_marked { "`" } else { "" });
        self.text.push_str(text);
        self.text.push_str(if is_marked { "`" } else { "" });
    }

    /// Adds a line break that a reader sees.
    pub fn line_break(&mut self) {
        self.text.push('\n');
        self.breaks.push(self.text.len());
    }

    /// The same without white space around it.
    pub fn trimmed(self) -> Self {
        let start = self.text.len() - self.text.trim_start().len();
        let blanks = self.text.get(..start).unwrap_or_default().chars().filter(|c| !c.is_ascii_whitespace()).count();
        let text = self.text.trim().to_owned();
        let within = |at: usize| at.saturating_sub(start).min(text.len());
        let breaks = self.breaks.iter().map(|at| within(*at)).filter(|at| *at > 0 && *at < text.len()).collect();
        Self { head: within(self.head), indent: self.indent + blanks, breaks, text, ..self }
    }

    /// Whether links make up all of it but marks between them.
    pub fn is_links(&self) -> bool {
        self.linked > 0 && {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
            letters(&self.text) <= self.linked && self.linked * 2 > self.text.len()
        }
    }

    fn html(&mut self, html: &str) {
        let name = html.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if html.starts_with("<!--") || STYLING_TAGS.split(' ').any(|tag| tag == name) {
            match name {
                "code" if html.starts_with("</") => {
                    self.text.push('`');
                    self.end_head();
                }
                "code" => {
                    self.begin_head();
                    self.text.push('`');
                }
                "b" | "strong" if html.starts_with("</") => self.end_head(),
                "b" | "strong" => self.begin_head(),
                "a" => self.anchors.extend(attribute(html, "name").or_else(|| attribute(html, "id"))),
                _ => {}
            }
            return;
        }
        if BREAKING_TAGS.contains(&name) {
            self.line_break();
        } else {
            self.text.push_str(html);
        }
    }
}

/// The value of an attribute in a tag as it is written.
fn attribute(html: &str, name: &str) -> Option<String> {
    let rest = html.split_once(&format!("{name}=")).map(|(_, rest)| rest)?;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest.get(1..)?.split_once(quote).map(|(value, _)| value.to_owned())
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
