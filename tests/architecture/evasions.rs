//! The ways round the layer rules, closed: what is named through the root of the crate belongs to
//! no layer.

use crate::{
    layers::{LAYERS, ON_THE_PUBLIC_API, crate_names, group_heads},
    lexer::{is_word, word},
    source::{Source, hold},
};

#[test]
fn a_layer_names_nothing_through_the_front_of_the_crate() {
    hold(&["src"], names_the_front);
}

#[test]
fn a_layer_does_not_name_its_own_crate_as_a_foreign_one() {
    hold(&["src"], names_itself_from_outside);
}

#[test]
fn a_path_climbs_one_module_at_most() {
    hold(&["src", "macros/src"], climbs);
}

/// `crate::Model` and `crate::prelude` exist for users; a layer says where it takes a name from.
fn names_the_front(source: &Source) -> Vec<String> {
    let layer = source.layer().filter(|it| !ON_THE_PUBLIC_API.contains(it));
    let Some(layer) = layer else { return vec![] };
    let mut faults: Vec<String> = crate_names(&source.code)
        .iter()
        .filter(|it| !LAYERS.contains(it))
        .map(|it| format!("`{layer}` names `crate::{it}`, which belongs to no layer"))
        .collect();
    if source.code.contains("use crate as ") {
        faults.push(format!("`{layer}` renames the crate"));
    }
    faults
}

fn names_itself_from_outside(source: &Source) -> Vec<String> {
    let layer = source.layer().filter(|it| !ON_THE_PUBLIC_API.contains(it));
    let Some(layer) = layer else { return vec![] };
    let absolute = source.code.match_indices("::queryset::");
    let absolute = absolute.filter(|(at, _)| !source.code.split_at(*at).0.ends_with(is_word));
    let imported = source.code.match_indices("use queryset::");
    absolute
        .chain(imported)
        .map(|(_, it)| format!("`{layer}` says `{it}`, where `crate::` is meant"))
        .collect()
}

/// Two steps up leave what a reader of the file has before his eyes, and at the top of a layer one
/// step leaves the layer.
fn climbs(source: &Source) -> Vec<String> {
    let top = source.layer().is_some_and(|it| source.path == format!("src/{it}/mod.rs"));
    let mut faults = Vec::new();
    if takes_two_steps(&source.code) {
        faults.push("climbs by `super::super`; name the module from `crate::`".to_owned());
    }
    if top && source.code.contains("super::") {
        faults.push("leaves its layer by `super::`; name the module from `crate::`".to_owned());
    }
    faults
}

fn takes_two_steps(code: &str) -> bool {
    let behind = code.match_indices("super::").map(|(at, it)| code.split_at(at + it.len()).1);
    let mut second =
        behind.flat_map(|it| if it.starts_with('{') { group_heads(it) } else { vec![word(it)] });
    second.any(|it| it == "super")
}

#[test]
fn a_planted_name_of_the_front_is_found() {
    let faults = |path: &str, text: &str| names_the_front(&Source::new(path, text)).len();
    assert_eq!(faults("src/query/ast.rs", "use crate::Model;"), 1);
    assert_eq!(
        faults("src/query/ast.rs", "use crate::{Model, error::Error, prelude::QuerySet};"),
        2
    );
    assert_eq!(faults("src/query/ast.rs", "crate::connect(url)"), 1);
    assert_eq!(faults("src/query/ast.rs", "use crate as queryset;"), 1);
    assert_eq!(faults("src/auth/user.rs", "use crate::{Model, prelude::QuerySet};"), 0);
    assert_eq!(faults("src/query/ast.rs", "pub(crate) use crate::model::Model;"), 0);
}

#[test]
fn a_planted_absolute_path_is_found() {
    let faults =
        |text: &str| names_itself_from_outside(&Source::new("src/query/ast.rs", text)).len();
    assert_eq!(faults("fn f(it: ::queryset::db::Database) {}"), 1);
    assert_eq!(faults("use queryset::db::Database;"), 1);
    assert_eq!(faults("use crate::queryset::QuerySet;"), 0);
}

#[test]
fn a_planted_climb_is_found() {
    let faults = |path: &str, text: &str| climbs(&Source::new(path, text)).len();
    assert_eq!(faults("src/query/ast.rs", "use super::super::db;"), 1);
    assert_eq!(faults("src/query/ast.rs", "use super::{path, super::db};"), 1);
    assert_eq!(faults("src/query/mod.rs", "use super::db;"), 1);
    assert_eq!(faults("src/query/lookup/mod.rs", "use super::{path, expr};"), 0);
}
