//! What is left of a small runtime.

use super::pruned;
use ringback_contract::files::Files;

fn files(texts: &[(&str, &str)]) -> Files {
    texts.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn what_nothing_leads_to_is_left_out_with_what_only_it_needs() {
    let runtime = files(&[
        ("runtime/mod.rs", "//! All.\n\npub mod a;\npub mod b;\npub mod rule;\n\npub(crate) use a::{made, other};\n"),
        (
            "runtime/a.rs",
            "//! A.\n\nuse super::{b::{Lost, Used, deep}, rule::Check};\nuse regex::Regex;\n\nmacro_rules! made {\n    () => {\n        \
             runtime::a::start()\n    };\n}\n\nmacro_rules! other {\n    () => {};\n}\n\n/// Starts.\npub fn start() -> Used {\n    \
             deep()\n}\n\nfn lost() -> Lost {\n    Lost\n}\n\npub fn check(check: &Check) -> u8 {\n    match check {\n        \
             Check::One(_) => 1,\n        Check::Two { .. } => {\n            lost();\n            2\n        }\n    }\n}\n\n\
             pub(crate) use {made, other};\n",
        ),
        (
            "runtime/b.rs",
            "//! B.\n\npub struct Used;\npub struct Lost;\n\nimpl Used {\n    fn a() {}\n}\n\nimpl From<Used> for Lost {\n    \
             fn from(_: Used) -> Self {\n        Lost\n    }\n}\n\npub fn deep() -> Used {\n    Used\n}\n",
        ),
        (
            "runtime/rule.rs",
            "//! R.\n\npub enum Check {\n    /// 1.\n    One(u8),\n    /// 2.\n    Two {\n        /// T.\n        two: u8,\n    },\n}\n",
        ),
    ]);
    let code = files(&[
        ("lib.rs", "mod rules;\npub mod runtime;\nfn a() {\n    runtime::made!();\n}\n"),
        (
            "rules.rs",
            "use super::runtime::rule::Check::{self, *};\nuse super::runtime::a::check;\nstatic A: Check = One(1);\n",
        ),
    ]);
    let left = pruned(runtime, &code);
    let a = &left["runtime/a.rs"];
    for (part, is_there) in [
        ("fn start", true),
        ("/// Starts.", true),
        ("Check::One(_) => 1,", true),
        ("Check::Two", false),
        ("fn lost", false),
        ("macro_rules! other", false),
        ("use super::b::{Used, deep};", true),
        ("use regex::Regex;", true),
        ("pub(crate) use made;", true),
    ] {
        assert_eq!(a.contains(part), is_there, "{part:?} in {a}");
    }
    let b = &left["runtime/b.rs"];
    assert!(b.contains("struct Used") && b.contains("impl Used") && !b.contains("Lost"), "{b}");
    assert!(!left["runtime/rule.rs"].contains("Two") && left["runtime/rule.rs"].contains("    One(u8),\n}"));
    assert!(left["runtime/mod.rs"].contains("pub(crate) use a::made;"), "{}", left["runtime/mod.rs"]);
}
