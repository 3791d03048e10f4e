//! Dates, times, durations and time zones.

use chrono::{DateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::{America::New_York, Asia::Kathmandu};
use queryset::{
    prelude::*,
    query::{
        Unit,
        typed::{DateUnit, TimeUnit},
    },
    value::make_aware,
};

use crate::{
    answer::{annotated, named},
    registry::{case, skip},
    shop::{Author, Book, Event},
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

case!(date_year_lookup_range(db) {
    Book::objects().filter(|b| b.pubdate().year().eq(2008)).await
});

case!(datetime_year_gt(db) {
    Event::objects().filter(|e| e.at().year().gt(2023)).await
});

case!(datetime_year_lte(db) {
    Event::objects().filter(|e| e.at().year().lte(2023)).await
});

case!(iso_year_2020(db) {
    Event::objects().filter(|e| e.at().iso_year().eq(2020)).await
});

case!(week_lookup(db) {
    Event::objects().filter(|e| e.at().week().eq(53)).await
});

case!(month_day_lookup(db) {
    Event::objects().filter(|e| e.at().month().eq(2) & e.at().day().eq(29)).await
});

case!(quarter_lookup(db) {
    Book::objects().filter(|b| b.pubdate().quarter().eq(4)).await
});

case!(hour_minute_second(db) {
    Event::objects()
        .filter(|e| e.at().hour().eq(12) & e.at().minute().eq(34) & e.at().second().eq(56))
        .await
});

case!(time_cast_lt(db) {
    let one = NaiveTime::from_hms_opt(1, 0, 0).unwrap();
    Event::objects().filter(|e| e.at().time().lt(one)).await
});

case!(extract_all_utc(db) {
    let rows = Event::objects()
        .values_list(|e| {
            let (id, at) = (e.id(), e.at());
            let (iso_year, iso_day) = (at.iso_year(), at.iso_week_day());
            let (year, month, day, week, week_day) =
                (at.year(), at.month(), at.day(), at.week(), at.week_day());
            let (quarter, hour, minute, second) =
                (at.quarter(), at.hour(), at.minute(), at.second());
            (
                id, year, iso_year, month, day, week, week_day, iso_day, quarter, hour, minute,
                second,
            )
        })
        .await?;
    let names = ["pk", "y", "iy", "mo", "d", "w", "wd", "iwd", "q", "h", "mi", "s"];
    Ok(named(&names, rows))
});

case!(extract_hour_ny_dst(db) {
    let rows = Event::objects()
        .values_list(|e| {
            let there = e.at().in_zone(New_York);
            (e.id(), there.hour(), there.day())
        })
        .await?;
    Ok(named(&["pk", "h", "d"], rows))
});

case!(extract_hour_kathmandu(db) {
    let rows = Event::objects()
        .values_list(|e| {
            let there = e.at().in_zone(Kathmandu);
            (e.id(), there.hour(), there.minute())
        })
        .await?;
    Ok(named(&["pk", "h", "m"], rows))
});

case!(trunc_hour_ny_spring(db) {
    let rows = Event::objects()
        .filter(|e| e.name().startswith("ny-spring"))
        .values_list(|e| (e.id(), e.at().in_zone(New_York).trunc(TimeUnit::Hour)))
        .await?;
    let aware = rows.into_iter().map(|(id, at)| (id, at.map(|it| make_aware(it, New_York))));
    Ok(named(&["pk", "x"], aware.collect()))
});

case!(trunc_output_field_date(db) {
    let rows =
        Event::objects().values_list(|e| (e.id(), e.at().date().trunc(DateUnit::Month))).await?;
    Ok(named(&["pk", "x"], rows))
});

case!(extract_from_duration(db) {
    let rows = Event::objects().annotate(|e| e.dur().hour()).await?;
    Ok(annotated(&["x"], rows))
});

case!(dates_year(db) {
    Book::objects().all().dates(|b| b.pubdate(), DateUnit::Year).await
});

case!(dates_related_field(db) {
    Author::objects().all().dates(|a| a.book_links().book().pubdate(), DateUnit::Year).await
});

case!(datetimes_hour_ny(db) {
    let hours = Event::objects().all().datetimes(|e| e.at().in_zone(New_York), Unit::Hour).await?;
    Ok(hours.into_iter().map(|it| make_aware(it, New_York)).collect::<Vec<_>>())
});

case!(datetime_compare_other_offset(db) {
    let three = new_york((2024, 3, 10), 3, 0).single().unwrap();
    Event::objects().filter(|e| e.at().eq(three)).await
});

case!(datetime_ambiguous_fold1(db) {
    let second = new_york((2024, 11, 3), 1, 30).latest().unwrap();
    Event::objects().filter(|e| e.at().eq(second)).await
});

skip!(datetime_naive_warns: "an instant has its zone: what a clock shows does not compile beside one, tests/ui/fail/cases_without_meaning.rs");

case!(date_string_rhs(db) {
    let late = Lookups::allow(["pubdate__gte"]).parse([("pubdate__gte", "2016-01-01")])?;
    Book::objects().complex_filter(late).await
});

case!(event_roundtrip_values(db) {
    let rows = Event::objects()
        .order_by(|e| e.id())
        .values_list(|e| (e.id(), e.at(), e.day(), e.tod(), e.dur()))
        .await?;
    Ok(named(&["pk", "at", "day", "tod", "dur"], rows))
});
