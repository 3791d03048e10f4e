//! A queryset as a text that shows its rows.

use std::{fmt, future::IntoFuture};

use futures::{FutureExt, future::BoxFuture};

use crate::{error::Result, model::Model, query::typed::Shape, queryset::QuerySet};

/// How many rows are shown (Django: `REPR_OUTPUT_SIZE`).
const MOST_SHOWN: usize = 20;

/// What stands in place of the others.
const OTHERS: &str = "...(remaining elements truncated)...";

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// The first rows as a text for a console or a log: `<QuerySet [1, 2, 3]>`. It runs the query, with `LIMIT 21`.
    ///
    /// Of more than 20 rows a text says that there are others. `{:?}` shows the SQL, and runs nothing.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let names = User::objects().order_by(|u| u.username()).values_list(|u| u.username());
    /// println!("{}", names.arepr().await?); // <QuerySet ["ann", "bob"]>
    /// # Ok(()) }
    /// ```
    ///
    /// Django: `repr(queryset)`.
    ///
    /// # Errors
    /// As every query.
    pub fn arepr(self) -> BoxFuture<'static, Result<String>>
    where
        S::Row: fmt::Debug,
    {
        let rows = self.slice(..=MOST_SHOWN as u64).into_future();
        async move {
            let rows = rows.await?;
            let mut shown: Vec<_> =
                rows.iter().take(MOST_SHOWN).map(|it| format!("{it:?}")).collect();
            if rows.len() > MOST_SHOWN {
                shown.push(format!("{OTHERS:?}"));
            }
            Ok(format!("<QuerySet [{}]>", shown.join(", ")))
        }
        .boxed()
    }
}
