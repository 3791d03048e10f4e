//! The beginnings of units.

use sea_query::{Expr as Sql, Func};

use crate::{
    compiler::{
        binds::Binds,
        call::clock::{Clock, as_utc, word},
        expression::{self, Place},
    },
    dialect::Dialect,
    error::{Error, Result},
    query::{Expr, Unit},
    value::Type,
};

/// The start of the unit that a date, an instant or a time of day is in.
pub(super) fn sql(unit: Unit, of: &Expr, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    let dialect = binds.dialect();
    match expression::type_of(of, at)? {
        Some(Type::DateTime) => {
            let clock = Clock::of(of, at, binds)?;
            if dialect == Dialect::Sqlite {
                return Ok(clock.django("django_datetime_trunc", Some(unit.name())));
            }
            Ok(as_utc(moment(unit, clock.shown(dialect), dialect), dialect))
        }
        Some(kind @ (Type::Date | Type::Time)) => {
            let value = expression::beside(of, Some(kind), at, binds)?;
            Ok(if kind == Type::Date {
                date(unit, value, dialect)
            } else {
                time(unit, value, dialect)
            })
        }
        _ => Err(Error::no_such_part(unit.name())),
    }
}

fn moment(unit: Unit, shown: Sql, dialect: Dialect) -> Sql {
    if dialect == Dialect::Postgres {
        return Func::cust("DATE_TRUNC").args([word(unit.name()), shown]).into();
    }
    let format = match unit {
        Unit::Hour => "%Y-%m-%d %H:00:00",
        Unit::Minute => "%Y-%m-%d %H:%i:00",
        Unit::Second => "%Y-%m-%d %H:%i:%s",
        _ => return Func::cast_as(day_on_mysql(unit, shown), "DATETIME").into(),
    };
    let text = Func::cust("DATE_FORMAT").args([shown, word(format)]);
    Func::cast_as(text, "DATETIME").into()
}

fn date(unit: Unit, date: Sql, dialect: Dialect) -> Sql {
    match dialect {
        // Of a date it would make an instant, by the zone of the session.
        Dialect::Postgres => {
            let midnight = Func::cast_as(date, "timestamp").into();
            let first = Func::cust("DATE_TRUNC").args([word(unit.name()), midnight]);
            Func::cast_as(first, "date").into()
        }
        Dialect::Sqlite => django("django_date_trunc", unit, date),
        Dialect::Mysql | Dialect::Mariadb => day_on_mysql(unit, date),
    }
}

fn time(unit: Unit, time: Sql, dialect: Dialect) -> Sql {
    match dialect {
        // Of a time it makes an interval.
        Dialect::Postgres => {
            let start = Func::cust("DATE_TRUNC").args([word(unit.name()), time]);
            Func::cast_as(start, "time").into()
        }
        Dialect::Sqlite => django("django_time_trunc", unit, time),
        Dialect::Mysql | Dialect::Mariadb => {
            let zero = || Sql::Custom("0".into());
            let part = |name: &'static str| -> Sql { Func::cust(name).arg(time.clone()).into() };
            let (minute, second) = match unit {
                Unit::Second => (part("MINUTE"), part("SECOND")),
                Unit::Minute => (part("MINUTE"), zero()),
                _ => (zero(), zero()),
            };
            Func::cust("MAKETIME").args([part("HOUR"), minute, second]).into()
        }
    }
}

/// The first day of a unit of at least a day.
fn day_on_mysql(unit: Unit, of: Sql) -> Sql {
    let formatted = |of: Sql, format: &'static str| -> Sql {
        let text = Func::cust("DATE_FORMAT").args([of, word(format)]);
        Func::cast_as(text, "DATE").into()
    };
    match unit {
        Unit::Year => formatted(of, "%Y-01-01"),
        Unit::Quarter => {
            let months = "(MONTH(?) - 1) MOD 3";
            let months = Sql::CustomWithExpr(months.into(), vec![of.clone()]);
            let first = "DATE_SUB(?, INTERVAL ? MONTH)";
            formatted(Sql::CustomWithExpr(first.into(), vec![of, months]), "%Y-%m-01")
        }
        Unit::Month => formatted(of, "%Y-%m-01"),
        Unit::Week => {
            let monday = "DATE(DATE_SUB(?, INTERVAL WEEKDAY(?) DAY))";
            Sql::CustomWithExpr(monday.into(), vec![of.clone(), of])
        }
        _ => Func::cust("DATE").arg(of).into(),
    }
}

/// A function of SQLite that takes two zones, which a value without an instant has no use for.
fn django(name: &'static str, unit: Unit, value: Sql) -> Sql {
    let null = || Sql::Custom("NULL".into());
    Func::cust(name).args([word(unit.name()), value, null(), null()]).into()
}
