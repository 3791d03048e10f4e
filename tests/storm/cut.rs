//! The server ends the connection in the middle of a transaction.

use futures::{Stream, TryStreamExt};
use queryset::{RawQuerySet, Transaction, atomic, on_commit, prelude::*};

use crate::{
    bank::{Account, Bank, START, change},
    place::Server,
    runtime,
};

trial!(a_connection_cut_in_a_transaction_is_told_and_undone on Postgres, Mysql);
fn a_connection_cut_in_a_transaction_is_told_and_undone(server: Server) {
    runtime().block_on(cut(server));
}

async fn cut(server: Server) {
    let bank = Bank::open(server, 3).await;
    bank.db
        .scope(async {
            between_two_statements(&bank).await;
            before_the_commit(&bank).await;
            inside_of_a_part(&bank).await;
            in_an_explicit_transaction(&bank).await;
            before_an_explicit_end(&bank).await;
            in_a_stream(&bank).await;
            between_the_chunks_of_a_cursor(&bank).await;
            in_a_stream_outside_of_a_transaction(&bank).await;
        })
        .await;
    bank.check_transactions().await;
    bank.close().await;
}

async fn between_two_statements(bank: &Bank) {
    let outcome = atomic(async {
        on_commit(async { Err::<(), _>("nothing is committed") }).await?;
        change(bank.accounts[0], -1).await?;
        bank.cut().await;
        change(bank.accounts[1], 1).await
    });
    let error = outcome.await.unwrap_err();
    assert!(error.is_connection_error(), "{error:?}");
    assert!(error.to_string().contains("UPDATE"), "{error}");
    is_as_it_was(bank).await;
}

async fn before_the_commit(bank: &Bank) {
    let outcome = atomic(async {
        change(bank.accounts[0], -1).await?;
        bank.cut().await;
        Ok(())
    });
    let error = outcome.await.unwrap_err();
    assert!(error.is_connection_error(), "{error:?}");
    is_as_it_was(bank).await;
}

async fn inside_of_a_part(bank: &Bank) {
    let outcome: queryset::Result<()> = atomic(async {
        change(bank.accounts[0], -1).await?;
        let part = atomic(async {
            bank.cut().await;
            change(bank.accounts[1], 1).await
        });
        assert!(part.await.unwrap_err().is_connection_error());
        let later = change(bank.accounts[2], 1).await.unwrap_err();
        assert_eq!(later.kind(), ErrorKind::TransactionClosed);
        assert!(later.to_string().contains("connection"), "{later}");
        Ok(())
    })
    .await;
    is_told_of_the_connection(outcome);
    is_as_it_was(bank).await;
}

async fn in_an_explicit_transaction(bank: &Bank) {
    let tx = bank.db.begin().await.unwrap();
    tx.on_commit(async { Err::<(), _>("nothing is committed") });
    change_in(&tx, bank.accounts[0], -1).await.unwrap();
    bank.cut().await;
    let error = change_in(&tx, bank.accounts[1], 1).await.unwrap_err();
    assert!(error.is_connection_error() && error.to_string().contains("UPDATE"), "{error:?}");
    let later = change_in(&tx, bank.accounts[2], 1).await.unwrap_err();
    assert_eq!(later.kind(), ErrorKind::TransactionClosed);
    assert!(later.to_string().contains("connection"), "{later}");
    let error = tx.commit().await.unwrap_err();
    assert!(error.to_string().contains("connection"), "{error}");
    is_as_it_was(bank).await;
}

/// Its end is the first to meet the cut: a commit says so, and what was undone by the server needs no other end.
async fn before_an_explicit_end(bank: &Bank) {
    let changed = async || {
        let tx = bank.db.begin().await.unwrap();
        change_in(&tx, bank.accounts[0], -1).await.unwrap();
        bank.cut().await;
        tx
    };
    let error = changed().await.commit().await.unwrap_err();
    assert!(error.is_connection_error(), "{error:?}");
    is_as_it_was(bank).await;
    let error = changed().await.rollback().await.unwrap_err();
    assert!(error.is_connection_error(), "{error:?}");
    is_as_it_was(bank).await;
    drop(changed().await);
    is_as_it_was(bank).await;
}

async fn in_a_stream(bank: &Bank) {
    let outcome = atomic(async {
        change(bank.accounts[0], -1).await?;
        let mut stream = many().aiterator();
        assert!(stream.try_next().await?.is_some());
        bank.cut().await;
        ends_with_the_connection(stream).await;
        let later = change(bank.accounts[2], 1).await.unwrap_err();
        assert_eq!(later.kind(), ErrorKind::TransactionClosed);
        Err::<(), _>(later)
    });
    is_told_of_the_connection(outcome.await);
    is_as_it_was(bank).await;
    // Whoever wants the connection reads the rest of the stream, and is the first to meet the cut.
    let outcome = atomic(async {
        change(bank.accounts[0], -1).await?;
        let mut stream = many().aiterator();
        assert!(stream.try_next().await?.is_some());
        bank.cut().await;
        let error = change(bank.accounts[2], 1).await.unwrap_err();
        assert!(error.to_string().contains("connection"), "{error}");
        ends_with_the_connection(stream).await;
        Ok(())
    });
    is_told_of_the_connection(outcome.await);
    is_as_it_was(bank).await;
}

async fn between_the_chunks_of_a_cursor(bank: &Bank) {
    let outcome = atomic(async {
        change(bank.accounts[0], -1).await?;
        let mut stream = many().aiterator_with(100);
        assert!(stream.try_next().await?.is_some());
        bank.cut().await;
        ends_with_the_connection(stream).await;
        Ok(())
    });
    is_told_of_the_connection(outcome.await);
    is_as_it_was(bank).await;
}

async fn in_a_stream_outside_of_a_transaction(bank: &Bank) {
    let mut stream = many().aiterator();
    assert!(stream.try_next().await.unwrap().is_some());
    bank.cut().await;
    ends_with_the_connection(stream).await;
    is_as_it_was(bank).await;
}

/// The block was ended by the cut, and says so.
fn is_told_of_the_connection(outcome: queryset::Result<()>) {
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TransactionClosed, "{error:?}");
    assert!(error.to_string().contains("connection"), "{error}");
}

/// More rows than are under way at once.
fn many() -> RawQuerySet<Account> {
    Account::objects().raw(
        "SELECT a.id, a.balance FROM storm_account a CROSS JOIN storm_account b CROSS JOIN storm_account c \
         CROSS JOIN storm_account d CROSS JOIN storm_account e",
    )
}

/// What had arrived is given; then comes the error, and nothing after it.
async fn ends_with_the_connection(
    mut stream: impl Stream<Item = queryset::Result<Account>> + Unpin,
) {
    let mut count = 1;
    let error = loop {
        match stream.try_next().await {
            Ok(Some(_)) => count += 1,
            Ok(None) => panic!("the stream ended after {count} rows as if nothing were wrong"),
            Err(error) => break error,
        }
    };
    assert!(error.is_connection_error(), "{error:?}");
    assert!(count < 12_i32.pow(5));
    assert!(stream.try_next().await.unwrap().is_none());
}

async fn change_in(tx: &Transaction, account: i64, by: i64) -> queryset::Result<()> {
    let row = Account::objects().using(tx).filter(|a| a.id().eq(account));
    row.aupdate(|a| a.balance().set(a.balance() + by)).await.map(drop)
}

/// The next query works, and finds that nothing happened.
async fn is_as_it_was(bank: &Bank) {
    let balances = Account::objects().values_list(|a| a.balance()).await.unwrap();
    assert_eq!(balances.len(), bank.accounts.len());
    assert!(balances.iter().all(|it| *it == START), "{balances:?}");
}
