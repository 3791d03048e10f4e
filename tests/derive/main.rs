//! What `#[derive(Model)]` and `#[derive(Changes)]` make of a struct, without a database.

mod models;
