//! One held connection and what state it is in, for every driver alike.

use std::{any::Any, fmt, sync::Arc};

use async_trait::async_trait;
use futures::StreamExt;
use sqlx::Connection as _;
use tokio::time::timeout;

use crate::{
    backend::{
        Outcome,
        call::Call,
        driver::{Driver, Fate, Fault, Raw, Settled, Step, Steps},
        lease::{Access, Connection, EachRow, RowStream},
        manager::PING_LIMIT,
        queue::Queue,
        slot::{Slot, Transaction, Wire},
        source::{Grip, Source},
    },
    compiler::Statement,
    error::{Error, Result},
};

/// A connection that is out of the pool, with the way back.
pub(crate) struct Held<D: Driver> {
    pub(crate) source: Arc<Source<D>>,
    /// `None` once a lost connection was parted with, until another one is taken.
    pub(crate) grip: Option<Grip<D>>,
    /// Nothing was run yet that could have left a trace in the session.
    pub(crate) fresh: bool,
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
        let (mut refused, mut said_so) = (Ok(()), false);
        let mut steps = self.start(call)?;
        let end = loop {
            match steps.next().await {
                Some(Ok(step)) => {
                    said_so = step.is_left();
                    // After a refusal the rest is read and dropped: that leaves the connection clean.
                    if refused.is_ok() {
                        refused = each(step);
                    }
                }
                Some(Err(error)) => break Err(error),
                None => break Ok(()),
            }
        };
        drop(steps);
        let end = self.heard(end, said_so).await;
        self.ended(end).await?;
        refused.map_err(Fault::from)
    }

    /// A statement says when it is over. One that did not had nothing in it, or whoever ran it is dead: then the end of
    /// the rows is none.
    pub(crate) async fn heard(
        &mut self,
        end: Result<(), sqlx::Error>,
        said_so: bool,
    ) -> Result<(), sqlx::Error> {
        match self.slot() {
            Ok(slot) if end.is_ok() && !said_so => {
                let answer = timeout(PING_LIMIT, D::ping(slot.raw())).await;
                answer.unwrap_or(Err(sqlx::Error::WorkerCrashed))
            }
            _ => end,
        }
    }

    /// Waits for the pen, where one connection writes at a time. What is done next lets go of it, or the end of the
    /// transaction.
    pub(crate) async fn take_pen(&mut self) -> Result<()> {
        let source = self.source.clone();
        let slot = self.slot()?;
        if let (Some(queue), None) = (source.driver.queue(), &slot.pen) {
            // It has a connection, which others may want; they wait no longer for it than for SQLite itself.
            let limit = source.options.busy_timeout.max(Queue::SHORTEST);
            let pen = queue.pen(limit).await;
            let locked = || Error::locked_by_a_block(source.driver.title(), limit);
            slot.pen = Some(pen.ok_or_else(locked)?);
        }
        Ok(())
    }

    /// Starts a statement. The mark is there before anything can be sent, and stays until [`Held::ended`].
    pub(crate) fn start(&mut self, call: Call<D::Database>) -> Result<Steps<'_, D>> {
        self.fresh = false;
        let slot = self.slot()?;
        slot.marks.busy = true;
        D::begins(&slot.link);
        Ok(D::start(slot.raw(), call))
    }

    /// Waits for what an earlier, dropped future left behind.
    pub(crate) async fn ready(&mut self) -> Result<()> {
        if self.grip.is_none() {
            return self.take_another().await;
        }
        let title = self.source.driver.title();
        let marks = &self.slot()?.marks;
        match marks.transaction {
            _ if marks.dead => Err(Error::connection_gone(title)),
            Transaction::Over => Err(Error::transaction_over(title)),
            Transaction::Open | Transaction::Doubtful if marks.busy => self.settle().await,
            Transaction::Unknown => self.start_over().await,
            Transaction::None if marks.busy => self.start_over().await,
            _ => Ok(()),
        }
    }

    /// Notes how a statement ended.
    pub(crate) async fn ended(&mut self, end: Result<(), sqlx::Error>) -> Result<(), Fault> {
        D::ends(&self.slot()?.link);
        let driver = self.source.driver.clone();
        let slot = self.slot()?;
        let Err(error) = end else {
            slot.marks.busy = false;
            slot.let_go();
            return Ok(());
        };
        let fault = driver.fault(error);
        let settled = match fault.fate {
            _ if fault.is_outdated() && !forget(slot).await => Settled::Dead,
            Fate::InDoubt if slot.marks.is_in_transaction() => match driver.ask(slot).await {
                // The transaction is there, and a statement of it has failed.
                Settled::Open => Settled::Failed,
                other => other,
            },
            Fate::Alive | Fate::InDoubt => Settled::Failed,
            Fate::Dead | Fate::Lost => Settled::Dead,
        };
        slot.marks.settled(settled);
        slot.let_go();
        if settled == Settled::Dead {
            self.source.suspect_all();
        }
        Err(fault)
    }

    /// Parts with a dead connection. The next statement takes another one.
    pub(crate) fn give_up(&mut self) {
        if let Some(grip) = self.grip.take() {
            self.source.discard(grip);
        }
    }

    /// Inside a transaction that goes on: waits until the abandoned statement is over.
    async fn settle(&mut self) -> Result<()> {
        let driver = self.source.driver.clone();
        let slot = self.slot()?;
        let settled = driver.settle(slot).await;
        slot.marks.settled(settled);
        match settled {
            Settled::Open | Settled::Failed => Ok(()),
            Settled::Over => Err(Error::transaction_over(driver.title())),
            Settled::Dead => Err(Error::connection_gone(driver.title())),
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
        self.give_up();
        self.take_another().await
    }

    async fn take_another(&mut self) -> Result<()> {
        self.grip = Some(self.source.grip().await?);
        self.fresh = true;
        self.adopt().await
    }

    /// Sets up a connection that a pool of sqlx lends, and finds out what it keeps. Marked as busy all the while, so that
    /// it is cleaned up when this is dropped half-way.
    pub(crate) async fn adopt(&mut self) -> Result<()> {
        let source = self.source.clone();
        let slot = self.slot()?;
        if matches!(slot.wire, Wire::Own(_)) {
            return Ok(());
        }
        slot.marks.busy = true;
        slot.marks.transaction = Transaction::Unknown;
        slot.link = source.driver.adopt(slot.raw()).await?;
        slot.facts = source.driver.facts(&slot.link);
        slot.marks.busy = false;
        slot.marks.transaction = Transaction::None;
        source.counters.found(slot.facts);
        Ok(())
    }
}

/// Forgets the statements that a connection has kept, after one of them could not be used. Whether it could be done. What
/// has no name is not kept, and sqlx would forget the types that it has asked for as well.
async fn forget<D: Driver>(slot: &mut Slot<D>) -> bool {
    !slot.facts.named || slot.raw().clear_cached_statements().await.is_ok()
}

#[async_trait]
impl<D: Driver> Connection for Held<D> {
    async fn execute(&mut self, statement: &Statement, access: Access) -> Result<Outcome> {
        self.outcome(statement, access).await.map_err(|it| it.with_sql(&statement.sql).error)
    }

    async fn fetch(
        &mut self,
        statement: &Statement,
        access: Access,
        each: EachRow<'_>,
    ) -> Result<u64> {
        self.rows(statement, access, each).await.map_err(|it| it.with_sql(&statement.sql).error)
    }

    fn stream(&mut self, statement: Statement, access: Access) -> RowStream<'_> {
        let sql = statement.sql.clone();
        let rows = self.row_stream(statement, access);
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

    async fn rollback_to(&mut self, sql: Arc<str>) -> Result<()> {
        self.roll_back_to(sql.clone()).await.map_err(|it| it.with_sql(&sql).error)
    }

    fn has_failed(&self) -> bool {
        self.grip.as_ref().is_none_or(|it| it.slot().marks.has_failed())
    }

    fn in_transaction(&self) -> bool {
        self.grip.as_ref().is_some_and(|it| it.slot().marks.transaction != Transaction::None)
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
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
