//! The statements of one held connection, for every driver alike.

use std::{any::Any, fmt, sync::Arc};

use async_stream::stream;
use async_trait::async_trait;
use futures::{StreamExt, stream::BoxStream};

use crate::{
    backend::{
        Outcome,
        call::Call,
        driver::{Done, Driver, Fate, Fault, Raw, Settled, Step},
        lease::{Access, Connection, EachRow},
        slot::{Slot, Transaction},
        source::{Grip, Source},
    },
    compiler::Statement,
    error::{Error, Result},
    value::Row,
};

/// A connection that is out of the pool, with the way back.
pub(crate) struct Held<D: Driver> {
    pub(crate) source: Arc<Source<D>>,
    /// `None` once the connection was lost and could not be replaced.
    pub(crate) grip: Option<Grip<D>>,
    /// Nothing was run yet that could have left a trace in the session.
    fresh: bool,
}

impl<D: Driver> Held<D> {
    pub(crate) fn new(source: Arc<Source<D>>, grip: Grip<D>) -> Self {
        Self { source, grip: Some(grip), fresh: true }
    }

    pub(crate) fn slot(&mut self) -> Result<&mut Slot<D>> {
        match &mut self.grip {
            Some(grip) => Ok(grip.slot_mut()),
            None => Err(Error::connection_gone(self.source.driver.title())),
        }
    }

    /// The connection for plain sqlx. What happens there is unknown, so that it is cleaned up at the end.
    pub(crate) fn hand_out(&mut self) -> Option<&mut Raw<D>> {
        self.fresh = false;
        let slot = self.slot().ok()?;
        slot.marks.handed_out = true;
        Some(slot.raw())
    }

    /// Runs one statement in the state that the connection is in, from the first mark to the last.
    pub(crate) async fn drive<F>(
        &mut self,
        call: Call<D::Database>,
        mut each: F,
    ) -> Result<(), Fault>
    where
        F: FnMut(Step<D>) -> Result<()> + Send,
    {
        self.fresh = false;
        let slot = self.slot()?;
        slot.marks.busy = true;
        let mut refused = Ok(());
        let mut steps = D::start(slot.raw(), call);
        let end = loop {
            match steps.next().await {
                // After a refusal the rest is read and dropped: that leaves the connection clean.
                Some(Ok(step)) if refused.is_ok() => refused = each(step),
                Some(Ok(_)) => (),
                Some(Err(error)) => break Err(error),
                None => break Ok(()),
            }
        };
        drop(steps);
        self.ended(end).await?;
        refused.map_err(Fault::from)
    }

    /// Waits for what an earlier, dropped future left behind.
    pub(crate) async fn ready(&mut self) -> Result<()> {
        let driver = self.source.driver.clone();
        let slot = self.slot()?;
        if slot.marks.dead {
            return Err(self.gone());
        }
        match slot.marks.transaction {
            Transaction::Over => Err(Error::transaction_over(driver.title())),
            Transaction::Open if slot.marks.busy => self.settle().await,
            Transaction::Unknown => self.start_over().await,
            Transaction::None if slot.marks.busy => self.start_over().await,
            _ => Ok(()),
        }
    }

    /// Notes how a statement ended.
    async fn ended(&mut self, end: Result<(), sqlx::Error>) -> Result<(), Fault> {
        let fault = end.err().map(|it| self.source.driver.fault(it));
        let fate = fault.as_ref().map(|it| it.fate);
        let slot = self.slot()?;
        if fate == Some(Fate::TransactionInDoubt) && slot.marks.transaction == Transaction::Open {
            // Whatever this finds out, the error to report is the first one.
            let _ = self.settle().await;
        } else {
            slot.marks.ended(fate);
        }
        if fate == Some(Fate::Dead) {
            self.source.suspect_all();
        }
        fault.map_or(Ok(()), Err)
    }

    /// Inside a transaction that goes on: waits until the abandoned statement is over.
    async fn settle(&mut self) -> Result<()> {
        let driver = self.source.driver.clone();
        let slot = self.slot()?;
        let settled = driver.settle(slot).await;
        slot.marks.ended(match settled {
            Settled::Open => None,
            Settled::Failed => Some(Fate::Alive),
            Settled::Over => Some(Fate::TransactionOver),
            Settled::Dead => Some(Fate::Dead),
        });
        match settled {
            Settled::Open | Settled::Failed => Ok(()),
            Settled::Over => Err(Error::transaction_over(driver.title())),
            Settled::Dead => Err(self.gone()),
        }
    }

    /// Outside a transaction: cleans the connection up, or takes another one.
    async fn start_over(&mut self) -> Result<()> {
        let driver = self.source.driver.clone();
        let slot = self.slot()?;
        if driver.recover(slot).await {
            slot.marks.recovered();
            return Ok(());
        }
        slot.marks.dead = true;
        self.replace().await
    }

    /// Takes another connection in place of a dead one.
    async fn replace(&mut self) -> Result<()> {
        if let Some(grip) = self.grip.take() {
            self.source.discard(grip);
        }
        self.grip = Some(self.source.grip().await?);
        self.fresh = true;
        Ok(())
    }

    fn gone(&self) -> Error {
        Error::connection_gone(self.source.driver.title())
    }

    fn call(&self, statement: &Statement) -> Result<Call<D::Database>> {
        let arguments = self.source.driver.bind(statement)?;
        Ok(if self.source.options.transaction_pooler {
            Call::passing(statement.sql.clone(), arguments)
        } else {
            Call::kept(statement.sql.clone(), arguments)
        })
    }

    /// Whether a failed read can be tried on another connection without anybody noticing.
    fn can_repeat(&mut self, access: Access) -> bool {
        let fresh = self.fresh;
        let outside = self.slot().is_ok_and(|it| it.marks.transaction == Transaction::None);
        fresh && outside && access == Access::Read
    }

    async fn rows(
        &mut self,
        statement: &Statement,
        each: EachRow<'_>,
        count: &mut u64,
    ) -> Result<(), Fault> {
        self.ready().await?;
        let call = self.call(statement)?;
        let wrapped = self.open_wrapper().await?;
        let done = self
            .drive(call, |step| match step {
                Step::<D>::Right(row) => {
                    *count += 1;
                    each(&mut D::cells(&row))
                }
                Step::<D>::Left(_) => Ok(()),
            })
            .await;
        self.close_wrapper(wrapped, done).await
    }

    async fn outcome(&mut self, statement: &Statement) -> Result<Outcome, Fault> {
        self.ready().await?;
        let call = self.call(statement)?;
        let wrapped = self.open_wrapper().await?;
        let mut total = Outcome::default();
        let done = self
            .drive(call, |step| {
                if let Step::<D>::Left(done) = step {
                    total = add::<D>(total, done);
                }
                Ok(())
            })
            .await;
        self.close_wrapper(wrapped, done).await?;
        Ok(total)
    }
}

fn add<D: Driver>(total: Outcome, done: Done<D>) -> Outcome {
    let more = D::outcome(done);
    Outcome {
        rows_affected: total.rows_affected + more.rows_affected,
        last_insert_id: more.last_insert_id.or(total.last_insert_id),
    }
}

#[async_trait]
impl<D: Driver> Connection for Held<D> {
    async fn execute(&mut self, statement: &Statement) -> Result<Outcome> {
        self.outcome(statement).await.map_err(|it| it.with_sql(&statement.sql).error)
    }

    async fn fetch(
        &mut self,
        statement: &Statement,
        access: Access,
        each: EachRow<'_>,
    ) -> Result<u64> {
        let mut count = 0;
        let repeatable = self.can_repeat(access);
        let mut done = self.rows(statement, each, &mut count).await;
        if repeatable && count == 0 && matches!(&done, Err(fault) if fault.fate == Fate::Dead) {
            self.replace().await?;
            done = self.rows(statement, each, &mut count).await;
        }
        done.map_err(|it| it.with_sql(&statement.sql).error)?;
        Ok(count)
    }

    fn stream(&mut self, statement: Statement) -> BoxStream<'_, Result<Box<dyn Row + Send>>> {
        let sql = statement.sql.clone();
        let rows = self.row_stream(statement);
        Box::pin(rows.map(move |row| row.map_err(|it| it.with_sql(&sql).error)))
    }

    async fn run(&mut self, sql: Arc<str>) -> Result<()> {
        self.plain(sql.clone()).await.map_err(|it| it.with_sql(&sql).error)
    }

    async fn begin(&mut self, sql: Arc<str>) -> Result<()> {
        self.begin_transaction(sql.clone()).await.map_err(|it| it.with_sql(&sql).error)
    }

    async fn commit(&mut self, sql: Arc<str>) -> Result<()> {
        self.commit_transaction(sql.clone()).await.map_err(|it| it.with_sql(&sql).error)
    }

    async fn rollback(&mut self, sql: Arc<str>) -> Result<()> {
        self.roll_transaction_back(sql.clone()).await.map_err(|it| it.with_sql(&sql).error)
    }

    fn in_transaction(&self) -> bool {
        self.grip.as_ref().is_some_and(|it| it.slot().marks.transaction != Transaction::None)
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

impl<D: Driver> Held<D> {
    fn row_stream(
        &mut self,
        statement: Statement,
    ) -> BoxStream<'_, Result<Box<dyn Row + Send>, Fault>> {
        Box::pin(stream! {
            let mut wrapped = false;
            let mut end = self.ready().await.map_err(Fault::from);
            if end.is_ok() {
                match self.open_wrapper().await {
                    Ok(it) => wrapped = it,
                    Err(fault) => end = Err(fault),
                }
            }
            if end.is_ok() {
                let seen = match self.begin_steps(&statement) {
                    Err(error) => Err(error),
                    Ok(mut steps) => {
                        let mut last = Ok(());
                        while let Some(step) = steps.next().await {
                            match step {
                                Ok(Step::<D>::Right(row)) => yield Ok(D::boxed_cells(row)),
                                Ok(Step::<D>::Left(_)) => (),
                                Err(error) => last = Err(error),
                            }
                        }
                        Ok(last)
                    }
                };
                end = match seen {
                    Ok(last) => self.ended(last).await,
                    Err(error) => Err(error.into()),
                };
                end = self.close_wrapper(wrapped, end).await;
            }
            if let Err(fault) = end {
                yield Err(fault);
            }
        })
    }

    fn begin_steps(
        &mut self,
        statement: &Statement,
    ) -> Result<crate::backend::driver::Steps<'_, D>> {
        let call = self.call(statement)?;
        self.fresh = false;
        let slot = self.slot()?;
        slot.marks.busy = true;
        Ok(D::start(slot.raw(), call))
    }
}

impl<D: Driver> fmt::Debug for Held<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let marks = self.grip.as_ref().map(|it| &it.slot().marks);
        f.debug_struct("Held")
            .field("driver", &self.source.driver)
            .field("marks", &marks)
            .finish_non_exhaustive()
    }
}
