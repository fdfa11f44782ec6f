//! What the words of table cells mean, which several kinds read: yes and no, presence, ranges, lists of values; and the
//! defaults, examples and marks that are no constraint.

use crate::{
    clue::{Clue, Column, Content},
    constraint::{
        Reading,
        phrase::{Shape, number},
    },
};
use ringback_contract::name::fold;
use serde_json::{Number, Value};

/// The defaults, examples and marks in a cell.
pub fn read(clue: &Clue) -> Vec<Reading> {
    let Content::Cell(column, text) = &clue.content else { return Vec::new() };
    let text = text.trim();
    match column {
        Column::Default if is_blank(text) || matches!(text, "null" | "undefined" | "nil") => vec![Reading::Description],
        Column::Example if is_blank(text) => vec![Reading::Description],
        Column::Default => value(clue, text, false).map(Reading::Default).into_iter().collect(),
        Column::Example => value(clue, text, true).map(Reading::Example).into_iter().collect(),
        Column::ReadOnly => mark("readOnly", yes_or_no(text)),
        Column::WriteOnly => mark("writeOnly", yes_or_no(text)),
        Column::Access => match fold(text).as_str() {
            "readonly" | "r" | "ro" | "read" | "computed" | "output" | "outputonly" => mark("readOnly", Some(true)),
            "writeonly" | "w" | "wo" | "write" | "input" | "inputonly" => mark("writeOnly", Some(true)),
            "" | "rw" | "readwrite" | "readandwrite" | "wr" | "none" => vec![Reading::Description],
            _ => Vec::new(),
        },
        Column::Deprecated if text.to_lowercase().starts_with("deprecated") => mark("deprecated", Some(true)),
        Column::Deprecated => mark("deprecated", yes_or_no(text)),
        Column::Since => vec![Reading::Description],
        _ => Vec::new(),
    }
}

/// A cell about a constraint that no kind understood, to be read again as the sentence that it may be.
pub fn as_sentence(clue: &Clue) -> Option<Reading> {
    let Content::Cell(column, text) = &clue.content else { return None };
    let is_worded = !matches!(column, Column::Type | Column::Notes | Column::Default | Column::Example);
    (is_worded && text.trim().contains(char::is_whitespace))
        .then(|| Reading::Again(Content::Sentence(text.trim().into())))
}

fn mark(keyword: &str, said: Option<bool>) -> Vec<Reading> {
    match said {
        Some(true) => vec![Reading::Again(Content::Keyword(keyword.into(), Value::Bool(true)))],
        Some(false) => vec![Reading::Description],
        None => Vec::new(),
    }
}

/// Whether a cell says nothing: it is empty, a dash, `N/A` or `none`.
pub fn is_blank(text: &str) -> bool {
    matches!(text.trim().to_lowercase().as_str(), "" | "-" | "–" | "—" | "--" | "n/a" | "na" | "none" | "." | "_")
}

/// Yes or no in the words and marks of tables; `None` for anything else.
pub fn yes_or_no(text: &str) -> Option<bool> {
    // A variation selector says how a mark is drawn.
    match text.trim().trim_end_matches(['.', '\u{fe0e}', '\u{fe0f}']).to_lowercase().as_str() {
        "yes"
        | "y"
        | "true"
        | "t"
        | "✓"
        | "✔"
        | "✅"
        | "☑"
        | "x"
        | "●"
        | "•"
        | "1"
        | "always"
        | "+"
        | ":white_check_mark:"
        | ":heavy_check_mark:"
        | ":ballot_box_with_check:" => Some(true),
        "no"
        | "n"
        | "false"
        | "f"
        | "✗"
        | "✘"
        | "❌"
        | "✖"
        | "✕"
        | "☐"
        | "○"
        | "-"
        | "–"
        | "—"
        | "0"
        | "never"
        | ""
        | ":x:"
        | ":heavy_multiplication_x:"
        | ":negative_squared_cross_mark:" => Some(false),
        _ => None,
    }
}

/// What a cell about presence says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is always there.
    Required,
    /// It may be missing.
    Optional,
    /// It depends on something.
    Conditional,
}

/// The presence that a cell states: `yes`, `M`, `0..1`, `Required`; `None` if it states none.
pub fn presence(text: &str) -> Option<Presence> {
    if text.trim() == "*" {
        return Some(Presence::Required);
    }
    let word = text.trim().trim_matches(['*', '(', ')', '[', ']', '.', '`']).trim().to_lowercase();
    if let Some((least, _)) = cardinality(&word) {
        return Some(if least > 0 { Presence::Required } else { Presence::Optional });
    }
    match word.as_str() {
        "m" | "r" | "req" | "required" | "mandatory" | "must" | "compulsory" | "obligatory" | "always required" => {
            return Some(Presence::Required);
        }
        "o" | "opt" | "optional" | "not required" | "no, optional" | "computed" | "read-only" | "read only" | "may"
        | "not mandatory" | "recommended" => return Some(Presence::Optional),
        "c"
        | "cond"
        | "cond."
        | "conditional"
        | "conditionally"
        | "conditional required"
        | "depends"
        | "c/m"
        | "m/c"
        | "o/c"
        | "see description"
        | "see note"
        | "conditionally required" => return Some(Presence::Conditional),
        _ => {}
    }
    yes_or_no(&word).map(|yes| if yes { Presence::Required } else { Presence::Optional })
}

/// The least and greatest number in `0..1`, `1..N`, `1..*`, `0-n`, `[1, 5]`; no greatest number for `N`.
pub fn cardinality(text: &str) -> Option<(u64, Option<u64>)> {
    let text = text.trim().trim_matches(['[', ']', '(', ')', '`']);
    let (least, most) = ["...", "..", "…", "-", "–", ":", ","].iter().find_map(|between| text.split_once(between))?;
    let least = least.trim().parse().ok()?;
    match most.trim().to_lowercase().as_str() {
        "n" | "*" | "m" | "many" | "∞" | "unbounded" | "inf" => Some((least, None)),
        most => Some((least, Some(most.parse().ok()?))).filter(|(least, most)| most.is_none_or(|most| *least <= most)),
    }
}

/// The least and greatest number in a cell about a range: `0-10`, `0..10`, `[0, 10]`, `≥ 1`, `min 0, max 10`.
pub fn range(text: &str) -> Option<(Option<Number>, Option<Number>)> {
    let text = text.trim().trim_end_matches('.').trim_matches(['[', ']', '`']).to_lowercase();
    if let Some(least) =
        ["≥", ">=", "min.", "minimum", "min", "at least", "from"].iter().find_map(|word| text.strip_prefix(word))
    {
        let least = least.trim_start_matches([':', '=', ' ']);
        let Some((least, most)) = [",", ";", " and ", " to ", " "].iter().find_map(|between| least.split_once(between))
        else {
            return Some((Some(number(least.trim())?), None));
        };
        let most = ["max.", "maximum", "max", "≤", "<=", "at most"]
            .iter()
            .find_map(|word| most.trim().strip_prefix(word))
            .unwrap_or(most);
        return Some((Some(number(least.trim())?), Some(number(most.trim_start_matches([':', '=', ' ']).trim())?)));
    }
    if let Some(most) =
        ["≤", "<=", "max.", "maximum", "max", "at most", "up to"].iter().find_map(|word| text.strip_prefix(word))
    {
        return Some((None, Some(number(most.trim_start_matches([':', '=', ' ']).trim())?)));
    }
    let text = text.strip_prefix("between ").unwrap_or(&text);
    ["...", "..", "…", " to ", " and ", " - ", " – ", "–", ","]
        .iter()
        .find_map(|between| text.split_once(between))
        .or_else(|| {
            let at = text.char_indices().skip(1).find(|(_, c)| *c == '-')?.0;
            Some((text.get(..at)?, text.get(at + 1..)?))
        })
        .and_then(|(least, most)| Some((Some(number(least.trim())?), Some(number(most.trim())?))))
        .filter(|(least, most)| least.as_ref().map(Number::as_f64) <= most.as_ref().map(Number::as_f64))
}

/// The values in a cell that lists them: `inbound, outbound`, `"a" | "b"`, `1 / 2`. `None` where they are no plain words.
pub fn values(text: &str) -> Option<Vec<String>> {
    if is_blank(text) {
        return None;
    }
    let text = text.trim().trim_end_matches('.').trim_matches(['[', ']', '{', '}']);
    let between = ['|', ',', ';', '/', '\n'].into_iter().find(|between| text.contains(*between))?;
    let plain = |value: &str| {
        let value = value.trim().trim_start_matches("or ").trim();
        let value = value.trim_matches(['"', '\'', '`', '“', '”']);
        (!value.is_empty() && !value.contains(char::is_whitespace) && !value.contains(['(', ')', '…', '=']))
            .then(|| value.to_owned())
    };
    let values: Vec<String> = text.split(between).map(plain).collect::<Option<_>>()?;
    let open = values.iter().any(|value| value.contains("..") || value.eq_ignore_ascii_case("etc"));
    (values.len() > 1 && !open).then_some(values)
}

/// Texts longer than this are no examples, but prose about them.
const MAX_EXAMPLE: usize = 80;

/// A cell as a JSON value of the type that the page states; `None` where it does not fit.
fn value(clue: &Clue, text: &str, is_example: bool) -> Option<Value> {
    let bare = text.trim_matches(['`', '"', '\'', '“', '”']);
    let json = || serde_json::from_str::<Value>(text.trim_matches('`')).ok();
    let is_word = !bare.contains(char::is_whitespace) || bare.len() < text.len();
    let word = || Value::String(bare.into());
    match Shape::of(clue) {
        Shape::Text => (is_word || is_example && bare.len() <= MAX_EXAMPLE).then(word),
        Shape::Boolean => bare.to_lowercase().parse().ok().map(Value::Bool),
        Shape::Integer => bare.replace(',', "").parse::<i64>().ok().map(Value::from),
        Shape::Number => json().filter(Value::is_number),
        Shape::List => json().filter(Value::is_array),
        Shape::Object => json().filter(Value::is_object),
        Shape::Unknown | Shape::Named => json().or_else(|| is_word.then(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presence_is_said_in_many_words() {
        for (text, expected) in [
            ("Yes", Some(Presence::Required)),
            ("M", Some(Presence::Required)),
            ("✓", Some(Presence::Required)),
            ("**Required**", Some(Presence::Required)),
            ("*", Some(Presence::Required)),
            ("✔️", Some(Presence::Required)),
            (":x:", Some(Presence::Optional)),
            ("☐", Some(Presence::Optional)),
            ("1", Some(Presence::Required)),
            ("1..1", Some(Presence::Required)),
            ("1..N", Some(Presence::Required)),
            ("0..1", Some(Presence::Optional)),
            ("0..*", Some(Presence::Optional)),
            ("no.", Some(Presence::Optional)),
            ("O", Some(Presence::Optional)),
            ("false", Some(Presence::Optional)),
            ("Computed", Some(Presence::Optional)),
            ("C", Some(Presence::Conditional)),
            ("Conditional", Some(Presence::Conditional)),
            ("if direction is outbound", None),
            ("maybe", None),
        ] {
            assert_eq!(presence(text), expected, "{text}");
        }
    }

    #[test]
    fn ranges_are_written_in_many_ways() {
        let both = |least: i64, most: i64| Some((Some(Number::from(least)), Some(Number::from(most))));
        for (text, expected) in [
            ("0-10", both(0, 10)),
            ("0..10", both(0, 10)),
            ("0 – 10", both(0, 10)),
            ("[0, 10]", both(0, 10)),
            ("0 to 10", both(0, 10)),
            ("between 0 and 10", both(0, 10)),
            ("-5 - 5", both(-5, 5)),
            ("min 0, max 10", both(0, 10)),
            ("≥ 1", Some((Some(1.into()), None))),
            ("max: 10", Some((None, Some(10.into())))),
            ("10 - 0", None),
            ("any", None),
            ("", None),
        ] {
            assert_eq!(range(text), expected, "{text}");
        }
    }

    #[test]
    fn a_list_of_plain_words_is_one_of_values() {
        for (text, expected) in [
            ("inbound, outbound", Some(vec!["inbound", "outbound"])),
            ("`inbound` | `outbound`", Some(vec!["inbound", "outbound"])),
            ("inbound / outbound", Some(vec!["inbound", "outbound"])),
            ("\"a\", \"b\", or \"c\"", Some(vec!["a", "b", "c"])),
            ("one, or two of them", None),
            ("inbound", None),
            ("n/a", None),
            ("a, b, ...", None),
            ("a, b, etc.", None),
        ] {
            let expected = expected.map(|values| values.into_iter().map(String::from).collect());
            assert_eq!(values(text), expected, "{text}");
        }
    }
}
