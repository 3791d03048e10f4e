//! Futures dropped at random points, through the face that a program uses; `tests/storm` does it by the ten thousand.

use std::{collections::HashSet, time::Duration};

use futures::{StreamExt, TryStreamExt};
use queryset::prelude::*;
use tokio::time::timeout;

use crate::{law::law, support::library::Author};

const TASKS: i32 = 12;
const ROUNDS: i32 = 50;

/// What a task knows of its writes: those that were answered, and those that were abandoned on the way.
#[derive(Default)]
struct Tally {
    written: Vec<String>,
    forbidden: Vec<String>,
}

law! {
    dropped_futures_leave_no_trace(db) {
        let tasks = (0..TASKS).map(|task| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut tally = Tally::default();
                for round in 0..ROUNDS {
                    db.scope(one_round(&db, task, round, &mut tally)).await;
                }
                tally
            })
        });
        let mut there: HashSet<String> = HashSet::new();
        let tallies = futures::future::join_all(tasks).await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        for name in Author::objects().values_list(|a| a.name()).await.unwrap() {
            assert!(there.insert(name), "a row was written twice");
        }
        for tally in tallies {
            let tally = tally.unwrap();
            assert!(tally.written.iter().all(|it| there.contains(it)), "a write that was answered is gone");
            assert!(!tally.forbidden.iter().any(|it| there.contains(it)), "a write that was rolled back is there");
        }
        let tx = db.begin().await.unwrap();
        tx.rollback().await.unwrap();
    }
}

async fn one_round(db: &Database, task: i32, round: i32, tally: &mut Tally) {
    let tag = i64::from(task * 1_000 + round);
    let name = format!("task {task}, round {round}");
    // No clock of the test's own: the pause grows from nothing to past the end of what is dropped.
    let pause = Duration::from_micros(u64::try_from((task * 37 + round * 61) % 1_500).unwrap());
    match round % 5 {
        0 => {
            let created = timeout(pause, Author::objects().acreate(|a| a.name(&*name))).await;
            tally.written.extend(created.into_iter().map(|it| it.unwrap().name));
        }
        1 => {
            let echo = Author::objects().values_list(|a| a.id().count() - a.id().count() + tag);
            if let Ok(seen) = timeout(pause, echo.afirst()).await {
                assert_eq!(seen.unwrap(), Some(tag), "a row of somebody else");
            }
        }
        2 => {
            let mut stream = Box::pin(Author::objects().aiterator());
            let _ = timeout(pause, stream.next()).await;
        }
        3 => {
            let abandoned = async {
                let tx = db.begin().await?;
                Author::objects().using(&tx).acreate(|a| a.name(&*name)).await?;
                Author::objects().using(&tx).aiterator().try_collect::<Vec<_>>().await.map(drop)
            };
            let _ = timeout(pause, abandoned).await;
            tally.forbidden.push(name);
        }
        _ => {
            let committed = async {
                let tx = db.begin().await?;
                Author::objects().using(&tx).acreate(|a| a.name(&*name)).await?;
                tx.commit().await
            };
            if let Ok(done) = timeout(pause, committed).await {
                done.unwrap();
                tally.written.push(name);
            }
        }
    }
}
