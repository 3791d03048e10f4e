//! Registers on a connection what SQLite lacks: <https://www.sqlite.org/appfunc.html>.
//!
//! ```text
//! lock the connection ──> borrow its handle ──> a function for each name ──> unlock
//! ```
//!
//! The functions are Django's, by name and arguments: <https://github.com/django/django/blob/stable/6.1.x/django/db/backends/sqlite3/_functions.py>.
//! What they compute stands in `missing/`. They are deterministic, so that an index may hold them, and innocuous, so that
//! the schema of a database that is not trusted may name them. A panic inside one is caught by rusqlite and becomes an
//! error of the statement.

#![allow(
    unsafe_code,
    reason = "SQLite takes functions through a raw handle only; the one block says why it is sound"
)]

use std::{borrow::Cow, error::Error, ffi::c_int};

use rusqlite::{
    Connection, Result,
    functions::{Context, FunctionFlags},
    types::{ToSql, Type, ValueRef},
};
use sqlx::{SqliteConnection, sqlite::LockedSqliteHandle};

use crate::{
    backend::missing::{self, Doubles, Number, Pattern},
    value::forms::numeral,
};

/// The function that tells whether a connection has the others.
const MARK: &str = "queryset_functions";

/// Gives a connection the functions.
pub(super) async fn register(raw: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let mut handle = raw.lock_handle().await?;
    on_handle(&mut handle, all)
}

/// The same for a connection of a foreign pool, which may have them from the last time: to define a function anew would
/// make SQLite compile every kept statement again.
pub(super) async fn register_once(raw: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let mut handle = raw.lock_handle().await?;
    on_handle(&mut handle, |it| if is_marked(it) { Ok(()) } else { all(it) })
}

/// Does something with the connection behind a locked handle.
fn on_handle(
    handle: &mut LockedSqliteHandle<'_>,
    work: impl FnOnce(&Connection) -> Result<()>,
) -> Result<(), sqlx::Error> {
    let raw = handle.as_raw_handle().as_ptr();
    // SAFETY: the handle is open, and the guard keeps the thread of the connection away from it while it is borrowed.
    // The `Connection` does not own it and is gone before the guard is. What stays are the functions: they are
    // `'static` and `Send`, SQLite owns them and frees them when the connection is closed.
    let connection = unsafe { Connection::from_handle(raw) };
    connection.and_then(|it| work(&it)).map_err(|it| sqlx::Error::Configuration(it.into()))
}

fn is_marked(connection: &Connection) -> bool {
    connection.prepare(&format!("SELECT {MARK}()")).is_ok()
}

fn all(connection: &Connection) -> Result<()> {
    patterns(connection)?;
    dates(connection)?;
    moments(connection)?;
    times(connection)?;
    spans(connection)?;
    numbers(connection)?;
    held(connection)?;
    scalar(connection, MARK, 0, |_| Ok(true))
}

/// `text REGEXP pattern` is `regexp(pattern, text)`.
fn patterns(connection: &Connection) -> Result<()> {
    scalar(connection, "regexp", 2, |it| {
        let (Some(_), Some(text)) = (text(it, 0)?, searched(it, 1)?) else { return Ok(None) };
        // SQLite keeps what a constant argument was made into from row to row.
        let pattern = it.get_or_create_aux(0, pattern)?;
        Ok(Some(pattern.is_match(&text)))
    })
}

fn pattern(given: ValueRef<'_>) -> Result<Pattern, Box<dyn Error + Send + Sync>> {
    Ok(missing::compiled(given.as_str()?)?)
}

fn dates(connection: &Connection) -> Result<()> {
    scalar(connection, "django_date_extract", 2, |it| {
        Ok(text(it, 0)?.zip(text(it, 1)?).and_then(|(part, date)| missing::date_part(part, date)))
    })?;
    // The zones behind the date are of no use to a date without a time.
    scalar(connection, "django_date_trunc", 4, |it| {
        let given = text(it, 0)?.zip(text(it, 1)?);
        Ok(given.and_then(|(unit, date)| missing::date_truncated(unit, date)))
    })
}

/// The last argument of each is the zone that the column is in, which is always UTC.
fn moments(connection: &Connection) -> Result<()> {
    scalar(connection, "django_datetime_extract", 4, |it| {
        Ok(zoned(it, 1)?
            .zip(text(it, 0)?)
            .and_then(|((moment, zone), part)| missing::moment_part(part, moment, zone)))
    })?;
    scalar(connection, "django_datetime_trunc", 4, |it| {
        Ok(zoned(it, 1)?
            .zip(text(it, 0)?)
            .and_then(|((moment, zone), unit)| missing::moment_truncated(unit, moment, zone)))
    })?;
    scalar(connection, "django_datetime_cast_date", 3, |it| {
        Ok(zoned(it, 0)?.and_then(|(moment, zone)| missing::date_of(moment, zone)))
    })?;
    scalar(connection, "django_datetime_cast_time", 3, |it| {
        Ok(zoned(it, 0)?.and_then(|(moment, zone)| missing::time_of(moment, zone)))
    })?;
    scalar(connection, "queryset_in_zone", 2, |it| {
        Ok(zoned(it, 0)?.and_then(|(moment, zone)| missing::in_zone(moment, zone)))
    })
}

fn times(connection: &Connection) -> Result<()> {
    scalar(connection, "django_time_extract", 2, |it| {
        Ok(text(it, 0)?.zip(text(it, 1)?).and_then(|(part, time)| missing::time_part(part, time)))
    })?;
    scalar(connection, "django_time_trunc", 4, |it| {
        let given = text(it, 0)?.zip(text(it, 1)?);
        Ok(given.and_then(|(unit, time)| missing::time_truncated(unit, time)))
    })
}

/// A span is a whole number of microseconds.
fn spans(connection: &Connection) -> Result<()> {
    scalar(connection, "django_format_dtdelta", 3, |it| {
        let given = text(it, 0)?.zip(text(it, 1)?).zip(whole(it, 2));
        Ok(given.and_then(|((sign, moment), span)| missing::moved(sign, moment, span)))
    })?;
    scalar(connection, "django_timestamp_diff", 2, |it| {
        Ok(text(it, 0)?.zip(text(it, 1)?).and_then(|(a, b)| missing::between_moments(a, b)))
    })?;
    scalar(connection, "django_time_diff", 2, |it| {
        Ok(text(it, 0)?.zip(text(it, 1)?).and_then(|(a, b)| missing::between_times(a, b)))
    })
}

/// A power that is no number, or beyond all of them, is NULL.
fn numbers(connection: &Connection) -> Result<()> {
    scalar(connection, "power", 2, |it| {
        let power = number(it, 0).zip(number(it, 1)).map(|(base, exponent)| base.powf(exponent));
        Ok(power.filter(|it| it.is_finite()))
    })
}

/// What a column is to hold, with the name of its field: the value comes back, or fails the statement.
fn held(connection: &Connection) -> Result<()> {
    scalar(connection, "queryset_whole", 4, |it| held_whole(it, Doubles::Overflowed))?;
    scalar(connection, "queryset_rounded", 4, |it| held_whole(it, Doubles::Rounded))?;
    scalar(connection, "queryset_text", 3, |it| {
        if let ValueRef::Blob(_) = it.get_raw(0) {
            return Err(rusqlite::Error::InvalidFunctionParameterType(0, Type::Blob));
        }
        let (Some(given), Some(field), Some(most)) = (searched(it, 0)?, text(it, 1)?, whole(it, 2))
        else {
            return Ok(None);
        };
        missing::held_text(&given, field, most).map_err(failed)?;
        Ok(Some(given.into_owned()))
    })
}

fn held_whole(context: &Context<'_>, doubles: Doubles) -> Result<Option<i64>> {
    let given = match context.get_raw(0) {
        ValueRef::Null => return Ok(None),
        ValueRef::Integer(it) => Number::Whole(it),
        ValueRef::Real(it) => Number::Double(it),
        // No column of numbers is set to anything else.
        ValueRef::Text(_) | ValueRef::Blob(_) => Number::Double(f64::NAN),
    };
    let (Some(field), Some(first), Some(last)) =
        (text(context, 1)?, whole(context, 2), whole(context, 3))
    else {
        return Ok(None);
    };
    missing::held_whole(given, doubles, field, (first, last)).map(Some).map_err(failed)
}

fn failed(error: crate::error::Error) -> rusqlite::Error {
    rusqlite::Error::UserFunctionError(error.into())
}

/// A function of one row's values.
fn scalar<T: ToSql>(
    connection: &Connection,
    name: &str,
    arguments: c_int,
    function: impl Fn(&Context<'_>) -> Result<T> + Send + 'static,
) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function(name, arguments, flags, function)
}

/// An argument that is text; NULL, and anything else, is none.
fn text<'c>(context: &'c Context<'_>, index: usize) -> Result<Option<&'c str>> {
    match context.get_raw(index) {
        it @ ValueRef::Text(_) => Ok(Some(it.as_str()?)),
        _ => Ok(None),
    }
}

/// An argument that is a number; NULL, and anything else, is none.
fn number(context: &Context<'_>, index: usize) -> Option<f64> {
    match context.get_raw(index) {
        ValueRef::Integer(it) => Some(numeral::double_of(it)),
        ValueRef::Real(it) => Some(it),
        ValueRef::Text(it) => std::str::from_utf8(it).ok()?.parse().ok(),
        _ => None,
    }
}

/// An argument that is a whole number; NULL, and anything else, is none.
fn whole(context: &Context<'_>, index: usize) -> Option<i64> {
    match context.get_raw(index) {
        ValueRef::Integer(it) => Some(it),
        _ => None,
    }
}

/// An argument as Python writes it, for a search in it; bytes are none.
fn searched<'c>(context: &'c Context<'_>, index: usize) -> Result<Option<Cow<'c, str>>> {
    Ok(match context.get_raw(index) {
        it @ ValueRef::Text(_) => Some(Cow::Borrowed(it.as_str()?)),
        ValueRef::Integer(it) => Some(Cow::Owned(it.to_string())),
        ValueRef::Real(it) => Some(Cow::Owned(format!("{it:?}"))),
        ValueRef::Null | ValueRef::Blob(_) => None,
    })
}

/// An instant and the zone behind it.
fn zoned<'c>(context: &'c Context<'_>, index: usize) -> Result<Option<(&'c str, &'c str)>> {
    Ok(text(context, index)?.zip(text(context, index + 1)?))
}
