//! Instants as a clock in a time zone shows them.
//!
//! The name of a zone and of a unit stand in the text: they are words of a fixed list, and a statement that groups by
//! what it selects must write both alike.

use sea_query::{BinOper, Expr as Sql, Func};

use crate::{
    compiler::{
        binds::Binds,
        expression::{self, Place},
        pieces::{joined, text},
    },
    dialect::Dialect,
    error::Result,
    query::{Call, Expr},
    value::{Type, Zone},
};

/// An instant, and the zone of the clock.
pub(super) struct Clock {
    moment: Sql,
    zone: Zone,
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
            Dialect::Mysql | Dialect::Mariadb if self.zone == Zone::UTC => self.moment,
            Dialect::Mysql | Dialect::Mariadb => shown_on_mysql(self.moment, self.zone, dialect),
            Dialect::Sqlite => {
                Func::cust("queryset_in_zone").args([self.moment, named(self.zone)]).into()
            }
        }
    }

    /// The same instant on a clock in another zone.
    pub(super) fn in_zone(self, zone: Zone) -> Self {
        Self { zone, ..self }
    }

    /// A function of SQLite that takes an instant, its zone, and that of the column.
    pub(super) fn django(self, name: &'static str, first: Option<&'static str>) -> Sql {
        let mut arguments: Vec<Sql> = first.map(word).into_iter().collect();
        arguments.extend([self.moment, named(self.zone), word("UTC")]);
        Func::cust(name).args(arguments).into()
    }
}

/// The instant that an expression is, and the zone that its clock is in.
pub(in crate::compiler) fn zone_of(expr: &Expr) -> (&Expr, Zone) {
    if let Expr::Call(Call::InZone(zone), arguments) = expr
        && let [moment] = arguments.as_slice()
    {
        return (moment, *zone);
    }
    (expr, Zone::UTC)
}

/// A timestamp without a zone, as the instant at which a clock in UTC shows it.
pub(super) fn as_utc(shown: Sql, dialect: Dialect) -> Sql {
    if dialect == Dialect::Postgres { at_time_zone(shown, Zone::UTC) } else { shown }
}

fn at_time_zone(moment: Sql, zone: Zone) -> Sql {
    let zone = match zone {
        Zone::Named(_) => named(zone),
        // As text, an offset is one to the west there.
        Zone::Fixed(offset) => text(format!("INTERVAL '{offset}'")),
    };
    Sql::Binary(Box::new(moment), BinOper::Custom("AT TIME ZONE"), Box::new(zone))
}

/// A fixed offset needs no tables of time zones there, and is not bound to their years.
fn shown_on_mysql(moment: Sql, zone: Zone, dialect: Dialect) -> Sql {
    match zone {
        Zone::Fixed(offset) => {
            let seconds = text(offset.local_minus_utc().to_string());
            joined(vec![moment, text("+ INTERVAL"), seconds, text("SECOND")], dialect)
        }
        Zone::Named(_) => {
            Func::cust("CONVERT_TZ").args([moment, word("+00:00"), named(zone)]).into()
        }
    }
}

/// The name of a zone, or its offset, in quotes: neither can hold one.
fn named(zone: Zone) -> Sql {
    text(format!("'{zone}'"))
}

/// The instant of the statement, on SQLite in milliseconds (Django: `Now`).
pub(super) fn now(dialect: Dialect) -> Sql {
    text(match dialect {
        Dialect::Postgres => "STATEMENT_TIMESTAMP()",
        Dialect::Sqlite => "STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW')",
        Dialect::Mysql | Dialect::Mariadb => "CURRENT_TIMESTAMP(6)",
    })
}

/// A word of the library's own, in quotes.
pub(super) fn word(word: &'static str) -> Sql {
    Sql::Custom(format!("'{word}'").into())
}
