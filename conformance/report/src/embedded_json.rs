//! Writes JSON into a `script` element of a page, so that nothing in it can end the element or be read as markup.

use ringback_contract::error::Error;
use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter, Serializer};
use std::io::{self, Write};

/// The value as JSON in which every character that means something in HTML is escaped.
pub(super) fn embedded(value: &impl Serialize) -> Result<String, Error> {
    let mut bytes = Vec::new();
    let written = value.serialize(&mut Serializer::with_formatter(&mut bytes, Inert));
    written.map_err(|error| Error::Format(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| Error::Format(error.to_string()))
}

/// Escapes inside texts what HTML gives a meaning.
struct Inert;

impl Formatter for Inert {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(['<', '>', '&', '\'']) {
            let (before, found) = rest.split_at(at);
            writer.write_all(before.as_bytes())?;
            let mut characters = found.chars();
            if let Some(c) = characters.next() {
                write!(writer, "\\u{:04x}", u32::from(c))?;
            }
            rest = characters.as_str();
        }
        writer.write_all(rest.as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        let code = match escape {
            CharEscape::Quote => u32::from('"'),
            CharEscape::ReverseSolidus => u32::from('\\'),
            CharEscape::Solidus => u32::from('/'),
            CharEscape::Backspace => 0x8,
            CharEscape::FormFeed => 0xc,
            CharEscape::LineFeed => 0xa,
            CharEscape::CarriageReturn => 0xd,
            CharEscape::Tab => 0x9,
            CharEscape::AsciiControl(byte) => u32::from(byte),
        };
        write!(writer, "\\u{code:04x}")
    }
}

#[cfg(test)]
mod tests {
    use super::embedded;
    use serde_json::{Value, json};

    #[test]
    fn embedded_json_means_the_same_and_is_never_markup() {
        let hostile = "</script><!--<script>&amp;'\"\\\" onclick=x\n\t\u{0}\u{1b}\u{2028}ü🙂\\";
        let value = json!({hostile: [hostile, 1.5, null, true], "": {}});
        let text = embedded(&value).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
        assert!(!text.contains(['<', '>', '&', '\'', '\n', '\u{1b}']) && !text.contains("\\\""), "{text}");
    }
}
