//! `raw!`: parse → expand. There is nothing to check that sqlx does not check better.

mod expand;
mod parse;
mod write;

pub(crate) use write::write;
