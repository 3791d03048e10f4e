//! Django's ORM for async Rust.
pub mod compiler;
pub mod dialect;
pub mod error;
pub mod model;
pub mod value;
