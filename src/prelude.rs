//! What most programs use: `use queryset::prelude::*`.

#[doc(inline)]
pub use queryset_macros::{Changes, Choices, Embed, Model, Projection, Scalar, f, q, raw, set};

#[doc(inline)]
pub use crate::{
    db::{Database, Transaction},
    dialect::Dialect,
    error::{Error, ErrorKind, Optional},
    model::{
        Build, Changes, Complete, Deferred, Fields, ForeignKey, Model, OneToOne, Reach, Reverse,
    },
    query::{
        Condition, Lookups, Order, Q, SortKeys, Template,
        typed::{Case, DateUnit, Expression, Projection, Relation, Shape, TimeUnit},
    },
    queryset::{Manager, QuerySet, RawQuerySet, Record},
    value::{Choices, Dict, Json},
};
