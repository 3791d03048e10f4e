//! `#[derive(Projection)]`: parse → expand; there is nothing to check that the compiler does not.

mod derive;
mod expand;
mod parse;

pub(crate) use derive::derive;
