//! How files look from outside: their names, their sizes, their fronts.

use std::path::Path;

use crate::source::{Source, files, hold};

/// Lines of code (no blanks, comments, docs or inline tests) that a file may hold.
const MAX_CODE_LINES: usize = 400;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["util", "utils", "common", "helper", "helpers", "misc", "core"];

/// The directories of the three databases, which have the same files.
const BACKENDS: &[&str] = &["src/backend/postgres", "src/backend/sqlite", "src/backend/mysql"];

/// Only SQLite takes functions from the program that opened it.
const ONE_SIDED: &[&str] = &["src/backend/sqlite/functions.rs"];

const LIBRARY: &[&str] = &["src", "macros/src"];
const EVERYTHING: &[&str] = &["src", "macros/src", "tests", "benches", "examples"];

#[test]
fn no_file_outgrows_the_limit() {
    hold(EVERYTHING, is_too_long);
}

#[test]
fn no_file_has_an_empty_name() {
    hold(EVERYTHING, has_an_empty_name);
}

#[test]
fn every_module_opens_with_its_documentation() {
    hold(LIBRARY, opens_without_documentation);
}

#[test]
fn a_front_page_holds_no_logic() {
    hold(LIBRARY, has_logic_on_its_front);
}

#[test]
fn the_three_backends_have_the_same_files() {
    let files: Vec<String> = BACKENDS.iter().flat_map(|it| files(Path::new(it))).collect();
    let faults = missing_parallels(&files);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn is_too_long(source: &Source) -> Vec<String> {
    let lines = source.code_lines().count();
    if source.file_name() == "tests.rs" || lines <= MAX_CODE_LINES {
        return vec![];
    }
    vec![format!("{lines} lines of code, where {MAX_CODE_LINES} may be")]
}

fn has_an_empty_name(source: &Source) -> Vec<String> {
    let parts = source.path.trim_end_matches(".rs").split('/');
    parts.filter(|it| EMPTY_NAMES.contains(it)).map(|it| format!("`{it}` says nothing")).collect()
}

fn opens_without_documentation(source: &Source) -> Vec<String> {
    if source.text.trim_start().starts_with("//!") {
        return vec![];
    }
    vec!["does not open with `//!`: what it is, what comes in and goes out".to_owned()]
}

/// A `mod.rs`, and the front of the crate, list what there is. The macros of a crate must stand in
/// its `lib.rs`.
fn has_logic_on_its_front(source: &Source) -> Vec<String> {
    let is_front = source.file_name() == "mod.rs" || source.path == "src/lib.rs";
    let logic = source.code_lines().filter(|it| it.split_whitespace().any(|word| word == "fn"));
    let globs = source.code_lines().filter(|it| it.contains("use ") && it.contains("::*"));
    let logic = logic.map(|it| format!("a front page with a function: {it}"));
    let globs = globs.map(|it| format!("a front page with a glob: {it}"));
    logic.chain(globs).filter(|_| is_front).collect()
}

/// What one backend has and another has not.
fn missing_parallels(files: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|it| !ONE_SIDED.contains(&it.as_str())) {
        let name = BACKENDS.iter().find_map(|it| file.strip_prefix(it)).unwrap_or_default();
        let parallels = BACKENDS.iter().map(|it| format!("{it}{name}"));
        faults.extend(
            parallels
                .filter(|it| !files.contains(it))
                .map(|it| format!("{it} is missing beside {file}")),
        );
    }
    if files.is_empty() {
        faults.push("there is no backend".to_owned());
    }
    faults
}

#[test]
fn a_planted_long_file_is_found() {
    let text = "// why\n\nf();\n".repeat(MAX_CODE_LINES);
    assert_eq!(is_too_long(&Source::new("src/db/a.rs", &text)).len(), 0);
    assert_eq!(is_too_long(&Source::new("src/db/a.rs", &format!("{text}g();"))).len(), 1);
    assert_eq!(
        is_too_long(&Source::new("src/db/a.rs", &format!("{text}#[cfg(test)]\nmod t {{\n}}\n")))
            .len(),
        0
    );
}

#[test]
fn a_planted_empty_name_is_found() {
    assert_eq!(has_an_empty_name(&Source::new("src/db/utils.rs", "")).len(), 1);
    assert_eq!(has_an_empty_name(&Source::new("src/common/sql.rs", "")).len(), 1);
    assert_eq!(has_an_empty_name(&Source::new("src/db/common_table.rs", "")).len(), 0);
}

#[test]
fn a_planted_undocumented_module_is_found() {
    assert_eq!(
        opens_without_documentation(&Source::new("src/db/a.rs", "// Why.\nuse x;")).len(),
        1
    );
    assert_eq!(
        opens_without_documentation(&Source::new("src/db/a.rs", "//! What.\nuse x;")).len(),
        0
    );
}

#[test]
fn planted_logic_on_a_front_is_found() {
    let faults = |path: &str, text: &str| has_logic_on_its_front(&Source::new(path, text)).len();
    assert_eq!(faults("src/db/mod.rs", "mod a;\npub async fn f() {}"), 1);
    assert_eq!(faults("src/lib.rs", "pub use model::*;"), 1);
    assert_eq!(faults("src/db/mod.rs", "mod a;\npub use a::A;"), 0);
    assert_eq!(faults("macros/src/lib.rs", "pub fn q() {}"), 0);
}

#[test]
fn a_planted_one_sided_file_is_found() {
    let mut files: Vec<String> = BACKENDS.iter().map(|it| format!("{it}/bind.rs")).collect();
    files.push("src/backend/sqlite/functions.rs".to_owned());
    assert_eq!(missing_parallels(&files).len(), 0);
    files.push("src/backend/mysql/url.rs".to_owned());
    assert_eq!(missing_parallels(&files).len(), 2);
    assert_eq!(missing_parallels(&[]).len(), 1);
}
