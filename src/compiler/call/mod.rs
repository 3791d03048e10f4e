//! Functions of one row's values → SQL, one file per family.

mod array;
mod cast;
mod clock;
mod json;
mod number;
mod one;
mod part;
mod text;
mod truncate;

pub(super) use clock::zone_of;
pub(super) use json::{Form, form, path, taken};
pub(super) use one::sql;
