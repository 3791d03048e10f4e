//! Functions of text.

use sea_query::{Alias, BinOper, Expr as Sql, Func};

use crate::{
    compiler::{
        binds::Binds,
        expression::{self, Place},
    },
    dialect::Dialect,
    error::{Error, Result},
    query::{Call, Expr},
    value::Value,
};

/// The function of its arguments, values among which are text.
pub(super) fn sql(
    call: &Call,
    arguments: &[Expr],
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    let arguments =
        arguments.iter().map(|it| expression::text(it, at, binds)).collect::<Result<Vec<_>>>()?;
    Ok(Func::cust(name(call, binds.dialect())).args(arguments).into())
}

fn name(call: &Call, dialect: Dialect) -> &'static str {
    match (call, dialect) {
        (Call::Lower, _) => "LOWER",
        (Call::Upper, _) => "UPPER",
        // `LENGTH` counts bytes there.
        (_, Dialect::Mysql | Dialect::Mariadb) => "CHAR_LENGTH",
        _ => "LENGTH",
    }
}

/// `SUBSTR(text, start, length)`, which counts from 1.
pub(super) fn slice(
    of: &Expr,
    (start, length): (u32, Option<u32>),
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    let name = match binds.dialect() {
        Dialect::Sqlite => "SUBSTR",
        _ => "SUBSTRING",
    };
    let mut arguments = vec![expression::text(of, at, binds)?];
    for number in [Some(start.saturating_add(1)), length].into_iter().flatten() {
        let number = i32::try_from(number).unwrap_or(i32::MAX);
        arguments.push(binds.alone(&Value::Integer(number))?);
    }
    Ok(Func::cust(name).args(arguments).into())
}

/// `text COLLATE "name"`. The name is quoted, and has letters, digits, `_`, `-` and `.` only, as in Django.
pub(super) fn collated(of: &Expr, name: &str, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let is_sound = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | '.');
    if name.is_empty() || !name.chars().all(is_sound) {
        return Err(Error::not_a_collation(name));
    }
    let of = expression::text(of, at, binds)?;
    let name = Sql::col(Alias::new(name));
    Ok(Sql::Binary(Box::new(of), BinOper::Custom("COLLATE"), Box::new(name)))
}
