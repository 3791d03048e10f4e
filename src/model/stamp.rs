//! Types that can hold the current time.

use chrono::{DateTime, NaiveDate, NaiveTime, SubsecRound, Utc};

use crate::value::{Column, Scalar};

/// The type of a field with `auto_now` or `auto_now_add`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold the current time",
    label = "`auto_now` is for `DateTime<Utc>`, `NaiveDate` and `NaiveTime`"
)]
pub trait Stamp: Column {
    /// The instant as this type, to the microsecond, since databases hold no more.
    ///
    /// Django: dates and times are those of the current time zone; here they are those of UTC.
    fn at(now: DateTime<Utc>) -> Self;

    /// The current time.
    fn now() -> Self {
        Self::at(Utc::now())
    }
}

impl Stamp for DateTime<Utc> {
    fn at(now: DateTime<Utc>) -> Self {
        now.trunc_subsecs(6)
    }
}

impl Stamp for NaiveDate {
    fn at(now: DateTime<Utc>) -> Self {
        now.date_naive()
    }
}

impl Stamp for NaiveTime {
    fn at(now: DateTime<Utc>) -> Self {
        now.time().trunc_subsecs(6)
    }
}

impl<T: Stamp + Scalar> Stamp for Option<T> {
    fn at(now: DateTime<Utc>) -> Self {
        Some(T::at(now))
    }
}
