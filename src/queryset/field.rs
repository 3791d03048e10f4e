//! The fields of a model that a closure names.

use crate::{
    error::{Error, Result},
    model::{FieldMeta, Model},
    query::Expr,
};

/// The field of the model itself that an expression is: no column of a related model, nothing computed.
pub(super) fn own_field<M: Model>(expr: &Expr) -> Result<&'static FieldMeta> {
    let field = match expr {
        Expr::Path(path) => match path.names.as_slice() {
            [name] => M::meta().field(name),
            _ => None,
        },
        _ => None,
    };
    field.ok_or_else(|| Error::not_a_field_of_its_own(&format!("{expr:?}")).of_model::<M>())
}

/// The names of the fields of the model itself that a closure gave, each once.
pub(super) fn own_fields<M: Model>(exprs: &[Expr]) -> Result<Vec<&'static str>> {
    let mut names = Vec::new();
    for expr in exprs {
        let field = own_field::<M>(expr)?;
        if !names.contains(&field.name) {
            names.push(field.name);
        }
    }
    Ok(names)
}
