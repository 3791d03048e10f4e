//! Cells in PostgreSQL's binary format, read by what their column is.

use std::{
    borrow::Borrow,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use sqlx::{
    Column, Row as _, TypeInfo, ValueRef,
    postgres::{PgRow, PgTypeInfo, PgTypeKind, PgValueFormat},
};

use super::bind::{EPOCH, MICROS_OF_A_DAY, PGSQL_AF_INET, PGSQL_AF_INET6};
use crate::{
    backend::numeric,
    error::{Cell, Error, Result},
    value::{
        Digits, Row, Type,
        forms::{numeral, uuid},
    },
};

/// A row, read from left to right.
pub(super) struct Cells<R> {
    row: R,
    next: usize,
}

/// The bytes of a cell and the object identifier of its type.
#[derive(Clone, Copy)]
struct Bytes<'r> {
    oid: u32,
    bytes: &'r [u8],
}

/// The identifiers that are read here, as `pg_type` fixes them.
mod oid {
    pub(super) const BOOL: u32 = 16;
    pub(super) const BYTEA: u32 = 17;
    pub(super) const CHAR: u32 = 18;
    pub(super) const NAME: u32 = 19;
    pub(super) const INT8: u32 = 20;
    pub(super) const INT2: u32 = 21;
    pub(super) const INT4: u32 = 23;
    pub(super) const TEXT: u32 = 25;
    pub(super) const OID: u32 = 26;
    pub(super) const JSON: u32 = 114;
    pub(super) const XML: u32 = 142;
    pub(super) const FLOAT4: u32 = 700;
    pub(super) const FLOAT8: u32 = 701;
    pub(super) const UNKNOWN: u32 = 705;
    pub(super) const INET: u32 = 869;
    pub(super) const TEXT_ARRAY: u32 = 1009;
    pub(super) const BPCHAR: u32 = 1042;
    pub(super) const VARCHAR: u32 = 1043;
    pub(super) const DATE: u32 = 1082;
    pub(super) const TIME: u32 = 1083;
    pub(super) const TIMESTAMP: u32 = 1114;
    pub(super) const TIMESTAMPTZ: u32 = 1184;
    pub(super) const INTERVAL: u32 = 1186;
    pub(super) const NUMERIC: u32 = 1700;
    pub(super) const UUID: u32 = 2950;
    pub(super) const JSONB: u32 = 3802;
}

/// Numbers below are those of the types that come with PostgreSQL.
const FIRST_OF_USERS: u32 = 16_384;

impl<R: Borrow<PgRow>> Cells<R> {
    pub(super) fn new(row: R) -> Self {
        Self { row, next: 0 }
    }
}

/// What gives cells: a row, an array.
trait Source {
    /// The next cell as `read` sees it. `None` of `read` means that the cell is something else.
    fn cell<T>(
        &mut self,
        wanted: Type,
        read: impl FnOnce(Bytes<'_>) -> Option<T>,
    ) -> Result<Option<T>>;

    /// The names of the columns.
    fn names(&self) -> Vec<&str>;

    /// The cell at `index` is next.
    fn go(&mut self, index: usize);
}

impl<R: Borrow<PgRow>> Source for Cells<R> {
    fn cell<T>(
        &mut self,
        wanted: Type,
        read: impl FnOnce(Bytes<'_>) -> Option<T>,
    ) -> Result<Option<T>> {
        let index = self.next;
        self.next += 1;
        let row = self.row.borrow();
        let value = row.try_get_raw(index).map_err(|_| Error::row_too_short(index))?;
        // A NULL has no bytes.
        let Ok(bytes) = value.as_bytes() else { return Ok(None) };
        let oid = oid_of(&value.type_info());
        let found =
            if value.format() == PgValueFormat::Binary { read(Bytes { oid, bytes }) } else { None };
        match found {
            Some(it) => Ok(Some(it)),
            None => Err(unreadable(row, index, &Bytes { oid, bytes }, wanted)),
        }
    }

    fn names(&self) -> Vec<&str> {
        self.row.borrow().columns().iter().map(Column::name).collect()
    }

    fn go(&mut self, index: usize) {
        self.next = index;
    }
}

/// The members of an array, whose header has been read.
struct Members<'r> {
    oid: u32,
    left: u32,
    bytes: &'r [u8],
    next: usize,
}

impl<'r> Members<'r> {
    /// Dimensions, whether there are NULLs, the type of the members; then their number and the lower bound.
    fn of(bytes: &'r [u8]) -> Option<Self> {
        let (dimensions, bytes) = word(bytes)?;
        let (_, bytes) = word(bytes)?;
        let (oid, bytes) = word(bytes)?;
        let (left, bytes) = match dimensions {
            0 => (0, bytes),
            1 => {
                let (left, bytes) = word(bytes)?;
                (left, word(bytes)?.1)
            }
            _ => return None,
        };
        Some(Self { oid, left, bytes, next: 0 })
    }

    fn read(mut self, each: &mut dyn FnMut(&mut dyn Row) -> Result<()>) -> Result<()> {
        while self.left > 0 {
            self.left -= 1;
            each(&mut self)?;
        }
        Ok(())
    }
}

impl Source for Members<'_> {
    fn cell<T>(
        &mut self,
        wanted: Type,
        read: impl FnOnce(Bytes<'_>) -> Option<T>,
    ) -> Result<Option<T>> {
        let index = self.next;
        self.next += 1;
        let broken = || Error::member_not_read(index, wanted);
        let (length, bytes) = word(self.bytes).ok_or_else(broken)?;
        self.bytes = bytes;
        // The length of NULL is -1.
        let Ok(length) = usize::try_from(length.cast_signed()) else { return Ok(None) };
        let (member, bytes) = bytes.split_at_checked(length).ok_or_else(broken)?;
        self.bytes = bytes;
        read(Bytes { oid: self.oid, bytes: member }).map(Some).ok_or_else(broken)
    }

    fn names(&self) -> Vec<&str> {
        Vec::new()
    }

    // They are read one after the other.
    fn go(&mut self, _: usize) {}
}

fn word(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (word, rest) = bytes.split_first_chunk()?;
    Some((u32::from_be_bytes(*word), rest))
}

/// What a type is read as. An enum and `citext` have numbers of this database alone, and travel as their text.
fn oid_of(of: &PgTypeInfo) -> u32 {
    let number = of.oid().map_or(0, |it| it.0);
    if number < FIRST_OF_USERS {
        return number;
    }
    match of.kind() {
        PgTypeKind::Enum(_) => oid::TEXT,
        PgTypeKind::Array(member) if oid_of(member) == oid::TEXT => oid::TEXT_ARRAY,
        _ if of.name().eq_ignore_ascii_case("citext") => oid::TEXT,
        _ => number,
    }
}

#[cold]
fn unreadable(row: &PgRow, index: usize, cell: &Bytes<'_>, wanted: Type) -> Error {
    let Some(column) = row.columns().get(index) else { return Error::row_too_short(index) };
    let detail = match cell.oid {
        oid::NUMERIC => numeric::read(cell.bytes).map_or_else(str::to_owned, |it| it.to_string()),
        oid::TEXT | oid::VARCHAR | oid::BPCHAR => String::from_utf8_lossy(cell.bytes).into_owned(),
        oid::DATE | oid::TIMESTAMP | oid::TIMESTAMPTZ if is_infinite(cell.bytes) => {
            "infinity".to_owned()
        }
        _ => String::new(),
    };
    let cell =
        Cell { column: column.name(), held: column.type_info().name(), detail: detail.into() };
    Error::cell_not_read(&cell, wanted)
}

/// Dates and timestamps keep their largest and smallest number for infinity.
fn is_infinite(bytes: &[u8]) -> bool {
    matches!(bytes, [0x7F, rest @ ..] if rest.iter().all(|it| *it == 0xFF))
        || matches!(bytes, [0x80, rest @ ..] if rest.iter().all(|it| *it == 0))
}

impl<S: Source> Row for S {
    fn boolean(&mut self) -> Result<Option<bool>> {
        self.cell(Type::Boolean, |cell| match cell.oid {
            oid::BOOL => cell.bytes.first().map(|it| *it != 0),
            _ => cell.whole().map(|it| it != 0),
        })
    }

    fn integer(&mut self) -> Result<Option<i64>> {
        self.cell(Type::BigInteger, |cell| cell.whole()?.try_into().ok())
    }

    fn unsigned(&mut self) -> Result<Option<u64>> {
        self.cell(Type::PositiveBigInteger, |cell| cell.whole()?.try_into().ok())
    }

    fn double(&mut self) -> Result<Option<f64>> {
        self.cell(Type::Double, |cell| match cell.oid {
            oid::FLOAT8 => cell.fixed().map(f64::from_be_bytes),
            oid::FLOAT4 => cell.fixed().map(|it| f64::from(f32::from_be_bytes(it))),
            oid::NUMERIC => numeric::read(cell.bytes).ok().and_then(numeral::double),
            _ => cell.whole().map(numeral::double_of),
        })
    }

    fn decimal(&mut self) -> Result<Option<Digits>> {
        self.cell(Type::Decimal, |cell| match cell.oid {
            oid::NUMERIC => numeric::read(cell.bytes).ok(),
            oid::FLOAT8 => {
                cell.fixed().and_then(|it| f64::from_be_bytes(it).to_string().parse().ok())
            }
            oid::FLOAT4 => {
                cell.fixed().and_then(|it| f32::from_be_bytes(it).to_string().parse().ok())
            }
            _ => cell.whole().map(|it| Digits::new(it, 0)),
        })
    }

    fn text(&mut self) -> Result<Option<String>> {
        self.cell(Type::Text, |cell| match cell.oid {
            oid::TEXT
            | oid::VARCHAR
            | oid::BPCHAR
            | oid::NAME
            | oid::CHAR
            | oid::UNKNOWN
            | oid::JSON
            | oid::XML => cell.text(),
            _ => None,
        })
    }

    fn binary(&mut self) -> Result<Option<Vec<u8>>> {
        self.cell(Type::Binary, |cell| (cell.oid == oid::BYTEA).then(|| cell.bytes.to_vec()))
    }

    fn date(&mut self) -> Result<Option<NaiveDate>> {
        self.cell(Type::Date, |cell| match cell.oid {
            oid::DATE => cell.day(),
            oid::TIMESTAMP | oid::TIMESTAMPTZ => {
                let moment = cell.instant()?.naive_utc();
                (moment.time() == NaiveTime::MIN).then(|| moment.date())
            }
            _ => None,
        })
    }

    fn time(&mut self) -> Result<Option<NaiveTime>> {
        self.cell(Type::Time, |cell| match cell.oid {
            oid::TIME => time_of_day(cell.fixed().map(i64::from_be_bytes)?),
            _ => None,
        })
    }

    fn datetime(&mut self) -> Result<Option<DateTime<Utc>>> {
        self.cell(Type::DateTime, |cell| match cell.oid {
            oid::TIMESTAMPTZ | oid::TIMESTAMP => cell.instant(),
            oid::DATE => Some(cell.day()?.and_time(NaiveTime::MIN).and_utc()),
            _ => None,
        })
    }

    fn duration(&mut self) -> Result<Option<TimeDelta>> {
        self.cell(Type::Duration, |cell| match cell.oid {
            oid::INTERVAL => cell.interval(),
            _ => None,
        })
    }

    fn inet(&mut self) -> Result<Option<IpAddr>> {
        self.cell(Type::Inet, |cell| match cell.oid {
            oid::INET => cell.address(),
            oid::TEXT | oid::VARCHAR | oid::BPCHAR => cell.text()?.trim().parse().ok(),
            _ => None,
        })
    }

    fn uuid(&mut self) -> Result<Option<[u8; 16]>> {
        self.cell(Type::Uuid, |cell| match cell.oid {
            oid::UUID | oid::BYTEA | oid::TEXT | oid::VARCHAR | oid::BPCHAR => {
                uuid::read_uuid(cell.bytes)
            }
            _ => None,
        })
    }

    fn json(&mut self) -> Result<Option<String>> {
        self.cell(Type::Json, |cell| match cell.oid {
            oid::JSONB => match cell.bytes {
                // The version of the format; there has never been another.
                [1, document @ ..] => Bytes { oid: cell.oid, bytes: document }.text(),
                _ => None,
            },
            oid::JSON | oid::TEXT | oid::VARCHAR => cell.text(),
            _ => None,
        })
    }

    fn writes_json_numbers_out(&self) -> bool {
        true
    }

    fn array(
        &mut self,
        of: &'static Type,
        each: &mut dyn FnMut(&mut dyn Row) -> Result<()>,
    ) -> Result<Option<()>> {
        let members = |cell: Bytes<'_>| {
            let mut members = Members::of(cell.bytes)?;
            if cell.oid == oid::TEXT_ARRAY {
                members.oid = oid::TEXT;
            }
            Some(members.read(each))
        };
        self.cell(Type::Array(of), members)?.transpose()
    }

    fn columns(&self) -> Vec<&str> {
        self.names()
    }

    fn seek(&mut self, index: usize) {
        self.go(index);
    }
}

impl Bytes<'_> {
    fn fixed<const N: usize>(&self) -> Option<[u8; N]> {
        self.bytes.try_into().ok()
    }

    fn whole(&self) -> Option<i128> {
        match self.oid {
            oid::INT8 => self.fixed().map(|it| i64::from_be_bytes(it).into()),
            oid::INT4 => self.fixed().map(|it| i32::from_be_bytes(it).into()),
            oid::INT2 => self.fixed().map(|it| i16::from_be_bytes(it).into()),
            oid::OID => self.fixed().map(|it| u32::from_be_bytes(it).into()),
            oid::NUMERIC => numeric::read(self.bytes).ok().and_then(numeral::whole),
            _ => None,
        }
    }

    /// Microseconds, days, months. A day counts 24 hours, a month 30 days and a year 365, as psycopg counts them.
    fn interval(&self) -> Option<TimeDelta> {
        let (micros, rest) = self.bytes.split_first_chunk()?;
        let (days, months) = rest.split_first_chunk()?;
        let months = i32::from_be_bytes(months.try_into().ok()?);
        let of_months = i64::from(months / 12) * 365 + i64::from(months % 12) * 30;
        let days = TimeDelta::try_days(i64::from(i32::from_be_bytes(*days)) + of_months)?;
        days.checked_add(&TimeDelta::microseconds(i64::from_be_bytes(*micros)))
    }

    /// Family, bits of the network, whether it is one, length, address. An address with fewer bits is a network.
    fn address(&self) -> Option<IpAddr> {
        match self.bytes {
            [PGSQL_AF_INET, 32, _, 4, address @ ..] => {
                <[u8; 4]>::try_from(address).ok().map(|it| Ipv4Addr::from(it).into())
            }
            [PGSQL_AF_INET6, 128, _, 16, address @ ..] => {
                <[u8; 16]>::try_from(address).ok().map(|it| Ipv6Addr::from(it).into())
            }
            _ => None,
        }
    }

    fn text(&self) -> Option<String> {
        std::str::from_utf8(self.bytes).ok().map(str::to_owned)
    }

    fn day(&self) -> Option<NaiveDate> {
        let days = i32::from_be_bytes(self.fixed()?);
        if is_infinite(self.bytes) {
            return None;
        }
        date(i64::from(days))
    }

    fn instant(&self) -> Option<DateTime<Utc>> {
        let micros = i64::from_be_bytes(self.fixed()?);
        if is_infinite(self.bytes) {
            return None;
        }
        let day = date(micros.div_euclid(MICROS_OF_A_DAY))?;
        Some(day.and_time(time_of_day(micros.rem_euclid(MICROS_OF_A_DAY))?).and_utc())
    }
}

fn date(days: i64) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(days + i64::from(EPOCH)).ok()?)
}

fn time_of_day(micros: i64) -> Option<NaiveTime> {
    // PostgreSQL has 24:00:00, which is no time of day elsewhere.
    let (time, days) = NaiveTime::MIN.overflowing_add_signed(TimeDelta::microseconds(micros));
    (days == 0).then_some(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_read_on_both_sides_of_the_epoch() {
        let read =
            |micros: i64| Bytes { oid: oid::TIMESTAMPTZ, bytes: &micros.to_be_bytes() }.instant();
        assert_eq!(read(0).unwrap().to_rfc3339(), "2000-01-01T00:00:00+00:00");
        assert_eq!(read(-1).unwrap().to_rfc3339(), "1999-12-31T23:59:59.999999+00:00");
        assert_eq!(read(i64::MAX), None);
        assert_eq!(read(i64::MIN), None);
    }

    #[test]
    fn midnight_at_the_end_of_a_day_is_no_time_of_day() {
        assert_eq!(time_of_day(MICROS_OF_A_DAY), None);
        assert_eq!(time_of_day(1).unwrap().to_string(), "00:00:00.000001");
    }
}
