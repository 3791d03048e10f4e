//! Django's ORM for async Rust: lazy, typed querysets on PostgreSQL, SQLite and MySQL/MariaDB.
//!
//! ```
//! use queryset::{prelude::*, schema};
//!
//! /// A house that publishes books.
//! #[derive(Model, Debug)]
//! #[model(app = "shelf", ordering(name))]
//! pub struct Publisher {
//!     pub id: i64,
//!     #[field(max_length = 100, unique)]
//!     pub name: String,
//!     #[field(of = publisher)]
//!     pub books: Reverse<Book>,
//! }
//!
//! /// A book.
//! #[derive(Model, Debug)]
//! #[model(app = "shelf")]
//! pub struct Book {
//!     pub id: i64,
//!     #[field(max_length = 200)]
//!     pub name: String,
//!     pub pages: i32,
//!     pub publisher: Option<ForeignKey<Publisher>>,
//! }
//!
//! # fn main() -> queryset::Result<()> {
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(async {
//! let db = Database::connect("sqlite::memory:").await?;
//! schema::models([Publisher::meta(), Book::meta()]).create_on(&db).await?;
//! db.scope(async {
//!     let apress = Publisher::objects().acreate(|p| p.name("Apress")).await?;
//!     Book::objects().acreate(|b| b.name("Rust").pages(300).publisher(&apress)).await?;
//!
//!     // A relation is a path; a column behind one that may be absent is an `Option`.
//!     let set = Book::objects().filter(|b| b.publisher().name().icontains("press") & b.pages().gt(100));
//!     let rows: Vec<(String, Option<String>)> =
//!         set.order_by(|b| b.name()).values_list(|b| (b.name(), b.publisher().name())).await?;
//!     assert_eq!(rows, [("Rust".into(), Some("Apress".into()))]);
//!
//!     let counted: Vec<(Publisher, i64)> = Publisher::objects().annotate(|p| p.books().count()).await?;
//!     assert_eq!(counted[0].1, 1);
//!     Book::objects().aupdate(|b| b.pages().set(b.pages() * 2)).await?;
//!     Ok(())
//! })
//! .await
//! # })
//! # }
//! ```
//!
//! # Where to find things
//!
//! - [`prelude`]: what most programs import, the derives among it.
//! - [`QuerySet`]: filter, exclude, order, slice, annotate; then `.await`, `aget`, `acount`, `aupdate`, ….
//! - [`Manager`] and [`Record`]: where queries start, and what instances can do: `asave`, `adelete`.
//! - [`query::typed`]: lookups ([`Expression`](query::typed::Expression)), [`Relation`](query::typed::Relation),
//!   arithmetic, aggregates. [`Q`](query::Q) is a condition.
//! - [`Database`], [`connect`], [`Transaction`]: where queries go; [`atomic`], [`Atomic`], [`on_commit`]: what happens as a whole.
//! - [`schema`]: tables from models, and migrations for `sqlx migrate`.
//! - [`Error`]: one type with a kind, predicates and details.
//!
//! # Features
//!
//! `sqlite`, `postgres` and `mysql` (MariaDB too) are the databases; `uuid` and `decimal` add field types; `auth` has the
//! tables of `django.contrib.auth`; `testing` makes a database for one test. `sqlite`, `postgres`, `auth`, `uuid` and
//! `decimal` are on unless `default-features` is false. TLS is sqlx's: an application that needs it names sqlx with one of
//! its `tls` features.

#[cfg(feature = "auth")]
pub mod auth;
#[doc(hidden)]
pub mod backend;
pub mod compiler;
pub mod db;
pub mod dialect;
pub mod error;
mod load;
pub mod model;
pub mod query;
mod queryset;
pub mod schema;
mod store;
#[cfg(feature = "testing")]
pub mod testing;
pub mod value;

pub mod prelude;

#[doc(inline)]
pub use backend::{Facts, IntoPool, Lease, Outcome, PoolStatus, Pooler};
#[doc(inline)]
pub use db::{
    Atomic, Builder, Database, OnCommit, Retrying, Target, Transaction, atomic, connect, database,
    get_rollback, on_commit, on_commit_robust, set_rollback, spawn,
};
#[doc(inline)]
pub use error::{Error, ErrorKind, Optional, Result};
#[doc(inline)]
pub use queryset::{
    Action, Bind, BulkCreate, BulkUpdate, CursorPage, Deletion, Manager, Objects, Page, QuerySet,
    QuerySets, RawQuerySet, RawSql, Record, Refresh, Save, TrustedSql,
};

/// What the derives write against; not for use by hand.
#[doc(hidden)]
pub mod __private {
    pub use chrono;
    pub use inventory;
    pub use serde;

    /// What `q!`, `f!` and `set!` write.
    pub use crate::{
        model::Scope,
        query::{
            Ordering, Q,
            typed::{Assignment, Bounds, Leads, Spelled},
        },
    };

    pub use crate::{
        error::{Error, Result},
        model::{
            Always, AutoKey, AutoNow, Begun, Build, By, Change, Changes, Complete, ConstraintMeta,
            Deferrable, Deferred, Direction, Embed, EmbedJson, FieldMeta, Fields, ForeignKey,
            Formula, Given, Identity, IndexMeta, Indexed, Key, Keys, Last, Link, Maybe, Missing,
            Model, ModelMeta, OneToOne, OrderingMeta, Path, Place, Preset, Reach, Registered,
            RelationKind, Reverse, ReverseMeta, Set, Site, Slot, Stamp, Target, ToKey, UniqueMeta,
            columns_are_distinct, embedded_changes, has_field, is_primary_key, joined_fields,
            joined_len, leads_to, name_of, next_column, next_relation, private_fields, read_field,
        },
        query::{
            Expr,
            typed::{
                Columns, Expression, Listed, Operand, Orderings, PerRow, Projection, Relation,
                Term, WholeKey, column_at, condition, db_default, filled, generated, push_relation,
                sort_keys,
            },
        },
        queryset::{Manager, Objects, Record},
        value::{
            Arithmetic, AsJson, Choices, Column, Containing, Element, Meets, NotNull, Number,
            OfAnyType, OnMysql, OnPostgres, OnSqlite, Probe, Row, Scalar, Searched, Takes, Textual,
            Type, Value, Whole, choice_to_value, deserialize_choice, parse_choice, read_choice,
        },
    };
}
