//! Futures that share a transaction, streams inside of one, other tasks, and connections that a task would wait for itself.

use std::time::{Duration, Instant};

use futures::{StreamExt, TryStreamExt, future, poll};
use queryset::{Transaction, atomic, prelude::*, schema, testing::TestDatabase};
use tokio::{sync::oneshot, task::yield_now};

use crate::{
    law::law,
    support::{
        library::{Author, City, Publisher},
        server::Server,
    },
};

async fn fill(count: i32) {
    for age in 0..count {
        Author::objects().acreate(|a| a.name(format!("{age}")).age(age)).await.unwrap();
    }
}

/// A database with one connection, and an author.
async fn single() -> Database {
    let db = Database::builder("sqlite::memory:").alias("single").connect().await.unwrap();
    queryset::schema::models([Author::meta()]).create_on(&db).await.unwrap();
    db.scope(fill(3)).await;
    db
}

/// The same on the database of a law.
async fn narrow(db: &Database) -> TestDatabase {
    let server = Server::ALL.into_iter().find(|it| it.name() == db.alias()).unwrap();
    let tables = schema::models([Author::meta()]);
    let made = TestDatabase::builder(&server.url()).tables(&tables);
    let one = made.options(|it| it.max_connections(1).acquire_timeout(Duration::from_secs(10)));
    let made = one.create().await.unwrap();
    made.database().scope(fill(300)).await;
    made
}

/// What the next statement of a transaction has to clean up before it begins.
#[derive(Clone, Copy, Debug)]
enum Left {
    Block,
    Stream,
}

async fn leave(tx: &Transaction, left: Left) {
    match left {
        Left::Block => {
            let (tell, told) = oneshot::channel();
            let block = tx.atomic(async {
                Author::objects().acreate(|a| a.name("undone")).await?;
                let _ = tell.send(());
                future::pending::<queryset::Result<()>>().await
            });
            assert!(matches!(
                future::select(Box::pin(block), told).await,
                future::Either::Right(_)
            ));
        }
        Left::Stream => {
            let mut stream = Box::pin(Author::objects().using(tx).aiterator_with(2));
            stream.try_next().await.unwrap();
        }
    }
}

law! {
    a_connection_that_cleans_up_for_a_statement_is_not_lost_with_it(db) {
        for left in [Left::Block, Left::Stream] {
            let made = narrow(&db).await;
            let tx = made.database().begin().await.unwrap();
            // It knows the transaction for as long as the law goes on.
            let authors = Author::objects().using(&tx);
            // A server that is quick can answer before anybody waits.
            let counted = loop {
                leave(&tx, left).await;
                let mut counted = Box::pin(authors.clone().acount());
                if poll!(&mut counted).is_pending() {
                    break counted;
                }
            };
            drop(tx);
            drop(counted);
            let given_back = made.database().acquire().await;
            assert!(given_back.is_ok(), "{left:?}: {given_back:?}");
            drop(given_back);
            assert_eq!(authors.acount().await.unwrap_err().kind(), ErrorKind::TransactionClosed);
            assert_eq!(Author::objects().using(made.database()).acount().await.unwrap(), 300);
        }
    }
}

law! {
    a_connection_that_cleans_up_for_a_statement_is_at_work(db) {
        for left in [Left::Block, Left::Stream] {
            let made = narrow(&db).await;
            let tx = made.database().begin().await.unwrap();
            leave(&tx, left).await;
            let ends = async {
                let count = Author::objects().using(&tx).acount().await?;
                tx.commit().await?;
                Ok::<_, Error>(count)
            };
            // The only connection comes from the future beside it.
            let (count, other) = futures::join!(ends, made.database().acquire());
            assert!(other.is_ok(), "{left:?}: {other:?}");
            assert_eq!(count.unwrap(), 300);
        }
    }
}

#[track_caller]
fn is_told_at_once<T>(asked: Instant, outcome: queryset::Result<T>, what: &str) {
    let error = outcome.err().expect("an error in place of waiting for oneself");
    assert_eq!(error.kind(), ErrorKind::SelfWait, "{error:?}");
    assert!(error.to_string().contains(what), "{error}");
    assert!(asked.elapsed() < Duration::from_secs(5));
}

law! {
    futures_in_one_atomic_take_turns(db) {
        atomic(async {
            let add = |age: i32| async move {
                Author::objects().acreate(|a| a.name("new").age(age)).await?;
                Author::objects().filter(|a| a.age().eq(age)).acount().await
            };
            let counts = futures::future::try_join_all((0..20).map(add)).await?;
            assert!(counts.iter().all(|it| *it == 1), "{counts:?}");
            Ok(())
        })
        .await
        .unwrap();
        assert_eq!(Author::objects().acount().await.unwrap(), 20);
    }
}

law! {
    blocks_beside_each_other_do_not_mix(db) {
        atomic(async {
            let block = |age: i32| async move {
                let done: queryset::Result<()> = atomic(async {
                    for _ in 0..3 {
                        Author::objects().acreate(|a| a.name("block").age(age)).await?;
                        yield_now().await;
                    }
                    if age % 2 == 1 { return Author::objects().aget(|a| a.id().eq(0)).await.map(drop) }
                    Ok(())
                }).await;
                assert_eq!(done.is_err(), age % 2 == 1);
            };
            let beside = |age: i32| async move {
                Author::objects().acreate(|a| a.name("beside").age(age)).await.unwrap();
            };
            futures::join!(block(1), beside(11), block(2), beside(12), block(3), block(4), beside(13));
            Ok(())
        })
        .await
        .unwrap();
        let ages = Author::objects().order_by(|a| a.age()).values_list(|a| a.age()).await.unwrap();
        assert_eq!(ages.into_iter().flatten().collect::<Vec<_>>(), [2, 2, 2, 4, 4, 4, 11, 12, 13]);
    }
}

law! {
    other_statements_run_while_a_stream_of_the_transaction_is_open(db) {
        fill(50).await;
        atomic(async {
            let mut stream = Box::pin(Author::objects().order_by(|a| a.age()).aiterator());
            let mut seen = Vec::new();
            while let Some(mut author) = stream.try_next().await? {
                seen.push(author.age.unwrap());
                author.age = Some(author.age.unwrap() + 1_000);
                author.asave().await?;
                if author.age == Some(1_010) {
                    let failed: queryset::Result<()> = atomic(async {
                        Author::objects().all().adelete().await?;
                        Author::objects().aget(|a| a.id().eq(0)).await.map(drop)
                    }).await;
                    assert!(failed.is_err());
                }
            }
            assert_eq!(seen, (0..50).collect::<Vec<_>>());
            Ok(())
        })
        .await
        .unwrap();
        assert_eq!(Author::objects().filter(|a| a.age().gte(1_000)).acount().await.unwrap(), 50);
    }
}

law! {
    streams_of_one_transaction_do_not_wait_for_each_other(db) {
        fill(40).await;
        let tx = db.begin().await.unwrap();
        let ages = || Author::objects().using(&tx).order_by(|a| a.age()).values_list(|a| a.age()).aiterator();
        let pairs: Vec<_> = ages().zip(ages()).collect().await;
        assert_eq!(pairs.len(), 40);
        for (left, right) in pairs {
            assert_eq!(left.unwrap(), right.unwrap());
        }
        let sum = || ages().try_fold(0, |sum, age| async move { Ok(sum + age.unwrap()) });
        let count = Author::objects().using(&tx).acount();
        let (first, count, second) = futures::join!(sum(), count, sum());
        assert_eq!((first.unwrap(), count.unwrap(), second.unwrap()), (780, 40, 780));
        tx.commit().await.unwrap();
    }
}

law! {
    a_stream_that_is_dropped_leaves_its_transaction_good(db) {
        fill(30).await;
        let tx = db.begin().await.unwrap();
        for age in 0..10 {
            let mut stream = Box::pin(Author::objects().using(&tx).aiterator());
            stream.next().await.unwrap().unwrap();
            drop(stream);
            Author::objects().using(&tx).acreate(|a| a.name("more").age(age)).await.unwrap();
        }
        let mut last = Box::pin(Author::objects().using(&tx).aiterator());
        last.next().await.unwrap().unwrap();
        drop(last);
        tx.commit().await.unwrap();
        assert_eq!(Author::objects().acount().await.unwrap(), 40);
    }
}

law! {
    /// A cursor outlives neither: see `streams`.
    a_stream_outlives_a_commit_and_no_rollback(db, |on| !on.facts.cursors) {
        fill(30).await;
        let tx = db.begin().await.unwrap();
        let mut stream = Box::pin(Author::objects().using(&tx).aiterator());
        stream.next().await.unwrap().unwrap();
        tx.commit().await.unwrap();
        assert_eq!(stream.try_collect::<Vec<_>>().await.unwrap().len(), 29);
        let tx = db.begin().await.unwrap();
        let mut stream = Box::pin(Author::objects().using(&tx).aiterator());
        stream.next().await.unwrap().unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(stream.next().await.unwrap().unwrap_err().kind(), ErrorKind::TransactionClosed);
        assert!(stream.next().await.is_none());
        assert_eq!(Author::objects().acount().await.unwrap(), 30);
    }
}

law! {
    a_spawned_task_has_the_scope_and_never_the_transaction(db) {
        let mut spawned = None;
        let failed: queryset::Result<()> = atomic(async {
            Publisher::objects().acreate(|p| p.name("Undone")).await?;
            spawned = Some(queryset::spawn(async { City::objects().acreate(|c| c.code("BLN")).await }));
            let bare = tokio::spawn(async { City::objects().acount().await }).await.unwrap();
            assert_eq!(bare.unwrap_err().kind(), ErrorKind::NoDatabase);
            Err(Publisher::objects().aget(|p| p.id().eq(0)).await.unwrap_err())
        })
        .await;
        assert!(failed.is_err());
        spawned.unwrap().await.unwrap().unwrap();
        assert_eq!(Publisher::objects().acount().await.unwrap(), 0);
        assert_eq!(City::objects().acount().await.unwrap(), 1);
    }
}

law! {
    a_task_that_holds_the_last_connection_is_not_left_waiting_for_it(db) {
        let db = single().await;
        db.atomic(async {
            let asked = Instant::now();
            is_told_at_once(asked, db.begin().await, "turns.rs");
            is_told_at_once(asked, db.acquire().await, "turns.rs");
            Author::objects().acreate(|a| a.name("goes on")).await
        })
        .await
        .unwrap();
        let asked = Instant::now();
        let tx = db.begin().await.unwrap();
        is_told_at_once(asked, Author::objects().using(&db).acount().await, "using(&tx)");
        is_told_at_once(asked, db.begin().await, "turns.rs");
        is_told_at_once(asked, db.atomic(async { Ok(()) }).await, "turns.rs");
        assert_eq!(Author::objects().using(&tx).acount().await.unwrap(), 4);
        tx.commit().await.unwrap();
        let mut stream = Box::pin(Author::objects().using(&db).aiterator());
        stream.next().await.unwrap().unwrap();
        is_told_at_once(asked, Author::objects().using(&db).acount().await, "stream");
        assert_eq!(stream.by_ref().count().await, 3);
        drop(stream);
        let lease = db.acquire().await.unwrap();
        is_told_at_once(asked, Author::objects().using(&db).acount().await, "turns.rs");
        drop(lease);
        assert_eq!(Author::objects().using(&db).acount().await.unwrap(), 4);
    }
}

law! {
    futures_of_one_task_wait_for_the_last_connection(db) {
        let db = single().await;
        db.scope(Box::pin(async {
            let transfer = |age: i32| atomic(async move {
                Author::objects().acreate(|a| a.name("new").age(age)).await?;
                yield_now().await;
                Author::objects().acount().await
            });
            let rows = || Author::objects().all().aiterator().try_collect::<Vec<_>>();
            let explicit = || async {
                let tx = db.begin().await.unwrap();
                let count = Author::objects().using(&tx).acount().await.unwrap();
                tx.commit().await.unwrap();
                count
            };
            let count = || Author::objects().all().acount();
            let ended = futures::join!(transfer(1), rows(), explicit(), count(), transfer(2), rows(), explicit(), count());
            assert!(ended.0.is_ok() && ended.1.is_ok() && ended.3.is_ok() && ended.4.is_ok() && ended.5.is_ok() && ended.7.is_ok());
            assert_eq!(Author::objects().acount().await.unwrap(), 5);
        }))
        .await;
    }
}

law! {
    a_future_that_nobody_polls_does_not_hang_the_others(db) {
        let db = Database::builder("sqlite::memory:").acquire_timeout(Duration::from_millis(100)).connect().await.unwrap();
        queryset::schema::models([Author::meta()]).create_on(&db).await.unwrap();
        db.atomic(async {
            let mut left = Box::pin(atomic(async {
                Author::objects().acreate(|a| a.name("left")).await?;
                futures::future::pending::<queryset::Result<()>>().await
            }));
            let polled = tokio::time::timeout(Duration::from_millis(50), left.as_mut()).await;
            assert!(polled.is_err());
            is_told_at_once(Instant::now(), Author::objects().acount().await, "not awaited");
            drop(left);
            assert_eq!(Author::objects().acount().await?, 0);
            Ok(())
        })
        .await
        .unwrap();
    }
}

law! {
    the_future_of_an_atomic_is_small_whatever_its_body_is(db) {
        let large = [0_u8; 8_000];
        let body = atomic(async move {
            yield_now().await;
            Ok(large.len())
        });
        assert!(size_of_val(&body) < 3_000, "{}", size_of_val(&body));
        assert_eq!(body.await.unwrap(), 8_000);
    }
}

law! {
    a_transaction_that_another_task_holds_is_waited_for(db) {
        let db = single().await;
        let tx = db.begin().await.unwrap();
        let other = db.clone();
        let waiting = tokio::spawn(async move { Author::objects().using(&other).acount().await });
        tokio::time::sleep(Duration::from_millis(20)).await;
        Author::objects().using(&tx).acreate(|a| a.name("new")).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(waiting.await.unwrap().unwrap(), 4);
    }
}
