//! Django's ORM for async Rust.


#[cfg(feature = "auth")]
pub mod auth;
pub mod compiler;
pub mod dialect;
pub mod error;
pub mod model;
pub mod query;

mod queryset;
pub mod schema;
pub mod value;

pub mod prelude;

/// What the derives write against; not for use by hand.
#[doc(hidden)]
pub mod __private {
    pub use chrono;
    pub use inventory;

    pub use crate::{
        error::Result,
        queryset::{Manager, Objects, Record},
        model::{
            Always, AutoKey, AutoNow, Build, Change, Changes, Complete, Direction, FieldMeta, Fields, ForeignKey,
            Given, Maybe, Missing, Model, ModelMeta, OneToOne, OrderingMeta, Path, Reach, Registered, RelationKind,
            Reverse, ReverseMeta, Set, Stamp, is_primary_key, leads_to, read_field,
        },
        query::typed::{Columns, Expression},
        value::{Column, Row, Value},
    };
}
