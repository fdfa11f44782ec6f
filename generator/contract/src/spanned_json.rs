//! JSON with the range of every key and value in its text, which `serde_json` does not keep and quotes need.

use crate::pointer::{index, tokens};
use serde_json::{Map, Value};
use std::{collections::HashMap, ops::Range};

/// The nesting limit: the parser is recursive, and no document nests so deep.
pub const MAX_DEPTH: usize = 128;

/// A value and its range in the text.
#[derive(Clone, Debug)]
pub struct SpannedJson {
    /// Its bytes in the text, without white space around it.
    pub range: Range<usize>,
    /// The value itself.
    pub data: SpannedData,
}

/// A value whose parts have ranges too.
#[derive(Clone, Debug)]
pub enum SpannedData {
    /// An object. Of a key that occurs twice, the later member is kept, in the position of the earlier.
    Object(Vec<SpannedMember>),
    /// An array, element by element.
    Array(Vec<SpannedJson>),
    /// A string, a number, `true`, `false` or `null`.
    Scalar(Value),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct SpannedMember {
    /// The key, unescaped.
    pub name: String,
    /// The range of the key, including its quotes.
    pub key: Range<usize>,
    /// The value of the key.
    pub value: SpannedJson,
}

/// A parsed text, with what is odd about it.
#[derive(Debug)]
pub struct ParsedJson {
    /// The value that the text holds.
    pub root: SpannedJson,
    /// Each key that occurs again in the same object, with the ranges of the earlier and the later one, which counts.
    pub duplicate_keys: Vec<(String, [Range<usize>; 2])>,
}

/// Where and why a text is not JSON.
#[derive(Debug, PartialEq)]
pub struct JsonSyntaxError {
    /// The offset of the first character that does not fit.
    pub at: usize,
    /// What was expected there.
    pub expected: &'static str,
    /// Whether the text is only nested too deep, and not malformed.
    pub too_deep: bool,
}

/// Parses the value that begins at an offset; the text after it is not looked at.
///
/// # Errors
///
/// When the text is not JSON, or nests deeper than [`MAX_DEPTH`].
pub fn parse(text: &str, from: usize) -> Result<ParsedJson, JsonSyntaxError> {
    let mut reader = Parser { text, at: from, depth: 0, duplicate_keys: Vec::new() };
    let root = reader.value()?;
    Ok(ParsedJson { root, duplicate_keys: reader.duplicate_keys })
}

impl SpannedJson {
    /// The value at a JSON pointer.
    pub fn at(&self, pointer: &str) -> Option<&SpannedJson> {
        tokens(pointer).try_fold(self, |json, name| match &json.data {
            SpannedData::Object(_) => json.member(&name).map(|member| &member.value),
            SpannedData::Array(list) => list.get(index(&name)?),
            SpannedData::Scalar(_) => None,
        })
    }

    /// The value without ranges.
    pub fn value(&self) -> Value {
        match &self.data {
            SpannedData::Scalar(value) => value.clone(),
            SpannedData::Array(elements) => elements.iter().map(Self::value).collect(),
            SpannedData::Object(members) => Value::Object(
                members.iter().map(|member| (member.name.clone(), member.value.value())).collect::<Map<_, _>>(),
            ),
        }
    }

    /// The members of an object; empty for anything else.
    pub fn members(&self) -> &[SpannedMember] {
        match &self.data {
            SpannedData::Object(members) => members,
            SpannedData::Array(_) | SpannedData::Scalar(_) => &[],
        }
    }

    /// The member with this key; `None` if there is none, and for anything but an object.
    pub fn member(&self, name: &str) -> Option<&SpannedMember> {
        self.members().iter().find(|member| member.name == name)
    }

    /// The value of a string; `None` for anything else.
    pub fn as_str(&self) -> Option<&str> {
        match &self.data {
            SpannedData::Scalar(Value::String(text)) => Some(text),
            _ => None,
        }
    }
}

impl SpannedMember {
    /// The range from the key to the end of the value.
    pub fn range(&self) -> Range<usize> {
        self.key.start..self.value.range.end
    }
}

/// Objects with fewer members are searched one by one; larger ones have an index.
const INDEXED_FROM: usize = 16;

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    duplicate_keys: Vec<(String, [Range<usize>; 2])>,
}

impl Parser<'_> {
    fn value(&mut self) -> Result<SpannedJson, JsonSyntaxError> {
        self.blank();
        let start = self.at;
        let data = match self.peek() {
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::array)?,
            Some(b'"') => SpannedData::Scalar(Value::String(self.string("a value")?)),
            Some(byte) if byte.is_ascii_alphanumeric() || byte == b'-' => self.word()?,
            _ => return Err(self.broken("a value")),
        };
        Ok(SpannedJson { range: start..self.at, data })
    }

    fn nested(
        &mut self,
        read: fn(&mut Self) -> Result<SpannedData, JsonSyntaxError>,
    ) -> Result<SpannedData, JsonSyntaxError> {
        if self.depth == MAX_DEPTH {
            return Err(JsonSyntaxError { at: self.at, expected: "at most 128 levels of nesting", too_deep: true });
        }
        self.depth += 1;
        self.at += 1;
        let data = read(self)?;
        self.depth -= 1;
        Ok(data)
    }

    fn object(&mut self) -> Result<SpannedData, JsonSyntaxError> {
        let mut members: Vec<SpannedMember> = Vec::new();
        // The position of each member, once there are many.
        let mut places: HashMap<String, usize> = HashMap::new();
        if self.takes(b'}') {
            return Ok(SpannedData::Object(members));
        }
        loop {
            self.blank();
            let start = self.at;
            let name = self.string("a key in double quotes")?;
            let key = start..self.at;
            if !self.takes(b':') {
                return Err(self.broken("a colon after the key"));
            }
            let member = SpannedMember { name, key, value: self.value()? };
            if members.len() == INDEXED_FROM {
                places.extend(members.iter().enumerate().map(|(place, member)| (member.name.clone(), place)));
            }
            let earlier = match members.len() {
                ..INDEXED_FROM => members.iter_mut().find(|earlier| earlier.name == member.name),
                _ => places.get(&member.name).and_then(|place| members.get_mut(*place)),
            };
            match earlier {
                Some(earlier) => {
                    self.duplicate_keys.push((member.name.clone(), [earlier.key.clone(), member.key.clone()]));
                    *earlier = member;
                }
                None => {
                    if members.len() >= INDEXED_FROM {
                        places.insert(member.name.clone(), members.len());
                    }
                    members.push(member);
                }
            }
            if self.takes(b'}') {
                return Ok(SpannedData::Object(members));
            }
            if !self.takes(b',') {
                return Err(self.broken("a comma or a closing brace"));
            }
        }
    }

    fn array(&mut self) -> Result<SpannedData, JsonSyntaxError> {
        let mut elements = Vec::new();
        if self.takes(b']') {
            return Ok(SpannedData::Array(elements));
        }
        loop {
            elements.push(self.value()?);
            if self.takes(b']') {
                return Ok(SpannedData::Array(elements));
            }
            if !self.takes(b',') {
                return Err(self.broken("a comma or a closing bracket"));
            }
        }
    }

    fn string(&mut self, expected: &'static str) -> Result<String, JsonSyntaxError> {
        if self.peek() != Some(b'"') {
            return Err(self.broken(expected));
        }
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.at += 2,
                Some(0..=31) | None => return Err(self.broken("a closing double quote")),
                Some(_) => self.at += 1,
            }
        }
        self.at += 1;
        let written = self.text.get(start..self.at).unwrap_or_default();
        serde_json::from_str(written).map_err(|_| JsonSyntaxError {
            at: start,
            expected: "a string with legal escapes",
            too_deep: false,
        })
    }

    fn word(&mut self) -> Result<SpannedData, JsonSyntaxError> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.')) {
            self.at += 1;
        }
        let written = self.text.get(start..self.at).unwrap_or_default();
        let broken = JsonSyntaxError { at: start, expected: "a value", too_deep: false };
        serde_json::from_str(written).map(SpannedData::Scalar).map_err(|_| broken)
    }

    fn takes(&mut self, byte: u8) -> bool {
        self.blank();
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn blank(&mut self) {
        while self.peek().is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn broken(&self, expected: &'static str) -> JsonSyntaxError {
        JsonSyntaxError { at: self.at.min(self.text.len()), expected, too_deep: false }
    }
}

impl JsonSyntaxError {
    /// The message without the line: `expected a value, found `,``.
    pub fn message(&self, text: &str) -> String {
        let rest = text.get(self.at..).unwrap_or_default();
        let found = match rest.chars().next() {
            None => "the end of the text".into(),
            Some(c) if c.is_control() => "the end of the line".into(),
            Some(_) => {
                format!("`{}`", rest.chars().take_while(|c| !c.is_control()).take(20).collect::<String>().trim())
            }
        };
        format!("expected {}, found {found}", self.expected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_serde_reads_is_read_alike() {
        for text in [
            "{}",
            "[]",
            " {\"a\" : [1, -2.5e3, true, null, \"\\u00e9\\n\"], \"\u{1f514}\": {\"*/\": {}}}\r\n",
            "\"text\"",
            "0",
        ] {
            let expected: Value = serde_json::from_str(text).unwrap();
            assert_eq!(parse(text, 0).unwrap().root.value(), expected, "{text}");
        }
    }

    #[test]
    fn what_serde_refuses_is_refused_where_it_goes_wrong() {
        for (text, at, expected) in [
            ("", 0, "a value"),
            ("{", 1, "a key in double quotes"),
            ("{\"a\" 1}", 5, "a colon after the key"),
            ("{\"a\": }", 6, "a value"),
            ("{\"a\": 1 \"b\": 2}", 8, "a comma or a closing brace"),
            ("{\"a\": 1,}", 8, "a key in double quotes"),
            ("[1 2]", 3, "a comma or a closing bracket"),
            ("{\"a\": \"b\n\"}", 8, "a closing double quote"),
            ("\"\\", 2, "a closing double quote"),
            ("[01]", 1, "a value"),
            ("[nul]", 1, "a value"),
            ("[\"\\x\"]", 1, "a string with legal escapes"),
            ("{a: 1}", 1, "a key in double quotes"),
        ] {
            assert!(serde_json::from_str::<Value>(text).is_err(), "{text}");
            let broken = parse(text, 0).unwrap_err();
            assert_eq!((broken.at, broken.expected, broken.too_deep), (at, expected, false), "{text}");
        }
    }

    #[test]
    fn of_a_key_that_occurs_twice_the_last_value_holds() {
        let reading = parse("{\"a\": 1, \"b\": 2, \"a\": 3}", 0).unwrap();
        assert_eq!(reading.root.value(), json!({"a": 3, "b": 2}));
        assert_eq!(reading.duplicate_keys, [("a".to_owned(), [1..4, 17..20])]);
    }

    #[test]
    fn ten_thousand_levels_are_too_deep_and_128_are_not() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(parse(&nested(MAX_DEPTH), 0).is_ok());
        for levels in [MAX_DEPTH + 1, 10_000] {
            let broken = parse(&nested(levels), 0).unwrap_err();
            assert!(broken.too_deep && broken.at == MAX_DEPTH);
        }
        assert!(parse(&"{\"a\":".repeat(10_000), 0).unwrap_err().too_deep);
    }
}
