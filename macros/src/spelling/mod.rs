//! What `q!`, `f!` and `set!` have in common: paths, values, and the closure round them.

mod closure;
mod lookup;
mod path;
mod separate;
#[cfg(test)]
mod tests;
mod value;

pub(crate) use closure::Closure;
pub(crate) use lookup::Lookup;
pub(crate) use path::Path;
pub(crate) use separate::{Peek, until, until_comma};
pub(crate) use value::{Value, is_none};
