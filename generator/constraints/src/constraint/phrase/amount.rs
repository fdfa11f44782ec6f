//! How prose compares amounts: "larger than 0", "between 3 and 20 characters", "no greater than 259,200 (three days)".

use super::{Clause, Force, Piece, Shape, clauses, names_subject, number, opening, phrases, pieces, unconditional};
use crate::clue::Clue;
use serde_json::Number;

/// One end of a range.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// The number.
    pub number: Number,
    /// Whether the number itself is excluded.
    pub exclusive: bool,
}

/// The quantity that a comparison is about, according to the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// No quantity is named, or "value".
    Value,
    /// Such as "length", "maximum length of 50".
    Length,
    /// Such as "number of items".
    Number,
}

/// The position of a comparison, which shows how certainly it is about the subject's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// After a verb about the subject: "must be at least 1".
    Stated,
    /// After the noun that the subject is: "An integer between 1 and 50".
    Headed,
    /// On its own: "Up to 50 characters", "Maximum: 10".
    Alone,
    /// In brackets: "(max 50 characters)".
    Bracketed,
    /// In brackets behind the plural of a thing: "several pictures (up to 10)".
    Counting,
}

/// A comparison, and the quantity that it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison<'t> {
    /// The lower end.
    pub low: Option<Limit>,
    /// The upper end.
    pub high: Option<Limit>,
    /// The quantity.
    pub counted: Counted,
    /// The unit after the number: "characters", "seconds".
    pub noun: &'t str,
    /// What a label names: "offset" in "maximum offset: 1000".
    pub named: &'t str,
    /// The position in the sentence.
    pub place: Place,
    /// Whether the verb only permits: "may be up to 5". Then a lower bound means nothing.
    pub permits: bool,
}

phrases! {
    BETWEEN = r"^(?:between|in between|(?:goes|runs|varies|spans)\s+(?:from|between)|from|ranges? from|ranging from|ranging between|ranges between|within the range|in the range|in range|within|range from|range between|range of|range is|range)(?:\s+(?:of|from|between))?:?\s*[\[(]?(?P<low>-?<N>)(?P<gloss>\s*\([^()]*\))?\s*(?:and|to|through|up to|-|–|—|\.{2,3}|,|\.\.=)\s*(?P<high>-?<N>)[\])]?";
    TO = r"^(?P<low>-?<N>)(?P<gloss>\s*\([^()]*\))?\s*(?:to|-|–|—|\.{2,3}|through)\s*(?P<high>-?<N>)";
    /// Such as "30 max", "100 characters maximum".
    AFTER = r"^(?P<n><N>)(?P<noun>\s+[a-z]+)?\s+(?P<end>max(?:imum)?|min(?:imum)?|at (?:the )?most|at (?:the )?least)\b\.?";
    OVER = r"^(?:strictly\s+)?(?:(?:larger|greater|more|higher|bigger|longer|bigger)\s+than|above|over|exceeds?|exceeding|>)\s*(?P<n><N>)";
    LEAST = r"^(?:at (?:the )?least|(?:the )?lower (?:limit|bound)(?: is| of|:)|no (?:less|smaller|lower|fewer|shorter) than|not (?:less|smaller|lower|fewer|shorter) than|(?:larger|greater|more|higher) than or equals? to|(?:larger|greater) or equal (?:to|than)|equal to or (?:larger|greater|more|higher) than|>=|≥)\s*(?P<n><N>)";
    OR_MORE = r"^(?P<n><N>)(?P<noun>\s+[a-z][\w-]*(?:\s[a-z][\w-]*)?)?\s+or\s+(?:more|greater|higher|larger|longer|older|above|over)\b";
    UNDER = r"^(?:strictly\s+)?(?:(?:less|lower|smaller|fewer|shorter)\s+than|below|under|<)\s*(?P<n><N>)";
    MOST = r"^(?:at (?:the )?most|up to(?: a (?:maximum|total) of)?|no (?:larger|greater|more|higher|bigger|longer) than|not (?:larger|greater|more|higher|bigger|longer) than|not (?:to )?exceed(?:ing)?|(?:is |are )?limited to(?: a (?:maximum|total) of| at most| up to)?|(?:the )?upper (?:limit|bound)(?: is| of|:)|(?:(?:a|the) )?(?:hard |size |character )?limit(?: is| of|:)?|(?:less|lower|smaller|fewer) than or equals? to|(?:less|smaller) or equal (?:to|than)|equal to or (?:less|lower|smaller|fewer) than|<=|≤)\s*(?P<n><N>)";
    OR_LESS = r"^(?P<n><N>)(?P<noun>\s+[a-z][\w-]*(?:\s[a-z][\w-]*)?)?\s+or\s+(?:less|fewer|lower|smaller|shorter|below|under)\b";
    EXACTLY = r"^(?:exactly|precisely)\s+(?P<n><N>)";
    LABEL = r"^(?:(?:valid range|range|length|length constraints|array members|map entries|constraints):\s*)?(?:and |with )?(?:the |a |an |its )?(?:(?:absolute|allowed|allowable|permitted|supported|valid|possible|accepted)\s+)?(?P<end>max(?:imum)?|min(?:imum)?|largest|smallest|highest|lowest|greatest)\b\.?(?:\s+(?:allowed|permitted|supported|valid|possible|allowable))?(?:\s+(?P<what>value|length|number of characters|number(?:\s+of\s+(?:[a-z]+\s){0,2}?[a-z]+(?:\s+(?:per|in|on|to)\s+(?:an?\s+|the\s+|each\s+)?[a-z]+)?)?|[a-z]+(?:\s[a-z]+)??)(?:\s*\([^()]*\))?)??(?:\s+(?:allowed|permitted|supported|possible|accepted))?(?:\s+(?:is|are|must be|will be|can be|of)|\s*[:=])*\s*(?P<n>-?<N>)";

    /// Such as "Allowed range is 1 to 60", "Valid values are 1 to 5".
    RANGE = r"^(?:the\s+)?(?:(?:allowed|valid|permitted|supported|accepted|possible)\s+)(?:(?:range|values|value range)(?:\s+(?:is|are)|:)|are)\s+";
    /// The property's own name followed by a range: "Priority between 0 and 10", "Timeout in seconds, from 1 to 5".
    NAMED = r"^(?P<head>[^,;:()]{2,60}?)(?P<of>\s+(?:of|for)\s+[^,;:()]{2,60}?)?(?:\s+in\s+(?:seconds|minutes|hours|days|milliseconds|percent))?(?P<comma>,)?\s+(?:between|from|in the range|at (?:least|most)|must|up to|limited to|no (?:more|longer) than)\b";
    /// Words that may stand between a verb or noun and its comparison.
    LINK = r"^(?:[\s,;]+|\([^()]*\)|(?:and|but|also|be|both|with|a|an|the|valid|positive|non-negative|nonnegative|unsigned|whole|integers?|numbers?|values?|numeric|decimal|strings?|texts?|lists?|arrays?|maps?|of|any|in length|length|lie|fall|contain|containing|hold|holding|having|have|single|which|that|inclusive|inclusively|percentage|float|double|32-bit|64-bit|alphanumeric|alphabetic|ascii|unicode|unique|non-empty|opaque|case-sensitive)\b)+";
    /// A noun that describes the subject: "an integer", "a string".
    HEAD = r"^(?:(?:an?|the|any)\s+)?(?:(?:optional|required|valid|positive|negative|non-negative|nonnegative|whole|single|unsigned|decimal|numeric|percentage|float|floating[- ]point|32-bit|64-bit|short|unique|json|free-form|plain|human-readable)\s+)*(?:integer|int|number|numeric|value|percentage|decimal|float|double|string|text|list|array|map|set|object)(?:\s+value)?\b";
    /// A string, list or map, of which the characters or elements may be counted.
    NOUN = r"^\s*(?P<noun>%|(?:[a-z][\w'/-]*)(?:\s[a-z][\w'-]*){0,2})";
    /// A noun, perhaps with what it measures, and a range after it.
    MEASURED = r"^(?:[^:.;()]{2,60}:\s+)?(?P<head>[^,;:()]{1,60}?)(?:\s+in\s+[a-z]+)?(?P<comma>,)?\s+(?P<range>(?:from|between|in the range|ranging)\s+(?:from\s+|between\s+|of\s+)?[\[(]?-?<N>(?:\s*\([^()]*\))?\s*(?:to|and|-|–|\.{2,3})\s*-?<N>[\])]?(?:\s*\([^()]*\)|,?\s+exclusive)?)\s*(?:$|[.,;:)]|(?:of|for|that|which|where|with|and|whether|indicating|describing|representing|specifying|used)\b)";
    PLURAL = r"\b[a-z]+[a-hj-rtv-z]s$";
    /// Such as "Several names may be given".
    SEVERAL_GIVEN = r"^(?:you\s+[a-z]+\s+[a-z]+\s+)?(?:several|multiple|many|more than one|one or more)\s+(?:[a-z]+\s+)?[a-z]+s\b";
    SEVERAL = r"\b(?:multiple|several|many|can|may|more|lists?|array)\b";
    NUMBER_OF = r"\b(?:number|count|amount|quantity|total|limit|in|how many|max(?:imum)?|min(?:imum)?|page|per|size)\b";
    /// Such as "You can choose any number between 1 and 48".
    /// Such as "…, set as a number between 1 and 512".
    SET_AS = r"\b(?:set|specified|given|expressed|provided|represented|returned)\s+as\s+an?\s+(?:number|integer|value|decimal|float|percentage|whole number|score)\s+(?P<range>(?:between|from|in the range)\s.*)$";
    CHOOSE = r"^you\s+(?:can|may|must)\s+(?:specify|set|provide|choose|use|enter|pass|request)\s+(?:an?|any)\s+(?:value|number|integer|whole number)\s+";
    /// Nouns that are numbers.
    MEASURE = r"\b(?:measure|score|value|number|integer|float|decimal|percent|percentage|discount|opacity|confidence|certainty|probability|likelihood|ratio|rating|level|scale|latitude|longitude|quality|volume|weight|rank|ranking|angle|fraction|factor|intensity|brightness|temperature|share|proportion|popularity)$";
    /// Matches a verb with a subject of its own.
    VERB = r"\b(?:must|shall|has to|have to|needs? to|should|may|cannot|can|will|is|are|does|do|has|have|returns|contains)\b";
    STOP = r"^(?:max|min|maximum|minimum|defaults?|and|but|or|that|which|who|long|in|inclusive|inclusively|exclusive|only|chosen|consisting|including|without|matching|containing|total|is|are|may|can|must|for|of|to|from|on|at|by|with|before|after|when|if|per|each|as|than)$";
    GLOSS = r"^\s*\((?P<gloss>[^()]*)\)";
    /// Matches what may follow a complete comparison.
    END = r"^\s*(?:$|to [a-z]+\s*(?:\.|$)|\.(?:\s|$)|,(?:[^0-9]|$)|[;:)\]]|[-–—]\s|(?:and|but|that|which|long|in length|in total|in size|in seconds|in minutes|in hours|in days|in milliseconds|total|inclusive|inclusively|exclusive|only|chosen|consisting|including|without|matching|containing|(?:max|min)(?:imum)?\b|where|describing|indicating|representing|(?:is|are) (?:allowed|permitted|supported)|(?:may|can|must|should) be (?:<GIVEN>|added|listed|attached|sent|stored))\b)";
    MORE = r"^\s*(?:,\s*-?\d|-\s*\d)";
    UNIT = r"^\s+in\s+(?:seconds|minutes|hours|days|milliseconds|percent)\b";
    EXCLUSIVE = r"^\s*,?\s*\(?(?:both\s+)?exclusive";
    /// Matches a bracket that states a limit, but not one that repeats the number before it.
    BOUND = r"^(?:max|min|up to|at most|at least|between|from -?\d|range|limit|`?-?\d[\d,.]*\s*(?:-|–|to|\.{2,3})\s*-?\d|\d[\d,]*(?:\s[a-z]+)?\s(?:max|min)|[<>≤≥])";
    /// Matches what stands before a bound of a property in words: "it must be (…".
    MUST = r"^(?:(?:it|this|the value|value)\s+)?(?:must|should|has to|can|may)\s+be\s+";
    /// Matches sentences about the keys or entries of a map.
    CLAUSE = r"^(?:how|what|which|where)\s[^,;]*[,;]\s*(?:in\s+[a-z]+,\s*)?$";
    ENTRIES = r"^(?:the\s+)?(?:keys|key names|values|entries)\s+(?:are|is|must|can|may|should|have|need|with)\b";
    BRACKETS = r"\((?P<inside>[^()]*)\)";
}

/// The comparisons that a sentence states unconditionally about its subject.
pub fn comparisons(clue: &Clue) -> Vec<Comparison<'_>> {
    let mut found = Vec::new();
    // "Maximum value is 10": the label is what the verb is about.
    let labelled = unconditional(clue).filter(|text| LABEL.occurs(text) || RANGE.occurs(text));
    labelled
        .map(|text| RANGE.strip(text).unwrap_or(text))
        .into_iter()
        .for_each(|text| scan(text, false, Place::Alone, false, &mut found));
    for Clause { force, says } in clauses(clue).into_iter().filter(|_| labelled.is_none()) {
        match force {
            Force::Must => scan(says, false, Place::Stated, false, &mut found),
            Force::MustNot => scan(says, true, Place::Stated, false, &mut found),
            Force::May => scan(says, false, Place::Stated, true, &mut found),
            Force::Should => {}
            Force::Noun => match HEAD.strip(says) {
                Some(rest) => scan(rest, false, Place::Headed, false, &mut found),
                None => match headed(clue, says) {
                    Some(rest) => scan(rest, false, Place::Headed, false, &mut found),
                    None => scan(says, false, Place::Alone, false, &mut found),
                },
            },
        }
    }
    if labelled.is_none() {
        // A default beside it hides the sentence from the clauses.
        let whole = unconditional(clue).is_none();
        for Piece { says, before, bracketed, verb } in pieces(clue) {
            // "The total of all (old and new) cannot exceed 9": the verb is about what stands before the bracket.
            let subject = BRACKETS.removed(before);
            let subject = subject.trim();
            if verb && before.trim_end().ends_with(')') && !subject.is_empty() && !names_subject(clue, subject) {
                continue;
            }
            // A noun phrase goes on behind its comma; what follows a verb may be about anything, unless it has a label.
            let place = if bracketed { Place::Bracketed } else { Place::Alone };
            let place = if bracketed && counts_things(before) { Place::Counting } else { place };
            if matches!(Shape::of(clue), Shape::Unknown | Shape::Object) && ENTRIES.occurs(before) {
                continue;
            }
            let says = RANGE.strip(says).unwrap_or(says);
            // "How loud it is, from 1 to 9": the verb is of a noun clause.
            let clause = Shape::of(clue).is_numeric() && CLAUSE.occurs(before);
            if clause
                || LABEL.occurs(says)
                || AFTER.occurs(says)
                || (!before.is_empty() || whole) && !VERB.occurs(before)
            {
                scan(says, false, place, false, &mut found);
            }
        }
        if let Some(rest) = unconditional(clue).and_then(|text| CHOOSE.strip(text)) {
            scan(rest, false, Place::Headed, false, &mut found);
        }
        if let Some(rest) = unconditional(clue).and_then(|text| SET_AS.part("range", text)) {
            scan(rest, false, Place::Headed, false, &mut found);
        }
        if let Some(rest) = measured(clue) {
            scan(rest, false, Place::Headed, false, &mut found);
        }
    }
    // What stands in brackets holds whatever the sentence goes on to say.
    let Some(text) = opening(clue).filter(|text| text.contains('(')) else { return found };
    for inside in BRACKETS.all(text).filter_map(|parts| parts.name("inside")) {
        let counting = text.get(..inside.start()).is_some_and(counts_things);
        let place = if counting { Place::Counting } else { Place::Bracketed };
        // The comma in "minimum 5,000" divides nothing.
        let labels = inside.as_str().split(';').flat_map(|part| part.split(", ")).map(str::trim);
        labels
            .map(|label| MUST.strip(label).unwrap_or(label))
            .filter(|label| BOUND.occurs(label))
            .for_each(|label| scan(label, false, place, false, &mut found));
    }
    found
}

/// The comparisons at the beginning of a text.
pub fn comparisons_in(text: &str) -> Vec<Comparison<'_>> {
    let mut found = Vec::new();
    scan(text, false, Place::Alone, false, &mut found);
    found
}

/// The text after the property's own name at the beginning of a description.
fn headed<'t>(clue: &Clue, says: &'t str) -> Option<&'t str> {
    let parts = NAMED.parts(says)?;
    let head = parts.name("head")?;
    // "Priority of calls between 5 and 10" may speak of the calls; after a comma it does not.
    let apart = parts.name("of").is_none() || parts.name("comma").is_some();
    let end = parts.name("comma").or(parts.name("of")).unwrap_or(head).end();
    let rest = says.get(end..)?;
    let rest = UNIT.strip(rest).unwrap_or(rest);
    (apart && names_subject(clue, head.as_str())).then_some(rest)
}

/// Whether a text ends with the plural of a thing, which a bracket then counts; not "the number of rows (max 100)".
fn counts_things(before: &str) -> bool {
    let before = before.trim_end().trim_end_matches('(').trim_end();
    SEVERAL_GIVEN.occurs(before) || PLURAL.occurs(before) && SEVERAL.occurs(before) && !NUMBER_OF.occurs(before)
}

/// The range after a noun that is a number: "a score from 0.0 to 1.0 that says …", "The opacity from 0 to 1".
fn measured(clue: &Clue) -> Option<&str> {
    let text = unconditional(clue)?;
    let parts = MEASURED.parts(text)?;
    let head = parts.name("head")?.as_str();
    let (head, of) = head.split_once(" of ").unwrap_or((head, ""));
    let range = parts.name("range")?;
    // "The number of guests between 18 and 30" counts some guests; "…, between 1 and 5" bounds the number.
    let between = range.as_str().get(..7).is_some_and(|word| word.eq_ignore_ascii_case("between"));
    if between && parts.name("comma").is_none() && of.ends_with('s') && NUMBER_OF.occurs(head) {
        return None;
    }
    let sure = MEASURE.occurs(head) || names_subject(clue, head.split_whitespace().next_back()?);
    sure.then_some(text.get(range.range())).flatten()
}

fn scan<'t>(says: &'t str, negated: bool, place: Place, permits: bool, found: &mut Vec<Comparison<'t>>) {
    let mut text = says;
    loop {
        let linked = if LABEL.occurs(text) { text } else { LINK.strip(text).unwrap_or(text) };
        let link = text.get(..text.len() - linked.len()).unwrap_or_default().to_lowercase();
        let Some((mut comparison, rest)) = compare(linked, negated) else { return };
        if link.contains("length") {
            comparison.counted = Counted::Length;
        }
        comparison.place = place;
        comparison.permits = permits;
        // "at least 1 and at most 20 items": both count items.
        if let Some(before) = found.last_mut().filter(|before| before.noun.is_empty() && link.contains("and")) {
            before.noun = comparison.noun;
        }
        found.push(comparison);
        text = rest;
    }
}

/// The comparison at the beginning of a text, and the text after it; `None` unless the comparison is complete.
fn compare(text: &str, negated: bool) -> Option<(Comparison<'_>, &str)> {
    type Ends = (bool, bool, bool); // sets the lower end, sets the upper end, leaves the number out
    let single: [(&super::Phrase, Ends); 7] = [
        (&LEAST, (true, false, false)),
        (&MOST, (false, true, false)),
        (&OR_MORE, (true, false, false)),
        (&OR_LESS, (false, true, false)),
        (&OVER, (true, false, true)),
        (&UNDER, (false, true, true)),
        (&EXACTLY, (true, true, false)),
    ];
    let mut counted = Counted::Value;
    let mut named = "";
    let (parts, low, high, gloss) = if let Some(parts) = BETWEEN.parts(text).or_else(|| TO.parts(text)) {
        let outside = parts.name("gloss").is_some_and(|gloss| EXCLUSIVE.occurs(gloss.as_str()));
        // "from [1, 2, 3]" is a list of values, and "-1-5" is nothing.
        let list = text.get(parts.get(0)?.end()..).is_some_and(|rest| MORE.occurs(rest));
        let low = limit(parts.name("low")?.as_str(), outside).filter(|_| !list)?;
        let high = limit(parts.name("high")?.as_str(), false)?;
        if low.number.as_f64() > high.number.as_f64() {
            return None;
        }
        (parts, Some(low), Some(high), true)
    } else if let Some(parts) = LABEL.parts(text) {
        counted = match parts.name("what").map(|what| what.as_str().to_lowercase()).as_deref() {
            Some("length" | "number of characters") => Counted::Length,
            Some(number) if number.starts_with("number") => Counted::Number,
            _ => Counted::Value,
        };
        named = parts.name("what").map_or("", |what| what.as_str()).trim();
        if matches!(named.to_lowercase().as_str(), "value" | "length" | "is" | "are" | "of")
            || counted != Counted::Value
        {
            named = "";
        }
        let end = parts.name("end")?.as_str().to_lowercase();
        // "The lowest is 4" of a priority may be the greatest number.
        if matches!(end.as_str(), "lowest" | "highest") && parts.name("what").is_none() {
            return None;
        }
        let least = end.starts_with("min") || end == "smallest" || end == "lowest";
        let limit = limit(parts.name("n")?.as_str(), false)?;
        if least { (parts, Some(limit), None, false) } else { (parts, None, Some(limit), false) }
    } else if let Some(parts) = AFTER.parts(text) {
        let end = parts.name("end")?.as_str().to_lowercase();
        let least = end.starts_with("min") || end.ends_with("least");
        let limit = limit(parts.name("n")?.as_str(), false)?;
        if least { (parts, Some(limit), None, false) } else { (parts, None, Some(limit), false) }
    } else {
        let (parts, (low, high, outside)) =
            single.into_iter().find_map(|(phrase, ends)| Some((phrase.parts(text)?, ends)))?;
        let limit = limit(parts.name("n")?.as_str(), outside)?;
        // "1 or more: it rings" says what some values mean.
        let meaning = parts.get(0).and_then(|found| text.get(found.end()..)).is_some_and(|rest| rest.starts_with(':'));
        if meaning {
            return None;
        }
        (parts, low.then(|| limit.clone()), high.then_some(limit), false)
    };
    let (mut low, mut high) = match (negated, gloss) {
        (false, _) => (low, high),
        // "must not be between …" leaves a gap, which no range can say.
        (true, true) => return None,
        // "must not be greater than 5": at most 5.
        (true, false) => (high.map(Limit::turned), low.map(Limit::turned)),
    };
    let mut rest = text.get(parts.get(0)?.end()..)?;
    if EXCLUSIVE.occurs(rest) {
        low.iter_mut().chain(&mut high).for_each(|limit| limit.exclusive = true);
    }
    rest = GLOSS.strip(rest).unwrap_or(rest);
    let mut noun = parts.name("noun").map_or("", |noun| noun.as_str().trim());
    if noun.is_empty() {
        (noun, rest) = counted_noun(rest);
    }
    rest = GLOSS.strip(rest).unwrap_or(rest);
    if noun.is_empty() {
        noun = named;
    }
    END.occurs(rest)
        .then_some((Comparison { low, high, counted, noun, named, place: Place::Stated, permits: false }, rest))
}

/// The unit after a number, and the text after it.
fn counted_noun(text: &str) -> (&str, &str) {
    let Some(noun) = NOUN.parts(text).and_then(|parts| parts.name("noun")) else { return ("", text) };
    let mut end = noun.start();
    for word in noun.as_str().split_inclusive(' ') {
        if STOP.occurs(word.trim()) {
            break;
        }
        end += word.len();
    }
    let (counted, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (counted.trim(), rest)
}

fn limit(text: &str, exclusive: bool) -> Option<Limit> {
    Some(Limit { number: number(text)?, exclusive })
}

impl Limit {
    /// The opposite bound of the same number, for a negated comparison: "not greater than 5" includes 5.
    fn turned(self) -> Self {
        Self { exclusive: !self.exclusive, ..self }
    }
}
