//! What most programs use: `use queryset::prelude::*`.

pub use queryset_macros::{Changes, Model};

pub use crate::{
    error::{Error, ErrorKind, Optional},
    model::{Build, Changes, Complete, Fields, ForeignKey, Model, OneToOne, Reach, Reverse},
    query::{
        Q,
        typed::{Expression, Relation},
    },
    db::{Database, Transaction},
    dialect::Dialect,
    queryset::{Manager, QuerySet, Record},
    value::Json,
};
