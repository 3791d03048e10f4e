//! One function: its family.

use sea_query::Expr as Sql;

use crate::{
    compiler::{
        binds::Binds,
        call::{number, text},
        expression::Place,
    },
    error::Result,
    query::{Call, Expr},
};

/// The SQL of a function.
pub(in crate::compiler) fn sql(
    call: &Call,
    arguments: &[Expr],
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    match call {
        Call::Abs => number::abs(arguments, at, binds),
        Call::Lower | Call::Upper | Call::Length => text::sql(call, arguments, at, binds),
    }
}
