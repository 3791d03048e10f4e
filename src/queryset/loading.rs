//! Which fields are read: `defer`, `only`.

use std::collections::BTreeSet;

use crate::{
    model::{Always, Deferring, Model},
    query::{
        Loading, Misuse,
        typed::{Instances, Named, NamedDeferred, Shape},
    },
    queryset::{
        QuerySet,
        field::{Chosen, named, named_deferred, names},
    },
};

/// Fields of type [`Deferred`](crate::model::Deferred) can be left out; what is left out is not fetched when it is read:
/// [`aload`](crate::Record::aload) fetches it. A save leaves it as the row has it.
impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// Leaves fields out of the rows, beside those that were left out before.
    ///
    /// A field that cannot be left out does not compile. After [`only`](Self::only) the fields are taken from those that
    /// it named.
    ///
    /// ```
    /// # use queryset::prelude::*;
    /// #[derive(Model, Debug)]
    /// #[model(app = "library")]
    /// pub struct Book {
    ///     pub id: i64,
    ///     pub name: String,
    ///     pub body: Deferred<String>,
    /// }
    ///
    /// let set = Book::objects().defer(|b| b.body());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "library_book"."id", "library_book"."name" FROM "library_book""#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// Django: the same; a deferred field is fetched when it is read. `defer(None)` is `only(|_| ())`.
    pub fn defer<N: NamedDeferred>(self, fields: impl FnOnce(M::Fields<Deferring>) -> N) -> Self
    where
        S: Instances,
    {
        self.loading("deferred", named_deferred::<M, N>(fields), Loading::without)
    }

    /// Reads these fields, in place of those that were named before, and leaves out every other that can be.
    ///
    /// Fields that are no [`Deferred`](crate::model::Deferred) are always read. No field, `only(|_| ())`, is all of them.
    ///
    /// ```
    /// # use queryset::prelude::*;
    /// #[derive(Model, Debug)]
    /// #[model(app = "library")]
    /// pub struct Book {
    ///     pub id: i64,
    ///     pub name: String,
    ///     pub body: Deferred<String>,
    ///     pub notes: Deferred<String>,
    /// }
    ///
    /// let set = Book::objects().only(|b| (b.name(), b.notes()));
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "library_book"."id", "library_book"."name", "library_book"."notes" FROM "library_book""#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// Django: leaves out every other field but the key; here the type of a field says whether an instance can be without
    /// it.
    pub fn only<N: Named>(self, fields: impl FnOnce(M::Fields<Always>) -> N) -> Self
    where
        S: Instances,
    {
        self.loading("restricted by `only`", named::<M, N>(fields), Loading::only)
    }

    fn loading(
        mut self,
        verb: &'static str,
        fields: Chosen,
        change: impl FnOnce(Loading, BTreeSet<&'static str>) -> Loading,
    ) -> Self {
        self.query.refuse_combination(verb);
        match fields {
            Ok(fields) => self.query.loading = change(self.query.loading, names(&fields)),
            Err(_) => _ = self.query.misuse.get_or_insert(Misuse::OthersFields),
        }
        self
    }
}
