//! From which column of a result each field is read, when the caller wrote the SQL.

use std::{borrow::Cow, net::IpAddr};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::{
    error::{Error, Result},
    model::{FieldMeta, ModelMeta},
    value::{Digits, Row, Type},
};

/// What is called otherwise than a field, and what is wanted beside the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Names {
    /// Columns, each with the field it holds.
    pub(crate) translations: Vec<(Cow<'static, str>, &'static str)>,
    /// The columns of annotations.
    pub(crate) annotations: Vec<Cow<'static, str>>,
}

/// The places of the columns, in the order in which a row is read: the fields of the model, then the annotations. A field
/// that was left out has none.
#[derive(Debug)]
pub(crate) struct Arrangement(Vec<Option<usize>>);

impl Arrangement {
    /// These places, in this order.
    pub(crate) fn at(places: &[usize]) -> Self {
        Self(places.iter().copied().map(Some).collect())
    }

    /// Finds every field and annotation among the columns of a result.
    ///
    /// Columns that nobody asks for are left out, and of two with one name the first is the field, as in Django.
    pub(crate) fn of(model: &ModelMeta, names: &Names, columns: &[&str]) -> Result<Self> {
        let columns: &[&str] = &columns.iter().map(|it| without_override(it)).collect::<Vec<_>>();
        let field = |it: &FieldMeta| match names.field(it, columns) {
            None if !it.deferred => Err(missing(it, columns)),
            place => Ok(place),
        };
        let mut places = model.fields.iter().map(field).collect::<Result<Vec<_>>>()?;
        for name in &names.annotations {
            let free = |at: usize, it: &&str| *it == name && !places.contains(&Some(at));
            let place = columns.iter().enumerate().find(|(at, it)| free(*at, it));
            let (at, _) = place.ok_or_else(|| Error::no_column_to_annotate(name, columns))?;
            places.push(Some(at));
        }
        Ok(Self(places))
    }

    /// All columns of a result in their order, with gaps at these places.
    pub(crate) fn with_gaps(columns: usize, gaps: &[usize]) -> Self {
        let mut next = 0..columns;
        let places = 0..columns + gaps.len();
        Self(places.map(|at| if gaps.contains(&at) { None } else { next.next() }).collect())
    }

    /// The row, to be read in this order.
    pub(crate) fn of_row<'r>(&'r self, row: &'r mut dyn Row) -> Arranged<'r> {
        Arranged { row, places: &self.0, next: 0 }
    }
}

impl Names {
    /// The column of a field: one that was translated to it, else its own, else one with the name of the field.
    fn field(&self, field: &FieldMeta, columns: &[&str]) -> Option<usize> {
        let translated = |column: &str| self.translations.iter().find(|(from, _)| from == column);
        let place = |wanted: &dyn Fn(&str) -> bool| columns.iter().position(|it| wanted(it));
        let own = |name: &str| place(&|it| it == name && translated(it).is_none());
        place(&|it| translated(it).is_some_and(|(_, to)| *to == field.name))
            .or_else(|| own(field.column))
            .or_else(|| own(field.name))
    }
}

/// The name in `price: f64`, `books!` and `rating?`: what follows it is what `sqlx::query!` is told of the column.
fn without_override(column: &str) -> &str {
    let name = column.split_once(':').map_or(column, |(name, _)| name);
    name.trim_end_matches(['!', '?'])
}

fn missing(field: &FieldMeta, columns: &[&str]) -> Error {
    let error = if field.primary_key {
        Error::raw_without_key(field.column, columns)
    } else {
        Error::raw_without_column(field.column, columns)
    };
    error.with_field(field.name)
}

/// A row whose cells are read in another order than they stand in.
pub(crate) struct Arranged<'r> {
    row: &'r mut dyn Row,
    places: &'r [Option<usize>],
    next: usize,
}

impl Arranged<'_> {
    /// Goes to the next cell; behind the last one, to where the row has none.
    fn advance(&mut self) -> &mut dyn Row {
        let place = self.places.get(self.next).copied().flatten();
        self.next += 1;
        let place = place.unwrap_or_else(|| self.row.columns().len());
        self.row.seek(place);
        self.row
    }
}

macro_rules! in_order {
    ($($read:ident $type:ty;)*) => {
        impl Row for Arranged<'_> {
            $(fn $read(&mut self) -> Result<Option<$type>> {
                self.advance().$read()
            })*

            fn array(
                &mut self,
                of: &'static Type,
                each: &mut dyn FnMut(&mut dyn Row) -> Result<()>,
            ) -> Result<Option<()>> {
                self.advance().array(of, each)
            }

            fn writes_json_numbers_out(&self) -> bool {
                self.row.writes_json_numbers_out()
            }

            fn is_left_out(&mut self) -> bool {
                let left_out = self.places.get(self.next) == Some(&None);
                self.next += usize::from(left_out);
                left_out
            }

            fn columns(&self) -> Vec<&str> {
                let all = self.row.columns();
                self.places.iter().filter_map(|it| all.get((*it)?).copied()).collect()
            }

            fn seek(&mut self, index: usize) {
                self.next = index;
            }
        }
    };
}
in_order! {
    boolean bool;
    integer i64;
    unsigned u64;
    double f64;
    decimal Digits;
    text String;
    binary Vec<u8>;
    date NaiveDate;
    time NaiveTime;
    datetime DateTime<Utc>;
    duration TimeDelta;
    inet IpAddr;
    uuid [u8; 16];
    json String;
}
