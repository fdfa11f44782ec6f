//! The JSON type of a value: `"type": "integer"`, `Boolean`, "and an integer".

use super::{
    Broken, Example, Kind, Reading,
    phrase::{Clause, Force, Shape, clauses, opening, phrases},
};
use crate::{clue::{Clue, Column, Content}, spelling::{Spelling, spell}};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// A type of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// A list.
    Array,
    /// An object.
    Object,
}

impl Type {
    const ALL: [Self; 7] =
        [Self::Null, Self::Boolean, Self::Integer, Self::Number, Self::String, Self::Array, Self::Object];

    fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The type that an SDK spells so.
    pub(super) fn spelt(name: &str) -> Option<Self> {
        match name.to_lowercase().as_str() {
            "string" | "str" | "text" | "varchar" | "char" => Some(Self::String),
            "boolean" | "bool" => Some(Self::Boolean),
            "integer" | "int" | "long" | "int32" | "int64" | "i32" | "i64" | "u32" | "u64" | "short" | "int16" | "i16"
            | "bigint" | "uint32" | "uint64" => Some(Self::Integer),
            "number" | "double" | "float" | "decimal" | "bigdecimal" | "f32" | "f64" | "float32" | "float64" => {
                Some(Self::Number)
            }
            "array" | "list" => Some(Self::Array),
            "object" | "map" | "dict" | "hash" | "hashmap" => Some(Self::Object),
            _ => None,
        }
    }
}

/// The value has one of these types.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Types {
    /// The allowed types; never empty, never `null` (that is [`super::nullable`]).
    pub any_of: Vec<Type>,
}

impl Types {
    /// One type.
    pub fn one(kind: Type) -> Self {
        Self { any_of: vec![kind] }
    }
}

impl Kind for Types {
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Keyword(name, value) if name == "type" => {
                let names: Vec<&str> = match value {
                    Value::String(name) => vec![name],
                    Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
                    _ => Vec::new(),
                };
                let any_of: Vec<Type> = names.into_iter().filter_map(Type::named).filter(|kind| *kind != Type::Null).collect();
                if any_of.is_empty() { Vec::new() } else { vec![Reading::This(Self { any_of }.into())] }
            }
            Content::Cell(Column::Type, text) => match spell(text) {
                Spelling::Name(name) => Type::spelt(&name).map(|kind| Reading::This(Self::one(kind).into())).into_iter().collect(),
                _ => Vec::new(),
            },
            Content::Sentence(_) => said(clue).map(|kind| Reading::This(Self::one(kind).into())).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        let value = match self.any_of.as_slice() {
            [one] => json!(one.name()),
            several => several.iter().map(|kind| kind.name()).collect(),
        };
        schema.insert("type".into(), value);
        vec!["type".into()]
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

phrases! {
    /// What a value is said to be by the noun that a description begins with. "A number" alone may be dialled, "a list
    /// of names" may stand in one text: each noun needs words after it that only fit the JSON type.
    NOUN = r"^(?:an?\s+|the\s+|any\s+)?(?:(?:optional|required|valid|positive|negative|non-negative|nonnegative|unsigned|signed|single|32-bit|64-bit|free-form|short|unique|human-readable|case-sensitive|opaque|random)\s+)*(?:(?P<integer>integer|whole number)(?:\s+(?:value|number))?(?:\s*(?:$|[,.;(])|\s+(?:that|which|between|from|larger|greater|less|no|not|at|in|of at|with|up to|representing|indicating|specifying|denoting|identifying|used|and)\b)|(?P<string>string|text string)(?:\s+value)?(?:\s*(?:$|[,.;(])|\s+(?:that|which|of|with|in|up to|representing|representation|describing|identifying|specifying|indicating|containing|used|to be|for)\b)|(?P<boolean>boolean)(?:\s+(?:value|flag))?(?:\s*(?:$|[,.;(])|\s+(?:that|which|indicating|specifying|representing|denoting|used|to|for|indicator)\b)|(?P<object>object)(?:\s*(?:$|[,.;(])|\s+(?:that|which|containing|with|holding|describing|representing|to)\b))";
    /// "A number" is one when it is measured or compared.
    NUMBER = r"^(?:an?\s+)?(?:optional\s+)?(?:(?:valid|positive|negative|non-negative|nonnegative|decimal|floating[- ]point)\s+)*(?:number|decimal|float|double)(?:\s+value)?,?\s+(?:representing|that represents|between|from \d|in the range|larger than|greater than|less than|no (?:less|greater|more) than|at least|at most|up to \d)";
    DIALLED = r"\b(?:phone|telephone|dial|dialed|dialled|caller|mobile|fax|digits)\b";
    /// A noun phrase that can only be text: an ARN is spelled out, so what may be an ID or one is text as well.
    TEXT = r"^(?:(?:an?|the)\s+)?(?:[a-z]+\s+){0,3}?(?:(?:ids?|name|alias|identifier)\s+or\s+(?:[a-z]+\s+){0,3}?)?arn\b(?:\s+or\s+(?:[a-z]+\s+){0,3}?(?:id|name|alias|identifier)\b)?";
    /// What a value must be.
    CLAIM = r"(?:^|[,;]\s+|\band\s+)(?:be\s+)?(?:an?\s+)?(?:(?:valid|positive|negative|non-negative|nonnegative|unsigned|signed|single|static|literal)\s+)*(?:(?P<integer>integer|whole number)(?:\s+(?:value|number))?|(?P<string>string)(?:\s+value)?|(?P<boolean>boolean)(?:\s+value)?|(?P<number>(?:positive|negative|non-negative|decimal|floating[- ]point)\s+number|number))(?:\s*(?:$|[,.;(])|\s+(?:and|but|between|larger|greater|less|no|not|from|in|at|of at|with|that|which|up to|representing)\b)";
    /// The type as a schema has it, left in the description: `type: string format: uuid in: body`.
    NOTED = r"(?:^|\s)type:\s+(?P<type>string|integer|number|boolean|array|object)\s*(?:$|\.$|\s(?:format|in):\s)";
    OTHER = r"\bor\s+(?:an?\s+)?(?:list of\s+|array of\s+)?(?:string|integer|number|boolean|object|array|list|map|null)s?\b";
}

/// The type that a sentence states. An identifier, a name or a "value defined statically" is not certainly a string:
/// IDs are numbers elsewhere, names are objects of parts. What is left without a type is left to the model.
fn said(clue: &Clue) -> Option<Type> {
    let text = opening(clue)?;
    let noted = NOTED.part("type", text).and_then(Type::spelt);
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

impl Type {
    fn fits(self, value: &Value) -> bool {
        match (self, value) {
            (Self::Integer, Value::Number(number)) => number.as_f64().is_some_and(|number| number.fract() == 0.0),
            (Self::Null, Value::Null)
            | (Self::Boolean, Value::Bool(_))
            | (Self::Number, Value::Number(_))
            | (Self::String, Value::String(_))
            | (Self::Array, Value::Array(_))
            | (Self::Object, Value::Object(_)) => true,
            _ => false,
        }
    }
}
