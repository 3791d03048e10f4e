//! Rows that nobody else changes before the transaction is over.

use crate::{
    model::Model,
    query::{Lock, Scopes, typed::Shape},
    queryset::QuerySet,
};

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// Locks the rows that are read until the end of the transaction: `FOR UPDATE`.
    ///
    /// Counts, `aexists`, aggregates and set operations lock nothing; neither does `SQLite`, where one transaction at a
    /// time writes anyway. In a query inside another one it locks what that reads.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let set = User::objects().select_for_update().filter(|u| u.id().eq(7)).values_list(|u| u.username());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Postgres)?,
    ///     r#"SELECT "auth_user"."username" FROM "auth_user" WHERE "auth_user"."id" = $1 FOR UPDATE"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// When it is run: [`TransactionMisuse`](crate::error::ErrorKind::TransactionMisuse) outside of a transaction.
    /// [`Unsupported`](crate::error::ErrorKind::Unsupported) on PostgreSQL where a row may be absent, which a nullable
    /// relation leads to, and for groups and distinct rows.
    ///
    /// Django: `aexists` locks the row there, and a query inside another one needs a transaction, too.
    pub fn select_for_update(self) -> Self {
        self.select_for_update_with(|_| Lock::new())
    }

    /// The same with options: [`nowait`](Lock::nowait), [`skip_locked`](Lock::skip_locked), [`no_key`](Lock::no_key),
    /// [`of`](Lock::of).
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*, query::Lock};
    /// let set = User::objects()
    ///     .select_for_update_with(|_| Lock::new().no_key().nowait())
    ///     .values_list(|u| u.username());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Postgres)?,
    ///     r#"SELECT "auth_user"."username" FROM "auth_user" FOR NO KEY UPDATE NOWAIT"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`select_for_update`](Self::select_for_update), and [`Unsupported`](crate::error::ErrorKind::Unsupported) when
    /// the database locks rows, but not so.
    pub fn select_for_update_with(mut self, lock: impl FnOnce(S::Args) -> Lock) -> Self {
        let (open, mut lock) = self.call(lock);
        lock.close(open);
        self.query.lock = Some(lock);
        self
    }
}
