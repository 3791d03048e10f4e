//! Programs that must compile, and programs whose errors a user reads, with what the compiler says.
//!
//! A changed message is accepted with `TRYBUILD=overwrite cargo test --test ui`.

#[test]
fn sound_programs_compile() {
    trybuild::TestCases::new().pass("tests/ui/pass/*.rs");
}

#[test]
fn errors_are_readable() {
    trybuild::TestCases::new().compile_fail("tests/ui/fail/*.rs");
}
