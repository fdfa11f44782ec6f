//! A Markdown page as headings with the paragraphs, list items and code blocks below them.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};
use std::ops::Range;

/// A heading and what stands below it; the first section of a page may have none.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Section {
    /// The heading as a reader sees it.
    pub(super) heading: String,
    /// Whether it is the page's title.
    pub(super) title: bool,
    /// How deep the heading stands: 1 for `#`; 0 without one.
    pub(super) level: usize,
    /// Where the heading stands.
    pub(super) range: Range<usize>,
    /// What stands below it.
    pub(super) blocks: Vec<Block>,
}

/// A paragraph, list item or code block.
#[derive(Debug, PartialEq)]
pub(super) struct Block {
    /// The words as a reader sees them; of code, as written.
    pub(super) text: String,
    /// Where they stand.
    pub(super) range: Range<usize>,
    /// For code, whether a fence or indentation ends it; a paragraph is `None`.
    pub(super) code: Option<Code>,
}

/// How a code block ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Code {
    /// As it should.
    Closed,
    /// With the page: its fence is never closed.
    Unclosed,
}

/// The sections of a page, in order; anchors and other tags are dropped, escapes undone.
pub(super) fn sections(text: &str) -> Vec<Section> {
    let mut outline = Outline { text, sections: vec![Section::default()], words: String::new(), range: None };
    let mut code: Option<(Range<usize>, bool)> = None;
    let mut heading = false;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                outline.flush();
                code = Some((range, matches!(kind, CodeBlockKind::Fenced(_))));
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((whole, fenced)) = code.take() {
                    outline.code(&whole, fenced);
                }
            }
            Event::Start(Tag::Heading { level, .. }) => {
                outline.flush();
                heading = true;
                let first = outline.sections.iter().all(|section| !section.title);
                let title = first && (level == HeadingLevel::H1 || outline.sections.len() == 1);
                outline.sections.push(Section { title, level: level as usize, range, ..Section::default() });
            }
            Event::End(TagEnd::Heading(_)) => {
                heading = false;
                outline.head();
            }
            Event::Text(words) if code.is_some() => outline.add(&words, range),
            Event::Text(words) | Event::Code(words) => outline.add(&words, range),
            Event::SoftBreak | Event::HardBreak => outline.add(" ", range),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::List(_) | Tag::BlockQuote(_) | Tag::HtmlBlock)
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::HtmlBlock)
                if !heading =>
            {
                outline.flush();
            }
            _ => {}
        }
    }
    outline.flush();
    outline.sections
}

struct Outline<'a> {
    text: &'a str,
    sections: Vec<Section>,
    words: String,
    range: Option<Range<usize>>,
}

impl Outline<'_> {
    fn add(&mut self, words: &str, range: Range<usize>) {
        self.words.push_str(words);
        let start = self.range.as_ref().map_or(range.start, |known| known.start);
        self.range = Some(start..range.end);
    }

    fn take(&mut self) -> (String, Option<Range<usize>>) {
        (std::mem::take(&mut self.words), self.range.take())
    }

    fn head(&mut self) {
        let (words, range) = self.take();
        if let Some(section) = self.sections.last_mut() {
            section.heading = words.split_whitespace().collect::<Vec<_>>().join(" ");
            section.range = range.unwrap_or(section.range.clone());
        }
    }

    fn flush(&mut self) {
        let (words, range) = self.take();
        let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if let (Some(range), Some(section), false) = (range, self.sections.last_mut(), text.is_empty()) {
            section.blocks.push(Block { text, range, code: None });
        }
    }

    fn code(&mut self, whole: &Range<usize>, fenced: bool) {
        let (text, range) = self.take();
        let range = range.unwrap_or(whole.start..whole.start);
        let below = self.text.get(range.end.max(whole.start + 1)..whole.end).unwrap_or_default();
        let closed = !fenced || below.contains("```") || below.contains("~~~");
        let code = Some(if closed { Code::Closed } else { Code::Unclosed });
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(Block { text, range, code });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_seen_as_its_reader_sees_it() {
        let page = "# RingBell<a name=\"ring\"></a>\n<a name=\"x\"></a>\n\nRings \\(once\\)\\.\nThen stops\\.\n\n\
            ## Errors<a name=\"e\"></a>\n+ Jammed \\- [stuck](stuck.md)\\.\n+ **Lost**\n\n  Quite.\n";
        let sections = sections(page);
        let seen: Vec<(&str, Vec<&str>)> =
            sections.iter().map(|s| (&*s.heading, s.blocks.iter().map(|b| &*b.text).collect())).collect();
        assert_eq!(
            seen,
            [
                ("", vec![]),
                ("RingBell", vec!["Rings (once). Then stops."]),
                ("Errors", vec!["Jammed - stuck.", "Lost", "Quite."]),
            ]
        );
        assert_eq!(sections[1].blocks[0].range, page.find("Rings").unwrap()..page.find("\n\n## ").unwrap());
    }

    #[test]
    fn a_fence_says_whether_it_is_closed_and_where_its_text_stands() {
        for (page, code) in [
            ("# A\n```\n{ }\n```\n", Code::Closed),
            ("# A\r\n~~~\r\n{ }\r\n~~~\r\nText\r\n", Code::Closed),
            ("# A\n\n    { }\n", Code::Closed),
            ("# A\n```\n{ }\n", Code::Unclosed),
            ("# A\n```", Code::Unclosed),
            ("# A\n```\n```", Code::Closed),
        ] {
            let sections = sections(page);
            let block = &sections[1].blocks[0];
            assert_eq!(block.code, Some(code), "{page:?}");
            assert_eq!(page[block.range.clone()].trim(), block.text.trim(), "{page:?}");
        }
    }
}
