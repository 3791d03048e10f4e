//! What the struct says, held against what a partial update can be.

use proc_macro2::Ident;
use syn::{Error, Path, Result, Type, ext::IdentExt};

use crate::{
    changes::parse::{Declaration, FieldDeclaration},
    model::{RelationKind, relation},
    problems::Problems,
    structs::argument_of,
};

/// A partial update.
pub(super) struct Changes {
    pub(super) ident: Ident,
    pub(super) model: Path,
    /// Whether it is read from JSON too.
    pub(super) deserialize: bool,
    pub(super) fields: Vec<ChangedField>,
}

/// A field that may get a new value.
pub(super) struct ChangedField {
    pub(super) ident: Ident,
    /// The embedded struct of the model that has the field.
    pub(super) within: Option<Ident>,
    /// As written, `Option` included.
    pub(super) ty: Type,
    pub(super) kind: Kind,
}

/// How its value becomes a value of the database.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Column,
    Relation(RelationKind),
    NullableRelation(RelationKind),
}

impl ChangedField {
    /// The name, without `r#`.
    pub(super) fn name(&self) -> String {
        self.ident.unraw().to_string()
    }
}

/// Checks a declaration. Whether the model has the fields, only the compiler knows.
pub(super) fn check(declared: Declaration) -> Result<Changes> {
    let Declaration { ident, model, deserialize, fields } = declared;
    let mut problems = Problems::default();
    let fields = fields.into_iter().filter_map(|it| problems.take(field(it)?)).collect();
    problems.finish()?;
    Ok(Changes { ident, model, deserialize, fields })
}

fn field(declared: FieldDeclaration) -> Option<Result<ChangedField>> {
    let FieldDeclaration { field, within } = declared;
    let ident = field.ident?;
    let Some(new) = argument_of(&field.ty, "Option") else {
        let message = format!("`{ident}` must be an `Option`: `None` leaves the field as it is");
        return Some(Err(Error::new_spanned(&field.ty, message)));
    };
    if argument_of(new, "Reverse").is_some() {
        let message = format!("`{ident}` has no column that could change");
        return Some(Err(Error::new(ident.span(), message)));
    }
    let kind = kind(new);
    Some(Ok(ChangedField { ident, within, ty: field.ty, kind }))
}

fn kind(new: &Type) -> Kind {
    if let Some((kind, _)) = relation(new) {
        return Kind::Relation(kind);
    }
    let bare = argument_of(new, "Option").and_then(relation);
    bare.map_or(Kind::Column, |(kind, _)| Kind::NullableRelation(kind))
}
