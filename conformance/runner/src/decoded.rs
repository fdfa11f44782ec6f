//! Texts out of their encodings, with the place of every character in the text before.

/// A text out of one layer of encoding. Each of its bytes comes from a range of the original text.
#[derive(Clone, Debug)]
pub(crate) struct Decoded {
    /// The decoded text.
    pub(crate) text: String,
    /// Where each byte begins in the original, and at the end the length of the original.
    starts: Vec<usize>,
}

impl Decoded {
    /// A text that is not encoded.
    pub(crate) fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), starts: (0..=text.len()).collect() }
    }

    /// The range of the original that a range of the decoded text comes from.
    pub(crate) fn original(&self, start: usize, end: usize) -> (usize, usize) {
        let at = |byte: usize| self.starts.get(byte).or(self.starts.last()).copied().unwrap_or_default();
        (at(start), at(end))
    }

    /// The text with every percent-encoded byte, character reference and escape of JSON replaced by what it stands for;
    /// `None` if there is none.
    pub(crate) fn once_more(&self) -> Option<Self> {
        let mut decoded = Builder::new(self);
        let mut rest = self.text.as_str();
        while let Some(c) = rest.chars().next() {
            let at = self.text.len() - rest.len();
            let (bytes, length) = match c {
                '%' => percent(rest),
                '&' => reference(rest),
                '\\' => escape(rest),
                _ => None,
            }
            .unwrap_or_else(|| (c.to_string().into_bytes(), 0));
            decoded.has_changed |= length > 0;
            let length = if length > 0 { length } else { c.len_utf8() };
            decoded.push(&bytes, at);
            rest = rest.get(length..).unwrap_or_default();
        }
        decoded.finish()
    }

    /// The text without line breaks and the blanks around them; `None` if there is none.
    pub(crate) fn joined(&self) -> Option<Self> {
        let mut decoded = Builder::new(self);
        let mut rest = self.text.as_str();
        while let Some(c) = rest.chars().next() {
            let at = self.text.len() - rest.len();
            let blanks = rest.len() - rest.trim_start().len();
            let is_break = rest.get(..blanks).is_some_and(|blanks| blanks.contains(['\n', '\r']));
            // Quoted-printable and shells mark a line that goes on.
            let marked = ["=\r\n", "=\n", "\\\n"].iter().find(|mark| rest.starts_with(**mark));
            let skipped = marked.map_or(if is_break { blanks } else { 0 }, |mark| mark.len());
            if skipped > 0 {
                decoded.has_changed = true;
                rest = rest.get(skipped..).unwrap_or_default();
                continue;
            }
            // Blanks that are followed by no line break are looked at once.
            let kept = if blanks > 0 { blanks } else { c.len_utf8() };
            let (kept, after) = rest.split_at_checked(kept).unwrap_or((rest, ""));
            for (offset, byte) in kept.bytes().enumerate() {
                decoded.push(&[byte], at + offset);
            }
            rest = after;
        }
        decoded.finish()
    }
}

/// A decoded text that is being made: bytes, since encodings are of bytes.
struct Builder<'a> {
    from: &'a Decoded,
    bytes: Vec<u8>,
    starts: Vec<usize>,
    has_changed: bool,
}

impl<'a> Builder<'a> {
    fn new(from: &'a Decoded) -> Self {
        Self { from, bytes: Vec::new(), starts: Vec::new(), has_changed: false }
    }

    fn push(&mut self, bytes: &[u8], at: usize) {
        self.bytes.extend_from_slice(bytes);
        let start = self.from.starts.get(at).copied().unwrap_or_default();
        self.starts.extend(std::iter::repeat_n(start, bytes.len()));
    }

    fn finish(mut self) -> Option<Decoded> {
        if !self.has_changed {
            return None;
        }
        self.starts.extend(self.from.starts.last());
        let text = match String::from_utf8(self.bytes) {
            Ok(text) => text,
            // One byte each, so that the places stay right; what is not ASCII is compared in no other way then.
            Err(error) => error
                .into_bytes()
                .into_iter()
                .map(|byte| if byte.is_ascii() { char::from(byte) } else { '?' })
                .collect(),
        };
        Some(Decoded { text, starts: self.starts })
    }
}

/// `%2b`, also `%252b` by and by.
fn percent(text: &str) -> Option<(Vec<u8>, usize)> {
    let digits = text.get(1..3)?;
    u8::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+')).map(|byte| (vec![byte], 3))
}

/// `&#43;`, `&#x2b;` and the named ones that HTML escapes with.
fn reference(text: &str) -> Option<(Vec<u8>, usize)> {
    const LONGEST: usize = 12;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let c = match (name.strip_prefix("#x").or_else(|| name.strip_prefix("#X")), name.strip_prefix('#')) {
        (Some(hexadecimal), _) => char::from_u32(u32::from_str_radix(hexadecimal, 16).ok()?)?,
        (None, Some(decimal)) => char::from_u32(decimal.parse().ok()?)?,
        (None, None) => named(name)?,
    };
    Some((c.to_string().into_bytes(), end + 1))
}

/// The characters of ASCII that HTML has names for.
fn named(name: &str) -> Option<char> {
    const NAMES: &[(&str, char)] = &[
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("plus", '+'),
        ("equals", '='),
        ("sol", '/'),
        ("bsol", '\\'),
        ("colon", ':'),
        ("semi", ';'),
        ("comma", ','),
        ("period", '.'),
        ("lowbar", '_'),
        ("num", '#'),
        ("dollar", '$'),
        ("percnt", '%'),
        ("commat", '@'),
        ("excl", '!'),
        ("ast", '*'),
        ("quest", '?'),
        ("lpar", '('),
        ("rpar", ')'),
        ("lsqb", '['),
        ("rsqb", ']'),
        ("lcub", '{'),
        ("rcub", '}'),
        ("verbar", '|'),
        ("Hat", '^'),
        ("grave", '`'),
        ("NewLine", '\n'),
        ("Tab", '\t'),
        ("hyphen", '-'),
    ];
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)
}

/// `\u002b`, `\x2b`, `\n`, `\/`: of JSON, JavaScript and many other languages.
fn escape(text: &str) -> Option<(Vec<u8>, usize)> {
    let next = text.get(1..)?.chars().next()?;
    let code = |digits: std::ops::Range<usize>| {
        let (end, text) = (digits.end, text.get(digits)?);
        char::from_u32(u32::from_str_radix(text, 16).ok()?).map(|c| (c.to_string().into_bytes(), end))
    };
    match next {
        'u' => code(2..6),
        'x' => code(2..4),
        'n' => Some((vec![b'\n'], 2)),
        'r' => Some((vec![b'\r'], 2)),
        't' => Some((vec![b'\t'], 2)),
        'b' => Some((vec![8], 2)),
        'f' => Some((vec![12], 2)),
        '"' | '\'' | '\\' | '/' | '`' | '$' => Some((next.to_string().into_bytes(), 2)),
        _ => None,
    }
}
