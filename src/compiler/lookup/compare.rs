//! `exact`, `gt`, `gte`, `lt`, `lte`, `range`.

use sea_query::{BinOper, Expr as Sql};

use crate::{
    compiler::{
        binds::Binds,
        condition::Comparison,
        expression::{self, Place},
    },
    error::{Error, Result},
    query::{Expr, Lookup},
};

/// The comparison of an expression with one operand, or with the two bounds of a range.
pub(super) fn sql(it: Comparison<'_>, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let (left, lookup, right) = it;
    let column = opposite(left, right, at, binds)?;
    match (lookup, right) {
        (Lookup::Range, [low, high]) => {
            let low = expression::beside_column(low, left, at, binds)?;
            let high = expression::beside_column(high, left, at, binds)?;
            let bounds = Sql::Binary(Box::new(low), BinOper::And, Box::new(high));
            Ok(Sql::Binary(Box::new(column), BinOper::Between, Box::new(bounds)))
        }
        (_, [operand]) => {
            let operand = expression::beside_column(operand, left, at, binds)?;
            Ok(Sql::Binary(Box::new(column), operator(lookup), Box::new(operand)))
        }
        _ => Err(Error::wrong_operands(lookup.name(), right.len())),
    }
}

/// The left side; a value there takes the type of the column on the right.
fn opposite(left: &Expr, right: &[Expr], at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    match right {
        [operand] => expression::beside_column(left, operand, at, binds),
        _ => expression::sql(left, at, binds),
    }
}

pub(super) fn operator(lookup: Lookup) -> BinOper {
    match lookup {
        Lookup::Gt => BinOper::GreaterThan,
        Lookup::Gte => BinOper::GreaterThanOrEqual,
        Lookup::Lt => BinOper::SmallerThan,
        Lookup::Lte => BinOper::SmallerThanOrEqual,
        _ => BinOper::Equal,
    }
}
