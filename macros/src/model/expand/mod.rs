//! What a model means, written down as code against `queryset::__private`.
//!
//! Names of the library are spelled out in full, and the user's types stand as they were written: whatever the module
//! of the model imports or defines, nothing clashes.

mod begun;
mod builder;
mod cells;
mod checks;
mod definitions;
mod embedded;
mod fields;
mod item;
mod meta;
mod model;
mod schema_check;
mod serialize;
mod targets;

pub(super) use embedded::expand as expand_embedded;
pub(super) use item::expand;
