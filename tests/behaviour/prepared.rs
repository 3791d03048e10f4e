//! Which statements are kept prepared.
//!
//! A connection has room for a hundred; one whose text hardly comes again would push one out that does.

use queryset::{Transaction, TrustedSql, prelude::*};

use crate::{
    keys::{Room, Slot},
    law::law,
    made::{Crate, Defaults},
    support::library::{Author, City},
};

/// How many statements the server holds for the connection of a transaction, this question apart.
async fn kept(db: &Database, tx: &Transaction) -> i32 {
    let sum = "SELECT '' AS code, CAST(SUM(IF(variable_name = 'Com_stmt_prepare', variable_value, -variable_value)) AS \
               SIGNED) AS altitude";
    let of = "WHERE variable_name IN ('Com_stmt_prepare', 'Com_stmt_close')";
    let sql = match db.dialect() {
        Dialect::Postgres => {
            "SELECT '' AS code, count(*)::integer AS altitude FROM pg_prepared_statements WHERE statement NOT LIKE '%AS code%'"
                .to_owned()
        }
        Dialect::Mysql => format!("{sum} FROM performance_schema.session_status {of}"),
        _ => format!("{sum} FROM information_schema.session_status {of}"),
    };
    City::objects().raw(TrustedSql(sql)).using(tx).await.unwrap()[0].altitude.unwrap()
}

/// How many statements more are kept after this.
async fn kept_by<T>(
    db: &Database,
    tx: &Transaction,
    work: impl Future<Output = queryset::Result<T>>,
) -> i32 {
    let before = kept(db, tx).await;
    work.await.unwrap();
    kept(db, tx).await - before
}

fn can_tell(db: &Database) -> bool {
    db.dialect() != Dialect::Sqlite
}

/// How many are kept of statements that have one text where columns are arrays, and one for each power of two elsewhere.
fn either(db: &Database, of_arrays: i32, of_values: i32) -> i32 {
    if db.capability().array_parameters { of_arrays } else { of_values }
}

law! {
    /// Of lists of 3, 5, … rows nothing is kept where their number is in the text; of 4 and 8 it is.
    rows_in_bulk_are_kept_by_texts_that_come_again(db) {
        if can_tell(&db) {
            let tx = db.begin().await.unwrap();
            kept(&db, &tx).await;
            let authors = |count: i32| (0..count).map(|it| Author::build(|a| a.name(it.to_string())));
            let objects = || Author::objects().using(&tx);
            let lists = async |counts: &[i32]| {
                for count in counts {
                    let added = objects().abulk_create(authors(*count)).await?;
                    objects().abulk_update(&added, |a| a.age()).await?;
                }
                Ok(())
            };
            assert_eq!(kept_by(&db, &tx, lists(&[3, 5, 6, 7, 9, 63])).await, either(&db, 2, 0));
            assert_eq!(kept_by(&db, &tx, lists(&[4, 8, 4, 8, 4])).await, either(&db, 0, 4));
            let sized = async {
                for _ in 0..3 {
                    objects().abulk_create(authors(31)).batch_size(10).await?;
                }
                Ok(())
            };
            assert_eq!(kept_by(&db, &tx, sized).await, either(&db, 0, 2), "of 10, and of the one that is left");
            tx.rollback().await.unwrap();
        }
    }
}

law! {
    /// With a default here and a value there a text is one of very many.
    rows_that_leave_out_different_columns_are_not_kept(db) {
        if can_tell(&db) {
            let tx = db.begin().await.unwrap();
            kept(&db, &tx).await;
            let mixed = async {
                for count in [2, 4, 8, 100] {
                    let rows = (0..count).map(|it| match it % 2 {
                        0 => Crate::build(|c| c.width(it)),
                        _ => Crate::build(|c| c.width(it).height(2)),
                    });
                    Crate::objects().using(&tx).abulk_create(rows).await?;
                }
                Ok(())
            };
            assert_eq!(kept_by(&db, &tx, mixed).await, 0);
            let bare = async {
                for count in [3, 5, 6, 7] {
                    let rows = (0..count).map(|_| Defaults::build(|d| d));
                    Defaults::objects().using(&tx).abulk_create(rows).await?;
                }
                Ok(())
            };
            assert_eq!(kept_by(&db, &tx, bare).await, either(&db, 4, 0), "PostgreSQL: text comes back");
            tx.rollback().await.unwrap();
        }
    }
}

law! {
    plans_are_not_kept(db) {
        if can_tell(&db) {
            let tx = db.begin().await.unwrap();
            kept(&db, &tx).await;
            let authors = || Author::objects().using(&tx);
            let plans = async {
                authors().filter(|a| a.name().eq("Ann")).aexplain().await?;
                authors().filter(|a| a.age().gt(3)).aexplain().await?;
                authors().aexplain().await
            };
            assert_eq!(kept_by(&db, &tx, plans).await, 0);
            tx.rollback().await.unwrap();
        }
    }
}

law! {
    /// Lists of many lengths have a text for each power of two, or one in all.
    maps_of_listed_keys_have_few_texts(db) {
        if can_tell(&db) {
            let room = Room::objects().acreate(|r| r.name("blue")).await.unwrap();
            let tx = db.begin().await.unwrap();
            kept(&db, &tx).await;
            let lists = async {
                for count in [1, 2, 3, 4, 5, 6, 7, 8] {
                    Author::objects().using(&tx).ain_bulk(0..count).await?;
                }
                Ok(())
            };
            assert_eq!(kept_by(&db, &tx, lists).await, either(&db, 1, 4));
            let composite = async {
                for count in [1, 2, 3, 4, 5, 6, 7, 8, 257, 399, 400] {
                    Slot::objects().using(&tx).ain_bulk((0..count).map(|it| (room.id, it))).await?;
                }
                Ok(())
            };
            assert_eq!(kept_by(&db, &tx, composite).await, 5);
            tx.rollback().await.unwrap();
        }
    }
}
