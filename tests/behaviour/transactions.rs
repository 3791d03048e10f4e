//! `atomic`: what is kept, what is undone, and what a block in which something failed still does.

use std::{
    panic::AssertUnwindSafe,
    sync::atomic::{AtomicU32, Ordering::SeqCst},
    time::Duration,
};

use futures::FutureExt;
use queryset::{
    Atomic, Transaction, atomic, dialect::Isolation, get_rollback, prelude::*, set_rollback,
};

use crate::{law::law, support::library::Publisher};

/// An application's own error.
#[derive(Debug)]
enum Refusal {
    SoldOut,
    Database(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Database(error)
    }
}

async fn add(name: &str) -> queryset::Result<Publisher> {
    Publisher::objects().acreate(|p| p.name(name)).await
}

async fn names() -> Vec<String> {
    Publisher::objects().values_list(|p| p.name()).await.unwrap()
}

/// Fails in the database: the name is taken.
async fn add_twice(name: &str) -> queryset::Result<Publisher> {
    add(name).await?;
    add(name).await
}

law! {
    what_an_atomic_did_is_there_when_it_is_over(db) {
        let apress = atomic(async {
            let added = add("Apress").await?;
            assert_eq!(Publisher::objects().acount().await?, 1);
            Ok(added)
        })
        .await
        .unwrap();
        assert_eq!(Publisher::objects().aget(|p| p.name().eq("Apress")).await.unwrap(), apress);
    }
}

law! {
    an_error_in_an_atomic_undoes_it(db) {
        let outcome: Result<(), _> = atomic(async {
            let mut added = add("Apress").await?;
            added.name = "Other".into();
            added.asave().await?;
            Publisher::objects().aget(|p| p.name().eq("Nobody")).await.map(drop)
        })
        .await;
        assert!(outcome.unwrap_err().is_does_not_exist());
        assert!(names().await.is_empty());
    }
}

law! {
    an_atomic_has_the_error_type_of_the_application_where_it_has_one(db) {
        async fn reserve(seats: i32) -> Result<i32, Refusal> {
            let left = Atomic::new().error::<Refusal>().run(async {
                add("Apress").await?;
                if seats == 0 {
                    return Err(Refusal::SoldOut);
                }
                Ok(seats - 1)
            });
            left.await
        }
        assert!(matches!(reserve(0).await, Err(Refusal::SoldOut)));
        assert!(names().await.is_empty());
        assert_eq!(reserve(3).await.unwrap(), 2);
        assert!(matches!(reserve(3).await, Err(Refusal::Database(it)) if it.is_unique_violation()));
    }
}

law! {
    a_panic_in_an_atomic_undoes_it(db) {
        let body = atomic(async {
            add("Apress").await?;
            atomic(async {
                add("Manning").await?;
                if names().await.len() == 2 { std::panic::resume_unwind(Box::new("wanted")) }
                Ok(())
            }).await
        });
        assert!(AssertUnwindSafe(body).catch_unwind().await.is_err());
        assert!(names().await.is_empty());
    }
}

law! {
    an_atomic_that_is_dropped_is_undone(db) {
        let body = atomic(async {
            add("Apress").await?;
            tokio::time::sleep(Duration::from_mins(1)).await;
            Ok(())
        });
        assert!(tokio::time::timeout(Duration::from_millis(100), body).await.is_err());
        assert!(names().await.is_empty());
        atomic(async { add("Apress").await }).await.unwrap();
    }
}

law! {
    an_inner_block_that_fails_is_undone_alone(db) {
        atomic(async {
            add("Apress").await?;
            let inner: queryset::Result<()> = atomic(async {
                add("Manning").await?;
                Err(Publisher::objects().aget(|p| p.id().eq(0)).await.unwrap_err())
            })
            .await;
            assert!(inner.unwrap_err().is_does_not_exist());
            add("OReilly").await
        })
        .await
        .unwrap();
        assert_eq!(names().await, ["Apress", "OReilly"]);
    }
}

law! {
    a_database_error_in_an_inner_block_leaves_the_outer_one_good(db) {
        atomic(async {
            add("Apress").await?;
            for _ in 0..3 {
                let inner = atomic(add_twice("Manning")).await;
                assert!(inner.unwrap_err().is_unique_violation());
                assert_eq!(names().await, ["Apress"]);
            }
            atomic(async { atomic(add("OReilly")).await }).await
        })
        .await
        .unwrap();
        assert_eq!(names().await, ["Apress", "OReilly"]);
    }
}

law! {
    an_inner_block_goes_with_the_outer_one(db) {
        let outcome: queryset::Result<()> = atomic(async {
            atomic(add("Apress")).await?;
            assert_eq!(names().await, ["Apress"]);
            add_twice("Manning").await.map(drop)
        })
        .await;
        assert!(outcome.unwrap_err().is_unique_violation());
        assert!(names().await.is_empty());
    }
}

law! {
    an_inner_block_that_is_dropped_is_undone_before_anything_else(db) {
        atomic(async {
            add("Apress").await?;
            let inner = atomic(async {
                add("Manning").await?;
                atomic(async {
                    add("Packt").await?;
                    tokio::time::sleep(Duration::from_mins(1)).await;
                    Ok(())
                }).await
            });
            assert!(tokio::time::timeout(Duration::from_millis(100), inner).await.is_err());
            assert_eq!(names().await, ["Apress"]);
            atomic(add("OReilly")).await
        })
        .await
        .unwrap();
        assert_eq!(names().await, ["Apress", "OReilly"]);
    }
}

law! {
    a_swallowed_database_error_leaves_a_block_good_for_nothing(db) {
        let outcome: queryset::Result<()> = atomic(async {
            let swallowed = add_twice("Apress").await.unwrap_err();
            assert!(swallowed.is_unique_violation());
            assert!(get_rollback()?);
            let refused = Publisher::objects().acount().await.unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::TransactionClosed);
            assert!(refused.to_string().contains("atomic"), "{refused}");
            assert_eq!(add("Manning").await.unwrap_err().kind(), ErrorKind::TransactionClosed);
            assert_eq!(atomic(add("Manning")).await.unwrap_err().kind(), ErrorKind::TransactionClosed);
            Ok(())
        })
        .await;
        let error = outcome.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TransactionClosed);
        assert!(error.to_string().contains("swallowed"), "{error}");
        let cause = std::error::Error::source(&error).unwrap().downcast_ref::<Error>().unwrap();
        assert!(cause.is_unique_violation());
        assert!(names().await.is_empty());
        atomic(add("Apress")).await.unwrap();
    }
}

law! {
    an_error_that_no_database_gave_leaves_a_block_as_it_was(db) {
        atomic(async {
            assert!(Publisher::objects().aget(|p| p.id().eq(0)).await.is_err());
            assert!(Publisher::objects().all().slice(..1).filter(|p| p.id().eq(1)).await.is_err());
            assert!(!get_rollback()?);
            add("Apress").await
        })
        .await
        .unwrap();
        assert_eq!(names().await, ["Apress"]);
    }
}

law! {
    a_swallowed_database_error_ends_an_explicit_transaction_too(db) {
        let add = |tx: &Transaction| Publisher::objects().using(tx).acreate(|p| p.name("Apress"));
        let tx = db.begin().await.unwrap();
        add(&tx).await.unwrap();
        assert!(add(&tx).await.unwrap_err().is_unique_violation());
        let refused = Publisher::objects().using(&tx).acount().await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::TransactionClosed);
        assert_eq!(tx.commit().await.unwrap_err().kind(), ErrorKind::TransactionClosed);
        assert!(names().await.is_empty());
    }
}

law! {
    a_block_of_an_explicit_transaction_is_undone_alone(db) {
        let tx = db.begin().await.unwrap();
        tx.atomic(add("Apress")).await.unwrap();
        assert!(tx.atomic(add_twice("Manning")).await.unwrap_err().is_unique_violation());
        let inside = Atomic::new().using(&tx).run(async {
            // Named or not, the query belongs to the innermost block.
            Publisher::objects().using(&tx).acreate(|p| p.name("OReilly")).await?;
            Ok(names().await)
        });
        assert_eq!(inside.await.unwrap(), ["Apress", "OReilly"]);
        tx.commit().await.unwrap();
        assert_eq!(names().await, ["Apress", "OReilly"]);
    }
}

law! {
    a_failure_without_a_savepoint_dooms_the_block_outside(db) {
        let outcome: queryset::Result<()> = atomic(async {
            let merged = || Atomic::new().without_savepoint();
            merged().run(add("Apress")).await?;
            assert!(!get_rollback()?);
            let failed: queryset::Result<()> = merged().run(async {
                Publisher::objects().aget(|p| p.id().eq(0)).await.map(drop)
            }).await;
            assert!(failed.unwrap_err().is_does_not_exist());
            assert!(get_rollback()?);
            assert_eq!(add("Manning").await.unwrap_err().kind(), ErrorKind::TransactionClosed);
            Ok(())
        })
        .await;
        assert_eq!(outcome.unwrap_err().kind(), ErrorKind::TransactionClosed);
        assert!(names().await.is_empty());
    }
}

law! {
    a_durable_block_is_the_outermost_one(db) {
        Atomic::new().durable().run(add("Apress")).await.unwrap();
        let inside = atomic(async { Atomic::new().durable().run(add("Manning")).await }).await;
        let error = inside.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TransactionMisuse);
        assert_eq!(error.to_string().matches("transactions.rs").count(), 2, "{error}");
        assert_eq!(names().await, ["Apress"]);
    }
}

law! {
    a_block_can_be_told_to_undo_itself(db) {
        let seen = atomic(async {
            add("Apress").await?;
            let inner = atomic(async {
                add("Manning").await?;
                let seen = names().await.len();
                set_rollback(true)?;
                Ok(seen)
            });
            assert_eq!(inner.await?, 2);
            assert!(!get_rollback()?);
            Ok(names().await)
        });
        assert_eq!(seen.await.unwrap(), ["Apress"]);
        let dry = atomic(async {
            add("OReilly").await?;
            set_rollback(true)?;
            assert_eq!(Publisher::objects().acount().await.unwrap_err().kind(), ErrorKind::TransactionClosed);
            set_rollback(false)?;
            assert_eq!(names().await.len(), 2);
            set_rollback(true)
        });
        dry.await.unwrap();
        assert_eq!(names().await, ["Apress"]);
        assert_eq!(get_rollback().unwrap_err().kind(), ErrorKind::TransactionMisuse);
        assert_eq!(set_rollback(true).unwrap_err().kind(), ErrorKind::TransactionMisuse);
    }
}

law! {
    a_read_only_transaction_refuses_writes_and_leaves_the_connection_writable(db) {
        add("Apress").await.unwrap();
        let seen = Atomic::new().read_only().run(async { Ok(names().await) }).await.unwrap();
        assert_eq!(seen, ["Apress"]);
        for dropped in [false, true] {
            let writing = Atomic::new().read_only().run(async {
                let refused = add("Manning").await.unwrap_err();
                assert_eq!(refused.kind(), ErrorKind::Database, "{refused:?}");
                if dropped { tokio::time::sleep(Duration::from_mins(1)).await }
                Err::<(), _>(refused)
            });
            let ended = tokio::time::timeout(Duration::from_millis(100), writing).await;
            assert_eq!(ended.is_err(), dropped);
        }
        for name in ["Manning", "OReilly", "Packt"] {
            add(name).await.unwrap();
        }
        let inside = atomic(async { Atomic::new().read_only().run(async { Ok(()) }).await }).await;
        assert_eq!(inside.unwrap_err().kind(), ErrorKind::TransactionMisuse);
    }
}

law! {
    a_repeatable_read_sees_what_was_there_when_it_began(db, |on| on.connections > 1) {
        for (level, more) in [(Isolation::ReadCommitted, 1), (Isolation::RepeatableRead, 0)] {
            // Read-only, so that SQLite lets the other one write; it shows a snapshot at any level.
            let reading = Atomic::new().isolation(level).read_only().run(async {
                let before = Publisher::objects().acount().await?;
                queryset::spawn(async move { add(&format!("{level:?}")).await }).await.unwrap()?;
                Ok(Publisher::objects().acount().await? - before)
            });
            let expected = if db.dialect() == Dialect::Sqlite { 0 } else { more };
            assert_eq!(reading.await.unwrap(), expected, "{level:?}");
        }
    }
}

law! {
    /// The futures keep nothing of the handle that they were made with.
    a_scope_and_a_block_can_be_spawned(db) {
        let task = { let db = db.clone(); tokio::spawn(db.scope(async { Publisher::objects().acount().await })) };
        assert_eq!(task.await.unwrap().unwrap(), 0);
        let task = { let db = db.clone(); tokio::spawn(db.atomic(async { Publisher::objects().acreate(|p| p.name("x")).await })) };
        task.await.unwrap().unwrap();
        let tx = db.begin().await.unwrap();
        assert_eq!(tokio::spawn(tx.atomic(async { Publisher::objects().acount().await })).await.unwrap().unwrap(), 1);
        tx.commit().await.unwrap();
    }
}

law! {
    a_level_of_isolation_is_said_where_a_transaction_begins(db) {
        let inside = atomic(async {
            Atomic::new().isolation(Isolation::Serializable).run(async { Ok(()) }).await
        });
        assert_eq!(inside.await.unwrap_err().kind(), ErrorKind::TransactionMisuse);
    }
}

law! {
    transactions_that_are_in_each_others_way_are_tried_again(db) {
        add("0").await.unwrap();
        let increment = |times: i32| queryset::spawn(async move {
            for _ in 0..times {
                let strict = Atomic::new().isolation(Isolation::Serializable).retries(100);
                strict.run(async || {
                    let row = Publisher::objects().aget(|p| p.id().gt(0)).await?;
                    tokio::task::yield_now().await;
                    let next = row.name.parse::<i32>().unwrap() + 1;
                    Publisher::objects().aupdate(|p| p.name().set(next.to_string())).await
                })
                .await
                .unwrap();
            }
        });
        futures::future::join_all((0..4).map(|_| increment(5))).await.into_iter().for_each(Result::unwrap);
        assert_eq!(names().await, ["20"]);
    }
}

law! {
    only_a_conflict_is_tried_again(db) {
        let tried = AtomicU32::new(0);
        let outcome = Atomic::new().error::<Refusal>().retries(5).run(async || {
            tried.fetch_add(1, SeqCst);
            add_twice("Apress").await?;
            Ok(())
        });
        assert!(matches!(outcome.await, Err(Refusal::Database(it)) if it.is_unique_violation()));
        assert_eq!(tried.load(SeqCst), 1);
    }
}

law! {
    a_block_on_a_database_has_the_queries_that_name_none(db) {
        let other = Database::builder("sqlite::memory:").alias("books").connect().await.unwrap().register();
        queryset::schema::models([Publisher::meta(), crate::support::library::City::meta()])
            .create_on(&other)
            .await
            .unwrap();
        other.atomic(add("Apress")).await.unwrap();
        let failed = Atomic::new().using("books").run(add_twice("Manning")).await;
        assert!(failed.unwrap_err().is_unique_violation());
        assert!(names().await.is_empty());
        assert_eq!(other.scope(names()).await, ["Apress"]);
        // A block of each: the query goes to that of its database.
        let both = atomic(async {
            add("OReilly").await?;
            other.atomic(async {
                add("Manning").await?;
                Publisher::objects().using(&db).acreate(|p| p.name("Packt")).await
            }).await?;
            Err::<(), _>(Publisher::objects().aget(|p| p.id().eq(0)).await.unwrap_err())
        });
        assert!(both.await.unwrap_err().is_does_not_exist());
        assert!(names().await.is_empty());
        assert_eq!(other.scope(names()).await, ["Apress", "Manning"]);
    }
}
