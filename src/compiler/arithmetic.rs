//! Operators → SQL: of numbers, of bits, and of dates and spans of time.

use sea_query::{BinOper, Expr as Sql, Func};

use crate::{
    compiler::{
        binds::Binds,
        expression::{self, Place},
        pieces::{joined, text},
    },
    dialect::Dialect,
    error::Result,
    query::{Expr, Operator},
    value::Type,
};

/// The SQL of an operator between two expressions.
pub(super) fn sql(
    operator: Operator,
    left: &Expr,
    right: &Expr,
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    let (a, b) = (expression::type_of(left, at)?, expression::type_of(right, at)?);
    let signed = |kind: Option<Type>| kind.filter(|_| !operator.is_of_bits());
    let left = operand(left, signed(a), at, binds)?;
    let right = operand(right, signed(b), at, binds)?;
    let dialect = binds.dialect();
    Ok(match (a, b) {
        (Some(a), Some(b)) if is_time(a) && is_time(b) => between(a, left, right, dialect),
        (Some(a), Some(Type::Duration)) if is_time(a) => moved(operator, a, (left, right), dialect),
        (Some(Type::Duration), Some(b)) if is_time(b) => moved(operator, b, (right, left), dialect),
        (Some(Type::Duration), Some(b)) if b.is_number() => scaled(operator, left, right, dialect),
        _ => numbers(operator, (left, a), (right, b), dialect),
    })
}

/// The type of what an operator gives, where it is known.
pub(super) fn type_of(operator: Operator, left: Type, right: Type) -> Option<Type> {
    match (operator, left, right) {
        (Operator::Power, ..) => Some(Type::Double),
        (Operator::Subtract, a, b) if is_time(a) && is_time(b) => Some(Type::Duration),
        (_, Type::Duration, b) if b.is_number() => Some(Type::Duration),
        (_, a, Type::Duration) => Some(a),
        (_, Type::Duration, b) if is_time(b) => Some(b),
        (_, a, b) if a.is_integer() && b.is_integer() => Some(a.signed().max(b.signed())),
        (_, a, b) => [a, b].into_iter().find(|it| !it.is_integer()),
    }
}

/// An operand, with a sign where its type is said: as it stands, MySQL gives an integer without one as soon as one operand
/// has none, and refuses to go below zero. Values have theirs already. A definition says what Django's says.
fn operand(expr: &Expr, kind: Option<Type>, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let sql = expression::sql(expr, at, binds)?;
    if !is_mysql(binds.dialect()) || binds.is_definition() || matches!(expr, Expr::Value(_)) {
        return Ok(sql);
    }
    Ok(match kind {
        Some(Type::PositiveSmallInteger | Type::PositiveInteger) => {
            Func::cast_as(sql, "SIGNED").into()
        }
        // No integer with a sign has all of them.
        Some(Type::PositiveBigInteger) => Func::cast_as(sql, "DECIMAL(20, 0)").into(),
        _ => sql,
    })
}

fn is_time(kind: Type) -> bool {
    matches!(kind, Type::Date | Type::DateTime | Type::Time)
}

fn is_mysql(dialect: Dialect) -> bool {
    matches!(dialect, Dialect::Mysql | Dialect::Mariadb)
}

fn binary(left: Sql, operator: impl Into<BinOper>, right: Sql) -> Sql {
    Sql::Binary(Box::new(left), operator.into(), Box::new(right))
}

type Typed = (Sql, Option<Type>);

fn numbers(operator: Operator, (left, a): Typed, (right, b): Typed, dialect: Dialect) -> Sql {
    // A decimal without a fraction is stored as a whole number there, and whole numbers divide to whole numbers.
    let exact = operator == Operator::Divide && [a, b].contains(&Some(Type::Decimal));
    let left =
        if exact && dialect == Dialect::Sqlite { Func::cast_as(left, "REAL").into() } else { left };
    let whole = a.is_some_and(Type::is_integer) && b.is_some_and(Type::is_integer);
    let operator = match operator {
        Operator::Add => BinOper::Add,
        Operator::Subtract => BinOper::Sub,
        Operator::Multiply => BinOper::Mul,
        // `/` of two integers is a decimal there.
        Operator::Divide if whole && is_mysql(dialect) => BinOper::Custom("DIV"),
        Operator::Divide => BinOper::Div,
        Operator::Remainder => BinOper::Mod,
        Operator::Power => return power(left, right, dialect),
        _ => return bits(operator, left, right, dialect),
    };
    binary(left, operator, right)
}

fn power(base: Sql, exponent: Sql, dialect: Dialect) -> Sql {
    match dialect {
        Dialect::Postgres => binary(base, BinOper::Custom("^"), exponent),
        _ => Func::cust("POWER").args([base, exponent]).into(),
    }
}

fn bits(operator: Operator, left: Sql, right: Sql, dialect: Dialect) -> Sql {
    let sign = match (operator, dialect) {
        (Operator::BitAnd, _) => "&",
        (Operator::BitOr, _) => "|",
        (Operator::BitXor, Dialect::Postgres) => "#",
        // What is set in one of the two, without what is set in both.
        (Operator::BitXor, Dialect::Sqlite) => {
            let either = binary(left.clone(), BinOper::Custom("|"), right.clone());
            return binary(either, BinOper::Sub, binary(left, BinOper::Custom("&"), right));
        }
        (Operator::BitXor, _) => "^",
        (Operator::ShiftLeft, _) => "<<",
        _ => ">>",
    };
    let shifts = matches!(operator, Operator::ShiftLeft | Operator::ShiftRight);
    let right = if shifts && dialect == Dialect::Postgres {
        Func::cast_as(right, "integer").into()
    } else {
        right
    };
    let bits = binary(left, BinOper::Custom(sign), right);
    // Bits have no sign there.
    if is_mysql(dialect) { Func::cast_as(bits, "SIGNED").into() } else { bits }
}

/// The span between two dates, instants or times of day.
fn between(kind: Type, left: Sql, right: Sql, dialect: Dialect) -> Sql {
    match (dialect, kind) {
        // Between dates there are days there, a whole number.
        (Dialect::Postgres, Type::Date) => {
            let days = binary(left, BinOper::Sub, right);
            binary(text("INTERVAL '1 day'"), BinOper::Mul, days)
        }
        (Dialect::Postgres, _) => binary(left, BinOper::Sub, right),
        (Dialect::Sqlite, Type::Time) => Func::cust("django_time_diff").args([left, right]).into(),
        (Dialect::Sqlite, _) => Func::cust("django_timestamp_diff").args([left, right]).into(),
        (_, Type::Time) => binary(microseconds(left), BinOper::Sub, microseconds(right)),
        _ => Func::cust("TIMESTAMPDIFF").args([text("MICROSECOND"), right, left]).into(),
    }
}

/// A time of day as microseconds. Of its seconds some servers give the fraction too.
fn microseconds(time: Sql) -> Sql {
    let seconds = Func::cust("FLOOR").arg(Func::cust("TIME_TO_SEC").arg(time.clone()));
    let whole = binary(seconds.into(), BinOper::Mul, text("1000000"));
    let all = binary(whole, BinOper::Add, Func::cust("MICROSECOND").arg(time).into());
    Func::cast_as(all, "SIGNED").into()
}

/// A date or an instant, later or earlier by a span. A date stays one.
fn moved(operator: Operator, kind: Type, (left, span): (Sql, Sql), dialect: Dialect) -> Sql {
    let minus = operator == Operator::Subtract;
    let moved = match dialect {
        Dialect::Postgres => binary(left, if minus { BinOper::Sub } else { BinOper::Add }, span),
        Dialect::Sqlite => {
            let sign = text(if minus { "'-'" } else { "'+'" });
            return Func::cust("django_format_dtdelta").args([sign, left, span]).into();
        }
        Dialect::Mysql | Dialect::Mariadb => {
            let sign = text(if minus { "- INTERVAL" } else { "+ INTERVAL" });
            joined(vec![left, sign, span, text("MICROSECOND")], dialect)
        }
    };
    if kind == Type::Date { Func::cast_as(moved, "date").into() } else { moved }
}

/// A span, longer or shorter by a factor. Elsewhere it is a number of microseconds, and stays a whole one.
fn scaled(operator: Operator, span: Sql, factor: Sql, dialect: Dialect) -> Sql {
    let divides = operator == Operator::Divide;
    let sign = if divides { BinOper::Div } else { BinOper::Mul };
    let number = |sql: Sql, kind: &'static str| Sql::from(Func::cast_as(sql, kind));
    match dialect {
        Dialect::Postgres => binary(span, sign, number(factor, "double precision")),
        Dialect::Sqlite => {
            let span = if divides { number(span, "REAL") } else { span };
            number(Func::cust("ROUND").arg(binary(span, sign, factor)).into(), "INTEGER")
        }
        _ => number(Func::cust("ROUND").arg(binary(span, sign, factor)).into(), "SIGNED"),
    }
}
