//! Separates sentences that state what always holds from conditions, advice and examples.

use super::phrases;
use crate::clue::{Clue, Content};
use std::borrow::Cow;

/// The longest sentence that is read, in bytes; a longer one is a licence, a dump or an attack. It is kept as unread.
pub const LONGEST: usize = 4_000;

phrases! {
    /// Matches what is JSON and no sentence.
    DUMP = r#"^\s*\[?\{\s*"[^"]{1,60}"\s*:"#;
    /// Matches the beginning of a row of a table.
    ROW = r"(?:<td\b|\n\s*\|)";
    /// Matches marks before a sentence, such as `[Optional]`.
    MARK = r"^\s*(?:[\[(](?:optional|required|mandatory)[\])]\s*[.,:;-]?|(?:optional|required|mandatory)\s*[.,:;](?:\s|$)|(?:optional|required|mandatory)\s+[-–—]\s|currently,\s|note that\s|note:\s)\s*";
    /// Matches conditions that are true whenever there is a value, such as "if specified".
    PRESENT = r"^\s*(?:if|when)\s+(?:(?:it|this|this value|the value|this field)\s+is\s+|it's\s+)?(?:(?:<GIVEN>)(?:\s+statically)?|(?:(?:<GIVEN>)\s+)?static(?:ally)?|not\s+(?:(?:<GIVEN>)\s+)?dynamic(?:ally)?),\s*";
    /// Matches the same conditions within a sentence, including "if not dynamic": a rule can only apply to a static
    /// value.
    WRITTEN = r"\b(?:if|when)\s+(?:(?:(?:<GIVEN>)\s+)?static(?:ally(?:\s+<GIVEN>)?)?|not\s+(?:(?:<GIVEN>)\s+)?dynamic(?:ally)?)(?:,|\s*$|\s+(?:must|has to|may|cannot)\b)";
    /// Matches openings of sentences that do not state what always holds.
    OPENING = r"^[\s(]*(?:if|when|whenever|wherever|where|unless|once|after|before|until|while|for|in case|in the case|in|on|with|during|under|depending|provided|assuming|as long as|except|otherwise|otherwise,|to)\b";
    /// Matches an opening that only looks like a purpose: "To be provided in the format …", "In ISO 8601 format".
    DEMANDED = r"^\s*(?:to be (?:<GIVEN>|sent|formatted|entered|written|returned)\b|in\s+(?:(?:the|an?)\s+)?(?:[\w.-]+\s+){0,3}format\b|(?:on|in|at|to|for|from)\s+which\b)";
    /// Matches what ends with the words before an example.
    LIKE = r"<LIKE>[\s:,]*$|\b(?:e\.g|eg|ex)[.,:\s]*$";
    /// Matches phrases within sentences that do not state what always holds.
    CONDITION = r"\bi\.e\.,?\s+(?:for|in|on|at)\b|\b(?:if|when|whenever|unless|until|while|once (?:the|an?|it|you|this|all|set|created|they)|depending|depends|provided that|assuming|as long as|except|otherwise|in case|in which case|only for|applies to|applicable|by default|defaults?|for example|for instance|e\.g\.|such as|might|could|would|recommend(?:ed|s)?|suggested|advisable|best practice|ideally|preferably|usually|typically|generally|normally|often|sometimes|usual|typical|(?:approximately|roughly|about|around) \d|per (?:account|user|agent|second|minute|hour|day|month))\b";
    /// Words of a measure that look like a hedge or a condition: "how often it rings", "seconds until it rings".
    MEASURING = r"\bhow (?:often|usual)\b|\b(?:seconds|minutes|hours|days|weeks|milliseconds|time)\s+(?:until|while)\b";
    /// Matches where one piece of a sentence ends and the next begins. Commas within numbers and ranges do not.
    PIECE_END = r"(?P<cut>\s*[(\[]\s*|[)\]]\s*[,;.:]?\s*|[,;:.]\s+|\s+[-–—]\s+)|(?P<join>\s+(?:and|but|with)\s+)(?:it|the|an?|its|has|must|can|may|should|max|min|maximum|minimum|at|up|no|not|default|between|less|more|greater|larger)\b";
    VERB_FIRST = r"^(?:must|should|shall|can|cannot|may|will|is|are|has|have)\b";
    /// Matches what a colon follows without ending a piece: "minimum: 1".
    LABEL = r"\b(?:max|min)(?:imum)?(?:\s+(?:value|length|size|number))?$";
    LEAD = r"^(?:(?:and|but|or|with|as|has|have|it|this|which|that|value|values|the value|must|should|shall|can|may|will|is|are|be|a|an|the|its|only|allowed|valid|inclusive)\s+)+";
    /// Matches a piece that names a default.
    DEFAULT = r"^(?:the\s+)?(?:default|by default)";
    /// Matches defaults within a sentence: "default is 10", "(default: 25)", "20 by default".
    DEFAULTS = r#"(?:(?:[,;]|\s+and|\s+with|\s+-)?\s*\(?\b(?:the\s+|it\s+|which\s+|a\s+)*default(?:s|ed)?(?:\s+value)?(?:\s+(?:is|to|of|set))*\s*[:=]?\s*(?:["'`][^"'`]{0,40}["'`]|[^\s,;()]{1,40})\)?|(?:,|\s+with|\s+using)?\s+["'`][^"'`]{1,40}["'`]\s+as\s+(?:the\s+)?default|[^\s,;(]+\s+by default|\bby default\s+[^\s,;(]+|\s*\((?:the\s+)?default\)|\s*\((?:recommended|preferred|suggested)\))"#;
    QUOTED_DEFAULT = r#"["'`]default["'`]"#;
    /// Matches the beginning of an example within a sentence.
    AS_EXAMPLE = r"(?:\(|,?\s)\s*(?:e\.g\.?|eg\.?|for example|for instance|such as|ex\.)[\s,:]";
    /// Matches examples within a sentence.
    EXAMPLES = r"\(\s*(?:e\.g\.?|eg\.?|for example|for instance|such as|ex\.|i\.e\.)[^()]*\)|,?\s+(?:e\.g\.|for example|for instance|such as)\s.*$";
    /// Matches an explanation of a value, which is not a limit.
    EXPLANATION = r",?\s*\b(?:representing|that represents?|which represents?|indicating|that indicates?|which indicates?|denoting|that denotes|describing|that describes?|specifying|that specifies|defining|that defines|identifying|that identifies|used (?:to|for|by|as|when|if)|(?:to serve|which serves?|that serves?|serving) as)\b.*$";
}

/// The sentence of a clue, without the list after it; `None` if it is too long, or nothing but a list.
pub fn sentence(clue: &Clue) -> Option<&str> {
    let text = whole(clue)?;
    match text.split_once('\n') {
        Some((lead, _)) => lead.ends_with(':').then_some(lead.trim()),
        None => Some(text),
    }
}

/// The list below a sentence, one entry a line, and the sentence; empty if the list stands alone.
pub fn listed(clue: &Clue) -> Option<(&str, Vec<&str>)> {
    let mut lines: Vec<&str> = whole(clue)?.split('\n').map(str::trim).collect();
    if lines.len() < 2 {
        return None;
    }
    let lead = if lines.first()?.ends_with(':') { lines.remove(0) } else { "" };
    Some((lead, lines))
}

fn whole(clue: &Clue) -> Option<&str> {
    match &clue.content {
        Content::Sentence(text) if text.len() <= LONGEST && !DUMP.occurs(text) => Some(text.trim()),
        _ => None,
    }
}

/// The whole description that a sentence is part of.
pub fn description(clue: &Clue) -> &str {
    match &clue.content {
        Content::Sentence(text) if clue.description.is_empty() => text,
        _ => clue.description.get(..LONGEST).unwrap_or(&clue.description),
    }
}

/// Whether a sentence stands in a table within the description, whose rows are about parts of the value.
pub fn is_in_table(clue: &Clue, text: &str) -> bool {
    let whole = description(clue);
    let row = ROW.parts(whole).and_then(|parts| parts.get(0)).and_then(|row| whole.split_at_checked(row.start()));
    row.is_some_and(|(before, rows)| !before.contains(text) && rows.contains(text))
}

/// A sentence without the examples in it, which state nothing: up to the closing bracket, or to the end.
pub fn settled(text: &str) -> Cow<'_, str> {
    let Some(found) = AS_EXAMPLE.parts(text).and_then(|parts| parts.get(0)) else { return Cow::Borrowed(text) };
    let Some((before, rest)) = text.split_at_checked(found.start()) else { return Cow::Borrowed(text) };
    if !rest.starts_with('(') {
        return Cow::Borrowed(before);
    }
    let mut depth = 0usize;
    let end = rest.char_indices().find(|(_, c)| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    let after = end.and_then(|(at, _)| rest.get(at + 1..)).unwrap_or_default();
    Cow::Owned(format!("{before}{after}"))
}

/// The pieces of a sentence that holds unconditionally, apart from defaults and examples: what stands between commas, in
/// brackets or behind a dash. "The rows (1 .. 100), maximum 50, default 20" has three and a default.
pub fn pieces(clue: &Clue) -> Vec<Piece<'_>> {
    let Some(text) = opening(clue) else { return Vec::new() };
    let rest = EXAMPLES.removed(text);
    let rest = DEFAULTS.removed(&rest);
    if CONDITION.occurs(&unmeasured(&WRITTEN.removed(&rest))) {
        return Vec::new();
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    for found in PIECE_END.all(text).filter_map(|parts| parts.name("cut").or(parts.name("join"))) {
        let label = || text.get(start..found.start()).is_some_and(|piece| LABEL.occurs(piece));
        // "Between 0 and 1, exclusive" is one piece.
        let one = || text.get(found.end()..).is_some_and(|rest| rest.starts_with("exclusive"));
        if found.as_str().starts_with(':') && label() || one() {
            continue;
        }
        let bracketed = text.get(..start).is_some_and(|before| before.trim_end().ends_with(['(', '[']));
        push(&mut pieces, text, start, found.start(), bracketed);
        start = found.end();
    }
    let bracketed = text.get(..start).is_some_and(|before| before.trim_end().ends_with(['(', '[']));
    push(&mut pieces, text, start, text.len(), bracketed);
    pieces
}

/// A piece of a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'t> {
    /// Its text, without the conjunction and verb before it.
    pub says: &'t str,
    /// What stands before it in the sentence.
    pub before: &'t str,
    /// Whether it opens a bracket.
    pub bracketed: bool,
    /// Whether it begins with a verb.
    pub verb: bool,
}

fn push<'t>(pieces: &mut Vec<Piece<'t>>, text: &'t str, start: usize, end: usize, bracketed: bool) {
    let Some(piece) = text.get(start..end).map(str::trim) else { return };
    let says = LEAD.strip(piece).unwrap_or(piece);
    let before = text.get(..start).unwrap_or_default();
    if !says.is_empty() && !DEFAULT.occurs(says) && !LIKE.occurs(before) {
        pieces.push(Piece { says, before, bracketed, verb: VERB_FIRST.occurs(piece) });
    }
}

/// The sentence without marks before it, such as "[Optional] …".
pub fn unmarked(clue: &Clue) -> Option<&str> {
    let mut text = sentence(clue)?;
    while let Some(rest) = MARK.strip(text) {
        text = rest;
    }
    Some(text)
}

/// The sentence without marks, and without a condition that is always true; `None` if it opens with any other
/// condition.
pub fn opening(clue: &Clue) -> Option<&str> {
    let text = unmarked(clue)?;
    let text = PRESENT.strip(text).unwrap_or(text);
    (!OPENING.occurs(text) || DEMANDED.occurs(text)).then_some(text)
}

/// The part of a sentence that always holds, without explanations; `None` if it is a condition, advice or an example.
pub fn unconditional(clue: &Clue) -> Option<&str> {
    always(opening(clue)?)
}

/// The part of a text that always holds, without explanations; `None` if it is a condition, advice or an example.
pub fn always(text: &str) -> Option<&str> {
    let text = unexplained(text);
    (!CONDITION.occurs(&unmeasured(&WRITTEN.removed(text)))).then_some(text)
}

/// A sentence without the words of a measure that look like a hedge or a condition.
pub fn unmeasured(text: &str) -> Cow<'_, str> {
    MEASURING.removed(text)
}

/// A sentence without the default that it names beside other things.
pub fn undefaulted(text: &str) -> Cow<'_, str> {
    // "`default`, `loud` or `soft`" has a value of this name.
    if QUOTED_DEFAULT.occurs(text) { Cow::Borrowed(text) } else { DEFAULTS.removed(text) }
}

/// A sentence without the explanation at its end: ", which is used to …".
fn unexplained(text: &str) -> &str {
    let end = EXPLANATION.parts(text).and_then(|parts| parts.get(0)).map_or(text.len(), |found| found.start());
    text.get(..end).unwrap_or(text)
}

/// The subject of a clause without a condition that is always true, such as "if not dynamic".
pub fn unguarded(subject: &str) -> &str {
    WRITTEN.strip(subject).map_or(subject, str::trim)
}
