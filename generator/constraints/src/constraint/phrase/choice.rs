//! Other ways in which prose lists values: with an explanation each, as codes in brackets, after the noun that has them.

use super::{Quotation, Shape, description, names_subject, number, phrases, quotation, settled};
use crate::clue::Clue;
use regex::Match;

/// Values with an explanation each: "W - Win or E - Each way", "1 if enabled, 0 if disabled", "ascending (ASC) or
/// descending (DESC)". Of a list of which one entry has no value, none is taken.
pub fn glossed(clue: &Clue, text: &str) -> Option<Vec<String>> {
    if Shape::of(clue).is_numeric() || Shape::of(clue) == Shape::Text {
        // "(e.g., 1 for a month)" lists nothing.
        let settled = settled(text);
        let text: &str = &settled;
        let list = MEANT.parts(text).and_then(|parts| parts.name("list"))?;
        let rest = list.as_str();
        // "0 = lowest, 1 = highest" are the ends of a scale.
        if ENDS.occurs(text)
            || text.get(..list.start()).is_some_and(|before| PASSED.occurs(before) || OF_BOUND.occurs(before))
        {
            return None;
        }
        let parts: Vec<&str> = JOINTS.split(rest).filter(|part| !part.trim().is_empty()).collect();
        let values: Vec<String> = parts
            .iter()
            .filter_map(|part| Some(MEANS.part("value", part)?.trim_matches(['"', '\'', '`']).to_owned()))
            .collect();
        // "(PK = preschool, K = kindergarten)" explains some codes; "(1 - car, 2 - bus)" lists the numbers.
        let aside = text.get(..list.start()).is_some_and(|before| before.ends_with('('));
        let numbers: Vec<i64> = values.iter().filter_map(|value| number(value)?.as_i64()).collect();
        let certain = !aside || numbers.len() == values.len();
        // "0 = info, 4 = critical" are the ends of a scale as well.
        if let [one, other] = numbers.as_slice()
            && one.abs_diff(*other) > 2
        {
            return None;
        }
        return (values.len() > 1 && values.len() == parts.len() && certain).then_some(values);
    }
    None
}

/// Codes in brackets behind their words, and the two formats of an answer.
pub fn alternatives(clue: &Clue, text: &str) -> Option<Vec<String>> {
    if Shape::of(clue) != Shape::Text {
        return None;
    }
    let coded = CODED.parts(text).map(|parts| vec![parts.name("a"), parts.name("b"), parts.name("c")]);
    // "Social Security Number (SSN)" explains itself, and is no code.
    let is_abbreviation =
        |code: &Match| text.get(..code.start()).is_some_and(|before| abbreviates(code.as_str(), before));
    let coded = coded.filter(|codes| !codes.iter().flatten().any(is_abbreviation));
    let glossed = || GLOSSED.parts(text).map(|parts| vec![parts.name("a"), parts.name("b")]);
    // "The rows to write, in JSON or CSV format" is no name of a format.
    let of_content = |found: Option<Match>| {
        found.and_then(|found| text.get(..found.start())).is_some_and(|before| before.trim_end().ends_with(','))
    };
    let formats = || {
        IN_FORMAT
            .parts(text)
            .filter(|parts| !of_content(parts.get(0)))
            .map(|parts| vec![parts.name("a"), parts.name("b")])
    };
    let short = || {
        let parts = SHORT.parts(text)?;
        let word = |name: &str| parts.name(name).map(|part| part.as_str().to_lowercase()).unwrap_or_default();
        let begins = word("one").starts_with(&word("a")) && word("other").starts_with(&word("b"));
        begins.then(|| vec![parts.name("a"), parts.name("b")])
    };
    let bare = || BARE_CHOICE.parts(text).map(|parts| vec![parts.name("a"), parts.name("b")]);
    if let Some(found) = coded.or_else(glossed).or_else(short).or_else(formats) {
        return Some(found.into_iter().flatten().map(|value| value.as_str().to_owned()).collect());
    }
    let found: Vec<String> = bare()?.into_iter().flatten().map(|value| value.as_str().to_owned()).collect();
    let whole =
        clue.description.is_empty() || clue.description.trim().trim_end_matches('.') == text.trim_end_matches('.');
    (whole && !found.iter().any(|value| THING.occurs(value))).then_some(found)
}

/// Whether the letters of an abbreviation are the initials of the capitalised words before its bracket.
fn abbreviates(code: &str, before: &str) -> bool {
    let words: Vec<&str> = before.trim_end_matches(['(', ' ']).split([' ', '-']).collect();
    let letters = code.chars().count();
    let last = words.get(words.len().saturating_sub(letters)..).unwrap_or_default();
    letters > 1 && last.iter().map(|word| word.chars().next()).eq(code.chars().map(Some))
}

/// Whether a description has another list of values beside this one: each is of a part of what there is.
pub fn is_one_of_lists(clue: &Clue, values: &[String]) -> bool {
    let other = |line: &str| {
        let entry = line.trim_start().strip_prefix(['*', '-', '•']).filter(|entry| entry.starts_with(' '));
        let code = entry.and_then(|entry| GLOSSED_CODE.part("code", entry.trim_start()));
        code.is_some_and(|code| !values.iter().any(|value| value == code))
    };
    description(clue).lines().filter(|line| other(line)).count() > 1
}

/// The kinds of something: "The kind of place: village, town or city."
pub fn kinds<'t>(clue: &Clue, text: &'t str) -> Option<(Quotation<'t>, &'t str)> {
    if let Some(rest) = DASHED_CHOICE.part("rest", text) {
        return quotation(rest)
            .filter(|found| found.quoted && found.values.len() > 1 && END.occurs(found.rest))
            .map(|found| (found, ""));
    }
    if let Some(parts) = BEHIND.parts(text) {
        let head = parts.name("head")?.as_str();
        let found = parts.name("rest").and_then(|rest| quotation(text.get(rest.range())?));
        let of_head = SWITCH.occurs(head) || ends_in_value(head) || names_subject(clue, head);
        return found.filter(|found| of_head && found.quoted && END.occurs(found.rest)).map(|found| (found, ""));
    }
    let parts = NAMING.parts(text)?;
    let head = parts.name("head")?.as_str();
    let rest = text.get(parts.get(0)?.end()..)?;
    let found = quotation(rest).filter(|found| END.occurs(found.rest))?;
    let word = |value: &String| !value.contains(char::is_whitespace);
    let about = ends_in_value(head) || names_subject(clue, head);
    let colon = parts.name("sign").is_some_and(|sign| sign.as_str() == ":") && found.values.len() > 2;
    // "State, province, or region." lists things; "Direction of the bell, up or down." lists values.
    if parts.name("sign").is_some_and(|sign| sign.as_str() == ",") && !found.quoted && !head.contains(' ') {
        return None;
    }
    let choice = colon || parts.name("sign").is_some_and(|sign| sign.as_str() != ",") || rest.contains(" or ");
    let listed = choice
        && match found.quoted {
            true => {
                found.values.len() > 1 && (rest.contains(" or ") || found.values.len() > 2)
                    || found.values.len() == 1 && OBJECT_TYPE.occurs(head)
            }
            false => {
                (found.values.len() > 2 || rest.contains(" or "))
                    && (ends_in_value(head) || colon)
                    && found.values.iter().all(word)
                    && !PARTIAL.occurs(description(clue))
            }
        };
    (about && listed).then_some((found, ""))
}

/// Such as `Value: the fixed string "a"`, "Always `a`".
pub fn fixed<'t>(clue: &Clue, text: &'t str) -> Option<(Quotation<'t>, &'t str)> {
    let parts = FIXED.parts(text)?;
    let whole = parts.get(0)?;
    let before = text.get(..whole.start())?;
    // "The rows of it – not of the window, which is always 10" is about the last of several things.
    if whole.as_str().starts_with(',') && before.contains(['(', ';', ':', '–', '—']) {
        return None;
    }
    // "…, and the mark between them will always be '.'" is about the mark.
    let subject = SUBJECT.part("subject", before).map(|subject| IS.removed(subject));
    let apart = whole.as_str().starts_with(['(', ',', ':', '.']);
    if !apart && subject.is_some_and(|subject| !ends_in_value(subject.trim()) && !names_subject(clue, &subject)) {
        return None;
    }
    let rest = text.get(whole.end()..)?;
    let found = quotation(rest).filter(|found| found.values.len() == 1 && FIXED_END.occurs(found.rest))?;
    let plain = found.quoted
        || found.values.iter().all(|value| {
            value.bytes().all(|b| b.is_ascii_digit())
                || value.len() > 1 && *value == value.to_uppercase()
                || value.contains('_') && text.contains("set to")
        });
    plain.then_some((found, ""))
}

/// Whether a noun phrase ends in a noun that has values: "the kind of place".
fn ends_in_value(head: &str) -> bool {
    VALUE_NOUN.occurs(head)
}

/// Whether a text before a colon is about what has the values that follow.
pub fn is_of_values(clue: &Clue, lead: &str) -> bool {
    NAMING.part("head", lead).is_some_and(|head| names_subject(clue, head) || ends_in_value(head))
}

phrases! {
    MEANT = r#"^(?:.*?(?:(?::|,|[-–—])\s+|\())??(?P<list>["'`]?(?:-?\d{1,4}|(?-i:[A-Z][A-Z0-9_]{0,14}))["'`]?\s*(?:if|for|=|means|indicates|when|[-–—]|:)\s+\S.*)$"#;
    ENDS = r"[=:–-]\s*(?:the\s+)?(?:lowest|highest|best|worst|weakest|strongest|minimum|maximum|least|most)\b";
    JOINTS = r#"[,;]\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+"#;
    MEANS = r#"^\s*(?P<value>["'`]?(?:-?\d{1,4}|(?-i:[A-Z][A-Z0-9_]{0,14}))["'`]?)\s*(?:(?:if|for|=|means|indicates|when|[-–—]|:)\s+\S|(?:otherwise|if not|else)\s*\.?$)"#;
    /// Matches what says that a bound or a default follows, and no value: "max: 60 for months".
    OF_BOUND = r"\b(?:max(?:imum)?|min(?:imum)?|default|limit|size|length|range|at (?:most|least)|up to)\b[\s:=(]*$";
    /// Matches an entry of a list that begins with a code: "`A1` – the first".
    GLOSSED_CODE = r#"^["'`]?(?P<code>(?-i:[A-Z0-9][A-Z0-9_]*))["'`]?\s*(?:[-–—:=]|$)"#;
    /// Matches a value with its explanation among those that were passed over.
    PASSED = r"(?:^|[\s,:(])(?:(?-i:-?\d{1,4}|[A-Z][A-Z0-9_]{0,14})\s*(?:=|:|means|[-–—])|-?\d{1,4}\s+(?:for|if|when|is))\s+\S";
    CODED = r"\((?P<a>(?-i:[A-Z]{1,10}))\)(?:,\s+[a-z ]+\((?P<c>(?-i:[A-Z]{1,10}))\))?,?\s+(?:or|and)\s+[a-z ]+\((?P<b>(?-i:[A-Z]{1,10}))\)\s*\.?$";
    /// Such as "UP (rising) or DOWN (falling)".
    GLOSSED = r"^(?:[^:()]{2,60}:\s*)?(?P<a>(?-i:[A-Z]{2,12}))\s+\([a-z][a-z ]+\),?\s+or\s+(?P<b>(?-i:[A-Z]{2,12}))\s+\([a-z][a-z ]+\)\s*\.?$";
    /// Such as "Ascending (asc) or descending (desc)", where the code begins its word.
    SHORT = r"^(?:.*\s)?(?P<one>[a-z]{4,20})\s+\((?P<a>[a-z]{1,8})\),?\s+or\s+(?P<other>[a-z]{4,20})\s+\((?P<b>[a-z]{1,8})\)\s*\.?$";
    IN_FORMAT = r"\b(?:in|as)\s+(?P<a>[A-Za-z]{2,8})(?:\s*\(default\))?\s+or\s+(?P<b>[A-Za-z]{2,8})(?:\s*\(default\))?\s+formats?\s*\.?$";
    BARE_CHOICE = r"^(?P<a>[A-Za-z][\w-]{1,20})\s+or\s+(?P<b>[A-Za-z][\w-]{1,20})\s*\.?$";
    /// Matches nouns that are things and not values: "Name or ID".
    THING = r"(?i)^(?:true|false|yes|no|static|dynamic|statically|dynamically|on|off|\w*name|\w*id|ids|uuid|guid|code|codes|e-?mail|phone|number|title|url|uri|link|key|path|address|user|group|slug|symbol|alias|text|string|integer|object|array|list|null|date|time|timestamp|file|folder|description|keyword|query|tag|tags|label|value|amount|percentage|latitude|longitude|city|state|country|zip|postcode|handle|hash|number|person|organi[sz]ation|company|account|it|more|less|higher|lower|later|earlier|greater)$";
    /// The noun phrase at the end of what stands before "always".
    SUBJECT = r"(?:^|[,;:(]\s*|\band\s+)(?P<subject>(?:the|an?|its)\s+[^,;:(]{2,80}?)\s*$";
    IS = r"\b(?:is|will|must|should|be)\s*$";
    FIXED_END = r"^\s*(?:[.)]|$|,\s|(?:for this|representing)\s[^,;]*$)";
    /// Values right behind the noun that has them: "Boolean operator 'true' or 'false'".
    BEHIND = r#"^(?:(?:the|an?)\s+)?(?P<head>(?:[a-z]+\s){0,3}[a-z]+)\s+(?P<rest>["'`][^"'`]{1,40}["'`]\s+or\s+["'`].*)$"#;
    SWITCH = r"^boolean\b";
    DASHED_CHOICE = r#"^(?:[A-Za-z]+\s+){1,5}[-–—]\s+(?P<rest>["'`][^"'`]{1,40}["'`](?:\s*\([^()]*\))?(?:,\s*["'`][^"'`]{1,40}["'`])*,?\s+or\s+["'`].*)$"#;
    NAMING = r#"^(?:(?:the|a|an|search by|filter by|indicates the|specifies the|describes the)\s+)?(?P<head>[^:;,("'`]{2,60}?)\s*(?P<sign>[:(,])\s*"#;
    VALUE_NOUN = r"^(?:the\s+)?(?:[a-z]+\s)?(?:kind|type|status|state|mode|level|direction|order|sort order|category|format|severity|priority|gender|role|outcome|result|phase|stage)(?:\s+of\s+(?:the\s+|an?\s+)?[a-z]+(?:\s[a-z]+)?)?$";
    OBJECT_TYPE = r"\b(?:type|kind|object|entity)$";
    /// Matches descriptions by which a part of a value, or any other, will do.
    PARTIAL = r"\b(?:part of|partial|any|free|custom|e\.g\.|such as|other)\b";
    FIXED = r"(?:\b(?:fixed|constant|literal)\s+(?:string|value|text)\s*:?\s+|(?:^|[:(]\s*|\b(?:is|be|the)\s+)(?:the\s+)?string\s+literal\s+|(?:^|[(:.,]\s*|\b(?:is|must be|be|to|will|should|must)\s+)always\s+(?:be\s+(?:set to\s+)?|set to\s+|equals?\s+(?:to\s+)?|ha(?:s|ve) the value\s+|the (?:string|value)\s+)?|,\s+(?:which\s+)?(?:must be|(?:is|must be|will be|will)\s+always(?:\s+be)?)\s+(?:set to\s+)?(?:the (?:string|value)\s+)?|^must be set to\s+)";
    END = r"^\s*(?:[.,]?\s*$|\.\s|\(|;|[)\]]\s*\.?\s*$|,\s+(?:which|where|and\s+(?:is|must)|depending|default)\b)";
}
