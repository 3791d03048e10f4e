//! `#[derive(Choices)]`: parse → check → expand.

mod check;
mod derive;
mod expand;
mod parse;
mod wording;

pub(crate) use derive::derive;
