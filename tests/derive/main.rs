//! What `#[derive(Model)]` and `#[derive(Changes)]` make of a struct, without a database.
#![expect(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a failed test panics")]

mod builder;
mod changes;
mod fields;
mod instance;
mod meta;
mod models;
mod row;
