//! Tests look at something: none passes because of what it left out.

use crate::source::{Source, hold};

/// The folders whose tests are run by their own `main`, which knows nothing of `#[test]`.
const OWN_HARNESS: &[&str] = &[
    "tests/behaviour",
    "tests/backend",
    "tests/cases",
    "tests/filters",
    "tests/pooler",
    "tests/storm",
];

#[test]
fn a_law_does_not_end_before_it_has_looked_at_anything() {
    hold(&["tests/behaviour"], ends_early);
}

#[test]
fn every_test_is_one_that_its_ring_runs() {
    hold(OWN_HARNESS, is_not_run);
}

/// What a law says nothing of stands in its head: `name(db, |on| on.facts.cursors)`.
fn ends_early(source: &Source) -> Vec<String> {
    let early =
        source.code_lines().filter(|it| it.contains("return;") || it.contains("=> return,"));
    early.map(|it| format!("a law ends early: {it}")).collect()
}

fn is_not_run(source: &Source) -> Vec<String> {
    let marks = ["#[test]", "#[tokio::test"];
    let marked = source.code_lines().filter(|line| marks.iter().any(|it| line.contains(it)));
    marked.map(|it| format!("nobody runs this test: {it}")).collect()
}

#[test]
fn a_planted_early_end_is_found() {
    let faults = |text: &str| ends_early(&Source::new("tests/behaviour/a.rs", text)).len();
    assert_eq!(faults("if !db.capability().cursors {\n    return;\n}"), 1);
    assert_eq!(faults("let n = match db.dialect() { Dialect::Sqlite => return, _ => 1 };"), 1);
    assert_eq!(faults("return first.commit().await.unwrap();"), 0);
}

#[test]
fn a_planted_test_that_nobody_runs_is_found() {
    let faults = |text: &str| is_not_run(&Source::new("tests/storm/a.rs", text)).len();
    assert_eq!(faults("#[test]\nfn f() {}"), 1);
    assert_eq!(faults("#[tokio::test(flavor = \"multi_thread\")]\nasync fn f() {}"), 1);
    assert_eq!(faults("trial!(f);\nfn f(server: Server) {}"), 0);
}
