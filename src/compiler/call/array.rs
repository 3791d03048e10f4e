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
///
/// A place beyond its 32-bit integers is an error there, though no array is that long: it is written as NULL, at which
/// nothing stands.
pub(super) fn member(of: &Expr, index: u32, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let of = expression::sql(of, at, binds)?;
    let place = i32::try_from(u64::from(index) + 1);
    let place = place.map_or_else(|_| "NULL".to_owned(), |it| it.to_string());
    Ok(Sql::CustomWithExpr(format!("($1)[{place}]").into(), vec![of]))
}
