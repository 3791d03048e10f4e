//! Functions of text.

use sea_query::{Expr as Sql, Func};

use crate::{
    compiler::{
        binds::Binds,
        expression::{self, Place},
    },
    dialect::Dialect,
    error::Result,
    query::{Call, Expr},
    value::Type,
};

/// The function of its arguments, values among which are text.
pub(super) fn sql(
    call: &Call,
    arguments: &[Expr],
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    let arguments = arguments
        .iter()
        .map(|it| expression::beside(it, Some(Type::Text), at, binds))
        .collect::<Result<Vec<_>>>()?;
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
