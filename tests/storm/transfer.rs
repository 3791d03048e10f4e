//! Transfers by `atomic`, dropped at random points: money neither comes nor goes, hooks run for what was committed alone,
//! and no transaction stays open.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use queryset::{atomic, on_commit, prelude::*};

use crate::{
    at_once,
    bank::{Bank, Movement, change},
    chance::Chance,
    count,
    ledger::Ledger,
    place::Server,
    runtime,
};

const TASKS: u64 = 16;
const CONNECTIONS: usize = 6;

trial!(dropped_transfers_lose_no_money);
fn dropped_transfers_lose_no_money(server: Server) {
    runtime().block_on(storm(server));
}

/// What tasks share.
struct Office {
    server: Server,
    accounts: Vec<i64>,
    ledger: Ledger,
    /// The tags whose hooks ran.
    hooked: Arc<Mutex<HashSet<i64>>>,
}

async fn storm(server: Server) {
    let bank = Bank::open(server, CONNECTIONS).await;
    let office = Arc::new(Office {
        server,
        accounts: bank.accounts.clone(),
        ledger: Ledger::new(count(10_000)),
        hooked: Arc::default(),
    });
    let started = Instant::now();
    bank.db.scope(rage(&office)).await;
    let elapsed = started.elapsed();
    tokio::time::sleep(Duration::from_millis(600)).await;
    let (ledger, hooked) = (&office.ledger, office.hooked.lock().unwrap().clone());
    eprintln!(
        "{}: transfers: {}, {} hooks ran, in {elapsed:?}; {:?}",
        server.name(),
        ledger.summary(),
        hooked.len(),
        bank.db.status()
    );
    ledger.check_anomalies();
    let there: HashSet<i64> = bank.check_balances().await.into_iter().collect();
    ledger.check_writes(&there);
    let early: Vec<_> = hooked.difference(&there).collect();
    assert!(early.is_empty(), "hooks ran for transactions that are not there: {early:?}");
    bank.check_transactions().await;
    bank.close().await;
}

async fn rage(office: &Arc<Office>) {
    at_once(TASKS, |task| {
        let office = office.clone();
        async move {
            let mut chance = Chance::new(task);
            while office.ledger.goes_on() {
                office.transfer(&mut chance).await;
            }
        }
    })
    .await;
}

impl Office {
    async fn transfer(&self, chance: &mut Chance) {
        let tag = self.ledger.tag();
        let mut inner = Chance::new(tag.unsigned_abs());
        let mut asked = false;
        let body = async {
            self.movement(tag, &mut inner).await?;
            if inner.below(3) == 0 {
                self.part(&mut inner).await?;
            }
            if inner.below(8) == 0 {
                // The application changes its mind.
                return Err(Movement::objects().aget(|m| m.tag().eq(0)).await.unwrap_err());
            }
            asked = true;
            Ok(())
        };
        let ended = chance.maybe(atomic(body)).await;
        match &ended {
            Some(Ok(())) if self.hooked.lock().unwrap().contains(&tag) => {
                self.ledger.acknowledge(tag);
            }
            Some(Ok(())) => self.ledger.anomaly(format!("the hook of {tag} did not run")),
            Some(Err(error)) => {
                self.ledger.forbid(tag);
                if !self.is_expected(error) {
                    self.ledger.anomaly(format!("{error:?}"));
                }
            }
            // Only a COMMIT that was dropped on its way may have arrived.
            None if !asked => self.ledger.forbid(tag),
            None => (),
        }
        self.ledger.count(ended.is_some());
    }

    /// A block of its own inside, which may be dropped while the transfer goes on.
    async fn part(&self, chance: &mut Chance) -> queryset::Result<()> {
        let tag = self.ledger.tag();
        let mut inner = Chance::new(tag.unsigned_abs());
        let mut asked = false;
        let part = atomic(async {
            self.movement(tag, &mut inner).await?;
            asked = true;
            Ok(())
        });
        match chance.maybe(part).await {
            Some(done) => done,
            None => {
                if !asked {
                    self.ledger.forbid(tag);
                }
                Ok(())
            }
        }
    }

    /// Takes from one account, gives to another, and writes it down. Accounts are locked in their order, so that nobody
    /// waits in a circle.
    async fn movement(&self, tag: i64, chance: &mut Chance) -> queryset::Result<()> {
        let hooked = self.hooked.clone();
        on_commit(async move {
            hooked.lock().unwrap().insert(tag);
        })
        .await?;
        let count = self.accounts.len() as u64;
        let one = usize::try_from(chance.below(count - 1)).unwrap();
        let two = one + 1 + usize::try_from(chance.below(count - 1 - one as u64)).unwrap();
        let (low, high) = (self.accounts[one], self.accounts[two]);
        let up = chance.below(2) == 0;
        change(low, if up { -1 } else { 1 }).await?;
        if chance.below(2) == 0 {
            tokio::task::yield_now().await;
        }
        change(high, if up { 1 } else { -1 }).await?;
        let (source, sink) = if up { (low, high) } else { (high, low) };
        Movement::objects().acreate(|m| m.tag(tag).source(source).sink(sink)).await.map(drop)
    }

    /// The change of mind; a lock of a part that another one waits for in a circle; and on MySQL, where the connection goes
    /// with a statement that is dropped, the end of the transaction round it.
    fn is_expected(&self, error: &Error) -> bool {
        match error.kind() {
            ErrorKind::DoesNotExist | ErrorKind::Serialization => true,
            ErrorKind::Connection | ErrorKind::TransactionClosed => self.server == Server::Mysql,
            _ => false,
        }
    }
}
