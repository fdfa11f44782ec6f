//! Programs that must not compile, and one that must.
//!
//! Every file in `refused/` has the expected compiler output beside it. `TRYBUILD=overwrite cargo test -p
//! ringback-misuse` updates it.

#[test]
fn misuse_is_refused_by_the_compiler_and_use_is_not() {
    let programs = trybuild::TestCases::new();
    programs.pass("tests/accepted/*.rs");
    programs.compile_fail("tests/refused/*.rs");
}
