//! Tables: what `schema` writes is what Django writes, and the databases take it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]
#![allow(missing_docs, unreachable_pub, reason = "models look as they do in a program")]

#[path = "../support/server.rs"]
#[allow(dead_code, reason = "each binary uses its part")]
mod server;
#[path = "../support/shop/mod.rs"]
mod shop;

mod auth;
mod columns;
mod corpus;
mod definitions;
mod errors;
mod keys;
mod live;
mod migrations;
mod names;
mod order;
mod pg_dump;
mod recorded;
mod to_field;
