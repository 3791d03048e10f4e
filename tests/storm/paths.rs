//! Transactions that read by streams, write in bulk, and find or add rows, dropped at random points as a whole and in their
//! parts: counts are what was committed, no row is there twice, and no transaction stays open.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::{Duration, Instant},
};

use futures::TryStreamExt;
use queryset::{atomic, prelude::*};

use crate::{
    at_once,
    bank::{Bank, Movement, START, Tally},
    chance::Chance,
    count,
    ledger::Ledger,
    place::Server,
    runtime,
};

const TASKS: u64 = 16;
const CONNECTIONS: usize = 6;
/// How many rows a transaction writes in bulk.
const ROWS: i64 = 7;

trial!(dropped_streams_and_bulk_writes_leave_no_trace);
fn dropped_streams_and_bulk_writes_leave_no_trace(server: Server) {
    runtime().block_on(storm(server));
}

/// What tasks share. A tag is that of a transaction; its rows are movements of which it is the source.
struct Works {
    server: Server,
    ledger: Ledger,
}

async fn storm(server: Server) {
    let bank = Bank::open(server, CONNECTIONS).await;
    let works = Arc::new(Works { server, ledger: Ledger::new(count(4_000)) });
    let started = Instant::now();
    bank.db.scope(rage(&works)).await;
    let elapsed = started.elapsed();
    tokio::time::sleep(Duration::from_millis(600)).await;
    let (ledger, status) = (&works.ledger, bank.db.status());
    eprintln!("{}: paths: {} in {elapsed:?}; {status:?}", server.name(), ledger.summary());
    ledger.check_anomalies();
    bank.db.scope(check_rows(ledger)).await;
    bank.check_transactions().await;
    if server == Server::Postgres {
        let limit = CONNECTIONS as u64 + ledger.dropped() / 100;
        assert!(status.opened <= limit, "{} were opened; {limit} are allowed", status.opened);
    }
    bank.close().await;
}

/// Each transaction is there with all that it did, or not at all.
async fn check_rows(ledger: &Ledger) {
    let mut rows = HashMap::new();
    for movement in Movement::objects().all().await.unwrap() {
        *rows.entry(movement.source).or_insert(0) += 1;
    }
    assert!(rows.values().all(|it| *it == ROWS), "a part of what was written in bulk is there");
    ledger.check_writes(&rows.keys().copied().collect::<HashSet<_>>());
    let tallies = Tally::objects().all().await.unwrap();
    let (found, own): (Vec<_>, Vec<_>) =
        tallies.into_iter().partition(|it| it.name.starts_with("of "));
    let own: HashMap<_, _> = own.into_iter().map(|it| (it.name, it.count)).collect();
    // What a transaction found or added for itself counts its changes.
    assert_eq!(own.len(), rows.len());
    assert!(rows.keys().all(|tag| own.get(&tag.to_string()) == Some(&2)));
    // What all share counts each of them once.
    let counted: i64 = found.iter().map(|it| it.count).sum();
    assert_eq!(counted, i64::try_from(rows.len()).unwrap(), "a change is lost, or of nobody");
}

async fn rage(works: &Arc<Works>) {
    at_once(TASKS, |task| {
        let works = works.clone();
        async move {
            let mut chance = Chance::new(task);
            while works.ledger.goes_on() {
                works.work(task, &mut chance).await;
            }
        }
    })
    .await;
}

impl Works {
    async fn work(&self, task: u64, chance: &mut Chance) {
        let tag = self.ledger.tag();
        let mut inner = Chance::new(tag.unsigned_abs());
        let mut asked = false;
        let body = async {
            self.all(tag, task, &mut inner).await?;
            asked = true;
            Ok(())
        };
        let ended = chance.maybe_late(atomic(body)).await;
        match &ended {
            Some(Ok(())) => self.ledger.acknowledge(tag),
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

    /// What every transaction does, and before and after it things whose outcome does not matter, which may be dropped.
    async fn all(&self, tag: i64, task: u64, chance: &mut Chance) -> queryset::Result<()> {
        self.aside(tag, chance).await?;
        let rows = (0..ROWS).map(|at| Movement { tag: tag * ROWS + at, source: tag, sink: at });
        Movement::objects().abulk_create(rows).await?;
        self.aside(tag, chance).await?;
        let name = tag.to_string();
        let (row, created) =
            Tally::objects().aget_or_create(|t| t.name(&name), |t| t.count(0)).await?;
        assert!(created && row.count == 0);
        for _ in 0..2 {
            let (_, created) = Tally::objects()
                .aupdate_or_create_with(
                    |t| t.name(&name),
                    |t| t.count().set(t.count() + 1),
                    |t| t.count(START),
                )
                .await?;
            assert!(!created, "what was added is not found");
            self.aside(tag, chance).await?;
        }
        // The row of a few tasks is changed last, so that it is not locked for long.
        let shared = format!("of {}", task % 4);
        Tally::objects()
            .aupdate_or_create_with(
                |t| t.name(&shared),
                |t| t.count().set(t.count() + 1),
                |t| t.count(1),
            )
            .await
            .map(drop)
    }

    /// Something whose future or stream is left at a random point: inside of a block of its own where it writes.
    async fn aside(&self, tag: i64, chance: &mut Chance) -> queryset::Result<()> {
        let what = chance.below(5);
        let undone = format!("undone {tag}");
        let size = usize::try_from(1 + chance.below(3)).unwrap();
        let wanted = usize::try_from(chance.below(9)).unwrap();
        let done = match what {
            0 => chance.maybe(read(tag, size, wanted)).await,
            1 => {
                let rows =
                    (0..ROWS).map(|at| Movement { tag: -tag * ROWS - at, source: 0, sink: 0 });
                chance
                    .maybe(undo(async { Movement::objects().abulk_create(rows).await.map(drop) }))
                    .await
            }
            2 => {
                let tallies = Tally::objects();
                let added = tallies.aget_or_create(|t| t.name(&undone), |t| t.count(START));
                chance.maybe(undo(async { added.await.map(drop) })).await
            }
            3 => {
                let tallies = Tally::objects();
                let more = tallies.aupdate_or_create_with(
                    |t| t.name(tag.to_string()),
                    |t| t.count().set(t.count() + 1),
                    |t| t.count(START),
                );
                chance.maybe(undo(async { more.await.map(drop) })).await
            }
            _ => None,
        };
        done.unwrap_or(Ok(()))
    }

    /// A lock that another one waits for in a circle; and on MySQL, where the connection goes with a statement that is
    /// dropped, the end of the transaction round it.
    fn is_expected(&self, error: &Error) -> bool {
        match error.kind() {
            ErrorKind::Serialization => true,
            ErrorKind::Connection | ErrorKind::TransactionClosed => self.server == Server::Mysql,
            _ => false,
        }
    }
}

/// Reads some of the own rows in small chunks, and leaves the rest.
async fn read(tag: i64, size: usize, wanted: usize) -> queryset::Result<()> {
    let own = Movement::objects().filter(|m| m.source().eq(tag)).order_by(|m| m.tag());
    let mut stream = Box::pin(own.aiterator_with(size));
    for at in 0..wanted {
        match stream.try_next().await? {
            Some(row) => assert_eq!((row.source, row.sink), (tag, i64::try_from(at).unwrap())),
            None => break,
        }
    }
    Ok(())
}

/// A block that undoes what it did, if it is not dropped before.
async fn undo(body: impl Future<Output = queryset::Result<()>>) -> queryset::Result<()> {
    atomic(async {
        body.await?;
        queryset::set_rollback(true)
    })
    .await
}
