//! Expressions → SQL.

use sea_query::{CaseStatement, Expr as Sql, Func, Keyword};

use crate::{
    compiler::{
        arithmetic,
        binds::Binds,
        call::{self, Form},
        condition::{self, Condition},
        negation::Negation,
        resolve::Frame,
        select,
    },
    dialect::Dialect,
    error::{Error, Result},
    model::FieldMeta,
    query::{Call, Expr, Function, Q},
    value::{Type, Value},
};

pub(super) use crate::compiler::resolve::Place;

/// The SQL of an expression.
pub(super) fn sql(expr: &Expr, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    if let Some(sql) = binds.written(expr, at) {
        return Ok(sql);
    }
    match expr {
        Expr::Path(path) => Ok(at.frame.resolve(path, at.owner)?.column()),
        Expr::Value(value) => binds.alone(value),
        Expr::Binary(operator, left, right) => arithmetic::sql(*operator, left, right, at, binds),
        Expr::Call(it, arguments) => call::sql(it, arguments, at, binds),
        Expr::Condition(q) => Ok(condition::sql(q, at, Negation::OF_VALUE, binds)?.into_value()),
        Expr::Case(branches, otherwise) => case(branches, otherwise.as_deref(), at, binds),
        Expr::Aggregate(function, argument) => {
            if let Some(inner) = argument.first_aggregate() {
                return Err(Error::aggregate_of_aggregate(&inner.aggregate_name()));
            }
            let argument = sql(argument, Place::of(at.frame), binds)?;
            Ok(aggregate(*function, argument))
        }
        Expr::Subquery(query) => {
            let inner = Frame::new(query, Some(at))?;
            select::subquery(&inner, binds)
        }
    }
}

/// The SQL of an expression that stands beside one of type `beside`: a value takes that type where it can.
pub(super) fn beside(
    expr: &Expr,
    beside: Option<Type>,
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    match (expr, beside) {
        (Expr::Value(value), Some(kind)) => binds.beside(value, kind),
        (_, Some(Type::Text)) if type_of(expr, at)? == Some(Type::Json) => {
            call::form(expr, Form::Text, at, binds)
        }
        _ => sql(expr, at, binds),
    }
}

/// The SQL of an operand beside an expression, which may be a column of a type that only its field says.
pub(super) fn beside_column(
    operand: &Expr,
    column: &Expr,
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    let sql = beside(operand, kind(column, at)?, at, binds)?;
    Ok(match (operand, field(column, at)?) {
        (Expr::Value(_), Some(field)) => binds.of_column(sql, field),
        _ => sql,
    })
}

/// The SQL of an expression as text.
pub(super) fn text(expr: &Expr, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let sql = beside(expr, Some(Type::Text), at, binds)?;
    let name = field(expr, at)?.and_then(|it| binds.named_type(it));
    // The operators and functions of text take `citext`, and upper and lower case alike.
    let is_text = name.is_none_or(|it| it.eq_ignore_ascii_case("citext"));
    Ok(if is_text { sql } else { Func::cast_as(sql, "text").into() })
}

/// The SQL of an expression that rows are sorted by.
pub(super) fn sorted(expr: &Expr, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    match expr {
        // As documents the numbers in SQLite's would be sorted as text.
        Expr::Call(Call::Key(_), _) if binds.dialect() == Dialect::Sqlite => {
            call::form(expr, Form::Compared, at, binds)
        }
        _ => sql(expr, at, binds),
    }
}

/// The field that an expression is, where it is a plain column.
pub(super) fn field(expr: &Expr, at: Place<'_>) -> Result<Option<&'static FieldMeta>> {
    match expr {
        Expr::Path(path) => at.frame.resolve(path, at.owner).map(|it| Some(it.field)),
        _ => Ok(None),
    }
}

/// The type that a value beside the expression takes.
pub(super) fn kind(expr: &Expr, at: Place<'_>) -> Result<Option<Type>> {
    match expr {
        Expr::Path(_) | Expr::Call(..) | Expr::Condition(_) => type_of(expr, at),
        _ => Ok(None),
    }
}

/// The type of an expression's values, where it is known without the database.
pub(super) fn type_of(expr: &Expr, at: Place<'_>) -> Result<Option<Type>> {
    Ok(match expr {
        Expr::Path(_) => field(expr, at)?.map(|it| it.kind),
        Expr::Value(Value::Refused(_, error)) => return Err(error.clone()),
        Expr::Value(value) => Some(Value::type_of(value)),
        Expr::Binary(operator, left, right) => match (type_of(left, at)?, type_of(right, at)?) {
            (Some(left), Some(right)) => arithmetic::type_of(*operator, left, right),
            _ => None,
        },
        Expr::Call(call, arguments) => match (call.output(), arguments.first()) {
            (Some(kind), _) => Some(kind),
            (None, Some(first)) => type_of(first, at)?.map(|it| call.output_of(it)),
            (None, None) => None,
        },
        Expr::Condition(_) => Some(Type::Boolean),
        Expr::Case(branches, otherwise) => {
            let values = branches.iter().map(|(_, then)| then).chain(otherwise.as_deref());
            values.map(|it| type_of(it, at)).find_map(Result::transpose).transpose()?
        }
        Expr::Aggregate(Function::Count, _) => Some(Type::BigInteger),
        Expr::Aggregate(_, argument) => type_of(argument, at)?,
        Expr::Subquery(query) => match query.selection.exprs() {
            [first] => type_of(first, Place::of(&Frame::new(query, Some(at))?))?,
            _ => None,
        },
    })
}

/// The value of a branch. A parameter that is NULL has the type of text on MySQL and MariaDB, and gives it to the whole.
fn branch(then: &Expr, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    match (then, binds.dialect()) {
        (Expr::Value(Value::Null(_)), Dialect::Mysql | Dialect::Mariadb) => {
            Ok(Keyword::Null.into())
        }
        _ => sql(then, at, binds),
    }
}

/// `CASE WHEN … THEN … ELSE … END`; a branch that can hold for no row is left out.
fn case(
    branches: &[(Q, Expr)],
    otherwise: Option<&Expr>,
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    let mut case = CaseStatement::new();
    let mut open = 0_usize;
    let column = column_among(branches.iter().map(|(_, then)| then).chain(otherwise), at)?;
    let sql = |expr: &Expr, at: Place<'_>, binds: &mut Binds| {
        let sql = branch(expr, at, binds)?;
        Ok(match (expr, column) {
            (Expr::Value(_), Some(column)) => binds.of_column(sql, column),
            _ => sql,
        })
    };
    for (q, then) in branches {
        if q.is_empty() {
            return Err(Error::empty_branch());
        }
        match condition::sql(q, at, Negation::OF_VALUE, binds)? {
            Condition::Never => (),
            // What stands behind a condition that always holds is never reached.
            Condition::Always if open == 0 => return sql(then, at, binds),
            Condition::Always => return Ok(case.finally(sql(then, at, binds)?).into()),
            Condition::Sql(when) => {
                open += 1;
                case = case.case(when, sql(then, at, binds)?);
            }
        }
    }
    let otherwise = match otherwise {
        Some(expr) => sql(expr, at, binds)?,
        None => Sql::Keyword(Keyword::Null),
    };
    Ok(if open == 0 { otherwise } else { case.finally(otherwise).into() })
}

/// The column that is one of several values, whose type is that of all.
fn column_among<'e>(
    values: impl Iterator<Item = &'e Expr>,
    at: Place<'_>,
) -> Result<Option<&'static FieldMeta>> {
    values.map(|it| field(it, at)).find_map(Result::transpose).transpose()
}

fn aggregate(function: Function, argument: Sql) -> Sql {
    match function {
        Function::Count => Func::count(argument).into(),
        Function::Max => Func::max(argument).into(),
        Function::Min => Func::min(argument).into(),
    }
}
