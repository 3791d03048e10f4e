//! The fields of a model that a closure names.

use crate::{
    error::{Error, Result},
    model::{Always, Deferring, FieldMeta, Fields, Model, Path, Scoped},
    query::{
        Expr,
        typed::{Named, NamedDeferred},
    },
};

/// Fields that a closure named.
pub(super) type Chosen = Result<Vec<&'static FieldMeta>>;

/// The model's own fields that a closure names, each once.
pub(super) fn named<M: Model, N: Named>(fields: impl FnOnce(M::Fields<Always>) -> N) -> Chosen {
    let mut exprs = Vec::new();
    fields(Fields::at(root::<M>())).push_to(&mut exprs);
    each_once::<M>(&exprs)
}

/// The same of fields that rows can be without.
pub(super) fn named_deferred<M: Model, N: NamedDeferred>(
    fields: impl FnOnce(M::Fields<Deferring>) -> N,
) -> Chosen {
    let mut exprs = Vec::new();
    fields(Fields::at(root::<M>())).push_to(&mut exprs);
    each_once::<M>(&exprs)
}

/// The names of fields.
pub(super) fn names<C: FromIterator<&'static str>>(fields: &[&'static FieldMeta]) -> C {
    fields.iter().map(|it| it.name).collect()
}

/// The field of the model itself that an expression is: no column of a related model or of another query, nothing
/// computed.
pub(super) fn own_field<M: Model>(expr: &Expr) -> Result<&'static FieldMeta> {
    let model = M::meta();
    let found = match expr {
        Expr::Path(path) if path.root != model || path.scope != Scoped::Level(0) => {
            Err(Error::column_of_another_query(&format!("{path:?}"), path.root.name, model.name))
        }
        Expr::Path(path) => match path.names.as_slice() {
            [name] => model.field(name),
            _ => None,
        }
        .ok_or_else(|| Error::not_a_field_of_its_own(&format!("{path:?}"))),
        computed => Err(Error::not_a_field_of_its_own(&format!("{computed:?}"))),
    };
    found.map_err(Error::of_model::<M>)
}

/// Where the fields of a closure start that only names them.
pub(super) fn root<M: Model>() -> Path {
    Path::root(Scoped::Level(0), M::meta())
}

fn each_once<M: Model>(exprs: &[Expr]) -> Chosen {
    let mut fields: Vec<&'static FieldMeta> = Vec::with_capacity(exprs.len());
    for expr in exprs {
        let field = own_field::<M>(expr)?;
        if fields.iter().all(|it| it.name != field.name) {
            fields.push(field);
        }
    }
    Ok(fields)
}
