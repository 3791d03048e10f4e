//! How a row is read.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::{
    error::Result,
    value::{Digits, Type},
};

/// One row of a result, read from left to right: every call reads the next cell, NULL is `None`.
///
/// Each backend reads its own storage format here: a date is text in SQLite and binary in PostgreSQL. A cell that is
/// something else is an error of kind [`Decode`](crate::error::ErrorKind::Decode).
#[expect(clippy::missing_errors_doc, reason = "the trait says it once for all its methods")]
pub trait Row {
    /// A truth value.
    fn boolean(&mut self) -> Result<Option<bool>>;
    /// A whole number of any width; a decimal without a fraction also counts.
    fn integer(&mut self) -> Result<Option<i64>>;
    /// A whole number from 0 on; a decimal without a fraction also counts.
    fn unsigned(&mut self) -> Result<Option<u64>>;
    /// A double; any number counts.
    fn double(&mut self) -> Result<Option<f64>>;
    /// A decimal number; any number counts.
    fn decimal(&mut self) -> Result<Option<Digits>>;
    /// Text.
    fn text(&mut self) -> Result<Option<String>>;
    /// Bytes.
    fn binary(&mut self) -> Result<Option<Vec<u8>>>;
    /// A date.
    fn date(&mut self) -> Result<Option<NaiveDate>>;
    /// A time of day.
    fn time(&mut self) -> Result<Option<NaiveTime>>;
    /// An instant.
    fn datetime(&mut self) -> Result<Option<DateTime<Utc>>>;
    /// A span of time.
    fn duration(&mut self) -> Result<Option<TimeDelta>>;
    /// An IP address, without a network.
    fn inet(&mut self) -> Result<Option<IpAddr>>;
    /// A UUID.
    fn uuid(&mut self) -> Result<Option<[u8; 16]>>;
    /// A JSON document, not yet parsed.
    fn json(&mut self) -> Result<Option<String>>;
    /// Whether numbers of JSON come with all their digits, so that a double without a fraction, 1e22, cannot be told
    /// from a whole number.
    fn writes_json_numbers_out(&self) -> bool {
        false
    }
    /// An array; `each` reads its members one after the other, each as a row of one cell.
    fn array(
        &mut self,
        of: &'static Type,
        each: &mut dyn FnMut(&mut dyn Row) -> Result<()>,
    ) -> Result<Option<()>>;
    /// Whether the query left the next cell out; if so, the one behind it is the next.
    fn is_left_out(&mut self) -> bool {
        false
    }
    /// The names of the columns, as the database gives them.
    fn columns(&self) -> Vec<&str>;
    /// Goes to the cell of the column at `index`, which is read next.
    fn seek(&mut self, index: usize);
}
