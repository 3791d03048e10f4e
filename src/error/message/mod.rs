//! Every message text, one file per layer that raises it; locks, combinations and some ways of reading have their own.

mod backend;
mod combination;
mod compiler;
mod db;
mod load;
mod locking;
mod queryset;
mod reading;
mod schema;
mod suggest;
mod text;
mod value;

pub(crate) use backend::{Cell, OUTCOME_UNKNOWN, PoolUse};
pub(crate) use value::NamedType;
