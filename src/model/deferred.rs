//! A column whose value may not be at hand.

use std::fmt;

use crate::{
    error::{Error, Result},
    value::{Column, Row, Scalar, Value},
};

/// A value that the instance may hold or not.
///
/// A column that the database fills has none before the row is saved: one with `db_default` that was not given, or a
/// generated one. Saving leaves such a column to the database and takes over what it made.
///
/// ```
/// # use queryset::prelude::*;
/// #[derive(Model, Debug)]
/// #[model(app = "shop")]
/// pub struct Crate {
///     pub id: i64,
///     pub width: i32,
///     #[field(db_default = 7)]
///     pub height: Deferred<i32>,
///     #[field(generated = |c| c.width() * c.height())]
///     pub area: Deferred<i32>,
/// }
///
/// let small = Crate::build(|c| c.width(2));
/// assert!(!small.height.is_loaded() && small.area.get().is_err());
/// let tall = Crate::build(|c| c.width(2).height(9));
/// assert_eq!(tall.height.get()?, &9);
/// # Ok::<(), Error>(())
/// ```
///
/// Django: `DatabaseDefault`, and deferred fields, which are fetched when they are read. Here nothing is fetched unasked.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Deferred<T>(Option<T>);

impl<T> Deferred<T> {
    /// Not at hand.
    pub const fn new() -> Self {
        Self(None)
    }

    /// The value.
    ///
    /// # Errors
    /// [`NotLoaded`](crate::error::ErrorKind::NotLoaded) where it is not at hand.
    pub fn get(&self) -> Result<&T> {
        self.0.as_ref().ok_or_else(Error::deferred)
    }

    /// Whether the value is at hand.
    pub const fn is_loaded(&self) -> bool {
        self.0.is_some()
    }

    /// The value, where it is at hand.
    pub const fn as_option(&self) -> Option<&T> {
        self.0.as_ref()
    }

    /// The value, where it is at hand.
    pub fn into_option(self) -> Option<T> {
        self.0
    }
}

/// A cell that a query left out is read as a value that is not at hand; there is none to bind.
impl<T: Column> Column for Deferred<T> {
    type Bare = T::Bare;
    type Null = T::Null;

    fn to_value(&self) -> Value {
        let refused = || Value::Refused(<T::Bare as Scalar>::TYPE, Error::deferred());
        self.as_option().map_or_else(refused, Column::to_value)
    }

    fn read(row: &mut dyn Row) -> Result<Self> {
        if row.is_left_out() { Ok(Self::new()) } else { T::read(row).map(Self::from) }
    }
}

impl<T> Default for Deferred<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> From<T> for Deferred<T> {
    fn from(value: T) -> Self {
        Self(Some(value))
    }
}

impl<T: fmt::Debug> fmt::Debug for Deferred<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("deferred"),
        }
    }
}
