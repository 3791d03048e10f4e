//! How a query would run.

use futures::{FutureExt, future::BoxFuture};

use crate::{
    error::{Error, Result},
    load,
    model::Model,
    query::{Command, Explain, typed::Shape},
    queryset::{QuerySet, fetch::compiled},
};

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// The database's plan of the query, as lines of text: `EXPLAIN SELECT …`. The query is not run.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// println!("{}", User::objects().filter(|u| u.id().eq(7)).aexplain().await?);
    /// // Index Scan using auth_user_pkey on auth_user  (cost=0.14..8.16 rows=1 width=…)
    /// # Ok(()) }
    /// ```
    ///
    /// Of a query that would not be sent there is no plan, and the text is empty. Cells of one row have a space between.
    ///
    /// # Errors
    /// As every query.
    pub fn aexplain(self) -> BoxFuture<'static, Result<String>> {
        self.aexplain_with(Explain::new())
    }

    /// The plan, with more or less in it, or in another form: `EXPLAIN (ANALYZE true, FORMAT JSON) SELECT …`.
    ///
    /// With [`analyze`](Explain::analyze) the query is run.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*, query::{Explain, ExplainFormat}};
    /// # async fn example() -> queryset::Result<()> {
    /// let plan = User::objects().aexplain_with(Explain::new().format(ExplainFormat::Json)).await?;
    /// let plan: serde_json::Value = serde_json::from_str(&plan).expect("a JSON document");
    /// # Ok(()) }
    /// ```
    ///
    /// Django: `explain(format="json", analyze=True)`.
    ///
    /// # Errors
    /// [`Unsupported`](crate::error::ErrorKind::Unsupported) when the database has no such form or option.
    pub fn aexplain_with(self, explain: Explain) -> BoxFuture<'static, Result<String>> {
        let set = self.here();
        async move {
            let session = set.target.resolve()?;
            let command = Command::Explain(set.query, explain.clone());
            let compiled = compiled::<M>(&command, &session)?;
            load::explain(&session, &compiled, &explain).await.map_err(Error::of_model::<M>)
        }
        .boxed()
    }
}
