//! `#[derive(Model)]`: parse → check → expand.

mod attributes;
mod bare;
mod check;
mod definitions;
mod derive;
mod expand;
mod facts;
mod kind;
mod parse;

pub(crate) use derive::{derive, derive_embed};
pub(crate) use kind::{Family, RelationKind, instead_of, relation, type_name};
