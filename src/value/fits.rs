//! Whether a column holds what the field of a model says; asked while the program is compiled, by `#[model(check)]`.
//!
//! sqlx tells the Rust type that it reads a column as, `D`. What stands here is which fields may have which column, a
//! table for each database, as the schema functions make them. It decides nothing at run time.

use std::{marker::PhantomData, net::IpAddr};

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use serde_json::Value as Document;

use crate::value::{Json, Scalar};

/// A column of PostgreSQL.
#[derive(Debug)]
pub struct OnPostgres;

/// A column of SQLite.
#[derive(Debug)]
pub struct OnSqlite;

/// A column of MySQL or MariaDB.
#[derive(Debug)]
pub struct OnMysql;

/// A field of this type may have a column of the database `On` that sqlx reads as `D`.
#[diagnostic::on_unimplemented(
    message = "the field is `{Self}`, but its column holds `{D}`",
    label = "of another type than its column",
    note = "`Option` stands for a column that may be NULL"
)]
pub trait Fits<D, On> {}

/// A type whose columns are known here, or an `Option` of one.
pub trait Known {}

impl<T: Known> Known for Option<T> {}

/// A field of type `F`, and its column of type `D`.
#[derive(Debug)]
pub struct Probe<F, On, D>(PhantomData<(F, On, D)>);

impl<F, On, D> Probe<F, On, D> {
    /// The column as sqlx would read it.
    pub fn of(_: &D) -> Self {
        Self(PhantomData)
    }
}

impl<F: Known, On, D> Probe<F, On, D> {
    /// Compiles where the field fits its column.
    #[expect(
        clippy::unused_self,
        reason = "which of the two methods is meant, the type of `self` decides"
    )]
    pub fn fits(&self)
    where
        F: Fits<D, On>,
    {
    }
}

/// A field of a type of the user's own: only the database knows its columns.
pub trait OfAnyType {
    /// Always compiles.
    fn fits(&self) {}
}

impl<F, On, D> OfAnyType for Probe<F, On, D> {}

/// For each field type, what its column may be on each database.
macro_rules! fits {
    ($($field:ty: $postgres:tt $sqlite:tt $mysql:tt;)*) => { $(
        impl $crate::value::fits::Known for $field {}
        fits!(@ $field, OnPostgres, $postgres);
        fits!(@ $field, OnSqlite, $sqlite);
        fits!(@ $field, OnMysql, $mysql);
    )* };
    (@ $field:ty, $on:ident, [$($column:ty),*]) => { $(
        #[diagnostic::do_not_recommend]
        impl $crate::value::fits::Fits<$column, $crate::value::fits::$on> for $field {}
        #[diagnostic::do_not_recommend]
        impl $crate::value::fits::Fits<Option<$column>, $crate::value::fits::$on> for Option<$field> {}
    )* };
}
#[cfg(any(feature = "decimal", feature = "uuid"))]
pub(super) use fits;

// PostgreSQL and SQLite have no positive integers. What sqlx has no type for, the check reads as text, or on SQLite as a
// double.
fits! {
    bool: [bool] [bool] [bool, i8];
    i16: [i16] [i32, i64] [i16];
    i32: [i32] [i32, i64] [i32];
    i64: [i64] [i32, i64] [i64];
    u16: [i16] [i32, i64] [u16];
    u32: [i32] [i32, i64] [u32];
    u64: [i64] [i32, i64] [u64];
    f32: [f32, f64] [f64] [f32, f64];
    f64: [f32, f64] [f64] [f32, f64];
    String: [String] [String] [String];
    Vec<u8>: [Vec<u8>] [Vec<u8>] [Vec<u8>];
    NaiveDate: [NaiveDate] [NaiveDate] [NaiveDate];
    NaiveTime: [NaiveTime] [String] [NaiveTime];
    DateTime<Utc>: [DateTime<Utc>] [NaiveDateTime, DateTime<Utc>] [NaiveDateTime, DateTime<Utc>];
    TimeDelta: [String] [i32, i64] [i64];
    IpAddr: [String] [String] [String];
    Document: [Document] [String] [Document, String, Vec<u8>];
}

impl<T> Known for Json<T> where Self: Scalar {}
#[diagnostic::do_not_recommend]
impl<T, D, On> Fits<D, On> for Json<T>
where
    Self: Scalar,
    Document: Fits<D, On>,
{
}
#[diagnostic::do_not_recommend]
impl<T, D, On> Fits<Option<D>, On> for Option<Json<T>>
where
    Json<T>: Scalar,
    Document: Fits<D, On>,
{
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compiles where the field fits.
    fn probe<F, On, D>(column: &D) -> Probe<F, On, D> {
        Probe::of(column)
    }

    #[test]
    fn fields_fit_the_columns_that_the_schema_makes() {
        probe::<i64, OnPostgres, _>(&1_i64).fits();
        probe::<Option<i32>, OnSqlite, _>(&Some(1_i64)).fits();
        probe::<u32, OnMysql, _>(&1_u32).fits();
        probe::<Json<Vec<u8>>, OnSqlite, _>(&String::new()).fits();
        probe::<Option<Json<Vec<u8>>>, OnPostgres, _>(&Some(Document::Null)).fits();
    }

    #[test]
    fn of_a_type_of_ones_own_nothing_is_asked() {
        struct Colour;
        probe::<Colour, OnPostgres, _>(&1_i64).fits();
    }
}
