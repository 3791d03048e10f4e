//! Transactions of one held connection: each step is marked before it is sent, since a dropped BEGIN or COMMIT may or
//! may not have arrived.

use std::sync::Arc;

use crate::{
    backend::{
        call::Call,
        driver::{Driver, Fate, Fault},
        held::Held,
        slot::Transaction,
    },
    error::{Error, Result},
};

impl<D: Driver> Held<D> {
    /// Runs a text that is not prepared.
    pub(crate) async fn plain(&mut self, sql: Arc<str>) -> Result<(), Fault> {
        self.ready().await?;
        self.drive(Call::plain(sql), |_| Ok(())).await
    }

    pub(crate) async fn begin_transaction(&mut self, sql: Arc<str>) -> Result<(), Fault> {
        self.ready().await?;
        self.pass(sql, Transaction::Open).await
    }

    pub(crate) async fn commit_transaction(&mut self, sql: Arc<str>) -> Result<(), Fault> {
        self.ready().await?;
        if self.slot()?.marks.transaction == Transaction::Doubtful {
            self.check_transaction().await?;
        }
        self.pass(sql, Transaction::None).await
    }

    pub(crate) async fn roll_transaction_back(&mut self, sql: Arc<str>) -> Result<(), Fault> {
        let marks = &mut self.slot()?.marks;
        match marks.transaction {
            Transaction::None if !marks.busy => return Ok(()),
            Transaction::Over => {
                marks.transaction = Transaction::None;
                return Ok(());
            }
            _ => (),
        }
        // Whatever was abandoned inside the transaction goes with it.
        self.ready_to_roll_back().await?;
        if self.slot()?.marks.transaction == Transaction::None {
            return Ok(());
        }
        self.pass(sql, Transaction::None).await
    }

    /// Goes back to a savepoint, which undoes what failed since.
    pub(crate) async fn roll_back_to(&mut self, sql: Arc<str>) -> Result<(), Fault> {
        self.plain(sql).await?;
        let marks = &mut self.slot()?.marks;
        if marks.transaction == Transaction::Doubtful {
            marks.transaction = Transaction::Open;
        }
        Ok(())
    }

    /// Opens the transaction round one statement that a transaction pooler needs, unless there is one.
    pub(crate) async fn open_wrapper(&mut self) -> Result<bool, Fault> {
        let needed = self.source.options.transaction_pooler
            && self.slot()?.marks.transaction == Transaction::None;
        if needed {
            self.pass(Arc::from("BEGIN"), Transaction::Open).await?;
        }
        Ok(needed)
    }

    /// Closes what [`Held::open_wrapper`] opened.
    pub(crate) async fn close_wrapper(
        &mut self,
        opened: bool,
        done: Result<(), Fault>,
    ) -> Result<(), Fault> {
        match (opened, done) {
            (false, done) => done,
            (true, Ok(())) => self.pass(Arc::from("COMMIT"), Transaction::None).await,
            (true, Err(fault)) if fault.fate == Fate::Dead => Err(fault),
            (true, Err(fault)) => {
                self.roll_transaction_back(Arc::from("ROLLBACK")).await?;
                Err(fault)
            }
        }
    }

    /// Sends a text that leads to another state of the transaction.
    async fn pass(&mut self, sql: Arc<str>, then: Transaction) -> Result<(), Fault> {
        self.slot()?.marks.transaction = Transaction::Unknown;
        self.drive(Call::plain(sql), |_| Ok(())).await?;
        self.slot()?.marks.transaction = then;
        Ok(())
    }

    /// COMMIT of a failed transaction succeeds on PostgreSQL and rolls back. Any statement tells whether it failed.
    async fn check_transaction(&mut self) -> Result<(), Fault> {
        let asked = self.drive(Call::plain(Arc::from("SELECT 1")), |_| Ok(())).await;
        asked.map_err(|fault| Fault { error: Error::commit_refused(fault.error), fate: fault.fate })
    }

    async fn ready_to_roll_back(&mut self) -> Result<()> {
        match self.ready().await {
            Err(_) if self.slot()?.marks.transaction == Transaction::Over => {
                self.slot()?.marks.transaction = Transaction::None;
                Ok(())
            }
            other => other,
        }
    }
}
