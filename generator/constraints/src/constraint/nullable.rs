//! A value may be null: "Will be null until …", `["string", "null"]`, `Option<…>` of a required property.

use super::{
    cell, Boundary, Example, Kind, Reading, Schema, Spot,
    phrase::{Shape, names_subject, phrases, sentence},
};
use crate::{
    clue::{Clue, Column, Content},
    spelling::{Spelling, or_null, spell},
};
use ringback_contract::name::fold;
use ringback_contract::subject::Step;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The value may be null.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nullable {}

impl Kind for Nullable {
    const WORDS: &[&str] = &["null"];
    const PERMITS: bool = true;

    fn read(clue: &Clue) -> Vec<Reading> {
        let this = || Reading::This(Self {}.into());
        match &clue.content {
            Content::Cell(Column::Type, text) => match spell(text) {
                // `int?` is how a language without it spells an absent number; `Option<…>` without `[optional]` is null.
                Spelling::Nullable(inner) => {
                    let optional = clue.around.notes.to_lowercase().contains("optional");
                    let spelled = text.trim_start_matches("Pointer to ").to_lowercase();
                    let said = spelled.starts_with("nullable") || spelled.starts_with("jsonnullable") || or_null(text).is_some();
                    let null = said || !optional && spelled.starts_with("option");
                    let again = Reading::Again(Content::Cell(Column::Type, inner));
                    null.then(this).into_iter().chain([again]).collect()
                }
                _ => Vec::new(),
            },
            Content::Cell(Column::Nullable, text) if cell::yes_or_no(text) == Some(true) => vec![this()],
            Content::Cell(Column::Nullable, text) if cell::yes_or_no(text) == Some(false) => vec![Reading::Description],
            Content::Sentence(text) if text.contains("ull") => match part(clue) {
                Some(name) => vec![Reading::Part(Step::Property(name), Content::Keyword("nullable".into(), json!(true)))],
                // A type by its name is never null; a property of it may be.
                None if clue.subject.name().is_some() && said(clue) => vec![this()],
                None if !clue.subject.path.is_empty() && said(clue) => vec![this()],
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        let said = match value {
            Value::Bool(allowed) => *allowed && ["nullable", "x-nullable"].contains(&name),
            Value::Array(names) => name == "type" && names.contains(&json!("null")),
            _ => false,
        };
        if said { vec![Self {}] } else { Vec::new() }
    }

    fn declare(&self, schema: &mut Schema) {
        schema.allow_null();
    }

    fn admits(&self, value: &Value) -> bool {
        value.is_null()
    }

    fn boundary_values(&self, _spot: &Spot) -> Vec<Boundary> {
        vec![Boundary::new("null", Value::Null)]
    }

    fn examples() -> Vec<Example> {
        let this = || Reading::This(Self {}.into());
        vec![
            Example::keyword("nullable", json!(true), this(), Value::Null),
            Example::sentence("Will be null until the call ends.", this(), Value::Null),
            Example::sentence("If null, nobody is called.", this(), Value::Null),
            Example::sentence("The time of the last call, or null.", this(), Value::Null),
        ]
    }
}

phrases! {
    DEFAULT = r"(?i)\bdefaults?(?:\s+value)?\s*(?:is|to|:|=)";
    NOT = r#"(?:\bnull values\b|\b(?:not|never|cannot|can't|mustn't|no longer|without|instead of)\s+(?:[\w`]+\s+){0,4}?["'`]?null|\bnon-?null|\bnull\W*\s*(?:is|are|values?\s+(?:is|are))\s+(?:not|never|rejected|disallowed|ignored|invalid)|\b(?:disallow|reject)\w*\b|\bnull\b[^.;]{0,40}\berror|\berror\b[^.;]{0,40}\bnull|\bnot nullable)"#;
    /// "If null, …" and similar openings, in which the subject itself is null.
    OPENING = r#"^(?:\[?optional[\].,;:]*\s*)?(?:(?:if|when|while)\s+(?:(?:this|it|the value|this value|this field|the field|this property)\s+is\s+)?(?:set to\s+)?(?:(?:empty|unset|missing|omitted|absent|not set|not specified)\s+or\s+)?`?null`?(?:\s+or\s+(?:empty|unset|missing|omitted|absent|not set|not specified))?\s*[,:]|(?:always\s+)?`?null`?\s+(?:if|when|until|unless|for|while|means|indicates|otherwise|in case|before|after|except)\b|nullable\s*(?:$|[.,;]))"#;
    VERB = r#"(?:^|(?:[.,;:]\s|\()\s*(?:and\s+|but\s+|it\s+)?|\b(?:and|but)\s+(?:it\s+)?)(?P<subject>[^.,;:(]{0,60}?)\s*\b(?:will|may|can|could|might|is|are)\s+(?:also\s+|sometimes\s+|currently\s+|always\s+|initially\s+)*(?:be\s+)?(?:set to\s+|returned as\s+|explicitly\s+|left\s+)*(?:nullable\b|`?null`?(?:\s*$|\s*[.,;()/]|\s+(?:if|when|until|unless|for|while|except|before|after|in|or|on|otherwise|to|during|as)\b))"#;
    OR = r#"\bor\s+(?:is\s+|be\s+)?`?null`?\s*(?:$|[.,;()]|(?:if|when|until|unless|for|while|before|after|otherwise|in case)\b)"#;
    NULL_IF = r#"[.,;(]\s*(?:or\s+)?`?null`?\s+(?:if|when|until|unless|for|while|before|otherwise|except)\b"#;
    OTHERWISE = r"\botherwise,?\s+(?:it\s+is\s+|returns\s+|is\s+)?`?null`?\s*(?:$|[.,;)])|(?:`false`|`true`|\bfalse|\btrue)\b[^.;]{0,80}[,;]\s*(?:or\s+|and\s+)?`?null`?\s+[a-z]|\b(?:may|might|can|will|could)\s+(?:also\s+)?(?:return|be|contain|have|show)\s+(?:the\s+value\s+)?`?null`?\s+(?:in|for|as)\s+(?:this|the|some|its)\b";
    SET_TO = r#"^(?:can be\s+)?(?:set|pass|use|specify|send|provide)(?:\s+(?:this|it|the value|this value|this field))?\s+(?:to\s+|as\s+)?`?null`?\s+(?:to|if|for|in order to|when)\b"#;
    /// Such as "(may be null)", "Returns null unless …".
    ASIDE = r"\((?:it\s+)?(?:may|can|might|could)\s+(?:also\s+)?be\s+`?null`?\)|^returns\s+`?null`?\s+(?:if|when|unless|until)\b";
    /// Matches sentences in which null is not the subject: it is contained in it, compared with it, or mentioned.
    OTHER = r"\bincludes\s+`|\b(?:embeds?|attaches|appends?)\s|\b(?:each|every one|all|they|both)\s+(?:of\s+(?:them|which)\s+)?(?:has|have|holds?|contains?|with)\b|^(?:`[^`]*`\s+(?:holds|contains|is)|values|keys|entries|elements|items|each|every|whether|true|false|indicates?|returns?|determines?|if\s+(?:true|false|set to (?:true|false))|some|properties|fields|an?\s+(?:list|array|map)\s+of)\b";
    /// Matches a subject of which null is a condition: "Required if `a` is null".
    WHEN = r"\b(?:if|when|unless|whenever|until|while)\b";
    CONDITION = r"^(?:if|when|unless)\b[^,]*\bor\s+null\b";
}

/// The only property of the subject that a sentence about null names.
fn part(clue: &Clue) -> Option<String> {
    let text = sentence(clue).filter(|_| !clue.around.children.is_empty())?;
    let words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '$')));
    let mut named: Vec<&str> = words.filter(|word| clue.around.children.iter().any(|child| child == word)).collect();
    named.dedup();
    let [child] = named.as_slice() else { return None };
    (!NOT.occurs(text) && (NULL_IF.occurs(text) || OR.occurs(text) || VERB.occurs(text))).then(|| (*child).to_owned())
}

/// Whether a sentence states that its subject may be null.
fn said(clue: &Clue) -> bool {
    let Some(text) = sentence(clue) else { return false };
    if (NOT.occurs(text) || DEFAULT.occurs(text)) && !OPENING.occurs(text) {
        return false;
    }
    if OPENING.occurs(text) || SET_TO.occurs(text) || OTHERWISE.occurs(text) || ASIDE.occurs(text) {
        return true;
    }
    if OTHER.occurs(text) || CONDITION.occurs(text) {
        return false;
    }
    // "A map of nodes. The value may be null" speaks of its values.
    let of_values = |found: &str| Shape::of(clue) == Shape::Object && matches!(fold(found).as_str(), "thevalue" | "value" | "values");
    let subject = |found: &str| !of_values(found) && !WHEN.occurs(found) && (found.trim().is_empty() || names_subject(clue, found) || found.trim().eq_ignore_ascii_case("which"));
    OR.occurs(text) || NULL_IF.occurs(text) || VERB.part("subject", text).is_some_and(subject)
}
