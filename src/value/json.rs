//! JSON documents: any serde type in [`Json`], and `serde_json::Value` as it is.

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    error::{Error, Result},
    value::{Meets, Row, Scalar, Type, Value},
};

/// A field of any serde type, stored as a JSON document.
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

impl<T, U> Meets<Json<U>> for Json<T> {}
impl<T> Meets<serde_json::Value> for Json<T> {}
impl<T> Meets<Json<T>> for serde_json::Value {}
impl Meets<serde_json::Value> for serde_json::Value {}

fn document(document: &impl Serialize) -> Value {
    match serde_json::to_string(document) {
        Ok(text) => Value::Json(text),
        Err(source) => Value::Refused(Type::Json, Error::json_not_written(source)),
    }
}

fn parsed<T: DeserializeOwned>(row: &mut dyn Row) -> Result<Option<T>> {
    let text = row.json()?;
    text.map(|it| serde_json::from_str(&it).map_err(Error::json_not_read)).transpose()
}

impl Value {
    /// The value as a member of a JSON array, for the types that a JSON array carries without loss.
    pub(crate) fn to_json(&self) -> Option<serde_json::Value> {
        match self {
            Self::Text(text) => Some(text.as_str().into()),
            Self::Boolean(it) => Some(i64::from(*it).into()),
            _ => self.as_integer().map(Into::into),
        }
    }
}
