//! The rows next to an instance in an order.

use crate::{
    db::Session,
    error::{Error, Result},
    model::{Always, Direction, Fields, Identity, Model},
    query::{Expr, Lookup, Ordering, Q, typed::Expression},
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
    let root = root::<M>();
    let field = field(Fields::at(root.clone())).into_expr();
    let name = own_field::<M>(&field)?.name;
    if !instance.is_saved() {
        return Err(Error::no_place_among_rows().of_model::<M>());
    }
    let at = M::meta().fields.iter().position(|it| it.name == name);
    let value = at.and_then(|it| instance.values().into_iter().nth(it)).flatten();
    let value = value.ok_or_else(|| Error::deferred().with_field(name).of_model::<M>())?;
    let keys = M::meta().keys().map(|it| Expr::Path(root.step(it.name)));
    Ok([(field, value)].into_iter().chain(keys.zip(instance.key().to_values())).collect())
}

/// The first row beyond a place, in the order of its columns.
pub(super) async fn beyond<M: Record>(
    session: Session,
    standing: Standing,
    direction: Direction,
) -> Result<M> {
    let standing = standing?;
    let q = further(&standing, direction);
    let mut set = M::objects().get_queryset().filter(|_| q).on(session);
    let key = |(expr, _): (Expr, Value)| Ordering { expr, direction, nulls: None };
    set.query.ordering = Some(standing.into_iter().map(key).collect());
    set.query.reversed = false;
    let first = set.slice(..1).await?.into_iter().next();
    first.ok_or_else(|| Error::does_not_exist().of_model::<M>())
}

/// One column decides, and those before it are equal.
fn further(standing: &[(Expr, Value)], direction: Direction) -> Q {
    let decides = match direction {
        Direction::Ascending => Lookup::Gt,
        Direction::Descending => Lookup::Lt,
    };
    let is = |lookup, (left, value): &(Expr, Value)| Q::Lookup {
        left: left.clone(),
        lookup,
        right: vec![Expr::Value(value.clone())],
    };
    Q::any(standing.iter().enumerate().map(|(at, last)| {
        let equal = standing.iter().take(at).map(|it| is(Lookup::Exact, it));
        equal.fold(is(decides, last), |all, it| it & all)
    }))
}
