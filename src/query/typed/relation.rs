//! Operations on a relation as a whole.

use crate::{
    model::{Direction, Fields, Key, Model, Reach, Target, ToKey},
    query::{
        Expr, Function, Lookup, Nested, Ordering, Q,
        typed::{Aggregated, Assignment, Expression, Keys},
    },
    value::{Admits, Nullable, Scalar, Value},
};

/// What the relation that leads to these fields points to.
pub(super) type Pointed<F> = <<F as Fields>::Reach as Reach>::Target<<F as Fields>::Model>;

/// Operations on the object at the end of a relation.
///
/// It is a trait, so that a column of the same name wins; the operation stays reachable as `Relation::eq(&path, …)`.
pub trait Relation: Fields {
    /// Is this object: an instance, its key, a `ForeignKey` to it, or a column that holds its key.
    ///
    /// ```
    /// # use queryset::{auth::{ContentType, Permission}, prelude::*};
    /// # fn example(books: &ContentType) {
    /// let of_books = Permission::objects().filter(|p| p.content_type().eq(books));
    /// let the_same = Permission::objects().filter(|p| p.content_type().eq(books.id));
    /// assert_eq!(of_books, the_same);
    /// let unused = ContentType::objects().exclude(|c| Permission::objects().filter(|p| p.content_type().eq(c.id())).exists());
    /// # }
    /// ```
    fn eq(&self, object: impl ToKey<Pointed<Self>, As: Into<Expr>>) -> Q
    where
        Self::Model: Model<Key: Key>,
    {
        self.key_lookup(Lookup::Exact, object.to_key().into())
    }

    /// Is one of these objects, which are given themselves, by their keys, or by a queryset.
    ///
    /// ```
    /// # use queryset::{auth::{ContentType, Permission}, prelude::*};
    /// let of_auth = ContentType::objects().filter(|c| c.app_label().eq("auth"));
    /// let set = Permission::objects().filter(|p| p.content_type().in_(of_auth)).order_by(|_| ()).values_list(|p| p.codename());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_permission"."codename" FROM "auth_permission" WHERE "auth_permission"."content_type_id" IN (SELECT "U0"."id" FROM "django_content_type" AS "U0" WHERE "U0"."app_label" = ?)"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn in_(&self, objects: impl Keys<Pointed<Self>>) -> Q
    where
        Self::Model: Model<Key: Key>,
    {
        self.key_lookup(Lookup::In, objects.keys())
    }

    /// There is no object.
    fn is_null(&self) -> Q {
        self.key_lookup(Lookup::IsNull, Value::Boolean(true).into())
    }

    /// There is an object.
    fn is_not_null(&self) -> Q {
        self.key_lookup(Lookup::IsNull, Value::Boolean(false).into())
    }

    /// There is none, or there is one, by a condition known at run time (Django: `publisher__isnull=flag`).
    fn is_null_if(&self, null: bool) -> Q {
        self.key_lookup(Lookup::IsNull, Value::Boolean(null).into())
    }

    /// How many objects there are: `COUNT(key)`.
    fn count(&self) -> Expression<i64, Aggregated> {
        Expression::new(Expr::Aggregate(
            Function::Count,
            Nested::new(Expr::Path(self.path().clone())),
        ))
    }

    /// As a sort key: the order that the model of the object declares; without one, its key.
    fn asc(&self) -> Vec<Ordering> {
        Ordering::along(self.path(), Direction::Ascending)
    }

    /// As a sort key: the order that the model of the object declares, turned round; without one, its key.
    ///
    /// Django: `order_by("-content_type")`. Where NULL goes can be said of columns only: `key().desc().nulls_last()`.
    fn desc(&self) -> Vec<Ordering> {
        Ordering::along(self.path(), Direction::Descending)
    }

    /// The key, as an expression (Django: `F("publisher_id")`), or the field that the relation points to. It takes no
    /// join.
    fn key(&self) -> Expression<<Self::Reach as Reach>::Of<<Pointed<Self> as Target>::Value>>
    where
        Self::Model: Model<Key: Key>,
    {
        Expression::new(Expr::Path(self.path().clone()))
    }

    /// The primary key, whatever its name (Django: `pk`). A column `pk` comes before it.
    ///
    /// ```
    /// # use queryset::{auth::{Permission, User}, prelude::*};
    /// assert_eq!(User::objects().filter(|u| u.pk().eq(7)), User::objects().filter(|u| u.id().eq(7)));
    /// ```
    fn pk(&self) -> Expression<<Self::Reach as Reach>::Of<<Self::Model as Model>::Key>>
    where
        Self::Model: Model<Key: Key>,
    {
        let path = self.path().step(<Self::Model as Model>::meta().primary_key().name);
        Expression::new(Expr::Path(path))
    }

    /// For an update: the object becomes this one.
    fn set(&self, object: impl ToKey<Pointed<Self>, As: Into<Expr>>) -> Assignment
    where
        Self::Model: Model<Key: Key>,
    {
        Assignment::new(self.path(), object.to_key().into())
    }

    /// For an update: the object becomes absent. Without an `Option` round the relation it does not compile.
    fn set_null(&self) -> Assignment
    where
        Self::Model: Model<Key: Key>,
        Self::Reach: Admits<Nullable>,
    {
        let kind = <<Pointed<Self> as Target>::Value as Scalar>::TYPE;
        Assignment::new(self.path(), Expr::Value(Value::Null(kind)))
    }

    /// A lookup on the key.
    #[doc(hidden)]
    fn key_lookup(&self, lookup: Lookup, right: Expr) -> Q {
        Q::Lookup { left: Expr::Path(self.path().clone()), lookup, right: vec![right] }
    }
}

impl<F: Fields> Relation for F {}
