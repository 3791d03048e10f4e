//! Statements of one held connection, and the rows they return.

use std::sync::Arc;

use async_stream::stream;
use futures::{StreamExt, stream::BoxStream};

use crate::{
    backend::{
        Outcome,
        call::Call,
        driver::{Done, Driver, Fault, Step},
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

/// What may still be done about a statement that failed before its first row.
struct Chance {
    /// Whether it can be sent on another connection without anybody noticing that this one was lost.
    elsewhere: bool,
    /// Whether it can be sent once more, since a prepared statement that is outdated has done nothing.
    again: bool,
    /// Whether that leaves no transaction behind that has failed.
    outside: bool,
}

impl<D: Driver> Held<D> {
    /// Runs a statement for what it does.
    pub(crate) async fn outcome(
        &mut self,
        statement: &Statement,
        access: Access,
    ) -> Result<Outcome, Fault> {
        let mut chance = self.chance(access);
        loop {
            let mut total = Outcome::default();
            let done = self
                .try_steps(statement, access, |step| {
                    if let Step::<D>::Left(done) = step {
                        total = add::<D>(total, done);
                    }
                    Ok(())
                })
                .await;
            if !self.is_sent_again(&mut chance, 0, &done) {
                return done.map(|()| total);
            }
        }
    }

    /// Runs a statement for its rows, and counts them.
    pub(crate) async fn rows(
        &mut self,
        statement: &Statement,
        access: Access,
        each: EachRow<'_>,
    ) -> Result<u64, Fault> {
        let (mut chance, mut count) = (self.chance(access), 0);
        loop {
            let done = self
                .try_steps(statement, access, |step| match step {
                    Step::<D>::Right(row) => {
                        count += 1;
                        each(&mut D::cells(&row))
                    }
                    Step::<D>::Left(_) => Ok(()),
                })
                .await;
            if !self.is_sent_again(&mut chance, count, &done) {
                return done.map(|()| count);
            }
        }
    }

    /// The same row by row.
    pub(crate) fn row_stream(
        &mut self,
        statement: Statement,
        access: Access,
    ) -> BoxStream<'_, Result<BoxRow, Fault>> {
        Box::pin(stream! {
            let (mut chance, mut count) = (self.chance(access), 0_u64);
            loop {
                let prepared = match self.prepare(&statement, access).await {
                    Ok(it) => it,
                    Err(fault) => {
                        yield Err(fault);
                        break;
                    }
                };
                let (mut end, mut said_so) = (Ok(()), false);
                if let Ok(mut steps) = self.start(prepared.call) {
                    while let Some(step) = steps.next().await {
                        said_so = step.as_ref().is_ok_and(Step::<D>::is_left);
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
                let end = self.heard(end, said_so).await;
                let done = self.ended(end).await;
                let done = self.finish(prepared.round, done).await;
                if self.is_sent_again(&mut chance, count, &done) {
                    continue;
                }
                if let Err(fault) = done {
                    yield Err(fault);
                }
                break;
            }
        })
    }

    fn chance(&mut self, access: Access) -> Chance {
        let fresh = self.fresh;
        let outside = self.slot().is_ok_and(|it| it.marks.transaction == Transaction::None);
        Chance { elsewhere: fresh && outside && access == Access::Read, again: true, outside }
    }

    /// Whether a failed statement is to be sent once more: it was gone or outdated before it ran, or the connection was lost
    /// under one that can be repeated, which is parted with.
    fn is_sent_again(&mut self, chance: &mut Chance, rows: u64, done: &Result<(), Fault>) -> bool {
        let Err(fault) = done else { return false };
        let lost = chance.elsewhere && fault.fate.is_final();
        let outdated =
            chance.again && (chance.outside && fault.is_outdated() || self.is_gone(fault));
        let again = rows == 0 && (lost || outdated);
        if again {
            *chance = Chance { elsewhere: false, again: false, outside: false };
        }
        if again && lost {
            self.give_up();
        }
        again
    }

    /// Runs a statement from the first check to the end of what was opened round it.
    async fn try_steps<F>(
        &mut self,
        statement: &Statement,
        access: Access,
        each: F,
    ) -> Result<(), Fault>
    where
        F: FnMut(Step<D>) -> Result<()> + Send,
    {
        let Prepared { call, round } = self.prepare(statement, access).await?;
        let done = self.drive(call, each).await;
        self.finish(round, done).await
    }

    /// Makes the connection and the statement ready. A value that cannot be bound is refused here, before anything is
    /// sent.
    async fn prepare(
        &mut self,
        statement: &Statement,
        access: Access,
    ) -> Result<Prepared<D>, Fault> {
        let driver = &self.source.driver;
        let arguments = driver.bind(statement)?;
        let look = driver.looks_first(&statement.sql);
        self.ready().await?;
        let facts = self.slot()?.facts;
        // Between preparing and running, a shared connection may change the server under what has no name.
        let passing = !facts.named || look.is_some() || (access == Access::Once && facts.session);
        let make = if passing { Call::passing } else { Call::kept };
        let call = make(statement.sql.clone(), arguments);
        let alone = self.slot()?.marks.transaction == Transaction::None;
        if alone && access.wants_the_pen(&statement.sql) {
            self.take_pen().await?;
        }
        if let Some(text) = look {
            self.look(text).await?;
        }
        let wrapper = self.open_wrapper(&statement.sql).await?;
        let commits = alone && access != Access::Read && matches!(wrapper, Wrapper::None);
        Ok(Prepared { call, round: Round { wrapper, commits } })
    }

    /// Looks at the tables as they are now. Who has the pen keeps it.
    async fn look(&mut self, text: &'static str) -> Result<(), Fault> {
        let pen = self.slot()?.pen.take();
        self.drive(Call::plain(Arc::from(text)), |_| Ok(())).await?;
        self.slot()?.pen = pen;
        Ok(())
    }

    /// Ends what was begun round a statement, and judges how it went.
    async fn finish(&mut self, round: Round, done: Result<(), Fault>) -> Result<(), Fault> {
        let done = if round.commits { done.map_err(Fault::of_a_change) } else { done };
        self.close_wrapper(round.wrapper, done).await
    }
}

/// A statement that can be sent.
struct Prepared<D: Driver> {
    call: Call<D::Database>,
    round: Round,
}

/// What there is round a statement.
struct Round {
    wrapper: Wrapper,
    /// Nothing, so that it commits what it changes: when its answer is lost, nobody knows whether it did.
    commits: bool,
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
