//! Inputs that are nearly right: a file of the corpus with some changes.

use proptest::{collection::vec, prelude::*, sample::select};
use std::{fs, path::Path};

/// The most bytes of a mutated input: what is wrong shows in small ones.
const MOST: usize = 64 * 1024;

/// Texts that stand for something in one of the formats, or are at the edge of what numbers and characters can be.
const TOKENS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    ",",
    ":",
    "null",
    "true",
    "{}",
    "[]",
    "\"\"",
    "$ref",
    "#",
    "#/",
    "allOf",
    "anyOf",
    "not",
    "items",
    "properties",
    "required",
    "type",
    "pattern",
    "minLength",
    "maximum",
    "enum",
    "const",
    "-1",
    "0",
    "1e400",
    "18446744073709551616",
    "-9223372036854775809",
    "0.1",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "\u{1f4a9}",
    "\\ud800",
    "|",
    "||",
    "---",
    "```",
    "# ",
    "\n",
    "\r\n",
    "\t",
    "<table>",
    "</td>",
    "<!--",
    "&amp;",
    "&#0;",
    "**",
    "must be",
    "at least",
    "no more than",
    "[[",
    "]]",
    "= ",
    "'''",
    "\"\"\"",
    "kind = ",
    "&a",
    "*a",
    "<<: *a",
    "? ",
    "- ",
    "!!binary",
    "%2B",
    "+1",
    "2027-02-30",
    "99999999999999",
    "(a+)+$",
    "(?=",
    "\\1",
    "{1,99999}",
    "{a,",
    "**/*",
];

/// The files that inputs are made of.
#[derive(Debug)]
pub struct Corpus {
    /// Their contents.
    pub texts: Vec<Vec<u8>>,
}

impl Corpus {
    /// Reads all files below some paths, relative to the root of the repository, whose names end with one of the endings.
    pub fn read(root: &Path, (paths, endings): (&[&str], &[&str])) -> Self {
        let mut texts = Vec::new();
        let mut waiting: Vec<_> = paths.iter().map(|path| root.join(path)).collect();
        while let Some(path) = waiting.pop() {
            if path.is_dir() {
                let mut below: Vec<_> = fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()).collect();
                below.sort();
                waiting.extend(below);
            } else if endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
                let mut text = fs::read(&path).unwrap();
                text.truncate(MOST / 2);
                texts.push(text);
            }
        }
        Self { texts }
    }
}

/// One change of a text, at a place that is given in parts of 65,536 of its length.
#[derive(Clone, Debug)]
enum Change {
    Insert(u16, &'static str),
    Repeat(u16, u16, usize),
    Remove(u16, u16),
    Replace(u16, u8),
    Splice(u16, usize, u16, u16),
}

/// A file of the corpus with up to eight changes.
pub fn mutated(corpus: &Corpus) -> impl Strategy<Value = Vec<u8>> + use<> {
    let texts = corpus.texts.clone();
    let count = texts.len();
    let change = prop_oneof![
        4 => (any::<u16>(), select(TOKENS)).prop_map(|(at, token)| Change::Insert(at, token)),
        1 => (any::<u16>(), 0..400u16, 2..300usize).prop_map(|(at, length, times)| Change::Repeat(at, length, times)),
        2 => (any::<u16>(), any::<u16>()).prop_map(|(from, to)| Change::Remove(from, to)),
        2 => (any::<u16>(), any::<u8>()).prop_map(|(at, byte)| Change::Replace(at, byte)),
        1 => (any::<u16>(), 0..count, any::<u16>(), any::<u16>())
            .prop_map(|(at, other, from, to)| Change::Splice(at, other, from, to)),
    ];
    (0..count, vec(change, 1..8)).prop_map(move |(first, changes)| {
        let mut text = texts[first].clone();
        for change in &changes {
            apply(change, &mut text, &texts);
            text.truncate(MOST);
        }
        text
    })
}

fn apply(change: &Change, text: &mut Vec<u8>, texts: &[Vec<u8>]) {
    let at = |part: u16, length: usize| usize::from(part) * length / 65_536;
    let range = |from: u16, to: u16, length: usize| at(from.min(to), length)..at(from.max(to), length);
    match change {
        Change::Insert(part, token) => {
            let place = at(*part, text.len());
            text.splice(place..place, token.bytes());
        }
        Change::Repeat(part, length, times) => {
            let place = at(*part, text.len());
            let end = (place + usize::from(*length)).min(text.len());
            let repeated = text[place..end].repeat(*times);
            text.splice(place..end, repeated);
        }
        Change::Remove(from, to) => {
            // Mostly little: much of the text is to stay.
            let whole = range(*from, *to, text.len());
            let end = whole.end.min(whole.start + 200);
            text.drain(whole.start..end);
        }
        Change::Replace(part, byte) => {
            let place = at(*part, text.len());
            if let Some(old) = text.get_mut(place) {
                *old = *byte;
            }
        }
        Change::Splice(part, other, from, to) => {
            let place = at(*part, text.len());
            let piece = texts[*other][range(*from, *to, texts[*other].len())].to_vec();
            text.splice(place..place, piece);
        }
    }
}
