//! Defaults in prose and cells: "Defaults to 30", "json (default)", "100 by default", `[default to false]`.

use super::{Reading, phrases, typed};
use crate::{
    clue::{Clue, Column, Content},
    constraint::phrase::{Shape, description, names_subject, quotation, sentence},
};
use serde_json::Value;

phrases! {
    DEFAULT = r#"(?:^\W*(?:optional[.,;]?\s+)?|[.,;:(\[]\s*|[-–—]\s+|\b(?:it|this|value|which|and|field|parameter|property|param|omitted|specified|set|provided|given|absent|empty)\s+|\S\s+)(?P<label>(?:(?:the|its|a|current|with|and|which|has a)\s+)*(?:defaults?(?:\s+value)?(?:\s+(?:for|of)\s+this\s+(?:property|field|parameter|value|attribute|option|setting))?(?:\s+(?:is|are|will be)(?:\s+set)?(?:\s+to\b)?(?:\s+be\b)?|\s+to\b|\s+of\b|\s*[:=]|(?P<plain>))|(?P<aside>by default,)|by default(?:\s+(?:is|to|it is|this is))?|default(?:ed)?\s+to\b))\s*[:=]?\s*(?P<value>\S.*)$"#;
    GIVEN = r"\b(?:if|when)\s+(?:it\s+is\s+|this\s+is\s+)?(?:<GIVEN>)\b";
    /// Matches what stands before a word of a list: "in json (default) or xml", but not "updates on login (default)".
    LISTED = r"(?:^|[,:;(/|]|\b(?:or|and|in|is|as|be|either|are|to|of|using|use|with))\s*$";
    LOOSE = r"(?:^|\s)(?P<before>[a-z0-9-]+)\s+[A-Za-z]+\s+by default\s*(?:$|[.,;)])";
    IS = r"^(?:is|are|be|to|as)$";
    /// Such as "All bells are loud by default", which is about bells.
    ARE = r"^(?P<subject>[a-z][^.,;:]*?)\s+are\s+\S+\s+by default\b";
    OWN = r"^(?:the\s+)?(?P<noun>[a-z]+\s[a-z]+)\s+defaults?\s+to\b";
    /// Such as "Status is optional and defaults to `off`" of a text that contains a status.
    OPTIONAL = r"^(?:the\s+)?(?P<noun>[a-z]+(?:\s[a-z]+)?)\s+(?:is|are)\s+(?:optional|required|not required)\b[^.;]*\bdefaults?\b";
    TO = r"\bdefaults? to\b";
    /// Matches further numbers of a list.
    LIST = r"^\s*,\s*-?\d";
    SUBJECTLESS = r"(?:^|[,;(]\s*)defaults? to\b";
    /// A word of prose: no code, no abbreviation.
    WORD = r"^(?-i:[A-Za-z][a-z]{4,})$";
    /// A symbol that a word in front of it explains: "root (/)".
    SYMBOL = r"^\s*\([^()\w]+\)";
    IF = r"^(?:if|when)\s+(?P<condition>[^,]+),\s+(?:(?:it|this|the\s+value)\s+)?(?:will\s+)?defaults?\b";
    /// The subject of a condition: "the time (`hh:mm`) is omitted".
    CONDITION_OF = r"^(?:the|an?|its)\s+(?P<noun>[a-z]+(?:\s[a-z]+){0,3})(?:\s*\([^()]*\))?\s+(?:is|are|was)\s";
    /// Matches a condition in front: "After you name it, new bells use `loud` by default".
    CONDITIONAL = r"^(?:(?:however|then|also|but),?\s+)?(?:if|when|whenever|unless|once|after|before|until|while|where|wherever|depending|provided|assuming|in case|for)\s+(?P<condition>.+?)(?:,|\bdefaults?\b|$)";
    /// Matches conditions that say no more than that nothing, or something, is given for the subject itself.
    OWN_CONDITION = r"^(?:example|instance|this|backward)\b|^(?:(?:it|this|the\s+(?:value|field|parameter)|this\s+[a-z]+)\s+)?(?:is\s+|are\s+)?(?:set\s+)?(?:to\s+)?[`\x22']?(?:true|false|enabled|disabled|yes|no|<GIVEN>|checked|on|off)\b|\b(?:not|no|nothing|none|without|omit\w*|neither|n't)\b.{0,40}\b(?:<GIVEN>|specify|provide|set|pass|supply|include|give|value)\b";
    /// Matches defaults of what the subject may contain: "can include `type` as text or number; defaults to text".
    INCLUDED = r#"\b(?:can|may)\s+include\s+["'`]"#;
    ABSENT = r"\b(?:<GIVEN>|unset|omitted|blank|empty|missing|absent|left|unspecified|null|not)\s*$|\b(?:not|no|without|omit\w*|omitting|neither)\b.{0,30}\b(?:<GIVEN>|value)\b|\bun(?:set|specified)\b";
    EMPTY = r#"\bdefaults?(?:\s+value)?\s*(?:is|to|:)?\s*(?:\"\"|''|``|an?\s+empty\s+string|empty\s+string)\s*(?:$|[.,;)])"#;
    USED = r#"\b(?:if|when)\s+(?:it\s+is\s+|this\s+is\s+|no\s+value\s+is\s+)?(?:not\s+(?:<GIVEN>)|<GIVEN>|omitted|unset|absent|left out|unspecified|missing),?\s+(?P<value>["'`][^"'`]{1,40}["'`]|-?\d+|true|false)\s+(?:is|will be)\s+(?:used|assumed|taken)"#;
    BRACKETED = r"[(\[]\s*default:?\s+(?P<value>[A-Za-z][\w.-]*)\s*[)\]]";
    /// A value in front: "100 by default", "json (default)", "`a` (the default)".
    AFTER = r#"(?:^|[\s,;:(])(?P<value>["'`][^"'`]{1,60}["'`]|[A-Za-z0-9][\w.+/-]*)\s*(?:\((?:the\s+|is\s+)?(?:default|default value|by default|default case)\)|,?\s+by default\s*(?:$|[.,;)]))|(?P<as>["'`][^"'`]{1,40}["'`])\s+as\s+(?:the\s+)?default(?:\s+value)?\s*(?:$|[.,;)])|^\W*(?P<first>["'`][^"'`]{1,60}["'`]|[\w.-]+)\s+is\s+(?:the\s+)?default(?:\s+value)?\s*(?:$|[.,;)])"#;
    /// Words that may follow a default: not its unit.
    END = r"^\s*(?:$|\.(?:\s|$)|[,;](?:\s|$)|[)\]]|\((?P<gloss>[^()]*)\)?|(?:so that|which|and|meaning|i\.e\.|[-–—]\s|for backward)|(?:if|when|unless)\s+(?:(?:it\s+is\s+|this\s+is\s+|this\s+(?:field|parameter|property|value)\s+is\s+|no\s+value\s+is\s+|the\s+(?:field|parameter|value)\s+is\s+|one\s+is\s+)?(?:not\s+(?:<GIVEN>)|<GIVEN>|omitted|absent|missing|unset|unspecified|left out|empty|null)))";
    OTHERWISE = r"\b(?:anything|everything|any other|(?:other|unknown|invalid|unrecogni[sz]ed|unsupported)\s+(?:[a-z]+\s)?(?:values?|[a-z]+s)|otherwise|check your|not (?:present|included|returned|shown|sent)|depending|depends|if (?:set|specified|present)|unless|e\.g\.|for example|no default|not default|(?:not|than|from) the default|for (?:new|existing|non)|varies|in most|usually|recommended|(?:server|installation|instance|environment|platform)[- ](?:specific|dependent)|in (?:an?\s+)?(?:regular|standard|typical|normal)\s)\b";
    /// Matches what happens to a default: "if the default is overridden".
    REPLACED = r"\bdefaults?\s+(?:is|are|has been|was)\s+(?:overrid\w+|replaced|changed|used|ignored|not\b)";
    /// Matches descriptions that state another default for some cases.
    ELSEWHERE = r"\bdefaults?\b[^.;]{0,60}\botherwise\b";
    /// Matches a label that restricts a sentence to some cases: "Outdoors (yards, towers): how loud it is (default 6)".
    OF_SOME = r"^[A-Za-z][^:.;()]{1,40}\([^()]*\):\s";
    /// Matches the default of one of several things: "Daily candles default: true. Hourly candles default: false."
    OF_EACH = r"\b[a-z]+\s+default\s*:\s*(?P<value>\S+?)(?:[.,;)]|\s|$)";
    NUMBER = r"^(?P<value>-?\d{1,3}(?:,\d{3})+|-?\d+(?:\.\d+)?)(?P<rest>(?:[^\w.,%-].*|[.,;].*)?)$";
    BARE = r"^(?P<value>[A-Za-z][A-Za-z0-9]*(?:[_./:+-][A-Za-z0-9]+)*)(?P<rest>.*)$";
    TRUTH = r"^(?:true|false)\b\s*(?:$|[.,;)])";
    CODES = r"`[^`]{1,40}`";
    COUNTED = r"\b(?:number|amount|count)\s+of\s+(?P<noun>[a-z ]{3,40})";
    /// Matches a unit after a number.
    UNIT = r"^\s*(?P<unit>[a-z]{3,12}?)s?\b(?P<rest>.*)$";
    /// Matches words that stand for no certain value.
    VAGUE = r"^(?i:everyone|everybody|anyone|nobody|and|or|which|there|the|a|an|no|none|nothing|null|undefined|empty|blank|current|currently|now|today|todays?|yesterday|tomorrow|all|any|unlimited|everything|every|to|is|are|it|its|this|that|these|those|be|being|your|our|when|if|as|for|in|on|at|by|of|with|from|not|only|whatever|same|account|account's|user|user's|value|values|set|behaviou?r|system|one|both|neither|either|what|whichever|latest|unset|first|last|random|string|text|integer|number|boolean|object|array|list|infinite|infinity|forever|never|yes|provided|determined|based|use|used|using|callbackmethodenum|since|because|that|so|while|although|but|then|also|where|auto-detect(?:ion|ed)?|auto-generated)$";
    NOTES = r"\[\s*default(?:\s+to|s\s+to|:|\s+is|\s*=)?\s*(?P<value>[^\]]+)\]";
    /// Matches constants of an SDK, which are no values: `ModeEnum.POST`.
    CONSTANT = r"^[A-Z]\w*(?:Enum|Type)?\.[A-Z_0-9]+$|\w+\[|\(\)$|^\W+$";
    OTHER = r"^(?:the\s+)?default\s+(?P<noun>[a-z]+(?:\s[a-z]+)?)\s+(?:is|are)\b";
}

/// The default in a cell of notes.
pub fn noted(clue: &Clue) -> Option<Reading> {
    let Content::Cell(Column::Notes, text) = &clue.content else { return None };
    let value = NOTES.part("value", text)?.trim();
    // Languages print what is not there as `None` and `nil`, and truth as `$true`.
    let value = value.strip_prefix('$').filter(|word| TRUTH.occurs(word)).unwrap_or(value);
    if CONSTANT.occurs(value) || matches!(value, "None" | "nil" | "$null") {
        return None;
    }
    typed(clue, value).map(Reading::Default)
}

/// The default that a sentence states.
pub fn said(clue: &Clue) -> Option<Reading> {
    if let Some(value) = sentence(clue).and_then(|text| USED.part("value", text)) {
        let given = sentence(clue).is_some_and(|text| text.contains("not ") || !GIVEN.occurs(text));
        return typed(clue, value).filter(|_| given).map(Reading::Default);
    }
    if Shape::of(clue) == Shape::Text && sentence(clue).is_some_and(|text| EMPTY.occurs(text)) {
        return Some(Reading::Default("".into()));
    }
    let text = sentence(clue).filter(|text| text.to_ascii_lowercase().contains("default"))?;
    // "If the tower has no zone, defaults to …" is the default of some towers.
    if IF.part("condition", text).is_some_and(|condition| !ABSENT.occurs(condition)) {
        return None;
    }
    let own = |condition: &str| ABSENT.occurs(condition) || OWN_CONDITION.occurs(condition);
    let conditional = |condition: &str| !own(condition) || condition.contains(" and ");
    if CONDITIONAL.part("condition", text).map(str::trim).is_some_and(conditional) {
        return None;
    }
    let of_part =
        IF.part("condition", text).and_then(|condition| CONDITION_OF.part("noun", condition)).is_some_and(|noun| {
            let itself = ["value", "field", "property", "parameter", "argument", "attribute", "option", "setting"];
            !itself.iter().any(|word| noun.ends_with(word)) && !names_subject(clue, noun)
        });
    let of_other = OPTIONAL.part("noun", text).is_some_and(|noun| !names_subject(clue, noun));
    // "Count defaults to desc, value defaults to asc" has one for each.
    let several = TO.all(text).nth(1).is_some();
    if of_part || of_other || several || INCLUDED.occurs(text) {
        return None;
    }
    let each: Vec<&str> =
        OF_EACH.all(description(clue)).filter_map(|found| Some(found.name("value")?.as_str())).collect();
    let differs = each.windows(2).any(|pair| pair.first() != pair.last());
    if differs
        || OF_SOME.occurs(text)
        || OTHERWISE.occurs(text)
        || REPLACED.occurs(text)
        || ELSEWHERE.occurs(description(clue))
        || OTHER.part("noun", text).is_some_and(|noun| noun != "value" && !names_subject(clue, noun))
    {
        return None;
    }
    let stated = DEFAULT.parts(text).and_then(|parts| {
        let value = parts.name("value")?.as_str();
        // "default language" and "default 20": only a number or a quotation follows the word alone.
        // "dispatched by default scheduler" is no "By default json".
        let label = parts.name("label");
        let inside = label.is_some_and(|label| {
            let before = text.get(..label.start()).unwrap_or_default().trim_end();
            label.as_str().to_lowercase().starts_with("by default")
                && before.ends_with(char::is_alphabetic)
                && !before.ends_with(" is")
                && value.starts_with(char::is_alphabetic)
        });
        if inside {
            return None;
        }
        // "Default value of option" says whose it is.
        let owned = label.is_some_and(|label| label.as_str().to_lowercase().ends_with(" of"));
        let certain = !owned && parts.name("plain").or(parts.name("aside")).is_none()
            || value.starts_with(['"', '\'', '`'])
            || value.starts_with(|c: char| c.is_ascii_digit())
            || Shape::of(clue) == Shape::Boolean && TRUTH.occurs(value);
        if certain { valued(clue, text, value) } else { None }
    });
    let stated = stated.or_else(|| {
        let after = || {
            AFTER
                .parts(text)
                .and_then(|parts| parts.name("value").or(parts.name("first")).or(parts.name("as")))
                .filter(|value| {
                    let is_word = !TRUTH.occurs(value.as_str()) && value.as_str().chars().all(char::is_alphabetic);
                    let bracketed = text.get(value.end()..).is_some_and(|rest| rest.trim_start().starts_with('('));
                    !(is_word && bracketed) || text.get(..value.start()).is_some_and(|before| LISTED.occurs(before))
                })
                .map(|value| value.as_str())
        };
        // "that is created by default" tells what happens, and no value.
        let value = BRACKETED.part("value", text).or_else(after);
        // "`active` to ring (default)" is about the value in front.
        let led = text.trim_start().starts_with(['`', '"', '\'']);
        let value = value.filter(|value| !led || value.starts_with(['`', '"', '\'']));
        // "assumes a loud ring by default" names no value; "is off by default" does.
        let word = |value: &&str| value.chars().all(char::is_alphabetic);
        let value = value.filter(|value| !word(value) || LOOSE.part("before", text).is_none_or(|word| IS.occurs(word)));
        let value = value.filter(|_| ARE.part("subject", text).is_none_or(|subject| names_subject(clue, subject)));
        // "Ascending by default." is an order in words, unless it is one of the values.
        let value = value.filter(|value| !is_capitalised(value) || description(clue).matches(value).count() > 1);
        let value = value.filter(|value| !VAGUE.occurs(value) && !value.ends_with("ed"))?;
        typed(clue, value)
    });
    // `<column>_events` stands for a text that depends on another.
    let is_placeholder =
        |text: &str| text.contains('<') && text.contains('>') && !(text.starts_with('<') && text.ends_with('>'));
    stated.filter(|value| !value.as_str().is_some_and(is_placeholder)).map(Reading::Default)
}

/// Whether a text is a word of prose with a capital, and neither `true` nor `false`.
fn is_capitalised(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase) && !TRUTH.occurs(text)
}

/// The value at the beginning of a text, if it is complete.
fn valued(clue: &Clue, sentence: &str, text: &str) -> Option<Value> {
    if let Some(found) = quotation(text).filter(|found| found.quoted) {
        let [only] = found.values.as_slice() else { return None };
        let sure = END.occurs(found.rest)
            && !CONSTANT.occurs(only.trim_matches(['.', ',']))
            && !only.contains(char::is_whitespace);
        return if sure { typed(clue, only) } else { None };
    }
    if text.starts_with(['[', '{']) {
        return typed(clue, text.trim_end_matches(['.', ')']));
    }
    if let Some(parts) = NUMBER.parts(text) {
        let rest = parts.name("rest")?.as_str();
        if LIST.occurs(rest) {
            return None;
        }
        let in_unit = || {
            // "(default: 2000 metres)" is in the unit of the property: "Diameter in metres".
            let unit = UNIT.parts(rest.trim_start())?;
            let stem = unit.name("unit")?.as_str().to_lowercase();
            let told = sentence.get(..sentence.len() - text.len())?.to_lowercase();
            let same = [format!("in {stem}"), format!("of {stem}"), format!("{stem}s ")]
                .iter()
                .any(|said| told.contains(said.as_str()));
            // "The number of deleted tuples. The default is 50 tuples."
            let counted = COUNTED.all(description(clue)).any(|found| {
                found.name("noun").is_some_and(|noun| noun.as_str().to_lowercase().contains(&format!("{stem}s")))
            });
            let same = same || counted;
            (same && END.occurs(unit.name("rest")?.as_str())).then_some(())
        };
        return if END.occurs(rest) || in_unit().is_some() {
            // "5,000" is five thousand in a text as well.
            typed(clue, &parts.name("value")?.as_str().replace(',', ""))
        } else {
            None
        };
    }
    let parts = BARE.parts(text)?;
    let (bare, rest) = (parts.name("value")?.as_str(), parts.name("rest")?.as_str());
    // Among values in quotes a word without them only describes one: "`asc` (ascending); the default is ascending".
    if description(clue).contains('`')
        && !sentence.contains(&format!("`{bare}`"))
        && CODES.all(description(clue)).count() > 1
    {
        return None;
    }
    // "The direction defaults to ascending" is no default of what is sorted by.
    if OWN.part("noun", sentence).is_some_and(|noun| !names_subject(clue, noun)) {
        return None;
    }
    let truth = matches!(bare.to_lowercase().as_str(), "true" | "false");
    // "Defaults to filename" may tell what the value is made of; "this defaults to round" and a word that the description lists are values.
    let listed = || description(clue).matches(bare).count() > 1;
    if SUBJECTLESS.occurs(sentence) && WORD.occurs(bare) && !truth && !listed() {
        return None;
    }
    let text = matches!(Shape::of(clue), Shape::Text | Shape::Unknown) || truth;
    let sure = text && END.occurs(rest) && !SYMBOL.occurs(rest) && !VAGUE.occurs(bare) && !CONSTANT.occurs(bare);
    if sure { typed(clue, bare) } else { None }
}
