//! One function: its family.

use sea_query::{Expr as Sql, Func};

use crate::{
    compiler::{
        binds::Binds,
        call::{array, cast, clock, json, number, part, text, truncate},
        expression::{self, Place},
        template,
    },
    error::{Error, Result},
    query::{Call, Expr},
};

/// The SQL of a function.
pub(in crate::compiler) fn sql(
    call: &Call,
    arguments: &[Expr],
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    if let Call::Custom(template, _) = call {
        let arguments = arguments.iter().map(|it| expression::sql(it, at, binds));
        return template::filled(
            template,
            &arguments.collect::<Result<Vec<_>>>()?,
            binds.dialect(),
        );
    }
    let of = match (call, arguments) {
        (Call::Random, []) => return Ok(Func::random().into()),
        (Call::Now, []) => return Ok(clock::now(binds.dialect())),
        (_, [of]) => of,
        _ => return Err(Error::wrong_arguments(arguments.len())),
    };
    match call {
        Call::ArrayLength => array::length(of, at, binds),
        Call::Member(index) => array::member(of, *index, at, binds),
        Call::Abs => number::abs(arguments, at, binds),
        Call::Lower | Call::Upper | Call::Length => text::sql(call, arguments, at, binds),
        Call::Extract(it) => part::sql(*it, of, at, binds),
        Call::Truncate(it) => truncate::sql(*it, of, at, binds),
        Call::Date => part::date(of, at, binds),
        Call::Time => part::time(of, at, binds),
        Call::InZone(zone) => part::in_zone(of, *zone, at, binds),
        Call::Slice(start, length) => text::slice(of, (*start, *length), at, binds),
        Call::Collate(name) => text::collated(of, name, at, binds),
        Call::Random | Call::Now | Call::Custom(..) => Err(Error::wrong_arguments(arguments.len())),
        Call::CastDecimal(digits, places) => cast::decimal(of, (*digits, *places), at, binds),
        Call::Cast(into) => cast::sql(of, *into, at, binds),
        Call::Key(_) | Call::JsonText => json::sql(call, arguments, at, binds),
    }
}
