//! How prose says that a string is a list of parts, and what separates them.

use super::{description, names_subject, phrases, quotation, sentence};
use crate::clue::Clue;

/// The separator of a list in one string.
pub struct Separator {
    /// What stands between two parts.
    pub by: char,
    /// Whether the clue's own sentence says it, and not another one of its description.
    pub here: bool,
}

phrases! {
    NAMED = r#"(?:\b(?P<a>comma|pipe|semi-?colon|space|whitespace|colon|tab|newline|plus|ampersand)s?[- ]?(?:sep[ae]rated|delimited|separate)\b|\b(?:sep[ae]rated|delimited|split|joined)\s+(?:by|with|using|via)\s+(?:an?\s+|the\s+)?(?:single\s+)?(?:(?P<b>comma|pipe|semi-?colon|space|white ?space|colon|tab|newline|plus|ampersand|vertical bar)s?\b|["'`](?P<c>[,;|: +&/])["'`])|\bseparate\s+(?:multiple|several|the|them|values|each)[^.,;]{0,30}?\s(?:by|with|using)\s+(?:an?\s+)?(?:(?P<d>comma|pipe|semi-?colon|space|colon)s?\b|["'`](?P<e>[,;|: +])["'`])|\((?P<f>comma|pipe|semicolon)\)|\bCSV\s+(?:list|string)\b)"#;
    /// Matches sentences in which a list is only one way, or something else is separated.
    OTHER = r"\b(?:file|rows?|columns?|csv file|headers?|thousands|decimal|or\s+(?:an?\s+)?array|array or|either|instead of|not\s+(?:be\s+)?comma|lines?|export|output as|float values|coordinates?|latitude|tsv|or\s+an?\s+(?:sentence|single|phrase|text|string|space|comma|compound))\b";
    /// Matches a sentence about one value, or another property.
    OTHERS = r"^\W*`(?P<name>[^`]{1,60})`\s+[a-z]";
    LISTED = r"(?:^|[.:;]\s*)(?:the\s+)?(?:valid|allowed|possible|supported|accepted|available|permitted)\s+(?:[a-z]+\s){0,2}?(?:values|options|types|fields|states|statuses|[a-z]+s)\s*(?:are|is|:|include)?\s*(?:one of|any of)?\s*:?\s*(?P<rest>\S.*)$|\b(?:any|one or more|combination)\s+of(?:\s+the\s+following)?\s*(?:values)?\s*:?\s*(?P<more>\S.*)$";
    END = r"^\s*(?:[.,]?\s*$|\.\s|;|\()";
    MORE = r"(?:\betc\b|\.\.\.|…|\band (?:more|others|so on)\b|\bsuch as\b|\be\.g\.|\binclude)";
}

/// How the parts of the subject are separated, if its description says that it is a list in one string.
pub fn separator(clue: &Clue) -> Option<Separator> {
    let whole = description(clue);
    // The cheapest test first: hardly any description has it.
    const WORDS: [&str; 8] = ["separate", "seperate", "delimited", "Separate", "Delimited", "CSV", "split", "joined"];
    if !WORDS.iter().any(|word| whole.contains(word)) && !whole.contains("omma") {
        return None;
    }
    let about = |text: &&str| OTHERS.part("name", text).is_none_or(|name| names_subject(clue, name));
    let own = sentence(clue).filter(about).and_then(by);
    let here = own.is_some();
    let by = own.or_else(|| Some(whole).filter(about).and_then(by))?;
    Some(Separator { by, here })
}

fn by(text: &str) -> Option<char> {
    let parts = NAMED.parts(text)?;
    let sentence_start = text.get(..parts.get(0)?.start())?.rfind(". ").map_or(0, |at| at + 2);
    let about = text.get(sentence_start..)?.split(". ").next()?;
    if OTHER.occurs(about) {
        return None;
    }
    let name = ["a", "b", "c", "d", "e", "f"]
        .into_iter()
        .find_map(|name| parts.name(name))
        .map_or("comma", |name| name.as_str());
    Some(match name.to_lowercase().replace('-', "").as_str() {
        "comma" | "," => ',',
        "pipe" | "vertical bar" | "|" => '|',
        "semicolon" | ";" => ';',
        "space" | "whitespace" | "white space" | " " => ' ',
        _ => return None,
    })
}

/// The values of the parts of a list in one string, as its sentence lists them.
pub fn parts_listed(text: &str) -> Option<Vec<String>> {
    let parts = LISTED.parts(text).filter(|_| !MORE.occurs(text))?;
    let rest = parts.name("rest").or(parts.name("more"))?.as_str();
    let found = quotation(rest).filter(|found| !found.cut && found.values.len() > 1 && END.occurs(found.rest))?;
    let plain = found.quoted || found.values.iter().all(|value| !value.contains(char::is_whitespace));
    plain.then_some(found.values)
}
