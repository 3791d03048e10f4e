//! What `#[derive(Model)]` and `#[derive(Changes)]` make of a struct, without a database.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first thing that is wrong"
)]

mod builder;
mod changes;
mod embed;
mod fields;
mod instance;
mod json;
mod meta;
mod models;
mod row;
