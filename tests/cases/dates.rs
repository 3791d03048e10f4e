//! Dates, times, durations and time zones.

use chrono::{DateTime, TimeZone, Utc};
use chrono_tz::America::New_York;
use queryset::prelude::*;

use crate::{
    answer::named,
    registry::{case, skip},
    shop::{Book, Event},
};

/// What a clock in New York shows, as an instant.
fn new_york(
    day: (i32, u32, u32),
    hour: u32,
    minute: u32,
) -> chrono::MappedLocalTime<DateTime<Utc>> {
    let (year, month, day) = day;
    New_York.with_ymd_and_hms(year, month, day, hour, minute, 0).map(|it| it.to_utc())
}

case!(datetime_compare_other_offset(db) {
    let three = new_york((2024, 3, 10), 3, 0).single().unwrap();
    Event::objects().filter(|e| e.at().eq(three)).await
});

case!(datetime_ambiguous_fold1(db) {
    let second = new_york((2024, 11, 3), 1, 30).latest().unwrap();
    Event::objects().filter(|e| e.at().eq(second)).await
});

skip!(datetime_naive_warns: "an instant has its zone: what a clock shows does not compile beside one");

case!(event_roundtrip_values(db) {
    let rows = Event::objects()
        .order_by(|e| e.id())
        .values_list(|e| (e.id(), e.at(), e.day(), e.tod(), e.dur()))
        .await?;
    Ok(named(&["pk", "at", "day", "tod", "dur"], rows))
});
