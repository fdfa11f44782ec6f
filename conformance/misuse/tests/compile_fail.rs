//! What must not compile, and what must.
//!
//! Every file in `refused/` has the compiler's words beside it. Where they change for a good reason,
//! `TRYBUILD=overwrite cargo test -p ringback-misuse` writes them anew.

#[test]
fn misuse_is_refused_by_the_compiler_and_use_is_not() {
    let programs = trybuild::TestCases::new();
    programs.pass("tests/accepted/*.rs");
    programs.compile_fail("tests/refused/*.rs");
}
