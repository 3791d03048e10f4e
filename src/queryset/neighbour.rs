//! The rows next to an instance in an order.

use crate::{
    db::Session,
    error::{Error, Result},
    model::{Always, Direction, Fields, Identity, Model},
    query::{
        Expr, Ordering,
        keyset::{SortKey, behind},
        typed::Expression,
    },
    queryset::{
        Manager, Record,
        field::{own_field, root},
    },
    value::Value,
};

/// Where an instance stands: the columns of an order, and what it has in them.
type Standing = Result<Vec<(Expr, Value)>>;

/// Where an instance stands by a field; its key decides among equals.
pub(super) fn standing<M: Model, T>(
    instance: &M,
    field: impl FnOnce(M::Fields<Always>) -> Expression<T>,
) -> Standing {
    let field = field(Fields::at(root::<M>())).into_expr();
    let name = own_field::<M>(&field)?.name;
    if !instance.is_saved() {
        return Err(Error::no_place_among_rows().of_model::<M>());
    }
    let at = M::meta().fields.iter().position(|it| it.name == name);
    let value = at.and_then(|it| instance.values().into_iter().nth(it)).flatten();
    let value = value.ok_or_else(|| Error::deferred().with_field(name).of_model::<M>())?;
    let keys = M::meta().keys().map(|it| Expr::column(M::meta(), it.name));
    Ok([(field, value)].into_iter().chain(keys.zip(instance.key().to_values())).collect())
}

/// The first row beyond a place, in the order of its columns.
pub(super) async fn beyond<M: Record>(
    session: Session,
    standing: Standing,
    direction: Direction,
) -> Result<M> {
    let (columns, values): (Vec<_>, Vec<_>) = standing?.into_iter().unzip();
    let orders = columns.into_iter().map(|expr| Ordering { expr, direction, nulls: None });
    let keys = orders.map(SortKey::new).collect::<Result<Vec<_>>>();
    let keys = keys.map_err(Error::of_model::<M>)?;
    let q = behind(&keys, &values, session.dialect().capability().nulls_are_largest);
    let mut set = M::objects().get_queryset().filter(|_| q).on(session);
    set.query.ordering = Some(keys.into_iter().map(|it| it.ordering).collect());
    set.query.reversed = false;
    let first = set.slice(..1).await?.into_iter().next();
    first.ok_or_else(|| Error::does_not_exist().of_model::<M>())
}
