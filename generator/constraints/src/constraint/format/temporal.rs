//! Formats of days, moments, times and durations: by a pattern such as `yyyy-MM-dd`, by the name of a standard, by an example.

use super::{Constraint, Format, Reading, Type, of_other, of_things};
use crate::{
    clue::Clue,
    constraint::phrase::{Phrase, description, phrases},
};
use ringback_runtime::format::Format as TextFormat;

phrases! {
    /// Matches a sentence about the notation of dates and times by the name of a standard.
    STANDARD = r"(?:\b(?:as|in|using|use|uses|follow(?:s|ing)?|conform(?:s|ing)? to|with|is|are|be|of|to|by)\s+(?:an?\s+|the\s+|valid\s+|standard\s+|full\s+|utc\s+|this\s+|following\s+)*(?:iso[- ]?8601|iso|rfc[- ]?3339)\b|^(?:(?:an?|the)\s+)?(?:valid\s+|optional\s+)*(?:iso[- ]?8601|rfc[- ]?3339)(?:\s*(?:$|[.,;(])|[- ](?:utc\s+|full\s+|local\s+)?(?:format|string|date|time|duration|compliant|encoded|representation|valid))|(?:\(|,\s*|:\s+)(?:iso[- ]?8601|rfc[- ]?3339)\b|\b(?:iso[- ]?8601|rfc[- ]?3339)[- ](?:formatted|compliant|encoded|format|date|time|string|timestamp|duration|valid)|\bformat\s*:?\s*(?:is\s+)?(?:iso[- ]?8601|rfc[- ]?3339)|^iso date[- ]?time\b)";
    /// Matches a sentence that gives the notation as letters.
    LETTERS = r#"(?:\b(?:as|in|in the|of the|format|formatted|form|of|use|using|is|are|with)\s*:?\s*(?:an?\s+|the\s+|following\s+|format\s+)*["'`(]*|[(:,]\s*["'`]?|\bformat(?:ted)?\s*(?:is|as|of|:|=|must be|in)?\s*["'`(]*)(?:yyyy[-/.]?mm|dd?[-/.]?mm?[-/.]?yy|hh:mm|mm[-/.]dd)|[-–—]\s+yyyy-mm-dd\b|\bdates?\b[^.;]*\syyyy-mm-dd\s*(?:$|[.;,)])"#;
    DATE_TIME_PATTERN = r"\byyyy-mm-dd['`]?t['`]?hh:mm:ss(?:'?\.?(?:s{1,9}|f{1,9})'?)?(?:\[?\.?[sm]*\]?)?['`]?(?:z|x{1,3}|\+hh:mm|±hh:mm)+'?";
    DATE_PATTERN = r"\byyyy-mm-dd\b";
    LONGER_DATE = r"\byyyy-mm-dd['T ]*\s?'?t?'?hh|\byyyy-mm-dd't|\byyyy-mm-ddt|\byyyy-mm-dd\s*[\[:/_]";
    TIME_PATTERN = r"(?:^|[^t:\d'-])\bhh:mm:ss(?:\.s{1,9})?\b";
    ZONED_TIME = r"\bhh:mm:ss(?:\.s+)?\s*(?:z|x|\+|-|±)";
    ANY_PATTERN = r"\b(?:yyyy|yy|dd|hh|mm)[-/:. ]?(?:mm|dd|yyyy|ss|MM)|\bd{1,2}[-/.]m{1,2}[-/.]y";
    /// Matches descriptions of two dates in one text.
    RANGE = r"^\W*(?:(?:an?|the)\s+)?range of (?:dates|days|months|times)\b";
    DURATION = r"\bdurations?\b";
    DATE_TIME = r"\b(?:date[- ]?time|datetime|date and time|dates and times|dates/times|time ?stamps?|instant|moment)s?\b";
    DATE = r"\bdates?\b";
    TIME = r"\b(?:times?|hours?)\b";
    BE_DATE = r"\bbe (?:an?\s+)?(?:valid\s+)?dates?\b";
    /// Names of moments: `created_at`, `endTime`.
    MOMENT_NAME = r"(?:_at|(?-i:[a-z]At)|_?timestamp)$";
    /// Names of what has a time.
    TIMED = r"(?:date|time|day|since|until|after|before|start|end)|_at$|(?-i:[a-z]At)$";
    /// Names of moments or of times of the day, which the words decide.
    TIME_NAME = r"(?:_time|(?-i:[a-z]Time))$";
    /// Matches moments in the past: "the time when the bell was rung".
    PAST = r"\b(?:time|moment|instant)\b.*\b(?:when|that|at which)\b.*\b(?:was|were|has been|have been)\b";
    WHEN = r"\btime\s+(?:the|when|at which|that)\b|\bwhen\b|\bhas (?:been|ended|begun|started)\b";
    /// Matches moments and days that are given as examples.
    MOMENT = r"\b\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d";
    DAY = r"(?:^|[^\dT])\d{4}-\d\d-\d\d(?:[^\dTt:-]|$)";
    ALTERNATIVE = r"\b(?:inputs|formats|forms|notations)\b[^.:]{0,20}:\s*[^.]*,|\b(?:iso[- ]?8601|rfc[- ]?3339|format|string)\s*(?:,\s*)?or\s|\bor\s+(?:an?\s+|in\s+|the\s+|as\s+)*(?:iso|rfc|epoch|unix|millis|timestamp|yyyy|mm|date\b)|\b(?:number|epoch|timestamp)\s+or\b|\bor as\b|\bor\s+[\x22\x27`]?(?:today|now|yesterday|tomorrow)\b|\bdates?\s+or\s+(?:an?\s+|full\s+)?(?:date[- ]?times?|datetimes?|time ?stamps?)\b";
}

/// What an SDK means by `date`, as its description and example say; a text if they do not.
pub fn lower_case_date(description: &str) -> Reading {
    match (says_moment(description), says_day(description)) {
        (true, _) => Reading::This(Format::named(TextFormat::DateTime.name()).into()),
        (_, true) => Reading::This(Format::named(TextFormat::Date.name()).into()),
        _ => Reading::This(Constraint::typed(Type::String)),
    }
}

fn says_moment(description: &str) -> bool {
    MOMENT.occurs(description) || LONGER_DATE.occurs(description) || DATE_TIME.occurs(description)
}

pub fn says_day(description: &str) -> bool {
    !says_moment(description) && (DATE_PATTERN.occurs(description) || DAY.occurs(description))
}

/// Whether the value is a moment by the property's name: `created_at`, or `endTime` of what has ended.
fn is_moment(clue: &Clue, text: &str) -> bool {
    PAST.occurs(text)
        || clue.subject.name().is_some_and(|name| MOMENT_NAME.occurs(name) || TIME_NAME.occurs(name) && WHEN.occurs(text))
}

/// The format of dates and times that a sentence describes: by a pattern such as `yyyy-MM-dd` if there is one, else by
/// words and the description's example. "ISO 8601" alone may be a day or a moment.
pub fn temporal(clue: &Clue, text: &str) -> Option<TextFormat> {
    let (standard, letters) = (STANDARD.occurs(text), LETTERS.occurs(text));
    let timed = || clue.subject.name().is_some_and(|name| TIMED.occurs(name));
    let of_others = || of_things(clue, text) == Some(true) && !timed();
    if !(standard || letters) || of_others() || of_other(clue, text) || RANGE.occurs(description(clue)) || ALTERNATIVE.occurs(text) {
        return None;
    }
    let patterns = ANY_PATTERN.all(text).count();
    let one = |pattern: &Phrase| pattern.all(text).count() == 1 && !text.contains('[');
    if one(&DATE_TIME_PATTERN) {
        return (DATE_PATTERN.all(text).count() == 0).then_some(TextFormat::DateTime);
    }
    if one(&DATE_PATTERN) && patterns == 1 && !LONGER_DATE.occurs(text) {
        return Some(TextFormat::Date);
    }
    if one(&TIME_PATTERN) && !ZONED_TIME.occurs(text) && !LONGER_DATE.occurs(text) && patterns <= 1 {
        return Some(TextFormat::PartialTime);
    }
    if patterns > 0 || LONGER_DATE.occurs(text) || !standard {
        return None;
    }
    let whole = description(clue);
    let moment = MOMENT.occurs(whole) || LONGER_DATE.occurs(whole);
    let day = DAY.occurs(whole) || !moment && DATE_PATTERN.occurs(whole);
    match () {
        () if DURATION.occurs(text) && !moment && !day => Some(TextFormat::Duration),
        // "Must be a date" and an example with a time contradict each other.
        () if moment && BE_DATE.occurs(text) => None,
        () if moment && !day => Some(TextFormat::DateTime),
        () if DATE_TIME.occurs(text) && !day => Some(TextFormat::DateTime),
        () if day && !moment && DATE.occurs(text) && !TIME.occurs(text) => Some(TextFormat::Date),
        () if !day && !DURATION.occurs(text) && !DATE.occurs(text) && is_moment(clue, text) => {
            Some(TextFormat::DateTime)
        }
        () => None,
    }
}
