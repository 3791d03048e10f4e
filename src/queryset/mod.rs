//! The Django face: querysets, managers, and the awaiting methods of models and relations.
//!
//! ```text
//! QuerySet<M> --query()--> Query --compile(&query, dialect)--> Compiled --fetch--> rows --load--> Vec<M>
//! ```
//!
//! Methods that refine a query are lazy and carry Django's plain name; methods that touch the database are futures and
//! carry Django's async name (`aget`, `acount`, …).

// The documentation of `QuerySet` shows its methods in this order.
mod refine;

mod values;

mod alias;
mod dates;
mod loading;
mod lock;
mod set_operations;
mod text;

mod combine;
mod express;

mod fetch;

mod explain;
mod in_bulk;
mod keyset;
mod latest;
mod page;
mod repr;
mod stream;

mod change;

mod bulk_create;
mod bulk_update;
mod find_or_create;

mod set;

mod action;
mod field;
mod manager;
mod neighbour;
mod raw;
mod record;
mod refresh;
mod related;
mod save;

pub use action::Action;
pub use bulk_create::BulkCreate;
pub use bulk_update::BulkUpdate;
pub use change::Deletion;
pub use keyset::CursorPage;
pub use manager::{Manager, Objects};
pub use page::Page;
pub use raw::{Bind, RawQuerySet, RawSql, TrustedSql};
pub use record::Record;
pub use refresh::Refresh;
pub use save::Save;
pub use set::QuerySet;
pub use set_operations::QuerySets;
