//! Checks that no table has: their variants, and the arms of `match` that are about nothing else.

use super::blank::blanked;
use regex::Regex;
use ringback_contract::files::Files;
use std::{collections::BTreeSet, ops::Range, sync::LazyLock};

/// An arm that begins with variants.
struct Arm {
    file: usize,
    range: Range<usize>,
    variants: BTreeSet<String>,
    /// Whether a later arm takes any value.
    has_fallback: bool,
}

/// Removes the arms about checks that no table has, where another arm takes their values, and the variants of the enum of
/// checks that nothing else names.
pub fn without_unused_checks(runtime: &mut Files, tables: &str) {
    static ENUM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?m)^pub enum Check \{\n").ok());
    static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?m)^    ([A-Z]\w*)").ok());
    static WORD: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\w+").ok());
    static MENTION: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\b(Check|Self)::([A-Z]\w*)").ok());
    let (Some(of_enum), Some(name), Some(word), Some(mention)) = (&*ENUM, &*NAME, &*WORD, &*MENTION) else { return };
    let paths: Vec<String> = runtime.keys().cloned().collect();
    let codes: Vec<String> = runtime.values().map(|text| blanked(text)).collect();
    let declared = codes.iter().enumerate().find_map(|(file, code)| {
        let start = of_enum.find(code)?.end();
        Some((file, start..start + code.get(start..)?.find("\n}")? + 1))
    });
    let Some((declaring, body)) = declared else { return };
    let variants: Vec<&str> = codes
        .get(declaring)
        .and_then(|code| code.get(body.clone()))
        .into_iter()
        .flat_map(|code| name.captures_iter(code))
        .filter_map(|found| Some(found.get(1)?.as_str()))
        .collect();
    let tables = blanked(tables);
    let used: BTreeSet<&str> = word.find_iter(&tables).map(|word| word.as_str()).collect();
    let mut unused: BTreeSet<&str> = variants.iter().copied().filter(|variant| !used.contains(variant)).collect();
    // Where each variant is named, and the arms that begin with one.
    let mut places: Vec<(usize, usize, String)> = Vec::new();
    let mut arms: Vec<Arm> = Vec::new();
    for (file, code) in codes.iter().enumerate() {
        let mut seen_to = 0;
        for found in mention.captures_iter(code) {
            let part = |index| found.get(index).map(|part| part.as_str()).unwrap_or_default();
            let at = found.get(0).map_or(0, |whole| whole.start());
            if !variants.contains(&part(2)) || part(1) == "Self" && !code.contains("impl Check {") {
                continue;
            }
            places.push((file, at, part(2).to_owned()));
            if at < seen_to {
                continue;
            }
            if let Some((range, head)) = arm(code, at) {
                let head = code.get(range.start..head).unwrap_or_default();
                let variants = mention.captures_iter(head).filter_map(|found| Some(found.get(2)?.as_str().to_owned()));
                seen_to = range.start + head.len();
                let has_fallback = has_fallback(code, &range);
                arms.push(Arm { file, range, variants: variants.collect(), has_fallback });
            }
        }
    }
    // An arm with another after it that takes its values is not needed, whatever else names its variants.
    let unneeded = unused.clone();
    let is_unneeded = |arm: &Arm| arm.has_fallback && arm.variants.iter().all(|variant| unneeded.contains(&**variant));
    loop {
        let is_removed =
            |arm: &&Arm| is_unneeded(arm) || arm.variants.iter().all(|variant| unused.contains(&**variant));
        let removed: Vec<&Arm> = arms.iter().filter(is_removed).collect();
        let is_within =
            |(file, at): (usize, usize)| removed.iter().any(|arm| arm.file == file && arm.range.contains(&at));
        let kept =
            places.iter().filter(|(file, at, _)| !is_within((*file, *at))).map(|(_, _, variant)| variant.as_str());
        let kept: BTreeSet<&str> = kept.collect();
        let before = unused.len();
        unused.retain(|variant| !kept.contains(variant));
        if unused.len() == before {
            break;
        }
    }
    let is_removed = |arm: &&Arm| is_unneeded(arm) || arm.variants.iter().all(|variant| unused.contains(&**variant));
    let mut cuts: Vec<(usize, Range<usize>)> =
        arms.iter().filter(is_removed).map(|arm| (arm.file, arm.range.clone())).collect();
    let declaration = paths.get(declaring).and_then(|path| runtime.get(path));
    cuts.extend(declarations(declaration, &body, &unused).map(|cut| (declaring, cut)));
    // What is inside of an arm goes with it.
    let all = cuts.clone();
    let is_inside = |(file, cut): &(usize, Range<usize>)| {
        all.iter()
            .any(|(other, outer)| other == file && outer != cut && outer.start <= cut.start && cut.end <= outer.end)
    };
    cuts.retain(|cut| !is_inside(cut));
    cuts.sort_by_key(|(file, cut)| (*file, std::cmp::Reverse(cut.start)));
    for (file, cut) in cuts {
        if let Some(text) = paths.get(file).and_then(|path| runtime.get_mut(path)) {
            text.replace_range(cut, "");
        }
    }
}

/// The lines of the arm of a `match` whose pattern begins at an offset, and where its pattern ends; `None` if there is none.
fn arm(code: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let start = code.get(..at)?.rfind('\n')? + 1;
    let before = code.get(start..at)?.trim_start();
    let previous = code.get(..start)?.trim_end();
    if !matches!(before, "" | "(") || !previous.ends_with(['{', ',', '}']) {
        return None;
    }
    let (mut depth, mut head, mut is_block) = (0_i32, None, false);
    let mut characters = code.get(start..)?.char_indices().peekable();
    while let Some((offset, c)) = characters.next() {
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth -= 1,
            '=' if depth == 0 && head.is_none() && characters.peek().is_some_and(|(_, next)| *next == '>') => {
                head = Some(start + offset);
                is_block = code.get(start + offset + 2..)?.trim_start().starts_with('{');
            }
            ';' if depth == 0 => return None,
            _ => {}
        }
        let ends = head.is_some() && depth == 0 && (c == ',' || is_block && c == '}');
        if ends {
            let end = start + offset;
            let line = end + code.get(end..)?.find('\n')? + 1;
            return head.map(|head| (start..line, head));
        }
        if depth < 0 {
            return None;
        }
    }
    None
}

/// Whether an arm after another takes any value.
fn has_fallback(code: &str, arm: &Range<usize>) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = code.get(arm.clone()).map_or(0, indent);
    let after = code.get(arm.end..).into_iter().flat_map(str::lines).filter(|line| !line.trim().is_empty());
    let mut arms = after.take_while(|line| indent(line) >= own).filter(|line| indent(line) == own);
    arms.any(|line| line.trim_start().starts_with("_ =>"))
}

/// The lines that declare unused variants, with their documentation.
fn declarations<'a>(
    text: Option<&'a String>,
    body: &Range<usize>,
    unused: &'a BTreeSet<&str>,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut found = Vec::new();
    let (mut at, mut start, mut depth, mut name) = (body.start, body.start, 0_i32, String::new());
    for line in text.and_then(|text| text.get(body.clone())).into_iter().flat_map(|text| text.split_inclusive('\n')) {
        at += line.len();
        let code = line.trim();
        if code.starts_with("///") || code.is_empty() {
            continue;
        }
        if depth == 0 {
            name = code.chars().take_while(|c| c.is_alphanumeric()).collect();
        }
        depth += code
            .chars()
            .map(|c| i32::from(matches!(c, '{' | '(' | '[')) - i32::from(matches!(c, '}' | ')' | ']')))
            .sum::<i32>();
        if depth == 0 {
            if unused.contains(name.as_str()) {
                found.push(start..at);
            }
            start = at;
        }
    }
    found.into_iter()
}
