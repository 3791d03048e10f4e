//! A row that is found, or else added.

use chrono::Utc;
use futures::{FutureExt, future::BoxFuture};
use tokio::{sync::Mutex, time::sleep};

use crate::{
    db::{Atomic, Session, Target, pause},
    error::{Error, Optional, Result},
    model::{Always, AutoNow, Begun, Build, Change, Complete, Model},
    query::{Expr, Lock, Q, typed::Assignments},
    queryset::{QuerySet, field::own_field},
    store::{self, SaveRule},
};

impl<M: Model + Build> QuerySet<M> {
    /// The row that has the values of the first closure, or else a new one, with those of the second as well; and whether
    /// it is new.
    ///
    /// The two closures fill one builder, so a required field that neither of them gives is a compile error. Conditions
    /// other than equal values are said by `filter` before it, and the first closure leaves them out: `|b| b`.
    ///
    /// Where somebody else adds the row in the meantime, that row is the answer. This needs a unique constraint, which alone
    /// keeps two callers from adding it twice. Inside `atomic` the insert has a savepoint of its own.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let (ann, created) = User::objects()
    ///     .aget_or_create(|u| u.username("ann"), |u| u.email("ann@example.com").password("!"))
    ///     .await?;
    /// # Ok(()) }
    /// ```
    ///
    /// Django: `get_or_create(defaults=…)`; values of the lookup are equalities here.
    ///
    /// # Errors
    /// [`MultipleObjectsReturned`](crate::error::ErrorKind::MultipleObjectsReturned) when several rows match; what the
    /// database refuses to add and the query does not find either.
    pub fn aget_or_create<L: Begun<M>, C: Complete<M>>(
        self,
        lookup: impl FnOnce(M::Builder) -> L,
        defaults: impl FnOnce(L) -> C,
    ) -> BoxFuture<'static, Result<(M, bool)>> {
        let begun = lookup(M::builder());
        let set = self.with_values(begun.given()).here();
        let mut instance = defaults(begun).finish();
        async move {
            let session = set.target.resolve()?;
            let set = set.on(session.clone());
            let mut tried = 0;
            loop {
                match found_or_added(&set, &session, &mut instance).await {
                    Ok(Some(row)) => return Ok((row, false)),
                    Ok(None) => return Ok((instance, true)),
                    Err(error) if tried < session.retries() && is_deadlock(&session, &error) => {
                        sleep(pause(tried)).await;
                        tried += 1;
                    }
                    Err(error) => return Err(error),
                }
            }
        }
        .boxed()
    }

    /// The row that has the values of the first closure, with those of the second written into it; or else a new one, with
    /// both; and whether it is new.
    ///
    /// The row is locked while it is changed: `SELECT … FOR UPDATE`, then an update of the fields of the second closure and
    /// of those with `auto_now`. The values of the second closure cannot depend on the row: for that there is
    /// [`aupdate_or_create_with`](Self::aupdate_or_create_with).
    ///
    /// It is one transaction, or a savepoint inside of one. Outside of one it is tried again when another transaction was in
    /// its way.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let (ann, created) = User::objects()
    ///     .aupdate_or_create(|u| u.username("ann"), |u| u.email("ann@example.org").password("!"))
    ///     .await?;
    /// # Ok(()) }
    /// ```
    ///
    /// Django: `update_or_create(defaults=…)`.
    ///
    /// # Errors
    /// As [`aget_or_create`](Self::aget_or_create); [`InvalidQuery`](crate::error::ErrorKind::InvalidQuery) when the row that
    /// was found has another primary key than the one given.
    pub fn aupdate_or_create<L: Begun<M>, C: Complete<M> + Begun<M>>(
        self,
        lookup: impl FnOnce(M::Builder) -> L,
        defaults: impl FnOnce(L) -> C,
    ) -> BoxFuture<'static, Result<(M, bool)>> {
        let begun = lookup(M::builder());
        let known = begun.given();
        let set = self.with_values(known.clone()).here();
        let complete = defaults(begun);
        let given = complete.given().into_iter().filter(|it| !known.contains(it));
        let fields = given.map(|it| it.field).collect();
        let renewal = Renewal::Values { fields, exchange: C::exchange };
        renewed_or_added(set, complete.finish(), renewal).boxed()
    }

    /// The same where an update and a new row differ: the second closure says what is set in a row that is found, as
    /// [`aupdate`](Self::aupdate) does, the third completes a new one.
    ///
    /// ```no_run
    /// # use queryset::prelude::*;
    /// # #[derive(Model, Debug)]
    /// # #[model(app = "site")]
    /// # pub struct Page { pub id: i64, #[field(unique, max_length = 100)] pub path: String, pub visits: i64 }
    /// # async fn example() -> queryset::Result<()> {
    /// let (page, created) = Page::objects()
    ///     .aupdate_or_create_with(
    ///         |p| p.path("/about"),
    ///         |p| p.visits().set(p.visits() + 1),
    ///         |p| p.visits(1),
    ///     )
    ///     .await?;
    /// # Ok(()) }
    /// ```
    ///
    /// Django: `update_or_create(defaults=…, create_defaults=…)`, whose values may be expressions.
    ///
    /// # Errors
    /// As [`aupdate_or_create`](Self::aupdate_or_create).
    pub fn aupdate_or_create_with<A: Assignments, L: Begun<M>, C: Complete<M>>(
        self,
        lookup: impl FnOnce(M::Builder) -> L,
        update: impl FnOnce(M::Fields<Always>) -> A,
        create: impl FnOnce(L) -> C,
    ) -> BoxFuture<'static, Result<(M, bool)>> {
        let begun = lookup(M::builder());
        let renewal = Renewal::Assignments(self.assigned(update));
        let set = self.with_values(begun.given()).here();
        renewed_or_added(set, create(begun).finish(), renewal).boxed()
    }

    /// The rows that have these values.
    fn with_values(self, values: Vec<Change>) -> Self {
        let values = values.into_iter().map(|it| (it.field, it.value));
        let conditions = store::rows_with(M::meta(), values).filters;
        self.filter(|_| Q::all(conditions))
    }
}

/// What becomes of a row that is found.
enum Renewal<M> {
    /// It gets the values that the new instance has in these fields.
    Values { fields: Vec<&'static str>, exchange: fn(&mut M, &mut M, &[&'static str]) },
    /// It is updated.
    Assignments(Vec<(Expr, Expr)>),
}

/// The row, or nothing where the instance has been added.
async fn found_or_added<M: Model>(
    set: &QuerySet<M>,
    session: &Session,
    instance: &mut M,
) -> Result<Option<M>> {
    let find = || set.clone().aget(|_| Q::default());
    if let Some(row) = find().await.optional()? {
        return Ok(Some(row));
    }
    instance.stamp(Utc::now(), true);
    let Err(error) = add(session, instance).await else { return Ok(None) };
    if !error.is_integrity_error() {
        return Err(error);
    }
    // Whoever was faster has added it; or else it is something else that stands in the way.
    find().await.optional()?.ok_or(error).map(Some)
}

/// Adds a row; inside of a transaction a failure undoes the insert alone.
async fn add<M: Model>(session: &Session, instance: &mut M) -> Result<()> {
    if let Session::Pool(_) = session {
        return store::insert(session, instance).await;
    }
    let target = Target::from(session.clone());
    let inside = async { store::insert(&target.resolve()?, instance).await };
    Atomic::new().using(target.clone()).run(inside).await
}

/// What one try leaves for the next.
struct Tried<M> {
    /// The new row, as long as none was found.
    instance: M,
    /// The row that was found. What it took from the instance goes back before the next try.
    row: Option<M>,
}

async fn renewed_or_added<M: Model>(
    mut set: QuerySet<M>,
    instance: M,
    renewal: Renewal<M>,
) -> Result<(M, bool)> {
    set.query.lock.get_or_insert_with(Lock::new);
    let times = set.target.resolve()?.retries();
    let tried = Mutex::new(Tried { instance, row: None });
    let body = || async {
        let session = set.target.resolve()?;
        let set = set.clone().on(session.clone());
        let mut tried = tried.lock().await;
        let Tried { instance, row } = &mut *tried;
        if let Some(mut row) = row.take() {
            renewal.exchange(&mut row, instance);
        }
        if let Some(found) = found_or_added(&set, &session, instance).await? {
            let row = row.insert(found);
            renewal.apply(&session, row, instance).await.map_err(Error::of_model::<M>)?;
        }
        Ok(())
    };
    Atomic::new().using(set.target.clone()).retries(times).run(body).await?;
    let Tried { instance, row } = tried.into_inner();
    Ok(row.map_or((instance, true), |row| (row, false)))
}

impl<M: Model> Renewal<M> {
    /// The row gets the values of the instance; done once more, it has its own again.
    fn exchange(&self, row: &mut M, instance: &mut M) {
        if let Self::Values { fields, exchange } = self {
            exchange(row, instance, fields);
        }
    }

    async fn apply(&self, session: &Session, row: &mut M, instance: &mut M) -> Result<()> {
        let other_key = row.key() != instance.key();
        self.exchange(row, instance);
        match self {
            Self::Values { fields, .. } => {
                let key = fields.iter().copied().find(|it| M::PRIMARY_KEY.contains(it));
                if let Some(name) = key.filter(|_| other_key) {
                    return Err(Error::key_of_a_row_is_kept(name).with_field(name));
                }
                let rule = SaveRule::Fields(fields.iter().copied().chain(stamped::<M>()).collect());
                store::save(session, row, &rule).await
            }
            Self::Assignments(assignments) => {
                let mut assignments = assignments.clone();
                for (column, _) in &assignments {
                    let field = own_field::<M>(column)?;
                    if field.primary_key {
                        return Err(Error::key_of_a_row_is_kept(field.name).with_field(field.name));
                    }
                }
                row.stamp(Utc::now(), false);
                assignments.extend(now_in(row, &assignments));
                if assignments.is_empty() {
                    Ok(())
                } else {
                    store::renew(session, row, assignments).await
                }
            }
        }
    }
}

/// The fields that each save sets to the current time.
fn stamped<M: Model>() -> impl Iterator<Item = &'static str> {
    let fields = M::meta().fields.iter();
    fields.filter(|it| it.auto_now == AutoNow::Always).map(|it| it.name)
}

/// The current time for those of these fields that are not assigned otherwise.
fn now_in<M: Model>(row: &M, assigned: &[(Expr, Expr)]) -> Vec<(Expr, Expr)> {
    let fields = M::meta().fields.iter().zip(row.values());
    let stamped = fields.filter(|(field, _)| field.auto_now == AutoNow::Always);
    let stamps = stamped
        .filter_map(|(field, now)| Some((Expr::column(M::meta(), field.name), Expr::Value(now?))));
    stamps.filter(|(stamp, _)| assigned.iter().all(|(column, _)| column != stamp)).collect()
}

/// Whether a statement that was alone in its transaction had another one in its way.
fn is_deadlock(session: &Session, error: &Error) -> bool {
    matches!(session, Session::Pool(_)) && error.is_to_be_tried_again()
}
