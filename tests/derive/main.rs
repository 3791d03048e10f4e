//! What `#[derive(Model)]` and `#[derive(Changes)]` make of a struct, without a database.

mod builder;
mod changes;
mod fields;
mod instance;
mod meta;
mod models;
mod row;
