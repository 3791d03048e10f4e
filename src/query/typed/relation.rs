//! Operations on a relation as a whole.

use crate::{
    model::{Fields, Model, Reach, ToKey},
    query::{
        Expr, Function, Lookup, Q,
        typed::{Aggregated, Assignment, Expression},
    },
    value::{Scalar, Value},
};

/// Operations on the object at the end of a relation.
///
/// It is a trait, so that a column of the same name wins; the operation stays reachable as `Relation::eq(&path, …)`.
pub trait Relation: Fields {
    /// Is this object: an instance, its key, or a `ForeignKey` to it; beside a column, `key().eq(…)`.
    ///
    /// ```
    /// # use queryset::{auth::{ContentType, Permission}, prelude::*};
    /// # fn example(books: &ContentType) {
    /// let of_books = Permission::objects().filter(|p| p.content_type().eq(books));
    /// let the_same = Permission::objects().filter(|p| p.content_type().eq(books.id));
    /// assert_eq!(of_books, the_same);
    /// # }
    /// ```
    fn eq(&self, object: impl ToKey<Self::Model>) -> Q {
        self.key_lookup(Lookup::Exact, object.to_key())
    }

    /// Is one of these objects.
    fn in_<O: ToKey<Self::Model>>(&self, objects: impl IntoIterator<Item = O>) -> Q {
        let keys = objects.into_iter().map(|it| it.to_key()).collect();
        let kind = <<Self::Model as Model>::Key as Scalar>::TYPE;
        self.key_lookup(Lookup::In, Value::List(kind, keys))
    }

    /// There is no object.
    fn is_null(&self) -> Q {
        self.key_lookup(Lookup::IsNull, Value::Boolean(true))
    }

    /// There is an object.
    fn is_not_null(&self) -> Q {
        self.key_lookup(Lookup::IsNull, Value::Boolean(false))
    }

    /// How many objects there are: `COUNT(key)`.
    fn count(&self) -> Expression<i64, Aggregated> {
        Expression::new(Expr::Aggregate(Function::Count, Box::new(Expr::Path(self.path().clone()))))
    }

    /// The key, as an expression (Django: `F("publisher_id")`). It takes no join.
    fn key(&self) -> Expression<<Self::Reach as Reach>::Of<<Self::Model as Model>::Key>> {
        Expression::new(Expr::Path(self.path().clone()))
    }

    /// For an update: the object becomes this one.
    fn set(&self, object: impl ToKey<Self::Model>) -> Assignment {
        Assignment::new(self.path(), Expr::Value(object.to_key()))
    }

    /// For an update: the object becomes absent. The database refuses it where the relation is not nullable.
    fn set_null(&self) -> Assignment {
        let kind = <<Self::Model as Model>::Key as Scalar>::TYPE;
        Assignment::new(self.path(), Expr::Value(Value::Null(kind)))
    }

    /// A lookup on the key.
    #[doc(hidden)]
    fn key_lookup(&self, lookup: Lookup, right: Value) -> Q {
        Q::Lookup { left: Expr::Path(self.path().clone()), lookup, right: vec![Expr::Value(right)] }
    }
}

impl<F: Fields> Relation for F {}
