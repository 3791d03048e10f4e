//! Every message text, one file per layer that raises it.

mod backend;
mod compiler;
mod queryset;
mod schema;
mod value;

pub(crate) use value::NamedType;
