//! Deprecated, read-only, write-only, a list in one string: "Deprecated since 2.1.", "This field is read-only.", "A
//! comma-separated list of tones".

use super::{Reading, phrases};
use crate::{
    clue::Clue,
    constraint::phrase::{Separator, Shape, names_subject, sentence, separator},
    fact::Mark,
};

phrases! {
    DEPRECATED = r"(?:^\W*(?:note:?\s+)?(?:\W*deprecated\W*(?:$|[:.,;!\])(]|[-–—]|\s(?:since|as of|in|and|from|use|please|after|field|parameter|property|attribute|[-–—])\b)|(?:the\s+|this\s+)?(?P<subject>[^.,;:]{0,40}?)\s*(?:has been|is(?:\s+now)?|was|are|have been)\s+(?:marked\s+(?:as\s+)?)?(?:deprecated|obsolete)\b)|;\s*(?:this|it)(?:\s+(?:one|field|parameter|property))?\s+is\s+(?:now\s+)?deprecated\s*\.?$|[\[(]deprecated(?:[.:,;]|[\])]\W*$))";
    /// Matches sentences by which only something in the value, or some use of it, is deprecated.
    SOMETIMES = r"\b(?:if|when|unless|might|may|could|will be|values?|option|not deprecated|whether)\b[^.]{0,40}\bdeprecated|deprecated\s+(?:values?|if|when|for)\b|\bdeprecated[^.]{0,30}\bif\b|^(?:whether|true|indicates|the date|date)\b";
    READ_ONLY = r"(?:^\W*(?:note:?\s+)?(?:(?:this|the|it)\s*(?:is\s+an?\s+|field is\s+|property is\s+|attribute is\s+|value is\s+|parameter is\s+|is\s+)?)?read[- ]?only\W*(?:$|[.,;:!\])]|[-–—]\s|(?:field|property|attribute|and)\b|value\s*(?:$|[.,;]))|[\[(]read[- ]?only[\])]|\b(?:this|it|the\s+(?:field|value|property|attribute))\s+(?:is|are)\s+read[- ]?only\s*(?:$|[.,;]|and\b|in\b)|^\W*output[- ]only\W*(?:$|[.,;:])|[\[(]output[- ]only[\])]|;\s*read[- ]?only\s*[.)]?$)";
    ASIDE = r"[\[(]read[- ]?only[\])]\s*\.?$";
    WRITE_ONLY = r"(?:^\W*(?:(?:this|the|it)\s*(?:field is\s+|property is\s+|attribute is\s+|is\s+)?)?write[- ]?only\W*(?:$|[.,;:!\])]|[-–—]\s|(?:field|property|attribute|and)\b)|[\[(]write[- ]?only[\])]|^\W*input[- ]only\W*(?:$|[.,;:])|[\[(]input[- ]only[\])])";
    CONDITION = r"\b(?:if|when|unless|except|until|once|after|whether|mode|access|permission|replica|file|volume|otherwise)\b";
}

/// The mark that a sentence gives its subject.
pub fn said(clue: &Clue) -> Option<Reading> {
    let text = sentence(clue)?;
    if let Some(parts) = DEPRECATED.parts(text).filter(|_| !SOMETIMES.occurs(text)) {
        let subject = parts.name("subject").map_or("", |subject| subject.as_str()).trim();
        return (subject.is_empty() || names_subject(clue, subject)).then_some(Reading::Mark(Mark::Deprecated));
    }
    // In brackets it is said of the property, whatever the sentence goes on about.
    if ASIDE.occurs(text) {
        return Some(Reading::Mark(Mark::ReadOnly));
    }
    if CONDITION.occurs(text) {
        return None;
    }
    let mark =
        if READ_ONLY.occurs(text) { Mark::ReadOnly } else { WRITE_ONLY.occurs(text).then_some(Mark::WriteOnly)? };
    Some(Reading::Mark(mark))
}

/// That a string is a list of parts, and what separates them.
pub fn separated(clue: &Clue) -> Option<Reading> {
    let list = matches!(Shape::of(clue), Shape::Text | Shape::Unknown | Shape::List);
    let Separator { by, here } = separator(clue).filter(|_| list)?;
    here.then_some(Reading::Mark(Mark::Separated(by)))
}
