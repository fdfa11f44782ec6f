//! A property is required, or has a certain value, if another is there: "required if and only if StoreInput is True",
//! "only present if status is failed".

use super::{
    Broken, Dependent, Effect, Example, Kind, Presence, Reading, Schema,
    phrase::{Condition, Exclusion, Scope, condition, exclusion, names_subject, phrases, typed_values, unmarked},
};
use crate::clue::{Clue, Content};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// If one property has a value, another is present; with `only`, it is absent otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequiredIf {
    /// The property that is then required.
    pub property: String,
    /// The property that it depends on.
    pub when: String,
    /// The value of that property for which the rule applies; `None` if its presence is enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<Value>,
    /// Whether the property must be absent otherwise.
    pub only: bool,
    /// The values of which the property then has one; empty if any value will do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Value>,
}

impl RequiredIf {
    fn test(&self) -> Value {
        match &self.is {
            Some(value) => json!({"properties": {&self.when: {"const": value}}, "required": [self.when]}),
            None => json!({"required": [self.when]}),
        }
    }
}

impl Kind for RequiredIf {
    const WORDS: &[&str] = &[
        "required", "mandatory", "must", "only", "unless", "without", "requires", "has to", "needs to",
        "error", "not ", "cannot", "n't", "forbidden", "prohibited",
    ];
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Sentence(_) => said(clue)
                .map(|(scope, rules)| rules.into_iter().map(|rule| scope.limits(rule)).collect())
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    // What is enforced the emitter reads back from the schema as `if`, `then` and `else`.
    fn declare(&self, schema: &mut Schema) {
        let mut then = json!({"required": [self.property]});
        if let (false, Value::Object(then)) = (self.to.is_empty(), &mut then) {
            then.insert("properties".into(), json!({&self.property: {"enum": self.to}}));
        }
        let mut rule = json!({"if": self.test(), "then": then});
        if let (true, Value::Object(rule)) = (self.only, &mut rule) {
            rule.insert("else".into(), json!({"not": {"required": [self.property]}}));
        }
        schema.add_rule(rule);
    }

    fn presence(&self) -> Presence<'_> {
        let dependent = Dependent { property: &self.property, when: &self.when, is: self.is.as_ref(), effect: Effect::Required(self.to.first()) };
        Presence { dependent: Some(dependent), ..Presence::default() }
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let Value::Object(object) = valid else { return Vec::new() };
        let holds = match (&self.is, object.get(&self.when)) {
            (Some(value), Some(found)) => value == found,
            (None, found) => found.is_some(),
            (Some(_), None) => false,
        };
        if !holds {
            return Vec::new();
        }
        let mut absent = object.clone();
        absent.shift_remove(&self.property);
        let mut broken = vec![Broken::new("absent", absent)];
        if self.to.iter().any(Value::is_string) {
            let mut other = object.clone();
            other.insert(self.property.clone(), json!("UNDOCUMENTED_VALUE"));
            broken.push(Broken::new("other-value", other));
        }
        broken
    }

    fn examples() -> Vec<Example> {
        let this = |is: Option<Value>, only| {
            Reading::Owner(Self { property: "this".into(), when: "that".into(), is, only, to: Vec::new() }.into())
        };
        let that = Self { property: "that".into(), when: "this".into(), is: None, only: false, to: Vec::new() };
        let failed = Self { to: vec![json!("failed")], ..that.clone() };
        let both = json!({"this": 1, "that": "True"});
        vec![
            Example::sentence("Required if and only if that is True.", this(Some(json!("True")), true), both.clone()),
            Example::sentence("Required if that is specified.", this(None, false), both.clone()),
            Example::sentence("If that is \"True\", this must be defined.", this(Some(json!("True")), false), both.clone()),
            Example::sentence("May only be specified if that is provided.", Reading::Owner(that.into()), both),
            Example::sentence("Only present if that is failed.", Reading::Owner(failed.into()), json!({"this": 1, "that": "failed"})),
        ]
    }
}

phrases! {
    /// Such as "…, required if and only if a is b".
    REQUIRED = r#"^(?:(?P<lead>[^.;]*?)[\s,(]+)??(?:only\s+)?(?:required|mandatory|must\s+(?:also\s+)?be\s+(?:<GIVEN>)|has\s+to\s+be\s+(?:<GIVEN>))\s*,?\s+(?P<only>if and only if|only if|only when|if|when|whenever)\s+(?P<condition>[^.;,()]+?(?:,\s+(?:or\s+)?["'`][^.;()]+)?)\)?(?:,?\s*(?:and\s+)?(?:it\s+is\s+)?(?:otherwise,?\s+(?:it\s+is\s+)?optional|optional\s+otherwise))?\s*\.?$"#;
    /// Such as "Must be set to 1 when a is b".
    SET_IF = r#"^(?:(?P<subject>[^.,;]{1,60}?)\s+)?(?:must|has to|needs to)\s+(?:always\s+)?be\s+set\s+to\s+(?P<value>["'`]?[\w.-]+["'`]?)\s+(?:if|when|whenever)\s+(?P<condition>[^.;,]+?)\s*\.?$"#;
    /// Such as "If a is b, this must be defined."
    IF = r"^(?:if|when|whenever)\s+(?P<condition>[^.;]+?),\s*(?:then\s+)?(?P<subject>[^,;]{1,60}?)\s+(?:(?:is|are)\s+(?:also\s+)?(?:required|mandatory)|(?:must|has to|needs to)\s+(?:also\s+)?be\s+(?:<GIVEN>))\s*\.?$";
    /// Such as "Only present if the state is failed", "This field will be present only if a is b".
    ONLY_IF = r"^(?:.*?[,;(]\s*(?:and\s+)?)?(?:(?:this|the|it)\s*(?:information|property|field|value|parameter|attribute|element|object)?\s+)?(?:(?:is|are|can|may|must|will)\s+)?(?:be\s+)?(?:only\s+(?:be\s+)?(?:have\s+a\s+value|has\s+a\s+value|<GIVEN>|returned|available|filled|valid|allowed|permitted|supported|sent)|(?:have\s+a\s+value|has\s+a\s+value|<GIVEN>|returned|available|filled|valid|allowed|permitted|supported|sent)\s+only)\s+(?:(?:if|when|with|where)\s+(?P<condition>[^;,()]+?))\s*\)?\s*\.?$|^\(?only\s+(?:if|when)\s+(?P<bare>[^;,()]+?)\s*\)?\s*\.?$";
    /// What is only used is ignored otherwise, and not refused.
    USED = r"\bonly (?:be )?used\b|\bused only\b";
    /// Such as "(only for kind street)".
    ONLY_FOR = r"\bonly\s+(?:<GIVEN>\s+|available\s+|valid\s+)?(?:for|with)\s+`?(?P<name>[a-z_][\w.-]*)`?\s*(?P<sign>=|:|\bis\b|\bof\b)?\s*(?P<value>[`\x22']?[\w#-]+[`\x22']?)\s*\)?\.?$";
    /// Names of properties that tell what something is.
    OF_KINDS = r"(?:type|kind|mode|status|state|category|level|method|format|role|scope|class)$";
    /// Such as "If you specify a value for this parameter, you must also set the kind parameter's value to street".
    MUST_SET = r"^(?:.*?,\s*(?:and,?\s*)?|note:?\s*)?(?:(?:if|when)\s+(?:you\s+(?:specify|set|provide|supply|use|are using|include|pass|send)\s+(?:a\s+value\s+for\s+)?(?:this|the\s+(?P<own>[\w.-]+))(?:\s+(?:parameter|property|field|option|value|attribute))?|(?:this(?:\s+(?:parameter|property|field|option|value))?\s+is\s+)?(?:<GIVEN>)),?\s*(?:then\s+)?)(?:you\s+must\s+(?:also\s+)?(?:set|specify|use)\s+(?P<names>[^,;]+?)\s+to\s+(?P<value>[^,;]+?)|(?P<others>[^,;]+?)\s+must\s+(?:also\s+)?(?:be\s+set\s+to|be|equal)\s+(?P<values>[^,;]+?))\s*\.?$";
    /// Such as "The other parameter is required to use this one".
    NEEDED = r"^(?:.*?[.,]\s+(?:and\s+)?)?(?:(?P<names>[^.;,]{1,60}?)\s+(?:parameter\s+|property\s+|field\s+)?(?:is|are|must\s+be)\s+(?:also\s+)?(?:required|<GIVEN>|needed)\s+(?:to\s+use|when\s+using|in order to use|if\s+you\s+use|when|if)\s+(?:this(?:\s+(?:parameter|property|field|one|option))?|using\s+this)(?:\s+is\s+(?:<GIVEN>))?|(?:.*\s)?only\s+in\s+(?:combination|conjunction)\s+with\s+(?P<with>[^.;,]{1,60}?)|(?:you\s+)?must\s+(?:also\s+)?(?:specify|provide|set|include|supply|pass)\s+(?P<also>[^.;,]{1,60}?)\s+(?:when|if)\s+(?:you\s+use|using|specifying|setting|you\s+specify)\s+this(?:\s+(?:option|parameter|property|field|filter))?|(?:if|when)\s+you\s+(?:specify|use|set|provide)\s+(?:this(?:\s+(?:option|parameter|property|field))?|(?P<mine>`[^`]+`)),\s+you\s+must\s+also\s+(?:specify|provide|set|include|supply|use)\s+(?P<more>[^.;,]{1,60}?)(?:\s+to\s+[a-z ]+)?|.*\berror\s+if\s+.*\b(?:value\s+for\s+)?(?:this|the\s+(?P<self>[\w.-]+))(?:\s+(?:parameter|property|field))?\s+but\s+(?:not|does\s+not|doesn't|no)\b.*?\b(?:for|specify|include|contain|have)\s+(?:also\s+)?(?:a\s+value\s+for\s+)?(?P<lacks>[^.;,]{1,60}?))\s*\.?$";
    /// Such as "May only be specified if a is provided", "Can only be used together with a".
    ONLY_WITH = r"^(?:(?P<subject>[^.,;]{1,60}?)\s+)?(?:(?:may|can|must|shall)\s+only\s+be\s+(?:<GIVEN>)|(?:may|can)\s+be\s+(?:<GIVEN>)\s+only|(?:is\s+)?only\s+(?:valid|allowed|permitted))\s+(?:(?:if|when)\s+(?P<condition>[^.;,]+?)|(?:together\s+|in combination\s+|in conjunction\s+|along\s+)?with\s+(?P<names>[^.;,]+?))\s*\.?$";
    /// Such as "Cannot be set unless a is set", "May not be used without a".
    WITHOUT = r"^(?:(?P<subject>[^.,;]{1,60}?)\s+)?(?:(?:may not|must not|cannot|can not|can't|shall not)\s+be\s+(?:<GIVEN>)|(?:is\s+|are\s+)?(?:not (?:allowed|permitted|accepted)|forbidden|prohibited)|(?:must|has to)\s+be\s+(?:omitted|absent|left out|unset))\s+(?:unless\s+(?P<condition>[^.;,]+?)|without\s+(?P<names>[^.;,]+?))\s*\.?$";
    TOGETHER = r"^(?:(?P<subject>[^.,;]{1,60}?)\s+)?(?:must\s+be\s+(?:<GIVEN>)\s+(?:(?:(?:together|in combination|in conjunction|along)\s+)?with|alongside)|requires)\s+(?P<names>[^.;,]+?)(?:\s+to\s+(?:also\s+)?be\s+(?:<GIVEN>))?\s*\.?$";
    /// Such as "start and end must be simultaneously declared".
    BOTH = r"^(?:note:\s*)?(?P<names>[^.;,]{1,60}?\sand\s[^.;,]{1,60}?)\s+must\s+(?:(?:always\s+)?be\s+(?:simultaneously|both|jointly)\s+(?:<GIVEN>|declared|sent)|(?:both\s+)?be\s+(?:<GIVEN>|declared|sent)\s+(?:together|simultaneously))\s*\.?$";
    IS = r"\s*\b(?:is|are|which is|this is)$";
}

/// The dependencies between properties that a sentence states, and the object that has the properties.
fn said(clue: &Clue) -> Option<(Scope<'_>, Vec<RequiredIf>)> {
    let text = unmarked(clue)?;
    if let Some(found) = bound(clue, text) {
        return Some(found);
    }
    if let Some(parts) = IF.parts(text) {
        let (scope, condition) = condition(clue, parts.name("condition")?.as_str())?;
        let subject = parts.name("subject")?.as_str();
        if let Some(property) = scope.resolve(subject) {
            return Some((scope, RequiredIf::when(&property, condition, false)));
        }
        let (_, all) = Scope::naming(clue, subject).filter(|_| !subject.contains(" or "))?;
        let rules = all.iter().flat_map(|property| RequiredIf::when(property, condition.clone(), false)).collect();
        return Some((scope, rules));
    }
    // "Must be set to 1 when the kind is video"
    if let Some(parts) = SET_IF.parts(text) {
        let (scope, condition) = condition(clue, parts.name("condition")?.as_str())?;
        let own = scope.resolve(parts.name("subject").map_or("", |subject| subject.as_str()))?;
        let to = typed_values(clue, parts.name("value")?.as_str()).filter(|values| values.len() == 1)?;
        let rules = RequiredIf::when(&own, condition, false);
        return Some((scope, rules.into_iter().filter(|rule| rule.is.is_some()).map(|rule| RequiredIf { to: to.clone(), ..rule }).collect()));
    }
    if let Some(parts) = REQUIRED.parts(text) {
        let lead = parts.name("lead").map_or("", |lead| lead.as_str());
        let subject = IS.parts(lead).and_then(|is| lead.get(..is.get(0)?.start())).unwrap_or(lead);
        // What goes before a comma or bracket describes; what stands right before the verb is its subject.
        let rest = text.get(lead.len()..).unwrap_or_default().trim_start();
        if !(subject.is_empty() || rest.starts_with([',', '(']) || names_subject(clue, subject)) {
            return None;
        }
        let only = parts.name("only")?.as_str().eq_ignore_ascii_case("if and only if");
        let (scope, condition) = condition(clue, parts.name("condition")?.as_str())?;
        let own = scope.resolve("")?;
        return Some((scope, RequiredIf::when(&own, condition, only)));
    }
    needed(clue, text)
}

/// The value or presence of another property that the subject's presence demands.
fn bound<'c>(clue: &'c Clue, text: &str) -> Option<(Scope<'c>, Vec<RequiredIf>)> {
    // The cheapest test first: nearly every sentence lacks these words.
    if !(text.contains("nly") || text.contains("ust") || text.contains("required") || text.contains("error")) {
        return None;
    }
    let demanded = if let Some(parts) = MUST_SET.parts(text) {
        let part = |name| parts.name(name).map(|part| part.as_str());
        if part("own").is_some_and(|own| !names_subject(clue, own)) {
            return None;
        }
        let (names, value) = part("names").zip(part("value")).or(part("others").zip(part("values")))?;
        condition(clue, &format!("{names} is {value}"))
    } else if let Some(given) = ONLY_IF.part("condition", text).or_else(|| ONLY_IF.part("bare", text)).filter(|_| !USED.occurs(text)) {
        condition(clue, given)
    } else if let Some(parts) = ONLY_FOR.parts(text) {
        let (one, other) = (parts.name("name")?.as_str(), parts.name("value")?.as_str());
        // "Only available for custom attributes" names things, where no sign tells a name from its value.
        if parts.name("sign").is_none() && !other.starts_with(['`', '"', '\'']) && ![one, other].iter().any(|name| OF_KINDS.occurs(name)) {
            return None;
        }
        condition(clue, &format!("{one} is {other}")).or_else(|| condition(clue, &format!("{other} is {one}")))
    } else {
        let parts = NEEDED.parts(text)?;
        if parts.name("self").or(parts.name("mine")).is_some_and(|own| !names_subject(clue, own.as_str())) {
            return None;
        }
        // "First, or second only in combination with …": alone it may stand as well.
        let alone = parts.name("with").and_then(|with| text.get(..with.start())).is_some_and(|before| before.contains(" or "));
        if alone {
            return None;
        }
        let names = ["names", "with", "lacks", "also", "more"].into_iter().find_map(|name| parts.name(name))?.as_str();
        let (scope, others) = Scope::naming(clue, names)?;
        Some((scope, Condition::AllGiven(others)))
    };
    let (scope, condition) = demanded?;
    let own = scope.resolve("")?;
    let rule = |property: String, to| RequiredIf { property, when: own.clone(), is: None, only: false, to };
    let rules: Vec<RequiredIf> = match condition {
        Condition::Equals(other, values) => vec![rule(other, values)],
        Condition::AllGiven(others) => others.into_iter().map(|other| rule(other, Vec::new())).collect(),
        Condition::AnyGiven(others) if others.len() == 1 => others.into_iter().map(|other| rule(other, Vec::new())).collect(),
        Condition::AnyGiven(_) | Condition::Absent(_) => return None,
    };
    let rules: Vec<RequiredIf> = rules.into_iter().filter(|rule| rule.property != rule.when).collect();
    (!rules.is_empty()).then_some((scope, rules))
}

/// The dependency in "May only be specified if a is provided" or "Cannot be used without a": if this is present, so is
/// a.
fn needed<'c>(clue: &'c Clue, text: &str) -> Option<(Scope<'c>, Vec<RequiredIf>)> {
    if let Some(names) = BOTH.part("names", text) {
        let (scope, names) = Scope::naming(clue, names)?;
        let own = scope.resolve("")?;
        let rule = |other: &String| RequiredIf { property: other.clone(), when: own.clone(), is: None, only: false, to: Vec::new() };
        return names.contains(&own).then(|| (scope, names.iter().filter(|name| **name != own).map(rule).collect()));
    }
    // "Not allowed if a is omitted": where it is given, so is a.
    if let Some(Exclusion { scope, property, condition: Condition::Absent(others) }) = exclusion(clue) {
        let rule = |other: &String| RequiredIf { property: other.clone(), when: property.clone(), is: None, only: false, to: Vec::new() };
        return (others.len() == 1).then(|| (scope, others.iter().map(rule).collect()));
    }
    let parts = ONLY_WITH.parts(text).or_else(|| WITHOUT.parts(text)).or_else(|| TOGETHER.parts(text))?;
    let part = |name| parts.name(name).map(|part| part.as_str());
    let (scope, others, to) = match (part("condition"), part("names")) {
        (Some(given), _) => match condition(clue, given)? {
            (scope, Condition::AllGiven(others)) => (scope, others, Vec::new()),
            (scope, Condition::AnyGiven(others)) if others.len() == 1 => (scope, others, Vec::new()),
            (scope, Condition::Equals(other, values)) => (scope, vec![other], values),
            _ => return None,
        },
        (None, names) => {
            let (scope, names) = Scope::naming(clue, names?).filter(|(_, names)| names.len() == 1)?;
            (scope, names, Vec::new())
        }
    };
    let own = scope.resolve(part("subject").unwrap_or_default())?;
    let rule = |other: String| RequiredIf { property: other, when: own.clone(), is: None, only: false, to: to.clone() };
    let rules = others.into_iter().map(rule).filter(|rule| rule.property != rule.when).collect();
    Some((scope, rules))
}

impl RequiredIf {
    fn when(property: &str, condition: Condition, only: bool) -> Vec<Self> {
        let rule = |when: String, is| Self { property: property.into(), when, is, only, to: Vec::new() };
        let rules: Vec<Self> = match condition {
            Condition::AnyGiven(others) => others.into_iter().map(|other| rule(other, None)).collect(),
            Condition::Equals(other, values) => values.into_iter().map(|value| rule(other.clone(), Some(value))).collect(),
            Condition::AllGiven(_) | Condition::Absent(_) => Vec::new(),
        };
        // "If and only if a is b or c" is more than two rules can say.
        if only && rules.len() > 1 { Vec::new() } else { rules.into_iter().filter(|rule| rule.when != rule.property).collect() }
    }
}
