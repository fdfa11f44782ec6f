//! Tokens as text that is pleasant to read, in one pass and without a parser: no token is added, none left out.

use super::literal::unescaped;
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use std::{borrow::Cow, fmt::Write};

/// Lines are broken to be no longer, where they can be.
const WIDTH: usize = 100;
const BLANK: &str = "    ";
const STEP: usize = BLANK.len();

/// A token; words are stretches of one text.
enum Node {
    Word(usize, usize),
    Punct(char, bool),
    Group(Delimiter, Vec<Node>),
}

/// Prints one text after the other into the same memory.
#[derive(Default)]
pub struct Printer {
    words: String,
    text: String,
}

impl Printer {
    /// The text of items, with a blank line between them.
    pub fn print(&mut self, items: Vec<TokenStream>) -> &str {
        let Self { words, text } = self;
        words.clear();
        text.clear();
        let mut nodes = Vec::new();
        items.into_iter().for_each(|items| read(items, words, &mut nodes));
        Page { words, text, line: 0, last: Last::OPEN }.lines(&nodes, 0);
        text
    }
}

fn read(tokens: TokenStream, words: &mut String, nodes: &mut Vec<Node>) {
    let tokens = tokens.into_iter();
    nodes.reserve(tokens.size_hint().0);
    for token in tokens {
        nodes.push(match token {
            TokenTree::Punct(punct) => Node::Punct(punct.as_char(), punct.spacing() == Spacing::Joint),
            TokenTree::Group(group) => {
                let (delimiter, inner) = (group.delimiter(), group.stream());
                drop(group);
                let mut nodes = Vec::new();
                read(inner, words, &mut nodes);
                Node::Group(delimiter, nodes)
            }
            word => {
                let start = words.len();
                let _ = write!(words, "{word}");
                Node::Word(start, words.len())
            }
        });
    }
}

/// What stands before the next token, as far as a blank between them depends on it.
#[derive(Clone, Copy)]
struct Last {
    /// Nothing may stand between it and the next.
    glued: bool,
    /// A value or type has ended.
    ended: bool,
    /// A word that is no name.
    keyword: bool,
    punct: char,
    joint: bool,
}

impl Last {
    const OPEN: Self = Self { glued: true, ended: false, keyword: false, punct: ' ', joint: false };
    const CLOSED: Self = Self { glued: false, ended: true, keyword: false, punct: ' ', joint: false };
}

struct Page<'a> {
    words: &'a str,
    text: &'a mut String,
    /// Where the line begins that is being written.
    line: usize,
    last: Last,
}

/// What begins an item or statement whose braces are never on one line.
const BLOCKS: &[&str] =
    &["enum", "fn", "for", "if", "impl", "match", "mod", "pub", "static", "struct", "trait", "while"];

impl<'a> Page<'a> {
    /// Items, statements, fields or variants: each on lines of its own.
    fn lines(&mut self, nodes: &[Node], indent: usize) {
        let (mut at, mut was_short) = (0, true);
        while at < nodes.len() {
            let start = at;
            let attributes = std::iter::from_fn(|| attribute(nodes.get(at..)?).inspect(|length| at += length));
            let attributes: Vec<usize> = attributes.collect();
            let end = at + self.length(nodes.get(at..).unwrap_or_default());
            let is_short = matches!(self.word(nodes.get(at..), |word| word != "pub"), Some("use" | "mod"))
                && matches!(nodes.get(end - 1), Some(Node::Punct(';', _)));
            if indent == 0 && start > 0 && !(is_short && was_short) {
                self.text.push('\n');
            }
            was_short = is_short;
            let mut from = start;
            for length in attributes {
                self.attribute(nodes.get(from..from + length).unwrap_or_default(), indent);
                from += length;
            }
            let line = nodes.get(at..end).unwrap_or_default();
            if !line.is_empty() {
                self.begin(indent);
                let begins = self.word(Some(line), |_| true).is_some_and(|word| BLOCKS.contains(&word));
                let block = begins && !is_short || matches!(line.first(), Some(Node::Group(..)));
                self.run(line, indent, block);
                self.text.push('\n');
            }
            at = end.max(at);
        }
    }

    /// The first word that is wanted.
    fn word(&self, nodes: Option<&[Node]>, wanted: impl Fn(&str) -> bool) -> Option<&str> {
        let words = nodes?.iter().filter_map(|node| match node {
            Node::Word(start, end) => self.words.get(*start..*end),
            _ => None,
        });
        words.take(3).find(|word| wanted(word))
    }

    /// How many tokens belong to the first item, statement or field.
    fn length(&self, nodes: &[Node]) -> usize {
        let (mut depth, mut previous) = (0_i32, ' ');
        for (index, node) in nodes.iter().enumerate() {
            match node {
                Node::Punct(';', _) => return index + 1,
                Node::Punct(',', _) if depth <= 0 => return index + 1,
                Node::Punct('<', _) => depth += 1,
                Node::Punct('>', _) if !matches!(previous, '-' | '=') => depth -= 1,
                Node::Group(Delimiter::Brace, _) => match nodes.get(index + 1) {
                    Some(Node::Punct(c, _)) if *c != '#' => {}
                    Some(Node::Word(start, end)) if self.words.get(*start..*end) == Some("else") => {}
                    _ => return index + 1,
                },
                _ => {}
            }
            previous = if let Node::Punct(c, true) = node { *c } else { ' ' };
        }
        nodes.len()
    }

    fn begin(&mut self, indent: usize) {
        self.line = self.text.len();
        self.indent(indent);
        self.last = Last::OPEN;
    }

    fn indent(&mut self, indent: usize) {
        (0..indent / STEP).for_each(|_| self.text.push_str(BLANK));
    }

    fn attribute(&mut self, nodes: &[Node], indent: usize) {
        if let Some(text) = self.documentation(nodes) {
            for line in text.split('\n') {
                self.indent(indent);
                self.text.push_str("///");
                self.text.push_str(line.trim_end());
                self.text.push('\n');
            }
            return;
        }
        self.begin(indent);
        self.run(nodes, indent, false);
        self.text.push('\n');
    }

    /// The text of an attribute that is documentation, unless a comment could not say it.
    fn documentation(&self, nodes: &[Node]) -> Option<Cow<'a, str>> {
        let [Node::Punct('#', _), Node::Group(_, inner)] = nodes else { return None };
        let [Node::Word(start, end), Node::Punct('=', _), Node::Word(from, to)] = inner.as_slice() else { return None };
        let text = unescaped(self.words.get(*from..*to).filter(|_| self.words.get(*start..*end) == Some("doc"))?)?;
        (!text.contains('\r') && !text.split('\n').any(|line| line.starts_with('/'))).then_some(text)
    }

    /// Tokens one after the other. What is in braces is put on lines of its own when `block` is true.
    fn run(&mut self, nodes: &[Node], indent: usize, block: bool) {
        for (index, node) in nodes.iter().enumerate() {
            match node {
                Node::Word(start, end) => self.put_word(self.words.get(*start..*end).unwrap_or_default()),
                Node::Punct(c, joint) => self.put_punct(*c, *joint),
                Node::Group(delimiter, inner) => {
                    let rest = nodes.get(index + 1..).unwrap_or_default();
                    self.group(*delimiter, inner, rest, indent, block);
                }
            }
        }
    }

    fn group(&mut self, delimiter: Delimiter, inner: &[Node], rest: &[Node], indent: usize, block: bool) {
        let in_path = self.last.glued && self.last.punct == ':';
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace if in_path => ("{", "}"),
            Delimiter::Brace => ("{ ", " }"),
            Delimiter::None => ("", ""),
        };
        let is_call = matches!(delimiter, Delimiter::Parenthesis | Delimiter::Bracket)
            && (self.last.ended && !self.last.keyword || self.last.punct == '!');
        if !self.last.glued && !is_call {
            self.text.push(' ');
        }
        let is_block = block && delimiter == Delimiter::Brace && !in_path;
        if self.last.punct == '#' {
            self.text.push_str(open);
            self.last = Last::OPEN;
            self.run(inner, indent, false);
            self.text.push_str(close);
        } else if inner.is_empty() {
            self.text.push_str(open.trim_end());
            self.text.push_str(close.trim_start());
        } else if is_block || !self.fits(open, inner, close, rest) {
            self.text.push_str(open.trim_end());
            self.text.push('\n');
            self.lines_of(inner, indent + STEP, delimiter == Delimiter::Brace);
            self.begin(indent);
            self.text.push_str(close.trim_start());
        }
        self.last = Last::CLOSED;
    }

    /// What is in a group, on lines of its own.
    fn lines_of(&mut self, inner: &[Node], indent: usize, in_braces: bool) {
        if in_braces {
            return self.lines(inner, indent);
        }
        let mut rest = inner;
        while !rest.is_empty() {
            let (line, after) = rest.split_at(element(rest));
            self.begin(indent);
            self.run(line, indent, false);
            self.text.push('\n');
            rest = after;
        }
    }

    /// Writes a group on the line that has begun, if it and what must follow has room there.
    fn fits(&mut self, open: &str, inner: &[Node], close: &str, rest: &[Node]) -> bool {
        let start = self.text.len();
        let room = WIDTH.saturating_sub(start - self.line + close.len());
        let Some(tail) = self.tail(rest, room).filter(|tail| self.width(inner, room - tail).is_some()) else {
            return false;
        };
        self.text.push_str(open);
        self.last = Last::OPEN;
        self.run(inner, 0, false);
        self.text.push_str(close);
        let fits =
            self.text.len() - self.line + tail <= WIDTH && !self.text.get(start..).is_some_and(|t| t.contains('\n'));
        if !fits {
            self.text.truncate(start);
        }
        fits
    }

    /// The width of what must stand on the same line as what comes before it.
    fn tail(&self, nodes: &[Node], room: usize) -> Option<usize> {
        let ends = |node: &Node| match node {
            Node::Group(Delimiter::Brace, _) | Node::Punct(';' | ',', _) => true,
            Node::Word(start, end) => self.words.get(*start..*end) == Some("where"),
            _ => false,
        };
        let length = nodes.iter().position(ends).unwrap_or(nodes.len());
        let end = if matches!(nodes.get(length), Some(Node::Group(..))) { 2 } else { nodes.len().min(1) };
        Some(self.width(nodes.get(..length)?, room)? + end).filter(|width| *width <= room)
    }

    /// The least width of tokens, unless it is more than there is room for.
    fn width(&self, nodes: &[Node], room: usize) -> Option<usize> {
        let mut width = 0;
        for node in nodes {
            width += match node {
                Node::Word(start, end) => end - start,
                Node::Punct(..) => 1,
                Node::Group(_, inner) => 2 + self.width(inner, room.checked_sub(width)?)?,
            };
            if width > room {
                return None;
            }
        }
        Some(width)
    }

    fn put_word(&mut self, word: &str) {
        if !self.last.glued {
            self.text.push(' ');
        }
        self.text.push_str(word);
        // `self.0.` ends in what the compiler's own lexer takes for a number.
        let glued = word.ends_with('.');
        self.last = Last { glued, keyword: is_keyword(word), ..Last::CLOSED };
    }

    fn put_punct(&mut self, c: char, joint: bool) {
        let last = self.last;
        let continues = last.joint && last.punct != '\'';
        let closes = matches!(c, ',' | ';' | '.' | '?' | ':' | '>') && (last.ended || c != '>')
            || matches!(c, '<' | '!') && last.ended && (!last.keyword || c == '<');
        if !(last.glued || continues || closes) {
            self.text.push(' ');
        }
        self.text.push(c);
        let arrow = continues && c == '>' && matches!(last.punct, '-' | '=');
        let glued = match c {
            ':' => continues,
            '<' | '.' | '#' | '$' | '\'' | '@' => true,
            '&' | '*' | '-' => !last.ended,
            '!' => !last.ended,
            '?' => !last.ended,
            _ => false,
        };
        let ended = c == '>' && !arrow && !continues || c == '>' && last.punct == '>' || c == '?' && last.ended;
        self.last = Last { glued: glued || joint, ended, keyword: false, punct: c, joint };
    }
}

fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "as" | "const"
            | "dyn"
            | "else"
            | "enum"
            | "for"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "ref"
            | "return"
            | "static"
            | "struct"
            | "type"
            | "use"
            | "where"
            | "while"
    )
}

/// How many tokens an attribute at the beginning has.
fn attribute(nodes: &[Node]) -> Option<usize> {
    match nodes {
        [Node::Punct('#', _), Node::Group(Delimiter::Bracket, _), ..] => Some(2),
        [Node::Punct('#', _), Node::Punct('!', _), Node::Group(Delimiter::Bracket, _), ..] => Some(3),
        _ => None,
    }
}

/// How many tokens there are up to the first comma between elements.
fn element(nodes: &[Node]) -> usize {
    let (mut depth, mut previous) = (0_i32, ' ');
    for (index, node) in nodes.iter().enumerate() {
        match node {
            Node::Punct(',', _) if depth <= 0 => return index + 1,
            Node::Punct('<', _) => depth += 1,
            Node::Punct('>', _) if !matches!(previous, '-' | '=') => depth -= 1,
            _ => {}
        }
        previous = if let Node::Punct(c, true) = node { *c } else { ' ' };
    }
    nodes.len()
}
