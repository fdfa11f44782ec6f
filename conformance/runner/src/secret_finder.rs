//! Finds secrets in a text, however they are encoded there.
//!
//! The text is decoded layer by layer (percent-encoding, character references, escapes of JSON, in any mix), and joined where
//! it is split over lines. In each layer the secret is looked for as it is, and in base64 and hexadecimal digits.

use crate::{decoded::Decoded, secret::Secret};
use aho_corasick::{AhoCorasick, MatchKind};
use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use ringback_suite::lock::lock_ignoring_poison;
use std::sync::{Arc, LazyLock, Mutex};

/// Layers that are decoded: JSON in JSON in a form has three.
const LAYERS: usize = 4;

/// The fewest letters that are replaced inside words, and looked for in other encodings.
const FEWEST: usize = 3;

/// The fewest characters in base64 or hexadecimal digits that are surely a secret and no part of another word.
const FEWEST_ENCODED: usize = 6;

/// A secret in a text: its range, and its number among the secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) secret: usize,
}

/// Finds the secrets of a run.
#[derive(Debug)]
pub(crate) struct SecretFinder {
    secrets: Vec<Secret>,
    /// The secrets as they are.
    plain: Option<AhoCorasick>,
    /// Whether each of them is found in words as well.
    is_long: Vec<bool>,
    /// The secrets in base64 and hexadecimal digits, in small letters and the standard alphabet.
    encoded: Option<AhoCorasick>,
    /// For each of these: the secret, the characters before and after that hold bits of it, and the case-sensitive text.
    forms: Vec<EncodedForm>,
}

#[derive(Debug)]
struct EncodedForm {
    secret: usize,
    text: String,
    before: usize,
    after: usize,
}

impl SecretFinder {
    /// The finder of these secrets. The last one is kept: a run asks for the same ones again and again.
    pub(crate) fn of(secrets: &[Secret]) -> Arc<Self> {
        static LAST: LazyLock<Mutex<Option<Arc<SecretFinder>>>> = LazyLock::new(Mutex::default);
        let mut last = lock_ignoring_poison(&LAST);
        match &*last {
            Some(finder) if finder.secrets == secrets => Arc::clone(finder),
            _ => {
                let finder = Arc::new(Self::new(secrets));
                *last = Some(Arc::clone(&finder));
                finder
            }
        }
    }

    fn new(secrets: &[Secret]) -> Self {
        let automaton = |patterns: Vec<String>| {
            (!patterns.is_empty())
                .then(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns).ok())
                .flatten()
        };
        let mut forms = Vec::new();
        for (number, secret) in secrets.iter().enumerate() {
            forms.extend(base64_forms(number, secret.value.as_bytes()));
            forms.push(EncodedForm { secret: number, text: hexadecimal(secret.value.as_bytes()), before: 0, after: 0 });
        }
        forms.retain(|form| form.text.len() >= FEWEST_ENCODED);
        Self {
            plain: automaton(secrets.iter().map(|secret| secret.value.clone()).collect()),
            is_long: secrets.iter().map(|secret| secret.value.chars().count() >= FEWEST).collect(),
            encoded: automaton(forms.iter().map(|form| form.text.to_ascii_lowercase()).collect()),
            forms,
            secrets: secrets.to_vec(),
        }
    }

    /// All secrets in a text, in the order of the text, none overlapping another.
    pub(crate) fn find(&self, text: &str) -> Vec<Found> {
        if self.secrets.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        self.search(text, true, |start, end| (start, end), &mut found);
        // Most texts are encoded in no way.
        let mut layer = text.contains(['%', '&', '\\', '\n', '\r']).then(|| Decoded::plain(text));
        for _ in 0..LAYERS {
            let Some(encoded) = layer else { break };
            let next = encoded.once_more();
            for decoded in encoded.joined().iter().chain(&next) {
                self.search(&decoded.text, false, |start, end| decoded.original(start, end), &mut found);
            }
            layer = next;
        }
        found.sort_by_key(|found| (found.start, std::cmp::Reverse(found.end)));
        let mut apart: Vec<Found> = Vec::new();
        for next in found {
            match apart.last_mut() {
                Some(last) if next.start < last.end => last.end = last.end.max(next.end),
                _ => apart.push(next),
            }
        }
        apart
    }

    fn search(
        &self,
        text: &str,
        is_original: bool,
        original: impl Fn(usize, usize) -> (usize, usize),
        found: &mut Vec<Found>,
    ) {
        for secret in self.plain.iter().flat_map(|plain| plain.find_iter(text)) {
            let number = secret.pattern().as_usize();
            let is_long = self.is_long.get(number).copied().unwrap_or_default();
            if is_long || (is_original && stands_alone(text, secret.start(), secret.end())) {
                let (start, end) = original(secret.start(), secret.end());
                found.push(Found { start, end, secret: number });
            }
        }
        let Some(encoded) = &self.encoded else { return };
        let small: String = text.chars().map(standard).collect();
        if small.len() != text.len() {
            return;
        }
        for place in encoded.find_iter(&small) {
            let Some(form) = self.forms.get(place.pattern().as_usize()) else { continue };
            let at = |c: &char| is_of_base64(*c);
            let before =
                text.get(..place.start()).map_or(0, |text| text.chars().rev().take(form.before).take_while(at).count());
            let after = text.get(place.end()..).map_or(0, |text| text.chars().take(form.after).take_while(at).count());
            let (start, end) = original(place.start() - before, place.end() + after);
            found.push(Found { start, end, secret: form.secret });
        }
    }
}

/// The characters in base64 that depend on the bytes alone, wherever in a longer text they begin: 0, 1 or 2 bytes after a
/// group of three.
fn base64_forms(secret: usize, bytes: &[u8]) -> Vec<EncodedForm> {
    let forms = (0..3_usize).map(|offset| {
        let shifted: Vec<u8> = std::iter::repeat_n(0, offset).chain(bytes.iter().copied()).collect();
        let text = BASE64_STANDARD_NO_PAD.encode(&shifted);
        let (before, whole) = ((offset * 8).div_ceil(6), shifted.len() * 8 / 6);
        let text = text.get(before..whole).unwrap_or_default().to_owned();
        EncodedForm {
            secret,
            text,
            before: usize::from(offset > 0),
            after: usize::from(!shifted.len().is_multiple_of(3)),
        }
    });
    forms.collect()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A character in small letters and the standard alphabet of base64. Length in bytes stays.
fn standard(c: char) -> char {
    match c {
        '-' => '+',
        '_' => '/',
        c => c.to_ascii_lowercase(),
    }
}

fn is_of_base64(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | '=')
}

fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let after = text.get(end..).and_then(|text| text.chars().next());
    ![before, after].into_iter().flatten().any(|c| c.is_alphanumeric() || c == '_')
}
