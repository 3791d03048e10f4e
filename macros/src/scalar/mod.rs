//! `#[derive(Scalar)]`: parse → check → expand.

mod check;
mod derive;
mod expand;
mod parse;

pub(crate) use derive::derive;
