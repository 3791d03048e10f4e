//! `select_for_update`: which rows are locked, against whom, and where that is refused.

use queryset::{atomic, prelude::*, query::Lock};

use crate::{
    law::law,
    support::library::{Author, Book, Publisher, Shelf, names},
};

async fn publishers() -> [Publisher; 2] {
    let apress = Publisher::objects().acreate(|p| p.name("Apress")).await.unwrap();
    [apress, Publisher::objects().acreate(|p| p.name("Sams")).await.unwrap()]
}

law! {
    /// The first transaction has one row. The second fails at once where it must not wait, the third finds the other row,
    /// since it leaves out what is locked; after the commit both are found. SQLite has one transaction at a time, and
    /// takes the words for nothing.
    a_locked_row_is_for_one_transaction(db) {
        let [apress, sams] = publishers().await;
        let first = db.begin().await.unwrap();
        let held = Publisher::objects().select_for_update().filter(|p| p.id().eq(apress.id));
        assert_eq!(held.using(&first).await.unwrap(), std::slice::from_ref(&apress));
        let at_once = || Publisher::objects().select_for_update_with(|_| Lock::new().nowait());
        let free = || Publisher::objects().select_for_update_with(|_| Lock::new().skip_locked());
        if !db.capability().row_locks || db.status().max_connections == 1 {
            // A transaction does not stand in its own way.
            assert_eq!(at_once().using(&first).await.unwrap(), [apress.clone(), sams.clone()]);
            assert_eq!(free().using(&first).await.unwrap(), [apress, sams]);
            return first.commit().await.unwrap();
        }

        let second = db.begin().await.unwrap();
        let refused = at_once().using(&second).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Cancelled);
        second.rollback().await.unwrap();
        let third = db.begin().await.unwrap();
        assert_eq!(free().using(&third).await.unwrap(), std::slice::from_ref(&sams));
        third.rollback().await.unwrap();
        first.commit().await.unwrap();

        let fourth = db.begin().await.unwrap();
        assert_eq!(at_once().using(&fourth).await.unwrap(), [apress, sams]);
        fourth.commit().await.unwrap();
    }
}

law! {
    /// Two tasks read a counter, think, and write it: none of the additions is lost.
    who_locks_before_he_reads_loses_nothing(db) {
        let ann = Author::objects().acreate(|a| a.name("Ann").age(0)).await.unwrap().id;
        let add = || {
            let db = db.clone();
            async move {
                for _ in 0..10 {
                    db.atomic(async {
                        let mut ann = Author::objects().select_for_update().aget(|a| a.id().eq(ann)).await?;
                        tokio::task::yield_now().await;
                        ann.age = ann.age.map(|it| it + 1);
                        ann.asave().await
                    })
                    .await
                    .unwrap();
                }
            }
        };
        if db.capability().row_locks {
            let tasks = [queryset::spawn(add()), queryset::spawn(add()), queryset::spawn(add())];
            for task in tasks {
                task.await.unwrap();
            }
            let all = Author::objects().aget(|a| a.id().eq(ann)).await.unwrap();
            assert_eq!(all.age, Some(30));
        } else {
            add().await;
            assert_eq!(Author::objects().aget(|a| a.id().eq(ann)).await.unwrap().age, Some(10));
        }
    }
}

law! {
    /// Without a transaction the lock would be gone before anybody could use it. What locks nothing needs none.
    a_lock_needs_a_transaction(db) {
        publishers().await;
        let locked = || Publisher::objects().select_for_update();
        if db.capability().row_locks {
            assert_eq!(locked().await.unwrap_err().kind(), ErrorKind::TransactionMisuse);
            assert_eq!(locked().afirst().await.unwrap_err().kind(), ErrorKind::TransactionMisuse);
        } else {
            assert_eq!(locked().await.unwrap().len(), 2);
        }
        assert_eq!(locked().acount().await.unwrap(), 2);
        assert!(locked().aexists().await.unwrap());
        assert_eq!(locked().values_list(|p| p.id().count()).await.unwrap(), [2]);
        assert_eq!(locked().none().await.unwrap(), []);
        assert_eq!(atomic(async { locked().await }).await.unwrap().len(), 2);
    }
}

law! {
    /// What the database lacks is refused before anything is sent, so that the transaction goes on.
    an_option_that_the_database_lacks_is_refused(db) {
        let facts = db.capability();
        Shelf::fill().await;
        let answered = |refused: bool, rows: usize, answer: queryset::Result<Vec<Book>>| match answer {
            Ok(found) => assert!(!refused && found.len() == rows, "{found:?}"),
            Err(error) => assert!(refused && error.kind() == ErrorKind::Unsupported && error.sql().is_none(), "{error:?}"),
        };
        atomic(async {
            let no_key = Book::objects().select_for_update_with(|_| Lock::new().no_key());
            answered(facts.row_locks && !facts.lock_no_key, 3, no_key.await);
            let of = Book::objects().select_for_update_with(|b| Lock::new().of(&b));
            answered(facts.row_locks && !facts.lock_of, 3, of.await);
            let absent = Book::objects().select_for_update().order_by(|b| b.editor().name());
            answered(facts.row_locks && !facts.locks_absent_rows, 3, absent.await);
            let merged = Book::objects().select_for_update().distinct();
            answered(facts.row_locks && !facts.locks_merged_rows, 3, merged.await);
            let present = Book::objects().select_for_update().filter(|b| b.editor().name().eq("Bob"));
            answered(false, 1, present.await);
            Ok::<_, Error>(())
        })
        .await
        .unwrap();
    }
}

law! {
    /// `of` names what the query reads; the other side of a relation that it does not go along it does not.
    a_lock_is_of_what_the_query_reads(db, |on| on.facts.lock_of) {
        Shelf::fill().await;
        atomic(async {
            let with_author = || Book::objects().order_by(|b| b.author().name());
            let both = with_author().select_for_update_with(|b| Lock::new().of(&b).of(&b.author()));
            assert_eq!(names(&both.await?), ["Rust", "Go", "Zen"]);
            let editors = with_author().select_for_update_with(|b| Lock::new().of(&b.editor()));
            assert_eq!(editors.await.unwrap_err().kind(), ErrorKind::InvalidQuery);
            // Rows that may be absent are not asked for here.
            let books = Book::objects().order_by(|b| b.editor().name());
            assert_eq!(books.select_for_update_with(|b| Lock::new().of(&b)).await?.len(), 3);
            Ok::<_, Error>(())
        })
        .await
        .unwrap();
    }
}

law! {
    /// A query inside another one locks what it reads, as jobs are taken from a queue.
    a_query_inside_another_one_locks_too(db) {
        let [apress, sams] = publishers().await;
        let first = db.begin().await.unwrap();
        let next = || {
            let free = Publisher::objects().select_for_update_with(|_| Lock::new().skip_locked());
            free.order_by(|p| p.id()).slice(..1).values_list(|p| p.id())
        };
        let taken = Publisher::objects().filter(|p| p.id().in_(next()));
        assert_eq!(taken.using(&first).await.unwrap(), [apress]);
        if db.capability().row_locks && db.status().max_connections > 1 {
            let second = db.begin().await.unwrap();
            let taken = Publisher::objects().filter(|p| p.id().in_(next()));
            assert_eq!(taken.using(&second).await.unwrap(), [sams]);
            second.commit().await.unwrap();
        }
        first.commit().await.unwrap();
    }
}

law! {
    /// Whatever says that there is an object makes its join an inner one, as in Django, so that no row of it can be absent.
    a_lock_along_a_nullable_relation_is_accepted_where_a_condition_needs_the_object(db) {
        let ann = Author::objects().acreate(|a| a.name("Ann").age(30)).await.unwrap();
        let mut book = Book::build(|b| b.name("Rust").pages(3).price(rust_decimal::Decimal::ONE).author(&ann).editor(&ann));
        book.asave().await.unwrap();
        let mut alone = Book::build(|b| b.name("Alone").pages(3).price(rust_decimal::Decimal::ONE).author(&ann));
        alone.asave().await.unwrap();
        let sorted = || Book::objects().select_for_update().order_by(|b| b.editor().name());
        let accepted = [
            sorted().filter(|b| b.editor().is_not_null()),
            sorted().exclude(|b| b.editor().is_null()),
            sorted().filter(|b| b.editor().eq(&ann)),
            sorted().filter(|b| b.editor().id().gt(0)),
            sorted().filter(|b| b.editor().key().is_not_null()),
            sorted().filter(|b| b.editor().in_([ann.id])),
            sorted().filter(|b| b.editor().in_(Author::objects().filter(|a| a.name().eq("Ann")))),
            sorted().filter(|b| b.editor().name().eq("Ann")),
            sorted().filter(|b| b.editor().age().is_not_null()),
            sorted().filter(|b| b.editor().key().eq(b.author().key())),
            sorted().filter(|b| b.author().key().eq(b.editor().key())),
            sorted().filter(|b| b.editor().eq(&ann) | b.editor().id().lt(0)),
            sorted().filter(|b| b.pages().eq(3) & b.editor().is_not_null()),
            sorted().exclude(|b| b.editor().is_null() | b.pages().eq(7)),
        ];
        for set in accepted {
            let rows = atomic(async { set.await }).await.unwrap();
            assert_eq!(rows, std::slice::from_ref(&book));
        }
        let open = [
            sorted(),
            sorted().filter(|b| b.editor().is_null()),
            sorted().filter(|b| b.editor().is_not_null() | b.pages().eq(3)),
            sorted().exclude(|b| b.editor().eq(&ann)),
        ];
        for set in open {
            let answer = atomic(async { set.await }).await;
            assert_eq!(answer.is_ok(), !db.capability().row_locks || db.capability().locks_absent_rows);
        }
    }
}
