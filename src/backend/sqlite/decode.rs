//! Cells of SQLite, read by what they hold: a column's type binds nobody there.

use std::{borrow::Borrow, net::IpAddr};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use sqlx::{
    Column, Decode, Row as _, TypeInfo, ValueRef,
    sqlite::{SqliteRow, SqliteValueRef},
};

use crate::{
    error::{Cell, Error, Result},
    value::{
        Digits, Row, Type,
        forms::{json, numeral, text, uuid},
    },
};

/// A row, read from left to right.
pub(super) struct Cells<R> {
    row: R,
    next: usize,
}

/// What a cell can hold beside NULL.
#[derive(Clone, Copy)]
enum Held<'r> {
    Integer(i64),
    Real(f64),
    Text(&'r str),
    Blob(&'r [u8]),
}

impl<R: Borrow<SqliteRow>> Cells<R> {
    pub(super) fn new(row: R) -> Self {
        Self { row, next: 0 }
    }

    /// The next cell as `read` sees it. `None` of `read` means that the cell is something else.
    fn cell<T>(
        &mut self,
        wanted: Type,
        read: impl FnOnce(Held<'_>) -> Option<T>,
    ) -> Result<Option<T>> {
        let index = self.next;
        self.next += 1;
        let row = self.row.borrow();
        let value = row.try_get_raw(index).map_err(|_| Error::row_too_short(index))?;
        if value.is_null() {
            return Ok(None);
        }
        let held = held(value);
        match held.and_then(read) {
            Some(it) => Ok(Some(it)),
            None => Err(unreadable(row, index, held, wanted)),
        }
    }
}

/// `None` for text that is not UTF-8.
fn held(value: SqliteValueRef<'_>) -> Option<Held<'_>> {
    let kind = value.type_info();
    match kind.name() {
        "INTEGER" => <i64 as Decode<sqlx::Sqlite>>::decode(value).ok().map(Held::Integer),
        "REAL" => <f64 as Decode<sqlx::Sqlite>>::decode(value).ok().map(Held::Real),
        "TEXT" => <&str as Decode<sqlx::Sqlite>>::decode(value).ok().map(Held::Text),
        "BLOB" => <&[u8] as Decode<sqlx::Sqlite>>::decode(value).ok().map(Held::Blob),
        _ => None,
    }
}

#[cold]
fn unreadable(row: &SqliteRow, index: usize, held: Option<Held<'_>>, wanted: Type) -> Error {
    let column = row.columns().get(index).map_or("", Column::name);
    let (held, detail) = match held {
        Some(Held::Integer(it)) => ("INTEGER", it.to_string()),
        Some(Held::Real(it)) => ("REAL", it.to_string()),
        Some(Held::Text(it)) => ("TEXT", it.to_owned()),
        Some(Held::Blob(it)) => ("BLOB", format!("{} bytes", it.len())),
        None => ("TEXT", "not UTF-8".to_owned()),
    };
    Error::cell_not_read(&Cell { column, held, detail: detail.into() }, wanted)
}

impl<R: Borrow<SqliteRow>> Row for Cells<R> {
    fn boolean(&mut self) -> Result<Option<bool>> {
        self.cell(Type::Boolean, |held| match held {
            Held::Integer(it) => Some(it != 0),
            _ => None,
        })
    }

    fn integer(&mut self) -> Result<Option<i64>> {
        self.cell(Type::BigInteger, |held| held.whole()?.try_into().ok())
    }

    fn unsigned(&mut self) -> Result<Option<u64>> {
        self.cell(Type::PositiveBigInteger, |held| held.whole()?.try_into().ok())
    }

    fn double(&mut self) -> Result<Option<f64>> {
        self.cell(Type::Double, |held| match held {
            Held::Real(it) => Some(it),
            Held::Integer(it) => Some(numeral::double_of(it)),
            Held::Text(it) => it.parse().ok().and_then(numeral::double),
            Held::Blob(_) => None,
        })
    }

    fn decimal(&mut self) -> Result<Option<Digits>> {
        self.cell(Type::Decimal, |held| match held {
            Held::Integer(it) => Some(Digits::from(it)),
            Held::Real(it) => numeral::decimal(it),
            Held::Text(it) => it.parse().ok(),
            Held::Blob(_) => None,
        })
    }

    fn text(&mut self) -> Result<Option<String>> {
        self.cell(Type::Text, |held| match held {
            Held::Text(it) => Some(it.to_owned()),
            _ => None,
        })
    }

    fn binary(&mut self) -> Result<Option<Vec<u8>>> {
        self.cell(Type::Binary, |held| match held {
            Held::Blob(it) => Some(it.to_vec()),
            _ => None,
        })
    }

    fn date(&mut self) -> Result<Option<NaiveDate>> {
        self.cell(Type::Date, |held| text::read_date(held.text()?))
    }

    fn time(&mut self) -> Result<Option<NaiveTime>> {
        self.cell(Type::Time, |held| text::read_time(held.text()?))
    }

    fn datetime(&mut self) -> Result<Option<DateTime<Utc>>> {
        self.cell(Type::DateTime, |held| text::read_datetime(held.text()?))
    }

    fn duration(&mut self) -> Result<Option<TimeDelta>> {
        let microseconds = |held: Held<'_>| held.whole()?.try_into().ok();
        self.cell(Type::Duration, |held| microseconds(held).map(TimeDelta::microseconds))
    }

    fn inet(&mut self) -> Result<Option<IpAddr>> {
        self.cell(Type::Inet, |held| held.text()?.trim().parse().ok())
    }

    fn uuid(&mut self) -> Result<Option<[u8; 16]>> {
        self.cell(Type::Uuid, |held| match held {
            Held::Text(it) => uuid::read_uuid(it.as_bytes()),
            Held::Blob(it) => uuid::read_uuid(it),
            _ => None,
        })
    }

    /// What SQLite's JSON functions take out of a document can be a bare number.
    fn json(&mut self) -> Result<Option<String>> {
        self.cell(Type::Json, |held| match held {
            Held::Text(it) => Some(it.to_owned()),
            Held::Blob(it) => std::str::from_utf8(it).ok().map(str::to_owned),
            Held::Integer(it) => Some(it.to_string()),
            Held::Real(it) => it.is_finite().then(|| json::as_python(it)),
        })
    }

    fn array(
        &mut self,
        of: &'static Type,
        _: &mut dyn FnMut(&mut dyn Row) -> Result<()>,
    ) -> Result<Option<()>> {
        self.cell(Type::Array(of), |_| None)
    }

    fn columns(&self) -> Vec<&str> {
        self.row.borrow().columns().iter().map(Column::name).collect()
    }

    fn seek(&mut self, index: usize) {
        self.next = index;
    }
}

impl<'r> Held<'r> {
    fn whole(self) -> Option<i128> {
        match self {
            Self::Integer(it) => Some(it.into()),
            Self::Real(it) => numeral::decimal(it).and_then(numeral::whole),
            Self::Text(it) => it.parse().ok().and_then(numeral::whole),
            Self::Blob(_) => None,
        }
    }

    fn text(self) -> Option<&'r str> {
        match self {
            Self::Text(it) => Some(it),
            _ => None,
        }
    }
}
