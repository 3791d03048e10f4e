//! Functions of one row's values → SQL, one file per family.

mod number;
mod one;
mod text;

pub(super) use one::sql;
