//! The name of a property as a cell, an item or a heading writes it, apart from the marks around it: `priority?`,
//! `queueId*`, `» end`, `phones[].number`, `status (required)`.

use ringback_contract::subject::Step;

/// A name with what its cell shows beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NameCell {
    /// The steps from the object that the table describes; the last one with a name is the property's own.
    pub path: Vec<Step>,
    /// How many marks of nesting stand before the name.
    pub depth: usize,
    /// The mark beside it, if any.
    pub mark: Option<NameMark>,
    /// What the cell writes behind the name: `string`, `deprecated`.
    pub rest: String,
}

/// A mark beside a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameMark {
    /// The word "required".
    Required,
    /// The word "optional", or `?`.
    Optional,
    /// A star, which means what the page says, or else required.
    Star,
}

/// Names have at most this many bytes; a longer text is prose.
const MAX_NAME: usize = 128;

/// Reads a cell; `None` where no name stands in it.
pub fn name_cell(text: &str) -> Option<NameCell> {
    let mut cell = NameCell::default();
    let mut rest = text.trim();
    rest = cell.nesting(rest);
    rest = rest.trim_start_matches(['`', '"', '“']);
    if let Some(starred) = rest.strip_prefix('*').filter(|starred| starred.starts_with(char::is_alphabetic)) {
        cell.mark = Some(NameMark::Star);
        rest = starred;
    }
    let ends = |(at, c): &(usize, char)| {
        let is_wildcard = *c == '*' && rest.get(..*at).is_some_and(|before| before.ends_with(['.', '[']));
        (c.is_whitespace() || "(*?`\"”,:=†‡⁎!".contains(*c)) && !is_wildcard
    };
    let end = rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at);
    let (name, behind) = rest.split_at_checked(end)?;
    cell.path = path(name)?;
    cell.behind(behind);
    Some(cell)
}

impl NameCell {
    /// The name of the property; `None` for the elements of a list or the values of a map.
    pub fn name(&self) -> Option<&str> {
        match self.path.last() {
            Some(Step::Property(name)) => Some(name),
            _ => None,
        }
    }

    /// Counts the marks of nesting before a name and returns what is behind them.
    fn nesting<'t>(&mut self, text: &'t str) -> &'t str {
        let mut rest = text;
        // One arm of a drawn tree, `│   └── `, is one level.
        let mut in_arm = false;
        loop {
            let Some(c) = rest.chars().next() else { return rest };
            match c {
                '»' | '›' | '>' | '↳' | '→' | '↪' | '∟' | '•' | '‣' | '▸' | '⤷' => self.depth += 1,
                '│' => self.depth += 1,
                '└' | '├' | '┗' | '┣' if !in_arm => {
                    self.depth += 1;
                    in_arm = true;
                }
                '─' | '━' | '┬' | '└' | '├' => {}
                '-' | '–' | '—' | '.' | '+' => {
                    let run = rest.chars().take_while(|other| *other == c).count();
                    let after = rest.get(run * c.len_utf8()..).unwrap_or_default();
                    let names = after.trim_start().starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '`');
                    if !names {
                        return rest;
                    }
                    if !in_arm {
                        self.depth += run;
                    }
                    rest = after.trim_start();
                    continue;
                }
                c if c.is_whitespace() => {}
                _ => return rest,
            }
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }

    /// Reads the marks behind a name.
    fn behind(&mut self, text: &str) {
        let mut words = Vec::new();
        for word in text.split_whitespace() {
            let bare = word.trim_matches(['(', ')', '[', ']', '*', '`', ',', ':', '_', '"', '.']).to_lowercase();
            match bare.as_str() {
                "required" | "mandatory" | "req" => self.mark = Some(NameMark::Required),
                "optional" | "opt" => self.mark = Some(NameMark::Optional),
                "?" => self.mark = Some(NameMark::Optional),
                "" if word.contains('*') && self.mark.is_none() => self.mark = Some(NameMark::Star),
                "" => {}
                _ => words.push(word.trim_start_matches([':', ',', '`', '"'])),
            }
        }
        let negated = words.last().is_some_and(|word| word.trim_matches(['(', ',']).eq_ignore_ascii_case("not"));
        if negated && self.mark == Some(NameMark::Required) {
            self.mark = Some(NameMark::Optional);
            words.pop();
        }
        if text.starts_with('?') {
            self.mark = Some(NameMark::Optional);
        }
        self.rest = words.join(" ").trim_start_matches('?').trim().to_owned();
    }
}

/// The steps that a name with dots and brackets writes; `None` where it is no name.
fn path(name: &str) -> Option<Vec<Step>> {
    if name.is_empty() || name.len() > MAX_NAME || !name.contains(|c: char| c.is_alphabetic()) {
        return None;
    }
    let mut path = Vec::new();
    for segment in name.split('.') {
        let (word, brackets) = match segment.find('[') {
            Some(at) if at > 0 || !path.is_empty() => segment.split_at_checked(at)?,
            Some(_) => return None,
            None => (segment, ""),
        };
        match word {
            "*" | "{key}" | "{name}" | "<key>" | "<name>" | "{id}" => path.push(Step::Values),
            "" if path.is_empty() => return None,
            "" => {}
            word => {
                let plain = |c: char| c.is_alphanumeric() || "_-$@/:~#&%+".contains(c);
                if !word.chars().all(plain) || word.starts_with('/') {
                    return None;
                }
                path.push(Step::Property(word.into()));
            }
        }
        for bracket in brackets.split_inclusive(']').filter(|bracket| !bracket.is_empty()) {
            match bracket.trim_matches(['[', ']']) {
                "" | "*" | "n" | "i" | "N" | "index" | "0" | "x" => path.push(Step::Items),
                "key" | "name" => path.push(Step::Values),
                word if word.chars().all(|c| c.is_alphanumeric() || c == '_') => path.push(Step::Property(word.into())),
                _ => return None,
            }
        }
    }
    matches!(path.first(), Some(Step::Property(_))).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(path: &[Step]) -> String {
        let step = |step: &Step| match step {
            Step::Property(name) => name.clone(),
            Step::Items => "[]".into(),
            Step::Values => "{}".into(),
        };
        path.iter().map(step).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn a_name_is_told_apart_from_its_marks() {
        use NameMark::{Optional, Required, Star};
        for (text, path, depth, mark, rest) in [
            ("queueId", "queueId", 0, None, ""),
            ("`queueId`", "queueId", 0, None, ""),
            ("priority?", "priority", 0, Some(Optional), ""),
            ("priority ?", "priority", 0, Some(Optional), ""),
            ("queueId*", "queueId", 0, Some(Star), ""),
            ("queueId *", "queueId", 0, Some(Star), ""),
            ("*queueId", "queueId", 0, Some(Star), ""),
            ("queueId (required)", "queueId", 0, Some(Required), ""),
            ("queueId required", "queueId", 0, Some(Required), ""),
            ("queueId (not required)", "queueId", 0, Some(Optional), ""),
            ("queueId string", "queueId", 0, None, "string"),
            ("queueId: string", "queueId", 0, None, "string"),
            ("» end", "end", 1, None, ""),
            ("»» end", "end", 2, None, ""),
            ("↳ end", "end", 1, None, ""),
            ("└── end", "end", 1, None, ""),
            ("│   └── end", "end", 2, None, ""),
            ("- end", "end", 1, None, ""),
            ("-- end", "end", 2, None, ""),
            ("..end", "end", 2, None, ""),
            ("phones[].number", "phones/[]/number", 0, None, ""),
            ("phones[0].number", "phones/[]/number", 0, None, ""),
            ("schedule.start", "schedule/start", 0, None, ""),
            ("schedule[start]", "schedule/start", 0, None, ""),
            ("data.*.name", "data/{}/name", 0, None, ""),
            ("$ref", "$ref", 0, None, ""),
            ("x-trace-id", "x-trace-id", 0, None, ""),
            ("@type", "@type", 0, None, ""),
        ] {
            let cell = name_cell(text).unwrap_or_default();
            assert_eq!((&*told(&cell.path), cell.depth, cell.mark, &*cell.rest), (path, depth, mark, rest), "{text}");
        }
        for text in ["", "-", "...", "*", "1", "<name>", "{{name}}", "/path", "| x"] {
            assert_eq!(name_cell(text).map(|cell| told(&cell.path)), None, "{text}");
        }
    }
}
