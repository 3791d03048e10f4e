//! `CAST`.

use sea_query::{Expr as Sql, Func};

use crate::{
    compiler::{
        binds::{Binds, postgres_type},
        expression::{self, Place},
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
