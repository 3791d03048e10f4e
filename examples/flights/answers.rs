//! The questions as querysets, and their answers as data.
//!
//! In: a database with the flights. Out: rows, and the statement that gave them. How they look on a page is no
//! concern of this module.

use queryset::{Result, prelude::*, query::typed::Shape};

use crate::models::{Airline, Flight, Plane};

/// The rows of an answer, and the SQL that asked for them.
#[derive(Debug)]
pub struct Answer<T> {
    pub sql: String,
    pub rows: Vec<T>,
}

/// How many flights there were on each of the first seven days of 2013.
pub async fn flights_per_day(db: &Database) -> Result<Answer<(i32, i32, i32, i64)>> {
    let first_week =
        Flight::objects().filter(|f| f.year().eq(2013) & f.month().eq(1) & f.day().range(1, 7));
    // An aggregate groups by the other columns of the list.
    let per_day = first_week
        .order_by(|f| (f.year(), f.month(), f.day()))
        .values_list(|f| (f.year(), f.month(), f.day(), f.id().count()));
    ask(db, per_day).await
}

/// A delayed flight: minutes, year, month, day, carrier, number, origin, destination, and the manufacturer of the
/// plane and the year in which it was built, where they are known.
pub type Delayed =
    (Option<i32>, i32, i32, i32, String, i32, String, String, Option<String>, Option<i32>);

/// The ten longest departure delays.
pub async fn longest_delays(db: &Database) -> Result<Answer<Delayed>> {
    let delayed = Flight::objects()
        .filter(|f| f.dep_delay().is_not_null())
        .order_by(|f| (f.dep_delay().desc(), f.id()))
        // `dest().key()` is the column itself. A column of the airport behind it would be an inner join, and lose the
        // flights whose destination the airports do not have.
        .values_list(|f| {
            let (from, to) = (f.origin().key(), f.dest().key());
            let (made_by, built) = (f.tailnum().manufacturer(), f.tailnum().year());
            let carrier = f.carrier().name();
            let (year, month, day) = (f.year(), f.month(), f.day());
            (f.dep_delay(), year, month, day, carrier, f.flight(), from, to, made_by, built)
        });
    ask(db, delayed.slice(..10)).await
}

/// How many flights have no recorded departure.
pub async fn without_departure(db: &Database) -> Result<Answer<i64>> {
    ask(db, Flight::objects().filter(|f| f.dep_time().is_null()).values_list(|f| f.id().count()))
        .await
}

/// How many flights of carriers whose name contains a word, in any case, went to destinations above an altitude.
pub async fn to_high_airports(db: &Database, word: &str, feet: i32) -> Result<Answer<i64>> {
    let spellings = if ignores_case(db).await? { vec![word.to_owned()] } else { spellings(word) };
    let flights = Flight::objects().filter(|f| {
        let carrier = f.carrier().name();
        Q::any(spellings.iter().map(|it| carrier.icontains(it))) & f.dest().alt().gt(feet)
    });
    ask(db, flights.values_list(|f| f.id().count())).await
}

/// Whether `icontains` finds `Air` when it is asked for `air`.
///
/// On MySQL and MariaDB that is a matter of the column's collation, as in Django: the usual ones do not tell upper from
/// lower case, but `utf8mb4_bin` does. Any name can tell; without one there is nothing to find either.
async fn ignores_case(db: &Database) -> Result<bool> {
    let Some(name) = Airline::objects().values_list(|a| a.name()).using(db).afirst().await? else {
        return Ok(true);
    };
    let (upper, lower) = (name.to_uppercase(), name.to_lowercase());
    Airline::objects()
        .using(db)
        .filter(|a| a.name().iexact(upper) & a.name().iexact(lower))
        .aexists()
        .await
}

/// A word in every mixture of upper and lower case.
fn spellings(word: &str) -> Vec<String> {
    word.chars().fold(vec![String::new()], |starts, letter| {
        let cases = [letter.to_lowercase().to_string(), letter.to_uppercase().to_string()];
        starts.iter().flat_map(|start| cases.iter().map(move |it| format!("{start}{it}"))).collect()
    })
}

/// The planes built before a year that left the ground, and how often they did, the oldest first.
pub async fn flown_and_built_before(db: &Database, year: i32) -> Result<Answer<(Plane, i64)>> {
    let planes = Plane::objects()
        .filter(|p| p.year().lt(year) & p.flights().dep_time().is_not_null())
        // Counts the flights that the filter has found, as in Django, because it stands behind the filter.
        .annotate(|p| p.flights().count())
        .order_by(|(p, _)| (p.year(), p.tailnum()));
    ask(db, planes).await
}

/// A departure: year, month, day and time of the schedule, the delay in minutes, carrier, number, origin, destination.
pub type Departure = (i32, i32, i32, i32, Option<i32>, String, i32, String, String);

/// What "the first and last departure of a day" can mean, in data where a flight that leaves after midnight keeps the
/// date of its schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Flights of that date, by the number in `dep_time`: 32 minutes past midnight comes before 4:58.
    DepTime,
    /// What left between midnight and midnight, whatever its date.
    Calendar,
    /// Flights of that date in the order in which they left.
    Schedule,
}

/// The first and the last departure of 3 January 2013.
pub async fn first_and_last_of_3_january(
    db: &Database,
    reading: Reading,
) -> Result<[Answer<Departure>; 2]> {
    let flown = Flight::objects()
        .filter(|f| f.year().eq(2013) & f.month().eq(1) & f.dep_time().is_not_null());
    // When a flight left, in minutes from the midnight in which 3 January begins.
    let flown =
        flown.annotate(|f| (f.day() - 3) * 1_440 + f.hour() * 60 + f.minute() + f.dep_delay());
    let flown = match reading {
        Reading::DepTime => {
            flown.filter(|(f, _)| f.day().eq(3)).order_by(|(f, _)| (f.dep_time(), f.id()))
        }
        Reading::Calendar => {
            flown.filter(|(_, left)| left.range(0, 1_439)).order_by(|(f, left)| (left, f.id()))
        }
        Reading::Schedule => {
            flown.filter(|(f, _)| f.day().eq(3)).order_by(|(f, left)| (left, f.id()))
        }
    };
    let flown = flown.values_list(|(f, _)| {
        let (year, month, day) = (f.year(), f.month(), f.day());
        let (from, to) = (f.origin().key(), f.dest().key());
        let (carrier, flight) = (f.carrier().name(), f.flight());
        (year, month, day, f.sched_dep_time(), f.dep_delay(), carrier, flight, from, to)
    });
    Ok([ask(db, flown.clone().slice(..1)).await?, ask(db, flown.reverse().slice(..1)).await?])
}

/// A departure by the clock: its time, the number of its row, day, carrier, number, origin, destination.
pub type ByTheClock = (Option<i32>, i64, i32, String, i32, String, String);

/// The ten departures that were earliest by the clock, and the ten that were latest, in one statement.
pub async fn earliest_and_latest(db: &Database) -> Result<Answer<ByTheClock>> {
    let ten = |latest: bool| {
        let flown = Flight::objects().filter(|f| f.dep_time().is_not_null());
        let flown = flown.order_by(|f| (f.dep_time(), f.id()));
        let flown = if latest { flown.reverse() } else { flown };
        flown.slice(..10).values_list(|f| {
            let (from, to) = (f.origin().key(), f.dest().key());
            (f.dep_time(), f.id(), f.day(), f.carrier().name(), f.flight(), from, to)
        })
    };
    ask(db, ten(false).union(ten(true)).order_by(|f| (f.dep_time(), f.id()))).await
}

/// How the database would find the flights of a plane: in the words of that database.
pub async fn plan_of_a_plane(db: &Database, tailnum: &str) -> Result<Answer<String>> {
    let flights = Flight::objects().filter(|f| f.tailnum().key().eq(tailnum));
    let sql = flights.to_sql(db.dialect())?;
    let plan = flights.using(db).aexplain().await?;
    Ok(Answer { sql, rows: plan.lines().map(str::to_owned).collect() })
}

async fn ask<M: Model, S: Shape<Model = M>>(
    db: &Database,
    set: QuerySet<M, S>,
) -> Result<Answer<S::Row>> {
    Ok(Answer { sql: set.to_sql(db.dialect())?, rows: set.using(db).await? })
}
