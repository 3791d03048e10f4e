//! What the documents say about the repository, held against it.

use std::{fs, path::Path};

const DOCUMENTS: &[&str] = &["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];

/// How a word begins that is a path of this repository.
const ROOTS: &[&str] = &[
    ".ci/",
    ".sqlx/",
    "benches/",
    "docs/",
    "examples/",
    "macros/",
    "migrations/",
    "scripts/",
    "src/",
    "tests/",
];

#[test]
fn every_path_that_a_document_names_exists() {
    let faults: Vec<String> = DOCUMENTS
        .iter()
        .flat_map(|it| match fs::read_to_string(it) {
            Ok(text) => names_what_is_not_there(it, &text),
            Err(error) => vec![format!("{it}: {error}")],
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_decision_has_a_number_of_its_own() {
    let mut numbers: Vec<String> = fs::read_dir("docs/decisions")
        .into_iter()
        .flatten()
        .filter_map(|it| it.ok()?.file_name().to_str()?.get(..4).map(str::to_owned))
        .collect();
    numbers.sort();
    assert!(numbers.len() > 1, "docs/decisions cannot be read");
    let twice: Vec<_> = numbers.windows(2).filter(|it| it.first() == it.last()).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

fn names_what_is_not_there(document: &str, text: &str) -> Vec<String> {
    let named = paths(text).into_iter().filter(|it| !Path::new(it).exists());
    named.map(|it| format!("{document} names `{it}`, which is not there")).collect()
}

/// The paths among the quoted words, the link targets and the words of code blocks.
fn paths(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, part) in text.split("```").enumerate() {
        if at % 2 == 1 {
            found.extend(part.split_whitespace().filter_map(path));
            continue;
        }
        found.extend(part.split('`').skip(1).step_by(2).filter_map(path));
        let links = part.split("](").skip(1).filter_map(|it| it.split(')').next());
        found.extend(links.filter_map(|it| local(it.split('#').next().unwrap_or_default())));
    }
    found
}

/// The path that `quoted` begins with. What stands for many (`*`, `{…}`, `<…>`) leaves the
/// directory that they are in.
fn path(quoted: &str) -> Option<&str> {
    let word = quoted.split_whitespace().next()?.trim_end_matches([',', '.', ';', ':', ')']);
    ROOTS.iter().find(|it| word.starts_with(**it))?;
    let end = word.find(['*', '{', '<', '…']);
    end.map_or(Some(word), |at| {
        word.split_at(at).0.rsplit_once('/').map(|(directory, _)| directory)
    })
}

fn local(target: &str) -> Option<&str> {
    (!target.is_empty() && !target.contains("://")).then_some(target)
}

#[test]
fn a_planted_wrong_path_is_found() {
    let faults = |text: &str| names_what_is_not_there("README.md", text).len();
    assert_eq!(faults("See `src/nowhere.rs`."), 1);
    assert_eq!(faults("See [this](docs/nowhere.md#there)."), 1);
    assert_eq!(faults("```sh\nscripts/nowhere --now\n```\nand `src/nowhere/`"), 2);
    assert_eq!(
        faults("`tests/architecture/main.rs`, `tests/{architecture,x}`, `src`, `Cargo.toml`"),
        0
    );
    assert_eq!(
        faults("[site](https://example.org/src/nowhere.rs), [below](#below), `scripts/test --all`"),
        0
    );
}
