//! What is left of a small runtime.

use super::{Roots, pruned};
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
    let left = pruned(&runtime, &Roots::of(&code));
    let a = &left["runtime/a.rs"];
    for (part, is_there) in [
        ("fn start", true),
        ("/// Starts.", true),
        ("Check::One(_) => 1,", true),
        ("Check::Two", false),
        ("fn lost", false),
        ("macro_rules! other", false),
        ("use super::b::{Used, deep};", true),
        ("use regex::Regex;", false),
        ("pub(crate) use made;", true),
    ] {
        assert_eq!(a.contains(part), is_there, "{part:?} in {a}");
    }
    let b = &left["runtime/b.rs"];
    assert!(b.contains("struct Used") && b.contains("impl Used") && !b.contains("Lost"), "{b}");
    assert!(!left["runtime/rule.rs"].contains("Two") && left["runtime/rule.rs"].contains("    One(u8),\n}"));
    assert!(left["runtime/mod.rs"].contains("pub(crate) use a::made;"), "{}", left["runtime/mod.rs"]);
}

#[test]
fn of_types_and_matches_only_what_is_used_is_left() {
    let runtime = files(&[
        ("runtime/mod.rs", "//! All.\n\npub mod judge;\npub mod rule;\n"),
        (
            "runtime/judge.rs",
            "//! J.\n\nuse super::rule::{Check, Kind};\nuse std::fmt::Write as _;\nuse std::{fmt::Debug, rc::Rc};\n\n/// Judges.\npub fn \
             judge(check: &Check) -> u8 {\n    let judge = Judge;\n    #[cfg(feature = \"parts\")]\n    if judge.is_part() {\n        \
             return 7;\n    }\n    if let Check::Two(_) = check {\n        judge.two();\n    }\n    match check {\n        \
             Check::One(_) | Check::Two(_) => judge.used(),\n        Check::Three => judge.three(),\n        _ => 0,\n    }\n}\n\n\
             struct Judge;\n\nimpl Judge {\n    fn used(&self) -> u8 {\n        1\n    }\n\n    fn two(&self) {}\n\n    \
             fn three(&self) -> u8 {\n        3\n    }\n\n    fn is_part(&self) -> bool {\n        true\n    }\n}\n\n\
             impl std::fmt::Display for Judge {\n    fn fmt(&self, f: &mut impl Debug) {}\n}\n\npub trait Read {\n    fn read();\n    \
             fn again() {}\n}\n\nimpl Read for String {\n    fn read() {}\n    fn again() {}\n}\n\nimpl Read for u64 {\n    \
             fn read() {}\n}\n\nmacro_rules! made {\n    ($type:ident, open) => {\n        impl runtime::judge::Read for $type {\n            \
             fn read() {}\n            fn again() {}\n        }\n    };\n    ($type:ident, closed) => {};\n}\npub(crate) use made;\n",
        ),
        (
            "runtime/rule.rs",
            "//! R.\n\npub enum Check {\n    One(Kind),\n    Two(u8),\n    Three,\n}\n\npub enum Kind {\n    A,\n    B,\n}\n",
        ),
    ]);
    let code = files(&[
        (
            "lib.rs",
            "mod rules;\npub mod runtime;\nstruct Name(String);\nruntime::judge::made!(Name, open);\nfn a() { <Name as runtime::judge::Read>::read() }",
        ),
        (
            "rules.rs",
            "use super::runtime::rule::{Check::{self, *}, Kind};\nuse super::runtime::judge::judge;\nstatic A: Check = One(Kind::A);\n",
        ),
    ]);
    let left = pruned(&runtime, &Roots::of(&code));
    let judge = &left["runtime/judge.rs"];
    for (part, is_there) in [
        ("        Check::One(_) => judge.used(),\n        _ => 0,", true),
        ("parts", false),
        ("if let", false),
        ("Three", false),
        ("impl Judge {\n    fn used(&self) -> u8 {\n        1\n    }\n}", true),
        ("fn fmt", true),
        ("impl Read for String {\n    fn read() {}\n}", true),
        ("u64", false),
        ("again", false),
        ("open", true),
        ("closed", false),
        ("use super::rule::Check;", true),
        ("use std::fmt::Write as _;", true),
        ("use std::fmt::Debug;", true),
        ("Rc", false),
    ] {
        assert_eq!(judge.contains(part), is_there, "{part:?} in {judge}");
    }
    assert_eq!(
        left["runtime/rule.rs"],
        "//! R.\n\npub enum Check {\n    One(Kind),\n}\n\npub enum Kind {\n    A,\n}\n"
    );
}

#[test]
fn of_conversions_all_that_is_public_is_left() {
    let runtime = files(&[
        ("runtime/mod.rs", "//! All.\n\npub mod format;\npub mod text;\n"),
        ("runtime/format.rs", "//! F.\n\npub struct Date;\n\nimpl Date {\n    pub fn other(&self) {}\n}\n"),
        ("runtime/text/mod.rs", "//! T.\n\nmod moment;\n\npub use super::format::Date;\n"),
        (
            "runtime/text/moment.rs",
            "//! M.\n\nuse super::Date;\n\nimpl Date {\n    pub fn civil(&self) {}\n\n    fn inner(&self) {}\n}\n\nmacro_rules! read_as \
             {\n    ($text:ident $method:ident) => {\n        fn read(text: $text) {\n            text.$method()\n        }\n    };\n}\n\n\
             read_as! {\n    Date civil\n}\n",
        ),
    ]);
    let code = files(&[("lib.rs", "pub mod runtime;\nstruct A(runtime::text::Date);\n")]);
    let left = pruned(&runtime, &Roots::of(&code));
    let moment = &left["runtime/text/moment.rs"];
    for (part, is_there) in [("fn civil", true), ("fn inner", false), ("read_as! {", true)] {
        assert_eq!(moment.contains(part), is_there, "{part:?} in {moment}");
    }
    assert!(!left["runtime/format.rs"].contains("other"));
}
