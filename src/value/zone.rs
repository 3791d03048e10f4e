//! Time zones, and from what a clock shows to the instant.

use std::fmt;

use chrono::{DateTime, Days, FixedOffset, MappedLocalTime, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

/// A time zone with a name, or a fixed offset from UTC: what [`in_zone`](crate::query::typed::Expression::in_zone) takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Zone {
    /// A zone of the time zone database.
    Named(Tz),
    /// Always as far from UTC.
    Fixed(FixedOffset),
}

impl Zone {
    pub(crate) const UTC: Self = Self::Named(Tz::UTC);

    /// The zone that is written like this.
    #[cfg_attr(
        not(feature = "sqlite"),
        expect(dead_code, reason = "only SQLite has no zones of its own")
    )]
    pub(crate) fn by_name(text: &str) -> Option<Self> {
        let (sign, offset) = match (text.strip_prefix('+'), text.strip_prefix('-')) {
            (Some(it), _) => (1, it),
            (_, Some(it)) => (-1, it),
            _ => return text.parse().ok().map(Self::Named),
        };
        let mut seconds = 0_i32;
        for (part, worth) in offset.split(':').zip([3_600, 60, 1]) {
            let part: i32 = part.parse().ok()?;
            seconds = seconds.checked_add(part.checked_mul(worth)?)?;
        }
        FixedOffset::east_opt(sign * seconds).map(Self::Fixed)
    }

    /// What a clock in the zone shows at an instant.
    #[cfg_attr(
        not(feature = "sqlite"),
        expect(dead_code, reason = "only SQLite has no zones of its own")
    )]
    pub(crate) fn shown(self, moment: DateTime<Utc>) -> NaiveDateTime {
        match self {
            Self::Named(it) => moment.with_timezone(&it).naive_local(),
            Self::Fixed(it) => moment.with_timezone(&it).naive_local(),
        }
    }

    /// The instant at which a clock in the zone shows this.
    pub(crate) fn instant(self, clock: NaiveDateTime) -> DateTime<Utc> {
        match self {
            Self::Named(it) => make_aware(clock, it).to_utc(),
            Self::Fixed(it) => make_aware(clock, it).to_utc(),
        }
    }
}

impl From<Tz> for Zone {
    fn from(zone: Tz) -> Self {
        Self::Named(zone)
    }
}

impl From<FixedOffset> for Zone {
    fn from(offset: FixedOffset) -> Self {
        Self::Fixed(offset)
    }
}

impl From<Utc> for Zone {
    fn from(_: Utc) -> Self {
        Self::UTC
    }
}

/// `America/New_York`, `+05:30`, `-00:01:15`.
impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(it) => f.write_str(it.name()),
            Self::Fixed(it) => it.fmt(f),
        }
    }
}

/// The instant at which a clock in `zone` shows `clock` (Django: `timezone.make_aware`).
///
/// Of an hour that is repeated when summer time ends it is the first; of one that is left out when summer time begins, the
/// instant that the time before would have given it.
///
/// ```
/// use chrono::NaiveDate;
/// use chrono_tz::America::New_York;
/// use queryset::value::make_aware;
///
/// let twice = NaiveDate::from_ymd_opt(2024, 11, 3).unwrap().and_hms_opt(1, 30, 0).unwrap();
/// assert_eq!(make_aware(twice, New_York).to_rfc3339(), "2024-11-03T01:30:00-04:00");
/// let never = NaiveDate::from_ymd_opt(2024, 3, 10).unwrap().and_hms_opt(2, 30, 0).unwrap();
/// assert_eq!(make_aware(never, New_York).to_rfc3339(), "2024-03-10T03:30:00-04:00");
/// ```
#[expect(clippy::needless_pass_by_value, reason = "a zone is small, and given as in `in_zone`")]
pub fn make_aware<Z: TimeZone>(clock: NaiveDateTime, zone: Z) -> DateTime<Z> {
    match zone.from_local_datetime(&clock) {
        MappedLocalTime::Single(it) | MappedLocalTime::Ambiguous(it, _) => it,
        MappedLocalTime::None => {
            // The gap is shorter than a day, and what was before it is what was there a day earlier.
            let earlier = clock.checked_sub_days(Days::new(1)).unwrap_or(clock);
            let offset = zone.offset_from_utc_datetime(&earlier).fix();
            zone.from_utc_datetime(&clock.checked_sub_offset(offset).unwrap_or(clock))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_read_as_it_is_written() {
        let fixed = |seconds| Zone::from(FixedOffset::east_opt(seconds).unwrap());
        for (zone, text) in [
            (fixed(19_800), "+05:30"),
            (fixed(-75), "-00:01:15"),
            (fixed(0), "+00:00"),
            (Zone::from(Tz::America__New_York), "America/New_York"),
            (Zone::from(Utc), "UTC"),
        ] {
            assert_eq!((zone.to_string().as_str(), Zone::by_name(text)), (text, Some(zone)));
        }
        for text in ["", "+", "-05:x", "+99:00", "Mars/Olympus"] {
            assert_eq!(Zone::by_name(text), None, "{text}");
        }
    }
}
