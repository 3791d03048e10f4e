//! Who writes to SQLite, and who waits: one at a time in the order in which they came.

use std::{
    future::IntoFuture,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};

use futures::{StreamExt, future::join_all, poll, stream};
use queryset::{Atomic, Builder, prelude::*};
use tokio::{task::JoinHandle, time::timeout};

use crate::place::{Place, Server};

#[derive(Model, Debug, Clone)]
#[model(app = "writers")]
struct Note {
    pub id: i64,
    #[field(default = 0)]
    pub count: i64,
}

/// Runs a test with handles on one file.
fn with_handles<const N: usize>(connections: usize, test: impl AsyncFnOnce([Database; N])) {
    with_options(connections, |it| it, test);
}

fn with_options<const N: usize>(
    connections: usize,
    busy: impl Fn(Builder) -> Builder,
    test: impl AsyncFnOnce([Database; N]),
) {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let place = Place::new(Server::Sqlite).await;
        let open = async |_| {
            let builder = Database::builder(&place.shared_url()).max_connections(connections);
            let builder = busy(builder.acquire_timeout(Duration::from_secs(20)));
            builder.connect().await.unwrap()
        };
        let mut handles = Vec::new();
        for it in 0..N {
            handles.push(open(it).await);
        }
        queryset::schema::models([Note::meta()]).create_on(&handles[0]).await.unwrap();
        Note::objects().using(&handles[0]).acreate(|n| n.count(0)).await.unwrap();
        test(handles.clone().try_into().unwrap()).await;
        for handle in handles {
            handle.close().await;
        }
        place.gone().await;
    });
}

fn notes(db: &Database) -> queryset::QuerySet<Note> {
    Note::objects().using(db)
}

async fn add(db: &Database) -> queryset::Result<u64> {
    notes(db).aupdate(|n| n.count().set(n.count() + 1)).await
}

async fn total(db: &Database) -> i64 {
    notes(db).aget(|n| n.id().eq(1)).await.unwrap().count
}

/// A block that stays open until it is told to end.
async fn held(db: &Database) -> (tokio::sync::oneshot::Sender<()>, JoinHandle<()>) {
    let (end, wait) = tokio::sync::oneshot::channel::<()>();
    let (ready, open) = tokio::sync::oneshot::channel::<()>();
    let db = db.clone();
    let task = tokio::spawn(async move {
        let block = db.atomic(async {
            add(&db).await?;
            ready.send(()).unwrap();
            let _ = wait.await;
            Ok(())
        });
        block.await.unwrap();
    });
    open.await.unwrap();
    (end, task)
}

/// Short blocks and single writes of many tasks.
async fn storm(handles: &[Database], tasks: usize, rounds: usize, pause: Duration) {
    let all = (0..tasks).map(|task| {
        let db = handles[task % handles.len()].clone();
        tokio::spawn(async move {
            let mut refused = Vec::new();
            for round in 0..rounds {
                let done = if (task + round) % 4 == 0 {
                    add(&db).await.map(drop)
                } else {
                    db.atomic(async {
                        add(&db).await?;
                        tokio::time::sleep(pause).await;
                        Ok(())
                    })
                    .await
                };
                refused.extend(done.err());
            }
            refused
        })
    });
    let mut refused = Vec::new();
    for outcome in join_all(all).await {
        refused.extend(outcome.unwrap());
    }
    assert!(
        refused.is_empty(),
        "{} of {} were refused: {:?}",
        refused.len(),
        tasks * rounds,
        refused[0]
    );
}

trial!(alone no_writer_is_told_that_the_database_is_locked on Sqlite);
/// However short SQLite itself would wait.
fn no_writer_is_told_that_the_database_is_locked() {
    for connections in [10, 24] {
        let busy = |it: Builder| it.busy_timeout(Duration::from_millis(20));
        with_options(connections, busy, async |[one, two]| {
            storm(&[one.clone(), two], 64, 10, Duration::from_millis(1)).await;
            assert_eq!(total(&one).await, 64 * 10);
        });
    }
}

/// Texts that read, with the words of writing in places where they write nothing.
const READS: &[&str] = &[
    "SELECT * FROM writers_note",
    "WITH n AS (SELECT * FROM writers_note) SELECT * FROM n",
    "WITH n AS (SELECT *, 1 AS updated_at, 0 AS deleted FROM writers_note) SELECT * FROM n WHERE NOT deleted",
    "WITH n AS (SELECT *, replace('a', 'b', 'c') AS text FROM writers_note) SELECT * FROM n",
    "WITH n AS (SELECT *, 'DELETE' AS \"update\" FROM writers_note) /* INSERT */ SELECT * FROM n",
    "-- the notes, before an UPDATE\nSELECT * FROM writers_note",
    "/* the notes */ WITH n AS (SELECT * FROM writers_note) SELECT * FROM n",
];

trial!(alone readers_do_not_wait_for_writers_nor_for_those_who_wait on Sqlite);
fn readers_do_not_wait_for_writers_nor_for_those_who_wait() {
    with_handles(3, async |[db]| {
        let (end, block) = held(&db).await;
        let writers = (0..20).map(|_| {
            let db = db.clone();
            tokio::spawn(async move { add(&db).await.unwrap() })
        });
        let writers: Vec<_> = writers.collect();
        tokio::time::sleep(Duration::from_millis(50)).await;
        let read = timeout(Duration::from_secs(2), total(&db)).await;
        assert_eq!(read.expect("a reader waits for nobody"), 0);
        for sql in READS {
            let own = Note::objects().using(&db).raw(*sql).into_future();
            let seen = timeout(Duration::from_secs(2), own).await;
            assert_eq!(seen.expect(sql).unwrap().len(), 1, "{sql}");
        }
        let report = Atomic::new().using(&db).read_only().run(async { Ok(total(&db).await) });
        assert_eq!(timeout(Duration::from_secs(2), report).await.unwrap().unwrap(), 0);
        end.send(()).unwrap();
        block.await.unwrap();
        join_all(writers).await;
        assert_eq!(total(&db).await, 21);
    });
}

trial!(alone readers_that_fill_the_pool_make_no_writer_fail on Sqlite);
fn readers_that_fill_the_pool_make_no_writer_fail() {
    let busy = |it: Builder| it.busy_timeout(Duration::from_millis(20));
    with_options(3, busy, async |[db]| {
        let readers = (0..6).map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                loop {
                    let report = Atomic::new().using(&db).read_only().run(async {
                        tokio::time::sleep(Duration::from_millis(5)).await;
                        Ok(())
                    });
                    report.await.unwrap();
                }
            })
        });
        let readers: Vec<_> = readers.collect();
        storm(std::slice::from_ref(&db), 16, 5, Duration::from_millis(15)).await;
        for reader in readers {
            reader.abort();
            assert!(reader.await.unwrap_err().is_cancelled());
        }
        assert_eq!(total(&db).await, 80);
    });
}

trial!(alone writers_come_in_their_order on Sqlite);
fn writers_come_in_their_order() {
    with_handles(4, async |[db, other]| {
        let (end, block) = held(&db).await;
        let next = Arc::new(AtomicUsize::new(0));
        let mut writers = Vec::new();
        for place in 0..12 {
            let db = if place % 2 == 0 { db.clone() } else { other.clone() };
            let next = next.clone();
            writers.push(tokio::spawn(async move {
                let block = db.atomic(async {
                    let seen = next.fetch_add(1, SeqCst);
                    add(&db).await?;
                    Ok(seen)
                });
                assert_eq!(block.await.unwrap(), place);
            }));
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        end.send(()).unwrap();
        block.await.unwrap();
        for writer in writers {
            writer.await.unwrap();
        }
    });
}

trial!(alone a_writer_that_is_dropped_leaves_the_queue on Sqlite);
fn a_writer_that_is_dropped_leaves_the_queue() {
    with_handles(4, async |[db, other]| {
        for _ in 0..3 {
            let (end, block) = held(&db).await;
            for _ in 0..10 {
                let waiting = timeout(Duration::from_millis(5), add(&other)).await;
                assert!(waiting.is_err(), "it writes beside an open block");
                let waiting = other.atomic(async { Ok(()) });
                assert!(timeout(Duration::from_millis(5), waiting).await.is_err());
            }
            end.send(()).unwrap();
            block.await.unwrap();
            timeout(Duration::from_secs(2), add(&other)).await.expect("its turn").unwrap();
        }
        // What was abandoned half-way has the turn until it is cleaned up, and not longer.
        for wait in (0..60).map(|it| it * 40) {
            let _ = timeout(Duration::from_micros(wait), add(&db)).await;
            let block = db.atomic(async { add(&db).await });
            let _ = timeout(Duration::from_micros(wait), block).await;
            timeout(Duration::from_secs(2), add(&other)).await.expect("its turn").unwrap();
        }
    });
}

trial!(alone a_writer_that_nobody_polls_keeps_no_other_waiting on Sqlite);
/// As in the other branch of a `select!`. It keeps its place.
fn a_writer_that_nobody_polls_keeps_no_other_waiting() {
    with_handles(4, async |[db, other]| {
        for resting in [1, 20] {
            let before = total(&db).await;
            let (end, block) = held(&db).await;
            let mut unpolled: Vec<_> = (0..resting).map(|_| Box::pin(add(&db))).collect();
            for it in &mut unpolled {
                assert!(poll!(it).is_pending());
            }
            let behind = tokio::spawn({
                let other = other.clone();
                async move { add(&other).await }
            });
            tokio::time::sleep(Duration::from_millis(20)).await;
            end.send(()).unwrap();
            block.await.unwrap();
            let behind = timeout(Duration::from_secs(2), behind).await;
            behind.expect("its turn").unwrap().unwrap();
            let started = Instant::now();
            for _ in 0..20 {
                timeout(Duration::from_secs(2), add(&other)).await.expect("its turn").unwrap();
            }
            assert!(started.elapsed() < Duration::from_secs(1), "each waits for one who rests");
            assert_eq!(total(&db).await, before + 22);
            for it in unpolled {
                timeout(Duration::from_secs(2), it).await.expect("its turn").unwrap();
            }
            assert_eq!(total(&db).await, before + 22 + resting);
        }
    });
}

trial!(alone a_writer_of_a_runtime_that_nobody_drives_keeps_no_other_waiting on Sqlite);
fn a_writer_of_a_runtime_that_nobody_drives_keeps_no_other_waiting() {
    with_handles(4, async |[db, other]| {
        let (end, block) = held(&db).await;
        let resting = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let runtime = runtime.unwrap();
            let late = runtime.spawn(async move { add(&db).await });
            runtime.block_on(async { tokio::time::sleep(Duration::from_millis(50)).await });
            (runtime, late)
        });
        let (runtime, late) = resting.join().unwrap();
        end.send(()).unwrap();
        block.await.unwrap();
        timeout(Duration::from_secs(2), add(&other)).await.expect("its turn").unwrap();
        assert_eq!(total(&other).await, 2);
        let late = std::thread::spawn(move || runtime.block_on(late));
        late.join().unwrap().unwrap().unwrap();
        assert_eq!(total(&other).await, 3);
    });
}

trial!(alone blocks_of_a_stream_do_not_keep_its_reader_from_writing on Sqlite);
fn blocks_of_a_stream_do_not_keep_its_reader_from_writing() {
    with_handles(6, async |[db]| {
        let block = async |db: &Database| db.atomic(async { add(db).await }).await;
        let mut blocks = pin!(stream::iter((0..20).map(|_| block(&db))).buffer_unordered(5));
        while let Some(done) = blocks.next().await {
            done.unwrap();
            timeout(Duration::from_secs(5), add(&db)).await.expect("its turn").unwrap();
        }
        assert_eq!(total(&db).await, 40);
    });
}

trial!(alone a_block_that_would_wait_for_itself_is_told on Sqlite);
fn a_block_that_would_wait_for_itself_is_told() {
    with_handles(4, async |[db, other]| {
        let started = Instant::now();
        let block = db.atomic(async {
            add(&db).await?;
            add(&other).await
        });
        let error = block.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::SelfWait, "{error:?}");
        assert!(error.to_string().contains("writers.rs"), "{error}");
        let block = db.atomic(async {
            add(&db).await?;
            other.atomic(async { add(&other).await }).await
        });
        assert_eq!(block.await.unwrap_err().kind(), ErrorKind::SelfWait);
        assert!(started.elapsed() < Duration::from_secs(2));
        // To read there is no reason to wait.
        let block = db.atomic(async {
            add(&db).await?;
            Ok(total(&other).await)
        });
        assert_eq!(block.await.unwrap(), 0);
        assert_eq!(total(&db).await, 1);
    });
}

trial!(alone a_transaction_in_the_hand_keeps_no_task_for_ever on Sqlite);
fn a_transaction_in_the_hand_keeps_no_task_for_ever() {
    with_handles(4, async |[db]| {
        let tx = db.begin().await.unwrap();
        Note::objects().using(&tx).aupdate(|n| n.count().set(7_i64)).await.unwrap();
        let started = Instant::now();
        let error = add(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Serialization, "{error:?}");
        assert!(started.elapsed() < Duration::from_secs(10), "the busy timeout is five seconds");
        tx.commit().await.unwrap();
        add(&db).await.unwrap();
        assert_eq!(total(&db).await, 8);
    });
}

trial!(alone leases_that_write_are_not_kept_waiting_by_those_who_have_none on Sqlite);
/// Whoever has all connections in his hands, and writes with them, does not wait for one who waits for a connection.
fn leases_that_write_are_not_kept_waiting_by_those_who_have_none() {
    with_handles(2, async |[db]| {
        let mut leases = vec![db.acquire().await.unwrap(), db.acquire().await.unwrap()];
        let late = {
            let db = db.clone();
            tokio::spawn(async move { add(&db).await.unwrap() })
        };
        tokio::time::sleep(Duration::from_millis(30)).await;
        for lease in &mut leases {
            let write = lease.run("UPDATE writers_note SET count = count + 1".into());
            timeout(Duration::from_secs(2), write).await.expect("its turn").unwrap();
        }
        drop(leases);
        late.await.unwrap();
        assert_eq!(total(&db).await, 3);
    });
}

trial!(alone a_stream_of_written_rows_has_the_turn_until_it_ends on Sqlite);
fn a_stream_of_written_rows_has_the_turn_until_it_ends() {
    with_handles(3, async |[db, other]| {
        let mut lease = db.acquire().await.unwrap();
        let sql = "INSERT INTO writers_note (count) VALUES (1), (2), (3) RETURNING id";
        let insert = Server::Sqlite.statement(sql, vec![]);
        let mut count = 0;
        lease
            .fetch_returning(&insert, &mut |_| {
                count += 1;
                Ok(())
            })
            .await
            .unwrap();
        assert_eq!(count, 3);
        timeout(Duration::from_secs(2), add(&other)).await.expect("its turn").unwrap();
        let mut rows = notes(&db).aiterator();
        assert!(rows.next().await.is_some());
        timeout(Duration::from_secs(2), add(&other)).await.expect("a reader has no turn").unwrap();
    });
}
