//! What may stand in one place only: unchecked SQL, unsafe code, and the switches of features.

use crate::{
    lexer::{group_length, is_word},
    source::{Source, hold, under},
};

/// The file that registers functions on a SQLite connection, which has no safe interface.
const UNSAFE_FILE: &str = "src/backend/sqlite/functions.rs";

/// What an attribute with a feature may stand on.
const WHOLE_ITEMS: &[&str] = &[
    "mod ",
    "pub mod ",
    "pub(crate) mod ",
    "pub(super) mod ",
    "use ",
    "pub use ",
    "pub(crate) use ",
    "pub(super) use ",
    "impl",
    "unsafe impl",
    "compile_error!",
];

#[test]
fn sql_text_is_trusted_in_one_place() {
    let places: Vec<String> = under(&["src"]).iter().flat_map(trusts_sql).collect();
    assert!(
        places.len() <= 1,
        "`AssertSqlSafe` stands in more than one place:\n{}",
        places.join("\n")
    );
}

#[test]
fn unsafe_code_stands_in_one_file() {
    hold(&["src", "macros/src"], is_unsafe);
}

#[test]
fn a_feature_switches_whole_items() {
    hold(&["src", "macros/src"], switches_a_part);
}

/// Every use that is not an import: a call, or the name handed to a function.
fn trusts_sql(source: &Source) -> Vec<String> {
    let lines = source.code_lines().filter(|it| !it.contains("use "));
    lines
        .flat_map(|line| words(line, "AssertSqlSafe").map(move |_| line))
        .map(|line| format!("{}: {line}", source.path))
        .collect()
}

fn is_unsafe(source: &Source) -> Vec<String> {
    if source.path == UNSAFE_FILE || !has_word(&source.code, "unsafe") {
        return vec![];
    }
    vec![format!("unsafe code, which only {UNSAFE_FILE} may hold")]
}

fn switches_a_part(source: &Source) -> Vec<String> {
    let code = &source.code;
    let attributes = groups_after(code, "#[cfg(").filter(|(it, _)| has_word(it, "feature"));
    let parts = attributes
        .map(|(_, after)| first_item(after.trim_start_matches(']')))
        .filter(|item| !WHOLE_ITEMS.iter().any(|it| item.starts_with(it)))
        .map(|it| format!("`#[cfg(feature)]` stands on `{it}`"));
    let expressions = groups_after(code, "cfg!(").filter(|(it, _)| has_word(it, "feature"));
    let expressions =
        expressions.map(|_| "`cfg!(feature)` switches a part of a function".to_owned());
    let changed = groups_after(code, "cfg_attr(").filter(|(it, _)| changes_by_feature(it));
    let changed = changed.map(|_| "`cfg_attr(feature)` switches a part of an item".to_owned());
    parts.chain(expressions).chain(changed).collect()
}

/// Every bracketed group that `opening` begins, each with the code behind it.
fn groups_after<'a>(code: &'a str, opening: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let bracket = opening.len() - 1;
    code.match_indices(opening).map(move |(at, _)| {
        let group = code.split_at(at + bracket).1;
        group.split_at(group_length(group))
    })
}

/// A lint may differ between features, because the code does; everything else is a switch. `docsrs`
/// is no feature, though its attribute may speak of one.
fn changes_by_feature(arguments: &str) -> bool {
    let is_lint = arguments.contains("allow(") || arguments.contains("expect(");
    has_word(arguments, "feature") && !is_lint && !arguments.starts_with("(docsrs,")
}

/// The first line behind `code` that is not an attribute.
fn first_item(code: &str) -> &str {
    let code = code.trim_start();
    match code.strip_prefix('#') {
        Some(attribute) => first_item(attribute.split_at(group_length(attribute)).1),
        None => code.lines().next().unwrap_or_default().trim(),
    }
}

fn has_word(code: &str, word: &str) -> bool {
    words(code, word).next().is_some()
}

/// Where `word` stands in `code` as a word of its own.
fn words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    code.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let (before, from) = code.split_at(*at);
        !before.ends_with(is_word) && !from.split_at(word.len()).1.starts_with(is_word)
    })
}

#[test]
fn a_planted_second_trust_is_found() {
    let source = Source::new(
        "src/db/a.rs",
        "use sqlx::AssertSqlSafe;\nf(AssertSqlSafe(x)); y.map(AssertSqlSafe)",
    );
    assert_eq!(trusts_sql(&source).len(), 2);
}

#[test]
fn planted_unsafe_code_is_found() {
    assert_eq!(is_unsafe(&Source::new("src/db/a.rs", "unsafe { f() }")).len(), 1);
    assert_eq!(is_unsafe(&Source::new("src/db/a.rs", "#![allow(unsafe_code)] // unsafe")).len(), 0);
    assert_eq!(is_unsafe(&Source::new(UNSAFE_FILE, "unsafe { f() }")).len(), 0);
}

#[test]
fn a_planted_switch_is_found() {
    let faults = |text: &str| switches_a_part(&Source::new("src/db/a.rs", text)).len();
    assert_eq!(faults("#[cfg(feature = \"uuid\")]\nfn f() {}"), 1);
    assert_eq!(faults("enum E {\n    #[cfg(any(feature = \"a\", feature = \"b\"))]\n    A,\n}"), 1);
    assert_eq!(faults("if cfg!(feature = \"uuid\") {}"), 1);
    assert_eq!(faults("#[cfg_attr(not(feature = \"a\"), derive(Debug))]\nstruct S;"), 1);
    assert_eq!(faults("#[cfg(feature = \"uuid\")]\n#[doc(hidden)]\npub mod uuid;"), 0);
    assert_eq!(faults("#[cfg(\n    feature = \"uuid\"\n)]\nimpl Value for Uuid {}"), 0);
    assert_eq!(faults("#[cfg(not(feature = \"a\"))]\ncompile_error!(\"none\");"), 0);
    assert_eq!(faults("#[cfg_attr(docsrs, doc(cfg(feature = \"a\")))]\nfn f() {}"), 0);
    assert_eq!(
        faults("#[cfg_attr(not(feature = \"a\"), expect(dead_code, reason = \"why\"))]\nfn f() {}"),
        0
    );
    assert_eq!(faults("#[cfg(unix)]\nfn feature() {}"), 0);
}
