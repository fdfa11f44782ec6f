//! Classes of values that a faulty receiver treats alike: times that differ only in their date, strings that contain a
//! number, and otherwise equal values.

use jiff::civil::Date;
use ringback_runtime::format::{Denotes, Format};
use ringback_suite::judge::Mismatch;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The rules that a payload breaks, as pairs of pointer and keyword.
pub type Signature = BTreeSet<(String, String)>;

/// The signature of a judgement.
pub fn signature(mismatches: &[Mismatch]) -> Signature {
    mismatches.iter().map(|mismatch| (mismatch.at.clone(), mismatch.rule.clone())).collect()
}

/// Removes from a value what changes between runs: digits of UUIDs, and the day and hour of times. Unusual features of
/// a time stay: its format, a leap day, the last day of a month, midnight.
pub fn normalize(value: &Value) -> Value {
    match value {
        Value::String(text) => json!(normalize_text(text)),
        Value::Array(list) => list.iter().map(normalize).collect(),
        Value::Object(object) => object.iter().map(|(name, value)| (name.clone(), normalize(value))).collect(),
        other => other.clone(),
    }
}

const RARE: [&str; 3] = ["-02-29", "00:00:00", "23:59:59"];

fn normalize_text(text: &str) -> String {
    let form = |text: &str| text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect::<String>();
    let is_of_time = |format: &&Format| matches!(format.profile().denotes, Denotes::Day | Denotes::TimeOfDay);
    if Format::ALL.iter().filter(is_of_time).any(|format| format.matches(text)) {
        let mut rare: Vec<&str> = RARE.into_iter().filter(|rare| text.contains(rare)).collect();
        let day = text.get(..10).and_then(|day| day.parse::<Date>().ok());
        rare.extend(day.filter(|day| day.day() == day.days_in_month()).map(|_| "last day"));
        return format!("{} {}", form(text), rare.join(" "));
    }
    if let Some(uuid) = Uuid::try_parse(text).ok().filter(|uuid| uuid.to_string().eq_ignore_ascii_case(text)) {
        let upper = if text.chars().any(|c| c.is_ascii_uppercase()) { "upper" } else { "lower" };
        return format!("uuid {} {upper}", uuid.get_version_num());
    }
    match text.split_at_checked(4) {
        Some((year, rest)) if year.bytes().all(|b| b.is_ascii_digit()) && rest.starts_with(['-', '/']) => {
            format!("0000{rest}")
        }
        _ => text.to_owned(),
    }
}

/// The class of a value, as a lenient parser distinguishes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueClass {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// An integer, such as `7`.
    Integer,
    /// A fraction, such as `1.5`.
    Fraction,
    /// A string with an integer, such as `"7"`.
    NumericText,
    /// A string with a boolean, such as `"true"`.
    BooleanText,
    /// Any other string.
    Text,
    /// A list.
    List,
    /// An object.
    Object,
}

impl ValueClass {
    /// The class of a value.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(number) if number.is_f64() => Self::Fraction,
            Value::Number(_) => Self::Integer,
            Value::String(text) if text.parse::<f64>().is_ok() => Self::NumericText,
            Value::String(text) if text.parse::<bool>().is_ok() => Self::BooleanText,
            Value::String(_) => Self::Text,
            Value::Array(_) => Self::List,
            Value::Object(_) => Self::Object,
        }
    }
}

/// A condition on a value.
#[derive(Clone, Debug, PartialEq)]
pub enum ValuePattern {
    /// Any value.
    Any,
    /// A value of this class.
    ValueClass(ValueClass),
    /// A value that is equal after [`normalize`].
    Like(Value),
}

impl ValuePattern {
    /// The condition that matches values equal to this one.
    pub fn like(value: &Value) -> Self {
        Self::Like(normalize(value))
    }

    /// Whether a value is of this sort.
    pub fn has(&self, value: &Value) -> bool {
        match self {
            Self::Any => true,
            Self::ValueClass(class) => *class == ValueClass::of(value),
            Self::Like(wanted) => *wanted == normalize(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ValueClass, ValuePattern};
    use serde_json::json;

    #[test]
    fn times_are_alike_whatever_day_they_name_and_mistakes_are_not() {
        let alike = |one: &str, other: &str| ValuePattern::like(&json!(one)).has(&json!(other));
        assert!(alike("2027-02-03T10:00:00.123Z", "2026-11-20T08:15:59.999Z"));
        assert!(alike("2027-02-30", "2026-02-30"));
        assert!(!alike("2027-02-03T10:00:00.123Z", "2027-02-03T10:00:00Z"));
        assert!(!alike("2028-02-29T10:00:00Z", "2028-02-28T10:00:00Z"));
        assert!(!alike("2027-02-30", "2027-13-03"));
        assert!(alike("2027-12-31", "2026-11-30") && !alike("2026-11-30", "2026-11-29"));
        assert!(!alike("+12025550100", "+12025550101"));
        let uuid = "123e4567-e89b-12d3-a456-42661417400a";
        assert!(alike(uuid, "00000000-0000-1000-8000-000000000000") && !alike(uuid, &uuid.to_uppercase()));
    }

    #[test]
    fn a_text_that_holds_a_number_is_no_other_text() {
        let classes =
            [json!("7"), json!("true"), json!("x"), json!(7), json!(1.5), json!(null)].map(|v| ValueClass::of(&v));
        use ValueClass::{BooleanText, Fraction, Integer, Null, NumericText, Text};
        assert_eq!(classes, [NumericText, BooleanText, Text, Integer, Fraction, Null]);
    }
}
