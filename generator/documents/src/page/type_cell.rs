//! A type as a cell, a line or an item writes it, apart from what else stands there: `string (required)`,
//! `array of strings, optional`, `string | null`, `string<uuid>`, `?string`.

use ringback_constraints::{
    clue::Column,
    constraint::cell::{presence, range, values},
    spelling::{Spelling, is_known, or_null, spell},
};

/// A type and what stands beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TypeCell {
    /// The type as an SDK would spell it; empty if none is there.
    pub spelling: String,
    /// What stands beside it, as cells of columns that say it: `required`, `uuid`, `max 50`.
    pub cells: Vec<(Column, String)>,
    /// Words that are neither.
    pub rest: Vec<String>,
}

/// A cell longer than this, or with more brackets, does not spell a type.
const MAX_CELL: usize = 1_024;
const MAX_BRACKETS: usize = 32;

/// Reads a cell.
pub fn type_cell(text: &str) -> TypeCell {
    let text = unquoted(text.trim());
    let mut cell = TypeCell::default();
    let brackets = text.chars().filter(|c| "<[({?*".contains(*c)).count();
    if text.is_empty() || text.len() > MAX_CELL || brackets > MAX_BRACKETS {
        cell.spelling = text.into();
        return cell;
    }
    if let Some(nullable) = text.strip_prefix('?').filter(|rest| is_known(rest)) {
        // It is null in one notation and may be missing in another.
        cell.spelling = format!("{nullable}?");
        return cell;
    }
    if is_spelling(text) {
        cell.spelling = text.into();
        return cell;
    }
    if let Some((kind, format)) = text.strip_suffix('>').and_then(|text| text.split_once('<'))
        && ringback_constraints::constraint::is_format(&format.to_lowercase())
        && matches!(&*kind.to_lowercase(), "string" | "integer" | "number")
    {
        cell.spelling = kind.into();
        cell.cells.push((Column::Format, format.to_lowercase()));
        return cell;
    }
    if let Some(listed) = after_enum(text).and_then(values) {
        cell.cells.push((Column::Values, listed.join(", ")));
        return cell;
    }
    // `string / required`, but `string / null` is a type.
    let slashed = text.split(" / ").any(|part| presence(part).is_some()).then(|| text.replace(" / ", ", "));
    let text = slashed.as_deref().unwrap_or(text);
    let mut base = Vec::new();
    for piece in lines(text).flat_map(pieces) {
        cell.piece(piece, &mut base);
    }
    let base = base.join(" ");
    cell.spelling = match phrase(&base) {
        Some(spelling) => spelling,
        None if base.is_empty() => String::new(),
        None => base,
    };
    cell.take_type_from_rest();
    cell
}

/// A text without the marks of code around the whole of it.
fn unquoted(text: &str) -> &str {
    let inner = text.strip_prefix('`').and_then(|text| text.strip_suffix('`'));
    inner.filter(|inner| !inner.contains('`')).unwrap_or(text).trim()
}

/// Whether the text as a whole spells a type, and needs no taking apart.
fn is_spelling(text: &str) -> bool {
    match spell(text) {
        _ if text.contains('\n') => false,
        Spelling::Name(name) if text.contains(' ') => is_known(&name) && text.starts_with("Pointer to "),
        Spelling::Name(name) => is_known(&name) || presence(text).is_none() && !is_word(text),
        Spelling::Unknown => false,
        Spelling::Nullable(_) => or_null(text).is_none_or(|inner| spell(inner) != Spelling::Unknown),
        Spelling::List(inner) => spell(&inner) != Spelling::Unknown,
        Spelling::Map(inner) => inner.trim().is_empty() || spell(&inner) != Spelling::Unknown,
    }
}

/// What stands behind "enum" at the beginning of a cell.
fn after_enum(text: &str) -> Option<&str> {
    let rest = ["enum", "enumeration", "one of"].iter().find_map(|word| {
        let start = text.get(..word.len())?;
        start.eq_ignore_ascii_case(word).then(|| text.get(word.len()..)).flatten()
    })?;
    rest.starts_with([':', '(', ' ', '<', '[']).then(|| rest.trim_matches([':', '(', ')', ' ', '<', '>', '[', ']']))
}

/// The lines of a cell; one that lists values stays whole.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty())
}

/// Words of cells that look like names of types and are none.
fn is_word(text: &str) -> bool {
    matches!(
        &*text.to_lowercase(),
        "enum" | "enumeration" | "nullable" | "deprecated" | "read-only" | "readonly" | "writeonly"
    )
}

/// The pieces of a cell: groups in brackets behind a word, and what commas, semicolons and line breaks separate outside of
/// them. Brackets that belong to a type, `array[string]`, stay with it.
fn pieces(text: &str) -> Vec<&str> {
    if after_enum(text).and_then(values).is_some() {
        return vec![text];
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    let mut group = None;
    let mut push = |from: usize, to: usize| {
        let piece = text.get(from..to).unwrap_or_default().trim().trim_matches([',', ';']).trim();
        let piece = unquoted(piece);
        if !piece.is_empty() {
            pieces.push(piece);
        }
    };
    for (at, c) in text.char_indices() {
        match c {
            '(' if depth == 0 => {
                push(start, at);
                (group, start, depth) = (Some(at), at + 1, 1);
            }
            '(' | '<' | '[' | '{' => depth += 1,
            ')' if depth == 1 && group.is_some() => {
                push(start, at);
                (group, start, depth) = (None, at + 1, 0);
            }
            ')' | '>' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' | ';' | '\n' | '·' | '—' | '–' if depth == 0 => {
                push(start, at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    push(start, text.len());
    pieces
}

impl TypeCell {
    /// Takes one piece: a type's part goes to the base, anything else to its column.
    fn piece<'t>(&mut self, piece: &'t str, base: &mut Vec<&'t str>) {
        if base.is_empty() && is_spelling(piece) && presence(piece).is_none() {
            base.push(piece);
            return;
        }
        if !base.is_empty() && piece.contains(',') && piece.split(',').all(|part| !part.trim().contains(' ')) {
            let mut apart = Self::default();
            piece.split(',').for_each(|part| apart.mark(part.trim()));
            if apart.rest.is_empty() {
                self.cells.extend(apart.cells);
                return;
            }
        }
        if !self.try_mark(piece) {
            self.words(piece, base);
        }
    }

    fn mark(&mut self, piece: &str) {
        if !self.try_mark(piece) {
            self.rest.push(piece.into());
        }
    }

    /// Takes a piece that is one mark; `false` if it is none.
    fn try_mark(&mut self, piece: &str) -> bool {
        let word = piece.trim().trim_matches(['[', ']', '*', '`', '.']).trim();
        let lower = word.to_lowercase();
        let cell = match lower.as_str() {
            "required" | "mandatory" | "optional" | "not required" | "conditional" => (Column::Required, word.into()),
            "nullable" | "null" | "or null" | "may be null" | "can be null" => (Column::Nullable, "yes".into()),
            "not null" | "non-null" | "not nullable" | "non-nullable" => (Column::Nullable, "no".into()),
            "read-only" | "read only" | "readonly" | "write-only" | "write only" | "writeonly" => {
                (Column::Access, word.into())
            }
            "deprecated" => (Column::Deprecated, "yes".into()),
            "enum" | "enumeration" => return true,
            _ if after_enum(word).is_some_and(|listed| values(listed).is_some()) => {
                (Column::Values, after_enum(word).unwrap_or_default().into())
            }
            _ => match self.labelled(word, &lower) {
                Some(cell) => cell,
                None => return false,
            },
        };
        self.cells.push(cell);
        true
    }

    /// A piece with a label, `default: 5`, or one that is known by its form: a format, a length, a range.
    fn labelled(&self, word: &str, lower: &str) -> Option<(Column, String)> {
        for (label, column) in [
            ("default", Column::Default),
            ("format", Column::Format),
            ("example", Column::Example),
            ("pattern", Column::Pattern),
            ("enum", Column::Values),
            ("max length", Column::MaxLength),
            ("maxlength", Column::MaxLength),
            ("min length", Column::MinLength),
            ("minlength", Column::MinLength),
        ] {
            let Some(value) = lower.strip_prefix(label).and_then(|rest| word.get(word.len() - rest.len()..)) else {
                continue;
            };
            if value.starts_with([':', '=', ' ']) {
                let value = value.trim_start_matches([':', '=', ' ']).trim_start_matches("is ").trim();
                return (!value.is_empty()).then(|| (column, value.to_owned()));
            }
        }
        let format = ringback_constraints::constraint::is_format(lower);
        let quoted =
            word.contains(['"', '\'', '`']).then(|| ringback_constraints::constraint::cell::values(word)).flatten();
        let counted = lower.strip_suffix(" characters").or_else(|| lower.strip_suffix(" chars"));
        match () {
            () if format => Some((Column::Format, lower.into())),
            () if quoted.is_some() => Some((Column::Values, word.into())),
            () if counted.is_some_and(|length| range(length).is_some() || length.parse::<u32>().is_ok()) => {
                Some((Column::Length, counted.unwrap_or_default().into()))
            }
            () if range(lower).is_some() => Some((Column::Range, lower.into())),
            () if !lower.is_empty() && lower.bytes().all(|byte| byte.is_ascii_digit()) => {
                Some((Column::Length, lower.into()))
            }
            () => None,
        }
    }

    /// Takes a piece of several words: marks before and behind a type, `optional string`, `string or null`, `string enum`.
    fn words<'t>(&mut self, piece: &'t str, base: &mut Vec<&'t str>) {
        let mut piece = piece.trim();
        loop {
            let first = piece.split_whitespace().next().unwrap_or_default();
            let last = piece.rsplit(char::is_whitespace).next().unwrap_or_default();
            let lower = piece.to_lowercase();
            if let Some(inner) =
                ["or null", "| null", "|null", "/null", "or nil"].iter().find_map(|end| lower.strip_suffix(end))
            {
                self.cells.push((Column::Nullable, "yes".into()));
                piece = piece.get(..inner.len()).unwrap_or_default().trim();
            } else if first.len() < piece.len() && self.try_mark(first) {
                piece = piece.get(first.len()..).unwrap_or_default().trim();
            } else if last.len() < piece.len()
                && (last.starts_with(char::is_alphabetic) || last.starts_with(['[', '*']))
                && self.try_mark(last)
            {
                piece = piece.get(..piece.len() - last.len()).unwrap_or_default().trim();
            } else {
                break;
            }
        }
        match () {
            () if piece.is_empty() => {}
            () if base.is_empty() => base.push(piece),
            () => self.rest.push(piece.into()),
        }
    }

    /// Gives an object or list without a type of its parts the name in brackets behind it: `object (Address)`.
    fn take_type_from_rest(&mut self) {
        let is_list = matches!(&*self.spelling.to_lowercase(), "array" | "list");
        if !is_list && !self.spelling.eq_ignore_ascii_case("object") {
            return;
        }
        let singular = |words: &str| phrase(words).or_else(|| phrase(words.strip_suffix('s')?));
        let is_type = |word: &str| {
            let name = word.strip_prefix("of ").unwrap_or(word);
            singular(name).is_some() || !name.contains(' ') && name.starts_with(char::is_uppercase)
        };
        let format =
            self.cells.iter().position(|(column, word)| *column == Column::Format && is_list && is_known(word));
        let named = self.rest.iter().position(|word| is_type(word)).map(|at| self.rest.remove(at));
        let Some(named) = named.or_else(|| format.map(|at| self.cells.remove(at).1)) else { return };
        let inner = named.strip_prefix("of ").unwrap_or(&named);
        let inner = singular(inner).unwrap_or_else(|| inner.to_owned());
        self.spelling = if is_list { format!("List<{inner}>") } else { inner };
    }
}

/// A type in words as an SDK spells it: `List<string>` for "array of strings"; `None` if the words are no type.
fn phrase(words: &str) -> Option<String> {
    let words = words.trim().trim_end_matches(['.', ':']);
    let lower = words.to_lowercase();
    for list in [
        "array of ",
        "list of ",
        "arrays of ",
        "array containing ",
        "set of ",
        "collection of ",
        "an array of ",
        "a list of ",
    ] {
        if let Some(inner) = lower.strip_prefix(list).and_then(|inner| words.get(words.len() - inner.len()..)) {
            let inner = phrase(inner).or_else(|| phrase(inner.strip_suffix('s')?))?;
            return Some(format!("List<{inner}>"));
        }
    }
    if let Some(value) = lower.strip_suffix(" map").and_then(|map| map.strip_prefix("string to ")) {
        return Some(format!("Map<string, {}>", phrase(value)?));
    }
    if let Some(map) = lower.strip_prefix("map of string to ").or_else(|| lower.strip_prefix("map of ")) {
        return Some(format!("Map<string, {}>", phrase(map).or_else(|| phrase(map.strip_suffix('s')?))?));
    }
    let named = words.strip_suffix(" object").or_else(|| words.strip_suffix(" objects")).unwrap_or(words);
    let named = named.strip_prefix("an ").or_else(|| named.strip_prefix("a ")).unwrap_or(named);
    match spell(named) {
        Spelling::Name(name) if is_known(&name) || name.starts_with(char::is_uppercase) => Some(named.into()),
        Spelling::Name(_) if named.len() < words.len() => Some("object".into()),
        Spelling::List(_) | Spelling::Map(_) | Spelling::Nullable(_) => Some(named.into()),
        Spelling::Name(_) | Spelling::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Column::{Access, Default, Format, Length, MaxLength, Nullable, Range, Required, Values};

    #[test]
    fn a_type_is_told_apart_from_what_stands_beside_it() {
        for (text, spelling, cells) in [
            ("string", "string", &[][..]),
            ("List<String>", "List<String>", &[]),
            ("dict(str, str)", "dict(str, str)", &[]),
            ("string (required)", "string", &[(Required, "required")]),
            ("integer, optional", "integer", &[(Required, "optional")]),
            ("integer / optional", "integer", &[(Required, "optional")]),
            ("optional string", "string", &[(Required, "optional")]),
            ("string (uuid)", "string", &[(Format, "uuid")]),
            ("string<date-time>", "string", &[(Format, "date-time")]),
            ("integer(int32)", "integer", &[(Format, "int32")]),
            ("string | null", "string | null", &[]),
            ("string or null", "string", &[(Nullable, "yes")]),
            ("?string", "string?", &[]),
            ("nullable string", "string", &[(Nullable, "yes")]),
            ("string enum", "string", &[]),
            ("enum", "", &[]),
            ("enum: `a`, `b`", "", &[(Values, "a, b")]),
            ("string\nenum: a, b", "string", &[(Values, "a, b")]),
            ("integer \n 0..10", "integer", &[(Range, "0..10")]),
            ("`string`", "string", &[]),
            ("`string` (required)", "string", &[(Required, "required")]),
            ("string (\"a\", \"b\")", "string", &[(Values, "\"a\", \"b\"")]),
            ("string (max length: 50)", "string", &[(MaxLength, "50")]),
            ("string(50)", "string", &[(Length, "50")]),
            ("string (1-50 characters)", "string", &[(Length, "1-50")]),
            ("integer (0-10)", "integer", &[(Range, "0-10")]),
            ("string, default: wav", "string", &[(Default, "wav")]),
            ("string, read-only", "string", &[(Access, "read-only")]),
            ("array of strings", "List<string>", &[]),
            ("Array of Phone objects", "List<Phone>", &[]),
            ("array[string]", "array[string]", &[]),
            ("array (of strings)", "List<string>", &[]),
            ("object (Address)", "Address", &[]),
            ("Address object", "Address", &[]),
            ("string to integer map", "Map<string, integer>", &[]),
            ("string, required", "string", &[(Required, "required")]),
            ("string [required]", "string", &[(Required, "required")]),
            ("integer(int32) (optional)", "integer", &[(Format, "int32"), (Required, "optional")]),
            ("string or integer", "string or integer", &[]),
            ("", "", &[]),
        ] {
            let cell = type_cell(text);
            let cells: Vec<_> =
                cells.iter().map(|(column, text): &(Column, &str)| (*column, (*text).to_owned())).collect();
            assert_eq!((&*cell.spelling, cell.cells), (spelling, cells), "{text}");
        }
        assert_eq!(type_cell("string (of the queue)").rest, ["of the queue"]);
    }
}
