//! Which databases this run covers.

use std::{env, fmt::Display};

const KNOWN: [&str; 3] = ["sqlite", "postgres", "mysql"];

/// Whether this run covers the database.
pub fn is_selected(database: &str) -> bool {
    let selected = env::var("QUERYSET_TEST_DATABASES").unwrap_or_else(|_| "sqlite".to_owned());
    let selected: Vec<_> = selected.split(',').map(str::trim).collect();
    for name in &selected {
        assert!(
            KNOWN.contains(name),
            "QUERYSET_TEST_DATABASES names `{name}`, which is none of {KNOWN:?}"
        );
    }
    selected.contains(&database)
}

/// The URL of a server.
pub fn url(variable: &str, default: &str) -> String {
    env::var(variable).unwrap_or_else(|_| default.to_owned())
}

/// What connecting gave, or a failure that says how to start the server.
pub fn reached<C, E: Display>(connected: Result<C, E>, url: &str) -> C {
    connected.unwrap_or_else(|error| {
        panic!(
            "{url} cannot be reached: {error}\n\
             Start it with `docker compose up -d --wait`, or with `eval \"$(scripts/databases)\"`."
        )
    })
}

#[test]
#[cfg(not(feature = "mysql"))]
fn mysql_is_not_selected_without_its_feature() {
    assert!(!is_selected("mysql"), "test MySQL with `--features mysql`");
}

#[test]
#[cfg(not(feature = "postgres"))]
fn postgres_is_not_selected_without_its_feature() {
    assert!(!is_selected("postgres"), "test PostgreSQL with `--features postgres`");
}
