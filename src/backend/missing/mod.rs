//! Functions that SQLite lacks, in Rust: what `sqlite/functions.rs` registers on every connection.
//!
//! They have the names, the arguments and the answers of those that Django registers, so that a constraint, an index or
//! a generated column that Django made of them works here too; what has no counterpart in Django begins with `queryset_`. In: what SQLite hands over, as text. Out: what it stores;
//! `None` is NULL. They are deterministic and know nothing of connections.

mod dates;
mod held;
mod patterns;
mod spans;
mod times;

pub(super) use dates::{date_part, date_truncated};
pub(super) use held::{Doubles, Number, refusal, text as held_text, whole as held_whole};
pub(super) use patterns::{Pattern, compiled, is_refusal};
pub(super) use spans::{between_moments, between_times, moved};
pub(super) use times::{
    date_of, in_zone, moment_part, moment_truncated, time_of, time_part, time_truncated,
};
