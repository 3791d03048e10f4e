//! Django's ORM for async Rust.

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

pub use backend::{IntoPool, Lease, Outcome, PoolStatus};
pub use db::{Builder, Database, Target, Transaction, connect, database};
pub use error::{Error, ErrorKind, Optional, Result};
pub use queryset::{Action, Deletion, Manager, Objects, QuerySet, Record, Save};

/// What the derives write against; not for use by hand.
#[doc(hidden)]
pub mod __private {
    pub use chrono;
    pub use inventory;

    pub use crate::{
        error::Result,
        model::{
            Always, AutoKey, AutoNow, Build, Change, Changes, Complete, Direction, FieldMeta,
            Fields, ForeignKey, Given, Maybe, Missing, Model, ModelMeta, OneToOne, OrderingMeta,
            Path, Reach, Registered, RelationKind, Reverse, ReverseMeta, Set, Stamp,
            is_primary_key, leads_to, read_field,
        },
        query::typed::{Columns, Expression},
        queryset::{Manager, Objects, Record},
        value::{Column, Row, Scalar, Value},
    };
}
