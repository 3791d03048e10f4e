//! Statements of one held connection, and the rows they return.

use std::mem;

use async_stream::stream;
use futures::{StreamExt, stream::BoxStream};

use crate::{
    backend::{
        Outcome,
        call::Call,
        driver::{Done, Driver, Fate, Fault, Step},
        held::Held,
        lease::{Access, EachRow},
        slot::Transaction,
        transaction::Wrapper,
    },
    compiler::Statement,
    error::Result,
    value::Row,
};

/// A row that outlives the connection's next step.
type BoxRow = Box<dyn Row + Send>;

impl<D: Driver> Held<D> {
    /// Runs a statement for what it does.
    pub(crate) async fn outcome(
        &mut self,
        statement: &Statement,
        access: Access,
    ) -> Result<Outcome, Fault> {
        match self.try_outcome(statement, access).await {
            Err(fault) if self.is_gone(&fault) => self.try_outcome(statement, access).await,
            done => done,
        }
    }

    async fn try_outcome(
        &mut self,
        statement: &Statement,
        access: Access,
    ) -> Result<Outcome, Fault> {
        let (call, wrapped) = self.prepare(statement, access).await?;
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

    /// Runs a statement for its rows, and counts them.
    pub(crate) async fn rows(
        &mut self,
        statement: &Statement,
        access: Access,
        each: EachRow<'_>,
    ) -> Result<u64, Fault> {
        let mut count = 0;
        let repeatable = self.is_repeatable(access);
        let mut done = self.try_rows(statement, access, each, &mut count).await;
        if count == 0 && self.tries_again(&done, repeatable) {
            done = self.try_rows(statement, access, each, &mut count).await;
        }
        done.map(|()| count)
    }

    /// The same row by row.
    pub(crate) fn row_stream(
        &mut self,
        statement: Statement,
        access: Access,
    ) -> BoxStream<'_, Result<BoxRow, Fault>> {
        Box::pin(stream! {
            let (repeatable, mut count) = (self.is_repeatable(access), 0_u64);
            let mut tried = false;
            loop {
                let (call, wrapped) = match self.prepare(&statement, access).await {
                    Ok(it) => it,
                    Err(fault) => {
                        yield Err(fault);
                        break;
                    }
                };
                let mut end = Ok(());
                if let Ok(mut steps) = self.start(call) {
                    while let Some(step) = steps.next().await {
                        match step.map(boxed::<D>) {
                            Ok(Some(row)) => {
                                count += 1;
                                yield Ok(row);
                            }
                            Ok(None) => (),
                            Err(error) => end = Err(error),
                        }
                    }
                }
                let done = self.ended(end).await;
                let done = self.close_wrapper(wrapped, done).await;
                let first = !mem::replace(&mut tried, true);
                if first && count == 0 && self.tries_again(&done, repeatable) {
                    continue;
                }
                if let Err(fault) = done {
                    yield Err(fault);
                }
                break;
            }
        })
    }

    /// Whether a failed statement can be tried on another connection without anybody noticing.
    fn is_repeatable(&mut self, access: Access) -> bool {
        let fresh = self.fresh;
        let outside = self.slot().is_ok_and(|it| it.marks.transaction == Transaction::None);
        fresh && outside && access == Access::Read
    }

    /// Makes ready for another try, if there can be one: the statement was gone before it ran, or the connection was lost
    /// under one that can be repeated.
    fn tries_again(&mut self, done: &Result<(), Fault>, repeatable: bool) -> bool {
        match done {
            Err(fault) if self.is_gone(fault) => true,
            Err(fault) if repeatable && fault.fate == Fate::Dead => {
                self.give_up();
                true
            }
            _ => false,
        }
    }

    async fn try_rows(
        &mut self,
        statement: &Statement,
        access: Access,
        each: EachRow<'_>,
        count: &mut u64,
    ) -> Result<(), Fault> {
        let (call, wrapped) = self.prepare(statement, access).await?;
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

    /// Makes the connection and the statement ready, with what was opened round it. A value that cannot be bound is refused
    /// here, before anything is sent.
    async fn prepare(
        &mut self,
        statement: &Statement,
        access: Access,
    ) -> Result<(Call<D::Database>, Wrapper), Fault> {
        let arguments = self.source.driver.bind(statement)?;
        self.ready().await?;
        let facts = self.slot()?.facts;
        // Between preparing and running, a shared connection may change the server under what has no name.
        let passing = !facts.named || (access == Access::Once && facts.session);
        let call = if passing {
            Call::passing(statement.sql.clone(), arguments)
        } else {
            Call::kept(statement.sql.clone(), arguments)
        };
        Ok((call, self.open_wrapper(&statement.sql).await?))
    }
}

fn boxed<D: Driver>(step: Step<D>) -> Option<BoxRow> {
    step.right().map(D::boxed_cells)
}

fn add<D: Driver>(total: Outcome, done: Done<D>) -> Outcome {
    let more = D::outcome(done);
    Outcome {
        rows_affected: total.rows_affected + more.rows_affected,
        last_insert_id: more.last_insert_id.or(total.last_insert_id),
    }
}
