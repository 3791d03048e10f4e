//! Transactions of one held connection: each step is marked before it is sent, since a dropped BEGIN or COMMIT may or
//! may not have arrived.

use std::sync::Arc;

use crate::{
    backend::{
        call::Call,
        driver::{Driver, Fault},
        held::Held,
        slot::Transaction,
        words::only_asks,
    },
    error::{Error, Result},
};

const SAVEPOINT: &str = "SAVEPOINT queryset_types";
const RELEASE: &str = "RELEASE SAVEPOINT queryset_types";
const UNDO: &str = "ROLLBACK TO SAVEPOINT queryset_types; RELEASE SAVEPOINT queryset_types";

/// What was opened round one statement, and its text.
#[derive(Debug)]
pub(crate) enum Wrapper {
    None,
    Transaction(Arc<str>),
    Savepoint(Arc<str>),
}

impl<D: Driver> Held<D> {
    /// Runs a text that is not prepared.
    pub(crate) async fn plain(&mut self, sql: Arc<str>) -> Result<(), Fault> {
        self.ready().await?;
        let alone = self.slot()?.marks.transaction == Transaction::None && !only_asks(&sql);
        if !alone {
            return self.drive(Call::plain(sql), |_| Ok(())).await;
        }
        self.take_pen().await?;
        self.drive(Call::plain(sql), |_| Ok(())).await.map_err(Fault::of_a_change)
    }

    pub(crate) async fn begin_transaction(&mut self, sql: Arc<str>) -> Result<(), Fault> {
        self.ready().await?;
        let facts = self.slot()?.facts;
        let sql = self.source.driver.opening(sql, facts);
        if sql.starts_with("BEGIN IMMEDIATE") || sql.starts_with("BEGIN EXCLUSIVE") {
            self.take_pen().await?;
        }
        self.pass(sql, Transaction::Open).await
    }

    pub(crate) async fn commit_transaction(&mut self, sql: Arc<str>) -> Result<(), Fault> {
        self.ready().await?;
        if self.slot()?.marks.transaction == Transaction::Doubtful {
            self.check_transaction().await?;
        }
        self.pass(sql, Transaction::None).await.map_err(Fault::of_a_change)
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

    /// Opens what one statement needs that cannot be kept by name, or is timed where nothing stays of the session: a
    /// transaction, unless there is one; and in one that there is, for a text that has not run here, a savepoint, since it
    /// may be gone when sqlx has asked for its types.
    pub(crate) async fn open_wrapper(&mut self, text: &Arc<str>) -> Result<Wrapper, Fault> {
        let timed = self.source.options.statement_timeout.is_some();
        let slot = self.slot()?;
        let (transaction, facts) = (slot.marks.transaction, slot.facts);
        let untried = D::GONE.is_some() && !facts.named && !slot.texts.holds(text);
        match transaction {
            Transaction::None if !facts.named || (timed && !facts.session) => {
                self.begin_transaction(Arc::from("BEGIN")).await?;
                Ok(Wrapper::Transaction(text.clone()))
            }
            Transaction::Open if untried => {
                self.drive(Call::plain(Arc::from(SAVEPOINT)), |_| Ok(())).await?;
                Ok(Wrapper::Savepoint(text.clone()))
            }
            _ => Ok(Wrapper::None),
        }
    }

    /// Closes what [`Held::open_wrapper`] opened.
    pub(crate) async fn close_wrapper(
        &mut self,
        wrapper: Wrapper,
        done: Result<(), Fault>,
    ) -> Result<(), Fault> {
        if let (Wrapper::Transaction(text) | Wrapper::Savepoint(text), Ok(())) = (&wrapper, &done) {
            self.slot()?.texts.add(text);
        }
        match (wrapper, done) {
            (Wrapper::None, done) => done,
            (_, Err(fault)) if fault.fate.is_final() => Err(fault),
            (Wrapper::Transaction(_), Ok(())) => {
                let done = self.pass(Arc::from("COMMIT"), Transaction::None).await;
                done.map_err(Fault::of_a_change)
            }
            (Wrapper::Transaction(_), Err(fault)) => {
                self.roll_transaction_back(Arc::from("ROLLBACK")).await?;
                Err(fault)
            }
            (Wrapper::Savepoint(_), Ok(())) => self.plain(Arc::from(RELEASE)).await,
            (Wrapper::Savepoint(text), Err(fault)) if self.is_gone(&fault) => {
                self.roll_back_to(Arc::from(UNDO)).await?;
                self.slot()?.texts.add(&text);
                Err(fault)
            }
            // The transaction has failed, as it would have without the savepoint.
            (Wrapper::Savepoint(_), Err(fault)) => Err(fault),
        }
    }

    /// Whether a statement without a name was gone before it ran, because sqlx asked for a type in between. It knows the
    /// type now.
    pub(crate) fn is_gone(&self, fault: &Fault) -> bool {
        let named = self.grip.as_ref().is_none_or(|it| it.slot().facts.named);
        !named && D::GONE.is_some() && fault.error.code() == D::GONE
    }

    /// Sends a text that leads to another state of the transaction.
    async fn pass(&mut self, sql: Arc<str>, then: Transaction) -> Result<(), Fault> {
        self.slot()?.marks.transaction = Transaction::Unknown;
        self.drive(Call::plain(sql), |_| Ok(())).await?;
        let slot = self.slot()?;
        slot.marks.transaction = then;
        slot.let_go();
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
