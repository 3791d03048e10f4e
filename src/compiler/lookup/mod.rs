//! Lookups → SQL, one file per family.

mod compare;
mod list;
mod null;
mod one;
mod split;
mod text;

pub(super) use one::sql;
pub(super) use split::split;
