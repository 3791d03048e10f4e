//! Parts of dates and times, and the date and the time of an instant.

use sea_query::{BinOper, Expr as Sql, Func};

use crate::{
    compiler::{
        binds::Binds,
        call::clock::{Clock, as_utc, word},
        expression::{self, Place},
    },
    dialect::Dialect,
    error::{Error, Result},
    query::{Expr, Part},
    value::{Type, Zone},
};

/// A part of a date, of an instant or of a time of day.
pub(super) fn sql(part: Part, of: &Expr, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let dialect = binds.dialect();
    match expression::type_of(of, at)? {
        Some(Type::DateTime) => {
            let clock = Clock::of(of, at, binds)?;
            if dialect == Dialect::Sqlite {
                return Ok(clock.django("django_datetime_extract", Some(part.name())));
            }
            Ok(extracted(part, clock.shown(dialect), dialect))
        }
        Some(kind @ (Type::Date | Type::Time)) => {
            let value = expression::beside(of, Some(kind), at, binds)?;
            if dialect == Dialect::Sqlite {
                let name =
                    if kind == Type::Date { "django_date_extract" } else { "django_time_extract" };
                return Ok(Func::cust(name).args([word(part.name()), value]).into());
            }
            Ok(extracted(part, value, dialect))
        }
        Some(Type::Duration) if dialect.capability().native_durations => {
            let value = expression::beside(of, Some(Type::Duration), at, binds)?;
            Ok(extracted(part, value, dialect))
        }
        Some(Type::Duration) => Err(Error::part_of_duration(part.name())),
        _ => Err(Error::no_such_part(part.name())),
    }
}

/// The date of an instant.
pub(super) fn date(of: &Expr, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let (clock, dialect) = (Clock::of(of, at, binds)?, binds.dialect());
    Ok(match dialect {
        Dialect::Postgres => Func::cast_as(clock.shown(dialect), "date").into(),
        Dialect::Sqlite => clock.django("django_datetime_cast_date", None),
        Dialect::Mysql | Dialect::Mariadb => Func::cust("DATE").arg(clock.shown(dialect)).into(),
    })
}

/// The time of day of an instant.
pub(super) fn time(of: &Expr, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let (clock, dialect) = (Clock::of(of, at, binds)?, binds.dialect());
    Ok(match dialect {
        Dialect::Postgres => Func::cast_as(clock.shown(dialect), "time").into(),
        Dialect::Sqlite => clock.django("django_datetime_cast_time", None),
        Dialect::Mysql | Dialect::Mariadb => Func::cust("TIME").arg(clock.shown(dialect)).into(),
    })
}

/// What a clock in a zone shows at an instant.
pub(super) fn in_zone(of: &Expr, zone: Zone, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let (clock, dialect) = (Clock::of(of, at, binds)?.in_zone(zone), binds.dialect());
    Ok(as_utc(clock.shown(dialect), dialect))
}

fn extracted(part: Part, of: Sql, dialect: Dialect) -> Sql {
    if dialect == Dialect::Postgres { on_postgres(part, of) } else { on_mysql(part, &of) }
}

/// <https://www.postgresql.org/docs/15/functions-datetime.html#FUNCTIONS-DATETIME-EXTRACT>
fn on_postgres(part: Part, of: Sql) -> Sql {
    let extract = |field: &'static str, of: Sql| -> Sql {
        let field = Sql::CustomWithExpr(format!("EXTRACT({field} FROM $1)").into(), vec![of]);
        Func::cast_as(field, "integer").into()
    };
    match part {
        Part::Year => extract("YEAR", of),
        Part::IsoYear => extract("ISOYEAR", of),
        Part::Quarter => extract("QUARTER", of),
        Part::Month => extract("MONTH", of),
        Part::Week => extract("WEEK", of),
        Part::Day => extract("DAY", of),
        Part::WeekDay => plus_one(extract("DOW", of)),
        Part::IsoWeekDay => extract("ISODOW", of),
        Part::Hour => extract("HOUR", of),
        Part::Minute => extract("MINUTE", of),
        // A second has a fraction there, and the cast would round it.
        Part::Second => {
            extract("SECOND", Func::cust("DATE_TRUNC").args([word("second"), of]).into())
        }
    }
}

/// <https://dev.mysql.com/doc/refman/8.4/en/date-and-time-functions.html>
fn on_mysql(part: Part, of: &Sql) -> Sql {
    let function = |name: &'static str| -> Sql { Func::cust(name).arg(of.clone()).into() };
    // The mode in which weeks are those of ISO 8601.
    let iso = |name: &'static str| -> Sql {
        Func::cust(name).args([of.clone(), Sql::Custom("3".into())]).into()
    };
    match part {
        Part::Year => function("YEAR"),
        Part::IsoYear => {
            let hundred = Sql::Custom("100".into());
            Sql::Binary(Box::new(iso("YEARWEEK")), BinOper::Custom("DIV"), Box::new(hundred))
        }
        Part::Quarter => function("QUARTER"),
        Part::Month => function("MONTH"),
        Part::Week => iso("WEEK"),
        Part::Day => function("DAYOFMONTH"),
        Part::WeekDay => function("DAYOFWEEK"),
        Part::IsoWeekDay => plus_one(function("WEEKDAY")),
        Part::Hour => function("HOUR"),
        Part::Minute => function("MINUTE"),
        Part::Second => function("SECOND"),
    }
}

fn plus_one(number: Sql) -> Sql {
    Sql::Binary(Box::new(number), BinOper::Add, Box::new(Sql::Custom("1".into())))
}
