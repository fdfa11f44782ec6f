//! A property must be present: empty Notes, no `[Optional]` mark, JSON Schema's `required`.

use super::{
    cell::{Presence as Said, presence, yes_or_no},
    Broken, Example, Kind, Merged, Presence, Reading, Schema,
    required_if::RequiredIf,
    phrase::{Force, clauses, names_subject, phrases, sentence},
};
use crate::clue::{Clue, Column, Content};
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The object has a property.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Required {
    /// The property's name in JSON.
    pub property: String,
    /// Whether it is only assumed, because the property is not marked as optional; any explicit statement outweighs
    /// that.
    #[serde(default, skip_serializing_if = "is_false")]
    pub silent: bool,
}

fn is_false(value: &bool) -> bool {
    !value
}

impl Kind for Required {
    const WORDS: &[&str] = &[
        "required", "mandatory", "optional", "must", "shall", "omitted", "left", "missing", "absent",
        "unset", "unspecified", "not ", "provided", "specified", "needs", "need to", "has to", "have to",
        "always", "compulsory", "obligatory", "if ", "can ", "may ",
    ];
    fn read(clue: &Clue) -> Vec<Reading> {
        let by = |silent: bool, name: &str| Reading::Owner(Self { property: name.into(), silent }.into());
        let required = |name: &str| by(false, name);
        match (&clue.content, clue.subject.name()) {
            (Content::Cell(Column::Notes, text), Some(name)) => {
                let sentence = text;
                let text = text.to_lowercase();
                if text.contains("optional") || NOTED_NOT.occurs(&text) {
                    vec![Reading::Optional]
                } else if presence(&text) == Some(Said::Conditional) {
                    Vec::new()
                } else if text.contains("required") && NOTED_IF.occurs(&text) {
                    // "Required if direction is outbound" is a sentence, and no mark.
                    vec![Reading::Again(Content::Sentence(sentence.clone()))]
                } else if text.contains("required") {
                    vec![required(name)]
                } else if text.trim().is_empty() || text.starts_with('[') {
                    vec![by(true, name)]
                } else {
                    Vec::new()
                }
            }
            (Content::Cell(Column::Required | Column::Cardinality, text), Some(name)) => match presence(text) {
                Some(Said::Required) => vec![required(name)],
                Some(Said::Optional) => vec![Reading::Optional],
                Some(Said::Conditional) | None => Vec::new(),
            },
            // `yes` under "Optional" means that it is; `Required` means what it says under any heading.
            (Content::Cell(Column::Optional, text), Some(name)) => match (yes_or_no(text), presence(text)) {
                (Some(true), _) | (None, Some(Said::Optional)) => vec![Reading::Optional],
                (Some(false), _) | (None, Some(Said::Required)) => vec![required(name)],
                (None, Some(Said::Conditional) | None) => Vec::new(),
            },
            (Content::Sentence(_), Some(name)) => match said(clue) {
                Some(true) => vec![required(name)],
                Some(false) => vec![Reading::Optional],
                None => Vec::new(),
            },
            (Content::Keyword(keyword, Value::Bool(true)), Some(name)) if keyword == "required" => vec![required(name)],
            _ => Vec::new(),
        }
    }

    fn of_keyword(keyword: &str, value: &Value) -> Vec<Self> {
        let names = value.as_array().filter(|_| keyword == "required").into_iter().flatten().filter_map(Value::as_str);
        names.map(|name| Self { property: name.into(), silent: false }).collect()
    }

    fn declare(&self, schema: &mut Schema) {
        schema.require(&self.property);
    }

    fn presence(&self) -> Presence<'_> {
        Presence { required: Some(&self.property), silent: self.silent, ..Presence::default() }
    }

    fn merge(&self, other: &Self) -> Merged<Self> {
        match self.property == other.property {
            true => Merged::Into(Self { silent: self.silent && other.silent, ..self.clone() }),
            false => Merged::Apart,
        }
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let property = &self.property;
        vec![quote!(Check::Required(#property))]
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let Value::Object(object) = valid else { return Vec::new() };
        let mut without = object.clone();
        match without.shift_remove(&self.property) {
            Some(_) => vec![Broken::new("absent", without).at(&self.property, None)],
            None => Vec::new(),
        }
    }

    fn examples() -> Vec<Example> {
        let by = |silent: bool| Reading::Owner(Self { property: "this".into(), silent }.into());
        let this = || by(false);
        vec![
            Example::cell(Column::Notes, "", by(true), json!({"this": 1})),
            Example::cell(Column::Notes, "[required]", this(), json!({"this": 1})),
            Example::keyword("required", json!(true), this(), json!({"this": 1})),
            Example::keyword(
                "required",
                json!(["other"]),
                Reading::This(Self { property: "other".into(), silent: false }.into()),
                json!({"other": 1}),
            ),
            Example::cell(Column::Notes, "[optional]", Reading::Optional, json!({})),
            Example::cell(Column::Notes, "not required", Reading::Optional, json!({})),
            Example::cell(Column::Required, "Yes", this(), json!({"this": 1})),
            Example::cell(Column::Required, "O", Reading::Optional, json!({})),
            Example::cell(Column::Optional, "yes", Reading::Optional, json!({})),
            Example::cell(Column::Optional, "no", this(), json!({"this": 1})),
            Example::cell(Column::Cardinality, "1..1", this(), json!({"this": 1})),
            Example::sentence("This field is required.", this(), json!({"this": 1})),
            Example::sentence("Must be provided.", this(), json!({"this": 1})),
            Example::sentence("[Optional] Where the call goes.", Reading::Optional, json!({})),
            Example::sentence("If not specified, the first one is taken.", Reading::Optional, json!({})),
        ]
    }
}

phrases! {
    OPTIONAL = r"^(?:[\[(]?optional[\])]?\s*(?:$|[.,;:]|[-–—]\s)|\[optional\]|\(optional\)|(?:an?\s+|the\s+|this is an?\s+|this is\s+|this field is\s+)?optional\b)|\(optional\)\s*\.?\s*$|^required:\s*(?:no|false)\s*\.?\s*$|^(?:this is\s+|it is\s+)?not\s+(?:required|mandatory)\s*(?:$|[.;,])";
    /// Matches sentences about what happens if the subject is absent, so that it is optional.
    LEFT_OUT = r"^(?:if|when)\s+(?P<subject>[^.,;]{0,40}?)\s*\b(?:(?:is\s+|are\s+|was\s+)?(?:not\s+<GIVEN>|omitted|left out|missing|absent|unset|unspecified))\s*(?:,|\bor\b|it\b|this\b|the\b)";
    /// Matches sentences in which something inside the subject is optional.
    OPTIONAL_PARTS = r"^optional\s+(?:parameters|attributes|fields|properties|arguments|features|settings)\b";
    REQUIRED = r"^(?:[\[(](?:required|mandatory)[\])]|(?:required|mandatory)\s*(?:$|[.,;:(]|[-–—]\s)|(?:required|mandatory)\s+(?:field|property|parameter|attribute|value|argument)\s*(?:$|[.,;:])|(?:this is\s+)?an?\s+(?:required|mandatory)\s+(?:field|property|parameter|attribute|value|argument|string|integer|number|boolean|object|list|array|map)\b|always required\b)|[\[(](?:required|mandatory)[\])]\s*\.?\s*$|^required:\s*(?:yes|true)\s*\.?\s*$";
    NOTED_NOT = r"\b(?:not|never|isn't|no longer)\s+(?:required|mandatory)\b|\brequired:\s*(?:no|false)\b";
    NOTED_IF = r"\brequired\b[^\[\]]*\b(?:if|when|unless|for|only|in|on|by|with|depending|except)\b|\b(?:if|when|unless)\b[^\[\]]*\brequired\b";
    DEFAULTED = r"(?:^|[.,;:(]\s*|[-–—]\s+|\b(?:it|this|which|optional|value|parameter|field|property|attribute|argument|option|setting)\s+)(?:(?:will|is|the|a|its|by)\s+)*defaults?\b[^.;]*\s(?:if|when)\s+(?:it\s+is\s+|this\s+is\s+)?(?:not\s+(?:<GIVEN>)|omitted|absent|missing|unset|unspecified|left out)";
    MAY_ONLY = r"^(?:it\s+|this\s+)?(?:may|can)\s+only\s+be\s+(?:<GIVEN>)\s+(?:if|when)\b";
    BRACKETED = r"^[\[(](?:required|mandatory)[\])]\s*(?:$|[^\sifwuo]|i[^f]|[fwuo][a-z]{4}|[wuo][^hnt])|[\[(](?:required|mandatory)[\])]\s*\.?\s*$";
    /// Matches verbs that demand, and do not only describe.
    DEMAND = r"\b(?:must|shall|has to|have to|needs? to|always|will always|required)\b";
    IF = r"^(?:if|when|whenever)\b";
    /// Such as "Required: you must give a or b", which demands one of several.
    ONE_OF = r"^(?:required|mandatory)\s*[:,-]\s+.*(?:\b(?:must|has to|have to|needs? to)\b.*\bor\b|\bat least one\b|\bexactly one\b|\beither\b)";
    REQUIRED_NO = r"^required:\s*(?:no|false)";
    /// Matches conditions, "Required, if …", "Required for …", which other kinds read.
    CONDITION = r"\b(?:if|when|whenever|unless|only|for|depending|until|otherwise)\b";
    IS_REQUIRED = r"^(?:always\s+)?(?:required|mandatory|compulsory|obligatory)\s*(?:$|[.;]|,\s|\s(?:and|but)\b|(?:field|property|parameter|in (?:all|every) requests?)\b)";
    MUST_BE_GIVEN = r"^(?:always\s+)?(?:specified|provided|present|supplied|given|defined|included|sent|passed|set)\s*(?:$|[.;]|,(?:\s|$)|(?:and|in (?:all|every|the) requests?|with every request)\b)";
    OMITTED = r"^(?:omitted|left out|left blank|absent|missing|left empty|skipped)\s*(?:$|[.;,])";
    IS_OPTIONAL = r"^(?:entirely\s+|completely\s+)?(?:optional|not required|not mandatory)\s*(?:$|[.;,]|(?:and|but)\b)";
    NOT_REQUIRED = r"^(?:required|mandatory|needed)\s*(?:$|[.;,])";
}

/// Whether a sentence states that its subject is required, or optional.
fn said(clue: &Clue) -> Option<bool> {
    if let Content::Sentence(text) = &clue.content
        && DEFAULTED.occurs(text)
    {
        return Some(false);
    }
    if let Content::Sentence(text) = &clue.content
        && LEFT_OUT.part("subject", text.trim()).is_some_and(|found| found.trim().is_empty() || names_subject(clue, found))
    {
        return Some(false);
    }
    let text = sentence(clue)?;
    // What may only be given under a condition that is not understood need not be given.
    if MAY_ONLY.occurs(text) && RequiredIf::read(clue).is_empty() {
        return Some(false);
    }
    if OPTIONAL.occurs(text) && !OPTIONAL_PARTS.occurs(text) {
        return Some(false);
    }
    let head = text.split(['.', ';']).next().unwrap_or(text);
    if ONE_OF.occurs(text) {
        return None;
    }
    if REQUIRED.occurs(text) && !REQUIRED_NO.occurs(text) {
        return (!CONDITION.occurs(head) || BRACKETED.occurs(text)).then_some(true);
    }
    // "If set, this validation is mandatory" says nothing of whether it is set.
    if IF.occurs(text) {
        return None;
    }
    clauses(clue).into_iter().find_map(|clause| match clause.force {
        Force::Must if IS_REQUIRED.occurs(clause.says) || MUST_BE_GIVEN.occurs(clause.says) && DEMAND.occurs(text) => Some(true),
        Force::Must if IS_OPTIONAL.occurs(clause.says) => Some(false),
        Force::MustNot if OMITTED.occurs(clause.says) => Some(true),
        Force::MustNot if NOT_REQUIRED.occurs(clause.says) => Some(false),
        Force::May if OMITTED.occurs(clause.says) => Some(false),
        _ => None,
    })
}
