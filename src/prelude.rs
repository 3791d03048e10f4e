//! What most programs use: `use queryset::prelude::*`.

pub use queryset_macros::{Changes, Choices, Model, Scalar};

pub use crate::{
    db::{Database, Transaction},
    dialect::Dialect,
    error::{Error, ErrorKind, Optional},
    model::{
        Build, Changes, Complete, Deferred, Fields, ForeignKey, Model, OneToOne, Reach, Reverse,
    },
    query::{
        Q,
        typed::{Expression, Relation, Shape},
    },
    queryset::{Manager, QuerySet, RawQuerySet, Record},
    value::{Choices, Json},
};
