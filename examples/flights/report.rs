//! The answers as tables.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use queryset::{Result, prelude::*};

use crate::{
    answers::{self, Answer, Delayed, Departure, Reading},
    changes,
    models::Flight,
    page::{
        Column::{Left, Right},
        Section, cell,
    },
    progress,
    stream::{self, Hour},
};

pub async fn flights_per_day(db: &Database) -> Result<Section> {
    let Answer { sql, rows } = answers::flights_per_day(db).await?;
    let row = |(year, month, day, flights): (_, _, _, i64)| {
        vec![date(year, month, day), flights.to_string()]
    };
    Ok(Section {
        title: "Flights on each of the seven days",
        sql: vec![sql],
        columns: vec![Left("day"), Right("flights")],
        rows: rows.into_iter().map(row).collect(),
    })
}

pub async fn longest_delays(db: &Database) -> Result<Section> {
    let Answer { sql, rows } = answers::longest_delays(db).await?;
    Ok(Section {
        title: "The ten longest departure delays, in minutes",
        sql: vec![sql],
        columns: vec![
            Right("delay"),
            Left("day"),
            Left("carrier"),
            Right("flight"),
            Left("from"),
            Left("to"),
            Left("plane made by"),
            Right("in"),
        ],
        rows: rows.into_iter().map(delayed).collect(),
    })
}

fn delayed(row: Delayed) -> Vec<String> {
    let (delay, year, month, day, carrier, flight, from, to, manufacturer, built) = row;
    let day = date(year, month, day);
    vec![cell(delay), day, carrier, flight.to_string(), from, to, cell(manufacturer), cell(built)]
}

pub async fn without_departure(db: &Database) -> Result<Section> {
    Ok(count("Flights without a recorded departure", answers::without_departure(db).await?))
}

pub async fn to_high_airports(db: &Database) -> Result<Section> {
    let title = "Flights of carriers with \"air\" in their name to airports above 5 000 feet";
    Ok(count(title, answers::to_high_airports(db, "air", 5_000).await?))
}

fn count(title: &'static str, answer: Answer<i64>) -> Section {
    let rows = answer.rows.iter().map(|it| vec![it.to_string()]).collect();
    Section { title, sql: vec![answer.sql], columns: vec![Right("flights")], rows }
}

pub async fn old_planes(db: &Database) -> Result<Section> {
    let Answer { sql, rows } = answers::flown_and_built_before(db, 1_980).await?;
    let rows = rows.into_iter().map(|(plane, departures)| {
        vec![
            cell(plane.year),
            plane.tailnum,
            plane.manufacturer,
            plane.model,
            departures.to_string(),
        ]
    });
    Ok(Section {
        title: "Planes built before 1980 that flew",
        sql: vec![sql],
        columns: vec![
            Right("built"),
            Left("plane"),
            Left("made by"),
            Left("model"),
            Right("departures"),
        ],
        rows: rows.collect(),
    })
}

/// A flight keeps the date of its schedule, even if it leaves after midnight, so that there are three answers.
pub async fn third_of_january(db: &Database) -> Result<Section> {
    let (mut sql, mut rows) = (Vec::new(), Vec::new());
    for (reading, counted) in [
        (Reading::Calendar, "left on that day"),
        (Reading::DepTime, "dated that day, by dep_time"),
        (Reading::Schedule, "dated that day, in order"),
    ] {
        let [first, last] = answers::first_and_last_of_3_january(db, reading).await?;
        rows.extend(first.rows.into_iter().map(|it| departure(counted, "first", it)));
        rows.extend(last.rows.into_iter().map(|it| departure(counted, "last", it)));
        sql.extend([first.sql, last.sql]);
    }
    Ok(Section {
        title: "The first and last departure of 3 January (a flight that leaves after midnight keeps its date)",
        sql,
        columns: vec![
            Left("flights"),
            Left(""),
            Left("left at"),
            Left("scheduled for"),
            Left("carrier"),
            Right("flight"),
            Left("from"),
            Left("to"),
        ],
        rows,
    })
}

pub async fn earliest_and_latest(db: &Database) -> Result<Section> {
    let Answer { sql, rows } = answers::earliest_and_latest(db).await?;
    let rows = rows.into_iter().map(|(time, _, day, carrier, flight, from, to)| {
        let clock = time.map(|it| format!("{:02}:{:02}", it / 100, it % 100));
        vec![cell(clock), day.to_string(), carrier, flight.to_string(), from, to]
    });
    Ok(Section {
        title: "The ten earliest and the ten latest departures by the clock",
        sql: vec![sql],
        columns: vec![
            Left("left at"),
            Right("day"),
            Left("carrier"),
            Right("flight"),
            Left("from"),
            Left("to"),
        ],
        rows: rows.collect(),
    })
}

pub async fn busiest_hour(db: &Database) -> Result<Section> {
    let flights = Flight::objects().using(db).acount().await?;
    let hour = stream::busiest_hour(db, &progress::bar("busiest hour", flights)).await?;
    let row = |it: Hour| {
        let shown = |at: DateTime<Utc>| at.format("%Y-%m-%d %H:%M").to_string();
        vec![it.flights.to_string(), shown(it.first), shown(it.last)]
    };
    Ok(Section {
        title: "The sixty minutes (UTC) in which most flights were to leave, found in a stream of all",
        sql: vec![],
        columns: vec![Right("flights"), Left("from"), Left("to")],
        rows: hour.into_iter().map(row).collect(),
    })
}

pub async fn names_of_airlines(db: &Database) -> Result<Section> {
    let mut rows = Vec::new();
    for (carrier, name) in [("FL", "AirTran Airways"), ("G4", "Allegiant Air")] {
        let (airline, added) = changes::name_airline(db, carrier, name).await?;
        let what = if added { "added" } else { "corrected" };
        rows.push(vec![airline.carrier, airline.name, what.to_owned()]);
    }
    Ok(Section {
        title: "Names of airlines, updated or created",
        sql: vec![],
        columns: vec![Left("carrier"), Left("name"), Left("")],
        rows,
    })
}

pub async fn charters(db: &Database) -> Result<Section> {
    let mut rows = Vec::new();
    for (customer, seats) in [("Ida", 300), ("Max", 300), ("Leo", 1_000)] {
        let plane = changes::charter(db, seats, customer).await?;
        let (tailnum, model) = plane.map(|it| (it.tailnum, it.model)).unzip();
        rows.push(vec![customer.to_owned(), seats.to_string(), cell(tailnum), cell(model)]);
    }
    Ok(Section {
        title: "Planes that were locked, and let",
        sql: vec![],
        columns: vec![Left("customer"), Right("seats"), Left("plane"), Left("model")],
        rows,
    })
}

pub async fn plan(db: &Database) -> Result<Section> {
    let Answer { sql, rows } = answers::plan_of_a_plane(db, "N14228").await?;
    Ok(Section {
        title: "How the flights of one plane are found",
        sql: vec![sql],
        columns: vec![Left("plan")],
        rows: rows.into_iter().map(|it| vec![it]).collect(),
    })
}

fn departure(counted: &str, which: &str, row: Departure) -> Vec<String> {
    let (year, month, day, scheduled, delay, carrier, flight, from, to) = row;
    let scheduled = moment(year, month, day, scheduled);
    let left = scheduled.zip(delay).map(|(at, minutes)| at + TimeDelta::minutes(minutes.into()));
    let (counted, which) = (counted.to_owned(), which.to_owned());
    let shown = |it: Option<NaiveDateTime>| cell(it.map(|it| it.format("%Y-%m-%d %H:%M")));
    vec![counted, which, shown(left), shown(scheduled), carrier, flight.to_string(), from, to]
}

fn date(year: i32, month: i32, day: i32) -> String {
    format!("{year}-{month:02}-{day:02}")
}

/// A date and a clock time that is written as a number, 517 for 5:17.
fn moment(year: i32, month: i32, day: i32, time: i32) -> Option<NaiveDateTime> {
    let date = NaiveDate::from_ymd_opt(year, month.try_into().ok()?, day.try_into().ok()?)?;
    date.and_hms_opt((time / 100).try_into().ok()?, (time % 100).try_into().ok()?, 0)
}
