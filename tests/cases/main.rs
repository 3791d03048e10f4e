//! The recorded cases: what Django answered, asked of this crate on the same rows.
//!
//! `tests/django/cases_*.json` holds the questions and the answers, a file per database. A module for each group holds
//! the translations; `run` compares, counts, and prints what is not translated, skipped, or a known gap.

#![allow(missing_docs, unreachable_pub, reason = "nothing here is for other crates")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]
#![allow(non_snake_case, reason = "translations are named as the recorded cases")]

#[path = "../support/server.rs"]
#[allow(dead_code, reason = "each binary uses its part")]
mod server;
#[path = "../support/shop/mod.rs"]
#[allow(dead_code, unused_imports, reason = "each binary uses its part")]
mod shop;

mod answer;
mod compare;
mod errors;
mod fixture;
mod heard;
mod light;
mod planted;
mod recorded;
mod registry;
mod report;
mod run;
mod stage;

mod combinators;
mod crud;
mod dates;
mod distinct_order;
mod exclude_null;
mod f_expressions;
mod functions;
mod joins;
mod json;
mod lookups;
mod mariadb;
mod multivalued;
mod postgres;
mod slicing;
mod subqueries;
mod transactions;

fn main() -> std::process::ExitCode {
    run::run()
}
