//! `#[derive(Changes)]`: parse → check → expand.

mod check;
mod derive;
mod deserialize;
mod expand;
mod parse;

pub(crate) use derive::derive;
