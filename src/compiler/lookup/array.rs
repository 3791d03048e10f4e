//! `contains`, `contained_by`, `overlap`, and equality of arrays.
//!
//! PostgreSQL compares arrays of one type of members only, and `varchar` is not `text` there: a value beside a column of
//! limited text is cast.

use sea_query::{BinOper, Expr as Sql, Func};

use crate::{
    compiler::{
        binds::Binds,
        condition::Comparison,
        expression::{self, Place},
    },
    error::{Error, Result},
    query::{Expr, Lookup},
    value::{Type, Value},
};

/// Whether it compares arrays.
pub(super) fn is_one(it: Comparison<'_>, at: Place<'_>) -> Result<bool> {
    Ok(matches!(expression::kind(it.0, at)?, Some(Type::Array(_))))
}

/// The comparison of an array with another.
pub(super) fn sql(it: Comparison<'_>, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let (left, lookup, right) = it;
    let [right] = right else { return Err(Error::wrong_operands(lookup.name(), right.len())) };
    let operator = match lookup {
        Lookup::Exact => BinOper::Equal,
        Lookup::Contains => BinOper::Custom("@>"),
        Lookup::ContainedBy => BinOper::Custom("<@"),
        Lookup::Overlap => BinOper::Custom("&&"),
        Lookup::Gt => BinOper::GreaterThan,
        Lookup::Gte => BinOper::GreaterThanOrEqual,
        Lookup::Lt => BinOper::SmallerThan,
        Lookup::Lte => BinOper::SmallerThanOrEqual,
        _ => return Err(Error::no_lookup_of_arrays(lookup.name())),
    };
    let column = expression::sql(left, at, binds)?;
    let operand = match right {
        Expr::Value(value) => member_of(left, value, at, binds)?,
        expr => expression::sql(expr, at, binds)?,
    };
    Ok(Sql::Binary(Box::new(column), operator, Box::new(operand)))
}

/// An array as a value beside a column of arrays.
pub(super) fn member_of(
    column: &Expr,
    value: &Value,
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    let field = expression::field(column, at)?;
    let array = binds.beside(value, value.type_of())?;
    if let Some(name) = field.and_then(|it| binds.named_type(it)) {
        return Ok(Func::cast_as(array, name).into());
    }
    let limited =
        field.is_some_and(|it| it.kind == Type::Array(&Type::Text) && it.max_length.is_some());
    Ok(if limited { Func::cast_as(array, "varchar[]").into() } else { array })
}
