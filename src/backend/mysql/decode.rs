//! Cells in the binary format of MySQL and MariaDB, read by what their column is:
//! <https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_binary_resultset.html>.

use std::{borrow::Borrow, net::IpAddr};

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use sqlx::{Column, Decode, Row as _, TypeInfo, ValueRef, mysql::MySqlRow};

use crate::{
    error::{Cell, Error, Result},
    value::{
        Digits, Row, Type,
        forms::{numeral, text, uuid},
    },
};

/// A row, read from left to right.
pub(super) struct Cells<R> {
    row: R,
    next: usize,
}

/// The bytes of a cell and what they are.
#[derive(Clone, Copy)]
struct Bytes<'r> {
    kind: Kind,
    bytes: &'r [u8],
}

/// The formats of a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Signed,
    Unsigned,
    Float,
    Double,
    Decimal,
    Bit,
    /// Date, or date and time: the format is one.
    Moment,
    Time,
    /// Text and bytes, which the server does not tell apart where the collation is binary.
    String,
    Other,
}

impl<R: Borrow<MySqlRow>> Cells<R> {
    pub(super) fn new(row: R) -> Self {
        Self { row, next: 0 }
    }

    /// The next cell as `read` sees it. `None` of `read` means that the cell is something else.
    fn cell<T>(
        &mut self,
        wanted: Type,
        read: impl FnOnce(Bytes<'_>) -> Option<T>,
    ) -> Result<Option<T>> {
        let index = self.next;
        self.next += 1;
        let row = self.row.borrow();
        let value = row.try_get_raw(index).map_err(|_| Error::row_too_short(index))?;
        // A date of zeros counts as NULL, too.
        if value.is_null() {
            return Ok(None);
        }
        let kind = kind(value.type_info().name());
        let bytes = <&[u8] as Decode<sqlx::MySql>>::decode(value).unwrap_or_default();
        let cell = Bytes { kind, bytes };
        match read(cell) {
            Some(it) => Ok(Some(it)),
            None => Err(unreadable(row, index, cell, wanted)),
        }
    }
}

/// The kind behind the name that sqlx gives to a type.
fn kind(name: &str) -> Kind {
    match name {
        "BOOLEAN" | "TINYINT" | "SMALLINT" | "MEDIUMINT" | "INT" | "BIGINT" => Kind::Signed,
        "FLOAT" => Kind::Float,
        "DOUBLE" => Kind::Double,
        "DECIMAL" => Kind::Decimal,
        "BIT" => Kind::Bit,
        "DATE" | "DATETIME" | "TIMESTAMP" => Kind::Moment,
        "TIME" => Kind::Time,
        "YEAR" => Kind::Unsigned,
        "NULL" | "GEOMETRY" => Kind::Other,
        _ if name.ends_with("UNSIGNED") => Kind::Unsigned,
        _ => Kind::String,
    }
}

#[cold]
fn unreadable(row: &MySqlRow, index: usize, cell: Bytes<'_>, wanted: Type) -> Error {
    let Some(column) = row.columns().get(index) else { return Error::row_too_short(index) };
    let detail = match cell.kind {
        Kind::String | Kind::Decimal => String::from_utf8_lossy(cell.bytes).into_owned(),
        _ => cell.whole().map(|it| it.to_string()).unwrap_or_default(),
    };
    let cell =
        Cell { column: column.name(), held: column.type_info().name(), detail: detail.into() };
    Error::cell_not_read(&cell, wanted)
}

impl<R: Borrow<MySqlRow>> Row for Cells<R> {
    fn boolean(&mut self) -> Result<Option<bool>> {
        self.cell(Type::Boolean, |cell| cell.whole().map(|it| it != 0))
    }

    fn integer(&mut self) -> Result<Option<i64>> {
        self.cell(Type::BigInteger, |cell| cell.whole()?.try_into().ok())
    }

    fn unsigned(&mut self) -> Result<Option<u64>> {
        self.cell(Type::PositiveBigInteger, |cell| cell.whole()?.try_into().ok())
    }

    fn double(&mut self) -> Result<Option<f64>> {
        self.cell(Type::Double, |cell| match cell.kind {
            Kind::Decimal => cell.text()?.parse().ok(),
            _ => cell.real().or_else(|| cell.whole().map(numeral::double_of)),
        })
    }

    fn decimal(&mut self) -> Result<Option<Digits>> {
        self.cell(Type::Decimal, |cell| match cell.kind {
            Kind::Decimal | Kind::String => cell.text()?.parse().ok(),
            _ => cell.real().map_or_else(|| cell.whole().map(whole_digits), numeral::decimal),
        })
    }

    fn text(&mut self) -> Result<Option<String>> {
        self.cell(Type::Text, |cell| {
            (cell.kind == Kind::String).then(|| cell.text().map(str::to_owned))?
        })
    }

    fn binary(&mut self) -> Result<Option<Vec<u8>>> {
        self.cell(Type::Binary, |cell| (cell.kind == Kind::String).then(|| cell.bytes.to_vec()))
    }

    fn date(&mut self) -> Result<Option<NaiveDate>> {
        self.cell(Type::Date, |cell| match cell.kind {
            Kind::Moment => {
                let moment = cell.moment()?;
                (moment.time() == NaiveTime::MIN).then(|| moment.date())
            }
            Kind::String => text::read_date(cell.text()?),
            _ => None,
        })
    }

    fn time(&mut self) -> Result<Option<NaiveTime>> {
        self.cell(Type::Time, |cell| match cell.kind {
            Kind::Time => cell.time(),
            Kind::String => text::read_time(cell.text()?),
            _ => None,
        })
    }

    fn datetime(&mut self) -> Result<Option<DateTime<Utc>>> {
        self.cell(Type::DateTime, |cell| match cell.kind {
            // The session is in UTC.
            Kind::Moment => cell.moment().map(|it| it.and_utc()),
            Kind::String => text::read_datetime(cell.text()?),
            _ => None,
        })
    }

    fn duration(&mut self) -> Result<Option<TimeDelta>> {
        let microseconds = |cell: Bytes<'_>| cell.whole()?.try_into().ok();
        self.cell(Type::Duration, |cell| microseconds(cell).map(TimeDelta::microseconds))
    }

    fn inet(&mut self) -> Result<Option<IpAddr>> {
        self.cell(Type::Inet, |cell| {
            (cell.kind == Kind::String).then(|| cell.text()?.trim().parse().ok())?
        })
    }

    fn uuid(&mut self) -> Result<Option<[u8; 16]>> {
        self.cell(Type::Uuid, |cell| {
            (cell.kind == Kind::String).then(|| uuid::read_uuid(cell.bytes))?
        })
    }

    fn json(&mut self) -> Result<Option<String>> {
        self.cell(Type::Json, |cell| {
            (cell.kind == Kind::String).then(|| cell.text().map(str::to_owned))?
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

impl<'r> Bytes<'r> {
    fn text(self) -> Option<&'r str> {
        std::str::from_utf8(self.bytes).ok()
    }

    fn whole(self) -> Option<i128> {
        match self.kind {
            Kind::Signed => signed(self.bytes).map(i128::from),
            Kind::Unsigned => little_endian(self.bytes).map(i128::from),
            Kind::Bit => {
                let mut bytes = self.bytes.to_vec();
                bytes.reverse();
                little_endian(&bytes).map(i128::from)
            }
            Kind::Decimal => self.text()?.parse().ok().and_then(numeral::whole),
            _ => None,
        }
    }

    fn real(self) -> Option<f64> {
        match self.kind {
            Kind::Double => self.bytes.try_into().ok().map(f64::from_le_bytes),
            Kind::Float => self.bytes.try_into().ok().map(|it| f64::from(f32::from_le_bytes(it))),
            _ => None,
        }
    }

    /// Length, year, month, day, and as much of the time as is not zero.
    fn moment(self) -> Option<NaiveDateTime> {
        let (_, rest) = self.bytes.split_first()?;
        let (year, rest) = rest.split_first_chunk::<2>()?;
        let (month, rest) = rest.split_first()?;
        let (day, rest) = rest.split_first()?;
        let date = NaiveDate::from_ymd_opt(
            i32::from(u16::from_le_bytes(*year)),
            u32::from(*month),
            u32::from(*day),
        )?;
        Some(date.and_time(clock(rest)?))
    }

    /// Length, sign, days, and as much of the time as is not zero. More than a day, or less than nothing, is a duration.
    fn time(self) -> Option<NaiveTime> {
        let (_, rest) = self.bytes.split_first()?;
        match rest {
            [] => Some(NaiveTime::MIN),
            [0, 0, 0, 0, 0, rest @ ..] => clock(rest),
            _ => None,
        }
    }
}

/// Hours, minutes, seconds, and perhaps microseconds.
fn clock(bytes: &[u8]) -> Option<NaiveTime> {
    let Some((hms, micros)) = bytes.split_first_chunk::<3>() else {
        return bytes.is_empty().then_some(NaiveTime::MIN);
    };
    let micros = if micros.is_empty() { 0 } else { u32::from_le_bytes(micros.try_into().ok()?) };
    let [hour, minute, second] = hms.map(u32::from);
    NaiveTime::from_hms_micro_opt(hour, minute, second, micros)
}

fn whole_digits(number: i128) -> Digits {
    Digits::new(number, 0)
}

fn little_endian(bytes: &[u8]) -> Option<u64> {
    let mut all = [0; 8];
    all.get_mut(..bytes.len())?.copy_from_slice(bytes);
    Some(u64::from_le_bytes(all))
}

fn signed(bytes: &[u8]) -> Option<i64> {
    Some(match bytes.len() {
        1 => i64::from(i8::from_le_bytes(bytes.try_into().ok()?)),
        2 => i64::from(i16::from_le_bytes(bytes.try_into().ok()?)),
        4 => i64::from(i32::from_le_bytes(bytes.try_into().ok()?)),
        8 => i64::from_le_bytes(bytes.try_into().ok()?),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Kind, bytes: &[u8]) -> Bytes<'_> {
        Bytes { kind, bytes }
    }

    #[test]
    fn integers_of_every_width_are_read() {
        assert_eq!(of(Kind::Signed, &[0xFF]).whole(), Some(-1));
        assert_eq!(of(Kind::Signed, &[0xFE, 0xFF, 0xFF, 0xFF]).whole(), Some(-2));
        assert_eq!(of(Kind::Unsigned, &[0xFF]).whole(), Some(255));
        assert_eq!(of(Kind::Unsigned, &[0xFF; 8]).whole(), Some(u64::MAX.into()));
        assert_eq!(of(Kind::Bit, &[1, 2]).whole(), Some(258));
        assert_eq!(of(Kind::Decimal, b"42.00").whole(), Some(42));
        assert_eq!(of(Kind::Decimal, b"42.50").whole(), None);
    }

    #[test]
    fn moments_are_read_with_as_much_time_as_they_have() {
        let day = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
        assert_eq!(
            of(Kind::Moment, &[4, 0xE8, 7, 2, 29]).moment(),
            Some(day.and_time(NaiveTime::MIN))
        );
        assert_eq!(
            of(Kind::Moment, &[7, 0xE8, 7, 2, 29, 1, 2, 3]).moment(),
            day.and_hms_opt(1, 2, 3)
        );
        let micros = day.and_hms_micro_opt(1, 2, 3, 5);
        assert_eq!(of(Kind::Moment, &[11, 0xE8, 7, 2, 29, 1, 2, 3, 5, 0, 0, 0]).moment(), micros);
    }

    #[test]
    fn a_duration_is_no_time_of_day() {
        assert_eq!(of(Kind::Time, &[0]).time(), Some(NaiveTime::MIN));
        assert_eq!(
            of(Kind::Time, &[8, 0, 0, 0, 0, 0, 1, 2, 3]).time(),
            NaiveTime::from_hms_opt(1, 2, 3)
        );
        assert_eq!(of(Kind::Time, &[8, 1, 0, 0, 0, 0, 1, 2, 3]).time(), None);
        assert_eq!(of(Kind::Time, &[8, 0, 1, 0, 0, 0, 1, 2, 3]).time(), None);
    }
}
