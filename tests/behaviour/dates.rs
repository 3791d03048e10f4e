//! Parts of dates and times, their beginnings, years as bounds, and time zones.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::{America::New_York, Asia::Kathmandu, Tz};
use queryset::{
    prelude::*,
    query::{
        Unit,
        typed::{DateUnit, TimeUnit},
    },
    value::make_aware,
};

use crate::{
    law::law,
    support::library::{Event, EventFields},
};

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn clock(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// One event for each instant, with its date and its time of day, and one at no time.
async fn fill(instants: &[&str]) {
    for (number, text) in instants.iter().enumerate() {
        let at = instant(text);
        let named = format!("{number}");
        let event = Event::objects()
            .acreate(|e| e.name(named.as_str()).at(at).day(at.date_naive()).clock(at.time()));
        event.await.unwrap();
    }
    Event::objects().acreate(|e| e.name("never")).await.unwrap();
}

/// Whether the zones of the database reach back and ahead of the timestamps of 32 bits.
async fn knows_distant_years() -> bool {
    let event = Event::objects().filter(|e| e.at().eq(instant("1900-01-01T12:00:00Z")));
    event.values_list(|e| e.at().in_zone(New_York).hour()).await.unwrap() == [Some(7)]
}

async fn named(condition: impl FnOnce(EventFields) -> Q + Send) -> String {
    let set = Event::objects().filter(condition).order_by(|e| e.id());
    set.values_list(|e| e.name()).await.unwrap().join(" ")
}

const ENDS: [&str; 6] = [
    "2018-12-31T23:59:59.999999Z",
    "2020-12-31T00:00:00Z",
    "2021-01-03T12:00:00Z",
    "2021-01-04T00:00:00Z",
    "2024-02-29T12:34:56.789Z",
    "9999-12-31T23:59:59.999999Z",
];

law! {
    a_date_and_an_instant_have_the_same_parts(db) {
        fill(&ENDS).await;
        let dates: Vec<Option<[i32; 8]>> = Event::objects()
            .order_by(|e| e.id())
            .values_list(|e| {
                let e = e.day();
                (e.year(), e.iso_year(), e.quarter(), e.month(), e.week(), e.day(), e.week_day(), e.iso_week_day())
            })
            .await
            .unwrap()
            .into_iter()
            .map(|it| Some([it.0?, it.1?, it.2?, it.3?, it.4?, it.5?, it.6?, it.7?]))
            .collect();
        let instants: Vec<Option<[i32; 8]>> = Event::objects()
            .order_by(|e| e.id())
            .values_list(|e| {
                let e = e.at();
                (e.year(), e.iso_year(), e.quarter(), e.month(), e.week(), e.day(), e.week_day(), e.iso_week_day())
            })
            .await
            .unwrap()
            .into_iter()
            .map(|it| Some([it.0?, it.1?, it.2?, it.3?, it.4?, it.5?, it.6?, it.7?]))
            .collect();
        let expected = [
            Some([2018, 2019, 4, 12, 1, 31, 2, 1]),
            Some([2020, 2020, 4, 12, 53, 31, 5, 4]),
            Some([2021, 2020, 1, 1, 53, 3, 1, 7]),
            Some([2021, 2021, 1, 1, 1, 4, 2, 1]),
            Some([2024, 2024, 1, 2, 9, 29, 5, 4]),
            Some([9999, 9999, 4, 12, 52, 31, 6, 5]),
            None,
        ];
        assert_eq!(dates, expected);
        assert_eq!(instants, expected);
    }
}

/// Hour, minute and second of each row.
type Parts = Vec<(Option<i32>, Option<i32>, Option<i32>)>;

law! {
    a_time_and_an_instant_have_the_same_hours(db) {
        fill(&ENDS).await;
        let sorted = || Event::objects().order_by(|e| e.id());
        let times: Parts = sorted().values_list(|e| (e.clock().hour(), e.clock().minute(), e.clock().second())).await.unwrap();
        let instants: Parts = sorted().values_list(|e| (e.at().hour(), e.at().minute(), e.at().second())).await.unwrap();
        assert_eq!(times, instants);
        assert_eq!((times[0], times[4]), ((Some(23), Some(59), Some(59)), (Some(12), Some(34), Some(56))));
        assert_eq!(times[6], (None, None, None));
        assert_eq!(named(|e| e.at().second().eq(56) & e.clock().minute().range(30, 40)).await, "4");
    }
}

law! {
    parts_compare_in_every_way(db) {
        fill(&ENDS).await;
        assert_eq!(named(|e| e.at().month().eq(12) & e.day().day().gt(30)).await, "0 1 5");
        assert_eq!(named(|e| e.at().week().in_([1, 9])).await, "0 3 4");
        assert_eq!(named(|e| e.day().week_day().eq(1)).await, "2");
        assert_eq!(named(|e| e.day().iso_week_day().eq(7)).await, "2");
        assert_eq!(named(|e| e.at().quarter().lt(4)).await, "2 3 4");
        assert_eq!(named(|e| e.at().day().eq(e.day().day()) & e.at().month().gt(e.at().quarter())).await, "0 1 4 5");
        assert_eq!(named(|e| e.at().month().is_null()).await, "never");
        assert_eq!(named(|e| !e.at().month().eq(12)).await, "2 3 4 never");
        let parts = Event::objects().order_by(|e| (e.at().month().desc(), e.id())).exclude(|e| e.at().is_null());
        assert_eq!(parts.values_list(|e| e.name()).await.unwrap().join(" "), "0 1 5 4 2 3");
    }
}

law! {
    a_year_is_compared_by_its_bounds(db) {
        fill(&ENDS).await;
        assert_eq!(named(|e| e.day().year().eq(2021)).await, "2 3");
        assert_eq!(named(|e| e.at().year().eq(2018)).await, "0");
        assert_eq!(named(|e| e.at().year().gt(2020)).await, "2 3 4 5");
        assert_eq!(named(|e| e.at().year().gte(2020)).await, "1 2 3 4 5");
        assert_eq!(named(|e| e.at().year().lt(2020)).await, "0");
        assert_eq!(named(|e| e.at().year().lte(2020)).await, "0 1");
        assert_eq!(named(|e| e.at().year().range(2019, 2021)).await, "1 2 3");
        assert_eq!(named(|e| e.at().year().in_([2018, 9999])).await, "0 5");
        assert_eq!(named(|e| !e.at().year().eq(2021)).await, "0 1 4 5 never");
        assert_eq!(named(|e| e.at().year().eq(e.day().year())).await, "0 1 2 3 4 5");
    }
}

law! {
    a_year_of_weeks_is_compared_by_its_bounds(db) {
        fill(&ENDS).await;
        assert_eq!(named(|e| e.at().iso_year().eq(2020)).await, "1 2");
        assert_eq!(named(|e| e.day().iso_year().eq(2019)).await, "0");
        assert_eq!(named(|e| e.at().iso_year().gt(2020)).await, "3 4 5");
        assert_eq!(named(|e| e.day().iso_year().lte(2020)).await, "0 1 2");
        assert_eq!(named(|e| e.day().iso_year().lt(2020)).await, "0");
    }
}

law! {
    a_year_beyond_the_calendar_is_compared_as_a_number(db) {
        fill(&ENDS).await;
        for year in [-1, 0, 10_000, i32::MAX] {
            assert_eq!(named(|e| e.at().year().eq(year) | e.day().iso_year().eq(year)).await, "");
        }
        assert_eq!(named(|e| e.at().year().gte(10_000)).await, "");
        assert_eq!(named(|e| e.at().year().lt(10_000) & e.day().year().gt(0)).await, "0 1 2 3 4 5");
        assert_eq!(named(|e| e.day().iso_year().eq(9_999)).await, "5");
        for year in [i32::MIN, i32::MIN + 1, i32::MAX] {
            assert_eq!(named(|e| e.day().iso_year().eq(year) | e.at().year().eq(year)).await, "");
        }
    }
}

const SUMMER_TIME: [&str; 5] = [
    "2024-03-10T06:59:59.999999Z",
    "2024-03-10T07:00:00Z",
    "2024-11-03T05:30:00Z",
    "2024-11-03T06:30:00Z",
    "2024-01-01T00:00:00Z",
];

law! {
    a_clock_in_a_zone_leaves_out_and_repeats_hours(db) {
        fill(&SUMMER_TIME).await;
        let set = Event::objects().order_by(|e| e.id());
        let parts: Vec<(Option<i32>, Option<i32>, Option<i32>)> = set
            .values_list(|e| {
                let at = e.at();
                (at.in_zone(New_York).hour(), at.in_zone(New_York).day(), at.in_zone(Kathmandu).minute())
            })
            .await
            .unwrap();
        let expected = [(1, 10, 44), (3, 10, 45), (1, 3, 15), (1, 3, 15), (19, 31, 45)];
        assert_eq!(parts[..5], expected.map(|(a, b, c)| (Some(a), Some(b), Some(c))));
        assert_eq!(parts[5], (None, None, None));
    }
}

law! {
    what_a_clock_shows_is_a_value(db) {
        fill(&SUMMER_TIME).await;
        let shown: Vec<Option<NaiveDateTime>> =
            Event::objects().order_by(|e| e.id()).values_list(|e| e.at().in_zone(New_York)).await.unwrap();
        let expected = [
            "2024-03-10T01:59:59.999999",
            "2024-03-10T03:00:00",
            "2024-11-03T01:30:00",
            "2024-11-03T01:30:00",
            "2023-12-31T19:00:00",
        ];
        assert_eq!(shown[..5], expected.map(|it| Some(clock(it))));
        assert_eq!(named(|e| e.at().in_zone(New_York).eq(clock("2024-11-03T01:30:00"))).await, "2 3");
        assert_eq!(named(|e| e.at().in_zone(Tz::UTC).lt(clock("2024-03-01T00:00:00"))).await, "4");
        assert_eq!(named(|e| e.at().eq(make_aware(clock("2024-11-03T01:30:00"), New_York))).await, "2");
    }
}

law! {
    a_zone_decides_about_date_time_and_year(db) {
        fill(&SUMMER_TIME).await;
        assert_eq!(named(|e| e.at().date().eq(day("2024-01-01"))).await, "4");
        assert_eq!(named(|e| e.at().in_zone(New_York).date().eq(day("2023-12-31"))).await, "4");
        let early = NaiveTime::from_hms_opt(1, 59, 59).unwrap();
        assert_eq!(named(|e| e.at().in_zone(New_York).time().gt(early) & e.at().time().lt(NaiveTime::from_hms_opt(7, 0, 0).unwrap())).await, "0 4");
        assert_eq!(named(|e| e.at().in_zone(New_York).year().eq(2023)).await, "4");
        assert_eq!(named(|e| e.at().in_zone(New_York).year().gte(2024)).await, "0 1 2 3");
        assert_eq!(named(|e| e.at().in_zone(Kathmandu).iso_year().lte(2023)).await, "");
        let times = Event::objects().filter(|e| e.name().eq("0")).values_list(|e| (e.at().date(), e.at().in_zone(New_York).time()));
        let time = NaiveTime::from_hms_micro_opt(1, 59, 59, 999_999).unwrap();
        assert_eq!(times.await.unwrap(), [(Some(day("2024-03-10")), Some(time))]);
    }
}

law! {
    instants_of_distant_years_have_the_local_time_of_then(db) {
        fill(&["1900-01-01T00:00:00Z", "1900-01-01T12:00:00Z", "2038-07-01T12:00:00Z"]).await;
        let hours = || Event::objects().order_by(|e| e.id()).exclude(|e| e.at().is_null());
        let hours = hours().values_list(|e| (e.at().in_zone(Kathmandu).hour(), e.at().in_zone(Kathmandu).minute()));
        let expected = if knows_distant_years().await {
            [(5, 41), (17, 41), (17, 45)]
        } else {
            // The limit of CONVERT_TZ on MariaDB, which Django has too.
            [(0, 0), (12, 0), (12, 0)]
        };
        assert_eq!(hours.await.unwrap(), expected.map(|(hour, minute)| (Some(hour), Some(minute))));
        // A year is compared by its bounds, which are known without the database.
        assert_eq!(named(|e| e.at().in_zone(New_York).year().eq(1899)).await, "0");
    }
}

law! {
    a_date_is_cut_off_at_a_unit(db) {
        fill(&["2024-08-31T10:00:00Z", "2021-01-03T00:00:00Z"]).await;
        for (unit, august, january) in [
            (DateUnit::Year, "2024-01-01", "2021-01-01"),
            (DateUnit::Quarter, "2024-07-01", "2021-01-01"),
            (DateUnit::Month, "2024-08-01", "2021-01-01"),
            (DateUnit::Week, "2024-08-26", "2020-12-28"),
            (DateUnit::Day, "2024-08-31", "2021-01-03"),
        ] {
            let set = Event::objects().order_by(|e| e.id()).values_list(|e| e.day().trunc(unit));
            assert_eq!(set.await.unwrap(), [Some(day(august)), Some(day(january)), None], "{unit:?}");
            assert_eq!(named(|e| e.day().trunc(unit).eq(day(august))).await, "0", "{unit:?}");
        }
    }
}

law! {
    an_instant_is_cut_off_at_a_unit(db) {
        fill(&["2024-08-31T10:20:30.456Z"]).await;
        for (unit, start) in [
            (Unit::Year, "2024-01-01T00:00:00Z"),
            (Unit::Quarter, "2024-07-01T00:00:00Z"),
            (Unit::Month, "2024-08-01T00:00:00Z"),
            (Unit::Week, "2024-08-26T00:00:00Z"),
            (Unit::Day, "2024-08-31T00:00:00Z"),
            (Unit::Hour, "2024-08-31T10:00:00Z"),
            (Unit::Minute, "2024-08-31T10:20:00Z"),
            (Unit::Second, "2024-08-31T10:20:30Z"),
        ] {
            let set = Event::objects().order_by(|e| e.id()).values_list(|e| e.at().trunc(unit));
            assert_eq!(set.await.unwrap(), [Some(instant(start)), None], "{unit:?}");
            assert_eq!(named(|e| e.at().trunc(unit).eq(instant(start))).await, "0", "{unit:?}");
        }
    }
}

law! {
    a_time_is_cut_off_at_a_unit(db) {
        fill(&["2024-08-31T10:20:30.456Z"]).await;
        for (unit, start) in [(TimeUnit::Hour, "10:00:00"), (TimeUnit::Minute, "10:20:00"), (TimeUnit::Second, "10:20:30")] {
            let start: NaiveTime = start.parse().unwrap();
            let set = Event::objects().order_by(|e| e.id()).values_list(|e| e.clock().trunc(unit));
            assert_eq!(set.await.unwrap(), [Some(start), None], "{unit:?}");
            assert_eq!(named(|e| e.clock().trunc(unit).eq(start)).await, "0", "{unit:?}");
        }
    }
}

law! {
    an_hour_that_is_repeated_is_cut_off_at_the_first(db) {
        fill(&SUMMER_TIME).await;
        let set = Event::objects().order_by(|e| e.id()).exclude(|e| e.at().is_null());
        let hours: Vec<_> = set.values_list(|e| e.at().in_zone(New_York).trunc(TimeUnit::Hour)).await.unwrap();
        let aware = hours.into_iter().map(|it| make_aware(it.unwrap(), New_York).to_rfc3339());
        assert_eq!(aware.collect::<Vec<_>>(), [
            "2024-03-10T01:00:00-05:00",
            "2024-03-10T03:00:00-04:00",
            "2024-11-03T01:00:00-04:00",
            "2024-11-03T01:00:00-04:00",
            "2023-12-31T19:00:00-05:00",
        ]);
        let weeks = Event::objects().filter(|e| e.name().eq("4")).values_list(|e| e.at().in_zone(New_York).trunc(Unit::Week));
        assert_eq!(weeks.await.unwrap(), [Some(clock("2023-12-25T00:00:00"))]);
    }
}

law! {
    rows_are_grouped_by_beginnings(db) {
        fill(&SUMMER_TIME).await;
        let months = Event::objects().exclude(|e| e.at().is_null());
        let months = months
            .order_by(|e| e.at().in_zone(New_York).trunc(DateUnit::Month))
            .values_list(|e| (e.at().in_zone(New_York).trunc(DateUnit::Month), e.id().count()));
        let month = |text| Some(clock(text));
        assert_eq!(months.await.unwrap(), [
            (month("2023-12-01T00:00:00"), 1),
            (month("2024-03-01T00:00:00"), 2),
            (month("2024-11-01T00:00:00"), 2),
        ]);
        let years = Event::objects().order_by(|e| e.day().year()).exclude(|e| e.at().is_null());
        assert_eq!(years.values_list(|e| (e.day().year(), e.id().count())).await.unwrap(), [(Some(2024), 5)]);
    }
}

law! {
    beginnings_chain(db) {
        fill(&ENDS).await;
        assert_eq!(named(|e| e.at().trunc(DateUnit::Quarter).month().eq(10)).await, "0 1 5");
        assert_eq!(named(|e| e.at().in_zone(New_York).date().trunc(DateUnit::Month).year().eq(2020)).await, "1");
        assert_eq!(named(|e| e.at().date().year().gte(9_999)).await, "5");
    }
}

law! {
    /// `dates` and `datetimes`: each beginning once, in its order, without NULL.
    the_different_dates_of_a_column_come_in_their_order(db) {
        fill(&["2024-03-10T07:10:00Z", "2023-12-31T23:30:00Z", "2024-03-01T00:00:00Z", "2024-03-10T07:50:00Z"]).await;
        let months = Event::objects().all().dates(|e| e.day(), DateUnit::Month);
        assert_eq!(months.clone().await.unwrap(), [day("2023-12-01"), day("2024-03-01")]);
        assert_eq!(months.clone().reverse().await.unwrap(), [day("2024-03-01"), day("2023-12-01")]);
        assert_eq!(months.acount().await.unwrap(), 2);
        let days = Event::objects().filter(|e| e.name().eq("0")).dates(|e| e.at().date(), DateUnit::Day);
        assert_eq!(days.await.unwrap(), [day("2024-03-10")]);
        let hours = Event::objects().all().datetimes(|e| e.at(), TimeUnit::Hour).slice(1..).await.unwrap();
        assert_eq!(hours, [instant("2024-03-01T00:00:00Z"), instant("2024-03-10T07:00:00Z")]);
        let there = Event::objects().all().datetimes(|e| e.at().in_zone(New_York), Unit::Day).await.unwrap();
        assert_eq!(there, ["2023-12-31T00:00:00", "2024-02-29T00:00:00", "2024-03-10T00:00:00"].map(clock));
        let sliced = Event::objects().all().slice(..2).dates(|e| e.day(), DateUnit::Year);
        assert_eq!(sliced.await.unwrap_err().kind(), ErrorKind::InvalidQuery);
    }
}
