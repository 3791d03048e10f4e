//! Instants as a clock in a time zone shows them.
//!
//! The name of a zone and of a unit stand in the text: they are words of a fixed list, and a statement that groups by
//! what it selects must write both alike.

use chrono_tz::Tz;
use sea_query::{BinOper, Expr as Sql, Func};

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

/// An instant, and the zone of the clock.
pub(super) struct Clock {
    moment: Sql,
    zone: Tz,
}

impl Clock {
    /// An instant in its zone, or in UTC.
    pub(super) fn of(expr: &Expr, at: Place<'_>, binds: &mut Binds) -> Result<Self> {
        let (moment, zone) = zone_of(expr);
        let moment = expression::beside(moment, Some(Type::DateTime), at, binds)?;
        Ok(Self { moment, zone })
    }

    /// What the clock shows, as a timestamp without a zone.
    pub(super) fn shown(self, dialect: Dialect) -> Sql {
        match dialect {
            Dialect::Postgres => at_time_zone(self.moment, self.zone),
            Dialect::Mysql | Dialect::Mariadb if self.zone == Tz::UTC => self.moment,
            Dialect::Mysql | Dialect::Mariadb => {
                let zone = word(self.zone.name());
                Func::cust("CONVERT_TZ").args([self.moment, word("+00:00"), zone]).into()
            }
            Dialect::Sqlite => {
                Func::cust("queryset_in_zone").args([self.moment, word(self.zone.name())]).into()
            }
        }
    }

    /// The same instant on a clock in another zone.
    pub(super) fn in_zone(self, zone: Tz) -> Self {
        Self { zone, ..self }
    }

    /// A function of SQLite that takes an instant, its zone, and that of the column.
    pub(super) fn django(self, name: &'static str, first: Option<&'static str>) -> Sql {
        let mut arguments: Vec<Sql> = first.map(word).into_iter().collect();
        arguments.extend([self.moment, word(self.zone.name()), word("UTC")]);
        Func::cust(name).args(arguments).into()
    }
}

/// The instant that an expression is, and the zone that its clock is in.
pub(in crate::compiler) fn zone_of(expr: &Expr) -> (&Expr, Tz) {
    if let Expr::Call(Call::InZone(zone), arguments) = expr
        && let [moment] = arguments.as_slice()
    {
        return (moment, *zone);
    }
    (expr, Tz::UTC)
}

/// A timestamp without a zone, as the instant at which a clock in UTC shows it.
pub(super) fn as_utc(shown: Sql, dialect: Dialect) -> Sql {
    if dialect == Dialect::Postgres { at_time_zone(shown, Tz::UTC) } else { shown }
}

fn at_time_zone(moment: Sql, zone: Tz) -> Sql {
    Sql::Binary(Box::new(moment), BinOper::Custom("AT TIME ZONE"), Box::new(word(zone.name())))
}

/// A word of the library's own, in quotes.
pub(super) fn word(word: &'static str) -> Sql {
    Sql::Custom(format!("'{word}'").into())
}
