//! Statements that take many rows.
//!
//! ```text
//! InsertMany ── columns ─┬─ INSERT … SELECT … FROM unnest($1::bigint[], …)     one parameter for each column
//!                        └─ INSERT … VALUES (?, …), …                          one for each value
//! UpdateMany ── rows ──── UPDATE … FROM unnest(…) | FROM (VALUES …) | SET … = CASE …
//! ```
//!
//! Their values are moved, not copied, and their text is written here: sea-query would be asked for thousands of
//! placeholders one by one. How many rows a statement gets is the caller's business; [`takes_columns`] says whether
//! the text depends on it.

mod insert;
mod text;
mod update;

pub use insert::{compile_inserts, takes_columns};
pub use update::{compile_updates, filter_parameters};
