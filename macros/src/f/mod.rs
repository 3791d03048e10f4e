//! `f!`: parse → expand; there is nothing to check that the compiler does not.

mod expand;
mod parse;
mod write;

pub(crate) use write::write;
