//! SQL in the caller's own words → [`Statement`](crate::compiler::Statement).
//!
//! In: a text for each database that wants its own, and the values of the placeholders. Out: the text as it is sent.
//! Nothing is put into the text; it is read only to count its placeholders, which not every database does.

mod grammar;
mod placeholders;
mod text;

pub use text::Raw;
