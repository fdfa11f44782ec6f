//! YAML 1.2 with the range of every key and value in its text, as the JSON that it stands for.
//!
//! Scalars are resolved by the core schema, so that `no` is a text and a date stays as it is written. Anchors and merge keys
//! (`<<`) are followed; what they expand to is bounded.

mod indentation;
mod scalar;

use crate::spanned_json::{MAX_DEPTH, ParsedJson, SpannedData, SpannedJson, SpannedMember};
use indentation::{IndentedText, UnderIndented};
use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};
use scalar::resolved;
use serde_json::Value;
use std::{collections::HashMap, ops::Range};

/// The number of values that aliases may add: a specification has a few hundred, an attack millions.
const MOST_REPEATED: usize = 200_000;

/// The key whose value is merged into its mapping.
const MERGE: &str = "<<";

/// Where and why a text is not YAML, or not what JSON can say.
#[derive(Debug, PartialEq)]
pub struct YamlSyntaxError {
    /// The offset of the place.
    pub at: usize,
    /// What is wrong there.
    pub message: String,
}

/// Parses a text with one document.
///
/// # Errors
///
/// When the text is not YAML, holds several documents, has keys that are no texts, or repeats itself without bound.
pub fn parse(text: &str) -> Result<ParsedJson, YamlSyntaxError> {
    let mut indented = IndentedText::of(text);
    loop {
        match parse_indented(&indented) {
            Err(Broken::UnderIndented(place)) if indented.indent(place) => {}
            Err(Broken::UnderIndented(place)) => {
                return Err(YamlSyntaxError { at: indented.original(place.at()), message: place.message().to_owned() });
            }
            Err(Broken::Syntax(error)) => return Err(error),
            Ok(parsed) => return Ok(parsed),
        }
    }
}

/// Why a text could not be parsed.
enum Broken {
    UnderIndented(UnderIndented),
    Syntax(YamlSyntaxError),
}

fn parse_indented(indented: &IndentedText) -> Result<ParsedJson, Broken> {
    let offsets = Offsets::of(indented);
    let mut builder = Builder {
        offsets: &offsets,
        open: Vec::new(),
        root: None,
        anchors: HashMap::new(),
        repeated: 0,
        duplicate_keys: Vec::new(),
    };
    let mut documents = 0;
    for event in Parser::new_from_str(&indented.text) {
        let (event, span) = event.map_err(|error| {
            let at = error.marker().index();
            if let Some(place) = UnderIndented::of(error.info(), offsets.indented_byte(at)) {
                return Broken::UnderIndented(place);
            }
            let message = match error.info() {
                // The parser's own limit, of brackets in brackets.
                "recursion limit exceeded" => too_deep(),
                other => other.to_owned(),
            };
            Broken::Syntax(YamlSyntaxError { at: offsets.byte(at), message })
        })?;
        if let Event::DocumentStart(_) = event {
            documents += 1;
            if documents > 1 {
                let message = "a second document begins here, and only one is read";
                return Err(Broken::Syntax(builder.error(&span, message)));
            }
        }
        builder.event(event, span).map_err(Broken::Syntax)?;
    }
    let root = builder.root.unwrap_or(SpannedJson { range: 0..0, data: SpannedData::Scalar(Value::Null) });
    Ok(ParsedJson { root, duplicate_keys: builder.duplicate_keys })
}

fn too_deep() -> String {
    format!("expected at most {MAX_DEPTH} levels of nesting")
}

/// The byte offsets of characters: the parser counts characters, and texts are cut by bytes.
struct Offsets<'a> {
    /// The byte offset of every [`STEP`]th character; empty if all are one byte long.
    every: Vec<usize>,
    indented: &'a IndentedText<'a>,
}

const STEP: usize = 64;

impl<'a> Offsets<'a> {
    fn of(indented: &'a IndentedText<'a>) -> Self {
        let text = &indented.text;
        let every = match text.is_ascii() {
            true => Vec::new(),
            false => text.char_indices().step_by(STEP).map(|(at, _)| at).collect(),
        };
        Self { every, indented }
    }

    /// The offset in the original text.
    fn byte(&self, character: usize) -> usize {
        self.indented.original(self.indented_byte(character))
    }

    /// The offset in the text that is parsed.
    fn indented_byte(&self, character: usize) -> usize {
        let text = &self.indented.text;
        let Some(start) = self.every.get(character / STEP) else {
            return if self.every.is_empty() { character } else { text.len() };
        };
        let rest = text.get(*start..).unwrap_or_default();
        rest.char_indices().nth(character % STEP).map_or(text.len(), |(at, _)| start + at)
    }
}

/// A collection that is not complete yet.
struct Open {
    start: usize,
    anchor: usize,
    content: Content,
}

enum Content {
    List(Vec<SpannedJson>),
    Mapping {
        members: Vec<SpannedMember>,
        /// The position of each member by its key.
        places: HashMap<String, usize>,
        /// What is merged in, once the members are known: they win.
        merged: Vec<SpannedJson>,
        /// The key whose value comes next.
        key: Option<(String, Range<usize>)>,
    },
}

struct Builder<'a> {
    offsets: &'a Offsets<'a>,
    open: Vec<Open>,
    root: Option<SpannedJson>,
    /// Values with an anchor, by its number.
    anchors: HashMap<usize, (SpannedJson, usize)>,
    repeated: usize,
    duplicate_keys: Vec<(String, [Range<usize>; 2])>,
}

impl Builder<'_> {
    fn error(&self, span: &Span, message: impl Into<String>) -> YamlSyntaxError {
        YamlSyntaxError { at: self.offsets.byte(span.start.index()), message: message.into() }
    }

    fn range(&self, span: &Span) -> Range<usize> {
        self.offsets.byte(span.start.index())..self.offsets.byte(span.end.index())
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), YamlSyntaxError> {
        match event {
            Event::MappingStart(anchor, _) => {
                let empty =
                    Content::Mapping { members: Vec::new(), places: HashMap::new(), merged: Vec::new(), key: None };
                self.begin(anchor, empty, &span)
            }
            Event::SequenceStart(anchor, _) => self.begin(anchor, Content::List(Vec::new()), &span),
            Event::MappingEnd | Event::SequenceEnd => self.end(&span),
            Event::Scalar(text, style, anchor, tag) => self.scalar(&text, style, anchor, tag.as_deref(), &span),
            Event::Alias(anchor) => {
                let Some((value, size)) = self.anchors.get(&anchor) else {
                    return Err(self.error(&span, "an alias stands inside of what it names"));
                };
                self.repeated += size;
                if self.repeated > MOST_REPEATED {
                    return Err(self.error(&span, format!("aliases repeat more than {MOST_REPEATED} values")));
                }
                let value = value.clone();
                self.put(value, &span)
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {
                Ok(())
            }
        }
    }

    fn begin(&mut self, anchor: usize, content: Content, span: &Span) -> Result<(), YamlSyntaxError> {
        if self.open.len() == MAX_DEPTH {
            return Err(self.error(span, too_deep()));
        }
        if self.expects_key() {
            return Err(self.error(span, "expected a text as the key, found a collection"));
        }
        self.open.push(Open { start: self.range(span).start, anchor, content });
        Ok(())
    }

    fn end(&mut self, span: &Span) -> Result<(), YamlSyntaxError> {
        let Some(Open { start, anchor, content }) = self.open.pop() else { return Ok(()) };
        // The end of a block is only known where the next one begins: its last part ends before the white space.
        let closed = self.range(span).end;
        let last = |end: Option<usize>| if span.is_empty() { end.unwrap_or(start) } else { closed };
        let value = match content {
            Content::List(elements) => {
                let end = last(elements.last().map(|element| element.range.end));
                SpannedJson { range: start..end.max(start), data: SpannedData::Array(elements) }
            }
            Content::Mapping { mut members, mut places, merged, .. } => {
                let end = last(members.iter().map(|member| member.value.range.end.max(member.key.end)).max());
                for merged in merged {
                    merge(&mut members, &mut places, merged);
                }
                SpannedJson { range: start..end.max(start), data: SpannedData::Object(members) }
            }
        };
        self.keep(anchor, &value);
        self.put(value, span)
    }

    /// Remembers a value that has an anchor.
    fn keep(&mut self, anchor: usize, value: &SpannedJson) {
        if anchor > 0 {
            self.anchors.insert(anchor, (value.clone(), size(value)));
        }
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: &Span,
    ) -> Result<(), YamlSyntaxError> {
        let range = self.range(span);
        if self.expects_key() {
            if let Some(Open { content: Content::Mapping { key, .. }, .. }) = self.open.last_mut() {
                *key = Some((text.to_owned(), range.clone()));
            }
            let value = SpannedJson { range, data: SpannedData::Scalar(Value::String(text.to_owned())) };
            self.keep(anchor, &value);
            return Ok(());
        }
        let value = SpannedJson { range, data: SpannedData::Scalar(resolved(text, style, tag)) };
        self.keep(anchor, &value);
        self.put(value, span)
    }

    fn expects_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { content: Content::Mapping { key: None, .. }, .. }))
    }

    /// Adds a complete value to the collection that is open.
    fn put(&mut self, value: SpannedJson, span: &Span) -> Result<(), YamlSyntaxError> {
        let Some(Open { content, .. }) = self.open.last_mut() else {
            self.root.get_or_insert(value);
            return Ok(());
        };
        match content {
            Content::List(elements) => elements.push(value),
            Content::Mapping { members, places, merged, key } => match key.take() {
                // An alias of a text is a key too.
                None => match value.as_str() {
                    Some(text) => *key = Some((text.to_owned(), value.range.clone())),
                    None => return Err(self.error(span, "expected a text as the key, found another value")),
                },
                Some((name, _)) if name == MERGE => match value.data {
                    SpannedData::Array(list) => merged.extend(list),
                    SpannedData::Object(_) => merged.push(value),
                    SpannedData::Scalar(_) => {
                        return Err(self.error(span, "expected a mapping to be merged by `<<`"));
                    }
                },
                Some((name, at)) => {
                    let member = SpannedMember { name, key: at, value };
                    match places.get(&member.name).and_then(|place| members.get_mut(*place)) {
                        Some(earlier) => {
                            let keys = [earlier.key.clone(), member.key.clone()];
                            self.duplicate_keys.push((member.name.clone(), keys));
                            *earlier = member;
                        }
                        None => {
                            places.insert(member.name.clone(), members.len());
                            members.push(member);
                        }
                    }
                }
            },
        }
        Ok(())
    }
}

/// Adds the members that a mapping lacks.
fn merge(members: &mut Vec<SpannedMember>, places: &mut HashMap<String, usize>, merged: SpannedJson) {
    let SpannedData::Object(others) = merged.data else { return };
    for other in others {
        if !places.contains_key(&other.name) {
            places.insert(other.name.clone(), members.len());
            members.push(other);
        }
    }
}

/// The number of values in a value.
fn size(value: &SpannedJson) -> usize {
    let mut count = 0;
    let mut queue = vec![value];
    while let Some(value) = queue.pop() {
        count += 1;
        match &value.data {
            SpannedData::Object(members) => queue.extend(members.iter().map(|member| &member.value)),
            SpannedData::Array(elements) => queue.extend(elements),
            SpannedData::Scalar(_) => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn value(text: &str) -> Value {
        parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}")).root.value()
    }

    #[test]
    fn anchors_and_merge_keys_are_followed_and_what_stands_beside_them_wins() {
        let text =
            "base: &base {a: 1, b: 2}\nother: {<<: *base, b: 3}\nlist: [*base]\nboth: {<<: [{a: 9}, *base], c: 1}";
        let expected = json!({
            "base": {"a": 1, "b": 2}, "other": {"b": 3, "a": 1}, "list": [{"a": 1, "b": 2}],
            "both": {"c": 1, "a": 9, "b": 2}
        });
        assert_eq!(value(text), expected);
    }

    #[test]
    fn every_part_stands_where_its_range_says() {
        let text = "größe: \"zwölf\"\nlist:\n  - one\n  - two: 2\n\n# end\nlast: 'it''s'\n";
        let parsed = parse(text).unwrap().root;
        let at = |pointer: &str| &text[parsed.at(pointer).unwrap().range.clone()];
        assert_eq!(at("/größe"), "\"zwölf\"");
        assert_eq!(at("/list/0"), "one");
        assert_eq!(at("/list/1"), "two: 2");
        assert_eq!(at("/list"), "- one\n  - two: 2");
        assert_eq!(at("/last"), "'it''s'");
        let keys: Vec<&str> = parsed.members().iter().map(|member| &text[member.key.clone()]).collect();
        assert_eq!(keys, ["größe", "list", "last"]);
    }

    #[test]
    fn what_is_no_yaml_or_hostile_is_refused_with_its_place() {
        let laughs = (1..10).fold("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned(), |text, n| {
            let list = vec![format!("*a{}", n - 1); 10].join(", ");
            format!("{text}a{n}: &a{n} [{list}]\n")
        });
        for (text, at, message) in [
            ("a: [1, 2", 8, ""),
            ("a: b: c", 0, ""),
            ("? [a]\n: b", 2, "as the key"),
            ("a: &a [*a]", 7, "inside"),
            ("--- 1\n--- 2", 6, "second document"),
            (laughs.as_str(), 0, "repeat"),
            (&"[".repeat(100_000), 128, "levels"),
            (&"- ".repeat(100_000), 256, "levels"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.message.contains(message), "{error:?}");
            assert!(error.at >= at && error.at <= text.len(), "{error:?}");
        }
        assert_eq!(parse("a: 1\na: 2").unwrap().duplicate_keys.len(), 1);
    }
}
