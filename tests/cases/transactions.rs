//! Transactions. Django was asked inside of a transaction that its recorder opened and undid, but for the hooks.

use std::sync::{Arc, Mutex};

use queryset::{
    Atomic, ErrorKind, Result, atomic, get_rollback, on_commit, on_commit_robust, prelude::*,
    query::Lock, set_rollback,
};

use crate::{
    registry::{case, gap},
    shop::{Account, Book},
};

case!(select_for_update(db) {
    atomic(async { Account::objects().select_for_update().filter(|a| a.id().eq(1)).await }).await
});

case!(select_for_update_skip_locked(db) {
    let free = Account::objects().select_for_update_with(|_| Lock::new().skip_locked());
    atomic(async { free.filter(|a| a.id().eq(1)).await }).await
});

// The order makes the join that `select_related` makes there.
case!(select_for_update_of(db) {
    let books = Book::objects().filter(|b| b.id().eq(1)).order_by(|b| b.contact().name());
    let both = books.select_for_update_with(|b| Lock::new().of(&b).of(&b.contact()));
    atomic(async { both.await }).await
});

gap!(select_for_update_nullable_join_pg on [Postgres]: "the same error, but nothing is sent, so that the transaction goes on");
case!(select_for_update_nullable_join_pg(db) {
    let books = Book::objects().order_by(|b| b.publisher().name()).select_for_update();
    atomic(async { books.await }).await
});

/// Python's `KeyError`.
fn key_error() -> Error {
    queryset::database("key").unwrap_err()
}

/// A hook that notes that it ran.
fn note(
    log: &Arc<Mutex<Vec<&'static str>>>,
    what: &'static str,
) -> impl Future<Output = ()> + Send + 'static {
    let log = log.clone();
    async move { log.lock().unwrap().push(what) }
}

case!(atomic_rollback_inner(db) {
    atomic(async {
        let before = Account::objects().acount().await?;
        let inner: Result<()> = atomic(async {
            Account::objects().acreate(|a| a.owner("t1")).await?;
            Err(key_error())
        })
        .await;
        assert_eq!(inner.unwrap_err().kind(), ErrorKind::NoDatabase);
        Ok(Account::objects().acount().await? - before)
    })
    .await
});

case!(atomic_savepoint_false_poisons_outer(db) {
    atomic(async {
        atomic(async {
            let inner = Atomic::new().without_savepoint().run(async { Err::<(), _>(key_error()) });
            assert!(inner.await.is_err());
            let poisoned = get_rollback();
            // Django undoes the block in silence; here it must be told to.
            set_rollback(false)?;
            set_rollback(true)?;
            poisoned
        })
        .await
    })
    .await
});

case!(atomic_durable_nested_error(db) {
    atomic(async { Atomic::new().durable().run(async { Ok(()) }).await }).await
});

case!(savepoint_api(db) {
    atomic(async {
        let created = async {
            Account::objects().acreate(|a| a.owner("sp")).await?;
            set_rollback(true)
        };
        atomic(created).await?;
        Account::objects().filter(|a| a.owner().eq("sp")).aexists().await
    })
    .await
});

case!(on_commit_order_and_rollback(db) {
    let log = Arc::default();
    atomic(async {
        on_commit(note(&log, "a")).await?;
        let lost: Result<()> = atomic(async {
            on_commit(note(&log, "lost")).await?;
            Err(key_error())
        })
        .await;
        assert!(lost.is_err());
        atomic(async { on_commit(note(&log, "b")).await }).await?;
        log.lock().unwrap().push("before commit");
        Ok(())
    })
    .await?;
    Ok(log.lock().unwrap().clone())
});

case!(on_commit_no_transaction_immediate(db) {
    let log = Arc::new(Mutex::new(Vec::new()));
    let ran = log.clone();
    on_commit(async move { ran.lock().unwrap().push(1) }).await?;
    Ok(log.lock().unwrap().clone())
});

case!(on_commit_robust(db) {
    let log = Arc::default();
    atomic(async {
        on_commit_robust(async { Err::<(), _>("division by zero") }).await?;
        on_commit(note(&log, "ran")).await
    })
    .await?;
    Ok(log.lock().unwrap().clone())
});
