//! The fields that hold the key of another object.

use std::{
    any::Any,
    fmt,
    hash::{Hash, Hasher},
    net::IpAddr,
    sync::Arc,
};

use crate::{
    error::{Error, Result},
    model::{Key, Model, key::unsaved},
    value::{Column, Row, Scalar, Value},
};

/// The object of a relation, without its type.
///
/// With it, whether a model is `Send` would depend on the models it has relations to, and through them on all models of
/// the program: the compiler gives up at a dozen (`E0275`).
type Loaded = Arc<dyn Any + Send + Sync>;

macro_rules! relation_field {
    ($(#[$doc:meta])* $Name:ident) => {
        $(#[$doc])*
        pub struct $Name<T: Model<Key: Key>> {
            key: T::Key,
            object: Option<Loaded>,
        }

        impl<T: Model<Key: Key>> $Name<T> {
            /// A relation to the object with this key.
            pub fn to(key: T::Key) -> Self {
                Self { key, object: None }
            }

            /// The key of the object (Django: `book.publisher_id`).
            pub fn id(&self) -> &T::Key {
                &self.key
            }

            /// The object itself, where it is already at hand.
            ///
            /// # Errors
            /// [`NotLoaded`](crate::error::ErrorKind::NotLoaded) where only the key is known.
            pub fn get(&self) -> Result<&T> {
                let object = self.object.as_deref().and_then(|it| it.downcast_ref());
                object.ok_or_else(|| Error::not_loaded(T::meta().name).of_model::<T>())
            }

            /// The key as a value to bind; a relation to an unsaved object has none.
            pub fn to_value(&self) -> Value {
                if T::meta().primary_key().auto && Some(&self.key) == <T::Key as Key>::unset().as_ref() {
                    unsaved::<T>()
                } else {
                    Scalar::to_value(&self.key)
                }
            }

            /// The key of a nullable relation as a value to bind.
            pub fn option_to_value(relation: Option<&Self>) -> Value {
                relation.map_or(Value::Null(<T::Key as Scalar>::TYPE), Self::to_value)
            }

            /// Reads the key from a row.
            ///
            /// # Errors
            /// When the cell does not fit the key; the error names the field.
            pub fn read(row: &mut dyn Row, name: &'static str) -> Result<Self> {
                <T::Key as Column>::read(row).map(Self::to).map_err(|it| it.with_field(name))
            }

            /// Reads the key of a nullable relation from a row.
            ///
            /// # Errors
            /// When the cell does not fit the key; the error names the field.
            pub fn read_option(row: &mut dyn Row, name: &'static str) -> Result<Option<Self>> {
                let key = <Option<T::Key> as Column>::read(row).map_err(|it| it.with_field(name))?;
                Ok(key.map(Self::to))
            }
        }

        impl<T: Model<Key: Key>> From<&T> for $Name<T> {
            fn from(object: &T) -> Self {
                Self::to(object.key())
            }
        }

        impl<T: Model<Key: Key>> From<T> for $Name<T> {
            /// Keeps the object at hand for [`get`](Self::get).
            fn from(object: T) -> Self {
                Self { key: object.key(), object: Some(Arc::new(object)) }
            }
        }

        relation_field!(@keys $Name i16 i32 i64 u16 u32 u64 String IpAddr);

        impl<T: Model<Key = String>> From<&str> for $Name<T> {
            fn from(key: &str) -> Self {
                Self::to(key.to_owned())
            }
        }

        impl<T: Model<Key: Key>> Clone for $Name<T> {
            fn clone(&self) -> Self {
                Self { key: self.key.clone(), object: self.object.clone() }
            }
        }

        impl<T: Model<Key: Key>> PartialEq for $Name<T> {
            /// Two relations are equal when they lead to the same key.
            fn eq(&self, other: &Self) -> bool {
                self.key == other.key
            }
        }

        impl<T: Model<Key: Key>> Eq for $Name<T> {}

        impl<T: Model<Key: Key>> Hash for $Name<T> {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.key.hash(state);
            }
        }

        impl<T: Model<Key: Key>> fmt::Debug for $Name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let loaded = if self.object.is_some() { ", loaded" } else { "" };
                write!(f, "{}({:?}{loaded})", T::meta().name, self.key)
            }
        }
    };
    (@keys $Name:ident $($key:ty)*) => {
        $(impl<T: Model<Key = $key>> From<$key> for $Name<T> {
            fn from(key: $key) -> Self {
                Self::to(key)
            }
        })*
    };
}

relation_field! {
    /// The key of another object, many to one.
    ///
    /// `Option<ForeignKey<T>>` is a relation that may be absent.
    ///
    /// Django: <https://docs.djangoproject.com/en/6.1/ref/models/fields/#foreignkey>
    ForeignKey
}

relation_field! {
    /// The key of another object, to which no other row points.
    ///
    /// Django: <https://docs.djangoproject.com/en/6.1/ref/models/fields/#onetoonefield>
    OneToOne
}
