//! Transactions: the connection they have, their blocks, and the two faces, `atomic` and `begin`.
//!
//! ```text
//! Transaction ──begin──> Root (the connection)      atomic ──> Transaction, or Nested in the ambient one
//!                          └─ Block ─ turn ─┐
//!                               └─ Block (a savepoint) ─ turn ──> Turn ──> the lease, for one statement
//! ```
//!
//! A block is a transaction or a savepoint of it. The layer MUST hold that
//! - of one transaction one statement is on the wire at a time: a statement has the turn of its block, and a nested block
//!   has the turn of the block round it for as long as it lives;
//! - nothing waits for a stream: its chunks are statements of a cursor, or who wants its turn reads the rest of it into memory
//!   first;
//! - a block that was dropped is undone before anything else happens in its transaction;
//! - a block in which a statement failed does nothing any more but go.

mod atomic;
mod attempt;
mod block;
mod cursor;
mod doom;
mod explicit;
mod hook;
mod locked;
mod nested;
mod options;
mod reading;
mod retry;
mod root;
mod state;
mod turn;

pub use atomic::{Atomic, atomic};
pub(super) use block::Handle;
pub use explicit::Transaction;
pub use hook::{HookOutcome, OnCommit, on_commit, on_commit_robust};
pub use retry::Retrying;
pub(crate) use retry::pause;
pub use state::{get_rollback, set_rollback};
