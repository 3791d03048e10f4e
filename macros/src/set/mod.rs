//! `set!`: parse → check → expand.

mod check;
mod expand;
mod parse;
mod write;

pub(crate) use write::write;
