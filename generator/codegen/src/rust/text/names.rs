//! Rust names for JSON names: always valid identifiers, unique within a scope.

use super::spelling::{in_ascii, spelt};
use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};
use std::collections::{HashMap, HashSet};

/// Names that generated code uses without a path, and those that are exported beside every type.
const TAKEN: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Conform",
    "Copy",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Names that a module of types must not have: those of the runtime's files, of used crates, and those reserved on
/// Windows.
const NO_FILES: &[&str] = &[
    "fancy_regex",
    "indexmap",
    "jsonschema_regex",
    "memchr",
    "regress",
    "schemars",
    "serde",
    "serde_json",
    "builders",
    "client",
    "lib",
    "main",
    "mod",
    "replaced",
    "rules",
    "runtime",
    "sources",
    "aux",
    "con",
    "nul",
    "prn",
    "com1",
    "com2",
    "com3",
    "com4",
    "com5",
    "com6",
    "com7",
    "com8",
    "com9",
    "lpt1",
    "lpt2",
    "lpt3",
    "lpt4",
    "lpt5",
    "lpt6",
    "lpt7",
    "lpt8",
    "lpt9",
];

/// The names of one scope.
#[derive(Debug, Default)]
pub struct NameScope {
    taken: HashSet<String>,
    /// By wanted name, the next number to try.
    counts: HashMap<String, usize>,
}

/// The prefix of a name whose first character cannot begin an identifier.
const SIGNS: &[(char, &str)] = &[('_', "underscore"), ('$', "dollar"), ('@', "at"), ('#', "hash"), ('-', "minus")];

impl NameScope {
    /// A scope of modules, each of which is a file.
    pub fn of_modules() -> Self {
        Self { taken: NO_FILES.iter().copied().map(String::from).collect(), ..Self::default() }
    }

    /// A type's name: `create-callback` becomes `CreateCallback`.
    pub fn type_name(&mut self, name: &str) -> Ident {
        let name = spelt(name, "Type", str::to_upper_camel_case);
        let name = if TAKEN.contains(&name.as_str()) { format!("{name}Type") } else { name };
        self.unique(name, "")
    }

    /// Takes a name, so that nothing else has it.
    pub fn take(&mut self, name: &str) {
        self.taken.insert(key(name));
    }

    /// An enum variant's name.
    pub fn variant(&mut self, text: &str) -> Ident {
        let name = match text {
            "" => "Empty".into(),
            text => spelt(text, "Value", str::to_upper_camel_case),
        };
        self.unique(if matches!(name.as_str(), "Self" | "Unknown") { format!("{name}Value") } else { name }, "")
    }

    /// The name of a module, which is that of its file too: ASCII letters only, which the compiler demands of both.
    pub fn module(&mut self, name: &str) -> Ident {
        self.field(&in_ascii(name))
    }

    /// A field's, module's or static's name: `queueId` becomes `queue_id`, `type` becomes `r#type`. If `language` is
    /// taken, `_language` becomes `underscore_language`.
    pub fn field(&mut self, name: &str) -> Ident {
        self.spelt_field(name, spelt(name, "field", str::to_snake_case))
    }

    /// The same for a name that is spelt already.
    fn spelt_field(&mut self, name: &str, plain: String) -> Ident {
        let sign = SIGNS.iter().find(|(sign, _)| name.starts_with(*sign));
        match sign {
            Some((_, word)) if self.taken.contains(&key(&plain)) => self.unique(format!("{word}_{plain}"), "_"),
            _ => self.unique(plain, "_"),
        }
    }

    /// The names of fields. One that is spelt as it is in JSON keeps its name where others become the same.
    pub fn fields(&mut self, wires: &[&str]) -> Vec<Ident> {
        let spelt: Vec<String> = wires.iter().map(|wire| spelt(wire, "field", str::to_snake_case)).collect();
        let mut named: Vec<Option<Ident>> = vec![None; wires.len()];
        for wants_exact in [true, false] {
            for ((wire, plain), ident) in wires.iter().zip(&spelt).zip(&mut named) {
                if ident.is_none() && (plain == wire) == wants_exact {
                    *ident = Some(self.spelt_field(wire, plain.clone()));
                }
            }
        }
        named.into_iter().flatten().collect()
    }

    /// The name itself, or with the first number that makes it unique.
    fn unique(&mut self, name: String, between: &str) -> Ident {
        let mut candidate = name.clone();
        while !self.taken.insert(key(&candidate)) {
            let count = self.counts.entry(key(&name)).or_insert(1);
            *count += 1;
            candidate = format!("{name}{between}{count}");
        }
        ident(&candidate)
    }
}

/// What names that are told apart differ in: not only in case, and neither by `ß` for `ss`, because constants are in
/// capitals.
fn key(name: &str) -> String {
    if name.is_ascii() { name.to_ascii_lowercase() } else { name.to_uppercase().to_lowercase() }
}

/// The Rust name of a property, unless it is taken.
pub fn field_name(wire: &str) -> String {
    NameScope::default().field(wire).to_string()
}

/// The name of a module's file.
pub fn file_name(module: &Ident) -> String {
    module.to_string().trim_start_matches("r#").to_owned()
}

/// A constant's name: `CallbackSchedule` becomes `CALLBACK_SCHEDULE`.
pub fn constant(name: &Ident) -> Ident {
    // Case changes letters of some scripts into several, which are composed as the compiler composes them.
    ident(&spelt(&name.to_string().trim_start_matches("r#").to_snake_case(), "type", str::to_shouty_snake_case))
}

/// The words that are no identifiers in some edition of Rust.
#[rustfmt::skip]
pub const KEYWORDS: &[&str] = &[
    "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "Self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// An identifier, raw if it is a Rust keyword.
pub(super) fn ident(name: &str) -> Ident {
    if !KEYWORDS.contains(&name) {
        return Ident::new(name, Span::call_site());
    }
    match name {
        "self" | "super" | "crate" | "Self" | "_" => Ident::new(&format!("{name}_"), Span::call_site()),
        name => Ident::new_raw(name, Span::call_site()),
    }
}

#[cfg(test)]
mod tests {
    use super::{KEYWORDS, NameScope};

    #[test]
    fn every_name_becomes_a_valid_identifier() {
        let long = "x".repeat(10_000);
        for name in [
            "",
            "type",
            "self",
            "Self",
            "crate",
            "_",
            "*/",
            "\"#, ];",
            "🦀",
            "1st",
            "foo-bar",
            "ünïcödé",
            "a\u{202e}b",
            &long,
        ] {
            let mut scope = NameScope::default();
            for made in [scope.type_name(name), scope.field(name), scope.variant(name)] {
                let text = made.to_string();
                assert!(syn::parse_str::<syn::Ident>(&text).is_ok(), "{name:?} became {text:?}");
            }
        }
    }

    #[test]
    fn a_keyword_is_no_identifier() {
        for word in KEYWORDS.iter().filter(|word| **word != "gen") {
            assert!(syn::parse_str::<syn::Ident>(word).is_err(), "{word:?}");
        }
    }

    #[test]
    fn names_that_collide_are_told_apart() {
        let mut scope = NameScope::default();
        let names = ["foo-bar", "foo_bar", "fooBar", "FooBar"].map(|name| scope.field(name).to_string());
        assert_eq!(names, ["foo_bar", "foo_bar_2", "foo_bar_3", "foo_bar_4"]);
    }

    #[test]
    fn a_name_that_is_spelt_as_in_json_is_kept_whatever_stands_before_it() {
        let mut scope = NameScope::default();
        let names = scope.fields(&["foo-bar", "fooBar", "foo_bar", "$new", "new"]);
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        assert_eq!(names, ["foo_bar_2", "foo_bar_3", "foo_bar", "dollar_new", "new"]);
    }

    #[test]
    fn a_hundred_thousand_collisions_take_no_time() {
        let mut scope = NameScope::default();
        let last = (0..100_000).map(|_| scope.field("a")).last();
        assert_eq!(last.unwrap(), "a_100000");
    }

    #[test]
    fn no_module_takes_the_name_of_one_of_our_files_or_of_a_device() {
        let mut scope = NameScope::of_modules();
        let names = ["lib", "Mod", "CON", "builders", "gen"].map(|name| scope.field(name).to_string());
        assert_eq!(names, ["lib_2", "mod_2", "con_2", "builders_2", "r#gen"]);
    }
}
