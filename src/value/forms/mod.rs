//! The forms in which values are written as text, and every form in which they come back.
//!
//! Databases without a type of their own store text; a client sends text. Both are read and written here.

#![cfg_attr(
    not(all(feature = "postgres", feature = "sqlite", feature = "mysql")),
    allow(dead_code, reason = "what only some databases need")
)]

pub(crate) mod duration;
pub(crate) mod json;
pub(crate) mod numeral;
pub(crate) mod text;
pub(crate) mod uuid;
