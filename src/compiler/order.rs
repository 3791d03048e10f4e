//! Sort keys → SQL.

use sea_query::{Expr as Sql, NullOrdering, Order, OrderedStatement, SelectStatement};

use crate::{
    compiler::{
        behind::Places,
        binds::Binds,
        expression::{self, Place},
    },
    error::Result,
    model::Direction,
    query::{Nulls, Ordering},
};

/// Adds the `ORDER BY` of a query, which goes by places if the selection is complete.
pub(super) fn add(
    select: &mut SelectStatement,
    at: Place<'_>,
    places: Option<&Places<'_, '_>>,
    binds: &mut Binds,
) -> Result<()> {
    for key in at.frame.query.sort_keys() {
        let expr = match places.and_then(|it| it.find(&key.expr)) {
            Some(place) => Sql::Custom(place.to_string().into()),
            None => expression::sorted(&key.expr, at, binds)?,
        };
        self::key(select, expr, &key);
    }
    Ok(())
}

/// Adds one sort key, whose expression is written.
pub(super) fn key(statement: &mut impl OrderedStatement, expr: Sql, key: &Ordering) {
    let order = match key.direction {
        Direction::Ascending => Order::Asc,
        Direction::Descending => Order::Desc,
    };
    match key.nulls {
        None => statement.order_by_expr(expr, order),
        Some(Nulls::First) => statement.order_by_expr_with_nulls(expr, order, NullOrdering::First),
        Some(Nulls::Last) => statement.order_by_expr_with_nulls(expr, order, NullOrdering::Last),
    };
}
