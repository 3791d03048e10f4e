//! Transactions and bulk writes that are in each other's way, wherever in them it happens.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

use futures::future::{join_all, try_join};
use queryset::{Atomic, atomic, prelude::*};
use tokio::sync::Barrier;

use crate::{
    constraints::Account,
    law::law,
    support::library::{Author, City},
};

/// Something that has a savepoint of its own.
#[derive(Clone, Copy, Debug)]
enum Inner {
    Block,
    BlockInBlock,
    BulkUpdate,
    BulkUpsert,
    UpdateOrCreate,
}

/// Sets the altitude of a city.
async fn set(db: &Database, inner: Inner, code: &str, altitude: i32) -> queryset::Result<()> {
    let city = City { code: code.into(), altitude: Some(altitude) };
    let update =
        || City::objects().filter(|c| c.code().eq(code)).aupdate(|c| c.altitude().set(altitude));
    match inner {
        Inner::Block => atomic(async { update().await.map(drop) }).await,
        Inner::BlockInBlock => {
            atomic(async { atomic(async { update().await.map(drop) }).await }).await
        }
        Inner::BulkUpdate => {
            City::objects().abulk_update([&city], |c| c.altitude()).await.map(drop)
        }
        Inner::BulkUpsert => {
            let adding = City::objects().abulk_create([city]).update_conflicts(|c| c.altitude());
            if db.capability().conflict_targets {
                adding.unique_fields(|c| c.code()).await.map(drop)
            } else {
                adding.await.map(drop)
            }
        }
        Inner::UpdateOrCreate => City::objects()
            .aupdate_or_create_with(
                |c| c.code(code),
                |c| c.altitude().set(altitude),
                |c| c.altitude(altitude),
            )
            .await
            .map(drop),
    }
}

/// Two transactions that want the same two rows in opposite orders, the second one inside of a savepoint.
async fn cross(db: &Database, inner: Inner) {
    for code in ["a", "b"] {
        City { code: code.into(), altitude: Some(0) }.asave().await.unwrap();
    }
    let (runs, met) = (AtomicU32::new(0), Barrier::new(2));
    let both_can_be_open = db.capability().row_locks && db.status().max_connections > 1;
    let cross = |first: &'static str, second: &'static str, altitude: i32| {
        let (runs, met) = (&runs, &met);
        async move {
            let body = async || {
                set(db, Inner::Block, first, altitude).await?;
                if runs.fetch_add(1, SeqCst) < 2 && both_can_be_open {
                    met.wait().await;
                }
                set(db, inner, second, altitude).await
            };
            Atomic::new().retries(5).run(body).await
        }
    };
    try_join(cross("a", "b", 1), cross("b", "a", 2)).await.expect("one of them is tried again");
    let altitudes = City::objects().values_list(|c| c.altitude()).await.unwrap();
    assert_eq!(altitudes[0], altitudes[1], "{inner:?}");
    assert_eq!(runs.load(SeqCst) > 2, both_can_be_open, "{inner:?}");
}

law! {
    a_conflict_inside_of_a_savepoint_is_tried_again(db) {
        for inner in [Inner::Block, Inner::BlockInBlock, Inner::UpdateOrCreate] {
            cross(&db, inner).await;
        }
    }
}

law! {
    a_conflict_inside_of_a_bulk_write_is_tried_again(db) {
        for inner in [Inner::BulkUpdate, Inner::BulkUpsert] {
            cross(&db, inner).await;
        }
    }
}

/// The same numbers in another order for each task and round.
fn shuffled(count: usize, task: usize) -> Vec<usize> {
    let mut numbers: Vec<_> = (0..count).collect();
    numbers.sort_by_key(|it| (it * 7_919 + task * 104_729) * 2_654_435_761 % 1_000_003);
    numbers
}

/// Accounts with the balance of their task, in the order of that task.
fn accounts(task: usize) -> Vec<Account> {
    let balance = i32::try_from(task).unwrap();
    let account = |at: usize| Account::build(|a| a.owner(format!("o{at}")).balance(balance));
    shuffled(20, task).into_iter().map(account).collect()
}

async fn upsert(db: &Database, rows: Vec<Account>) -> queryset::Result<Vec<Account>> {
    let adding = Account::objects().abulk_create(rows).update_conflicts(|a| a.balance());
    if db.capability().conflict_targets {
        adding.unique_fields(|a| (a.owner(), a.kind())).await
    } else {
        adding.await
    }
}

/// The objects have the order that they were given in, and the keys of their rows.
async fn each_is_in_its_place(db: &Database, given: &[Account], back: &[Account]) {
    let owners = |list: &[Account]| list.iter().map(|it| it.owner.clone()).collect::<Vec<_>>();
    assert_eq!(owners(given), owners(back));
    if db.capability().insert_returning {
        let keys = Account::objects().ain_bulk_all().await.unwrap();
        assert!(back.iter().all(|it| keys[&it.id].owner == it.owner));
    }
}

law! {
    upserts_of_the_same_rows_in_any_order_do_not_fail(db) {
        let tasks = (0..8).map(|task| {
            let db = db.clone();
            queryset::spawn(async move {
                for round in 0..5 {
                    let rows = accounts(task * 5 + round);
                    let back = upsert(&db, rows.clone()).await.unwrap();
                    each_is_in_its_place(&db, &rows, &back).await;
                }
            })
        });
        join_all(tasks).await.into_iter().for_each(Result::unwrap);
        let balances = Account::objects().values_list(|a| a.balance()).await.unwrap();
        assert_eq!(balances.len(), 20);
        assert!(balances.iter().all(|it| *it == balances[0]), "an upsert is one transaction: {balances:?}");
    }
}

law! {
    rows_that_others_add_in_another_order_can_be_ignored(db) {
        let tasks = (0..8).map(|task| queryset::spawn(async move {
            for round in 0..5 {
                let city = |at: usize| City { code: format!("{round}-{at}"), altitude: None };
                let cities = shuffled(20, task * 5 + round).into_iter().map(city);
                City::objects().abulk_create(cities).ignore_conflicts().await.unwrap();
            }
        }));
        join_all(tasks).await.into_iter().for_each(Result::unwrap);
        assert_eq!(City::objects().acount().await.unwrap(), 100);
    }
}

law! {
    updates_of_the_same_rows_in_any_order_do_not_fail(db) {
        let authors: Vec<_> = (0..20).map(|it| Author::build(|a| a.name(format!("a{it}")))).collect();
        let authors = Author::objects().abulk_create(authors).await.unwrap();
        let authors = if authors.iter().all(Model::is_saved) { authors } else { Author::objects().all().await.unwrap() };
        let tasks = (0..8).map(|task| {
            let authors = authors.clone();
            queryset::spawn(async move {
                for round in 0..5 {
                    let number = task * 5 + round;
                    let age = Some(i32::try_from(number).unwrap());
                    let order = shuffled(authors.len(), number);
                    let aged: Vec<_> = order.into_iter().map(|at| Author { age, ..authors[at].clone() }).collect();
                    let updated = Author::objects().abulk_update(&aged, |a| a.age()).await.unwrap();
                    assert_eq!(updated, 20);
                }
            })
        });
        join_all(tasks).await.into_iter().for_each(Result::unwrap);
        let ages = Author::objects().values_list(|a| a.age()).await.unwrap();
        assert!(ages.iter().all(|it| *it == ages[0]), "an update is one transaction: {ages:?}");
    }
}
