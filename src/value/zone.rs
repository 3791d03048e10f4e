//! From what a clock shows to the instant.

use chrono::{DateTime, Days, MappedLocalTime, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;

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
pub fn make_aware(clock: NaiveDateTime, zone: Tz) -> DateTime<Tz> {
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
