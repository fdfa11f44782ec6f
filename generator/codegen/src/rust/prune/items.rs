//! The items of a source text.

use super::blank::blanked;
use regex::Regex;
use std::sync::LazyLock;

/// What an item is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A declaration of a module, by its name.
    Module(String),
    /// What is imported.
    Import,
    /// A macro, by its name.
    Macro(String),
    /// A function, type, trait or constant, by its name.
    Named(String),
    /// An implementation.
    Implementation,
    /// Anything else, such as the call of a macro or an attribute of the file.
    Other,
}

/// An item with its attributes and documentation.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its text, with the blank lines before it.
    pub text: String,
    /// The same without comments and strings.
    pub code: String,
    /// What it is.
    pub kind: ItemKind,
    /// Whether it is a trait.
    pub is_trait: bool,
}

impl Item {
    /// The code up to the first brace: that of an implementation names trait and type.
    pub fn head(&self) -> &str {
        self.code.split('{').next().unwrap_or_default()
    }
}

/// The items of a text, in order. Together they are the whole text.
pub fn items(text: &str) -> Vec<Item> {
    let code = blanked(text);
    let (mut items, mut start, mut at, mut depth, mut begun) = (Vec::new(), 0, 0, 0_i32, false);
    for (line, shown) in code.split_inclusive('\n').zip(text.split_inclusive('\n')) {
        let trimmed = line.trim_end();
        // `//!` is blank in the code.
        let is_attribute = !begun && (trimmed.trim().is_empty() || trimmed.starts_with("#[") && trimmed.ends_with(']'));
        let is_inner = !begun && trimmed.starts_with("#![");
        for byte in line.bytes() {
            match byte {
                b'{' | b'(' | b'[' => depth += 1,
                b'}' | b')' | b']' => depth -= 1,
                _ => {}
            }
        }
        begun |= !is_attribute;
        at += shown.len();
        let ends = depth == 0 && (trimmed.ends_with([';', '}']) || is_inner && trimmed.ends_with(']'));
        if begun && ends {
            items.extend(item(text.get(start..at), code.get(start..at)));
            (start, begun) = (at, false);
        }
    }
    items.extend(item(text.get(start..), code.get(start..)).filter(|item| !item.text.trim().is_empty()));
    items
}

fn item(text: Option<&str>, code: Option<&str>) -> Option<Item> {
    static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?m)^(?:pub(?:\([^)]*\))? )?(?:(macro_rules!|(?:mod|use|impl)\b)|(?:(?:async|const|unsafe) )*(fn|struct|enum|trait|type|const|static) )(?: ?(\w+))?",
        )
        .ok()
    });
    let (text, code) = (text?.to_owned(), code?.to_owned());
    let found = NAMED.as_ref()?.captures(&code);
    let part = |index| found.as_ref().and_then(|found| found.get(index)).map(|part| part.as_str().to_owned());
    let name = part(3).unwrap_or_default();
    let kind = match (part(1).as_deref(), part(2)) {
        (Some("macro_rules!"), _) => ItemKind::Macro(name),
        (Some("mod"), _) if code.trim_end().ends_with(';') => ItemKind::Module(name),
        (Some("use"), _) => ItemKind::Import,
        (Some("impl"), _) => ItemKind::Implementation,
        (_, Some(_)) => ItemKind::Named(name),
        _ => ItemKind::Other,
    };
    let is_trait = part(2).as_deref() == Some("trait");
    Some(Item { text, code, kind, is_trait })
}

#[cfg(test)]
mod tests {
    use super::{
        ItemKind::{Implementation, Import, Macro, Module, Named, Other},
        items,
    };

    #[test]
    fn a_text_is_its_items() {
        let text = "//! About.\n\n#![allow(dead_code)]\n\nuse super::{\n    a::B,\n};\n\n#[cfg(feature = \"x\")]\npub mod c;\n\n/// D {\n\
                    #[derive(Clone)]\npub(crate) struct D<T>\nwhere\n    T: Copy,\n{\n    d: T,\n}\n\nconst E: &str =\n    \"}\";\n\n\
                    impl<T: Copy> D<T> {}\nmacro_rules! f {\n    () => {};\n}\nf! {\n    x\n}\npub async fn g() {}\nconst fn h() {}\n";
        let found = items(text);
        assert_eq!(found.iter().map(|item| item.text.as_str()).collect::<String>(), text);
        let kinds: Vec<_> = found.into_iter().map(|item| item.kind).collect();
        let named = |name: &str| Named(name.into());
        assert_eq!(
            kinds,
            [
                Other,
                Import,
                Module("c".into()),
                named("D"),
                named("E"),
                Implementation,
                Macro("f".into()),
                Other,
                named("g"),
                named("h")
            ]
        );
    }
}
