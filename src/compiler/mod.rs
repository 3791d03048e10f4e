//! `Command` + `Dialect` → [`Compiled`]: pure and total, with no connection and no panic.
//!
//! ```text
//! Command ── resolve: paths → an immutable JoinTree ── check ── select | insert | update | delete ── render ── Compiled
//! ```
//!
//! Rows in bulk take a way of their own ([`compile_inserts`], [`compile_updates`]), since they give their values away.
//!
//! `sea-query` writes the text. It never sees a value: each value waits in `Binds` under a ticket, and
//! the tickets come back in the order of the placeholders.

mod arithmetic;
mod behind;
mod binds;
mod call;
mod check;
mod combination;
mod compile;
mod condition;
mod copies;
mod delete;
mod distinct;
mod explain;
mod expression;
mod fit;
mod formula;
mod group;
mod held;
mod insert;
mod literal;
mod lock;
mod lookup;
mod many;
mod negation;
mod order;
mod pieces;
mod raw;
mod resolve;
mod select;
mod statement;
mod template;
mod update;
mod writer;

pub use compile::compile;
pub(crate) use copies::copies_rows;
pub use formula::{condition_text, expression_text};
pub use many::{compile_inserts, compile_updates, filter_parameters, takes_columns};
pub use raw::Raw;
pub use statement::{Compiled, Statement};
