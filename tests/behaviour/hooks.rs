//! `on_commit`: what runs after a commit, in which order, and what does not.

use std::sync::{Arc, Mutex};

use queryset::{Atomic, atomic, on_commit, on_commit_robust, prelude::*, set_rollback};

use crate::{law::law, support::library::Publisher};

/// What happened, in its order.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<&'static str>>>);

impl Log {
    fn add(&self, what: &'static str) {
        self.0.lock().unwrap().push(what);
    }

    /// A hook that adds to the log.
    fn hook(&self, what: &'static str) -> impl Future<Output = ()> + Send + 'static {
        let log = self.clone();
        async move { log.add(what) }
    }

    fn is(&self, expected: &[&str]) {
        assert_eq!(*self.0.lock().unwrap(), expected);
    }
}

fn panicking() -> impl Future<Output = ()> {
    futures::future::lazy(|_| std::panic::resume_unwind(Box::new("wanted")))
}

fn failure() -> Error {
    queryset::database("nowhere").unwrap_err()
}

law! {
    hooks_run_in_order_after_the_outermost_commit_and_go_with_their_savepoint(db) {
        let log = Log::default();
        atomic(async {
            on_commit(log.hook("a")).await?;
            let inner: queryset::Result<()> = atomic(async {
                on_commit(log.hook("lost")).await?;
                atomic(async { on_commit(log.hook("lost too")).await }).await?;
                Err(failure())
            }).await;
            assert!(inner.is_err());
            atomic(async { on_commit(log.hook("b")).await }).await?;
            Atomic::new().without_savepoint().run(async { on_commit(log.hook("c")).await }).await?;
            log.add("before commit");
            Ok(())
        })
        .await
        .unwrap();
        log.is(&["before commit", "a", "b", "c"]);
    }
}

law! {
    hooks_of_what_is_not_committed_do_not_run(db) {
        let log = Log::default();
        let failed: queryset::Result<()> = atomic(async { on_commit(log.hook("failed")).await?; Err(failure()) }).await;
        assert!(failed.is_err());
        atomic(async { on_commit(log.hook("undone")).await?; set_rollback(true) }).await.unwrap();
        let swallowed = atomic(async {
            on_commit(log.hook("swallowed")).await?;
            let apress = async || Publisher::objects().acreate(|p| p.name("Apress")).await;
            apress().await?;
            assert!(apress().await.is_err());
            Ok(())
        });
        assert!(swallowed.await.is_err());
        let waiting = atomic(async { on_commit(log.hook("dropped")).await?; futures::future::pending::<queryset::Result<()>>().await });
        assert!(tokio::time::timeout(std::time::Duration::from_millis(50), waiting).await.is_err());
        let tx = db.begin().await.unwrap();
        tx.on_commit(log.hook("rolled back"));
        tx.rollback().await.unwrap();
        log.is(&[]);
    }
}

law! {
    a_hook_outside_of_a_transaction_runs_at_once(db) {
        let log = Log::default();
        on_commit(log.hook("now")).await.unwrap();
        log.is(&["now"]);
        on_commit_robust(async { Err::<(), _>("never mind") }).await.unwrap();
        let error = on_commit(async { Err::<(), _>("told") }).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::CommitHook);
    }
}

law! {
    a_robust_hook_that_fails_keeps_nobody_from_running(db) {
        let log = Log::default();
        atomic(async {
            on_commit_robust(async { Err::<(), _>("broken") }).await?;
            on_commit_robust(panicking()).await?;
            on_commit(log.hook("ran")).await
        })
        .await
        .unwrap();
        log.is(&["ran"]);
    }
}

law! {
    a_hook_that_fails_is_told_after_the_commit_and_stops_the_rest(db) {
        let log = Log::default();
        let failed = atomic(async {
            Publisher::objects().acreate(|p| p.name("Apress")).await?;
            on_commit(log.hook("first")).await?;
            on_commit(async { Err::<(), _>(failure()) }).await?;
            on_commit(log.hook("never")).await
        });
        let error = failed.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::CommitHook);
        let cause = std::error::Error::source(&error).unwrap().downcast_ref::<Error>().unwrap();
        assert_eq!(cause.kind(), ErrorKind::NoDatabase);
        log.is(&["first"]);
        assert_eq!(Publisher::objects().acount().await.unwrap(), 1);
    }
}

law! {
    a_hook_has_queries_and_transactions_of_its_own(db) {
        let log = Log::default();
        let added = log.clone();
        atomic(async {
            Publisher::objects().acreate(|p| p.name("Apress")).await?;
            on_commit(async move {
                assert_eq!(Publisher::objects().acount().await?, 1);
                atomic(async { Publisher::objects().acreate(|p| p.name("Manning")).await }).await?;
                on_commit(added.hook("inside of a hook there is no transaction")).await
            })
            .await
        })
        .await
        .unwrap();
        log.is(&["inside of a hook there is no transaction"]);
        assert_eq!(Publisher::objects().acount().await.unwrap(), 2);
    }
}

law! {
    hooks_of_an_explicit_transaction_run_after_its_commit(db) {
        let log = Log::default();
        let tx = db.begin().await.unwrap();
        tx.on_commit(log.hook("a"));
        tx.on_commit_robust(async { Err::<(), _>("broken") });
        tx.atomic(async { on_commit(log.hook("b")).await }).await.unwrap();
        log.is(&[]);
        tx.commit().await.unwrap();
        log.is(&["a", "b"]);
    }
}
