//! The server ends the connection in the middle of a transaction.

use queryset::{atomic, on_commit, prelude::*};

use crate::{
    bank::{Account, Bank, START, change},
    place::Server,
    runtime,
};

#[test]
fn a_connection_cut_in_a_transaction_is_told_and_undone_on_postgres() {
    runtime().block_on(cut(Server::Postgres));
}

#[test]
fn a_connection_cut_in_a_transaction_is_told_and_undone_on_mysql() {
    runtime().block_on(cut(Server::Mysql));
}

async fn cut(server: Server) {
    let Some(bank) = Bank::open(server, 3).await else { return };
    bank.db
        .scope(async {
            between_two_statements(&bank).await;
            before_the_commit(&bank).await;
            inside_of_a_part(&bank).await;
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
    assert!(outcome.is_err());
    is_as_it_was(bank).await;
}

/// The next query works, and finds that nothing happened.
async fn is_as_it_was(bank: &Bank) {
    let balances = Account::objects().values_list(|a| a.balance()).await.unwrap();
    assert_eq!(balances.len(), bank.accounts.len());
    assert!(balances.iter().all(|it| *it == START), "{balances:?}");
}
