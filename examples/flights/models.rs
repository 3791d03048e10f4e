//! The four tables of nycflights13 as models, and one of our own.
//!
//! The keys are those of the data: a carrier's code, an airport's, a plane's tail number. Integers are `i32`
//! throughout, so that arithmetic on them cannot leave the range of a column's type.

use chrono::{DateTime, Utc};
use queryset::prelude::*;

/// A carrier.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "flights")]
pub struct Airline {
    #[field(primary_key, max_length = 2)]
    pub carrier: String,
    #[field(max_length = 100)]
    pub name: String,
    #[field(of = carrier)]
    pub flights: Reverse<Flight>,
}

/// An airport; `alt` is its height in feet, `tz` the hours that its clocks are ahead of UTC.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "flights")]
pub struct Airport {
    #[field(primary_key, max_length = 3)]
    pub faa: String,
    #[field(max_length = 100)]
    pub name: String,
    pub lat: f64,
    pub lon: f64,
    pub alt: i32,
    pub tz: i32,
    #[field(max_length = 1)]
    pub dst: String,
    #[field(max_length = 50)]
    pub tzone: Option<String>,
    #[field(of = origin)]
    pub departures: Reverse<Flight>,
    #[field(of = dest)]
    pub arrivals: Reverse<Flight>,
}

/// An aircraft of the register; `year` is that in which it was built, `speed` its cruising speed in miles per hour.
///
/// MySQL and MariaDB lock every row that a locking query reads. By the index they read planes in the order of their size,
/// and stop at the one that is let; without it they would sort, and lock, all that are large enough.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "flights", index(fields(seats, tailnum)))]
pub struct Plane {
    #[field(primary_key, max_length = 6)]
    pub tailnum: String,
    pub year: Option<i32>,
    #[field(max_length = 50)]
    pub r#type: String,
    #[field(max_length = 50)]
    pub manufacturer: String,
    #[field(max_length = 50)]
    pub model: String,
    pub engines: i32,
    pub seats: i32,
    pub speed: Option<i32>,
    #[field(max_length = 50)]
    pub engine: String,
    #[field(of = tailnum)]
    pub flights: Reverse<Flight>,
}

/// A plane that somebody has for himself; one customer at a time.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "flights")]
pub struct Charter {
    pub id: i64,
    pub plane: OneToOne<Plane>,
    #[field(max_length = 50)]
    pub customer: String,
}

/// A flight that was scheduled, whether it left or not.
///
/// `dep_time` and its like are local clock times written as a number, 517 for 5:17; delays are minutes, negative when
/// early. `year`, `month` and `day` are the date of the schedule: a flight that leaves after midnight keeps the date
/// of the day before. `time_hour` is the scheduled hour in UTC.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "flights")]
#[expect(clippy::struct_field_names, reason = "the names are those of the data")]
pub struct Flight {
    pub id: i64,
    pub year: i32,
    pub month: i32,
    pub day: i32,
    pub dep_time: Option<i32>,
    pub sched_dep_time: i32,
    pub dep_delay: Option<i32>,
    pub arr_time: Option<i32>,
    pub sched_arr_time: i32,
    pub arr_delay: Option<i32>,
    pub carrier: ForeignKey<Airline>,
    pub flight: i32,
    /// Some planes are missing from the register, so no constraint guards the key; of some flights it is not known.
    #[field(db_constraint = false)]
    pub tailnum: Option<ForeignKey<Plane>>,
    pub origin: ForeignKey<Airport>,
    /// Some destinations are missing from the airports.
    #[field(db_constraint = false)]
    pub dest: ForeignKey<Airport>,
    pub air_time: Option<i32>,
    pub distance: i32,
    pub hour: i32,
    pub minute: i32,
    pub time_hour: DateTime<Utc>,
}
