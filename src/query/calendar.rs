//! The parts that dates and times have, and the units that they are cut off at.

/// A part of a date or of a time of day, as a whole number (Django: `Extract`).
///
/// <https://docs.djangoproject.com/en/6.1/ref/models/database-functions/#extract>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The year.
    Year,
    /// The year that the week belongs to, by ISO 8601.
    IsoYear,
    /// 1 to 4.
    Quarter,
    /// 1 to 12.
    Month,
    /// The number of the week, by ISO 8601: 1 to 53.
    Week,
    /// The day of the month: 1 to 31.
    Day,
    /// Sunday is 1, Saturday 7.
    WeekDay,
    /// Monday is 1, Sunday 7.
    IsoWeekDay,
    /// 0 to 23.
    Hour,
    /// 0 to 59.
    Minute,
    /// 0 to 59, without the fraction.
    Second,
}

/// What a date or a time of day is cut off at (Django: the kinds of `Trunc`).
///
/// <https://docs.djangoproject.com/en/6.1/ref/models/database-functions/#trunc>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// The first of January.
    Year,
    /// The first day of the quarter.
    Quarter,
    /// The first day of the month.
    Month,
    /// The Monday of the week.
    Week,
    /// Midnight.
    Day,
    /// The full hour.
    Hour,
    /// The full minute.
    Minute,
    /// The full second.
    Second,
}

impl Part {
    const ALL: [Self; 11] = [
        Self::Year,
        Self::IsoYear,
        Self::Quarter,
        Self::Month,
        Self::Week,
        Self::Day,
        Self::WeekDay,
        Self::IsoWeekDay,
        Self::Hour,
        Self::Minute,
        Self::Second,
    ];

    /// Django's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::IsoYear => "iso_year",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
            Self::WeekDay => "week_day",
            Self::IsoWeekDay => "iso_week_day",
            Self::Hour => "hour",
            Self::Minute => "minute",
            Self::Second => "second",
        }
    }

    /// The part with Django's name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// Whether it is a part of the time of day, else of the date.
    pub fn is_of_time(self) -> bool {
        matches!(self, Self::Hour | Self::Minute | Self::Second)
    }
}

impl Unit {
    const ALL: [Self; 8] = [
        Self::Year,
        Self::Quarter,
        Self::Month,
        Self::Week,
        Self::Day,
        Self::Hour,
        Self::Minute,
        Self::Second,
    ];

    /// Django's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
            Self::Hour => "hour",
            Self::Minute => "minute",
            Self::Second => "second",
        }
    }

    /// The unit with Django's name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}
