//! `in`.

use sea_query::{BinOper, Expr as Sql, Func};

use crate::{
    compiler::{
        binds::Binds,
        condition::Condition,
        expression::{self, Place},
        lookup::{array, json, null, whole},
        resolve::Frame,
        select,
    },
    dialect::Dialect,
    error::{Error, Result},
    query::{Expr, Query},
    value::{Type, Value},
};

/// Membership in a list of values, or in the rows of a query.
pub(super) fn sql(
    left: &Expr,
    right: &[Expr],
    at: Place<'_>,
    negated: bool,
    binds: &mut Binds,
) -> Result<Condition> {
    match right {
        [Expr::Value(Value::List(kind, values))] => {
            in_values(left, (*kind, values), at, negated, binds)
        }
        [Expr::Subquery(query)] => in_query(left, query, at, negated, binds),
        _ => Err(Error::wrong_operands("in", right.len())),
    }
}

/// NULL is passed over; only `NOT IN` keeps it out, by saying so.
fn in_values(
    left: &Expr,
    list: (Type, &[Value]),
    at: Place<'_>,
    negated: bool,
    binds: &mut Binds,
) -> Result<Condition> {
    let (kind, values) = list;
    let kept: Vec<Value> = values.iter().filter(|it| !it.is_null()).cloned().collect();
    let holds_null = kept.len() < values.len();
    let kept = whole::members(left, kept, at, binds.dialect())?;
    let is_null = |binds: &mut Binds| null::sql(left, true, at, binds);
    if kept.is_empty() {
        return if holds_null && negated { is_null(binds) } else { Ok(Condition::Never) };
    }
    let listed = membership(left, Value::List(kind, kept), at, binds)?;
    if !negated {
        return Ok(Condition::Sql(listed));
    }
    let (operator, guard) = if holds_null {
        (BinOper::Or, is_null(binds)?)
    } else if let Some(column) = null::guarded(left, at)? {
        (BinOper::And, null::sql(&column, false, at, binds)?)
    } else {
        return Ok(Condition::Sql(listed));
    };
    Ok(match guard {
        Condition::Sql(guard) => {
            Condition::Sql(Sql::Binary(Box::new(listed), operator, Box::new(guard)))
        }
        known => known,
    })
}

fn membership(left: &Expr, list: Value, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let field = expression::field(left, at)?;
    let beside = field.map_or_else(|| list.type_of(), |it| it.kind);
    if let (Type::Json, Value::List(_, values), false) =
        (beside, &list, binds.dialect().capability().array_parameters)
    {
        return json::listed(left, values, at, binds);
    }
    let column = expression::beside(left, Some(beside), at, binds)?;
    if matches!(beside, Type::Array(_)) {
        return arrays(left, &list, at, binds);
    }
    if binds.takes_arrays() {
        let array = binds.beside(&list, beside)?;
        let array = match field {
            Some(field) => binds.of_columns(array, field),
            None => array,
        };
        let any = Func::cust("ANY").arg(array);
        return Ok(Sql::Binary(Box::new(column), BinOper::Equal, Box::new(any.into())));
    }
    let Value::List(_, values) = list else { return Err(Error::wrong_operands("in", 1)) };
    let members = if values.len() > MANY && binds.dialect() == Dialect::Sqlite {
        json_rows(&values, beside, binds)?
    } else {
        Sql::Tuple(values.iter().map(|it| binds.beside(it, beside)).collect::<Result<_>>()?)
    };
    Ok(Sql::Binary(Box::new(column), BinOper::In, Box::new(members)))
}

/// A list of arrays is written out: an array of arrays has more dimensions, and is taken apart into its last members.
fn arrays(left: &Expr, list: &Value, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let Value::List(_, values) = list else { return Err(Error::wrong_operands("in", 1)) };
    let column = expression::sql(left, at, binds)?;
    let members = values.iter().map(|it| array::member_of(left, it, at, binds));
    let members = Sql::Tuple(members.collect::<Result<_>>()?);
    Ok(Sql::Binary(Box::new(column), BinOper::In, Box::new(members)))
}

/// From here on a list goes to SQLite as one JSON array, since the number of its parameters is limited.
const MANY: usize = 1_000;

/// `(SELECT value FROM json_each(?))`, for the types whose storage format JSON can carry.
fn json_rows(values: &[Value], beside: Type, binds: &mut Binds) -> Result<Sql> {
    let members: Option<Vec<serde_json::Value>> =
        values.iter().map(|it| it.clone().fitted(beside).to_json()).collect();
    match members {
        Some(members) => {
            let array = binds.text(serde_json::Value::Array(members).to_string());
            Ok(Sql::CustomWithExpr("(SELECT value FROM json_each(?))".into(), vec![array]))
        }
        None => {
            Ok(Sql::Tuple(values.iter().map(|it| binds.beside(it, beside)).collect::<Result<_>>()?))
        }
    }
}

fn in_query(
    left: &Expr,
    query: &Query,
    at: Place<'_>,
    negated: bool,
    binds: &mut Binds,
) -> Result<Condition> {
    if query.empty && !query.is_lone_aggregate() {
        return Ok(Condition::Never);
    }
    let inner = Frame::new(query, Some(at))?;
    let Some(rows) = select::membership(&inner, binds)? else { return Ok(Condition::Never) };
    let column = expression::sql(left, at, binds)?;
    let listed = Sql::Binary(Box::new(column), BinOper::In, Box::new(rows));
    if negated && let Some(column) = null::guarded(left, at)? {
        let Condition::Sql(guard) = null::sql(&column, false, at, binds)? else {
            return Ok(Condition::Sql(listed));
        };
        return Ok(Condition::Sql(Sql::Binary(Box::new(listed), BinOper::And, Box::new(guard))));
    }
    Ok(Condition::Sql(listed))
}
