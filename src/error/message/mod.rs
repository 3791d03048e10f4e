//! Every message text, one file per layer that raises it; what is said of locks has its own.

mod backend;
mod compiler;
mod db;
mod load;
mod locking;
mod queryset;
mod schema;
mod suggest;
mod text;
mod value;

pub(crate) use backend::{Cell, PoolUse};
pub(crate) use value::NamedType;
