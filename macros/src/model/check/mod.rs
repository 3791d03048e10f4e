//! What the struct says, held against what a model can be.
//!
//! In: a declaration. Out: the model it means, or errors, each at the word that is wrong.

mod definitions;
mod embedded;
mod field;
mod model;
mod words;

pub(super) use embedded::check as check_embedded;
pub(super) use model::check;
