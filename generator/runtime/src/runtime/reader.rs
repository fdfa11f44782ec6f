//! Reads JSON text value by value and builds nothing, so that rules are judged while a text is read.
//!
//! It reads what JSON texts usually are. Everything else, text that is no JSON among it, is left [`Undecided`]: a reader that
//! builds values decides about it, and finds the words for what is wrong.

use super::{
    rule::{DEEPEST as MOST_SCHEMAS, Schema},
    scalar::Scalar,
    verdict::{scalar_holds, string_holds},
};
use memchr::memchr2;
use serde_json::Value;
use std::borrow::Cow;

/// What was read does not tell whether a value conforms: it has to be built to be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undecided;

/// How many objects and lists may be open at once, as in `serde_json`.
const DEEPEST: usize = 127;

/// A JSON text, and how far it is read.
#[derive(Debug)]
pub struct Reader<'j> {
    text: &'j str,
    /// Whether control characters stand anywhere in the text: between values they are white space, in strings they are wrong.
    has_controls: bool,
    at: usize,
    open: usize,
    names: Vec<&'j str>,
    /// How many of the schemas that are judged may be broken without a fault: alternatives, conditions.
    tried: usize,
    /// How many schemas the value is judged by, one within the other.
    judging: usize,
}

/// A place in the text to which the reader can return.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    at: usize,
    open: usize,
    names: usize,
}

impl<'j> Reader<'j> {
    /// A reader of a text.
    ///
    /// # Errors
    ///
    /// If it is not UTF-8.
    pub fn new(json: &'j [u8]) -> Result<Self, Undecided> {
        let text = std::str::from_utf8(json).map_err(|_| Undecided)?;
        Ok(Self {
            text,
            has_controls: has_controls(json),
            at: 0,
            open: 0,
            names: Vec::with_capacity(32),
            tried: 0,
            judging: 0,
        })
    }

    /// Reads the end of the text.
    ///
    /// # Errors
    ///
    /// If anything but white space follows.
    pub fn end(&mut self) -> Result<(), Undecided> {
        if self.peek().is_err() { Ok(()) } else { Err(Undecided) }
    }

    /// The first byte of what follows after white space.
    ///
    /// # Errors
    ///
    /// At the end of the text.
    #[inline]
    pub fn peek(&mut self) -> Result<u8, Undecided> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                Some(byte) => return Ok(*byte),
                None => return Err(Undecided),
            }
        }
    }

    /// Reads a byte if it is the next one after white space.
    #[inline]
    pub fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Ok(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Reads the bracket that opens an object or a list.
    ///
    /// # Errors
    ///
    /// If something else follows, or too much is open.
    pub fn opens(&mut self, bracket: u8) -> Result<(), Undecided> {
        self.open += 1;
        if self.takes(bracket) && self.open <= DEEPEST { Ok(()) } else { Err(Undecided) }
    }

    /// Reads on in an object or list: past a comma, or past the bracket that closes it. `false` at its end. Nothing is
    /// read before the first part.
    ///
    /// # Errors
    ///
    /// If something else follows.
    #[inline]
    pub fn follows(&mut self, is_first: bool, bracket: u8) -> Result<bool, Undecided> {
        match self.peek()? {
            byte if byte == bracket => {
                self.at += 1;
                self.open = self.open.saturating_sub(1);
                Ok(false)
            }
            _ if is_first => Ok(true),
            b',' => {
                self.at += 1;
                Ok(true)
            }
            _ => Err(Undecided),
        }
    }

    /// Reads the name of a property and the colon.
    ///
    /// # Errors
    ///
    /// If something else follows, or the name is written with escapes.
    #[inline]
    pub fn name(&mut self) -> Result<&'j str, Undecided> {
        match self.plain_text() {
            Some(name) if self.takes(b':') => {
                self.names.push(name);
                Ok(name)
            }
            _ => Err(Undecided),
        }
    }

    /// The names that were read since the names of an object began.
    pub fn names(&self, from: usize) -> &[&'j str] {
        self.names.get(from..).unwrap_or_default()
    }

    /// How many names are kept.
    pub fn kept_names(&self) -> usize {
        self.names.len()
    }

    /// Forgets the names that were read after so many.
    pub fn forget_names(&mut self, from: usize) {
        self.names.truncate(from);
    }

    /// Reads a string that is written without escapes. `None` if something else follows, of which nothing is read.
    #[inline]
    pub fn plain_text(&mut self) -> Option<&'j str> {
        if self.peek() != Ok(b'"') {
            return None;
        }
        let from = self.at + 1;
        let rest = self.text.as_bytes().get(from..)?;
        let length = memchr2(b'"', b'\\', rest)?;
        let text = self.text.get(from..from + length)?;
        if rest.get(length) != Some(&b'"') || self.has_controls && has_controls(text.as_bytes()) {
            return None;
        }
        self.at = from + length + 1;
        Some(text)
    }

    /// Reads a string.
    ///
    /// # Errors
    ///
    /// If something else follows.
    #[inline]
    pub fn text(&mut self) -> Result<Cow<'j, str>, Undecided> {
        match self.plain_text() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.escaped().map(Cow::Owned),
        }
    }

    /// Reads a string with escapes.
    fn escaped(&mut self) -> Result<String, Undecided> {
        let from = self.at;
        if !self.takes(b'"') {
            return Err(Undecided);
        }
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b'"') => break,
                Some(b'\\') => self.at += 2,
                Some(byte) if *byte >= b' ' => self.at += 1,
                _ => return Err(Undecided),
            }
        }
        self.at += 1;
        let literal = self.text.get(from..self.at).ok_or(Undecided)?;
        serde_json::from_str(literal).map_err(|_| Undecided)
    }

    /// Reads a value that is no object and no list.
    ///
    /// # Errors
    ///
    /// If something else follows.
    #[inline]
    pub fn scalar(&mut self) -> Result<Scalar<'j>, Undecided> {
        match self.peek()? {
            b'"' => self.text().map(Scalar::Text),
            b'-' | b'0'..=b'9' => self.number(),
            b't' => self.word("true", Scalar::Boolean(true)),
            b'f' => self.word("false", Scalar::Boolean(false)),
            b'n' => self.word("null", Scalar::Null),
            _ => Err(Undecided),
        }
    }

    /// Reads a value that is no object and no list, and breaks none of the rules.
    ///
    /// # Errors
    ///
    /// If something else follows.
    pub fn conforming_scalar(&mut self, rules: &'static Schema) -> Result<Scalar<'j>, Undecided> {
        let scalar = self.scalar()?;
        if scalar_holds(rules, &scalar, self)? { Ok(scalar) } else { Err(Undecided) }
    }

    /// Reads a string that breaks none of the rules.
    ///
    /// # Errors
    ///
    /// If something else follows.
    #[inline]
    pub fn conforming_text(&mut self, rules: &'static Schema) -> Result<Cow<'j, str>, Undecided> {
        let text = self.text()?;
        if string_holds(rules, &text, self)? { Ok(text) } else { Err(Undecided) }
    }

    fn word(&mut self, word: &str, is: Scalar<'j>) -> Result<Scalar<'j>, Undecided> {
        let is_next = self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        self.at += word.len();
        if is_next { Ok(is) } else { Err(Undecided) }
    }

    fn number(&mut self) -> Result<Scalar<'j>, Undecided> {
        // So many digits fit into 64 bits.
        const MOST: usize = 18;
        let rest = self.text.as_bytes().get(self.at..).ok_or(Undecided)?;
        let (sign, digits) = rest.strip_prefix(b"-").map_or((1, rest), |digits| (-1, digits));
        let mut number = 0;
        let mut count = 0;
        for digit in digits.iter().take(MOST).take_while(|digit| digit.is_ascii_digit()) {
            number = number * 10 + i64::from(digit - b'0');
            count += 1;
        }
        let goes_on = matches!(digits.get(count), Some(b'0'..=b'9' | b'.' | b'e' | b'E'));
        // Neither `01` nor `-0`, which is a number and no integer.
        let is_usual = digits.first() != Some(&b'0') || count == 1 && sign == 1;
        if count > 0 && !goes_on && is_usual {
            self.at += rest.len() - digits.len() + count;
            return Ok(Scalar::Integer(sign * number));
        }
        self.other_number()
    }

    /// Reads a number that is not written as an integer of 64 bits.
    fn other_number(&mut self) -> Result<Scalar<'j>, Undecided> {
        let rest = self.text.get(self.at..).ok_or(Undecided)?;
        let is_part = |byte: u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.bytes().position(|byte| !is_part(byte)).unwrap_or(rest.len());
        let number = rest.get(..length).ok_or(Undecided)?;
        self.at += length;
        serde_json::from_str(number).map(Scalar::Number).map_err(|_| Undecided)
    }

    /// The value that was read since a mark, built.
    ///
    /// # Errors
    ///
    /// If it is no value.
    pub fn value_since(&self, mark: Mark) -> Result<Value, Undecided> {
        let text = self.text.get(mark.at..self.at).ok_or(Undecided)?;
        serde_json::from_str(text).map_err(|_| Undecided)
    }

    /// The place that the reader has reached.
    pub fn mark(&self) -> Mark {
        Mark { at: self.at, open: self.open, names: self.names.len() }
    }

    /// Goes back to a place, or forth to one that was reached before.
    pub fn return_to(&mut self, mark: Mark) {
        self.at = mark.at;
        self.open = mark.open;
        self.names.truncate(mark.names);
    }

    /// Goes back to the beginning of what was read, and keeps the names of the properties in it.
    pub fn read_again(&mut self, begin: Mark) {
        self.at = begin.at;
        self.open = begin.open;
    }

    /// Judges by one more schema, within others.
    ///
    /// # Errors
    ///
    /// If there are too many.
    pub fn judging(&mut self, judge: impl FnOnce(&mut Self) -> Result<bool, Undecided>) -> Result<bool, Undecided> {
        self.judging += 1;
        if self.judging > MOST_SCHEMAS {
            return Err(Undecided);
        }
        let judged = judge(self);
        self.judging -= 1;
        judged
    }

    /// Whether a schema is judged that may be broken without a fault.
    pub fn is_trying(&self) -> bool {
        self.tried > 0
    }

    /// Does something with schemas that may be broken without a fault.
    pub fn trying<T>(&mut self, judge: impl FnOnce(&mut Self) -> T) -> T {
        self.tried += 1;
        let judged = judge(self);
        self.tried -= 1;
        judged
    }
}

/// Whether control characters stand in a text. It is read to its end, which is faster than to look at each byte whether to go
/// on.
fn has_controls(text: &[u8]) -> bool {
    text.iter().fold(false, |has, byte| has | (*byte < b' '))
}
