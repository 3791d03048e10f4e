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
    model::{Key, Model, Target, meta_of, unsaved},
    value::{Column, Row, Scalar, Value},
};

/// The object of a relation, without its type.
///
/// With it, whether a model is `Send` would depend on the models it has relations to, and through them on all models of
/// the program: the compiler gives up at a dozen (`E0275`).
type Loaded = Arc<dyn Any + Send + Sync>;

/// The field that a relation stands in, for messages.
#[doc(hidden)]
#[derive(Debug)]
pub struct Site {
    pub model: &'static str,
    pub field: &'static str,
}

macro_rules! relation_field {
    ($(#[$doc:meta])* $Name:ident) => {
        $(#[$doc])*
        pub struct $Name<T: Target> {
            key: T::Value,
            object: Option<Loaded>,
            /// Whether it was made from an object that has no row.
            unsaved: bool,
            site: Option<&'static Site>,
        }

        impl<T: Target> $Name<T> {
            /// A relation to the object with this key.
            pub fn to(key: T::Value) -> Self {
                Self { key, object: None, unsaved: false, site: None }
            }

            /// A relation to an object, which it does not keep.
            #[doc(hidden)]
            pub fn naming(object: &T::Model) -> Self {
                Self { unsaved: !object.is_saved(), ..Self::to(T::value_of(object)) }
            }

            /// A relation to an object, which it keeps.
            #[doc(hidden)]
            pub fn holding(object: T::Model) -> Self {
                let named = Self::naming(&object);
                Self { object: Some(Arc::new(object)), ..named }
            }

            /// The relation in its field.
            #[doc(hidden)]
            #[must_use]
            pub fn standing(self, site: &'static Site) -> Self {
                Self { site: Some(site), ..self }
            }

            /// The key of the object (Django: `book.publisher_id`), or its value in the field that the relation
            /// points to: what `key()` of the relation is in queries.
            pub fn key(&self) -> &T::Value {
                &self.key
            }

            /// The same as [`key`](Self::key), for those who look for Django's `publisher_id`.
            pub fn id(&self) -> &T::Value {
                &self.key
            }

            /// The object itself, where it is already at hand.
            ///
            /// # Errors
            /// [`NotLoaded`](crate::error::ErrorKind::NotLoaded) where only the key is known.
            pub fn get(&self) -> Result<&T::Model> {
                let object = self.object.as_deref().and_then(|it| it.downcast_ref());
                object.ok_or_else(|| {
                    let error = Error::not_loaded(meta_of::<T>().name);
                    match self.site {
                        Some(Site { model, field }) => {
                            error.with_model_name(model).with_field(*field)
                        }
                        None => error.of_model::<T::Model>(),
                    }
                })
            }

            /// The key as a value to bind; a relation to an unsaved object has none.
            pub fn to_value(&self) -> Value {
                if self.unsaved || T::is_unset(&self.key) {
                    unsaved::<T>()
                } else {
                    Scalar::to_value(&self.key)
                }
            }

            /// The key of a nullable relation as a value to bind.
            pub fn option_to_value(relation: Option<&Self>) -> Value {
                relation.map_or(Value::Null(<T::Value as Scalar>::TYPE), Self::to_value)
            }

            /// Reads the key from a row.
            ///
            /// # Errors
            /// When the cell does not fit the key; the error names the field.
            #[doc(hidden)]
            pub fn read(row: &mut dyn Row, site: &'static Site) -> Result<Self> {
                let key = <T::Value as Column>::read(row).map_err(|it| it.with_field(site.field))?;
                Ok(Self::to(key).standing(site))
            }

            /// Reads the key of a nullable relation from a row.
            ///
            /// # Errors
            /// When the cell does not fit the key; the error names the field.
            #[doc(hidden)]
            pub fn read_option(row: &mut dyn Row, site: &'static Site) -> Result<Option<Self>> {
                let key = <Option<T::Value> as Column>::read(row);
                let key = key.map_err(|it| it.with_field(site.field))?;
                Ok(key.map(|it| Self::to(it).standing(site)))
            }
        }

        impl<T: Model<Key: Key>> From<&T> for $Name<T> {
            fn from(object: &T) -> Self {
                Self::naming(object)
            }
        }

        impl<T: Model<Key: Key>> From<T> for $Name<T> {
            /// Keeps the object at hand for [`get`](Self::get).
            fn from(object: T) -> Self {
                Self::holding(object)
            }
        }

        impl<T: Target> From<&Self> for $Name<T> {
            fn from(relation: &Self) -> Self {
                relation.clone()
            }
        }

        relation_field!(@keys $Name i16 i32 i64 u16 u32 u64 String IpAddr);

        impl<T: Target<Value = String>> From<&str> for $Name<T> {
            fn from(key: &str) -> Self {
                Self::to(key.to_owned())
            }
        }

        impl<T: Target> Clone for $Name<T> {
            fn clone(&self) -> Self {
                Self {
                    key: self.key.clone(),
                    object: self.object.clone(),
                    unsaved: self.unsaved,
                    site: self.site,
                }
            }
        }

        impl<T: Target<Value: PartialEq>> PartialEq for $Name<T> {
            /// Two relations are equal when they lead to the same key.
            fn eq(&self, other: &Self) -> bool {
                self.key == other.key
            }
        }

        impl<T: Target<Value: Eq>> Eq for $Name<T> {}

        impl<T: Target<Value: Hash>> Hash for $Name<T> {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.key.hash(state);
            }
        }

        impl<T: Target<Value: fmt::Debug>> fmt::Debug for $Name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let loaded = if self.object.is_some() { ", loaded" } else { "" };
                write!(f, "{}({:?}{loaded})", meta_of::<T>().name, self.key)
            }
        }
    };
    (@keys $Name:ident $($key:ty)*) => {
        $(impl<T: Target<Value = $key>> From<$key> for $Name<T> {
            fn from(key: $key) -> Self {
                Self::to(key)
            }
        })*
    };
}

relation_field! {
    /// The key of another object, many to one.
    ///
    /// `Option<ForeignKey<T>>` is a relation that may be absent. `T` is the model, or one of its unique fields: a
    /// `ForeignKey<BookByIsbn>` points to the field `isbn` of `Book` (see [`Target`]), and its column has that field's
    /// type.
    ///
    /// ```
    /// # use queryset::prelude::*;
    /// #[derive(Model, Debug)]
    /// #[model(app = "library")]
    /// pub struct Book {
    ///     pub id: i64,
    ///     #[field(max_length = 13, unique)]
    ///     pub isbn: String,
    /// }
    ///
    /// #[derive(Model, Debug)]
    /// #[model(app = "library")]
    /// pub struct Loan {
    ///     pub id: i64,
    ///     pub book: ForeignKey<BookByIsbn>,
    /// }
    ///
    /// let lent = Loan::objects().filter(|l| l.book().eq("9780141439518")).values_list(|l| l.book().id());
    /// assert_eq!(
    ///     lent.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "library_book"."id" FROM "library_loan" INNER JOIN "library_book" ON "library_loan"."book_id" = "library_book"."isbn" WHERE "library_loan"."book_id" = ?"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
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
