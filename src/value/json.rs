//! JSON documents: any serde type in [`Json`], and `serde_json::Value` as it is.

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    error::Result,
    value::{
        Composite, Containing, Meets, Row, Scalar, Searched, Takes, Type, Value,
        document::{document, parsed},
    },
};

/// A field of any serde type, stored as a JSON document.
///
/// A document is read so that a save stores it as it was: where a number in it would be rounded, as whole numbers of more
/// than 64 bits are in a `serde_json::Value`, the read is an error that names the field. `Json<Box<RawValue>>` keeps the
/// text of the document, whatever is in it, with `serde_json`'s [`RawValue`](serde_json::value::RawValue). Documents are
/// written as Python's `json.dumps` writes them; arrays and objects stand in one another 127 deep at most, since no more
/// can be read.
///
/// ```
/// use queryset::prelude::*;
/// use serde_json::value::RawValue;
///
/// #[derive(Model)]
/// #[model(app = "library")]
/// struct Import {
///     id: i64,
///     received: Json<Box<RawValue>>,
/// }
/// ```
///
/// Django: `JSONField`, whose value is untyped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Json<T>(pub T);

impl<T> Json<T> {
    /// The document.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> From<T> for Json<T> {
    fn from(document: T) -> Self {
        Self(document)
    }
}

impl<T> std::ops::Deref for Json<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> std::ops::DerefMut for Json<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T> Scalar for Json<T>
where
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
{
    const TYPE: Type = Type::Json;

    fn to_value(&self) -> Value {
        document(&self.0)
    }

    fn read(row: &mut dyn Row) -> Result<Option<Self>> {
        parsed(row).map(|it| it.map(Self))
    }
}

impl Scalar for serde_json::Value {
    const TYPE: Type = Type::Json;

    fn to_value(&self) -> Value {
        document(self)
    }

    fn read(row: &mut dyn Row) -> Result<Option<Self>> {
        parsed(row)
    }
}

/// A scalar that is a JSON document: it has keys and indexes, and is compared with what JSON has a form for.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no JSON document",
    label = "`key`, `index`, `has_key` and their like need a column of type `serde_json::Value` or `Json<T>`"
)]
pub trait Document: Scalar {}

impl Document for serde_json::Value {}
impl Searched for serde_json::Value {
    type Sought = Self;
}
impl Containing for serde_json::Value {
    type Member = Self;
}
impl Composite for serde_json::Value {}
impl<T> Document for Json<T> where Self: Scalar {}
impl<T> Searched for Json<T>
where
    Self: Scalar,
{
    type Sought = Self;
}
impl<T> Containing for Json<T>
where
    Self: Scalar,
{
    type Member = Self;
}
impl<T> Composite for Json<T> where Self: Scalar {}

impl<T, U> Meets<Json<U>> for Json<T> {}
impl<T> Meets<serde_json::Value> for Json<T> {}
impl<T> Meets<Json<T>> for serde_json::Value {}
impl Meets<serde_json::Value> for serde_json::Value {}

impl<T> Takes<Json<T>> for serde_json::Value {}

macro_rules! members {
    ($($scalar:ty)*) => { $(
        impl Meets<$scalar> for serde_json::Value {}
        impl Takes<$scalar> for serde_json::Value {}
        impl<T> Meets<$scalar> for Json<T> {}
    )* };
}
members!(bool i16 i32 i64 u16 u32 u64 f32 f64 String);

impl Value {
    /// The JSON document that a truth value, a number or a text is.
    pub(super) fn as_document(&self) -> Option<Self> {
        Some(match self {
            Self::Boolean(it) => document(it),
            Self::Double(it) if it.is_finite() => document(it),
            Self::Text(it) => document(it),
            _ => document(&self.as_whole()?),
        })
    }

    /// The value as a member of a JSON array, in the form in which SQLite stores it, for the types that
    /// JSON carries without loss.
    pub(crate) fn to_json(&self) -> Option<serde_json::Value> {
        match self {
            Self::Text(text) => Some(text.as_str().into()),
            Self::Boolean(it) => Some(i64::from(*it).into()),
            Self::Double(it) => serde_json::Number::from_f64(*it).map(Into::into),
            Self::Date(it) => Some(it.format("%Y-%m-%d").to_string().into()),
            Self::Uuid(it) => Some(format!("{:032x}", u128::from_be_bytes(*it)).into()),
            Self::Duration(it) => Some((*it).into()),
            Self::Inet(it) => Some(it.to_string().into()),
            _ => self.as_integer().map(Into::into),
        }
    }
}
