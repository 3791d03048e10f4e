//! Functions of arrays.

use sea_query::{Expr as Sql, Func};

use crate::{
    compiler::{
        binds::Binds,
        expression::{self, Place},
    },
    error::Result,
    query::Expr,
};

/// `CARDINALITY(…)`.
pub(super) fn length(of: &Expr, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    Ok(Func::cust("CARDINALITY").arg(expression::sql(of, at, binds)?).into())
}

/// `(…)[n]`. PostgreSQL counts from 1; the place is part of the text, as a limit is.
pub(super) fn member(of: &Expr, index: u32, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let of = expression::sql(of, at, binds)?;
    let place = u64::from(index) + 1;
    Ok(Sql::CustomWithExpr(format!("($1)[{place}]").into(), vec![of]))
}
