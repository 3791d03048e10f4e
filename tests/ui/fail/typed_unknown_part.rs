//! A part, a unit or a zone of what has none.
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use queryset::{
    prelude::*,
    query::typed::{DateUnit, TimeUnit},
};

#[derive(Model)]
#[model(app = "library")]
struct Event {
    id: i64,
    name: String,
    at: DateTime<Utc>,
    day: Option<NaiveDate>,
    clock: NaiveTime,
}

fn main() {
    let _ = Event::objects().filter(|e| e.name().year().eq(2024));
    let _ = Event::objects().filter(|e| e.day().hour().eq(1));
    let _ = Event::objects().filter(|e| e.clock().date().is_null());
    let _ = Event::objects().values_list(|e| e.day().trunc(TimeUnit::Hour));
    let _ = Event::objects().values_list(|e| e.clock().trunc(DateUnit::Month));
    let _ = Event::objects().values_list(|e| e.day().in_zone(chrono_tz::UTC));
    let _ = Event::objects().filter(|e| e.at().date().eq(e.at()));
    let _ = Event::objects().filter(|e| e.id().regex("1"));
}
