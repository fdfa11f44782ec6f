//! The parameters of a list: a bold name each, what is said of it, and what is listed below it.

use super::outline::{Block, Line};
use std::ops::Range;

/// Deeper lists are prose.
const DEEPEST: usize = 32;
/// Longer than any name.
const LONGEST_NAME: usize = 128;
/// Bold words that announce something else than a parameter, lower case.
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
/// What a line about a parameter may begin with; it ends the line before.
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

/// A parameter.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// Its name; empty for the list itself.
    pub(super) name: String,
    /// Where the name stands.
    pub(super) head: Range<usize>,
    /// What is said of it, piece by piece.
    pub(super) pieces: Vec<Piece>,
    /// What is listed below it.
    pub(super) children: Vec<Entry>,
}

/// A paragraph about a parameter, or a line with a label.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Piece {
    /// The label, `Type`; empty for prose.
    pub(super) label: &'static str,
    /// The words, with the label.
    pub(super) text: String,
    /// Where they stand.
    pub(super) range: Range<usize>,
}

impl Piece {
    /// The words behind the label.
    pub(super) fn value(&self) -> &str {
        self.text.get(self.label.len()..).unwrap_or_default().trim_start_matches(':').trim()
    }
}

impl Entry {
    /// The piece with a label.
    pub(super) fn labelled(&self, label: &str) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.label == label)
    }

    /// Whether any parameter of the list says of which type it is.
    pub(super) fn is_typed(&self) -> bool {
        self.children.iter().any(|child| child.labelled("Type").is_some() || child.is_typed())
    }
}

/// What the blocks of a section list, as the children of a nameless entry; prose before the first name is its own.
pub(super) fn entries<'b>(blocks: impl Iterator<Item = &'b Block>) -> Entry {
    // The entries that are open, each with the depth of the list it stands in.
    let mut open: Vec<(usize, Entry)> = Vec::new();
    let mut root = Entry::default();
    for block in blocks.filter(|block| !block.code) {
        let name = name(block).filter(|_| block.depth < DEEPEST);
        while open.last().is_some_and(|(depth, _)| {
            if block.item || name.is_some() { *depth >= block.depth } else { *depth > block.depth }
        }) {
            close(&mut open, &mut root);
        }
        let rest = match &name {
            Some((name, rest)) => {
                let head = block.lines.first().map(|line| line.range.clone()).unwrap_or_default();
                open.push((block.depth, Entry { name: (*name).into(), head, ..Entry::default() }));
                *rest
            }
            None => "",
        };
        let told = open.last_mut().map_or(&mut root, |(_, entry)| entry);
        if let Some(line) = block.lines.first().filter(|_| !rest.is_empty()) {
            told.pieces.push(Piece { label: "", text: rest.into(), range: line.range.clone() });
        }
        let lines = block.lines.get(usize::from(name.is_some())..).unwrap_or_default();
        say(told, lines, rest.is_empty());
    }
    while !open.is_empty() {
        close(&mut open, &mut root);
    }
    root
}

fn close(open: &mut Vec<(usize, Entry)>, root: &mut Entry) {
    if let Some((_, entry)) = open.pop() {
        open.last_mut().map_or(root, |(_, around)| around).children.push(entry);
    }
}

/// Adds lines to what is said; a line goes on with the one before unless it is labelled or visibly broken off.
fn say(told: &mut Entry, lines: &[Line], mut apart: bool) {
    for line in lines {
        let text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let label = LABELS.iter().find(|label| text.strip_prefix(**label).is_some_and(|rest| rest.starts_with(':')));
        match told.pieces.last_mut().filter(|_| label.is_none() && !line.broken && !apart) {
            Some(piece) => {
                piece.text.push(' ');
                piece.text.push_str(&text);
                piece.range.end = line.range.end;
            }
            None => {
                told.pieces.push(Piece { label: label.copied().unwrap_or_default(), text, range: line.range.clone() });
            }
        }
        apart = false;
    }
}

/// The name that a block begins with in bold, and the words behind it on the same line.
fn name(block: &Block) -> Option<(&str, &str)> {
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
        && name.len() <= LONGEST_NAME
        && !ADMONITIONS.contains(&name.to_lowercase().as_str());
    let behind = rest.strip_prefix([':', '-', '–', '—']).map(str::trim);
    let apart = inside.len() > name.len() || rest.is_empty() || rest.starts_with(['(', '[']);
    (plain && (apart || behind.is_some())).then(|| (name, behind.unwrap_or(rest)))
}
