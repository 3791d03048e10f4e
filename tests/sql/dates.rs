//! Parts of dates and times, their beginnings, zones, and regular expressions.

use chrono_tz::America::New_York;
use queryset::{
    prelude::*,
    query::{
        Unit,
        typed::{DateUnit, TimeUnit},
    },
};

use crate::{library::Event, sides};

#[test]
fn parts_of_an_instant() {
    insta::assert_snapshot!(sides(&Event::objects().values_list(|e| (e.at().iso_year(), e.at().week(), e.at().week_day(), e.at().second()))), @r#"
    SELECT CAST((EXTRACT(ISOYEAR FROM "library_event"."at" AT TIME ZONE ('UTC'))) AS integer), CAST((EXTRACT(WEEK FROM "library_event"."at" AT TIME ZONE ('UTC'))) AS integer), CAST((EXTRACT(DOW FROM "library_event"."at" AT TIME ZONE ('UTC'))) AS integer) + (1), CAST((EXTRACT(SECOND FROM DATE_TRUNC('second', "library_event"."at" AT TIME ZONE ('UTC')))) AS integer) FROM "library_event"
    SELECT django_datetime_extract('iso_year', "library_event"."at", 'UTC', 'UTC'), django_datetime_extract('week', "library_event"."at", 'UTC', 'UTC'), django_datetime_extract('week_day', "library_event"."at", 'UTC', 'UTC'), django_datetime_extract('second', "library_event"."at", 'UTC', 'UTC') FROM "library_event"
    SELECT YEARWEEK(`library_event`.`at`, 3) DIV (100), WEEK(`library_event`.`at`, 3), DAYOFWEEK(`library_event`.`at`), SECOND(`library_event`.`at`) FROM `library_event`
    "#);
}

#[test]
fn parts_of_dates_and_times() {
    insta::assert_snapshot!(sides(&Event::objects().values_list(|e| (e.day().quarter(), e.day().iso_week_day(), e.clock().hour(), e.clock().second()))), @r#"
    SELECT CAST((EXTRACT(QUARTER FROM "library_event"."day")) AS integer), CAST((EXTRACT(ISODOW FROM "library_event"."day")) AS integer), CAST((EXTRACT(HOUR FROM "library_event"."clock")) AS integer), CAST((EXTRACT(SECOND FROM DATE_TRUNC('second', "library_event"."clock"))) AS integer) FROM "library_event"
    SELECT django_date_extract('quarter', "library_event"."day"), django_date_extract('iso_week_day', "library_event"."day"), django_time_extract('hour', "library_event"."clock"), django_time_extract('second', "library_event"."clock") FROM "library_event"
    SELECT QUARTER(`library_event`.`day`), WEEKDAY(`library_event`.`day`) + (1), HOUR(`library_event`.`clock`), SECOND(`library_event`.`clock`) FROM `library_event`
    "#);
}

#[test]
fn an_instant_in_a_zone() {
    insta::assert_snapshot!(sides(&Event::objects().values_list(|e| {
        let at = e.at().in_zone(New_York);
        (at.clone(), at.hour(), at.date(), at.time())
    })), @r#"
    SELECT ("library_event"."at" AT TIME ZONE ('America/New_York')) AT TIME ZONE ('UTC'), CAST((EXTRACT(HOUR FROM "library_event"."at" AT TIME ZONE ('America/New_York'))) AS integer), CAST(("library_event"."at" AT TIME ZONE ('America/New_York')) AS date), CAST(("library_event"."at" AT TIME ZONE ('America/New_York')) AS time) FROM "library_event"
    SELECT queryset_in_zone("library_event"."at", 'America/New_York'), django_datetime_extract('hour', "library_event"."at", 'America/New_York', 'UTC'), django_datetime_cast_date("library_event"."at", 'America/New_York', 'UTC'), django_datetime_cast_time("library_event"."at", 'America/New_York', 'UTC') FROM "library_event"
    SELECT CONVERT_TZ(`library_event`.`at`, '+00:00', 'America/New_York'), HOUR(CONVERT_TZ(`library_event`.`at`, '+00:00', 'America/New_York')), DATE(CONVERT_TZ(`library_event`.`at`, '+00:00', 'America/New_York')), TIME(CONVERT_TZ(`library_event`.`at`, '+00:00', 'America/New_York')) FROM `library_event`
    "#);
}

#[test]
fn a_year_is_a_comparison_of_the_column() {
    insta::assert_snapshot!(sides(&Event::objects().filter(|e| e.day().year().eq(2008) & e.at().year().gt(2008) & e.at().iso_year().lt(2008)).values_list(|e| e.id())), @r#"
    SELECT "library_event"."id" FROM "library_event" WHERE ("library_event"."day" BETWEEN $1 AND $2) AND "library_event"."at" > $3 AND "library_event"."at" < $4
    SELECT "library_event"."id" FROM "library_event" WHERE ("library_event"."day" BETWEEN ? AND ?) AND "library_event"."at" > ? AND "library_event"."at" < ?
    SELECT `library_event`.`id` FROM `library_event` WHERE (`library_event`.`day` BETWEEN ? AND ?) AND `library_event`.`at` > ? AND `library_event`.`at` < ?
    "#);
    insta::assert_snapshot!(sides(&Event::objects().filter(|e| e.at().in_zone(New_York).year().gte(2008) & e.at().year().eq(e.day().year())).values_list(|e| e.id())), @r#"
    SELECT "library_event"."id" FROM "library_event" WHERE "library_event"."at" >= $1 AND CAST((EXTRACT(YEAR FROM "library_event"."at" AT TIME ZONE ('UTC'))) AS integer) = CAST((EXTRACT(YEAR FROM "library_event"."day")) AS integer)
    SELECT "library_event"."id" FROM "library_event" WHERE "library_event"."at" >= ? AND django_datetime_extract('year', "library_event"."at", 'UTC', 'UTC') = django_date_extract('year', "library_event"."day")
    SELECT `library_event`.`id` FROM `library_event` WHERE `library_event`.`at` >= ? AND YEAR(`library_event`.`at`) = YEAR(`library_event`.`day`)
    "#);
}

#[test]
fn beginnings() {
    insta::assert_snapshot!(sides(&Event::objects().values_list(|e| (e.day().trunc(DateUnit::Quarter), e.day().trunc(DateUnit::Week), e.clock().trunc(TimeUnit::Minute)))), @r#"
    SELECT CAST(DATE_TRUNC('quarter', CAST("library_event"."day" AS timestamp)) AS date), CAST(DATE_TRUNC('week', CAST("library_event"."day" AS timestamp)) AS date), CAST(DATE_TRUNC('minute', "library_event"."clock") AS time) FROM "library_event"
    SELECT django_date_trunc('quarter', "library_event"."day", NULL, NULL), django_date_trunc('week', "library_event"."day", NULL, NULL), django_time_trunc('minute', "library_event"."clock", NULL, NULL) FROM "library_event"
    SELECT CAST(DATE_FORMAT(DATE_SUB(`library_event`.`day`, INTERVAL (MONTH(`library_event`.`day`) - 1) MOD 3 MONTH), '%Y-%m-01') AS DATE), DATE(DATE_SUB(`library_event`.`day`, INTERVAL WEEKDAY(`library_event`.`day`) DAY)), MAKETIME(HOUR(`library_event`.`clock`), MINUTE(`library_event`.`clock`), 0) FROM `library_event`
    "#);
    insta::assert_snapshot!(sides(&Event::objects().values_list(|e| (e.at().trunc(Unit::Month), e.at().in_zone(New_York).trunc(Unit::Hour)))), @r#"
    SELECT DATE_TRUNC('month', "library_event"."at" AT TIME ZONE ('UTC')) AT TIME ZONE ('UTC'), DATE_TRUNC('hour', "library_event"."at" AT TIME ZONE ('America/New_York')) AT TIME ZONE ('UTC') FROM "library_event"
    SELECT django_datetime_trunc('month', "library_event"."at", 'UTC', 'UTC'), django_datetime_trunc('hour', "library_event"."at", 'America/New_York', 'UTC') FROM "library_event"
    SELECT CAST(CAST(DATE_FORMAT(`library_event`.`at`, '%Y-%m-01') AS DATE) AS DATETIME), CAST(DATE_FORMAT(CONVERT_TZ(`library_event`.`at`, '+00:00', 'America/New_York'), '%Y-%m-%d %H:00:00') AS DATETIME) FROM `library_event`
    "#);
}

#[test]
fn a_group_is_named_as_it_is_selected() {
    insta::assert_snapshot!(sides(&Event::objects().order_by(|_| ()).values_list(|e| (e.at().in_zone(New_York).trunc(DateUnit::Day), e.id().count()))), @r#"
    SELECT DATE_TRUNC('day', "library_event"."at" AT TIME ZONE ('America/New_York')) AT TIME ZONE ('UTC'), COUNT("library_event"."id") FROM "library_event" GROUP BY 1
    SELECT django_datetime_trunc('day', "library_event"."at", 'America/New_York', 'UTC'), COUNT("library_event"."id") FROM "library_event" GROUP BY 1
    SELECT CAST(DATE(CONVERT_TZ(`library_event`.`at`, '+00:00', 'America/New_York')) AS DATETIME), COUNT(`library_event`.`id`) FROM `library_event` GROUP BY 1
    "#);
}

#[test]
fn regular_expressions() {
    insta::assert_snapshot!(sides(&Event::objects().filter(|e| e.name().regex("^a") & e.name().iregex("b$")).values_list(|e| e.id())), @r#"
    SELECT "library_event"."id" FROM "library_event" WHERE ("library_event"."name" ~ $1) AND ("library_event"."name" ~* $2)
    SELECT "library_event"."id" FROM "library_event" WHERE ("library_event"."name" REGEXP ?) AND ("library_event"."name" REGEXP ?)
    SELECT `library_event`.`id` FROM `library_event` WHERE (`library_event`.`name` REGEXP BINARY ?) AND (`library_event`.`name` REGEXP ?)
    "#);
    insta::assert_snapshot!(sides(&Event::objects().exclude(|e| e.name().iregex(e.name())).values_list(|e| e.id())), @r#"
    SELECT "library_event"."id" FROM "library_event" WHERE NOT ("library_event"."name" ~* "library_event"."name")
    SELECT "library_event"."id" FROM "library_event" WHERE NOT ("library_event"."name" REGEXP (('(?i)') || "library_event"."name"))
    SELECT `library_event`.`id` FROM `library_event` WHERE NOT (`library_event`.`name` REGEXP `library_event`.`name`)
    "#);
    let mysql = Event::objects()
        .filter(|e| e.name().regex("^a") & e.name().iregex("b$"))
        .values_list(|e| e.id());
    insta::assert_snapshot!(mysql.to_sql(Dialect::Mysql).unwrap(), @r#"SELECT `library_event`.`id` FROM `library_event` WHERE REGEXP_LIKE(`library_event`.`name`, ?, 'c') AND REGEXP_LIKE(`library_event`.`name`, ?, 'i')"#);
}
