//! `year` and `iso_year`, compared with a number: a comparison of the column itself, which an index can answer.
//!
//! `year >= 2008` is `column >= 2008-01-01`, of an instant its first moment in the zone (Django: `YearLookup`).

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use crate::{
    compiler::{
        call::zone_of,
        condition::Comparison,
        expression::{self, Place},
    },
    error::Result,
    query::{Call, Expr, Lookup, Part},
    value::{Scalar, Type, Value, Zone},
};

/// The years whose bounds every database holds; others are taken out of the column and compared as numbers.
const YEARS: std::ops::RangeInclusive<i32> = 1_000..=9_999;

/// A lookup of a year, said of what the year is part of.
pub(super) struct Direct<'q> {
    left: &'q Expr,
    lookup: Lookup,
    right: Vec<Expr>,
}

impl<'q> Direct<'q> {
    /// `None` where the lookup is none of a year, or none that bounds can say.
    pub(super) fn of(it: Comparison<'q>, at: Place<'_>) -> Result<Option<Self>> {
        let (Expr::Call(Call::Extract(part), arguments), lookup, [Expr::Value(year)]) = it else {
            return Ok(None);
        };
        let ([of], Some(year)) = (arguments.as_slice(), year.as_integer()) else { return Ok(None) };
        let (left, bounds) = match expression::type_of(of, at)? {
            Some(Type::Date) => (of, dates(*part, year)),
            Some(Type::DateTime) => {
                let (left, zone) = zone_of(of);
                (left, dates(*part, year).and_then(|it| moments(it, zone)))
            }
            _ => return Ok(None),
        };
        let Some((first, last)) = bounds else { return Ok(None) };
        let (lookup, bounds) = match lookup {
            Lookup::Exact => (Lookup::Range, vec![first, last]),
            Lookup::Gt | Lookup::Lte => (lookup, vec![last]),
            Lookup::Gte | Lookup::Lt => (lookup, vec![first]),
            _ => return Ok(None),
        };
        let right = bounds.into_iter().map(Expr::Value).collect();
        Ok(Some(Self { left, lookup, right }))
    }

    pub(super) fn comparison(&self) -> Comparison<'_> {
        (self.left, self.lookup, &self.right)
    }
}

/// The first and the last day of a year.
fn days(part: Part, year: i64) -> Option<(NaiveDate, NaiveDate)> {
    // Outside of them there are no bounds, and chrono overflows at the smallest numbers.
    let year = i32::try_from(year).ok().filter(|it| YEARS.contains(it))?;
    let (first, last) = match part {
        Part::Year => {
            (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?)
        }
        Part::IsoYear => {
            let first = |year| NaiveDate::from_isoywd_opt(year, 1, Weekday::Mon);
            (first(year)?, first(year.checked_add(1)?)?.pred_opt()?)
        }
        _ => return None,
    };
    [first, last].iter().all(|it| YEARS.contains(&it.year())).then_some((first, last))
}

fn dates(part: Part, year: i64) -> Option<(Value, Value)> {
    days(part, year).map(|(first, last)| (Value::Date(first), Value::Date(last)))
}

/// The first and the last moment between two dates, by the clocks of a zone.
fn moments((first, last): (Value, Value), zone: Zone) -> Option<(Value, Value)> {
    let (Value::Date(first), Value::Date(last)) = (first, last) else { return None };
    let end = NaiveTime::from_hms_micro_opt(23, 59, 59, 999_999)?;
    let moment = |date: NaiveDate, time| {
        let moment = zone.instant(date.and_time(time));
        YEARS.contains(&moment.year()).then(|| moment.to_value())
    };
    Some((moment(first, NaiveTime::MIN)?, moment(last, end)?))
}
