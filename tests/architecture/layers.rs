//! Which layer may name which, and which may name a foreign crate.

use std::fs;

use crate::{
    lexer::{group_length, is_word, word},
    source::{Source, hold},
};

/// Layers from the bottom up. A layer may name itself and the layers before it.
pub(crate) const LAYERS: &[&str] = &[
    "error", "value", "model", "query", "dialect", "compiler", "schema", "backend", "db", "load",
    "store", "queryset", "auth", "testing",
];

/// Layers that are written as a user of the library would write them.
pub(crate) const ON_THE_PUBLIC_API: &[&str] = &["auth", "testing"];

/// The files beside the layers.
const ROOT_FILES: &[&str] = &["src/lib.rs", "src/prelude.rs"];

/// Foreign crates, each with the only layers that may name it.
const FIREWALLS: &[(&str, &[&str])] = &[
    ("sea_query", &["value", "dialect", "compiler", "schema"]),
    ("sqlx", &["backend"]),
    ("deadpool", &["backend"]),
];

#[test]
fn every_directory_of_src_is_a_layer() {
    hold(&["src"], belongs_to_no_layer);
}

#[test]
fn a_layer_names_only_the_layers_below_it() {
    hold(&["src"], names_a_layer_above);
}

#[test]
fn a_foreign_crate_stays_behind_its_firewall() {
    hold(&["src"], crosses_a_firewall);
}

#[test]
fn a_feature_is_written_on_the_public_api() {
    let front = Source::new("src/lib.rs", &fs::read_to_string("src/lib.rs").unwrap());
    let hidden = hidden_modules(&front);
    hold(&["src"], |it| names_a_hidden_module(it, &hidden));
}

fn belongs_to_no_layer(source: &Source) -> Vec<String> {
    match source.layer() {
        Some(layer) if LAYERS.contains(&layer) => vec![],
        Some(layer) => vec![format!("`{layer}` is no layer")],
        None if ROOT_FILES.contains(&source.path.as_str()) => vec![],
        None => vec!["belongs to no layer".to_owned()],
    }
}

fn names_a_layer_above(source: &Source) -> Vec<String> {
    let Some(layer) = source.layer() else { return vec![] };
    let named = crate_names(&source.code);
    let above = LAYERS.iter().skip_while(|it| **it != layer).skip(1);
    above
        .filter(|it| named.contains(it))
        .map(|it| format!("`{layer}` names `{it}`, which is above it"))
        .collect()
}

fn crosses_a_firewall(source: &Source) -> Vec<String> {
    let layer = source.layer().unwrap_or("the root of the crate");
    FIREWALLS
        .iter()
        .filter(|(krate, allowed)| !allowed.contains(&layer) && names_crate(&source.code, krate))
        .map(|(krate, _)| format!("`{layer}` names the crate `{krate}`"))
        .collect()
}

fn names_a_hidden_module(source: &Source, hidden: &[&str]) -> Vec<String> {
    let feature = source.layer().filter(|it| ON_THE_PUBLIC_API.contains(it));
    let Some(feature) = feature else { return vec![] };
    let named = crate_names(&source.code);
    let named = named.iter().filter(|it| **it != feature && hidden.contains(it));
    named.map(|it| format!("`{feature}` names `{it}`, which is not public")).collect()
}

/// The modules of `lib.rs` that a user of the crate does not see.
fn hidden_modules(front: &Source) -> Vec<&str> {
    let mut hidden = Vec::new();
    let mut previous = "";
    for line in front.code_lines() {
        let public = line.starts_with("pub mod ") && previous != "#[doc(hidden)]";
        let module = line.split_once("mod ").map(|(_, it)| word(it));
        hidden.extend(module.filter(|_| !public));
        previous = line;
    }
    hidden
}

/// The names that follow `crate::`, grouped imports included.
pub(crate) fn crate_names(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for rest in code.split("crate::").skip(1) {
        if rest.starts_with('{') {
            found.extend(group_heads(rest));
        } else {
            found.push(word(rest));
        }
    }
    found
}

/// The first word of each item of the `{…}` group at the start of `code`.
pub(crate) fn group_heads(code: &str) -> Vec<&str> {
    let group = code.split_at(group_length(code)).0;
    let mut rest = group.strip_prefix('{').and_then(|it| it.strip_suffix('}')).unwrap_or_default();
    let mut heads = Vec::new();
    while !rest.trim().is_empty() {
        heads.push(word(rest.trim_start()));
        rest = rest.split_at(group_item_length(rest)).1;
    }
    heads
}

/// The length of the first item of a group, its comma included; groups inside it are skipped.
fn group_item_length(group: &str) -> usize {
    match group.find([',', '{']) {
        Some(at) if group.split_at(at).1.starts_with('{') => {
            let end = at + group_length(group.split_at(at).1);
            end + group_item_length(group.split_at(end).1)
        }
        Some(at) => at + 1,
        None => group.len(),
    }
}

/// Whether `krate` stands in a path, or alone behind `use` or `extern crate`.
fn names_crate(code: &str, krate: &str) -> bool {
    code.match_indices(krate).any(|(at, _)| {
        let before = code.split_at(at).0;
        let after = code.split_at(at + krate.len()).1;
        let whole = !before.ends_with(is_word) && !after.starts_with(is_word);
        let imported = ["use ", "use ::", "extern crate "].iter().any(|it| before.ends_with(it));
        whole && (after.trim_start().starts_with("::") || imported)
    })
}

#[test]
fn a_planted_stray_file_is_found() {
    assert_eq!(belongs_to_no_layer(&Source::new("src/tools/sql.rs", "")).len(), 1);
    assert_eq!(belongs_to_no_layer(&Source::new("src/sql.rs", "")).len(), 1);
    assert_eq!(belongs_to_no_layer(&Source::new("src/query/sql.rs", "")).len(), 0);
}

#[test]
fn a_planted_upward_name_is_found() {
    let faults = |path: &str, text: &str| names_a_layer_above(&Source::new(path, text)).len();
    assert_eq!(faults("src/query/ast.rs", "use crate::db::Database;"), 1);
    assert_eq!(
        faults("src/query/ast.rs", "use crate::{\n    model::{self, Model},\n    db, load::x,\n};"),
        2
    );
    assert_eq!(faults("src/query/ast.rs", "fn f() { $crate::store::save() }"), 1);
    assert_eq!(faults("src/db/scope.rs", "use crate::{error::Error, query::{a, b::{c, d}}};"), 0);
    assert_eq!(faults("src/query/ast.rs", "// crate::db\nlet x = \"crate::db::\";"), 0);
}

#[test]
fn a_planted_foreign_crate_is_found() {
    let faults = |path: &str, text: &str| crosses_a_firewall(&Source::new(path, text)).len();
    assert_eq!(faults("src/db/pool.rs", "fn f(it: sqlx::PgPool) {}"), 1);
    assert_eq!(faults("src/db/pool.rs", "use sqlx as driver;"), 1);
    assert_eq!(faults("src/lib.rs", "pub use ::sea_query;"), 1);
    assert_eq!(faults("src/backend/pool.rs", "use {deadpool::managed, sqlx::Row};"), 0);
    assert_eq!(faults("src/db/pool.rs", "let sqlx = my_sqlx::x();"), 0);
}

#[test]
fn a_planted_private_name_is_found() {
    let front =
        Source::new("src/lib.rs", "pub mod model;\nmod db;\n#[doc(hidden)]\npub mod private {}");
    let hidden = hidden_modules(&front);
    assert_eq!(hidden, ["db", "private"]);
    let faults = |path: &str, text: &str| names_a_hidden_module(&Source::new(path, text), &hidden);
    assert_eq!(faults("src/auth/user.rs", "use crate::{db::Pool, model::Model};").len(), 1);
    assert_eq!(faults("src/store/save.rs", "use crate::db::Pool;").len(), 0);
}
