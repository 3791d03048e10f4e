//! Tables: what `schema` writes is what Django writes, and the databases take it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first thing that is wrong"
)]

#[path = "../support/server.rs"]
#[allow(dead_code, reason = "each binary uses its part")]
mod server;
#[path = "../support/shop/mod.rs"]
mod shop;

mod auth;
mod corpus;
mod errors;
mod keys;
mod live;
mod migrations;
mod names;
mod order;
mod pg_dump;
mod recorded;
