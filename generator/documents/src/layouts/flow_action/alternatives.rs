//! Which code blocks of a page describe the parameter object: one, or several where it has several forms.

use super::{
    is_parameters,
    markdown::{Block, Section},
};

/// The blocks that describe the parameter object, in order.
///
/// A block that stands under the heading comes first; below deeper headings, such as the tabs `#### [ One ]`, stand its
/// other forms. What is shown as an example is none, and neither is plain JSON after the first block.
pub(super) fn blocks(sections: &[Section]) -> Vec<&Block> {
    let Some(first) = sections.iter().position(|section| is_parameters(&section.heading)) else { return Vec::new() };
    let (parameters, below) = match sections.get(first..).and_then(<[Section]>::split_first) {
        Some(parts) => parts,
        None => return Vec::new(),
    };
    let mut blocks = Vec::new();
    take(parameters, false, &mut blocks);
    let direct = !blocks.is_empty();
    for section in below.iter().take_while(|section| section.level > parameters.level) {
        let tab = section.heading.starts_with('[') && section.heading.ends_with(']');
        if tab || !(direct || is_example(&section.heading)) {
            take(section, tab, &mut blocks);
        }
    }
    blocks
}

/// Whether a heading announces what is only shown: an example, or what comes back.
pub(super) fn is_example(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    ["example", "sample", "response", "result", "output"].iter().any(|word| heading.contains(word))
}

fn take<'s>(section: &'s Section, tab: bool, blocks: &mut Vec<&'s Block>) {
    let mut introduction = "";
    for block in &section.blocks {
        if block.code.is_none() {
            introduction = &block.text;
            continue;
        }
        if blocks.is_empty() || is_form(block, tab) && !introduction.to_lowercase().contains("example") {
            blocks.push(block);
        }
        introduction = "";
    }
}

/// Whether a block after the first can be another form of the object.
fn is_form(block: &Block, tab: bool) -> bool {
    let text = block.text.trim_start();
    text.starts_with(['{', '"']) && (tab || serde_json::from_str::<serde::de::IgnoredAny>(text).is_err())
}
