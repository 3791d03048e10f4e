//! JSON bodies: what `#[model(serialize)]` and `#[changes(…, deserialize)]` write against.
//!
//! A model is a JSON object with a member for each of its fields. A relation is the key of its object, or the object
//! itself where it is at hand; what is not at hand is left out.

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error as _, MapAccess},
};

use crate::{
    model::{ForeignKey, OneToOne, Target, meta_of},
    value::{AsJson, Column, from_json},
};

macro_rules! relation {
    ($Name:ident) => {
        impl<T: Target<Model: Serialize>> Serialize for $Name<T> {
            /// The object where it is at hand, else its key.
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self.get() {
                    Ok(object) => object.serialize(serializer),
                    Err(_) => AsJson(self.id()).serialize(serializer),
                }
            }
        }

        impl<'de, T: Target> Deserialize<'de> for $Name<T> {
            /// The relation to the object with this key.
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let key = serde_json::Value::deserialize(deserializer)?;
                let field = T::FIELD.unwrap_or_else(|| meta_of::<T>().primary_key().name);
                from_json(&key, field).map(Self::to)
            }
        }
    };
}
relation!(ForeignKey);
relation!(OneToOne);

/// The new value of a column that stands next in a body.
///
/// # Errors
/// When it is no value of the column's type; the error names the field.
pub fn next_column<'de, T: Column, A: MapAccess<'de>>(
    map: &mut A,
    field: &'static str,
) -> Result<T, A::Error> {
    from_json(&map.next_value::<serde_json::Value>()?, field)
}

/// The new value of a relation that stands next in a body.
///
/// # Errors
/// When it is no key; the error names the field.
pub fn next_relation<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    map: &mut A,
    field: &'static str,
) -> Result<T, A::Error> {
    map.next_value().map_err(|it| A::Error::custom(format_args!("{field}: {it}")))
}
