//! The Django face: querysets, managers, and the awaiting methods of models and relations.
//!
//! ```text
//! QuerySet<M> --query()--> Query --compile(&query, dialect)--> Compiled --fetch--> rows --load--> Vec<M>
//! ```
//!
//! Methods that refine a query are lazy and carry Django's plain name; methods that touch the database are futures and
//! carry Django's async name (`aget`, `acount`, …).

mod action;
mod alias;
mod bulk_create;
mod bulk_update;
mod change;
mod combine;
mod dates;
mod explain;
mod express;
mod fetch;
mod field;
mod find_or_create;
mod in_bulk;
mod keyset;
mod latest;
mod loading;
mod lock;
mod manager;
mod neighbour;
mod page;
mod raw;
mod record;
mod refine;
mod refresh;
mod related;
mod repr;
mod save;
mod set;
mod set_operations;
mod stream;
mod text;
mod values;

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
