//! Primary keys.

use std::{fmt, hash::Hash, net::IpAddr};

use crate::{
    error::Result,
    model::{ForeignKey, Model, OneToOne, Target, name_of},
    value::{Column, Row, Scalar, Value},
};

/// What names a row: a key of one column, or a tuple of such keys (Django: `CompositePrimaryKey`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a primary key",
    label = "primary keys are integers, String, Uuid, IpAddr, dates and times, and types that derive Scalar with `#[scalar(key)]`"
)]
pub trait Identity: Clone + Eq + Hash + fmt::Debug + Send + Sync + 'static {
    /// What an automatic key holds until its row is saved. Other keys have no such value.
    fn unset() -> Option<Self> {
        None
    }

    /// The key that a database made, where it makes keys and this number is one.
    fn made(_: i64) -> Option<Self> {
        None
    }

    /// A value for each column.
    fn to_values(&self) -> Vec<Value>;

    /// Reads a cell for each column.
    ///
    /// # Errors
    /// When a cell does not fit.
    fn read_key(row: &mut dyn Row) -> Result<Self>;
}

impl<K: Key> Identity for K {
    fn unset() -> Option<Self> {
        Key::unset()
    }

    fn made(number: i64) -> Option<Self> {
        Key::made(number)
    }

    fn to_values(&self) -> Vec<Value> {
        vec![Scalar::to_value(self)]
    }

    fn read_key(row: &mut dyn Row) -> Result<Self> {
        <Self as Column>::read(row)
    }
}

macro_rules! composite {
    ($($part:ident $n:tt),*) => {
        impl<$($part: Key),*> Identity for ($($part,)*) {
            fn to_values(&self) -> Vec<Value> {
                vec![$(Scalar::to_value(&self.$n)),*]
            }

            fn read_key(row: &mut dyn Row) -> Result<Self> {
                Ok(($(<$part as Column>::read(row)?,)*))
            }
        }
    };
}
composite!(A 0, B 1);
composite!(A 0, B 1, C 2);
composite!(A 0, B 1, C 2, D 3);

/// A scalar that can be a primary key, or a part of one; what a relation holds.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no key of one column",
    label = "a relation holds one column, and so does a part of a composite key"
)]
pub trait Key: Scalar + Eq + Hash + fmt::Debug {
    /// What an automatic key holds until its row is saved: 0, the nil UUID. Other keys have no such value.
    fn unset() -> Option<Self> {
        None
    }

    /// The key that a database made, where it makes keys and this number is one.
    fn made(_: i64) -> Option<Self> {
        None
    }
}

/// A primary key that the database can make.
#[diagnostic::on_unimplemented(
    message = "the database cannot make a primary key of type `{Self}`",
    label = "automatic keys are i16, i32 and i64"
)]
pub trait AutoKey: Key {
    /// What the key holds until its row is saved.
    const UNSET: Self;
}

macro_rules! automatic {
    ($($integer:ident)*) => { $(
        impl Key for $integer {
            fn unset() -> Option<Self> {
                Some(Self::UNSET)
            }

            fn made(number: i64) -> Option<Self> {
                Self::try_from(number).ok()
            }
        }

        impl AutoKey for $integer {
            const UNSET: Self = 0;
        }
    )* };
}
automatic!(i16 i32 i64);

impl Key for u16 {}
impl Key for u32 {}
impl Key for u64 {}
impl Key for String {}
impl Key for IpAddr {}
impl Key for chrono::NaiveDate {}
impl Key for chrono::DateTime<chrono::Utc> {}

/// What names an object in a relation lookup or assignment: a saved instance, its key, a relation to it, or a column that
/// holds its key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not name a `{M}`",
    label = "give a reference to the object, its key, or a column with its key",
    note = "the column of a relation is `b.author().key()`"
)]
pub trait ToKey<M: Target> {
    /// What the key is known as: a value, or an expression.
    type As;

    /// The key; of an unsaved object, the reason why it has none.
    fn to_key(&self) -> Self::As;
}

impl<M: Model<Key: Key>> ToKey<M> for &M {
    type As = Value;

    fn to_key(&self) -> Value {
        name_of::<M>(self)
    }
}

impl<M: Target, K: ToKey<M, As = Value>> ToKey<M> for Option<K> {
    type As = Value;

    /// Without an object it is NULL, and equality with that asks whether there is none.
    fn to_key(&self) -> Value {
        self.as_ref().map_or(Value::Null(<M::Value as Scalar>::TYPE), K::to_key)
    }
}

impl<M: Target> ToKey<M> for ForeignKey<M> {
    type As = Value;

    fn to_key(&self) -> Value {
        self.to_value()
    }
}

impl<M: Target> ToKey<M> for &ForeignKey<M> {
    type As = Value;

    fn to_key(&self) -> Value {
        self.to_value()
    }
}

impl<M: Target> ToKey<M> for &OneToOne<M> {
    type As = Value;

    fn to_key(&self) -> Value {
        self.to_value()
    }
}

macro_rules! keys {
    ($($key:ty)*) => { $(impl<M: Target<Value = $key>> ToKey<M> for $key {
        type As = Value;

        fn to_key(&self) -> Value {
            Scalar::to_value(self)
        }
    })* };
}
keys!(i16 i32 i64 u16 u32 u64 String IpAddr);

impl<M: Target<Value = String>> ToKey<M> for &str {
    type As = Value;

    fn to_key(&self) -> Value {
        Value::Text((*self).to_owned())
    }
}
