//! The JSON type of a value: `"type": "integer"`, `Boolean`, "and an integer".

use super::{
    Boundary, Broken, Example, Kind, Measure, Merged, Reading, Schema, Spot, Type, Typing,
    kind::sdk_type,
    phrase::{Clause, Force, Shape, clauses, opening, phrases},
};
use crate::{clue::{Clue, Column, Content}, meaning::Meaning, spelling::{Spelling, spell}};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The value has one of these types.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Types {
    /// The allowed types; never empty, and never `null`, for which there is [`super::nullable`].
    pub any_of: Vec<Type>,
}

impl Types {
    /// A constraint to one type.
    pub fn one(kind: Type) -> Self {
        Self { any_of: vec![kind] }
    }
}

impl Kind for Types {
    const WORDS: &[&str] = &[
        "string", "integer", "whole number", "number", "boolean", "object", "arn", "decimal", "float",
        "double", "base64",
    ];
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Cell(Column::Type, text) => match spell(text) {
                Spelling::Name(name) => sdk_type::json_type(&name).map(|kind| Reading::This(Self::one(kind).into())).into_iter().collect(),
                _ => Vec::new(),
            },
            Content::Sentence(_) => said(clue).map(|kind| Reading::This(Self::one(kind).into())).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        let names: Vec<&str> = match value {
            _ if name != "type" => Vec::new(),
            Value::String(name) => vec![name],
            Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let any_of: Vec<Type> = names.into_iter().filter_map(Type::named).filter(|kind| *kind != Type::Null).collect();
        if any_of.is_empty() { Vec::new() } else { vec![Self { any_of }] }
    }

    fn declare(&self, schema: &mut Schema) {
        match self.any_of.as_slice() {
            [one] => schema.set("type", one.name()),
            several => schema.set("type", several.iter().map(|kind| kind.name()).collect::<Vec<_>>()),
        }
    }

    fn typing(&self) -> Typing {
        Typing::Says(self.any_of.clone())
    }

    fn allows(&self, value: &Value) -> Option<bool> {
        Some(self.any_of.iter().any(|kind| kind.fits(value)))
    }

    /// The types that both constraints allow.
    fn merge(&self, other: &Self) -> Merged<Self> {
        let mut any_of: Vec<Type> = Vec::new();
        for kind in self.any_of.iter().chain(&other.any_of) {
            let is_in = |types: &Self| {
                types.any_of.contains(kind) || (*kind == Type::Integer && types.any_of.contains(&Type::Number))
            };
            if is_in(self) && is_in(other) && !any_of.contains(kind) {
                any_of.push(*kind);
            }
        }
        if any_of.is_empty() { Merged::Contradiction } else { Merged::Into(Self { any_of }) }
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let kinds = self.any_of.iter().map(|kind| Ident::new(&format!("{kind:?}"), Span::call_site()));
        vec![quote!(Check::Types(&[#(Kind::#kinds),*]))]
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let turned = match valid {
            Value::String(text) => {
                text.parse::<i64>().ok().map(|number| Broken::new("number-for-text", number).tagged("number-as-string"))
            }
            Value::Number(number) => Some(Broken::new("numeric-text", number.to_string()).tagged("number-as-string")),
            Value::Bool(value) => Some(Broken::new("boolean-text", value.to_string()).tagged("boolean-coercion")),
            _ => None,
        };
        let number = match valid {
            Value::Bool(value) => Broken::new("boolean-number", i64::from(*value)).tagged("boolean-coercion"),
            _ => Broken::new("integer", 7),
        };
        [
            Broken::new("text", "text"),
            number,
            Broken::new("fraction", 1.5),
            Broken::new("boolean", true),
            Broken::new("list", json!([])),
            Broken::new("object", json!({})),
        ]
        .into_iter()
        .chain(turned)
        .filter(|broken| !self.any_of.iter().any(|kind| kind.fits(&broken.value)))
        .collect()
    }

    fn faults(&self, _rule: &str, violations: Vec<Broken>) -> Vec<(String, Broken)> {
        type_faults(violations)
    }

    fn boundary_values(&self, spot: &Spot) -> Vec<Boundary> {
        match self.any_of.as_slice() {
            [Type::Boolean] => vec![Boundary::new("false", false)],
            [Type::Integer] if spot.around.interval(Measure::Number).is_some() => {
                vec![Boundary::unsure("whole-fraction", 1.0)]
            }
            [Type::Integer] => {
                let huge = spot.around.allows(&json!(HUGE)).then(|| Boundary::unsure("huge", HUGE));
                let usual = [
                    Boundary::new("zero", 0),
                    Boundary::unsure("negative", -1),
                    Boundary::unsure("whole-fraction", 7.0),
                ];
                usual.into_iter().chain(huge).collect()
            }
            [Type::String] => rare_texts(spot),
            [Type::Object] if spot.around.is_leaf() && !spot.around.is_gap() => {
                vec![Boundary::new("free-form", json!({"anything": [1, "two", null], "more": {"deep": true}}))]
            }
            _ => Vec::new(),
        }
    }

    fn examples() -> Vec<Example> {
        let this = |kind| Reading::This(Self::one(kind).into());
        vec![
            Example::keyword("type", json!("integer"), this(Type::Integer), json!(3)),
            Example::cell(Column::Type, "String", this(Type::String), json!("a")),
            Example::cell(Column::Type, "Bool", this(Type::Boolean), json!(true)),
            Example::cell(Column::Type, "Object", this(Type::Object), json!({})),
            Example::sentence("Must be a valid integer.", this(Type::Integer), json!(3)),
            Example::sentence("A string that names the recording.", this(Type::String), json!("a")),
            Example::sentence("A number representing the longest input.", this(Type::Number), json!(1.5)),
            Example::sentence("A queue ID or queue ARN.", this(Type::String), json!("a")),
        ]
    }
}

/// Response faults with values of a wrong type: one of another type, and one for each kind of coercion.
pub(super) fn type_faults(violations: Vec<Broken>) -> Vec<(String, Broken)> {
    let (coerced, wrong): (Vec<Broken>, Vec<Broken>) = violations.into_iter().partition(|broken| broken.tag.is_some());
    let named = |way: &str| match way {
        "numeric-text" => "number-as-string".to_owned(),
        "boolean-text" => "boolean-as-string".to_owned(),
        "boolean-number" => "boolean-as-number".to_owned(),
        "number-for-text" => "string-as-number".to_owned(),
        other => other.to_owned(),
    };
    let coerced = coerced.into_iter().map(|broken| (named(broken.way), broken));
    wrong.into_iter().take(1).map(|broken| ("wrong-type".to_owned(), broken)).chain(coerced).collect()
}

/// A text with several scripts and the signs that have to be quoted somewhere; its last letter consists of two code points.
const UNICODE: &str = "Zoë O'Müller-Łuć \"東京\" & 50% \\ 🙂 e\u{301}";

/// The largest whole number that every reader of JSON represents exactly (RFC 8259, section 6).
pub(super) const HUGE: i64 = 9_007_199_254_740_991;

/// The length of a text that is long where no bound is stated.
const LONG: usize = 1_000;

/// Boundary strings: the empty text where nothing forbids it, several scripts where any letters are allowed, and others where
/// any text is. Numbers and identifiers have none of several scripts, because their alphabet is unknown.
fn rare_texts(spot: &Spot) -> Vec<Boundary> {
    let meaning = Meaning::of(spot.name, &spot.around.doc());
    let is_free = !spot.around.limits_text();
    let unicode = Boundary { decided: meaning == Meaning::Words, ..Boundary::new("unicode", UNICODE) };
    let takes_unicode = !spot.around.limits_letters() && spot.around.allows(&json!(UNICODE));
    // Whether a text may be empty is left open. A server that fails on it fails all the same.
    let empty = spot.around.allows(&json!("")).then(|| Boundary::unsure("empty", ""));
    let no_uuid = (is_free && meaning == Meaning::Identifier).then(|| Boundary::new("no-uuid", "main-7"));
    let is_bounded = spot.around.interval(Measure::Length).is_some();
    let long = (is_free && !is_bounded).then(|| Boundary::unsure("long", "x".repeat(LONG)));
    takes_unicode.then_some(unicode).into_iter().chain(empty).chain(long).chain(no_uuid).collect()
}

phrases! {
    /// The type by the noun at the beginning of a description. Each noun needs following words that fit the JSON type
    /// only: "a number" may be a phone number, "a list of names" may be one string.
    NOUN = r"^(?:an?\s+|the\s+|any\s+)?(?:(?:optional|required|valid|positive|negative|non-negative|nonnegative|unsigned|signed|single|32-bit|64-bit|free-form|short|unique|human-readable|case-sensitive|opaque|random)\s+)*(?:(?P<integer>integer|whole number)(?:\s+(?:value|number))?(?:\s*(?:$|[,.;(])|\s+(?:that|which|between|from|larger|greater|less|no|not|at|in|of at|with|up to|representing|indicating|specifying|denoting|identifying|used|and)\b)|(?P<string>string|text string)(?:\s+value)?(?:\s*(?:$|[,.;(])|\s+(?:that|which|of|with|in|up to|representing|representation|describing|identifying|specifying|indicating|containing|used|to be|for)\b)|(?P<boolean>boolean)(?:\s+(?:value|flag))?(?:\s*(?:$|[,.;(])|\s+(?:that|which|indicating|specifying|representing|denoting|used|to|for|indicator)\b)|(?P<object>object)(?:\s*(?:$|[,.;(])|\s+(?:that|which|containing|with|holding|describing|representing|to)\b))";
    /// "A number" with a measure or comparison.
    NUMBER = r"^(?:an?\s+)?(?:optional\s+)?(?:(?:valid|positive|negative|non-negative|nonnegative|decimal|floating[- ]point)\s+)*(?:number|decimal|float|double)(?:\s+value)?,?\s+(?:representing|that represents|between|from \d|in the range|larger than|greater than|less than|no (?:less|greater|more) than|at least|at most|up to \d)";
    DIALLED = r"\b(?:phone|telephone|dial|dialed|dialled|caller|mobile|fax|digits)\b";
    /// A noun phrase that can only be a string: an ARN. An ID that may be an ARN is a string as well.
    TEXT = r"^(?:type:\s*)?base64[- ]encoded\b|^(?:(?:an?|the)\s+)?(?:[a-z]+\s+){0,3}?(?:(?:ids?|name|alias|identifier)\s+or\s+(?:[a-z]+\s+){0,3}?)?arn\b(?:\s+or\s+(?:[a-z]+\s+){0,3}?(?:id|name|alias|identifier)\b)?";
    /// Matches a statement of what a value must be.
    CLAIM = r"(?:^|[,;]\s+|\band\s+)(?:be\s+)?(?:an?\s+)?(?:(?:valid|positive|negative|non-negative|nonnegative|unsigned|signed|single|static|literal)\s+)*(?:(?P<integer>integer|whole number)(?:\s+(?:value|number))?|(?P<string>string)(?:\s+value)?|(?P<boolean>boolean)(?:\s+value)?|(?P<number>(?:positive|negative|non-negative|decimal|floating[- ]point)\s+number|number))(?:\s*(?:$|[,.;(])|\s+(?:and|but|between|larger|greater|less|no|not|from|in|at|of at|with|that|which|up to|representing)\b)";
    /// Matches a schema's type keyword inside a description: `type: string format: uuid in: body`.
    NOTED = r"(?:^|\s)type:\s+(?P<type>string|integer|number|boolean|array|object)\s*(?:$|\.$|\s(?:format|in):\s)";
    OTHER = r"\bor\s+(?:an?\s+)?(?:list of\s+|array of\s+)?(?:string|integer|number|boolean|object|array|list|map|null)s?\b";
}

/// The type that a sentence states. An identifier, a name or a "value defined statically" is not certainly a string:
/// elsewhere, IDs are numbers and names are objects. Such a sentence states no type.
fn said(clue: &Clue) -> Option<Type> {
    let text = opening(clue)?;
    let noted = NOTED.part("type", text).and_then(sdk_type::json_type);
    let kind = noted.or_else(|| {
        if OTHER.occurs(text) {
            return None;
        }
        let claim = || {
            let must = clauses(clue).into_iter().filter(|clause| clause.force == Force::Must);
            must.filter_map(|Clause { says, .. }| CLAIM.parts(says)).find_map(|parts| named_part(&parts))
        };
        let number = || (NUMBER.occurs(text) && !DIALLED.occurs(text)).then_some(Type::Number);
        let arn = || TEXT.occurs(text).then_some(Type::String);
        NOUN.parts(text).and_then(|parts| named_part(&parts)).or_else(number).or_else(arn).or_else(claim)
    })?;
    // The type cell wins where prose says otherwise: "must be an integer" about a string tells what it spells.
    let agrees = match Shape::of(clue) {
        Shape::Unknown => true,
        Shape::Text => kind == Type::String,
        Shape::Integer => kind == Type::Integer,
        Shape::Number => matches!(kind, Type::Integer | Type::Number),
        Shape::Boolean => kind == Type::Boolean,
        Shape::Object => kind == Type::Object,
        Shape::List | Shape::Named => false,
    };
    agrees.then_some(kind)
}

fn named_part(parts: &regex::Captures<'_>) -> Option<Type> {
    ["integer", "string", "boolean", "number", "object"]
        .into_iter()
        .find(|name| parts.name(name).is_some())
        .and_then(Type::named)
}
