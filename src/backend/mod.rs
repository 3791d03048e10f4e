//! Connections: the only layer that knows sqlx and deadpool.
//!
//! ```text
//! Pool ──acquire──> Lease ──execute, fetch, stream, run──> Outcome, rows
//!   │                 └─drop──> clean: back to the pool · dirty: recovered first, or discarded
//!   └─ Driver: PostgreSQL, SQLite, MySQL/MariaDB
//! ```
//!
//! In: a [`Statement`](crate::compiler::Statement). Out: rows that are decoded as they arrive, and errors with their
//! kind. The layer MUST hold that
//! - a connection is marked before the first poll of anything that uses it, and handed to somebody else only when the
//!   mark is gone: what a dropped future left behind is stopped, drained and rolled back first, or the connection is
//!   discarded;
//! - a value reaches SQL only as a bind, and a value that the database would bend is refused before anything is sent;
//! - neither errors nor `Debug` show a password.
//!
//! What a transaction means, which database a query goes to and when a lease is taken is decided above.

#![cfg_attr(
    not(all(feature = "postgres", feature = "sqlite", feature = "mysql")),
    allow(dead_code, reason = "what only some databases need")
)]

mod options;
mod pooler;

mod into;
mod pool;

mod lease;

mod capture;
mod summary;
mod watch;

mod open;

mod call;
mod columns;
mod driver;
mod held;
mod manager;
mod queue;
mod release;
mod rows;
mod slot;
mod source;
mod transaction;
mod words;

mod check;
#[cfg(feature = "sqlite")]
mod deadline;
#[cfg(feature = "sqlite")]
mod missing;
#[cfg(feature = "postgres")]
mod numeric;
#[cfg(feature = "sqlite")]
mod place;
#[cfg(feature = "postgres")]
mod probe;

#[cfg(feature = "postgres")]
mod postgres;

#[cfg(feature = "sqlite")]
mod sqlite;

#[cfg(feature = "mysql")]
mod mysql;

pub use capture::CapturedQuery;
pub(crate) use capture::listen;
pub use into::IntoPool;
pub(crate) use lease::{Access, RowStream};
pub use lease::{Lease, Outcome};
pub use options::{PoolOptions, PoolStatus};
pub use pool::Pool;
pub use pooler::{Facts, Pooler};
