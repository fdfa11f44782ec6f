//! The documented values: an enum table, `"enum": […]`, "one of A, B or C", `"True" or "False"`.

mod below;

use super::{
    cell,
    Boundary, Broken, Constraint, Example, Kind, Merged, Reading, Sample, Schema, Spot, Surroundings, Type, Typing, Yields,
    open_enum::OpenEnum, nullable::Nullable,
    phrase::{choice, Quotation, Shape, always, description, names_in, names_subject, number, opening, phrases, sentence},
    phrase::{quotation, separator, undefaulted},
};
use crate::clue::{Clue, Column, Content};
use ringback_contract::{name::fold, keyword::OPEN_ENUM, subject::Step};
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The value is one of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enumeration {
    /// The values, in documented order.
    pub values: Vec<Value>,
}

/// Whether an SDK added the value for unknown values. It never occurs in payloads; an enum that has it is open.
fn is_sentinel(value: &str) -> bool {
    let folded = fold(value);
    folded.contains("sdkversion") || matches!(folded.as_str(), "unknowndefaultopenapi" | "unrecognized" | "unknownenumvalue")
}

/// A JSON value as an expression of the runtime's type `Literal`.
fn literal(value: &Value) -> TokenStream {
    match value {
        Value::String(text) => quote!(Literal::Text(#text)),
        other => {
            let json = other.to_string();
            quote!(Literal::Json(#json))
        }
    }
}

impl Kind for Enumeration {
    const WORDS: &[&str] = &["\"", "'", "`", "“", "‘", ",", ";", ":", "(", "[", " or ", "only", "always", "value", "option", "set to"];
    const IS_CHOICE: bool = true;
    const LIMITS_TEXT: bool = true;

    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Values(values) => {
                let (sentinels, known): (Vec<_>, Vec<_>) = values.iter().cloned().partition(|value| is_sentinel(value));
                if let Some(sentinel) = sentinels.into_iter().next() {
                    return vec![Reading::This(OpenEnum { values: known, sentinel: Some(sentinel) }.into())];
                }
                vec![Reading::This(Self { values: known.into_iter().map(Value::String).collect() }.into())]
            }
            Content::Cell(Column::Values, text) => in_cell(clue, text).into_iter().collect(),
            Content::Sentence(_) => below::listed_values(clue).or_else(|| said(clue)).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        value.as_array().filter(|_| name == "enum").map(|values| Self { values: values.clone() }).into_iter().collect()
    }

    fn declare(&self, schema: &mut Schema) {
        schema.set("enum", self.values.clone());
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let values = self.values.iter().map(literal);
        vec![quote!(Check::Values(&[#(#values),*]))]
    }

    fn typing(&self) -> Typing {
        if self.values.iter().all(Value::is_string) { Typing::Stated(Type::String) } else { Typing::Silent }
    }

    fn allows(&self, value: &Value) -> Option<bool> {
        Some(self.values.contains(value))
    }

    fn merge(&self, other: &Self) -> Merged<Self> {
        if self == other { Merged::Into(self.clone()) } else { Merged::Contradiction }
    }

    /// An enum that is open in one source is open.
    fn yields_to(&self, other: &Constraint) -> Option<Yields> {
        matches!(other, Constraint::OpenEnum(_)).then_some(Yields::Silently)
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let Some(text) = valid.as_str() else { return Vec::new() };
        let swapped: String = text.chars().map(|c| if c.is_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }).collect();
        [
            Broken::new("wrong-case", swapped),
            Broken::new("leading-blank", format!(" {text}")),
            Broken::new("trailing-blank", format!("{text} ")),
            Broken::new("undocumented", "UNDOCUMENTED_VALUE"),
            Broken::new("empty", ""),
        ]
        .into_iter()
        .filter(|broken| !self.values.contains(&broken.value))
        .collect()
    }

    fn is_of_elements(&self, other: &Constraint) -> bool {
        matches!(other, Constraint::Items(_))
    }

    fn faults(&self, _rule: &str, violations: Vec<Broken>) -> Vec<(String, Broken)> {
        violations.into_iter().take(1).map(|broken| ("undocumented-enum-value".into(), broken)).collect()
    }

    fn boundary_values(&self, _spot: &Spot) -> Vec<Boundary> {
        let label = |value: &Value| value.as_str().map_or_else(|| value.to_string(), String::from);
        self.values.iter().map(|value| Boundary::new(format!("value-{}", label(value)), value.clone())).collect()
    }

    fn sample(&self, _around: &dyn Surroundings) -> Sample {
        self.values.first().cloned().into()
    }

    fn examples() -> Vec<Example> {
        let this = || Reading::This(Self { values: vec![json!("Local"), json!("E164")] }.into());
        vec![
            Example::keyword("enum", json!(["Local", "E164"]), this(), json!("Local")),
            Example::sentence("\"Local\" or \"E164\".", this(), json!("Local")),
            Example::sentence("Must be one of Local or E164.", this(), json!("E164")),
            Example::sentence("Valid values: Local, E164.", this(), json!("E164")),
            Example::cell(Column::Values, "Local, E164", this(), json!("E164")),
        ]
    }
}

phrases! {
    /// Phrases that introduce the values. After a colon, the values need no quotes.
    COLON = r"^(?:(?:the\s+)?(?:(?:list of|set of)\s+)?(?:valid|allowed|allowable|possible|supported|accepted|acceptable|permitted|permissible|available|legal|currently supported)\s+(?P<noun>[a-z]+(?:\s[a-z]+){0,2}?)(?:\s+here)?(?:\s+(?:are|is|for this field are|can be|may be))?\s*:|(?:allowed|supported|possible|accepted|permitted)\s*:|(?:the\s+)?(?:choices|options)(?:\s+(?:are|here are))?\s*:|(?:(?:this|it|value|the value)\s+)?(?:can|must|may)\s+be\s*:|(?:values?|options?)\s+(?:are|can be|may be|must be)\s*:|(?:(?:this|it|value|the value|must|can|may|is)\s+)*(?:be\s+)?(?:either|any\s+(?:one\s+)?of|one\s+of)(?:\s+the\s+following)?(?:\s+(?:values|options|strings|constants))?\s*:|(?:enum|values|options)\s*:)\s*";
    PLAIN = r"^(?:(?:the\s+)?(?:valid|allowed|allowable|possible|supported|accepted|acceptable|permitted|permissible|available|legal)\s+(?P<noun>[a-z]+(?:\s[a-z]+){0,2}?)\s+(?:here\s+)?(?:are|is|can be|include only)|(?:the\s+)?(?:values?|choices|options)\s+(?:are|can be|must be|is))(?:\s+(?:one\s+of|either|any\s+of))?\s+";
    MUST = r"^(?:(?P<subject>.{0,60}?)\s*\b(?:must|can|may|shall|has to|needs to|is|will)\s+(?:only\s+|always\s+|currently\s+)?(?:either\s+)?(?:be|contain|equal)?\s*(?:set\s+to\s+)?(?:always\s+)?(?:either\s+)?(?:be\s+)?(?P<of>(?:(?:any\s+)?one\s+of|either)(?:\s+the\s+(?:following\s+)?(?:values|options|strings|constants)?)?\s*)?|(?:currently,?\s+)?(?P<alone>one\s+of\s+(?:the\s+values\s+|the\s+strings\s+)?|either\s+|(?:choose|select|pick)\s+(?:from|one\s+of|between|either)\s+|accepts\s+(?:either\s+)?)?)";
    ONLY = r"^(?:(?:the\s+)?only\s+(?:currently\s+)?(?:supported|allowed|valid|accepted|permitted|possible|available)\s+(?P<noun>[a-z]+(?:\s[a-z]+)??)(?:\s+(?:currently|at this time|at the moment|for now))?(?:\s+(?:is|are)|:)\s+|(?:currently|at this time|at present|for now),?\s+only\s+|only\s+)";
    SUPPORTED = r"^\s*(?:(?:is|are)\s+(?:currently\s+)?(?:supported|allowed|valid|accepted|permitted|available|possible)(?:\s+(?:currently|at this time|at the moment|for now))?)\s*\.?\s*$";
    /// The property's name with its values: "The status of the job: one of A, B", "Sort order, either "asc" or "desc"".
    NAMED = r#"^(?P<head>[^:;,("'`]{2,60}?)(?:\s+(?:of|for)\s+[^:;,("'`]{2,60}?)?(?:\s*[:,(]\s*(?:which\s+)?(?:(?:can|may|must|will)\s+be\s+)?(?:either|one of)(?:\s+the following(?:\s+values)?)?:?\s+|,\s+(?:which\s+)?(?:can|may|must|will)\s+be:?\s+|\s*(?P<colon>:)\s*)"#;
    /// Matches descriptions of a language, whose words are no values.
    OPERATORS = r"\b(?:operators?|syntax|wildcards?|query language|placeholders?|boolean search)\b";
    /// Matches descriptions of an expression, of which a sentence may list the words of one part.
    PARTS = r"\b(?:operands?|comparators?|search criteria)\b";
    EITHER = r"\b(?:either|one of)\b";
    QUOTED = r#"^(?:either\s+)?["'`“‘]"#;
    CHOICE = r#"["'`”’)]\s*,?\s+or\s"#;
    /// A list of values after a dash at the end of a sentence: `… of media - "From" and "To".`
    CHOSEN = r#"^[^:"'`]{2,80}?,?\s+(?:chosen|selected|taken)\s+from\s+(?:the\s+values\s+)?["'`“]"#;
    DASH = r#"^(?:(?:an?|the)\s+)?(?:optional\s+)?(?:list|array|set)\s+of\s[^:"'`]*?\s[-–—:]\s*["'`“]"#;
    /// A description followed by a comma and the phrase that introduces the values: "Says how to ring, allowed values:
    /// …".
    LED = r#"^[^:"'`()]{2,120}?(?:[,;]\s+|\s\()(?P<turn>(?:the\s+)?(?:valid|allowed|allowable|possible|supported|accepted|acceptable|permitted)\s+(?:values|options)(?:(?:\s+are)?\s*:|\s+are\s))"#;
    /// Matches descriptions of several things, in which it is unclear which of them has the values.
    SEVERAL = r"\b(?:and|or|each|every|keys?|names?|their|whose|its|than|with)\b";
    END = r"^\s*(?:[.,]?\s*$|\.\s|\(|;|[)\]]\s*\.?\s*$|,\s+(?:which|where|and\s+(?:is|must)|depending|default)\b)";
    MORE_VALUES = r#"\bor\s+["'`]"#;
    VALUES_ARE = r"\b(?:possible|valid|allowed|accepted|supported)\s+values\b[^:]{0,20}:";
    PLACEHOLDER = r#"[\[\]{}<>=*]|^(?-i:[a-z][a-z0-9_.-]*)[:/.](?:\S*[:/.])?(?-i:[A-Z]{2,}(?:_[A-Z]+)+)$|\$\(|\.\.\.|^.{60,}$|^(?:x{3,}|y{3,}|z{3,}|foo|baz|i\.e\.?|e\.g\.?)$|"\s*:|^[^"]*"[^"]*$|^(?-i:(?:(?:MM|DD)[-/. ]?){0,2}Y{2,4}(?:[-/. ]?(?:MM|DD)){0,2})$"#;
    /// Matches what speaks of names of properties: "one of the following must be given: …".
    GIVEN = r"\b(?:<GIVEN>|required|filters?|fields?|parameters?|properties)\s*:";
    /// Matches sentences about the value that is taken by itself.
    DEFAULTS = r"^(?:the\s+)?(?:default|min(?:imum)?|max(?:imum)?)\b.*\bis\b|^(?:the\s+|its\s+)?(?:default|initial|original|starting|first|last|final|next|former|old|current|previous|typical|usual|most common)\s+[a-z]+\s+(?:is|are|will be)\b";
    /// Matches words for how a value is given.
    STATE = r"^(?:set|unset|omitted|present|absent|given|empty|null|static|dynamic|statically|dynamically|specified|provided|true|false|missing|blank)$";
    CURRENTLY = r"\b(?:currently|at this time|at the moment|for now|at present|as of now|so far)\b";
    /// Matches descriptions by which more values may come.
    ADDED = r"\b(?:(?:more|new|other|additional|further)\s+(?:[a-z]+\s+)?(?:may|might|will|can|could)\s+be\s+(?:added|introduced|defined)|(?:may|might|will|can|could)(?: probably| likely| possibly| eventually)? be (?:added|extended|expanded)|future (?:values|options|types|versions)|subject to change|not limited to|not exhaustive|non-exhaustive|may change|or any other|among others|(?:values|options|types|formats|ones)\s+include\s*:|custom (?:values?|types?) |\bcan also (?:pass|use|specify|provide|enter|supply|give|set)\b[^.]*\b(?:custom|own|other)\b)";
    /// Matches descriptions by which the string holds several values.
    SEVERAL_VALUES = r#"\b(?:(?:comma|pipe|semicolon|space)[- ]|sep[ae]rat(?:ed|ing|e (?:them|values|the values|multiple))\b|delimited|one or more|multiple (?:values|types|options|of)|combin(?:e|ed|ation)|list of|any combination|and/or|several|prefix(?:ed|ing)?|prepend(?:ed|ing)?|(?:minus|plus|hyphen) sign)\b|["'`][+-]["'`]\s+(?:for|to|in front|before|sign|prefix)\b"#;
    /// Words that show that the list is not complete.
    MORE = r"(?:\betc\b|\.\.\.|…|\band (?:more|others|so on)\b|\bor (?:any|another|other|a custom|something|anything|none)\b|\bamong others\b|\bfor example\b|\be\.g\.|\bsuch as\b|\b(?:values|options|types|formats)\s+include)";
    /// Names of properties whose value is a format.
    FORMATTED = r"format|type|ext|mime|media|encod|output|codec|style|kind|mode|accept|lang|^$";
    ELEMENTS = r"^(?:values?|options?|elements?|items?|choices?|entry|entries|strings?|constants?|modes?|types?|states?|statuses|formats?|kinds?|levels?|names?|directions?|settings?)$";
}

/// The values that a sentence lists for the subject or its elements.
fn said(clue: &Clue) -> Option<Vec<Reading>> {
    let text = opening(clue).filter(|text| text.contains(['"', '\'', '`', ',', ';', ':', '(', '“', '[', '|']) || text.contains(" or ") || text.contains("nly") || text.contains("lways") || text.contains("set to"))?;
    if GIVEN.occurs(text) || DEFAULTS.occurs(text) || PARTS.occurs(description(clue)) {
        return None;
    }
    let cleaned = undefaulted(text);
    let (values, noun, quoted, cut) = match choice::glossed(clue, text).or_else(|| choice::alternatives(clue, text)) {
        Some(values) => (values, "", true, false),
        None => {
            let all: &str = &cleaned;
            let text = always(all).filter(|text| !MORE.occurs(text))?;
            // Values behind an explanation are values as well.
            if all.get(text.len()..).is_some_and(|rest| MORE_VALUES.occurs(rest)) {
                return None;
            }
            let (found, noun) = only(clue, text)
                .or_else(|| listed(clue, text))
                .or_else(|| led(clue, text))
                .or_else(|| choice::kinds(clue, text))
                .or_else(|| choice::fixed(clue, text))?;
            if MORE_VALUES.occurs(found.rest) || VALUES_ARE.occurs(found.rest) {
                return None;
            }
            (found.values, noun, found.quoted, found.cut)
        }
    };
    typed(clue, text, values, noun, quoted, cut)
}

/// The readings of a list of values, by the type of the subject.
fn typed(clue: &Clue, text: &str, mut values: Vec<String>, noun: &str, quoted: bool, cut: bool) -> Option<Vec<Reading>> {
    // All values in one pair of quotes: "`a, b`".
    if let [all] = values.as_slice()
        && all.contains(", ")
        && all.split(", ").all(|value| !value.is_empty() && !value.contains(char::is_whitespace))
    {
        values = all.split(", ").map(String::from).collect();
    }
    // The stop of the sentence may stand within the last pair of quotes: "'a' or 'b.'"
    if let Some((last, others)) = values.split_last_mut()
        && quoted
        && text.trim_end().ends_with(['"', '\'', '`', '”', '’'])
        && !others.iter().any(|value| value.ends_with('.'))
        && last.len() > 1
    {
        last.truncate(last.trim_end_matches('.').len());
    }
    // `"a"` in code is the text a.
    for value in &mut values {
        let plain = value.strip_suffix('.').filter(|plain| plain.ends_with('"')).unwrap_or(value);
        if let Some(inside) = plain.strip_prefix('"').and_then(|inside| inside.strip_suffix('"')) {
            *value = inside.to_owned();
        } else if plain == "''" {
            value.clear();
        }
    }
    // Names of properties are values after "one of" alone, as in "Sort by one of …".
    let names = names_in(&clue.around, &values.join(",")).is_some();
    if values.is_empty() || (names && (!quoted || QUOTED.occurs(text)) && !VALUES_ARE.occurs(text)) || values.iter().any(|value| PLACEHOLDER.occurs(value)) {
        return None;
    }
    let mut readings = Vec::new();
    if let Some(at) = values.iter().position(|value| value == "null") {
        // Null is no text among others.
        values.remove(at);
        readings.push(Reading::This(Nullable {}.into()));
        if values.is_empty() {
            return None;
        }
    }
    let shape = Shape::of(clue);
    let plural = |noun: &str| !noun.is_empty() && clue.subject.name().is_some_and(|name| fold(name).ends_with(&format!("{}s", fold(noun))));
    // "Currently, only `a` is supported" says so itself; "Currently, the options are …" leaves room for others.
    let currently = CURRENTLY.occurs(text) || !ONLY.occurs(text) && sentence(clue).is_some_and(|text| CURRENTLY.occurs(text));
    let open = cut || currently || ADDED.occurs(description(clue));
    let elements = shape == Shape::List || (shape == Shape::Unknown && (plural(noun) || DASH.occurs(text) || CHOSEN.occurs(text)));
    if elements {
        // "`ADD`|`RUN`" alone may be words with which the elements begin.
        if QUOTED.occurs(text) && text.contains('|') { return None }
        let content = match open {
            true => Content::Keyword(OPEN_ENUM.into(), json!(values)),
            false => Content::Values(values),
        };
        return Some(vec![Reading::Part(Step::Items, content)]);
    }
    if matches!(shape, Shape::Text | Shape::Unknown) && (separator(clue).is_some() || SEVERAL_VALUES.occurs(description(clue))) {
        return None;
    }
    if open {
        let open = matches!(shape, Shape::Text | Shape::Unknown).then_some(OpenEnum { values, sentinel: None });
        return open.map(|open| vec![Reading::This(open.into())]);
    }
    let values: Vec<Value> = match shape {
        Shape::Text | Shape::Unknown => values.into_iter().map(Value::String).collect(),
        Shape::Integer | Shape::Number if values.len() < 2 && choice::fixed(clue, text).is_none() => return None,
        Shape::Integer | Shape::Number => values.iter().map(|value| number(value).map(Value::Number)).collect::<Option<_>>()?,
        // A type of its own lists its own values, and spells them as they are on the wire.
        Shape::Boolean | Shape::List | Shape::Object | Shape::Named => return None,
    };
    // Digits and booleans without quotes, of an unknown type: they may be strings.
    let typeless = |value: &Value| value.as_str().is_some_and(|text| text.parse::<f64>().is_ok() || matches!(text, "true" | "false" | "null"));
    if shape == Shape::Unknown && !quoted && values.iter().any(typeless) {
        return None;
    }
    readings.insert(0, Reading::This(Enumeration { values }.into()));
    Some(readings)
}

/// The values in a cell under a heading such as "Allowed values"; of a list, each element is one of them.
fn in_cell(clue: &Clue, text: &str) -> Option<Reading> {
    let values = cell::values(text)?;
    match Shape::of(clue) {
        Shape::List => Some(Reading::Part(Step::Items, Content::Values(values))),
        Shape::Text | Shape::Unknown => Some(Reading::This(Enumeration { values: values.into_iter().map(Value::String).collect() }.into())),
        Shape::Integer | Shape::Number => {
            let numbers = values.iter().map(|value| number(value).map(Value::Number)).collect::<Option<Vec<_>>>()?;
            Some(Reading::This(Enumeration { values: numbers }.into()))
        }
        Shape::Boolean | Shape::Object | Shape::Named => None,
    }
}

/// Such as "Only "X" is supported", "The only supported type is S3".
fn only<'t>(clue: &Clue, text: &'t str) -> Option<(Quotation<'t>, &'t str)> {
    let parts = ONLY.parts(text)?;
    let noun = parts.name("noun").map(|noun| noun.as_str());
    let found = quotation(text.get(parts.get(0)?.end()..)?)?;
    let single = found.values.len() == 1 || found.quoted;
    let complete = match noun {
        Some(noun) => END.occurs(found.rest) && is_value(clue, noun),
        None => found.quoted && SUPPORTED.occurs(found.rest),
    };
    (single && complete).then_some((found, noun.unwrap_or_default()))
}

/// Such as "Valid values: A, B", "Must be one of A or B", `"A" or "B"`.
fn listed<'t>(clue: &Clue, text: &'t str) -> Option<(Quotation<'t>, &'t str)> {
    for (phrase, colon, told) in [(&COLON, true, true), (&PLAIN, false, true), (&MUST, false, false)] {
        let Some(parts) = phrase.parts(text) else { continue };
        let noun = parts.name("noun").map_or("", |noun| noun.as_str());
        let subject = parts.name("subject").map_or("", |subject| subject.as_str());
        if !(noun.is_empty() || is_value(clue, noun)) || !(subject.is_empty() || names_subject(clue, subject)) {
            continue;
        }
        let Some(found) = text.get(parts.get(0)?.end()..).and_then(quotation) else { continue };
        let several = found.values.len() > 1;
        let either = parts.get(0).is_some_and(|found| found.as_str().to_lowercase().contains("either"));
        let introduced = parts.name("of").or(parts.name("alone")).is_some() || either;
        let word = |value: &String| !value.contains(char::is_whitespace) && !STATE.occurs(value);
        // One value that is cut off by its explanation is not all there is.
        let lone = !several && !found.quoted && found.values.iter().any(|value| value.contains(char::is_whitespace));
        let sure = !lone && match (found.quoted, colon) {
            (true, _) => several || parts.name("subject").is_some() || colon,
            (false, true) => true,
            // Bare words without a colon are values after "one of" and "values are", one word each.
            (false, false) => several && found.values.iter().all(word) && (introduced || told),
        };
        if sure && END.occurs(found.rest) {
            return Some((found, noun));
        }
    }
    named(clue, text).or_else(|| dashed(text))
}

/// Such as "Says how to ring, allowed values: A | B."
fn led<'t>(clue: &Clue, text: &'t str) -> Option<(Quotation<'t>, &'t str)> {
    let turn = LED.parts(text)?.name("turn")?;
    let (lead, told) = text.split_at_checked(turn.start())?;
    if SEVERAL.occurs(lead) { None } else { listed(clue, told) }
}

/// Such as "Direction of the call: "inbound" or "outbound"."
fn named<'t>(clue: &Clue, text: &'t str) -> Option<(Quotation<'t>, &'t str)> {
    let parts = NAMED.parts(text)?;
    if !names_subject(clue, parts.name("head")?.as_str()) {
        return None;
    }
    let rest = text.get(parts.get(0)?.end()..)?;
    let found = quotation(rest).filter(|found| found.values.len() > 1)?;
    let introduced = EITHER.occurs(text.get(..text.len() - rest.len())?);
    let sure = introduced || found.quoted && (parts.name("colon").is_none() || CHOICE.occurs(rest));
    let closed = found.rest.trim_start().strip_prefix(')').unwrap_or(found.rest);
    (sure && END.occurs(closed)).then_some((found, ""))
}

fn dashed(text: &str) -> Option<(Quotation<'_>, &str)> {
    let start = DASH.parts(text).or_else(|| CHOSEN.parts(text))?.get(0)?.end().checked_sub(1)?;
    let found = quotation(text.get(start..)?).filter(|found| found.quoted && END.occurs(found.rest))?;
    Some((found, ""))
}

/// Whether a noun means the values of the subject: "values", "media types" for `mediaType`.
fn is_value(clue: &Clue, noun: &str) -> bool {
    let singular = |text: &str| fold(text).trim_end_matches('s').to_owned();
    let named = clue.subject.name().map(singular).unwrap_or_default();
    let noun_singular = singular(noun);
    // The types of the elements of a list are no values.
    let of_elements = Shape::of(clue) == Shape::List && matches!(noun_singular.as_str(), "type" | "kind" | "format");
    // "The file with the subtitles. Supported formats are SRT and VTT." is about what is in the file.
    let of_content = noun_singular == "format" && !FORMATTED.occurs(&named);
    ELEMENTS.occurs(noun) && !of_elements && !of_content || named == noun_singular || (noun_singular.len() > 3 && named.ends_with(&noun_singular))
}
