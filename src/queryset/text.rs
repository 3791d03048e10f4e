//! What came in as text refines a query.

use crate::{
    model::Model,
    query::{Condition, Misuse, Order, typed::Shape},
    queryset::QuerySet,
};

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// The rows that meet a condition that stands for itself: one made of text by
    /// [`Lookups::parse`](crate::query::Lookups::parse), or kept.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let allowed = Lookups::allow(["username__icontains", "last_login__isnull"]);
    /// let query_string = [("username__icontains", "ann"), ("last_login__isnull", "false")];
    /// let set = User::objects().complex_filter(allowed.parse(query_string)?).values_list(f!(id));
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_user"."id" FROM "auth_user" WHERE "auth_user"."username" LIKE ? ESCAPE ('\') AND "auth_user"."last_login" IS NOT NULL"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// Django: `complex_filter`, which takes a `Q` or a dictionary.
    pub fn complex_filter(mut self, condition: Condition<M>) -> Self {
        let q = condition.into_q();
        if !q.is_empty() {
            self.refuse_sliced(Misuse::Filtered);
            self.query.refuse_combination("filtered");
            self.query.filters.push(q);
        }
        self
    }

    /// The order that came in as text, in place of any other; where none came, the order stays as it is.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let allowed = SortKeys::allow(["username"]);
    /// let set = User::objects().order_by_text(allowed.parse("-username")?).values_list(f!(id));
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_user"."id" FROM "auth_user" ORDER BY "auth_user"."username" DESC"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn order_by_text(self, order: Order<M>) -> Self {
        let keys = order.into_keys();
        if keys.is_empty() { self } else { self.order_by(|_| keys) }
    }
}
