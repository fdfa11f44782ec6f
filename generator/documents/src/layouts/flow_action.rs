//! Pages about an action of a flow: prose, the parameter object as pseudo-JSON under "Parameter object", notes below.
//!
//! Where the object has several forms, each has a block of its own, often in tabs: `#### [ Form ]`.

use crate::page::{
    ClueWriter, PageClues, ParsedPage,
    markdown::{CodeBlock, Section, SectionBlock, sections},
    pseudo_json::{self, EntryClues, PseudoEntry, partial_properties},
};
use ringback_constraints::clue::Around;
use ringback_contract::pointer::escape;
use ringback_contract::{line_index::IndexedText, subject::Subject};
use std::{collections::HashSet, sync::Arc};

/// The headings, in lower case, under which the block stands.
const PARAMETERS: &[&str] = &["parameter object", "parameters", "parameter objects"];

/// A sentence that goes on longer says more than that there are none.
const MAX_NONE: usize = 40;

/// A finding lists at most this many names.
const MAX_NAMES: usize = 20;

/// Beginnings of sentences, in lower case, that say in place of a block that there are no parameters.
const NONE: &[&str] = &[
    "no parameter",
    "none",
    "this action has no parameter",
    "this action takes no parameter",
    "the action has no parameter",
    "the action takes no parameter",
    "there are no parameter",
    "this action takes no ",
    "this action does not take any parameter",
    "this action does not have any parameter",
    "this action does not accept any parameter",
    "this action does not require any parameter",
    "this action does not take parameter",
    "does not take parameter",
    "does not have parameter",
    "does not take any parameter",
    "does not have any parameter",
    "not applicable",
    "n/a",
    "an empty object",
    "empty object",
    "takes no parameter",
    "has no parameter",
    "this block has no parameter",
    "this block takes no parameter",
];

/// Whether a page has such a heading, and below it, before the next heading that is not deeper, a code fence or a sentence
/// that says that there are no parameters.
pub(super) fn detect(page: &ParsedPage) -> bool {
    let document = &page.document;
    let (mut deep, mut below) = (0, false);
    for line in document.text.lines().map(str::trim) {
        if line.starts_with('#') {
            let words = line.trim_start_matches('#');
            let level = line.len() - words.len();
            let heading = words.trim_end_matches('#').split('<').next().unwrap_or_default().trim();
            if deep == 0 || level <= deep {
                deep = if is_parameters(heading) { level } else { 0 };
                below = deep > 0;
            } else {
                below = !is_example(heading);
            }
        } else if below && (line.starts_with("```") || line.starts_with("~~~") || says_none(line)) {
            return true;
        }
    }
    false
}

/// The clues of a page.
pub(super) fn read(page: ParsedPage) -> PageClues {
    let document = &page.document;
    let text = IndexedText::of(document);
    let sections = sections(text.text);
    let title = sections.iter().find(|section| section.level > 0);
    let named = title.filter(|title| !title.heading.is_empty());
    let name = named.map_or(document.stem(), |title| &title.heading);
    let subject = Subject::of(escape(name));
    let mut page = ClueWriter::new(&text);
    if named.is_none() {
        page.finding_on_line("no-title", &subject, 0, "expected a title, `# Name`");
    }
    let parameters = sections.iter().find(|section| is_parameters(&section.heading));
    let blocks = form_blocks(&sections);
    let says_none = parameters.is_some_and(|section| section.blocks.iter().any(|block| says_none(&block.text())));
    if blocks.is_empty() && !says_none {
        let at = parameters.map_or(0, |section| section.range.start);
        page.finding_on_line("no-parameter-block", &subject, at, "expected a code block under \"Parameter object\"");
    }
    let forms: Vec<PseudoEntry> = blocks.iter().map(|block| read_block(&mut page, &subject, block)).collect();
    let forms = if forms.is_empty() { vec![PseudoEntry::empty()] } else { forms };
    let forms: Vec<&PseudoEntry> = forms.iter().collect();
    note_forms(&mut page, &subject, &blocks, &forms);
    let title_source = text.source(named.map_or(0..0, |title| title.range.clone()), name);
    let around = EntryClues(&mut page).declare(&subject, title_source, &forms);
    let read: HashSet<usize> = blocks.iter().map(|block| block.range().start).collect();
    for section in &sections {
        let is_title = title.is_some_and(|title| std::ptr::eq(title, section));
        if parameters.map_or(is_title, |parameters| std::ptr::eq(parameters, section)) {
            let heading = text.source(section.range.clone(), &*section.heading);
            EntryClues(&mut page).properties_of(&subject, heading, &forms, &around);
        }
        let is_prose = is_title || section.heading.is_empty() || is_parameters(&section.heading);
        for block in section.blocks.iter().filter(|block| block.code.is_none() || !read.contains(&block.range().start))
        {
            beside(&mut page, &subject, section, block, is_prose, &around);
        }
    }
    page.finish(&subject)
}

fn is_parameters(heading: &str) -> bool {
    PARAMETERS.contains(&heading.to_lowercase().as_str())
}

/// Whether a text says that there are no parameters.
fn says_none(text: &str) -> bool {
    let text = text.to_lowercase();
    let text = text.trim().trim_end_matches(['.', '\\']).trim_end();
    NONE.iter().any(|none| match *none {
        "none" => text == "none",
        none => text.strip_prefix(none).is_some_and(|rest| rest.len() < MAX_NONE),
    })
}

/// Whether a heading is about an example, or about what an action returns.
fn is_example(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    ["example", "sample", "response", "result", "output"].iter().any(|word| heading.contains(word))
}

/// The blocks that each describe one form of the parameter object, in order.
///
/// The blocks under the heading come first; other forms stand below deeper headings, such as the tabs `#### [ One ]`.
/// Examples are no forms, and neither is valid JSON after the first block.
fn form_blocks(sections: &[Section]) -> Vec<&SectionBlock> {
    let first = sections.iter().position(|section| is_parameters(&section.heading));
    let Some((parameters, below)) = first.and_then(|first| sections.get(first..)?.split_first()) else {
        return Vec::new();
    };
    let mut blocks = Vec::new();
    add_forms(parameters, false, &mut blocks);
    let has_direct = !blocks.is_empty();
    for section in below.iter().take_while(|section| section.level > parameters.level) {
        let is_tab = section.heading.starts_with('[') && section.heading.ends_with(']');
        if is_tab || !(has_direct || is_example(&section.heading)) {
            add_forms(section, is_tab, &mut blocks);
        }
    }
    blocks
}

fn add_forms<'s>(section: &'s Section, is_tab: bool, blocks: &mut Vec<&'s SectionBlock>) {
    let mut introduction = String::new();
    for block in &section.blocks {
        if block.code.is_none() {
            introduction = block.text().to_lowercase();
            continue;
        }
        if blocks.is_empty() || is_form(block, is_tab) && !introduction.contains("example") {
            blocks.push(block);
        }
        introduction.clear();
    }
}

/// Whether a block after the first can be another form of the object.
fn is_form(block: &SectionBlock, is_tab: bool) -> bool {
    let text = block.text();
    let text = text.trim_start();
    text.starts_with(['{', '"']) && (is_tab || serde_json::from_str::<serde::de::IgnoredAny>(text).is_err())
}

/// The entries of a block; syntax errors become findings.
fn read_block(page: &mut ClueWriter, subject: &Subject, block: &SectionBlock) -> PseudoEntry {
    let (root, problems) = pseudo_json::read(page.text().text, block.range());
    for problem in problems {
        page.finding_on_line(problem.kind, subject, problem.at, problem.message);
    }
    check_fence(page, subject, block);
    let (object, is_wrapped) = root.unwrap_object(is_parameters);
    if is_wrapped {
        let message = "the only key of the block is read as the name of the parameter object itself";
        page.finding_on_line("wrapped-parameters", subject, object.head.start, message);
    }
    object
}

fn check_fence(page: &mut ClueWriter, subject: &Subject, block: &SectionBlock) {
    if block.code == Some(CodeBlock::Unclosed) {
        let message = "expected a fence that closes this code block, which goes on to the end of the page";
        page.finding_on_line("unclosed-fence", subject, block.range().start, message);
    }
}

/// Adds a finding if the object has several forms, with the properties that are not in all of them.
fn note_forms(page: &mut ClueWriter, subject: &Subject, blocks: &[&SectionBlock], forms: &[&PseudoEntry]) {
    if blocks.len() < 2 {
        return;
    }
    let partial: Vec<&str> = partial_properties(forms).into_iter().take(MAX_NAMES).collect();
    let message = format!(
        "{} blocks describe one object and were read as alternatives; not in each, and so not required for lack of \"optional\": {}",
        blocks.len(),
        if partial.is_empty() { "none".into() } else { partial.join(", ") },
    );
    let sources = blocks.iter().map(|block| page.text().quoted(block.range())).collect();
    page.findings("alternative-parameter-objects", subject, message, sources);
}

/// Adds what stands beside the blocks: prose about the type near the title, notes under every other heading.
fn beside(
    page: &mut ClueWriter,
    subject: &Subject,
    section: &Section,
    block: &SectionBlock,
    is_prose: bool,
    around: &Arc<Around>,
) {
    let text = block.text();
    let source = page.text().source(block.range(), text.trim_end());
    if is_prose && block.code.is_none() {
        page.prose(subject, &text, &source, around);
    } else {
        page.note(subject, &section.heading, text.trim_end(), source, around);
    }
    check_fence(page, subject, block);
}
