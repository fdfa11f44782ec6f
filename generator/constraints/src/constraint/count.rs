//! The number of elements or properties: "only one entry", `"minItems": 1`, `"maxProperties": 5`.

use super::{
    cell,
    Broken, Example, Interval, Kind, Measure, Merged, Reading, Schema, Type, Typing,
    phrase::{Comparison, Counted, Force, Limit, Place, Shape, clauses, comparisons, comparisons_in, description, is_clamped, number, opening, phrases, unconditional},
};
use crate::clue::{Clue, Column, Content};
use ringback_contract::name::fold;
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// Bounds on the number of elements of a list, or of properties of an object; at least one bound is given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// The least number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<u64>,
    /// The greatest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<u64>,
    /// Whether properties of an object are counted instead of elements of a list.
    pub entries: bool,
}

impl Count {
    fn keywords(&self) -> [(&'static str, Option<u64>); 2] {
        match self.entries {
            false => [("minItems", self.least), ("maxItems", self.most)],
            true => [("minProperties", self.least), ("maxProperties", self.most)],
        }
    }
}

impl Kind for Count {
    const WORDS: &[&str] = &[
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "zero", "one", "two", "three", "four", "five",
        "six", "seven", "eight", "nine", "ten", "twelve", "hundred", "thousand", "fifteen", "twenty",
        "thirty", "forty", "fifty", "sixty", "eleven", "empty",
    ];
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Sentence(_) => said(clue).map(|count| Reading::This(count.into())).into_iter().collect(),
            // What a list holds is counted; of anything else the cell says whether it is there.
            Content::Cell(Column::Cardinality, text) if Shape::of(clue) == Shape::List => {
                let counted = cell::cardinality(text).map(|(least, most)| Self {
                    least: (least > 0).then_some(least),
                    most,
                    entries: false,
                });
                let counted = counted.filter(|count| count.least.is_some() || count.most.is_some());
                counted.map(|count| Reading::This(count.into())).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        let Some(count) = value.as_u64() else { return Vec::new() };
        let (least, most, entries) = match name {
            "minItems" => (Some(count), None, false),
            "maxItems" => (None, Some(count), false),
            "minProperties" => (Some(count), None, true),
            "maxProperties" => (None, Some(count), true),
            _ => return Vec::new(),
        };
        vec![Self { least, most, entries }]
    }

    fn declare(&self, schema: &mut Schema) {
        for (keyword, value) in self.keywords() {
            if let Some(value) = value {
                schema.set(keyword, value);
            }
        }
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let check = |(keyword, value): (&str, Option<u64>)| {
            let value = value?;
            Some(match keyword {
                "minItems" => quote!(Check::MinItems(#value)),
                "maxItems" => quote!(Check::MaxItems(#value)),
                "minProperties" => quote!(Check::MinProperties(#value)),
                _ => quote!(Check::MaxProperties(#value)),
            })
        };
        self.keywords().into_iter().filter_map(check).collect()
    }

    fn typing(&self) -> Typing {
        Typing::Implied(if self.entries { Type::Object } else { Type::Array })
    }

    fn interval(&self) -> Option<Interval> {
        let of = if self.entries { Measure::Entries } else { Measure::Elements };
        Some(Interval::of_sizes(of, self.least, self.most))
    }

    fn merge(&self, other: &Self) -> Merged<Self> {
        if self.entries != other.entries {
            return Merged::Apart;
        }
        let least = self.least.into_iter().chain(other.least).max();
        let most = self.most.into_iter().chain(other.most).min();
        Merged::Into(Self { least, most, entries: self.entries })
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let few = self.least.and_then(|least| least.checked_sub(1)).map(|size| ("too-few", size));
        let many = self.most.and_then(|most| most.checked_add(1)).map(|size| ("too-many", size));
        let resized = |(way, size): (_, u64)| Some(Broken::new(way, resize(valid, size as usize)?).tagged("boundary"));
        few.into_iter().chain(many).filter_map(resized).collect()
    }

    fn examples() -> Vec<Example> {
        let this = |least, most, entries| Reading::This(Self { least, most, entries }.into());
        vec![
            Example::keyword("minItems", json!(1), this(Some(1), None, false), json!(["a"])),
            Example::keyword("maxProperties", json!(1), this(None, Some(1), true), json!({"a": 1})),
            Example::sentence("Must contain at least one element.", this(Some(1), None, false), json!(["a"])),
            Example::sentence("Only one entry may be present in this map.", this(None, Some(1), true), json!({"a": 1})),
        ]
    }
}

phrases! {
    /// What a list is of: "Array of rows, each of which is an array of buttons".
    LIST_OF = r"^(?:(?:an?|the)\s+)?(?:[a-z]+\s+)?(?:array|list|set|collection)\s+of\s+(?P<what>[^.;:(]{2,80}?)\s*(?:$|[.;:(,\n])";
    THINGS = r"^(?:[a-z]+\s){0,2}(?:[a-z]{3,}s|ids)(?:\s+per(?:\s+an?|\s+single|\s+api|\s+each)*(?:\s+[a-z]+)?)?$";
    /// Such as "The list can have a maximum of 20 `queueId` values".
    CODED = r"`[^`]{1,40}`\s+";
    /// Such as "There can be a maximum of 128 tools per kit", "Up to 2 full lines after the result".
    THERE = r"^(?:there\s+(?:can|may|must)\s+(?:only\s+)?be\s+)?(?:an?\s+)?(?:max(?:imum)?(?:\s+of)?|at most|up to|no more than)\s+(?P<n><N>)\s+(?P<noun>(?:[a-z]+\s){0,2}?[a-z]{3,}s)(?:\s+(?:per|after|before|of the|from the|to|in the|on)\s|\s*\.?$)";
    /// Such as "An integration must have at least 1 and at most 8 tables".
    OWNER_HAS = r"^(?:an?|each|every)\s+[a-z]+(?:\s[a-z]+)?\s+(?:must|can|may)\s+(?:only\s+)?(?:have|contain|include)\s+(?P<rest>(?:at least|at most|up to|no more than|between|a maximum of|a minimum of|exactly)\s.*)$";
    MEASURES = r"\b(?:parts|segments|levels|tries|versions|characters?|chars|letters|digits|bytes|kb|mb|seconds|minutes|hours|days|weeks|months|years|pixels|words|levels|decimals|percents?|cents|times|retries|attempts|requests|lines of|metres|meters|pages|milliseconds|places|calls)\b";
    RATE = r"\b(?:per|a|each|every)\s+(?:second|minute|hour|day|month|element|item|user|account|entry)\b|\beach\b|\bvalues? (?:must|can|may)\b";
    /// Such as "The array may hold up to three pictures", "A maximum of 100 objects can be sent at once".
    HOLDS = r"^(?:(?:the|this)\s+(?:array|list|collection|field|property|parameter)|it|they)?\s*(?:can|may|must|should|will)\s+(?:be\s+empty\s+or\s+)?(?:only\s+)?(?:hold|contain|have|include|be)\s+(?P<rest>(?:up to|at most|no more than|a maximum of|at least|between)\s.*)$";
    SENT = r"^(?:only\s+)?(?P<rest>(?:an?\s+)?(?:max(?:imum)?(?:\s+of)?|limited to|up to|at most|no more than)\s+(?P<n><N>)\s+(?P<noun>(?:[a-z]+\s){0,2}?[a-z]{2,}s))\s+(?:(?:can|may|must|will)\s+be\s+(?:<GIVEN>|sent|added|removed|listed|requested|returned|replaced|processed|deleted|specified|submitted|updated|uploaded|[a-z]+\s+(?:at once|at a time|per request|in one))|(?:is|are)\s+(?:allowed|permitted|supported|accepted|returned)|(?:per|in|at)\s+(?:an?\s+|one\s+|a\s+single\s+|the\s+|each\s+)?(?:request|batch|call|time|once|api))\b";
    /// Such as "The ids of the orders, no more than 100 per request".
    PER_CALL = r"(?:^|[,;(]\s*)(?:an?\s+)?(?:max(?:imum)?(?:\s+of)?|limited to|up to|at most|no more than)\s+(?P<n><N>)(?:\s+(?P<noun>[a-z]+))?\s+(?:per|in|at)\s+(?:an?\s+|one\s+)?(?:single\s+)?(?:request|batch|call|once)\s*[.)]*$";
    FIXED = r"^(?:array members|map entries|number of (?:items|elements|entries))?:?\s*fixed number of\s+(?P<n><N>)\s+(?:items?|elements?|entry|entries)\s*\.?$";
    ITEMS = r"^(?:(?:distinct|unique|different|separate)\s+)?(?:items?|entry|entries|elements?|values?|members?|objects?|records?|(?:key[-/ ]value\s+)?pairs?|keys?|properties)$";
    ENTRIES = r"(?:\b(?:map|dictionary|object|hash)\b|key[- ]value|\bkeys?\b|\bpairs?\b)";
    LISTED = r"\b(?:list|array|collection|set|items?|elements?|entry|entries|map|dictionary)\b";
    /// "Only one entry may be present in this map."
    ONLY = r"^(?:(?P<only>only|at most|no more than|up to|a maximum of|maximum of|a maximum)|(?P<least>at least|a minimum of|no fewer than)|(?P<exactly>exactly))\s+(?P<n><N>)\s+(?P<noun>`[a-z]+`|[a-z]+(?:[ -][a-z]+){0,2}?)\s+(?:(?:may|can|must|shall|has to)\s+(?:be\s+)?(?:<GIVEN>|added|attached|assigned|listed|exist|selected|chosen|stored|allowed)|(?:is|are)\s+(?:allowed|permitted|supported|required|needed|accepted))(?:\s+(?:in|for|to|on)\s+(?:this|the)\s+(?:map|list|array|object|collection|set|dictionary|field|property|request))?\s*(?:$|[.,;])";
    FILLED = r"^non-?empty\s*(?:$|[.,;(]|(?:and|but)\b)";
    /// "You can specify up to 10 tags."
    YOU = r"^(?:you\s+(?:can|may|must|have to)\s+(?:specify|provide|include|add|have|pass|set|supply|select|list)|(?:it\s+|this\s+[a-z]+\s+)?(?:accepts|supports|allows|takes|permits))\s+";
    /// "You may attach up to 3 pictures", where the pictures are the list.
    YOU_ANY = r"^you\s+(?:can|may|must|have to)\s+(?:only\s+)?[a-z]+\s+";
    EMPTY = r"^(?:empty|an empty (?:list|array|map|object|set))\s*(?:$|[.,;(]|(?:and|or|but)\b)";
    NON_EMPTY = r"^(?:an?\s+)?(?:optional\s+)?non-?empty\s+(?:list|array|map)\b";
}

/// The bounds that a sentence states for the number of its subject's elements or entries.
fn said(clue: &Clue) -> Option<Count> {
    let shape = Some(Shape::of(clue)).filter(|shape| shape.may_be_counted())?;
    let text = opening(clue)?;
    let entries = match shape {
        Shape::Object => true,
        Shape::List => false,
        _ => ENTRIES.occurs(text),
    };
    let mut count = Count { entries, ..Count::default() };
    if let Some(parts) = unconditional(clue).and_then(|text| ONLY.parts(text)) {
        let n = number(parts.name("n")?.as_str())?.as_u64().filter(|_| counts(clue, shape, parts.name("noun").map_or("", |noun| noun.as_str().trim_matches('`'))));
        match (parts.name("only"), parts.name("least")) {
            (Some(_), _) => count.most = n,
            (_, Some(_)) => count.least = n,
            _ => (count.least, count.most) = (n, n),
        }
    }
    let compared = comparisons(clue);
    let counted: Vec<&Comparison<'_>> =
        compared.iter().filter(|comparison| is_count(clue, shape, text, comparison)).collect();
    // "1-3 fields of one kind and at least one of the other": neither is the number of all.
    let lows: Vec<&Limit> = counted.iter().filter_map(|comparison| comparison.low.as_ref()).collect();
    let highs: Vec<&Limit> = counted.iter().filter_map(|comparison| comparison.high.as_ref()).collect();
    if lows.iter().any(|low| Some(low) != lows.first()) || highs.len() > 1 && highs.iter().any(|high| Some(high) != highs.first()) {
        return None;
    }
    counted.into_iter().for_each(|comparison| count.take(comparison));
    if let (true, Some(text)) = (shape == Shape::List, unconditional(clue)) {
        let plain = CODED.removed(text);
        let held = HOLDS.part("rest", &plain).map(comparisons_in).unwrap_or_default();
        held.iter().filter(|held| things(shape, "", held) || counts(clue, shape, held.noun)).for_each(|held| count.take(held));
        let owned = OWNER_HAS.part("rest", text).map(comparisons_in).unwrap_or_default();
        // "Each batch may contain up to 100 objects" is about what is in a batch.
        let own = |noun: &str| noun.len() > 3 && clue.subject.name().is_some_and(|name| fold(name).ends_with(&fold(noun)));
        if owned.iter().any(|owned| own(owned.noun)) {
            owned.iter().for_each(|owned| count.take(owned));
        }
        let sent = SENT.parts(text).or_else(|| THERE.parts(text)).filter(|_| !RATE.occurs(text));
        let noun = |parts: &regex::Captures<'_>| parts.name("noun").is_some_and(|noun| !MEASURES.occurs(noun.as_str()) && !is_of_others(clue, noun.as_str()));
        if let Some(parts) = sent.filter(noun) {
            count.most = number(parts.name("n")?.as_str())?.as_u64().or(count.most);
        }
    }
    if let Some(parts) = unconditional(clue).filter(|_| shape == Shape::List).and_then(|text| PER_CALL.parts(text)) {
        let counted = parts.name("noun").is_none_or(|noun| counts(clue, shape, noun.as_str()));
        count.most = number(parts.name("n")?.as_str())?.as_u64().filter(|_| counted).or(count.most);
    }
    if let Some(n) = FIXED.part("n", text).and_then(number).filter(|_| held(shape)) {
        (count.least, count.most) = (n.as_u64(), n.as_u64());
    }
    let addressed = unconditional(clue).filter(|_| held(shape)).and_then(|text| YOU.strip(text));
    let in_other_words = unconditional(clue).filter(|_| held(shape)).and_then(|text| YOU_ANY.strip(text));
    let named = in_other_words.map(comparisons_in).unwrap_or_default();
    named.iter().filter(|comparison| counts(clue, shape, comparison.noun)).for_each(|comparison| count.take(comparison));
    for comparison in addressed.map(comparisons_in).unwrap_or_default() {
        if counts(clue, shape, comparison.noun) || things(shape, "", &comparison) {
            count.take(&comparison);
        }
    }
    for clause in clauses(clue) {
        let not_empty = match clause.force {
            Force::MustNot => held(shape) && EMPTY.occurs(clause.says),
            Force::Must if held(shape) && FILLED.occurs(clause.says) => true,
            Force::Must | Force::Noun => NON_EMPTY.occurs(clause.says),
            _ => false,
        };
        if not_empty {
            count.least.get_or_insert(1);
        }
    }
    (count.least.is_some() || count.most.is_some()).then_some(count)
}

fn held(shape: Shape) -> bool {
    matches!(shape, Shape::List | Shape::Object)
}

/// Whether a comparison is about the number of elements or entries.
fn is_count(clue: &Clue, shape: Shape, text: &str, comparison: &Comparison<'_>) -> bool {
    let sure = held(shape) || (!matches!(comparison.place, Place::Bracketed | Place::Counting) && LISTED.occurs(text));
    // What is no number is counted: "Each of the answers, up to 10".
    let things_held = matches!(Shape::of_elements(clue), Shape::Text | Shape::Object | Shape::Named | Shape::Boolean);
    // "Years [1980..2018]" is no number of years.
    let one_end = comparison.high.is_some() != comparison.low.is_some();
    let alone = comparison.place == Place::Counting || things_held && one_end && comparison.place != Place::Stated && !is_clamped(clue);
    let counting = held(shape) && alone && comparison.noun.is_empty();
    if is_of_others(clue, comparison.noun) {
        return false;
    }
    let labelled = comparison.named.is_empty() || ITEMS.occurs(comparison.named) || comparison.named.ends_with('s');
    labelled && comparison.counted != Counted::Length && sure && (counting || counts(clue, shape, comparison.noun) || things(shape, text, comparison))
}

/// Whether an upper bound counts the things that a list is of: "at most 1000 jobs per request". Rates and measures count
/// something else.
fn things(shape: Shape, text: &str, comparison: &Comparison<'_>) -> bool {
    shape == Shape::List && comparison.high.is_some() && THINGS.occurs(comparison.noun) && !MEASURES.occurs(comparison.noun) && !RATE.occurs(text)
}

/// Whether the description says that the list is of something else than what is counted: "A list of rows. At most 100
/// buttons per message."
fn is_of_others(clue: &Clue, noun: &str) -> bool {
    let Some(what) = LIST_OF.part("what", description(clue)) else { return false };
    let what = what.to_lowercase();
    // "countries" and "country" begin alike.
    let is_of = |word: &str| word.get(..4).is_some_and(|stem| what.contains(&stem.to_lowercase()));
    !noun.is_empty() && !ITEMS.occurs(noun) && !noun.split_whitespace().any(is_of)
}

/// Whether a noun means elements or entries: "items", "entries", or the list's own name.
fn counts(clue: &Clue, shape: Shape, noun: &str) -> bool {
    // "tags" for `tags`, "phone numbers" for `callbackPhoneNumbers`; "ids" end half of all names.
    const TELLING: usize = 4;
    let named = clue.subject.name().map(fold).unwrap_or_default();
    let counted = fold(noun);
    ITEMS.occurs(noun) || (held(shape) && counted.len() >= TELLING && (named.ends_with(&counted) || named.ends_with(&format!("{counted}s"))))
}

impl Count {
    fn take(&mut self, comparison: &Comparison<'_>) {
        let whole = |limit: &Limit, by: i64| {
            let number = limit.number.as_i64()?.checked_add(if limit.exclusive { by } else { 0 })?;
            u64::try_from(number).ok()
        };
        if !comparison.permits || comparison.high.is_some() {
            self.least = comparison.low.as_ref().and_then(|low| whole(low, 1)).or(self.least);
        }
        self.most = comparison.high.as_ref().and_then(|high| whole(high, -1)).or(self.most);
    }
}

/// The same list or map with this many elements or entries; `None` if it is empty, so that none can be repeated.
fn resize(valid: &Value, size: usize) -> Option<Value> {
    const LARGEST: usize = 10_000;
    if size > LARGEST {
        return None;
    }
    match valid {
        Value::Array(list) => {
            let filler = list.last();
            let mut list = list.clone();
            while list.len() > size {
                list.pop();
            }
            while list.len() < size {
                list.push(filler?.clone());
            }
            Some(Value::Array(list))
        }
        Value::Object(object) => {
            let filler = object.values().next_back().cloned();
            let mut object: Map<String, Value> = object.clone().into_iter().take(size).collect();
            let mut extra = 0;
            while object.len() < size {
                extra += 1;
                object.insert(format!("extra{extra}"), filler.clone()?);
            }
            Some(Value::Object(object))
        }
        _ => None,
    }
}
