//! Databases: handles, aliases, the scope of a task, transactions.
//!
//! In: a statement and a [`Target`]. Out: the connection it runs on, resolved when the query is first polled. What the
//! statement says, and what becomes of its rows, is no concern of this layer.

mod alias;
mod builder;
mod capture;
mod create;
mod database;
mod hold;
mod scope;
mod session;
mod target;
mod transaction;

pub use crate::backend::CapturedQuery;
pub(crate) use crate::backend::{Access, RowStream};
pub use alias::{connect, database};
pub use builder::Builder;
pub use capture::captured;
pub use database::Database;
pub use scope::spawn;
pub(crate) use session::Session;
pub use target::Target;
pub(crate) use transaction::pause;
pub use transaction::{
    Atomic, HookOutcome, OnCommit, Retrying, Transaction, atomic, get_rollback, on_commit,
    on_commit_robust, set_rollback,
};
