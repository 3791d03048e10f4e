//! `CAST`.

use sea_query::{Expr as Sql, Func};

use crate::{
    compiler::{
        binds::{Binds, postgres_type},
        expression::{self, Place},
        pieces::text,
    },
    dialect::Dialect,
    error::{Error, Result},
    query::Expr,
    value::Type,
};

/// The value as one of another type.
pub(super) fn sql(of: &Expr, into: Type, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let of = expression::sql(of, at, binds)?;
    let name = match binds.dialect() {
        Dialect::Postgres => postgres_type(into, false),
        Dialect::Sqlite => sqlite_type(into)?,
        Dialect::Mysql | Dialect::Mariadb => mysql_type(into)?,
    };
    Ok(Func::cast_as(of, name).into())
}

/// The value as a decimal of so many digits, and of them so many places. SQLite has no such type, and rounds.
pub(super) fn decimal(
    of: &Expr,
    (digits, places): (u8, u8),
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    let of = expression::sql(of, at, binds)?;
    Ok(match binds.dialect() {
        Dialect::Sqlite => {
            // What stands outermost decides how the value compares: as a number, also with one that is bound as text.
            let rounded = Func::cust("ROUND").args([of, text(places.to_string())]);
            Func::cast_as(rounded, "NUMERIC").into()
        }
        Dialect::Postgres => Func::cast_as(of, format!("numeric({digits}, {places})")).into(),
        _ => Func::cast_as(of, format!("DECIMAL({digits}, {places})")).into(),
    })
}

fn sqlite_type(into: Type) -> Result<&'static str> {
    match into {
        it if it.is_integer() => Ok("INTEGER"),
        Type::Double => Ok("REAL"),
        Type::Decimal => Ok("NUMERIC"),
        Type::Text => Ok("TEXT"),
        it => Err(Error::no_cast(it)),
    }
}

fn mysql_type(into: Type) -> Result<&'static str> {
    match into {
        Type::PositiveSmallInteger | Type::PositiveInteger | Type::PositiveBigInteger => {
            Ok("UNSIGNED")
        }
        it if it.is_integer() => Ok("SIGNED"),
        Type::Double => Ok("DOUBLE"),
        Type::Decimal => Ok("DECIMAL(65, 30)"),
        Type::Text => Ok("CHAR"),
        it => Err(Error::no_cast(it)),
    }
}
