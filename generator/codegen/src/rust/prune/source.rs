//! Source files read into units: items and their members. What is inside of functions is read in `code.rs`.

use super::{
    imports::{self, Leaf},
    mentions::Mentions,
    tokens::{after_attributes, after_visibility, block, end, ident, inside, is_punct, is_word, line_end, place},
    unit::{TABLES, Unit, UnitKind},
};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use ringback_contract::files::Files;

/// The files of the runtime.
pub struct Sources {
    /// In the order of their paths.
    pub files: Vec<SourceFile>,
}

/// A file of the runtime.
pub struct SourceFile {
    /// Its path.
    pub path: String,
    /// Its text.
    pub text: String,
    /// All of its items.
    pub units: Vec<Unit>,
    /// What it imports.
    pub imports: Vec<Leaf>,
}

impl Sources {
    /// Reads all files; `None` if one of them is not made of tokens of Rust.
    pub fn read(files: &Files) -> Option<Self> {
        let read = |(path, text): (&String, &String)| {
            let tokens: TokenStream = text.parse().ok()?;
            let mut units = Vec::new();
            Reader { text }.members(&tokens.into_iter().collect::<Vec<_>>(), 0, &Level::File, &mut units);
            let imports = units.iter().flat_map(|unit| match &unit.kind {
                UnitKind::Import(leaves) => leaves.clone(),
                _ => Vec::new(),
            });
            Some(SourceFile { path: path.clone(), text: text.clone(), imports: imports.collect(), units })
        };
        Some(Self { files: files.iter().map(read).collect::<Option<_>>()? })
    }
}

/// Where units are.
#[derive(Clone, Debug)]
pub enum Level {
    /// In a file.
    File,
    /// In a macro: only implementations are units.
    Macro,
    /// In a trait, or the implementation of one.
    Block {
        /// The trait; `None` for a type's own implementation.
        of_trait: Option<String>,
        /// The type.
        of_type: Option<String>,
    },
}

/// Reads a text.
#[derive(Clone, Copy)]
pub struct Reader<'t> {
    /// The text.
    pub text: &'t str,
}

/// An item among tokens.
struct Head {
    /// The index of its keyword.
    at: usize,
    keyword: String,
    /// The index after it.
    after: usize,
}

impl Reader<'_> {
    /// Adds the items among tokens, and tells what the rest mentions. `from` is where their text begins.
    pub fn members(&self, tokens: &[TokenTree], from: usize, level: &Level, units: &mut Vec<Unit>) -> Mentions {
        let (mut mentions, mut begin, mut at) = (Mentions::default(), from, 0);
        while let Some(token) = tokens.get(at) {
            if let Some((unit, after)) = self.item(tokens, at, begin, level) {
                begin = unit.range.end;
                at = after;
                units.push(unit);
                continue;
            }
            match token {
                TokenTree::Group(group) => {
                    mentions.extend(self.members(&inside(group), self.inner_start(group), level, units));
                }
                _ => mentions.add(tokens, at),
            }
            begin = line_end(self.text, place(token).end);
            at += 1;
        }
        mentions
    }

    /// Where the text in a group begins: on the line after the bracket, if that ends its line.
    pub fn inner_start(&self, group: &Group) -> usize {
        line_end(self.text, group.span_open().byte_range().end)
    }

    /// The item that begins at an index, and the index after it.
    fn item(&self, tokens: &[TokenTree], at: usize, begin: usize, level: &Level) -> Option<(Unit, usize)> {
        let unit = |after: usize, kind, (mentions, parts)| {
            let range = begin..line_end(self.text, end(tokens, after.checked_sub(1)?));
            Some((Unit { range, kind, mentions, parts }, after))
        };
        if is_punct(tokens.get(at), '#') && is_punct(tokens.get(at + 1), '!') {
            return unit(at + 3, UnitKind::Attribute, Default::default());
        }
        let head = head(tokens, at, level)?;
        let attributes: String = tokens.get(at..head.at)?.iter().map(ToString::to_string).collect();
        if attributes.replace(' ', "").contains("#[cfg(test)]") {
            return unit(head.after, UnitKind::Marker, Default::default());
        }
        let all = tokens.get(at..head.after)?;
        let (kind, content) = match (&*head.keyword, level) {
            ("impl", _) => self.implementation(tokens, at, &head)?,
            (_, Level::Block { of_trait, of_type }) => {
                let is_function = block(tokens.get(head.after - 1)).is_some();
                let kind = UnitKind::Member {
                    name: name(tokens, &head)?,
                    of_trait: of_trait.clone(),
                    of_type: of_type.clone(),
                    is_public: is_word(tokens.get(after_attributes(tokens, at)), "pub"),
                    is_required: of_type.is_none() && !is_function,
                };
                (kind, self.body(all, of_type.as_deref()))
            }
            ("use", _) => {
                let leaves = imports::leaves(all.iter().cloned().collect());
                (leaves.map_or(UnitKind::Attribute, UnitKind::Import), Default::default())
            }
            ("mod", _) if block(tokens.get(head.after - 1)).is_none() => {
                (UnitKind::Module(name(tokens, &head)?), Default::default())
            }
            ("macro_rules", _) => {
                let rules = match tokens.get(head.after - 1) {
                    Some(TokenTree::Group(group)) => self.rules(group),
                    _ => Vec::new(),
                };
                (named(ident(tokens.get(head.at + 2)?)?, Sort::Macro), (Mentions::default(), rules))
            }
            ("!", _) => {
                let given = match tokens.get(head.at + 1) {
                    Some(TokenTree::Group(group)) => inside(group),
                    _ => Vec::new(),
                };
                let first = given.get(after_attributes(&given, 0)).and_then(ident);
                (UnitKind::Call(first), self.body(all, None))
            }
            ("trait", _) => {
                let name = name(tokens, &head)?;
                let level = Level::Block { of_trait: Some(name.clone()), of_type: None };
                (named(name, Sort::Trait), self.with_members(all, &level))
            }
            ("enum", _) if name(tokens, &head).is_some_and(|name| TABLES.contains(&&*name)) => {
                let name = name(tokens, &head)?;
                let variants = self.variants(&name, block(tokens.get(head.after - 1))?);
                (named(name, Sort::Other), variants)
            }
            _ => (named(name(tokens, &head)?, Sort::Other), self.body(all, None)),
        };
        unit(head.after, kind, content)
    }

    /// What the tokens of an item mention, and the units in its body.
    fn body(&self, all: &[TokenTree], of_type: Option<&str>) -> (Mentions, Vec<Unit>) {
        let mut parts = Vec::new();
        let mentions = self.code(all, all.first().map_or(0, |first| place(first).start), of_type, &mut parts);
        (mentions, parts)
    }

    /// What the head of a block mentions, and its members.
    fn with_members(&self, all: &[TokenTree], level: &Level) -> (Mentions, Vec<Unit>) {
        let (mut mentions, mut parts) = (Mentions::default(), Vec::new());
        if let Some((last, head)) = all.split_last() {
            mentions.add_all(head);
            if let Some(group) = block(Some(last)) {
                mentions.extend(self.members(&inside(group), self.inner_start(group), level, &mut parts));
            }
        }
        (mentions, parts)
    }

    fn implementation(
        &self,
        tokens: &[TokenTree],
        at: usize,
        head: &Head,
    ) -> Option<(UnitKind, (Mentions, Vec<Unit>))> {
        let words = tokens.get(head.at + 1..head.after - 1)?;
        let mut depth = 0_i32;
        let (mut generics, mut before, mut after, mut is_after) = (Vec::new(), None, None, false);
        let mut is_parameter = true;
        for (index, token) in words.iter().enumerate() {
            let is_arrow = index.checked_sub(1).is_some_and(|dash| is_punct(words.get(dash), '-'));
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
                TokenTree::Punct(punct) if punct.as_char() == '>' && !is_arrow => depth -= 1,
                TokenTree::Ident(ident) if depth == 0 && ident == "where" => break,
                TokenTree::Ident(ident) if depth == 0 && ident == "for" => is_after = true,
                // A name that is given to a macro is no known one.
                TokenTree::Ident(_) if is_punct(index.checked_sub(1).and_then(|sign| words.get(sign)), '$') => {}
                TokenTree::Ident(ident) if depth == 0 && is_after => after = Some(ident.to_string()),
                TokenTree::Ident(ident) if depth == 0 => before = Some(ident.to_string()),
                TokenTree::Ident(ident) if depth == 1 && before.is_none() && is_parameter => {
                    generics.push(ident.to_string());
                }
                _ => {}
            }
            is_parameter = depth == 1 && (is_punct(Some(token), '<') || is_punct(Some(token), ','));
        }
        let (of_trait, of_type) = if is_after { (before, after) } else { (None, before) };
        let of_type = of_type.filter(|of_type| !generics.contains(of_type));
        let level = Level::Block { of_trait: of_trait.clone(), of_type: of_type.clone().or(Some(String::new())) };
        let mut head_mentions = Mentions::default();
        head_mentions.add_all(words);
        let is_type = |word: &String| word.starts_with(char::is_uppercase) && !generics.contains(word);
        let names = head_mentions.words.into_iter().chain(head_mentions.called).filter(is_type).collect();
        let content = self.with_members(tokens.get(at..head.after)?, &level);
        Some((UnitKind::Implementation { of_trait, of_type, names }, content))
    }

    fn rules(&self, rules: &Group) -> Vec<Unit> {
        let (tokens, mut begin, mut at, mut units) = (inside(rules), self.inner_start(rules), 0, Vec::new());
        while let (Some(TokenTree::Group(pattern)), Some(TokenTree::Group(body))) = (tokens.get(at), tokens.get(at + 3))
        {
            let pattern = inside(pattern);
            let is_literal = |at: &usize| {
                let before = at.checked_sub(1).and_then(|before| pattern.get(before));
                !is_punct(before, '$') && !is_punct(before, ':')
            };
            let words = (0..pattern.len()).filter(is_literal).filter_map(|at| ident(pattern.get(at)?)).collect();
            let mut parts = Vec::new();
            let mentions = self.members(&inside(body), self.inner_start(body), &Level::Macro, &mut parts);
            at += 4;
            at += usize::from(is_punct(tokens.get(at), ';'));
            let range = begin..line_end(self.text, end(&tokens, at - 1));
            begin = range.end;
            units.push(Unit { range, kind: UnitKind::Rule(words), mentions, parts });
        }
        units
    }

    fn variants(&self, of: &str, body: &Group) -> (Mentions, Vec<Unit>) {
        let (tokens, mut begin, mut at, mut units) = (inside(body), self.inner_start(body), 0, Vec::new());
        while at < tokens.len() {
            let name = after_attributes(&tokens, at);
            let comma = (name..tokens.len()).find(|at| is_punct(tokens.get(*at), ',')).unwrap_or(tokens.len() - 1);
            let range = begin..line_end(self.text, end(&tokens, comma));
            begin = range.end;
            let mut mentions = Mentions::default();
            mentions.add_all(tokens.get(at..=comma).unwrap_or_default());
            let kind = UnitKind::Variant(of.to_owned(), tokens.get(name).and_then(ident).unwrap_or_default());
            units.push(Unit { range, kind, mentions, parts: Vec::new() });
            at = comma + 1;
        }
        (Mentions::default(), units)
    }
}

/// What a named item is.
enum Sort {
    Trait,
    Macro,
    Other,
}

fn named(name: String, sort: Sort) -> UnitKind {
    UnitKind::Item { name, is_trait: matches!(sort, Sort::Trait), is_macro: matches!(sort, Sort::Macro) }
}

/// The name of an item that is declared by a keyword.
fn name(tokens: &[TokenTree], head: &Head) -> Option<String> {
    tokens.get(head.at + 1).and_then(ident)
}

/// The item that begins at an index: its keyword and its end. The keyword of a macro's call is `!`.
fn head(tokens: &[TokenTree], at: usize, level: &Level) -> Option<Head> {
    let is_first = match at.checked_sub(1).and_then(|before| tokens.get(before)) {
        None => true,
        Some(TokenTree::Group(group)) => matches!(group.delimiter(), Delimiter::Brace | Delimiter::Bracket),
        Some(TokenTree::Punct(punct)) => matches!(punct.as_char(), ';' | '*' | '?'),
        Some(_) => false,
    };
    if !is_first {
        return None;
    }
    let mut at = after_visibility(tokens, at);
    let starts_function =
        |at: usize| ["fn", "async", "unsafe", "const"].iter().any(|word| is_word(tokens.get(at), word));
    while starts_function(at) && starts_function(at + 1) {
        at += 1;
    }
    let keyword = ident(tokens.get(at)?)?;
    let find = |is_end: &dyn Fn(&TokenTree) -> bool| Some(at + tokens.get(at..)?.iter().position(is_end)? + 1);
    let semicolon = || find(&|token| is_punct(Some(token), ';'));
    let either = || find(&|token| is_punct(Some(token), ';') || block(Some(token)).is_some());
    let after = match (&*keyword, level) {
        ("impl", _) => either()?,
        (_, Level::Macro) => return None,
        ("const" | "type", _) => semicolon()?,
        ("fn", _) => either()?,
        (_, Level::Block { .. }) => return None,
        ("use" | "static", _) => semicolon()?,
        ("struct" | "enum" | "trait" | "mod", _) => either()?,
        ("macro_rules", _) => at + 4,
        // A call of a macro, by its path.
        _ => {
            let is_path = |token: &TokenTree| matches!(token, TokenTree::Ident(_)) || is_punct(Some(token), ':');
            let sign = at + tokens.get(at..)?.iter().position(|token| !is_path(token))?;
            let after = sign + 2 + usize::from(is_punct(tokens.get(sign + 2), ';'));
            return is_punct(tokens.get(sign), '!').then(|| Head { at: sign, keyword: "!".into(), after });
        }
    };
    Some(Head { at, keyword, after })
}
