//! Hedges: sentences that advise, give an example, offer an alternative or set a condition state no rule of the whole
//! value. Every reading of every kind passes here; no kind has hedges of its own for what is listed here.

use super::{Shape, description, is_in_table, opening, phrases, sentence, unmarked, unmeasured};
use crate::{
    clue::{Clue, Content},
    constraint::{Constraint, Reading},
};
use ringback_contract::name::fold;
use serde_json::json;

phrases! {
    /// Matches advice, custom and estimates.
    ADVICE = r"\b(?:recommend(?:ed|s|ation|ations)?|suggest(?:ed|s|ion)?|advis(?:ed|able|e)|encouraged?|best practices?|ideally|preferabl[ey]|preferred(?:\s+(?:format|way|form))|prefer\s+(?:the|to|using|an?)|usually|typically|generally|normally|often|sometimes|commonly|(?:common|one|another|good|easy) way|usual|typical|mostly|most of the time|in most cases|in general|up to you|your (?:choice|discretion)|as you (?:like|wish)|approximately|roughly|tends? to|it (?:may|can) be (?:that|so)|might|could|would|consider (?:using|a|the)|we (?:use|like|prefer)|ideal|good idea|desirable|instead of|rather than|as opposed to|(?:modified version|variant|superset|subset) of)\b";
    /// Matches sentences that are examples as a whole.
    EXAMPLE = r"^\W*(?:e\.?g\.?(?:\s|,|:)|i\.e\.|(?:for|as an?)\s+(?:example|instance)\b|examples?\b|such as\b|ex\.|imagine\b|assum(?:e|ing)\b|suppose\b|say,|(?:this\s+|it\s+)?(?:explains?\s+(?:why|how|what|when)|(?:tells?|says?|describes?)\s+why)\b)";
    /// Matches sentences that say of what the value is an answer: "Whether the bell is required."
    WHETHER = r"^\W*(?:(?:says|tells|indicates|specifies|shows)\s+)?whether\b";
    /// Matches what is said of one of several values, as in "`fast` (recommended)".
    REMARK = r"\((?:recommended|preferred|suggested|typical|usual)\)";
    /// Matches sentences about some of the uses: "Required for shops in France, up to 14 digits."
    OF_SOME = r"^\W*(?:optional|required|mandatory|needed)\s+(?:for|in|on|by|with)\b";
    /// Matches descriptions by which what is valid depends on something else.
    VARIES = r"\b(?:validations?|formats?|lengths?|limits?|ranges?)\b[^.;]{0,40}\b(?:depends?|varies|vary)\b";
    /// Matches descriptions by which an empty text is valid as well.
    EMPTY_TOO = r#"\b(?:can|may|could)\s+(?:also\s+)?(?:be\s+)?(?:left\s+)?(?:an?\s+)?["'`]?(?:empty|blank)\b|["'`]?\bempty["'`]?\s+(?:value|string|text)\s+(?:disables|means|indicates|for|removes|clears|resets|turns|will|to|if|when)\b|\b(?:set|pass|use|send|specify|provide)\s+(?:(?:this|it)\s+)?(?:to\s+|as\s+)?(?:an?\s+)?(?:empty string|blank)\b|\bor\s+(?:an?\s+)?empty\s+string\b"#;
    /// Matches conditions.
    CONDITION = r"\b(?:if|when|whenever|unless|until|except|excepting|otherwise|depending|depends|provided that|assuming|as long as|in case|in which case|other than|apart from)\b";
    /// Matches conditions that say no more than that there is a value, and relative clauses about a time.
    HARMLESS = r#"(?:\b(?:if|when|where|whenever)\s+(?:(?:it|this|the value|one|they|this value|this field|there)\s+(?:is|are|was|exists?)\s+)?(?:any|one|known|available|applicable|present|<GIVEN>|possible|needed|necessary|relevant|exists?|not null|static(?:ally)?(?:\s+<GIVEN>)?|(?:not\s+)?(?:<GIVEN>\s+)?dynamic(?:ally)?)\b|\b(?:dates?|times?|days?|moments?|instants?|timestamps?|points?|seconds?|millis(?:econds)?|datetime|ISO[- ]?8601|utc)\)?(?:\s+in\s+[a-z]+)?(?:\s+of)?\s+when\b|\b["'`]?(?:-?\d+|(?-i:[A-Z]+))["'`]?\s+(?:if|when)\s+[^,;.]{1,40}[,;]\s+(?:and\s+|or\s+)?["'`]?(?:-?\d+|(?-i:[A-Z]+))["'`]?\s+(?:if|when|otherwise)\b|\b(?:8601|3339)\)?\s+(?:format|notation|form|string|timestamp)\s+when\b|\bif and only if\b|\bfor when\b|\bwhen\s+[a-z]+ing\b|\bif not (?:<GIVEN>)\b|\bindicat\w+\s+(?:if|when)\b|\b(?:whether|determine|see|decide|check|know)\s+if\b)"#;
    /// Matches `or` where it offers nothing else: "5 or more", "or null".
    COMPARATIVE = r#"\bor\s+(?:more|less|fewer|greater|higher|lower|larger|smaller|longer|shorter|bigger|equals?(?:\s+to)?|above|below|later|earlier|over|under|["'`]?null["'`]?|empty|blank|omitted|absent|missing|not\b)"#;
    /// Matches `or` where it offers something else.
    ALTERNATIVE = r#"(?:^\W*either\b|\)\s*or\s|\bor\s+[a-z]+\s+(?:format|form|notation)\b|\bor\s+(?:-?\d+\s*(?:for|to|means?|=|if|disables|indicates|[,.;)]|$)|an?\b|the\b|any\b|some|nothing|another|others?\b|else|none|no\b|in\b|as\b|by\b|be\b|with\b|to\b|via\b|use\b|using\b|leave|set\b|omit|simply|just|it\b|["'`<\[]))"#;
    /// Matches an alternative that leaves a choice open.
    OPEN = r"\bor\s+(?:something|anything|any\s+other|another|nothing|some\s+other|an?\s+custom|anyone|whatever)\b";
    /// Matches sentences about a part, another thing or one of several values.
    PART = r"^\W*(?:(?:the\s+)?(?:keys|key names)\s+(?:are|must|can|may|should|have|need)\b|(?:of|for|in|within|among|inside|on)\s+(?:the|each|every|an?|some|any|all)\s|(?:each|every|any|some)\s+(?:part|segment|element|entry|key|of)\b|(?:the\s+)?(?:first|last|second|third|next|beginning|end|part|prefix|suffix|portion|rest|remainder)\b[^,;]{0,40}\b(?:is|are|must|may|can|has|should)\b)";
    /// Matches openings that only look like a part: "In the format …".
    FORM = r"^\W*in\s+(?:the|an?)\s+(?:[\w.-]+\s+){0,3}format\b";
    /// Matches descriptions by which a value out of bounds is not refused.
    CLAMPED = r"\bnegative (?:values?|numbers?) (?:is|are|will be) (?:set|treated|changed|taken)\b|\bnot (?:be )?strictly\b|\b(?:coerced|clamped|capped (?:at|to)|reduced to|truncated|(?:we|it|which)\s+truncates?|rounded (?:to|down|up)|lowered to|treated as|adjusted to|set to the maximum|returns? (?:only |at most |up to )?\d+ |will be (?:limited|set|cut)|are (?:cut|limited) to the|(?:greater|larger|higher|bigger)\b[^.]{0,40}\b\d[\d,]*\s+(?:is|will be)\s+used\b|\b(?:greater|larger|higher|bigger|more|above|over|beyond|exceed\w*|out of (?:range|bounds))\b[^.]{0,40}\b(?:is|are|gets?|will be)\s+(?:silently\s+)?(?:set|reset|changed|cut|brought|taken)\b)";
}

/// Whether a sentence tells what a flag means that is called `required`, `deprecated` and the like: what it says is not said
/// of the flag.
pub fn tells_of_flag(clue: &Clue) -> bool {
    const FLAGS: [&str; 6] = ["required", "mandatory", "optional", "deprecated", "nullable", "readonly"];
    let is_flag = || clue.subject.name().is_some_and(|name| FLAGS.contains(&fold(name).trim_start_matches("is")));
    matches!(clue.content, Content::Sentence(_)) && Shape::of(clue) == Shape::Boolean && is_flag()
}

/// Whether a value out of the bounds that a description states is changed and not refused.
pub fn is_clamped(clue: &Clue) -> bool {
    CLAMPED.occurs(description(clue))
}

/// Whether a clue states what was read in it, and does not hedge it.
pub fn states(clue: &Clue, readings: Vec<Reading>) -> Vec<Reading> {
    if !matches!(clue.content, Content::Sentence(_))
        || !readings.iter().any(|reading| Claims::of(reading) != Claims::Nothing)
    {
        return readings;
    }
    let Some(text) = sentence(clue) else { return readings };
    let advises = ADVICE.occurs(&unmeasured(&REMARK.removed(text))) || EXAMPLE.occurs(text);
    let alternative = || ALTERNATIVE.occurs(&COMPARATIVE.removed(text));
    let part = PART.occurs(text) && !FORM.occurs(text)
        || is_in_table(clue, text)
        || unmarked(clue).is_some_and(|text| OF_SOME.occurs(text));
    let empty_too = EMPTY_TOO.occurs(description(clue));
    let varies = || VARIES.occurs(description(clue));
    let conditional = || opening(clue).is_none() || CONDITION.occurs(&unmeasured(&HARMLESS.removed(text)));
    // "[Required] Where the parcel goes": what a mark says is no matter of the sentence behind it; "Required, except …" has
    // no mark.
    let mark = unmarked(clue).and_then(|rest| text.strip_suffix(rest)).unwrap_or_default().trim_end();
    let marked = !mark.is_empty() && !mark.ends_with(',');
    let asks = WHETHER.occurs(text);
    let (mut offers, mut hangs) = (None, None);
    readings
        .into_iter()
        .filter(|reading| match Claims::of(reading) {
            Claims::Nothing => true,
            _ if empty_too && refuses_empty(reading) => false,
            Claims::Presence if marked => true,
            Claims::Presence if asks => false,
            Claims::Relation => !advises,
            Claims::Choice => !advises && !part && !OPEN.occurs(text) && !*hangs.get_or_insert_with(conditional),
            Claims::Rule if varies() => false,
            Claims::Presence | Claims::Rule => {
                !advises && !part && !*hangs.get_or_insert_with(conditional) && !*offers.get_or_insert_with(alternative)
            }
        })
        .collect()
}

/// Whether a reading is a rule of texts that an empty one breaks.
fn refuses_empty(reading: &Reading) -> bool {
    let Reading::This(constraint) = reading else { return false };
    constraint.allows(&json!("")) == Some(false) && constraint.allows(&json!(0)) != Some(true)
}

/// What a reading claims, as far as hedges are concerned.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Claims {
    /// Nothing that a payload can break.
    Nothing,
    /// A relation between properties, which may be a condition or an alternative itself.
    Relation,
    /// A choice of values, which is an alternative itself.
    Choice,
    /// That a property is there.
    Presence,
    /// Any other rule.
    Rule,
}

impl Claims {
    fn of(reading: &Reading) -> Self {
        match reading {
            Reading::This(constraint) | Reading::Owner(constraint) => Self::of_constraint(constraint),
            Reading::Part(_, Content::Values(_)) => Self::Choice,
            Reading::Part(_, Content::Keyword(name, _)) if name == "example" || name == "nullable" => Self::Nothing,
            Reading::Part(..) => Self::Rule,
            _ => Self::Nothing,
        }
    }

    fn of_constraint(constraint: &Constraint) -> Self {
        let presence = constraint.presence();
        let relates = presence.dependent.is_some() || !presence.any_of.is_empty() || !presence.not_together.is_empty();
        match () {
            () if constraint.permits() => Self::Nothing,
            () if relates => Self::Relation,
            () if presence.required.is_some() => Self::Presence,
            () if constraint.is_choice() => Self::Choice,
            () => Self::Rule,
        }
    }
}
