//! A question that SQL does not answer, asked of all flights one by one.
//!
//! In: a database with the flights. Out: the hour in which most of them were to leave. Memory holds the flights of one hour,
//! however many there are in the table.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};
use futures::TryStreamExt;
use indicatif::ProgressBar;
use queryset::{Result, prelude::*};

use crate::models::Flight;

/// Sixty minutes, and how many flights were to leave in them.
#[derive(Debug, PartialEq, Eq)]
pub struct Hour {
    pub first: DateTime<Utc>,
    pub last: DateTime<Utc>,
    pub flights: usize,
}

/// The sixty minutes in which most flights were to leave, wherever they begin; the first of several.
pub async fn busiest_hour(db: &Database, bar: &ProgressBar) -> Result<Option<Hour>> {
    let mut schedule = Flight::objects()
        .using(db)
        .order_by(|f| (f.time_hour(), f.minute()))
        .values_list(|f| (f.time_hour(), f.minute()))
        .aiterator();
    let (mut hour, mut busiest) = (VecDeque::new(), None::<Hour>);
    while let Some((time_hour, minute)) = schedule.try_next().await? {
        let last = time_hour + TimeDelta::minutes(minute.into());
        hour.push_back(last);
        while hour.front().is_some_and(|it| last - *it >= TimeDelta::hours(1)) {
            hour.pop_front();
        }
        let flights = hour.len();
        if let Some(&first) = hour.front()
            && busiest.as_ref().is_none_or(|it| flights > it.flights)
        {
            busiest = Some(Hour { first, last, flights });
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(busiest)
}
