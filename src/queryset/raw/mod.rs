//! Querysets whose SQL the caller wrote.
//!
//! In: a text, the values of its placeholders, and how its columns are called. Out: instances, by the names of the
//! columns. The text is sent as it is; nothing is ever put into it.

mod bind;
mod fetch;
mod refine;
mod set;
mod sql;

pub use bind::Bind;
pub use set::RawQuerySet;
pub use sql::{RawSql, TrustedSql};
