//! Lookups, parts and operands of arrays, which `PostgreSQL` has.

use crate::{
    query::{
        Call, Expr, Lookup, Q,
        typed::{Expression, Listed, Operand, PerRow},
    },
    value::{Column, Element, Meets, NotNull, Nullability, Scalar, Value},
};

/// Arrays; `PostgreSQL` only. They have `contains` and `contained_by` too, and all lookups of every type.
///
/// Django: <https://docs.djangoproject.com/en/6.1/ref/contrib/postgres/fields/#querying-arrayfield>
impl<E: Element, T: Column<Bare = Vec<E>>, K> Expression<T, K> {
    /// Has a member that the other array has: `&&`.
    ///
    /// ```
    /// # use queryset::prelude::*;
    /// #[derive(Model)]
    /// #[model(app = "blog")]
    /// struct Post {
    ///     id: i64,
    ///     tags: Vec<String>,
    /// }
    ///
    /// let set = Post::objects().filter(|p| p.tags().overlap(["rust", "sql"]) & p.tags().len().lt(9));
    /// assert!(set.to_sql(Dialect::Postgres)?.ends_with(
    ///     r#"WHERE ("blog_post"."tags" && $1) AND CARDINALITY("blog_post"."tags") < $2"#
    /// ));
    /// assert!(set.to_sql(Dialect::Sqlite).unwrap_err().to_string().contains("has no arrays"));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn overlap(&self, members: impl Operand<T>) -> Q {
        self.lookup(Lookup::Overlap, vec![members.operand()])
    }

    /// How many members there are: `CARDINALITY(…)`, 0 of an empty array.
    pub fn len(&self) -> Expression<<T::Null as Nullability>::Of<i32>, K> {
        self.call(Call::ArrayLength)
    }

    /// The member at a place, counted from 0; NULL where there is none: `(…)[index + 1]`.
    ///
    /// Django: `tags__0`.
    pub fn at(&self, index: u32) -> Expression<Option<E>, K> {
        self.call(Call::Member(index))
    }
}

impl<T: Column, E: Element> Operand<T> for Vec<E>
where
    T::Bare: Meets<Vec<E>>,
{
    type Kind = PerRow;
    type Type = Self;
    type Given = NotNull;

    fn operand(self) -> Expr {
        Expr::Value(Scalar::to_value(&self))
    }
}

impl<T: Column, E: Element> Listed<T> for Vec<E>
where
    T::Bare: Meets<Vec<E>>,
{
    fn member(self) -> Value {
        Scalar::to_value(&self)
    }
}

impl<T: Column, E: Element, const N: usize> Operand<T> for [E; N]
where
    T::Bare: Meets<Vec<E>>,
{
    type Kind = PerRow;
    type Type = Vec<E>;
    type Given = NotNull;

    fn operand(self) -> Expr {
        Expr::Value(Scalar::to_value(&Vec::from(self)))
    }
}

impl<T: Column, const N: usize> Operand<T> for [&str; N]
where
    T::Bare: Meets<Vec<String>>,
{
    type Kind = PerRow;
    type Type = Vec<String>;
    type Given = NotNull;

    fn operand(self) -> Expr {
        Expr::Value(Scalar::to_value(&Vec::from(self.map(str::to_owned))))
    }
}
