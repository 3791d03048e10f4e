//! Programs that must not compile, each beside what the compiler says.
//!
//! A changed message is accepted with `TRYBUILD=overwrite cargo test --test ui`.

#[test]
fn errors_are_readable() {
    trybuild::TestCases::new().compile_fail("tests/ui/fail/*.rs");
}
