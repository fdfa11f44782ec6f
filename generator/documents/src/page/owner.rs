//! Which type a section describes, by its heading and those above it.

use super::block::TextBlock;
use ringback_constraints::spelling::last_segment;
use ringback_contract::name::fold;

/// Words of headings that say what stands below and not what it is about.
const GENERIC: &[&str] = &[
    "properties",
    "property",
    "attributes",
    "attribute",
    "fields",
    "field",
    "parameters",
    "parameter",
    "params",
    "param",
    "members",
    "member",
    "schema",
    "json",
    "format",
    "body",
    "object",
    "definition",
    "contents",
    "content",
    "data",
    "model",
    "details",
    "structure",
    "payload",
    "reference",
    "arguments",
    "argument",
    "keys",
    "elements",
    "element",
    "the",
    "of",
    "and",
    "a",
    "an",
    "list",
    "table",
    "required",
    "optional",
    "mandatory",
    "request",
    "syntax",
    "description",
    "overview",
    "specification",
    "spec",
    "resource",
    "representation",
    "types",
    "type",
    "available",
    "supported",
    "common",
    "main",
    "input",
    "inputs",
    "all",
    "top-level",
    "variables",
    "settings",
    "its",
    "in",
    "for",
    "this",
    "each",
    "following",
    "information",
    "documentation",
    "docs",
    "api",
];

/// Words at the end of a heading that make what is before them the name of a type.
const SUFFIXES: &[&str] = &[
    " object",
    " model",
    " resource",
    " schema",
    " type",
    " attributes",
    " properties",
    " fields",
    " parameters",
    " structure",
    " definition",
    " entity",
    " payload",
    " data type",
    " element",
    " members",
];

/// What a section is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Owner {
    /// A type of this name.
    Type(String),
    /// A property of a type above, by its name.
    Property(String),
    /// Parameters of a request that stand outside its body.
    Parameters,
}

/// The headings above a section.
pub struct Owners {
    title: String,
    /// The levels and names of the open sections that name a type.
    open: Vec<(usize, String)>,
    current: String,
}

impl Owners {
    /// At the top of a page with this title.
    pub fn new(title: &str) -> Self {
        Self { title: title.to_owned(), open: Vec::new(), current: title.to_owned() }
    }

    /// The type that the last section was about.
    pub fn current(&self) -> &str {
        &self.current
    }

    /// What the section under a heading is about. `several` says that the page describes properties in more than one
    /// section; `is_property` tells whether a name or anchor is that of a property above.
    pub fn of(
        &mut self,
        heading: &TextBlock,
        several: bool,
        mut is_property: impl FnMut(&str, &[String]) -> bool,
    ) -> Owner {
        if heading.depth == 0 {
            return Owner::Type(self.title.clone());
        }
        while self.open.last().is_some_and(|(level, _)| *level >= heading.depth) {
            self.open.pop();
        }
        let name = bare_name(&heading.text);
        if heading.text == self.title {
            self.open.push((heading.depth, self.title.clone()));
            self.current.clone_from(&self.title);
            return Owner::Type(self.title.clone());
        }
        if is_property(&name, &heading.anchors) {
            return Owner::Property(name);
        }
        if is_of_parameters(&heading.text) {
            return Owner::Parameters;
        }
        let above = self.open.last().map_or(self.title.clone(), |(_, name)| name.clone());
        if is_generic(&heading.text) {
            self.current.clone_from(&above);
            return Owner::Type(above);
        }
        if is_answer(&heading.text) {
            let name = format!("{above} response");
            self.open.push((heading.depth, name.clone()));
            self.current.clone_from(&name);
            return Owner::Type(name);
        }
        if names_type(&heading.text) || several && !is_prose(&heading.text) {
            self.open.push((heading.depth, name.clone()));
            self.current.clone_from(&name);
            return Owner::Type(name);
        }
        if several || is_prose(&heading.text) {
            self.current.clone_from(&above);
        }
        Owner::Type(above)
    }
}

/// A heading without marks and without words that only say what is below it.
pub fn bare_name(heading: &str) -> String {
    let mut name = heading.trim_matches(['#', '*', '`', ' ', '"', ':']).trim();
    if let Some(rest) = ["The ", "the ", "A ", "An "].iter().find_map(|article| name.strip_prefix(article)) {
        name = rest;
    }
    let lower = name.to_lowercase();
    if let Some(suffix) = SUFFIXES.iter().find(|suffix| lower.ends_with(**suffix)) {
        name = name.get(..name.len() - suffix.len()).unwrap_or(name);
    }
    let name = name.replace('`', "");
    let name = name.trim_matches(['*', ' ', '"']);
    match name.contains(char::is_whitespace) || name.starts_with(char::is_lowercase) {
        true => name.to_owned(),
        false => last_segment(name).to_owned(),
    }
}

/// Whether a heading only says what stands below: "Request body parameters".
pub fn is_generic(heading: &str) -> bool {
    let words: Vec<String> = heading
        .split(|c: char| c.is_whitespace() || c == '/' || c == '(' || c == ')')
        .map(fold)
        .filter(|word| !word.is_empty())
        .collect();
    !words.is_empty() && words.iter().all(|word| GENERIC.contains(&word.as_str()))
}

/// Whether a heading is about parameters outside of the body: "Query parameters".
fn is_of_parameters(heading: &str) -> bool {
    let words: Vec<String> = heading.split_whitespace().map(fold).collect();
    let place = ["query", "path", "url", "uri", "header", "headers", "cookie", "querystring"];
    let kind = ["parameters", "parameter", "params", "headers", "variables", "string"];
    words.len() <= 4
        && words.iter().any(|word| place.contains(&word.as_str()))
        && words.iter().any(|word| kind.contains(&word.as_str()))
}

/// Whether a heading is about what comes back: "Response body", "Body Response - Schema", "Returns".
fn is_answer(heading: &str) -> bool {
    let words: Vec<String> = heading.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect();
    let answers = ["response", "responses", "returns", "answer", "result", "output"];
    words.iter().any(|word| answers.contains(&word.as_str()))
        && words.iter().all(|word| {
            answers.contains(&word.as_str()) || GENERIC.contains(&word.as_str()) || word.parse::<u16>().is_ok()
        })
}

/// Whether a heading is the name of a type: one word, or words before "object" and the like.
fn names_type(heading: &str) -> bool {
    let heading = heading.trim_matches(['`', '*', ' ']);
    let one_word = !heading.contains(char::is_whitespace);
    let lower = heading.to_lowercase();
    let is_object = [" object", " model", " resource", " schema", " type", " entity", " data type"]
        .iter()
        .any(|end| lower.ends_with(end));
    (one_word && heading.starts_with(|c: char| c.is_alphabetic())) || is_object
}

/// Whether a heading is a phrase and no name: "What you can send".
fn is_prose(heading: &str) -> bool {
    heading.split_whitespace().count() > 4 || heading.ends_with(['?', '!', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(text: &str, depth: usize) -> TextBlock {
        TextBlock { text: text.into(), depth, ..TextBlock::default() }
    }

    #[test]
    fn headings_say_which_type_a_section_is_of() {
        for (headings, several, expected) in [
            (&[("Callback", 1), ("Properties", 2)][..], false, Owner::Type("Callback".into())),
            (&[("Callback", 1), ("Request body parameters", 2)], false, Owner::Type("Callback".into())),
            (&[("Callback Requests", 1), ("JSON format", 2)], false, Owner::Type("Callback Requests".into())),
            (&[("API", 1), ("Callback", 2), ("Properties", 3)], true, Owner::Type("Callback".into())),
            (&[("API", 1), ("The `Callback` object", 2)], false, Owner::Type("Callback".into())),
            (&[("Callback", 1), ("What you can send to us today", 2)], false, Owner::Type("Callback".into())),
            (&[("Callback", 1), ("Phone number", 2)], true, Owner::Type("Phone number".into())),
            (&[("Callback", 1), ("Query parameters", 2)], false, Owner::Parameters),
            (&[("Callback", 1), ("Response body", 2)], true, Owner::Type("Callback response".into())),
            (&[("Callback", 1), ("Body Response - Schema", 2)], false, Owner::Type("Callback response".into())),
            (&[("Callback", 1), ("schedule", 2)], true, Owner::Property("schedule".into())),
        ] {
            let mut owners = Owners::new(headings[0].0);
            let mut owner = Owner::Parameters;
            for (text, depth) in headings {
                owner = owners.of(&heading(text, *depth), several, |name, _| name == "schedule");
            }
            assert_eq!(owner, expected, "{headings:?}");
        }
    }
}
