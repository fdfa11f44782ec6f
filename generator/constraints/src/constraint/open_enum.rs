//! Values that are documented as examples of more: "such as 'livecall' or 'api'", an enum with an SDK's sentinel.

use super::{
    Broken, Example, Kind, Reading,
    phrase::{Shape, opening, phrases, quotation},
};
use crate::clue::{Clue, Content, fold};
use proc_macro2::TokenStream;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The keyword that carries the documented values.
pub const KEYWORD: &str = "x-ringback-open-enum";

/// These values are documented; others may occur.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenEnum {
    /// The documented values, in order.
    pub values: Vec<String>,
    /// The value that gave it away: one that an SDK adds for values it does not know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentinel: Option<String>,
}

impl Kind for OpenEnum {
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Keyword(name, Value::Array(values)) if name == KEYWORD => {
                let values = values.iter().filter_map(|value| Some(value.as_str()?.into())).collect();
                vec![Reading::This(Self { values, sentinel: None }.into())]
            }
            Content::Sentence(_) => said(clue).map(|values| Reading::This(Self { values, sentinel: None }.into())).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        schema.insert(KEYWORD.into(), json!(self.values));
        vec![KEYWORD.into()]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        Vec::new() // no text is ruled out
    }

    fn violate(&self, _valid: &Value) -> Vec<Broken> {
        Vec::new() // no text is ruled out
    }

    fn examples() -> Vec<Example> {
        let this = || Reading::This(Self { values: vec!["livecall".into(), "api".into()], sentinel: None }.into());
        vec![
            Example::keyword(KEYWORD, json!(["livecall", "api"]), this(), json!("other")),
            Example::sentence("Origin of the request, such as 'livecall' or 'api'.", this(), json!("other")),
            Example::sentence("Its origin, e.g. \"livecall\", \"api\".", this(), json!("other")),
        ]
    }
}

phrases! {
    SUCH_AS = r"(?:^|[\s,(:;])<LIKE>\s*";
    INCLUDE = r"^(?:(?:valid|allowed|possible|supported|accepted|known|common|typical)\s+)?(?:values|options)\s+(?:may\s+|can\s+)?include:?\s+";
    END = r"^\s*(?:$|[.,;)]|\(|etc|and (?:so on|others|more)|or (?:similar|others?))";
    /// A value that stands for a set of values, not for itself: a date, a number, an address, a pattern.
    SAMPLE = r"(?:\d{3}|^[\d.,+-]+$|[@/:$%{}<>*#]|^www\.|\.(?:com|org|net|json|xml|txt|pdf|wav|mp3)$|yyyy|hh:mm|\s)";
    /// Properties whose value is free text, whatever examples are given.
    FREE = r"(?:name|title|label|description|text|message|comment|notes?|subject|id|ids|number|url|uri|email|address|date|time|zone|timestamp|path|pattern|expression|query|token|key|digits|tags?|keywords?|city|country|version|prefix|suffix)$";
    OF_SUBJECT = r"\b(?:users?|agents?|customers?|characters?|fields?|properties|parameters|attributes|keys|columns|headers|words|symbols|tags|scopes|features|information|data|details)\s*,?\s*$";
}

/// The values that a sentence gives as examples of what the subject can be.
fn said(clue: &Clue) -> Option<Vec<String>> {
    let text = opening(clue)?;
    let free = clue.subject.name().map(fold).is_none_or(|name| FREE.occurs(&name));
    if free || !matches!(Shape::of(clue), Shape::Text | Shape::Unknown) {
        return None;
    }
    let such = SUCH_AS.parts(text).or_else(|| INCLUDE.parts(text))?.get(0)?;
    let found = quotation(text.get(such.end()..)?)?;
    let before = text.get(..such.start())?;
    let values = found.quoted && found.values.len() > 1 && !found.values.iter().any(|value| SAMPLE.occurs(value));
    (values && END.occurs(found.rest) && !OF_SUBJECT.occurs(before)).then_some(found.values)
}
