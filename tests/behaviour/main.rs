//! The behaviour suite: every law runs on every selected database.

#![allow(missing_docs, unreachable_pub, reason = "nothing here is for other crates")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first thing that is wrong"
)]

#[path = "../support/mod.rs"]
mod support;

mod aliases;
mod arrays;
mod bulk;
mod bulk_update;
mod choices;
mod columns;
mod combinations;
mod combining;
mod conflicts;
mod connections;
mod constraints;
mod custom;
mod dates;
mod deferring;
mod distinct;
mod distinct_on;
mod dropping;
mod embed;
mod errors;
mod expressions;
mod filters;
mod find_or_create;
mod grouping;
mod hooks;
mod hostile;
mod in_bulk;
mod json;
mod kept;
mod keys;
mod keyset;
mod kinds;
mod latest;
mod law;
mod locking;
mod lookups;
mod made;
mod managers;
mod named;
mod natural;
mod negations;
mod neighbours;
mod newtypes;
mod numbers;
mod operators;
mod ordering;
mod partial;
mod patterns;
mod plans;
mod prepared;
mod raw;
mod reading;
mod relations;
mod retrying;
mod saving;
mod scopes;
mod searched;
mod shapes;
mod spelled;
mod streams;
mod text;
mod to_field;
mod transactions;
mod turns;
mod types;
mod writing;

fn main() -> std::process::ExitCode {
    law::run()
}
