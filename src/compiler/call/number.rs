//! Functions of numbers.

use sea_query::{Expr as Sql, Func};

use crate::{
    compiler::{
        binds::Binds,
        expression::{self, Place},
    },
    error::Result,
    query::Expr,
};

/// `ABS(…)`.
pub(super) fn abs(arguments: &[Expr], at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let arguments: Vec<Sql> =
        arguments.iter().map(|it| expression::sql(it, at, binds)).collect::<Result<_>>()?;
    Ok(Func::cust("ABS").args(arguments).into())
}
