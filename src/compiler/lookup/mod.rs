//! Lookups → SQL, one file per family.

mod array;
mod compare;
mod json;
mod list;
mod null;
mod one;
mod regex;
mod split;
mod text;
mod whole;
mod year;

pub(super) use one::sql;
pub(super) use split::split;
