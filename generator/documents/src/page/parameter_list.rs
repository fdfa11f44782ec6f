//! A list of parameters one below the other: a bold name each, paragraphs and labelled lines about it, and the parameters
//! nested below it.

use super::markdown::{Line, SectionBlock};
use std::ops::Range;

/// Lists nested deeper than this are read as prose.
const MAX_DEPTH: usize = 32;
/// Names have at most this many bytes; bold text that is longer is prose.
const MAX_NAME: usize = 128;
/// Bold words, in lower case, that introduce something other than a parameter.
const ADMONITIONS: &[&str] = &[
    "note",
    "notes",
    "important",
    "warning",
    "caution",
    "tip",
    "topics",
    "example",
    "examples",
    "see",
    "default",
    "or",
    "and",
];
/// Labels that a line about a parameter may begin with: such a line does not continue the one above.
const LABELS: &[&str] = &[
    "Type",
    "Required",
    "Pattern",
    "Length Constraints",
    "Valid Values",
    "Valid Range",
    "Array Members",
    "Map Entries",
    "Key Length Constraints",
    "Key Pattern",
    "Value Length Constraints",
    "Value Pattern",
    "Default",
    "Fixed Length",
    "Minimum",
    "Maximum",
];

/// A parameter, or the whole list, which has no name.
#[derive(Debug, Default)]
pub struct Parameter {
    /// Its name; empty for the whole list.
    pub name: String,
    /// Where the name stands.
    pub head: Range<usize>,
    /// The paragraphs about it.
    pub paragraphs: Vec<Paragraph>,
    /// The parameters nested below it.
    pub children: Vec<Parameter>,
}

/// A paragraph about a parameter, or a line with a label.
#[derive(Debug, Default, PartialEq)]
pub struct Paragraph {
    /// The label, `Type`; empty for prose.
    pub label: &'static str,
    /// The text, including the label.
    pub text: String,
    /// Its range in the page.
    pub range: Range<usize>,
}

impl Paragraph {
    /// The text after the label.
    pub fn value(&self) -> &str {
        self.text.get(self.label.len()..).unwrap_or_default().trim_start_matches(':').trim()
    }
}

impl Parameter {
    /// The first paragraph with a label.
    pub fn labelled(&self, label: &str) -> Option<&Paragraph> {
        self.paragraphs.iter().find(|paragraph| paragraph.label == label)
    }

    /// Whether any parameter below has a type.
    pub fn has_types(&self) -> bool {
        self.children.iter().any(|child| child.labelled("Type").is_some() || child.has_types())
    }
}

/// The parameters in the blocks of a section, as the children of a nameless one; prose above the first is its own.
pub fn parameter_list<'b>(blocks: impl Iterator<Item = &'b SectionBlock>) -> Parameter {
    // The parameters that may still get children, each with the depth of the list it stands in.
    let mut open: Vec<(usize, Parameter)> = Vec::new();
    let mut root = Parameter::default();
    for block in blocks.filter(|block| block.code.is_none()) {
        let name = name(block).filter(|_| block.depth < MAX_DEPTH);
        while open.last().is_some_and(|(depth, _)| {
            if block.is_item || name.is_some() { *depth >= block.depth } else { *depth > block.depth }
        }) {
            close(&mut open, &mut root);
        }
        let rest = match &name {
            Some((name, rest)) => {
                let head = block.lines.first().map(|line| line.range.clone()).unwrap_or_default();
                open.push((block.depth, Parameter { name: (*name).into(), head, ..Parameter::default() }));
                *rest
            }
            None => "",
        };
        let current = open.last_mut().map_or(&mut root, |(_, parameter)| parameter);
        if let Some(line) = block.lines.first().filter(|_| !rest.is_empty()) {
            current.paragraphs.push(Paragraph { label: "", text: rest.into(), range: line.range.clone() });
        }
        let lines = block.lines.get(usize::from(name.is_some())..).unwrap_or_default();
        add_lines(current, lines, rest.is_empty());
    }
    while !open.is_empty() {
        close(&mut open, &mut root);
    }
    root
}

fn close(open: &mut Vec<(usize, Parameter)>, root: &mut Parameter) {
    if let Some((_, parameter)) = open.pop() {
        open.last_mut().map_or(root, |(_, parent)| parent).children.push(parameter);
    }
}

/// Adds lines to a parameter. A line continues the one above unless it has a label or a visible break before it, or is
/// the first and `apart`.
fn add_lines(parameter: &mut Parameter, lines: &[Line], mut apart: bool) {
    for line in lines {
        let text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let label = LABELS.iter().find(|label| text.strip_prefix(**label).is_some_and(|rest| rest.starts_with(':')));
        match parameter.paragraphs.last_mut().filter(|_| label.is_none() && !line.after_break && !apart) {
            Some(paragraph) => {
                paragraph.text.push(' ');
                paragraph.text.push_str(&text);
                paragraph.range.end = line.range.end;
            }
            None => {
                parameter.paragraphs.push(Paragraph {
                    label: label.copied().unwrap_or_default(),
                    text,
                    range: line.range.clone(),
                });
            }
        }
        apart = false;
    }
}

/// The bold name that a block begins with, and the text after it on the same line.
fn name(block: &SectionBlock) -> Option<(&str, &str)> {
    let line = block.lines.first()?;
    let text = line.text.trim();
    // `** [Name](#name) **` is no emphasis in Markdown, but templates write it.
    let (bold, rest) = match text.strip_prefix("**").and_then(|text| text.split_once("**")) {
        Some(parts) if line.bold == 0 => parts,
        _ => line.text.split_at_checked(line.bold)?,
    };
    let inside = bold.trim();
    let name = inside.trim_end_matches(':');
    let rest = rest.trim();
    let plain = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
        && name.len() <= MAX_NAME
        && !ADMONITIONS.contains(&name.to_lowercase().as_str());
    let behind = rest.strip_prefix([':', '-', '–', '—']).map(str::trim);
    let apart = inside.len() > name.len() || rest.is_empty() || rest.starts_with(['(', '[']);
    (plain && (apart || behind.is_some())).then(|| (name, behind.unwrap_or(rest)))
}
