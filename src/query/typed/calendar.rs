//! Dates and times: their parts, their beginnings, and time zones.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use crate::{
    query::{Call, Part, Unit, typed::Expression},
    value::{Clocked, Column, Dated, Nullability, Timed, Zone},
};

/// `T`, or `Option<T>` where the expression of type `Of` can be NULL.
type Like<Of, T> = <<Of as Column>::Null as Nullability>::Of<T>;

/// A unit that dates are cut off at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateUnit {
    /// The first of January.
    Year,
    /// The first day of the quarter.
    Quarter,
    /// The first day of the month.
    Month,
    /// The Monday of the week.
    Week,
    /// The day itself.
    Day,
}

/// A unit that times of day are cut off at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeUnit {
    /// The full hour.
    Hour,
    /// The full minute.
    Minute,
    /// The full second.
    Second,
}

/// A unit that values of type `T` can be cut off at.
///
/// [`DateUnit`] for what has a date, [`TimeUnit`] for what has a time of day, [`Unit`] for what has both.
#[diagnostic::on_unimplemented(
    message = "`{T}` cannot be cut off at `{Self}`",
    label = "`DateUnit` is for dates, `TimeUnit` for times of day; instants take both"
)]
pub trait Truncates<T> {
    /// The unit.
    fn unit(self) -> Unit;
}

impl<T: Dated> Truncates<T> for DateUnit {
    fn unit(self) -> Unit {
        match self {
            Self::Year => Unit::Year,
            Self::Quarter => Unit::Quarter,
            Self::Month => Unit::Month,
            Self::Week => Unit::Week,
            Self::Day => Unit::Day,
        }
    }
}

impl<T: Timed> Truncates<T> for TimeUnit {
    fn unit(self) -> Unit {
        match self {
            Self::Hour => Unit::Hour,
            Self::Minute => Unit::Minute,
            Self::Second => Unit::Second,
        }
    }
}

impl<T: Dated + Timed> Truncates<T> for Unit {
    fn unit(self) -> Unit {
        self
    }
}

/// What has a date: a date, an instant in UTC, or what a clock shows [in a zone](Self::in_zone).
///
/// Django: <https://docs.djangoproject.com/en/6.1/ref/models/querysets/#year>
impl<T: Column<Bare: Dated>, K> Expression<T, K> {
    /// The year. Compared with a number it is a comparison of the column itself, which an index can answer.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let set = User::objects().filter(|u| u.date_joined().year().eq(2024)).values_list(|u| u.date_joined().month());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Mariadb)?,
    ///     "SELECT MONTH(`auth_user`.`date_joined`) FROM `auth_user` WHERE `auth_user`.`date_joined` BETWEEN ? AND ?"
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn year(&self) -> Expression<Like<T, i32>, K> {
        self.call(Call::Extract(Part::Year))
    }

    /// The year that the week belongs to, by ISO 8601; compared as [`year`](Self::year) is.
    pub fn iso_year(&self) -> Expression<Like<T, i32>, K> {
        self.call(Call::Extract(Part::IsoYear))
    }

    /// The quarter, 1 to 4.
    pub fn quarter(&self) -> Expression<Like<T, i32>, K> {
        self.call(Call::Extract(Part::Quarter))
    }

    /// The month, 1 to 12.
    pub fn month(&self) -> Expression<Like<T, i32>, K> {
        self.call(Call::Extract(Part::Month))
    }

    /// The number of the week, by ISO 8601: 1 to 53.
    pub fn week(&self) -> Expression<Like<T, i32>, K> {
        self.call(Call::Extract(Part::Week))
    }

    /// The day of the month, 1 to 31.
    pub fn day(&self) -> Expression<Like<T, i32>, K> {
        self.call(Call::Extract(Part::Day))
    }

    /// The day of the week: Sunday is 1, Saturday 7.
    pub fn week_day(&self) -> Expression<Like<T, i32>, K> {
        self.call(Call::Extract(Part::WeekDay))
    }

    /// The day of the week, by ISO 8601: Monday is 1, Sunday 7.
    pub fn iso_week_day(&self) -> Expression<Like<T, i32>, K> {
        self.call(Call::Extract(Part::IsoWeekDay))
    }
}

/// What has a time of day: a time, an instant in UTC, or what a clock shows [in a zone](Self::in_zone). PostgreSQL knows the
/// parts of a span of time too, the hours behind its whole days; elsewhere they are an error of kind `Unsupported`.
///
/// Django: <https://docs.djangoproject.com/en/6.1/ref/models/querysets/#hour>
impl<T: Column<Bare: Clocked>, K> Expression<T, K> {
    /// The hour, 0 to 23.
    pub fn hour(&self) -> Expression<Like<T, i32>, K> {
        self.call(Call::Extract(Part::Hour))
    }

    /// The minute, 0 to 59.
    pub fn minute(&self) -> Expression<Like<T, i32>, K> {
        self.call(Call::Extract(Part::Minute))
    }

    /// The second, 0 to 59, without its fraction.
    pub fn second(&self) -> Expression<Like<T, i32>, K> {
        self.call(Call::Extract(Part::Second))
    }
}

/// What has both: an instant in UTC, or what a clock shows [in a zone](Self::in_zone).
impl<T: Column<Bare: Dated + Timed>, K> Expression<T, K> {
    /// The date.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let today = chrono::Utc::now().date_naive();
    /// let set = User::objects().filter(|u| u.date_joined().date().eq(today)).values_list(|u| u.id());
    /// assert!(set.to_sql(Dialect::Mariadb)?.ends_with("WHERE DATE(`auth_user`.`date_joined`) = ?"));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn date(&self) -> Expression<Like<T, NaiveDate>, K> {
        self.call(Call::Date)
    }

    /// The time of day.
    pub fn time(&self) -> Expression<Like<T, NaiveTime>, K> {
        self.call(Call::Time)
    }
}

impl<T: Column<Bare = DateTime<Utc>>, K> Expression<T, K> {
    /// What a clock in a time zone shows at the instant, whose parts and beginnings are those of that zone: a `Tz`, or
    /// a `FixedOffset` from UTC.
    ///
    /// It is a `NaiveDateTime`; [`make_aware`](crate::value::make_aware) makes it an instant again.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// use chrono_tz::America::New_York;
    ///
    /// let set = User::objects().filter(|u| u.date_joined().in_zone(New_York).hour().lt(9)).values_list(|u| u.id());
    /// assert!(set.to_sql(Dialect::Sqlite)?.ends_with(
    ///     r#"WHERE django_datetime_extract('hour', "auth_user"."date_joined", 'America/New_York', 'UTC') < ?"#
    /// ));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// Django: the current time zone, `timezone.activate`, or `tzinfo` of `Extract` and `Trunc`. Here it is said where it
    /// counts, and UTC when nothing is said.
    ///
    /// On MySQL and MariaDB the server needs its time zone tables for a `Tz`, without which the value is NULL; MariaDB
    /// leaves instants before 1970 and after 2038 as they are in UTC. A fixed offset needs none, and holds for all years.
    pub fn in_zone(&self, zone: impl Into<Zone>) -> Expression<Like<T, NaiveDateTime>, K> {
        self.call(Call::InZone(zone.into()))
    }
}

impl<T: Column, K> Expression<T, K> {
    /// The beginning of the unit (Django: `Trunc`).
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*, query::{Unit, typed::DateUnit}};
    /// let days = User::objects().values_list(|u| (u.date_joined().trunc(Unit::Day), u.id().count()));
    /// let months = User::objects().values_list(|u| u.date_joined().date().trunc(DateUnit::Month));
    /// assert_eq!(
    ///     months.to_sql(Dialect::Mariadb)?,
    ///     "SELECT CAST(DATE_FORMAT(DATE(`auth_user`.`date_joined`), '%Y-%m-01') AS DATE) FROM `auth_user`"
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// Django makes a value that was cut off in a zone aware again when it is read. Here it stays what the clock showed,
    /// and [`make_aware`](crate::value::make_aware) does the same.
    #[must_use]
    pub fn trunc(&self, unit: impl Truncates<T::Bare>) -> Self {
        self.call(Call::Truncate(unit.unit()))
    }
}
