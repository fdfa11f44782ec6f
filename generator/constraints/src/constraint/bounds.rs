//! Bounds of a number: "larger than 0", "between 1 and 50 (inclusive)", `"maximum": 10`.

mod unit;

use super::{
    cell,
    Boundary, Broken, Example, Interval, Kind, Measure, Merged, Reading, Schema, Spot, Type, Typing,
    phrase::{
        Comparison, Counted, Force, Limit, Place, Shape, clauses, comparisons, description, is_clamped, names_subject, number, opening,
        phrases, unconditional,
    },
    types::HUGE,
};
use crate::clue::{Clue, Column, Content};
use ringback_contract::{name::fold, subject::Step};
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value, json};
use unit::{is_in, is_unit};

/// Bounds on a number; at least one is given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Bounds {
    /// The lower bound, inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Number>,
    /// The lower bound, exclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive_minimum: Option<Number>,
    /// The upper bound, inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Number>,
    /// The upper bound, exclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive_maximum: Option<Number>,
}

impl Bounds {
    fn parts(&self) -> impl Iterator<Item = (&'static str, &Number)> {
        [
            ("minimum", &self.minimum),
            ("exclusiveMinimum", &self.exclusive_minimum),
            ("maximum", &self.maximum),
            ("exclusiveMaximum", &self.exclusive_maximum),
        ]
        .into_iter()
        .filter_map(|(keyword, bound)| Some((keyword, bound.as_ref()?)))
    }
}

impl Kind for Bounds {
    const WORDS: &[&str] = &[
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "zero", "one", "two", "three", "four", "five",
        "six", "seven", "eight", "nine", "ten", "twelve", "hundred", "thousand", "fifteen", "twenty",
        "thirty", "forty", "fifty", "sixty", "eleven", "thirteen", "positive", "negative", "unsigned",
    ];
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Sentence(_) => match (said(clue), Shape::of(clue)) {
                (Some(bounds), Shape::List) => {
                    let part = |(keyword, bound): (&str, &Number)| {
                        Reading::Part(Step::Items, Content::Keyword(keyword.into(), bound.clone().into()))
                    };
                    bounds.parts().map(part).collect()
                }
                (bounds, _) => bounds.map(|bounds| Reading::This(bounds.into())).into_iter().collect(),
            },
            Content::Cell(column, text) if Shape::of(clue).may_be_numeric() => {
                in_cell(*column, text).map(|bounds| Reading::This(bounds.into())).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        let Value::Number(bound) = value else { return Vec::new() };
        let bound = Some(bound.clone());
        vec![match name {
            "minimum" => Self { minimum: bound, ..Self::default() },
            "exclusiveMinimum" => Self { exclusive_minimum: bound, ..Self::default() },
            "maximum" => Self { maximum: bound, ..Self::default() },
            "exclusiveMaximum" => Self { exclusive_maximum: bound, ..Self::default() },
            _ => return Vec::new(),
        }]
    }

    fn declare(&self, schema: &mut Schema) {
        self.parts().for_each(|(keyword, bound)| schema.set(keyword, bound.clone()));
    }

    fn enforce(&self) -> Vec<TokenStream> {
        self.parts()
            .map(|(keyword, bound)| {
                let bound = super::multiple::bound(bound);
                match keyword {
                    "minimum" => quote!(Check::Minimum(#bound)),
                    "maximum" => quote!(Check::Maximum(#bound)),
                    "exclusiveMinimum" => quote!(Check::ExclusiveMinimum(#bound)),
                    _ => quote!(Check::ExclusiveMaximum(#bound)),
                }
            })
            .collect()
    }

    fn typing(&self) -> Typing {
        Typing::Implied(Type::Number)
    }

    fn interval(&self) -> Option<Interval> {
        let whole = |bound: &Option<Number>| bound.as_ref().and_then(Number::as_i64);
        let next = |bound: &Option<Number>, by: i64| whole(bound).and_then(|bound| bound.checked_add(by));
        Some(Interval {
            of: Measure::Number,
            least: whole(&self.minimum).or(next(&self.exclusive_minimum, 1)),
            most: whole(&self.maximum).or(next(&self.exclusive_maximum, -1)),
        })
    }

    fn allows(&self, value: &Value) -> Option<bool> {
        let number = value.as_number()?;
        let order = |bound: &Number| number.as_f64().zip(bound.as_f64()).and_then(|(one, other)| one.partial_cmp(&other));
        Some(self.parts().all(|(keyword, bound)| match (keyword, order(bound)) {
            (_, None) => true,
            ("minimum", Some(order)) => order.is_ge(),
            ("maximum", Some(order)) => order.is_le(),
            ("exclusiveMinimum", Some(order)) => order.is_gt(),
            (_, Some(order)) => order.is_lt(),
        }))
    }

    /// The intersection of both intervals.
    fn merge(&self, other: &Self) -> Merged<Self> {
        let pick = |one: &Option<Number>, other: &Option<Number>, least: bool| match (one, other) {
            (Some(one), Some(other)) if (one.as_f64() < other.as_f64()) == least => Some(other.clone()),
            (None, other) => other.clone(),
            (one, _) => one.clone(),
        };
        Merged::Into(Self {
            minimum: pick(&self.minimum, &other.minimum, true),
            exclusive_minimum: pick(&self.exclusive_minimum, &other.exclusive_minimum, true),
            maximum: pick(&self.maximum, &other.maximum, false),
            exclusive_maximum: pick(&self.exclusive_maximum, &other.exclusive_maximum, false),
        })
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let whole = valid.as_f64().is_none_or(|number| number.fract() == 0.0);
        let shift = |bound: &Number, by: i64| match (bound.as_i64().and_then(|b| b.checked_add(by)), bound.as_f64()) {
            (Some(shifted), _) => json!(shifted),
            (None, Some(bound)) if !whole => json!(bound + by as f64 / 2.0),
            _ => json!(bound),
        };
        self.parts()
            .flat_map(|(keyword, bound)| match keyword {
                "minimum" => [("just-below", shift(bound, -1)), ("far-below", shift(bound, -1_000_000))],
                "exclusiveMinimum" => [("at-lower-bound", json!(bound)), ("just-below", shift(bound, -1))],
                "maximum" => [("just-above", shift(bound, 1)), ("far-above", shift(bound, 1_000_000))],
                _ => [("at-upper-bound", json!(bound)), ("just-above", shift(bound, 1))],
            })
            .map(|(way, value)| Broken::new(way, value).tagged("boundary"))
            .collect()
    }

    fn boundary_values(&self, spot: &Spot) -> Vec<Boundary> {
        // Where only one end is documented, nobody may draw the other close by.
        const FAR: i64 = 99;
        let Some(Interval { least, most, .. }) = self.interval() else { return Vec::new() };
        let beyond = match (least, most) {
            (Some(least), None) => least.checked_add(FAR).map(|value| Boundary::new("well-above", value)),
            (None, Some(most)) => most.checked_sub(FAR).map(|value| Boundary::new("well-below", value)),
            _ => None,
        };
        let least = least.map(|least| Boundary::new("smallest", least));
        let most = most.map(|most| Boundary::new("largest", most));
        let is_open = most.is_none() && spot.around.allows(&json!(HUGE));
        let huge = is_open.then(|| Boundary::unsure("huge", HUGE));
        least.into_iter().chain(most).chain(beyond).chain(huge).collect()
    }

    fn examples() -> Vec<Example> {
        let least = Self { minimum: Some(1.into()), ..Self::default() };
        let most = Self { exclusive_maximum: Some(10.into()), ..Self::default() };
        vec![
            Example::keyword("minimum", json!(1), Reading::This(least.into()), json!(1)),
            Example::keyword("exclusiveMaximum", json!(10), Reading::This(most.into()), json!(9)),
            Example::sentence(
                "Must be at least 1, and no greater than 259,200 (three days).",
                Reading::This(Self { minimum: Some(1.into()), maximum: Some(259_200.into()), ..Self::default() }.into()),
                json!(1),
            ),
            Example::cell(
                Column::Range,
                "0-10",
                Reading::This(Self { minimum: Some(0.into()), maximum: Some(10.into()), ..Self::default() }.into()),
                json!(0),
            ),
            Example::sentence(
                "Must be larger than 0.",
                Reading::This(Self { exclusive_minimum: Some(0.into()), ..Self::default() }.into()),
                json!(0.5),
            ),
        ]
    }
}

phrases! {
    POSITIVE = r"^(?:an?\s+|any\s+)?(?:(?:valid|optional|single)\s+)*(?P<sign>positive|non-negative|nonnegative|unsigned)\s+(?:(?:whole|decimal|numeric|32-bit|64-bit)\s+)?(?:integer|number|value|int|float|double|decimal)\b";
    SIGN = r"(?:^|,\s+|\band\s+)(?:be\s+)?(?:an?\s+)?(?:valid\s+)?(?P<sign>positive|non-negative|nonnegative)\s*(?:$|[,.;(]|(?:and|but)\b|(?:whole\s+)?(?:integer|number|value|decimal)\b)";
    OR_ZERO = r"\bor\s+(?:zero|`?0`?)\b";
    NEGATIVE = r"^negative\s*(?:$|[,.;(]|(?:and|but)\b|(?:integer|number|value)\b)";
    INTEGER = r"\b(?:integers?|whole numbers?)\b";
    /// Such as "Negative values are not allowed", "Only positive values are allowed".
    ALLOWED = r"^(?:negative\s+(?:values|numbers|integers)\s+are\s+not|only\s+(?P<sign>positive|non-negative)\s+(?:values|numbers|integers)\s+are)\s+(?:allowed|permitted|supported|accepted)\s*\.?$";
    /// Words that may follow a bound without changing its unit.
    PLAIN = r"^(?:%|percent|percentage|points?|pixels?|px|degrees?|inclusive|allowed)?$";
    /// Matches names of numbers of things.
    COUNT = r"^(?:limit|top|first|last|take|count|rows|n|size|amount|max|pagesize|perpage|itemsperpage|resultsperpage|maxitems|pagelimit|batchsize|recordcount|max\w+|num\w+|\w+limit|\w+perpage|\w+pagesize|\w+count)$";
    /// Such as "You can have a maximum of 1000 elements on each page", "The most rows that can be sent is 100".
    COUNTED = r"^(?:(?:you\s+(?:can|may)\s+(?:only\s+)?(?:have|request|get|retrieve|ask for|fetch|specify|return)\s+)?(?:an?\s+)?(?:max(?:imum)?\s+of|at most|up to|no more than)\s+(?P<n><N>)\s+(?P<noun>[a-z]{3,}s)\s+(?:on|per|in|can|may|are|at)\b.*|(?P<low>-?<N>)\s+(?:to|-|–)\s+(?P<top><N>)\s+(?:[a-z]+\s+)?(?:are|is)\s+(?:allowed|permitted|supported|accepted|valid)\b.*|the\s+(?:most|largest|greatest|highest)\s+(?:[a-z]+\s+){1,2}?(?:that\s+)?(?:can|may)\s+be\s+[a-z]+\s+(?:for\s+)?is\s+(?P<high><N>)\s*\.?)$";
    /// Matches the plural of a thing, which no unit is.
    THINGS = r"^(?:items?|results?|records?|rows?|elements?|entries|objects?|documents?|values?|pages?|users?|events?|messages?|[a-z]{3,}s(?: per page)?)$";
    /// Matches a value with a meaning of its own.
    EXCEPTED = r"(?:^|[\s(,])(?P<n>-?\d+)\s*(?:\)\s*)?(?:for|means?|=|is|indicates|to|disables|will|turns|represents)\s+(?:no\b|un|all\b|disable|ignore|leave|specify|never|infinit|every|any\b|the default|off\b|turn)";
    /// Matches descriptions of what may be a number or a text.
    OR_NAME = r"\b(?:name|string|text)\s+or\s+(?:the\s+)?number\b|\bnumber\s+or\s+(?:the\s+)?(?:name|string|text)\b";
    /// Matches sentences about the numbers in a list.
    OF_ELEMENTS = r"\b(?:values?|numbers?|integers?|years?|months?|days?|each|elements?)\b";
    /// Such as "(must be a positive integer)".
    BRACKETED = r"[(,]\s*(?:must be\s+)?(?:an?\s+)?(?P<sign>positive|non-negative|nonnegative)\s+(?:whole\s+)?(?:integer|number)\s*\)";
    /// Such as "Values between 1 and 1000 are accepted".
    ACCEPTED = r"^(?:only\s+)?(?P<of>[a-z]+(?:\s[a-z]+)?)\s+(?:between|from)\s+(?P<low>-?<N>)\s+(?:and|to)\s+(?P<high>-?<N>)\s+(?:are|is)\s+(?:allowed|permitted|supported|accepted|valid)(?:\s+(?:per|in|on|for)\s+[a-z ]+)?\s*\.?$";
    /// Matches texts that are numbers, by what they count or by their own words.
    NUMBER = r"\b(?:number|integer)\s+(?:between|from)\b|^(?:how many|the number of|number of)\b";
}

/// The bounds in a cell under a heading such as "Range" or "Minimum".
fn in_cell(column: Column, text: &str) -> Option<Bounds> {
    let (minimum, maximum) = match column {
        Column::Range => cell::range(text)?,
        Column::Values if cell::values(text).is_none() => cell::range(text)?,
        Column::Minimum => (Some(number(text)?), None),
        Column::Maximum => (None, Some(number(text)?)),
        _ => return None,
    };
    Some(Bounds { minimum, maximum, ..Bounds::default() })
}

/// The bounds that a sentence states for its subject's value.
fn said(clue: &Clue) -> Option<Bounds> {
    let text = opening(clue)?;
    let written = || NUMBER.occurs(text) || NUMBER.occurs(description(clue));
    let shape = match Shape::of(clue) {
        // A number in a text, as it says itself.
        Shape::Text if written() => Shape::Integer,
        shape => Some(shape).filter(|shape| shape.may_be_numeric() || *shape == Shape::List)?,
    };
    if is_clamped(clue) || !shape.is_numeric() && OR_NAME.occurs(description(clue)) {
        return None;
    }
    let mut bounds = Bounds::default();
    for comparison in comparisons(clue).iter().filter(|comparison| is_value(clue, shape, comparison)) {
        // "may be at least 5" permits and does not demand; "may be between 1 and 5" is a range all the same.
        let demands = !comparison.permits || comparison.high.is_some();
        bounds.raise(comparison.low.as_ref().filter(|_| demands));
        bounds.lower(comparison.high.as_ref());
    }
    let counted = COUNTED.parts(text).filter(|_| unconditional(clue).is_some());
    if let Some(parts) = counted.filter(|parts| parts.name("noun").is_none_or(|noun| is_count(clue, noun.as_str()))) {
        let end = |name: &str| parts.name(name).and_then(|found| number(found.as_str()));
        let limit = |number| Limit { number, exclusive: false };
        bounds.raise(end("low").map(limit).as_ref());
        bounds.lower(end("n").or(end("high")).or(end("top")).map(limit).as_ref());
    }
    let accepted = unconditional(clue).and_then(|text| ACCEPTED.parts(text));
    let plural = |of: &str| of.eq_ignore_ascii_case("values") || names_subject(clue, of.trim_end_matches('s'));
    if let Some(parts) = accepted.filter(|parts| parts.name("of").is_some_and(|of| plural(of.as_str()))) {
        let end = |name: &str| parts.name(name).and_then(|found| number(found.as_str()));
        let limit = |number| Limit { number, exclusive: false };
        bounds.raise(end("low").map(limit).as_ref());
        bounds.lower(end("high").map(limit).as_ref());
    }
    let open_below = bounds.minimum.is_none() && bounds.exclusive_minimum.is_none();
    if let Some(sign) = BRACKETED.part("sign", text).filter(|_| open_below) {
        bounds.raise(Some(&Limit { number: 0.into(), exclusive: sign.eq_ignore_ascii_case("positive") }));
    }
    for clause in clauses(clue).iter().filter(|_| open_below) {
        let sign = match clause.force {
            Force::Noun => POSITIVE.part("sign", clause.says),
            Force::Must => SIGN.part("sign", clause.says),
            Force::MustNot if NEGATIVE.occurs(clause.says) => Some("non-negative"),
            _ => None,
        };
        if let Some(sign) = sign {
            let exclusive = sign.eq_ignore_ascii_case("positive") && !OR_ZERO.occurs(clause.says);
            bounds.raise(Some(&Limit { number: 0.into(), exclusive }));
        }
    }
    if let Some(parts) = unconditional(clue).and_then(|text| ALLOWED.parts(text)) {
        let positive = parts.name("sign").is_some_and(|sign| sign.as_str().eq_ignore_ascii_case("positive"));
        bounds.raise(Some(&Limit { number: 0.into(), exclusive: positive }));
    }
    // "10.000" is ten thousand only where there are no fractions.
    if shape != Shape::Integer && text.contains(".000") {
        return None;
    }
    if shape == Shape::List && !(OF_ELEMENTS.occurs(text) && Shape::of_elements(clue).may_be_numeric()) {
        return None;
    }
    if excepted(description(clue)).any(|value| bounds.allows(&Value::Number(value)) == Some(false)) {
        return None;
    }
    let bounds = if shape == Shape::Integer || INTEGER.occurs(text) { bounds.whole() } else { bounds };
    (bounds != Bounds::default()).then_some(bounds)
}

/// Numbers that a description gives a meaning of their own: "-1 for no limit".
fn excepted(text: &str) -> impl Iterator<Item = Number> {
    EXCEPTED.all(text).filter_map(|parts| number(parts.name("n")?.as_str()))
}

/// Whether a comparison is about the value itself, in the unit of the value.
fn is_value(clue: &Clue, shape: Shape, comparison: &Comparison<'_>) -> bool {
    if comparison.place == Place::Counting && comparison.noun.is_empty() {
        return false;
    }
    if !comparison.named.is_empty() && !names_subject(clue, comparison.named) && !PLAIN.occurs(comparison.named) {
        return false;
    }
    let sure = (shape.is_numeric() || shape == Shape::List)
        || match comparison.place {
            Place::Stated | Place::Headed => true,
            Place::Alone => comparison.noun.is_empty(),
            Place::Bracketed | Place::Counting => false,
        };
    let counts = shape == Shape::Integer && comparison.place != Place::Bracketed && is_count(clue, comparison.noun);
    let zero = comparison.low.as_ref().is_some_and(|low| low.number.as_f64() == Some(0.0)) && comparison.high.is_none();
    let plain = PLAIN.occurs(comparison.noun)
        || zero && is_unit(comparison.noun)
        || is_in(clue, comparison.noun)
        || counts
        || !comparison.named.is_empty() && comparison.noun == comparison.named;
    // Of a number of things, "the maximum number of rows is 200" is about the value.
    let number = comparison.counted == Counted::Number && shape == Shape::Integer && comparison.noun.is_empty();
    (comparison.counted == Counted::Value || number) && sure && plain
}

/// Whether the value is a number of things, such as `limit` or `pageSize`: "at most 1000 elements" bounds it.
fn is_count(clue: &Clue, noun: &str) -> bool {
    let named = clue.subject.name().map(fold).unwrap_or_default();
    COUNT.occurs(&named) && THINGS.occurs(noun)
}

impl Bounds {
    fn raise(&mut self, low: Option<&Limit>) {
        match low {
            Some(Limit { number, exclusive: true }) => self.exclusive_minimum = Some(number.clone()),
            Some(Limit { number, exclusive: false }) => self.minimum = Some(number.clone()),
            None => {}
        }
    }

    fn lower(&mut self, high: Option<&Limit>) {
        match high {
            Some(Limit { number, exclusive: true }) => self.exclusive_maximum = Some(number.clone()),
            Some(Limit { number, exclusive: false }) => self.maximum = Some(number.clone()),
            None => {}
        }
    }

    /// The same bounds for an integer: greater than 0 becomes at least 1.
    fn whole(mut self) -> Self {
        let next = |bound: &Option<Number>, by: i64| bound.as_ref()?.as_i64()?.checked_add(by).map(Number::from);
        if let Some(least) = next(&self.exclusive_minimum, 1) {
            self.exclusive_minimum = None;
            self.minimum.get_or_insert(least);
        }
        if let Some(most) = next(&self.exclusive_maximum, -1) {
            self.exclusive_maximum = None;
            self.maximum.get_or_insert(most);
        }
        self
    }
}
