//! Tables: what `schema` writes is what Django writes, and the databases take it.

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
