//! Values that are documented as examples of more: "such as 'livecall' or 'api'", an enum with an SDK's sentinel.

use super::{
    Boundary, Constraint, Example, Kind, Merged, Reading, Remark, Sample, Schema, Spot, Surroundings, Type, Typing,
    phrase::{Shape, opening, phrases, quotation},
};
use crate::clue::{Clue, Content};
use ringback_contract::name::fold;
use ringback_contract::keyword::OPEN_ENUM;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The keyword that carries the documented values.
const KEYWORD: &str = OPEN_ENUM;

/// The documented values; other values may occur.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenEnum {
    /// The documented values, in order.
    pub values: Vec<String>,
    /// The value that an SDK uses for unknown values, if the enum has one: it shows that the enum is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentinel: Option<String>,
}

impl Kind for OpenEnum {
    const WORDS: &[&str] = &["such as", "instance", "example", "e.g", "eg", "like", "include"];
    const PERMITS: bool = true;
    const LIMITS_TEXT: bool = true;

    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Sentence(_) => said(clue).map(|values| Reading::This(Self { values, sentinel: None }.into())).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        let Some(values) = value.as_array().filter(|_| name == KEYWORD) else { return Vec::new() };
        let values = values.iter().filter_map(|value| Some(value.as_str()?.into())).collect();
        vec![Self { values, sentinel: None }]
    }

    fn declare(&self, schema: &mut Schema) {
        schema.set(KEYWORD, self.values.clone());
    }

    fn typing(&self) -> Typing {
        Typing::Stated(Type::String)
    }

    /// The union of all documented values.
    fn merge(&self, other: &Self) -> Merged<Self> {
        let mut both = self.clone();
        both.values.extend(other.values.iter().filter(|value| !self.values.contains(value)).cloned());
        both.sentinel = both.sentinel.or_else(|| other.sentinel.clone());
        Merged::Into(both)
    }

    fn is_of_elements(&self, other: &Constraint) -> bool {
        matches!(other, Constraint::Items(_))
    }

    fn remark(&self) -> Option<Remark> {
        let sentinel = self.sentinel.as_ref()?;
        let message = format!(
            "{sentinel:?} stands for values that the SDK does not know: never on the wire, and the sign that the enum is open"
        );
        Some(Remark { kind: "sentinel-in-enum", message })
    }

    /// The documented values, and one undocumented value: allowed if a sentence gives only examples, and less certain
    /// if only an SDK's sentinel shows that the enum is open.
    fn boundary_values(&self, _spot: &Spot) -> Vec<Boundary> {
        let known = self.values.iter().map(|value| Boundary::new(format!("value-{value}"), value.clone()));
        let decided = self.sentinel.is_none();
        known.chain([Boundary { decided, ..Boundary::new("unlisted", "unlistedValue") }]).collect()
    }

    fn sample(&self, _around: &dyn Surroundings) -> Sample {
        self.values.first().map(|value| json!(value)).into()
    }

    fn examples() -> Vec<Example> {
        let this = || Reading::This(Self { values: vec!["livecall".into(), "api".into()], sentinel: None }.into());
        vec![
            Example::keyword(KEYWORD, json!(["livecall", "api"]), this(), json!("other")),
            Example::sentence("Origin of the request, such as 'livecall' or 'api'.", this(), json!("other")),
            Example::sentence("Its origin, like \"livecall\" or \"api\".", this(), json!("other")),
        ]
    }
}

phrases! {
    SUCH_AS = r"(?:^|[\s,(:;])<LIKE>\s*";
    INCLUDE = r"^(?:(?:valid|allowed|possible|supported|accepted|known|common|typical)\s+)?(?:values|options)\s+(?:may\s+|can\s+)?include:?\s+";
    END = r"^\s*(?:$|[.,;)]|\(|etc|and (?:so on|others|more)|or (?:similar|others?))";
    /// Matches a value that stands for a set of values: a date, a number, an address, a pattern.
    SAMPLE = r"(?:\d{3}|^[\d.,+-]+$|[@/:$%{}<>*#]|^www\.|\.(?:com|org|net|json|xml|txt|pdf|wav|mp3)$|yyyy|hh:mm|\s)";
    /// Matches names of properties with free text, whose examples are not an enum.
    FREE = r"(?:name|title|label|description|text|message|comment|notes?|subject|id|ids|number|url|uri|email|address|date|time|zone|timestamp|path|pattern|expression|query|token|key|digits|tags?|keywords?|city|country|version|prefix|suffix)$";
    OF_SUBJECT = r"\b(?:users?|agents?|customers?|characters?|fields?|properties|parameters|attributes|keys|columns|headers|words|symbols|tags|scopes|features|information|data|details)\s*,?\s*$";
}

/// The values that a sentence gives as examples for its subject.
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
