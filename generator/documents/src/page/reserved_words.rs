//! Names that an SDK had to escape because its language reserves the word: `_default` is `default` on the wire.

use std::{borrow::Cow, collections::HashSet};

/// Words that some language or its SDK template reserves, lower case.
const RESERVED: &str = "\
    abstract alias and any arguments as assert associatedtype async auto await base begin bool boolean break byte \
    case catch chan char character checked class const constructor continue crate data date debugger decimal def \
    default defer deinit del delegate delete description do double dyn dynamic elif else elsif end ensure enum \
    error eval event except exec explicit export extends extension extern external factory fallthrough false field \
    file fileprivate filter final finally fixed float fn for foreach from fun func function get global go goto \
    guard hash id if impl implements implicit import in include index infix init inline inout int interface \
    internal is jsonpath lambda lazy let list lock long loop map match mod module move mut mutating namespace \
    native new next nil none nonlocal not null number object open operator optional or out override package params \
    parameter pass postfix prefix print private property protected protocol pub public raise range readonly redo \
    ref repeat request require required rescue response rethrows retry return sealed select self set short sizeof \
    static string struct subscript super switch synchronized then this throw throws trait transient true try type \
    typealias typeof undef union unless unowned unsafe until url use using val var virtual void volatile weak when \
    where while with yield";
/// The keywords of the one language whose SDK template glues a prefix to them, `pcFrom`. They are few and short, so that
/// prefix and keyword hardly ever make up a word of their own.
const KEYWORDS: &str = "\
    and as assert async await break class continue def del elif else except finally for from global if import in \
    is lambda nonlocal not or pass raise return self try while with yield";

/// The name on the wire, if the printed one is an escaped reserved word; `None` if a sibling has that name itself.
pub fn unescaped<'a>(printed: &'a str, siblings: &HashSet<&str>) -> Option<Cow<'a, str>> {
    let reserved = |word: &str| is_one_of(RESERVED, &word.to_lowercase());
    let marked = printed
        .strip_prefix('_')
        .or_else(|| printed.strip_suffix('_'))
        .or_else(|| printed.strip_prefix("var_"))
        .or_else(|| printed.strip_prefix("Var").filter(|word| word.starts_with(char::is_uppercase)))
        .filter(|word| reserved(word))
        .or_else(|| printed.strip_prefix("r#").filter(|word| !word.is_empty()));
    let glued = || {
        let rest = printed.strip_prefix("pc")?;
        let word = rest.strip_prefix('_').unwrap_or(rest).to_lowercase();
        let capital = rest.starts_with(|c: char| c == '_' || c.is_uppercase());
        (capital && is_one_of(KEYWORDS, &word)).then_some(word)
    };
    // An object of one language has a method of this name already.
    let taken = (printed == "propertyClass").then_some("class");
    let name = marked.or(taken).map(Cow::Borrowed).or_else(|| glued().map(Cow::Owned))?;
    (!siblings.contains(name.as_ref())).then_some(name)
}

fn is_one_of(words: &str, word: &str) -> bool {
    words.split(' ').any(|other| other == word)
}

#[cfg(test)]
mod tests {
    use super::unescaped;
    use std::collections::HashSet;

    #[test]
    fn an_escaped_word_is_named_as_on_the_wire_and_no_other_name_is_touched() {
        for (printed, expected) in [
            ("_id", Some("id")),
            ("_default", Some("default")),
            ("_Operator", Some("Operator")),
            ("r#type", Some("type")),
            ("class_", Some("class")),
            ("var_class", Some("class")),
            ("VarFrom", Some("From")),
            ("Variable", None),
            ("VarName", None),
            ("pc_self", Some("self")),
            ("propertyClass", Some("class")),
            ("propertyName", None),
            ("pcFrom", Some("from")),
            ("pc_in", Some("in")),
            ("_links", None),
            ("__typename", None),
            ("_", None),
            ("r#", None),
            ("var_name", None),
            ("variable", None),
            ("pcNumber", None),
            ("pcin", None),
            ("ipcFrom", None),
            ("id", None),
            ("", None),
        ] {
            assert_eq!(unescaped(printed, &HashSet::new()).as_deref(), expected, "{printed}");
        }
    }

    #[test]
    fn a_name_that_a_sibling_has_is_no_escape() {
        assert_eq!(unescaped("_id", &HashSet::from(["id"])), None);
    }
}
