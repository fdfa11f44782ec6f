//! The values of a list below a sentence: "State of the bell:", "RINGING: it rings", "SILENT: it does not".

use super::{ADDED, CURRENTLY, MORE, OPERATORS, Reading, is_value, typed};
use crate::{
    clue::Clue,
    constraint::phrase::{self, Shape, choice, description, phrases},
};

phrases! {
    /// Matches an entry of a list below a sentence.
    ENTRY = r#"^(?:`([^`]{1,80})`|"([^"]{1,80})"|'([^']{1,80})'|([A-Za-z0-9][\w./+#-]*(?:\s[\w./+#-]+){0,3}?)(?:\s*[.,;]?\s*$|\s*[:=](?:\s|$)|\s+[-–—]\s|\s*\(|,\s))"#;
    /// Matches several words that are no value.
    /// A further entry of a list in the description.
    FURTHER = r"(?:<br\s*/?>|\n)\s*[-*•]?\s*`(?P<code>[^`]{1,80})`";
    PROSE = r"\s.*\b(?:for|of|the|to|is|are|with|in|an?|if|when|must|be|by|from|that|this|and|or)\b|^(?:the|an?|if|when|must|you)\s";
    /// Matches leads that say that values follow.
    VALUES = r"\b(?:(?:valid|allowed|allowable|possible|supported|accepted|acceptable|permitted|available|legal)\s+(?P<noun>(?:[a-z]+\s)?(?:values?|options?|types?|states?|status(?:es)?|modes?|formats?|choices|constants|codes?|settings?|roles?|levels?|[a-z]+s))|one of(?: the)?(?: following)?(?: values)?|values(?:\s+(?:are|can be|include))?|following\s+(?:values|options|types|modes)\s+(?:are|can be)\s+(?:allowed|supported|accepted|valid|possible|permitted|used)|can be(?: one of)?|must be(?: one of)?|options|enum)\s*(?:are|is)?\s*:$";
    NOT_VALUES = r"\b(?:fields?|properties|parameters?|attributes?|keys?|columns?|note|notes|example|examples|e\.g\.|steps?|rules?|such as|headers?|variables?|placeholders?|filters?|operators?|combin|multiple|comma)\b";
    OF_A_KIND = r"\breplac(?:e|ing)\s+(?-i:[A-Z]+)\b|\b\d+(?:-| or \d+-| to \d+-)?[- ]?(?:digit|character|letter)s?\s+(?:number|code|string|text|value)s?\s+(?:like|such as|e\.g\.)";
}

/// The values of a list below a sentence: "State of the bell:", "RINGING: it rings", "SILENT: it does not".
pub fn listed_values(clue: &Clue) -> Option<Vec<Reading>> {
    let (lead, lines) = phrase::listed(clue)?;
    if lead.is_empty() && OPERATORS.occurs(description(clue)) {
        return None;
    }
    // "The supported states of the tower:" are no values of the property `kind`.
    let of_other = VALUES.part("noun", lead).is_some_and(|noun| !noun.ends_with("values") && !is_value(clue, noun));
    let leads = lead.is_empty() || VALUES.occurs(lead) && !of_other || choice::is_of_values(clue, lead);
    if !leads || MORE.occurs(lead) || CURRENTLY.occurs(lead) || NOT_VALUES.occurs(lead) || ADDED.occurs(description(clue)) {
        return None;
    }
    let values: Vec<String> = lines.iter().filter_map(|line| Some(ENTRY.parts(line)?.iter().skip(1).flatten().next()?.as_str().to_owned())).collect();
    let constant = |value: &String| value.chars().any(|c| c.is_uppercase() || c == '_' || c.is_ascii_digit());
    let marked = lines.iter().all(|line| line.starts_with(['`', '"', '\'']));
    let certain = marked || VALUES.occurs(lead) || values.iter().all(constant) && values.iter().all(|value| value == &value.to_uppercase());
    // The text of a link among other values stands for many: "[a variant](…): …", "**ANY**: …".
    let is_link = |value: &&String| [format!("[{value}]("), format!(">{value}</a>")].iter().any(|link| clue.source.quote.contains(link));
    let linked = values.iter().filter(is_link).count();
    let links = linked > 0 && (linked < values.len() || values.iter().any(|value| value.contains(' ')));
    // A list of which an entry was not understood ends too early.
    let is_cut = marked
        && FURTHER.all(description(clue)).filter_map(|entry| entry.name("code")).any(|code| !values.iter().any(|value| value == code.as_str()));
    // Without a lead a list in a list, or one of an object's keys, looks the same.
    let repeats = (1..values.len()).any(|at| values.iter().skip(at).any(|value| values.get(at - 1) == Some(value)));
    // "UPC (North America): a 12-digit number like 3234…" is a kind of values.
    let kinds = lines.iter().any(|line| OF_A_KIND.occurs(line));
    let of_keys = kinds || lead.is_empty() && (repeats || Shape::of(clue) == Shape::List || choice::is_one_of_lists(clue, &values));
    if of_keys || is_cut || values.len() != lines.len() || links || !certain || values.iter().any(|value| PROSE.occurs(value)) {
        return None;
    }
    typed(clue, lead, values, "", true, false)
}
