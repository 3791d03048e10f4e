//! The statements that a future sends.

use queryset::{
    atomic,
    prelude::*,
    testing::{CapturedQuery, assert_num_queries, captured},
};

use crate::{
    library::{Author, Book},
    place::{made, selected},
    server::Server,
};

async fn on_each(test: impl AsyncFn()) {
    for server in selected() {
        let made = made(server, "captured").await;
        made.database().scope(Box::pin(test())).await;
    }
}

#[tokio::test]
async fn statements_are_captured_with_their_values_in_their_order() {
    on_each(async || {
        let (id, queries) = captured(async {
            let author = Author::objects().acreate(|a| a.name("Ann")).await.unwrap();
            Book::objects().filter(|b| b.pages().gt(7)).acount().await.unwrap();
            author.id
        })
        .await;
        assert_eq!(id, 1);
        let starts: Vec<_> = queries.iter().map(|it| it.sql.split(' ').next().unwrap()).collect();
        assert_eq!(starts, ["INSERT", "SELECT"]);
        assert!(format!("{:?}", queries[0].values).contains("Ann"));
        assert_eq!(queries[1].values.len(), 1);
        assert_eq!(&*queries[0].alias, "default");
        assert!(queries[0].to_string().contains("Ann"));
    })
    .await;
}

#[tokio::test]
async fn futures_of_one_task_are_heard_and_spawned_tasks_are_not() {
    on_each(async || {
        let count = || Author::objects().all().acount();
        let ((), queries) = captured(async {
            let (one, two) = futures::join!(count(), count());
            assert_eq!((one.unwrap(), two.unwrap()), (0, 0));
            queryset::spawn(count()).await.unwrap().unwrap();
        })
        .await;
        assert_eq!(queries.len(), 2);
        let ((), queries) = captured(async {}).await;
        assert!(queries.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_opens_and_ends_transactions_and_savepoints_counts() {
    on_each(async || {
        let (_, queries) = captured(atomic(async {
            atomic(async { Author::objects().acount().await }).await?;
            Author::objects().acreate(|a| a.name("Ann")).await
        }))
        .await;
        let brackets: Vec<_> = queries.iter().map(CapturedQuery::is_transaction).collect();
        assert_eq!(brackets, [true, true, false, true, false, true]);
        assert!(queries[0].sql.starts_with("BEGIN") && &*queries[5].sql == "COMMIT");
        assert!(queries[1].sql.starts_with("SAVEPOINT") && queries[3].sql.starts_with("RELEASE"));
    })
    .await;
}

#[tokio::test]
async fn a_statement_that_fails_counts() {
    on_each(async || {
        let ((), queries) = captured(async {
            let raw = Author::objects().raw("SELECT id FROM nowhere");
            assert!(raw.await.is_err());
        })
        .await;
        assert_eq!(queries.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_captured_inside_is_captured_outside_too() {
    on_each(async || {
        let count = || Author::objects().all().acount();
        let (inner, outer) = captured(async {
            count().await.unwrap();
            assert_num_queries(2, async { (count().await, count().await) }).await.0.unwrap();
            captured(count()).await.1
        })
        .await;
        assert_eq!((inner.len(), outer.len()), (1, 4));
    })
    .await;
}

#[tokio::test]
async fn a_wrong_number_of_statements_panics_with_a_list_of_them() {
    if !Server::Sqlite.is_selected() {
        return;
    }
    let test = made(Server::Sqlite, "captured").await;
    let db = test.database().clone();
    let counted = tokio::spawn(async move {
        assert_num_queries(1, async {
            Author::objects().using(&db).acount().await.unwrap();
            Author::objects().using(&db).filter(|a| a.name().eq("Ann")).aexists().await.unwrap()
        })
        .await
    });
    let panic = counted.await.unwrap_err().into_panic();
    let message = panic.downcast_ref::<String>().unwrap();
    assert!(message.contains("captured.rs"), "{message}");
    assert!(
        message.contains("2 statements were sent where 1 were expected\n1. SELECT COUNT(*)"),
        "{message}"
    );
    assert!(message.contains("\n2. SELECT 1") && message.contains("Ann"), "{message}");
}
